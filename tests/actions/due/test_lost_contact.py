"""A-907: who was not reached twice stands on the supervisor's Today; who refused does not."""

from __future__ import annotations

import pytest

from rescueapp.actions.desk import duties
from rescueapp.actions.due import clocks, lost_contact
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save

ARRIVED = INTAKE | {"arrived_at": "2026-05-01T02:00:00Z"}


def told(ws: Workspace) -> list[str]:
    found = duties.duties(ws)
    return [each.msgid for each in found if each.msgid == lost_contact.LOST.msgid]


def visits(ws: Workspace, case: str, *results: str) -> None:
    for day, result in zip(("2026-06-20", "2026-06-26"), results, strict=True):
        save(ws, "follow_up", {"visited_on": day, "visit_result": result}, case=case)
    clocks.work_out(ws)


@pytest.mark.parametrize(
    ("results", "lines"), [(("03", "03"), 1), (("02", "02"), 0), (("02", "03"), 0)]
)
def test_two_losses_stand_before_the_supervisor_and_refusals_do_not(
    station: House, results: tuple[str, ...], lines: int
) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers=ARRIVED).case_uid
    visits(ws, case, *results)

    assert len(told(station.sign_in("duan"))) == lines
    assert told(station.sign_in("he")) == []


@pytest.mark.parametrize(("result", "lines"), [("01", 0), ("02", 0), ("03", 1), ("04", 1)])
def test_somebody_met_since_ends_it_also_where_she_wants_no_visit(
    station: House, result: str, lines: int
) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers=ARRIVED).case_uid
    visits(ws, case, "03", "03")
    save(ws, "follow_up", {"visited_on": "2026-06-29", "visit_result": result}, case=case)

    assert len(told(station.sign_in("duan"))) == lines
