"""The idle lock's limit is the vault's; what a lock stopped is told once, to whom it happened."""

from __future__ import annotations

import pytest

from rescueapp.actions.vault import locking
from rescueapp.errors import Refused
from rescueapp.storage import vault_values
from tests.actions.conftest import House


def test_the_limit_is_five_minutes_until_a_supervisor_sets_another(station: House) -> None:
    assert locking.limit(station.sign_in("he")) == 5
    locking.set_limit(station.sign_in("duan"), 12)
    assert locking.limit(station.sign_in("he")) == 12
    assert locking.limit(station.key_desk()) == 5


@pytest.mark.parametrize("minutes", [0, 16, -1])
def test_a_limit_that_is_none_is_refused(station: House, minutes: int) -> None:
    ws = station.sign_in("duan")
    with pytest.raises(Refused):
        locking.set_limit(ws, minutes)
    assert locking.limit(ws) == 5


def test_a_caseworker_cannot_set_it(station: House) -> None:
    with pytest.raises(Refused):
        locking.set_limit(station.sign_in("he"), 15)


@pytest.mark.parametrize(("put", "is_"), [("0", 1), ("999999", 15), ("never", 5), ("-3", 5)])
def test_what_was_put_there_by_hand_does_not_switch_it_off(
    station: House, put: str, is_: int
) -> None:
    ws = station.sign_in("duan")
    with ws.db.transaction():
        vault_values.set(ws.db, "lock_minutes", put)
    assert locking.limit(ws) == is_


def test_setting_it_is_in_the_audit(station: House) -> None:
    ws = station.sign_in("duan")
    locking.set_limit(ws, 3)
    row = ws.db.one("SELECT act, detail FROM audit ORDER BY seq DESC LIMIT 1")
    assert row == ("lock_limit_set", '{"minutes":3}')


def test_what_was_stopped_is_told_once_and_to_nobody_else(station: House) -> None:
    locking.note_stopped(station.sign_in("he"))
    assert locking.take_stopped(station.sign_in("mu")) == ""
    ws = station.sign_in("he")
    assert locking.take_stopped(ws) == "2026-06-30T04:00:00Z"
    assert locking.take_stopped(ws) == ""
