"""A case moves from one station to another and is a case there, signed for (S7, S15, S40)."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.actions.attached import attachments
from rescueapp.actions.desk import duties
from rescueapp.actions.due import clocks
from rescueapp.actions.exchanging import exchange, handed_on, handing_over, taking_up
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import names
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import identity, records
from rescueapp.domain.case import Query
from rescueapp.domain.guards import NeedsTwo
from rescueapp.errors import Refused
from rescueapp.forms import codes
from rescueapp.forms.schema import Stage
from rescueapp.i18n import Text, say
from rescueapp.storage import exchange_log
from tests.actions.carrying import export
from tests.actions.leaving import BUYER
from tests.actions.partners import OTHER, Partners, scanned
from tests.actions.station import INTAKE, STATION, Clock, House, save, uid_of

NAME = "虚构丙"

RELATIVE = {"relation": "52", "name": "虚构丁"}


@pytest.fixture
def case(partners: Partners, tmp_path: Path) -> str:
    """A case of he with a name, a relative and a file."""
    ws = partners.here.sign_in("he")
    uid = save(ws, answers=INTAKE | {"name": NAME}).case_uid
    save(ws, "relative", RELATIVE, case=uid)
    scanned(ws, uid, tmp_path / "a.txt")
    return uid


@pytest.mark.lives("S7", "S15", "S40")
def test_the_case_is_a_case_there_with_number_alias_names_and_files(
    partners: Partners, case: str
) -> None:
    before = cases.case(partners.here.sign_in("duan"), case)
    made = partners.hand_over(case)
    taken = partners.take_up(made.path)
    ws = partners.there.sign_in("duan")
    row = cases.case(ws, taken.case_uid)
    assert row.number.startswith(OTHER.station_code)
    assert row.arrived_at == before.arrived_at
    assert row.stage is before.stage
    assert Reading(ws).present_facts(row.uid)["name"] == NAME
    forms = {each.form for each in cases.records_of(ws, row.uid)}
    assert forms == {"intake", "relative", "police_document"}
    ((blob,),) = [ws.db.read("SELECT uid FROM blobs WHERE case_uid = ?", (row.uid,))]
    assert attachments.attachment(ws, blob[0]).decode() == "附件内容"
    names.start_names(ws)
    assert cases.find_cases(ws, Query(text=NAME)) == [row.id]


@pytest.mark.lives("S7", "S40")
def test_a_return_over_the_border_of_a_province_is_read_where_she_arrives(
    partners: Partners, case: str
) -> None:
    returned = {"handed_over_on": "2026-06-30", "return_province": True, "return_care": "虚构的话"}
    save(partners.here.sign_in("he"), "return_handover", returned, case=case)
    taken = partners.take_up(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    (row,) = [r for r in cases.records_of(ws, taken.case_uid) if r.form == "return_handover"]
    identity.reveal(ws, taken.case_uid, "care")
    assert records.open_record(ws, row.uid).answers == returned


def test_the_earlier_number_is_kept_and_finds_the_case_also_after_another_record(
    partners: Partners, case: str
) -> None:
    taken = partners.take_up(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    row = cases.case(ws, taken.case_uid)
    came = taking_up.origin(ws, taken.case_uid)
    assert came is not None
    assert came.station == STATION.station_name
    assert cases.find_cases(ws, Query(text=came.number)) == [row.id]
    save(ws, "relative", RELATIVE | {"name": "虚构戊"}, case=row.uid)
    assert cases.find_cases(ws, Query(text=came.number)) == [row.id]


def test_history_says_who_wrote_it_and_at_which_station(partners: Partners, case: str) -> None:
    taken = partners.take_up(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    for row in cases.records_of(ws, taken.case_uid):
        (version,) = records.history(ws, row.uid)
        assert row.worker_name == version.worker_name == f"和晓燕（{STATION.station_name}）"
    intake = next(r for r in cases.records_of(ws, taken.case_uid) if r.form == "intake")
    answers = records.open_record(ws, intake.uid).answers
    save(ws, "intake", answers | {"name": NAME}, case=taken.case_uid, record=intake.uid, based_on=1)
    mine, theirs = records.history(ws, intake.uid)
    assert (mine.worker_name, theirs.worker_name) == (
        "段文秀",
        f"和晓燕（{STATION.station_name}）",
    )


def test_it_can_be_given_to_a_worker_who_then_reads_it(partners: Partners, case: str) -> None:
    taken = partners.receive(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    he = uid_of(ws, "he")
    up = taking_up.take_up(ws, taken.arrived, partners.out, worker=he)
    ws = partners.there.sign_in("he")
    assert cases.case(ws, up.case_uid).worker == he
    assert Reading(ws).present_facts(up.case_uid)["name"] == NAME


def test_a_case_worker_takes_nothing_in(partners: Partners, case: str) -> None:
    made = partners.hand_over(case)
    taken = partners.receive(made.path)
    ws = partners.there.sign_in("he")
    for act in (
        lambda: exchange.receive(ws, [made.path], partners.out),
        lambda: taking_up.read(ws, taken.arrived),
        lambda: taking_up.take_up(ws, taken.arrived, partners.out),
        lambda: taking_up.refuse(ws, taken.arrived, "01", partners.out),
    ):
        with pytest.raises(Refused, match="role"):
            act()


def test_it_is_read_before_anything_is_decided(partners: Partners, case: str) -> None:
    taken = partners.receive(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    (waits,) = taking_up.waiting(ws)
    arrival = taking_up.read(ws, waits.package.uid)
    said = " ".join(words for record in arrival.read.records for _, words in record.lines)
    assert NAME in said
    assert (waits.station, arrival.newer, arrival.closed) == (STATION.station_name, (), 0)
    assert taken.receipt is None
    assert cases.find_cases(ws, Query()) == []


# --- series ---------------------------------------------------------------------------------------


def test_a_package_to_a_station_makes_no_gap_at_the_office(
    partners: Partners, case: str, tmp_path: Path
) -> None:
    first = export(partners.here.sign_in("duan"), tmp_path)
    made = partners.hand_over(case)
    again = export(partners.here.sign_in("duan"), tmp_path)
    assert (first.sequence, made.sequence, again.sequence) == (1, 1, 2)
    ws = partners.office.sign_in("wu")
    results = [
        one
        for path in (first.path, again.path)
        for one in exchange.receive(ws, [path], tmp_path / "r")
    ]
    assert [(r.refused, r.gap) for r in results] == [(None, None)] * 2
    assert [e.sequence for e in exchange.exports(partners.here.sign_in("duan"))] == [2, 1]


def test_the_series_of_a_station_tells_a_gap(partners: Partners, case: str) -> None:
    partners.hand_over(case)
    second = partners.receive(partners.hand_over(case).path)
    assert second.gap is not None
    assert "Package 1" in second.lines()[1]


def test_the_register_of_releases_and_the_account_know_of_it(partners: Partners, case: str) -> None:
    made = partners.hand_over(case)
    ws = partners.here.sign_in("duan")
    (left,) = releases.of_case(ws, case)
    assert left.release.recipient == OTHER.station_name
    assert "intake.name" in left.release.fields
    assert [e.act for e in trail.entries(ws)].count("hand_over") == 1
    assert NAME not in str(trail.entries(ws))
    assert NAME not in made.path.name
    assert NAME.encode() not in made.path.read_bytes()
    up = partners.take_up(made.path)
    ws = partners.there.sign_in("duan")
    assert NAME not in str(trail.entries(ws))
    assert {"receive", "open_hand_over", "take_up"} - {e.act for e in trail.entries(ws)} == {
        "open_hand_over"
    }
    assert up.receipt is not None
    assert NAME not in up.receipt.read_text(encoding="utf-8")


def test_an_agreement_for_the_office_or_one_station_serves_no_other(
    partners: Partners, case: str
) -> None:
    partners.agreed(case, None)
    ws = partners.here.sign_in("duan")
    with pytest.raises(NeedsTwo):
        handing_over.hand_over(ws, case, partners.out, to=partners.there_key)
    assert handing_over.hand_over(ws, case, partners.out).sequence == 1
    partners.agreed(case, partners.there_key)
    ws = partners.here.sign_in("duan")
    with pytest.raises(NeedsTwo):
        handing_over.hand_over(ws, case, partners.out)


def test_k13_a_station_on_the_unsafe_list_gets_nothing(partners: Partners, case: str) -> None:
    partners.agreed(case, partners.there_key)
    ws = partners.here.sign_in("duan")
    save(ws, "relative", BUYER | {"unsafe_organisations": OTHER.station_name}, case=case)
    with pytest.raises(Refused, match="unsafe list"):
        handing_over.hand_over(ws, case, partners.out, to=partners.there_key)
    assert list(partners.out.glob("*")) == []


# --- receipts -------------------------------------------------------------------------------------


def test_the_receipt_confirms_the_hand_over_and_today_reminds_until_then(
    partners: Partners, case: str, now: Clock
) -> None:
    made = partners.hand_over(case)
    ws = partners.here.sign_in("duan")
    clocks.work_out(ws)
    waits = [d for d in cases.today(ws) if d.clock and d.clock.rule.id == "F27"]
    assert [d.due_on for d in waits] == ["2026-07-14"]
    (sent,) = handing_over.of_case(ws, case)
    assert not sent.accepted
    view = records.blank(ws, "closure", case)
    assert any("not answered" in line for line in view.beside)

    up = partners.take_up(made.path)

    assert up.receipt is not None
    ws = partners.here.sign_in("duan")
    answered = exchange.take_receipt(ws, up.receipt)
    assert (answered.refused, answered.case) == ("", cases.case(ws, case).number)
    (sent,) = handing_over.of_case(ws, case)
    assert sent.accepted
    clocks.work_out(ws)
    assert not [d for d in cases.today(ws) if d.clock and d.clock.rule.id == "F27"]
    assert any("05" in line for line in records.blank(ws, "closure", case).beside)
    assert cases.case(ws, case).stage is not Stage.CLOSED


def test_today_says_that_it_was_taken_up_until_somebody_says_who_goes_on(
    partners: Partners, case: str, now: Clock
) -> None:
    up = partners.take_up(partners.hand_over(case).path)
    ws = partners.here.sign_in("duan")
    responsible = cases.case(ws, case).worker
    login = next(user.login for user in ws.keyring.users if user.uid == responsible)
    assert on_today(partners.here, login, handed_on.TAKEN_UP) == []

    assert up.receipt is not None
    exchange.take_receipt(partners.here.sign_in("duan"), up.receipt)
    (line,) = on_today(partners.here, login, handed_on.TAKEN_UP)
    assert OTHER.station_name in line

    now.later(minutes=1)
    save(partners.here.sign_in(login), "service_plan", {}, case=case)
    assert on_today(partners.here, login, handed_on.TAKEN_UP) == []


def test_a_refusal_goes_back_with_its_code_and_nothing_stays(partners: Partners, case: str) -> None:
    made = partners.hand_over(case)
    taken = partners.receive(made.path)
    ws = partners.there.sign_in("duan")
    with pytest.raises(Refused, match="why"):
        taking_up.refuse(ws, taken.arrived, "77", partners.out)
    refused = taking_up.refuse(ws, taken.arrived, "03", partners.out)
    assert refused.receipt is not None
    assert cases.find_cases(ws, Query()) == []
    assert list((ws.folder / exchange_log.PACKAGES).glob("*.age")) == []
    answered = exchange.take_receipt(partners.here.sign_in("duan"), refused.receipt)
    assert answered.refused == "03"
    (sent,) = handing_over.of_case(partners.here.sign_in("duan"), case)
    assert (sent.accepted, sent.hand_over.reason) == (False, "03")


def on_today(house: House, login: str, which: Text) -> list[str]:
    """The lines of one kind on somebody's Today."""
    return [say(line) for line in duties.duties(house.sign_in(login)) if line.msgid == which.msgid]


