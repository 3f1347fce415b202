"""Measure 5 of 丽江 (三), from the partner's undertaking to the end of what was lent: social work
from outside, seen in part, heard when it warns, paid for by a gift whose giver learns of nobody."""

from __future__ import annotations

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.her import looks
from rescueapp.actions.papers import gift_account
from rescueapp.actions.recording import records
from rescueapp.actions.two_people import lending_out
from rescueapp.domain import gifts
from rescueapp.domain.looks import Way
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.entering import enter
from tests.actions.outsiders import agreed_case, invite, lend
from tests.actions.station import Clock, House, save
from tests.output.paper import words_of

PLAN = {"planned_on": "2026-06-29", "own_goals": "想学缝纫", "services": ["05"]}
NOTE = {"note_on": "2026-06-30", "note_done": "一起练习坐公交（虚构）", "note_worry": True}
SCALE = {"scored_on": "2026-06-30"}
GIFT = {"received_on": "2026-06-01", "received_from": "某公司（虚构）", "received_source": "05",
        "received_kind": "01", "received_amount": "5000.00"}  # fmt: skip
SPENT = {"spent_on": "2026-06-30", "spent_what": "缝纫机", "spent_service": "05",
         "spent_amount": "860.00", "spent_people": 1}  # fmt: skip


def warned(ws: Workspace) -> bool:
    return "P24" in {due.clock.rule.id for due in cases.today(ws) if due.clock}


@pytest.mark.lives("S26", "S48", "S71")
def test_social_work_from_outside_is_lent_is_heard_and_ends(station: House, now: Clock) -> None:
    invite(station)
    case = agreed_case(station)
    ws = station.sign_in("he")
    plan = save(ws, "service_plan", PLAN, case=case).record_uid
    with pytest.raises(Refused):
        lend(station.sign_in("mu"), case)  # not his case
    lend(station.sign_in("he"), case, days=7)

    ws = station.sign_in("wai")
    assert [each.uid for each in lending_out.lent_to_me(ws)] == [case]
    assert {row.form for row in cases.records_of(ws, case)} == {"service_plan"}
    assert records.open_record(ws, plan).answers["own_goals"] == PLAN["own_goals"]
    note = save(ws, "service_note", NOTE, case=case).record_uid

    ws = station.sign_in("he")
    assert warned(ws)
    assert records.open_record(ws, note).answers["note_done"] == NOTE["note_done"]
    save(ws, "risk_and_needs", {"assessed_on": "2026-06-30"}, case=case)
    save(ws, "outcome_scale", SCALE, case=case)
    assert not warned(ws)

    now.later(days=8)
    ws = station.sign_in("wai")
    assert lending_out.lent_to_me(ws) == []
    with pytest.raises(Refused):
        records.open_record(ws, note)
    ways = {look.way for look in looks.who_looked(station.sign_in("he"), case)}
    assert Way.LENT_OUTSIDE in ways, "she can be told who from outside could see it"


@pytest.mark.lives("S71", "S85")
def test_what_was_given_is_spent_on_her_and_the_giver_learns_nothing_of_her(
    station: House,
) -> None:
    case = agreed_case(station)
    ws = station.sign_in("he")
    gift = enter(ws, GIFT, register=gifts.REGISTER).record_uid
    enter(ws, SPENT | {"spent_gift": gift}, register=gifts.SPENDING)
    prepared = gift_account.prepare(ws, gift)
    (pdf,) = prepared.pdfs
    told, row = words_of(pdf), cases.case(ws, case)
    assert "860.00yuan" in told
    assert prepared.case_uid is None
    for hers in (row.alias, row.number, "虚构名", "缝纫机"):
        assert hers not in told
