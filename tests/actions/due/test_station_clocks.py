"""What the station itself owes: told to who sees to it, done by a word with a note."""

from __future__ import annotations

from datetime import date

import pytest

from rescueapp.actions.due import station_clocks
from rescueapp.errors import Refused
from rescueapp.rules.engine import State
from tests.actions.station import Clock, House

SENT = "已报市反拐办，附电子表"


def days(house: House, login: str = "duan") -> dict[str, str]:
    """Rule and day of the next of each."""
    found: dict[str, str] = {}
    for each in station_clocks.owed(house.sign_in(login)):
        found.setdefault(each.rule.id, each.deadline.due)
    return found


def test_the_half_year_report_is_due_on_the_last_working_day_before(
    station: House, now: Clock
) -> None:
    assert days(station)["A-B01"] == "2026-12-18"  # 20 December 2026 is a Sunday
    assert days(station)["A-B02"] == "2026-07-05"


def test_the_statistician_sees_to_it_too_and_a_caseworker_does_not(station: House) -> None:
    assert "A-B02" in days(station, "zhou")
    assert days(station, "he") == {}
    with pytest.raises(Refused, match="supervisor or the statistician"):
        station_clocks.done(station.sign_in("he"), "A-B02", date(2026, 6, 30), SENT)


def test_what_was_sent_is_done_with_a_note_and_the_next_follows(station: House, now: Clock) -> None:
    now.later(days=6)  # 6 July: the table of June is late
    ws = station.sign_in("duan")
    late = next(each for each in station_clocks.owed(ws) if each.rule.id == "A-B02")
    assert late.state is State.OVERDUE
    station_clocks.done(ws, "A-B02", date(2026, 7, 6), SENT)
    assert days(station)["A-B02"] == "2026-08-05"
    ws = station.sign_in("zhou")
    (said,) = station_clocks.said(ws)
    assert (said.name, said.at, said.note) == ("monthly_table_sent", "2026-07-06", SENT)
    assert ws.db.one("SELECT count(*) FROM audit WHERE act = 'station_done'") == (1,)


@pytest.mark.parametrize(
    ("day", "note"),
    [(date(2026, 7, 1), SENT), (date(2026, 6, 29), SENT), (date(2026, 6, 30), "  ")],
)
def test_a_day_to_come_one_before_the_vault_and_no_note_are_refused(
    station: House, day: date, note: str
) -> None:
    with pytest.raises(Refused):
        station_clocks.done(station.sign_in("duan"), "A-B02", day, note)
