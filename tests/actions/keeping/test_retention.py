"""How long cases are kept, what lies on them, what is decided when their time is over (K-17)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.attached import attachments
from rescueapp.actions.finding import cases
from rescueapp.actions.keeping import retention
from rescueapp.actions.papers import prints, trail
from rescueapp.actions.recording import drafts, identity, records
from rescueapp.actions.two_people import requests
from rescueapp.domain.request import Kind
from rescueapp.domain.retention import TYPES, Order, Outcome, Type, proposed, usual_type
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import say
from tests.actions.carrying import export
from tests.actions.closing import WHY, end_help, old_case
from tests.actions.colleagues import add_second
from tests.actions.station import Clock, House, Pair, attach_file, save

LONG_AGO, LATELY = "1995-05-01", "2020-05-01"


# --- periods --------------------------------------------------------------------------------------


def test_k17_every_type_has_a_period_with_its_source() -> None:
    assert set(proposed()) == set(Type) == set(TYPES)
    assert all(period.source for period in proposed().values())


def test_k17_what_no_statute_says_is_called_a_proposal_until_the_unit_has_said_so(
    station: House,
) -> None:
    ws = station.sign_in("duan")
    assert say(retention.periods_in_use(ws)[Type.ADULT].told()) == "30 years (to be checked)"
    assert say(retention.periods_in_use(ws)[Type.CHILD].told()) == "for ever (to be checked)"
    retention.set_period(ws, Type.ADULT, years=20, source="本单位保管期限表 2026")
    assert say(retention.periods_in_use(ws)[Type.ADULT].told()) == "20 years"
    with pytest.raises(Refused):
        retention.set_period(ws, Type.AUDIT, years=0, source="本单位保管期限表 2026")
    with pytest.raises(Refused):
        retention.set_period(ws, Type.ADULT, years=20, source="  ")
    with pytest.raises(Refused):
        retention.set_period(station.sign_in("he"), Type.ADULT, years=1, source="随便")


def test_k17_somebody_of_unknown_age_is_kept_as_a_child() -> None:
    assert usual_type(None, date(2026, 6, 30)) is Type.CHILD
    assert usual_type("2008-07-01", date(2026, 6, 30)) is Type.CHILD
    assert usual_type("2008-06-30", date(2026, 6, 30)) is Type.ADULT


@pytest.mark.parametrize(
    ("closed", "until"), [("1996-06-30", "2026-06-30"), ("2000-02-29", "2030-03-01")]
)
def test_k17_it_is_counted_from_the_end_of_help(station: House, closed: str, until: str) -> None:
    case = old_case(station, closed)
    assert retention.keeping(station.sign_in("duan"), case).until == until


# --- the list -------------------------------------------------------------------------------------


def numbers(house: House) -> list[str]:
    return [line.case_uid for line in retention.appraisal_list(house.sign_in("duan"))]


def test_k17_the_list_has_the_cases_whose_time_is_over_and_no_other(station: House) -> None:
    old, lately = old_case(station, LONG_AGO), old_case(station, LATELY)
    open_still = save(station.sign_in("he")).case_uid
    assert numbers(station) == [old]
    (line,) = retention.appraisal_list(station.sign_in("duan"))
    assert (line.due_on, line.counts["records"], line.type) == ("2025-05-01", 1, Type.ADULT)
    ws = station.sign_in("duan")
    for case in (lately, open_still):
        with pytest.raises(Refused):
            retention.appraise(ws, case, Outcome.DESTROY, WHY)


def test_k17_a_case_that_is_kept_for_ever_is_never_on_it(station: House) -> None:
    case = old_case(station)
    ws = station.sign_in("duan")
    retention.sort(ws, case, Type.GUARDIANSHIP)
    assert retention.appraisal_list(ws) == []
    with pytest.raises(Refused):
        retention.appraise(ws, case, Outcome.DESTROY, WHY)
    assert retention.appraise(ws, case, Outcome.ARCHIVE, WHY)


def test_k17_a_held_case_is_never_on_the_list(station: House) -> None:
    case = old_case(station)
    ws = station.sign_in("duan")
    retention.lay(ws, case, Order.HOLD, "检察院调卷，案件尚未审结")
    assert numbers(station) == []
    ws = station.sign_in("duan")
    for outcome in Outcome:
        with pytest.raises(Refused):
            retention.appraise(ws, case, outcome, WHY, until=date(2030, 1, 1))
    (lying,) = retention.lying(ws)
    assert lying.laid_by == "段文秀"
    retention.lift(ws, lying.laid.uid, "案件已经审结，卷宗退回")
    assert numbers(station) == [case]
    with pytest.raises(Refused):
        retention.lift(station.sign_in("duan"), lying.laid.uid, "案件已经审结，卷宗退回")


def test_k17_kept_longer_it_comes_back_on_its_day(station: House, now: Clock) -> None:
    case = old_case(station)
    ws = station.sign_in("duan")
    with pytest.raises(Refused):
        retention.appraise(ws, case, Outcome.KEEP, WHY, until=date(2026, 6, 30))
    retention.appraise(ws, case, Outcome.KEEP, WHY, until=date(2026, 8, 1))
    assert numbers(station) == []
    now.later(days=40)
    assert numbers(station) == [case]


def test_k17_handed_to_the_archive_it_is_off_the_list(station: House) -> None:
    case = old_case(station)
    retention.appraise(station.sign_in("duan"), case, Outcome.ARCHIVE, WHY)
    assert numbers(station) == []


def test_k17_another_decision_takes_the_request_to_destroy_back(station: House) -> None:
    add_second(station)
    case = old_case(station)
    ws = station.sign_in("duan")
    retention.appraise(ws, case, Outcome.DESTROY, WHY)
    (line,) = retention.appraisal_list(ws)
    assert (bool(line.request), line.granted) == (True, False)
    retention.appraise(ws, case, Outcome.KEEP, WHY, until=date(2030, 1, 1))
    assert requests.waiting_for(ws, Kind.DESTROY, case) is None
    assert requests.waiting(station.sign_in("wang")) == []


@pytest.mark.parametrize("login", ["he", "yang", "li", "zhou"])
def test_k17_only_supervisors_decide_what_is_kept(station: House, login: str) -> None:
    case = old_case(station)
    ws = station.sign_in(login)
    for act in (
        lambda: retention.appraisal_list(ws),
        lambda: retention.lying(ws),
        lambda: retention.lay(ws, case, Order.HOLD, WHY),
        lambda: retention.appraise(ws, case, Outcome.DESTROY, WHY),
        lambda: retention.asked_to_delete(ws, case, WHY),
        lambda: retention.sort(ws, case, Type.ADULT),
    ):
        with pytest.raises(Refused):
            act()


def test_reasons_are_words_and_not_in_the_audit(station: House) -> None:
    case = old_case(station)
    ws = station.sign_in("duan")
    with pytest.raises(Refused):
        retention.lay(ws, case, Order.HOLD, "官司")
    retention.lay(ws, case, Order.HOLD, WHY)
    assert WHY not in str(trail.entries(ws))
    with pytest.raises(Refused):
        retention.lay(ws, case, Order.HOLD, WHY)


# --- a request to delete --------------------------------------------------------------------------


@pytest.fixture
def restricted(station: House) -> str:
    """A case that somebody asked to delete while the law keeps it."""
    case = old_case(station, LATELY, name="虚构乙")
    told = retention.asked_to_delete(station.sign_in("duan"), case, "本人书面申请删除个人信息")
    assert told is not None
    assert "2050-05-01" in say(told)
    return case


def test_k17_a_request_to_delete_restricts_to_storage_while_the_law_keeps_it(
    station: House, restricted: str
) -> None:
    ws = station.sign_in("he")
    record = cases.records_of(ws, restricted)[0]
    with pytest.raises(Refused, match="only stored"):
        records.open_record(ws, record.uid)
    for reason in sorted(set(identity.REASONS) - {"asked", "police", "safety"}):
        with pytest.raises(Refused, match="only stored"):
            identity.reveal(ws, restricted, reason)
    with pytest.raises(Refused, match="only stored"):
        prints.prepare_sheet(ws, form="intake", record_uid=record.uid)


def test_k17_no_way_round_leads_into_a_case_that_is_only_stored(
    station: House, tmp_path: Path
) -> None:
    """Not a draft, not an attachment, not a new form with what is known beside it."""
    case = old_case(station, LATELY, name="虚构乙")
    ws = station.sign_in("he")
    (tmp_path / "a.txt").write_text("虚构", encoding="utf-8")
    file: dict[str, Any] = {"case_uid": case, "compartment": Compartment.CARE, "label": "a"}
    named = attach_file(ws, path=tmp_path / "a.txt", **file)
    draft = drafts.keep_draft(
        ws, draft_uid=None, form="relative", case_uid=case, record_uid=None, based_on=0,
        answers={"name": "虚构丙"},
    )  # fmt: skip
    retention.lay(station.sign_in("duan"), case, Order.RESTRICTION, WHY)
    ws = station.sign_in("he")
    for act in (
        lambda: records.blank(ws, "relative", case),
        lambda: drafts.open_draft(ws, draft),
        lambda: attachments.attachment(ws, named["blob"]),
        lambda: attach_file(ws, path=tmp_path / "a.txt", **file),
        lambda: records.history(ws, cases.records_of(ws, case)[0].uid),
    ):
        with pytest.raises(Refused, match="only stored"):
            act()
    identity.reveal(ws, case, "asked")
    assert attachments.attachment(ws, named["blob"])
    assert drafts.open_draft(ws, draft)


@pytest.mark.parametrize("reason", ["asked", "police", "safety"])
def test_k17_it_opens_for_rights_law_and_safety_and_is_never_changed(
    station: House, restricted: str, reason: str, now: Clock
) -> None:
    ws = station.sign_in("he")
    record = cases.records_of(ws, restricted)[0]
    identity.reveal(ws, restricted, reason)
    assert records.open_record(ws, record.uid).answers["name"] == "虚构乙"
    with pytest.raises(Refused, match="nothing in it is changed"):
        save(ws, "relative", {"relation": "52"}, case=restricted)
    now.later(minutes=6)
    with pytest.raises(Refused, match="only stored"):
        records.open_record(ws, record.uid)
    (entry,) = (e for e in trail.entries(station.sign_in("duan")) if e.act == "reveal")
    assert entry.detail["reason"] == reason


def test_k17_it_does_not_leave_in_a_package_and_that_is_said(
    pair: Pair, restricted: str, tmp_path: Path
) -> None:
    save(pair.station.sign_in("he"))
    made = export(pair.station.sign_in("duan"), tmp_path)
    assert made.cases == 1
    assert "only stored" in " ".join(map(say, made.notes()))


def test_k17_lifted_it_is_a_case_like_any_other(station: House, restricted: str) -> None:
    ws = station.sign_in("duan")
    (lying,) = retention.lying(ws)
    assert lying.laid.order is Order.RESTRICTION
    retention.lift(ws, lying.laid.uid, "本人撤回删除申请，继续回访")
    ws = station.sign_in("he")
    assert save(ws, "relative", {"relation": "52"}, case=restricted).record_uid


def test_k17_after_its_time_a_request_to_delete_leads_to_the_list(station: House) -> None:
    case = old_case(station, LONG_AGO)
    assert retention.asked_to_delete(station.sign_in("duan"), case, "本人书面申请删除") is None
    assert retention.keeping(station.sign_in("duan"), case).restriction is None
    assert numbers(station) == [case]


def test_a_hold_is_no_restriction(station: House) -> None:
    case = save(station.sign_in("he")).case_uid
    ws = station.sign_in("duan")
    retention.lay(ws, case, Order.HOLD, WHY)
    assert save(station.sign_in("he"), "relative", {"relation": "52"}, case=case).record_uid


def test_a_case_of_today_has_no_end_yet(station: House) -> None:
    case = save(station.sign_in("he")).case_uid
    kept = retention.keeping(station.sign_in("duan"), case)
    assert (kept.closed_on, kept.until, kept.over) == ("", "", False)
    end_help(station.sign_in("duan"), case, "2026-06-30")
    assert retention.keeping(station.sign_in("duan"), case).until == "2056-06-30"