def test_today_says_there_that_a_case_came_until_somebody_decides(
    partners: Partners, case: str
) -> None:
    taken = partners.receive(partners.hand_over(case).path)
    (line,) = on_today(partners.there, "duan", handed_on.CAME)
    assert STATION.station_name in line
    assert on_today(partners.there, "he", handed_on.CAME) == [], "he takes up nothing"
    taking_up.refuse(partners.there.sign_in("duan"), taken.arrived, "03", partners.out)
    assert on_today(partners.there, "duan", handed_on.CAME) == []


def test_today_says_here_that_it_was_refused_until_it_goes_on(
    partners: Partners, case: str, now: Clock
) -> None:
    taken = partners.receive(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    back = taking_up.refuse(ws, taken.arrived, "03", partners.out).receipt
    assert back is not None
    exchange.take_receipt(partners.here.sign_in("duan"), back)
    (line,) = on_today(partners.here, "he", handed_on.NOT_TAKEN_UP)
    assert OTHER.station_name in line
    assert codes.label("L-not-taken-up", "03") in line

    now.later(minutes=1)
    partners.hand_over(case)
    assert on_today(partners.here, "he", handed_on.NOT_TAKEN_UP) == [], "on its way again"


def test_the_office_confirms_a_hand_over_as_ever(partners: Partners, case: str) -> None:
    partners.agreed(case, None)
    made = handing_over.hand_over(partners.here.sign_in("duan"), case, partners.out)
    (taken,) = exchange.receive(partners.office.sign_in("wu"), [made.path], partners.out)
    assert taken.receipt is not None
    ws = partners.here.sign_in("duan")
    exchange.take_receipt(ws, taken.receipt)
    (sent,) = handing_over.of_case(ws, case)
    assert sent.accepted
    assert exchange.exports(ws)[0].confirmed_at
