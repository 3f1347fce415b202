"""Today tells a supervisor whose training, vetting or undertaking comes to an end (S5, S79)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.desk import duties
from rescueapp.actions.opened import entries
from rescueapp.actions.recording import registers
from rescueapp.actions.workers import staff
from rescueapp.errors import Refused
from rescueapp.i18n import Text
from tests.actions.entering import enter
from tests.actions.outsiders import invite
from tests.actions.station import House

WEI: dict[str, Any] = {"staff_name": "魏一", "staff_account": True}


def told(station: House, *entries: dict[str, Any]) -> list[Text]:
    ws = station.sign_in("duan")
    for entry in entries:
        enter(ws, WEI | entry, register="staff")
    found = staff.duties(ws)
    assert all(words in duties.duties(ws) for words in found)
    return found


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"staff_trained_until": "2026-07-30"}, staff.TRAINING_ENDS),
        ({"staff_trained_until": "2026-06-29"}, staff.TRAINING_OVER),
        ({"staff_account": False, "staff_vetted_on": "2025-07-10"}, staff.VETTING_ENDS),
        ({"staff_account": False, "staff_vetted_on": "2025-06-01"}, staff.VETTING_OVER),
        ({"staff_account": False}, staff.NEVER_VETTED),
    ],
)
def test_s79_what_ends_is_told(station: House, entry: dict[str, Any], words: Text) -> None:
    assert [each.msgid for each in told(station, entry)] == [words.msgid]


@pytest.mark.parametrize(
    "entry",
    [
        {"staff_trained_until": "2026-07-31"},
        {"staff_account": False, "staff_vetted_on": "2026-01-10"},
        {"staff_vetted_on": None},
        {"staff_trained_until": "2026-06-01", "ended_on": "2026-06-01"},
        {},
    ],
)
def test_what_holds_or_left_is_not(station: House, entry: dict[str, Any]) -> None:
    assert told(station, entry) == []


@pytest.mark.lives("S5")
@pytest.mark.parametrize("login", ["he", "yang", "li"])
def test_f41_the_staff_register_is_no_colleagues_to_read(station: House, login: str) -> None:
    ws = station.sign_in("duan")
    uid = enter(ws, WEI, register="staff").record_uid
    assert entries.opened(ws, uid).answers["staff_name"] == "魏一"
    ws = station.sign_in(login)
    for look in (
        lambda: entries.entries(ws, "staff"),
        lambda: entries.entry(ws, uid),
        lambda: entries.opened(ws, uid),
        lambda: entries.blank(ws, "staff"),
        lambda: registers.history(ws, uid),
    ):
        with pytest.raises(Refused, match="not for your role"):
            look()
    assert uid not in entries.names(ws)
    assert entries.told(ws, uid) == ""


def test_an_undertaking_that_ends_is_told(station: House) -> None:
    invite(station, undertaking_until="2026-07-20")
    assert told(station) == [staff.UNDERTAKING_ENDS(name="外请社工", day="2026-07-20")]


def test_no_list_of_many_and_nothing_to_caseworkers(station: House) -> None:
    many = [{"staff_name": f"魏{n}", "staff_trained_until": "2026-07-01"} for n in range(5)]
    found = told(station, *many)
    assert len(found) == staff.MOST_NAMED + 1
    assert found[-1] == staff.AND_MORE(count=2)
    assert staff.duties(station.sign_in("he")) == []
