"""Minors' cases are for those who are vetted each year; the first hours are for everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rescueapp import clock, i18n
from rescueapp.actions.desk import duties
from rescueapp.actions.due import clocks
from rescueapp.actions.family import families
from rescueapp.actions.finding import cases, merging
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import clock_acts, drafts, records
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import people
from rescueapp.actions.workers import vetting
from rescueapp.domain.family import Joining
from rescueapp.domain.request import Kind
from rescueapp.domain.vetting import Vetting, standing
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.colleagues import granted
from tests.actions.station import NOON, STATION, Clock, House, copy_of, make_house, save, uid_of

GIRL = {"arrived_at": "2026-06-29T13:40:00Z", "sex": "2", "birth_date": "2012-03-04"}
WOMAN = GIRL | {"birth_date": "1990-03-04"}
SOON = date(2026, 7, 20)
WHY = "已与本人商定，请核对"


@pytest.fixture(scope="session")
def made_real(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A real vault whose people nobody has confirmed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", Clock())
        people_ = tuple(p for p in STATION.people if p.login in ("zhao", "duan", "he"))
        setup = replace(STATION, training=False, people=people_)
        return make_house(tmp_path_factory.mktemp("real") / "vault", setup)


@pytest.fixture
def real(made_real: House, tmp_path: Path) -> House:
    return copy_of(made_real, tmp_path / "real")


def all_the_rest(case: str, house: House, login: str = "he") -> None:
    """What goes on without vetting."""
    ws = house.sign_in(login)
    save(ws, "safety_line", {"instructions": "虚构"}, case=case)
    save(ws, "medical_care", {"hospital": "虚构医院"}, case=case)
    save(ws, "mandatory_report", {}, case=case)


@pytest.mark.lives("S5")
def test_k27_a_new_vault_has_thirty_days_and_then_minors_are_read_and_no_more(
    real: House, now: Clock
) -> None:
    ws = real.sign_in("he")
    girl, woman = save(ws, answers=GIRL), save(ws, answers=WOMAN)
    save(ws, "follow_up", {}, case=girl.case_uid)
    now.later(days=30)
    save(real.sign_in("he"), "follow_up", {}, case=girl.case_uid)

    now.later(days=1)

    ws = real.sign_in("he")
    with pytest.raises(Refused) as refused:
        save(ws, "follow_up", {}, case=girl.case_uid)
    assert "ended on 2026-07-30" in i18n.say(refused.value.words)
    told_before_typing(ws, girl.case_uid, refused.value.words)
    assert records.open_record(ws, girl.record_uid).answers["sex"] == "2"
    save(ws, "follow_up", {}, case=woman.case_uid)
    all_the_rest(girl.case_uid, real)
    again = save(real.sign_in("he"), answers=GIRL)
    assert cases.case(real.sign_in("he"), again.case_uid).mine


def lapsed(real: House, now: Clock, *logins: str) -> None:
    """A hundred days on; of these nobody looked at the vetting, of the others they did."""
    now.later(days=100)
    ws = real.sign_in("duan")
    for each in vetting.all_of(ws):
        if each.uid not in {uid_of(ws, login) for login in logins}:
            vetting.set_vetted(ws, each.uid, clock.today() + timedelta(days=300))


def test_k27_a_minors_record_is_not_approved_without_vetting_and_a_womans_is(
    real: House, now: Clock
) -> None:
    ws = real.sign_in("he")
    asked = []
    for person in (GIRL, WOMAN):
        plan = save(ws, "service_plan", {"own_goals": "想学裁缝"}, complete=True,
                    case=save(ws, answers=person).case_uid)  # fmt: skip
        assert plan.need is not None
        about = plan.need.about
        asked.append(requests.ask(ws, Kind.APPROVE, plan.case_uid, WHY, about).uid)
    lapsed(real, now, "duan")
    ws = real.sign_in("duan")
    with pytest.raises(Refused, match="ended on"):
        requests.decide(ws, asked[0], granted=True)
    requests.decide(ws, asked[1], granted=True)


def test_k27_what_is_no_record_of_a_minors_case_is_left_as_it_is_too(
    real: House, now: Clock
) -> None:
    ws = real.sign_in("he")
    girl, other, mother = (save(ws, answers=each).case_uid for each in (GIRL, GIRL, WOMAN))
    linked = Joining(mother, "03", own="01")
    families.link(ws, girl, linked)
    lapsed(real, now, "he")
    ws = real.sign_in("he")
    deadline = next(each.deadline for each in clocks.of_case(ws, girl) if each.deadline.open)
    for change in (
        lambda: families.link(ws, other, linked),
        lambda: families.leave(ws, girl),
        lambda: families.describe(ws, girl, "03", head=False),
        lambda: merging.merge(ws, girl, other, basis="01", reason=WHY),
        lambda: clock_acts.ask_exempt(ws, girl, deadline, WHY),
    ):
        with pytest.raises(Refused, match="ended on"):
            change()
    baby = save(ws, answers=GIRL, joins=linked)  # taken in with her family: an intake
    assert families.key_of(ws, baby.case_uid) is not None


def test_k27_nobody_agrees_unvetted_that_two_files_are_of_one_child(
    real: House, now: Clock
) -> None:
    ws = real.sign_in("he")
    girl, other = (save(ws, answers=GIRL).case_uid for _ in range(2))
    merging.merge(ws, girl, other, basis="01", reason=WHY)
    lapsed(real, now, "duan")
    ws = real.sign_in("duan")
    (asked,) = requests.waiting(ws)
    with pytest.raises(Refused, match="ended on"):
        requests.decide(ws, asked.request.uid, granted=True)
    requests.decide(ws, asked.request.uid, granted=False)


def told_before_typing(ws: Workspace, case: str, words: i18n.Text) -> None:
    """Forms that will not be saved open closed, with the reason; the urgent ones open to write."""
    visit = records.blank(ws, "follow_up", case)
    assert (visit.writable, visit.closed) == (False, words)
    kept = drafts.keep_draft(ws, draft_uid=None, form="follow_up", case_uid=case, record_uid=None,
                             based_on=0, answers={})  # fmt: skip
    assert drafts.open_draft(ws, kept).view.closed == words
    drafts.drop_draft(ws, kept)
    care = records.blank(ws, "medical_care", case)
    assert (care.writable, care.closed) == (True, None)


def test_confirmed_at_set_up_it_is_a_year(tmp_path: Path) -> None:
    assert vetting.first_date(confirmed=True) == (NOON.date() + timedelta(days=365)).isoformat()


def test_a_supervisor_enters_the_day_and_it_is_in_the_audit(real: House, now: Clock) -> None:
    girl = save(real.sign_in("he"), answers=GIRL)
    now.later(days=40)
    ws = real.sign_in("duan")
    he, until = uid_of(ws, "he"), NOON.date() + timedelta(days=200)
    vetting.set_vetted(ws, he, until)
    told = next(each for each in vetting.all_of(ws) if each.uid == he)
    assert (told.until, told.standing) == (until.isoformat(), Vetting.VALID)
    (entry,) = [e for e in trail.entries(ws) if e.act == "set_vetted"]
    assert (entry.object, entry.detail) == (he, {"until": until.isoformat()})
    save(real.sign_in("he"), "follow_up", {}, case=girl.case_uid)


@pytest.mark.parametrize("days", [-1, 366])
def test_a_day_that_has_passed_or_is_more_than_a_year_away_is_refused(
    real: House, days: int
) -> None:
    ws = real.sign_in("duan")
    with pytest.raises(Refused, match="between today and one year"):
        vetting.set_vetted(ws, uid_of(ws, "he"), NOON.date() + timedelta(days=days))


def test_nobody_enters_their_own_but_a_supervisor_and_an_administrator_has_none(
    real: House,
) -> None:
    ws = real.sign_in("he")
    with pytest.raises(Refused, match="does not include this"):
        vetting.set_vetted(ws, ws.worker.uid, SOON)
    ws = real.sign_in("duan")
    with pytest.raises(Refused, match="nobody here"):
        vetting.set_vetted(ws, uid_of(ws, "zhao"), SOON)


def test_who_comes_later_waits_for_a_date(real: House) -> None:
    girl = save(real.sign_in("he"), answers=GIRL)
    wang = granted(real, "wang", Role.CASEWORKER)
    ws = real.sign_in("duan")
    cases.assign(ws, girl.case_uid, wang)
    assert wang in {each.uid for each in vetting.to_look_at(ws)}
    with pytest.raises(Refused, match="Nobody has entered"):
        save(real.sign_in("wang"), "follow_up", {}, case=girl.case_uid)
    vetting.set_vetted(real.sign_in("duan"), wang, NOON.date() + timedelta(days=365))
    save(real.sign_in("wang"), "follow_up", {}, case=girl.case_uid)


def test_the_supervisor_is_told_a_month_before_everybody_else_of_themselves(
    real: House, now: Clock
) -> None:
    ws = real.sign_in("duan")
    for login in ("duan", "he"):
        vetting.set_vetted(ws, uid_of(ws, login), NOON.date() + timedelta(days=60))
    assert vetting.to_look_at(ws) == []
    now.later(days=31)
    assert {each.name for each in vetting.to_look_at(ws)} == {"段文秀", "和晓燕"}
    assert [each.name for each in vetting.to_look_at(real.sign_in("he"))] == ["和晓燕"]


def test_in_a_training_vault_nobody_is_stopped(station: House, now: Clock) -> None:
    girl = save(station.sign_in("he"), answers=GIRL)
    now.later(days=400)
    ws = station.sign_in("he")
    save(ws, "follow_up", {}, case=girl.case_uid)
    assert vetting.to_look_at(station.sign_in("duan")) == []


def test_who_left_is_not_asked_about(real: House) -> None:
    desk = real.key_desk()
    people.deactivate(desk, people.uid_of(desk, "he"))
    assert {each.name for each in vetting.all_of(real.sign_in("duan"))} == {"段文秀"}


@pytest.mark.parametrize(
    ("until", "found"),
    [
        (None, Vetting.MISSING),
        ("2026-06-29", Vetting.LAPSED),
        ("2026-06-30", Vetting.SOON),
        ("2026-07-30", Vetting.SOON),
        ("2026-07-31", Vetting.VALID),
    ],
)
def test_the_days_around_its_end(until: str | None, found: Vetting) -> None:
    assert standing(until, date(2026, 6, 30)) is found
    assert found.holds == (found in (Vetting.VALID, Vetting.SOON))


def test_the_words_name_what_can_be_written() -> None:
    for words in (vetting.LAPSED(day="2026-07-30"), vetting.MISSING()):
        assert "medical care, what keeps the child safe" in i18n.say(words)


def test_today_does_not_keep_anybody_from_the_mandatory_report(real: House, now: Clock) -> None:
    """Who reads there that nothing can be written does not open the form that could be."""
    now.later(days=400)
    told = [i18n.say(words) for words in duties.duties(real.sign_in("he"))]
    [ended] = [words for words in told if "vetting" in words]
    assert "mandatory report can be written" in ended
    assert "mandatory report can be written" in i18n.say(duties.NOT_ENTERED(name="?"))
