"""What a closing hands on is reminded of on its day, until somebody says it was done (S77)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.opened import closing
from rescueapp.actions.recording import records
from rescueapp.actions.recording.records import Saved
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.workspace import Workspace
from tests.actions.closing import checked_but
from tests.actions.opened.test_closing import (
    ADULT,
    CLOSING,
    LATER,
    OPEN,
    REFERRALS,
    closed,
    planned,
    reopen,
)
from tests.actions.station import House, save

DUE = ("closure", "2026-07-31")
REST = {"open_what": "虚构的评定结果待领取", "open_by": "2026-08-15"}


def checks(**line: Any) -> dict[str, Any]:
    """The checklist with one line that is handed on."""
    return {"closure_checks": checked_but(REFERRALS, **(OPEN | LATER | line))}


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws, answers=ADULT).case_uid


def say_later(ws: Workspace, saved: Saved, complete: bool = True, **told: Any) -> Saved:
    """Somebody writes into the closing that was approved."""
    row = records.open_record(ws, saved.record_uid).row
    assert row is not None
    return save(ws, "closure", CLOSING | told, case=saved.case_uid, record=saved.record_uid,
                based_on=row.version, complete=complete)  # fmt: skip


@pytest.mark.lives("S77")
@pytest.mark.parametrize("kind", ["01", "05", "09"])
def test_s77_what_is_handed_on_stands_on_today_after_the_closing(
    ws: Workspace, case: str, kind: str
) -> None:
    saved = closed(ws, case, **checks(), closure_kind=kind)
    assert planned(ws) == [DUE]

    said = say_later(ws, saved, closure_kind=kind, **checks(closure_check_done_on="2026-06-30"))
    assert said.need is None, "what became of it asks for no second yes"
    assert planned(ws) == []
    assert closing.closed_on(ws, case) == "2026-06-29"


def test_s77_what_is_handed_over_unfinished_does_too_and_each_by_its_own_day(
    ws: Workspace, case: str
) -> None:
    saved = closed(ws, case, **checks(), closure_open=[REST])
    assert planned(ws) == [DUE]
    done = checks(closure_check_done_on="2026-06-30")
    say_later(ws, saved, **done, closure_open=[REST])
    assert planned(ws) == [("closure", "2026-08-15")]
    say_later(ws, saved, **done, closure_open=[REST | {"open_done_on": "2026-06-30"}])
    assert planned(ws) == []


def test_only_what_became_of_it_is_written_into_a_closing_that_was_approved(
    ws: Workspace, case: str
) -> None:
    saved = closed(ws, case, **checks())
    later = checks(closure_check_until="2026-12-31", closure_check_done_on="2026-06-30")
    for told, complete in ((later, True), (checks(closure_check_done_on="2026-06-30"), False)):
        with pytest.raises(Refused, match="open the case again"):
            say_later(ws, saved, complete, **told)
    assert planned(ws) == [DUE]


def test_a_case_opened_again_still_has_what_was_handed_on(ws: Workspace, case: str) -> None:
    first = closed(ws, case, **checks())
    reopen(ws, case)
    assert planned(ws) == [DUE]
    save(ws, "closure", CLOSING, case=case)
    assert planned(ws) == [DUE], "another closing does none of it"
    say_later(ws, first, **checks(closure_check_done_on="2026-06-30"))
    assert planned(ws) == []


def test_who_approves_reads_what_goes_on_once(station: House, ws: Workspace, case: str) -> None:
    saved = save(ws, "closure", CLOSING | checks(), case=case, complete=True)
    reading = station.sign_in("duan")
    told = "\n".join(records.open_record(reading, saved.record_uid).beside)
    assert told.count("2026-07-31") == 1


def test_what_was_handed_on_and_is_done_is_no_longer_told_as_open(ws: Workspace, case: str) -> None:
    saved = closed(ws, case, **checks())
    say_later(ws, saved, **checks(closure_check_done_on="2026-06-30"))
    told = "\n".join(records.open_record(ws, saved.record_uid).beside)
    assert "2026-07-31" not in told


def test_what_is_due_of_a_closing_is_settled_in_its_own_checklist() -> None:
    assert interpreter.settled_by(FORMS["closure"]) == "closure_checks"
