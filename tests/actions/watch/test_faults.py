"""A mistake of the program is kept in the vault, sealed and without a value."""

from __future__ import annotations

import pytest

from rescueapp import logs
from rescueapp.actions.watch import faults
from rescueapp.errors import Refused
from rescueapp.logs import Fault
from rescueapp.storage import faults as kept
from tests.actions.conftest import House

CANARY = "祝望舒"


def mistake() -> Fault:
    """An error with a value in its text, in its cause and in a local."""
    name = CANARY
    try:
        try:
            {}[name]
        except KeyError as error:
            raise ValueError(f"no {name}") from error
    except ValueError as error:
        return logs.of(error)


def test_a_report_tells_types_and_places_of_all_causes_and_no_value() -> None:
    found = mistake()
    told = "\n".join(found.lines())
    assert [kind for kind, _ in found.errors] == ["ValueError", "KeyError"]
    assert "watch/test_faults.py:" in told
    assert CANARY not in told


def test_whoever_listens_gets_it_until_they_stop(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[Fault] = []
    stop = logs.listen(heard.append)
    line = logs.fault(ValueError(CANARY))
    stop()
    logs.fault(ValueError(CANARY))
    assert [each.line() for each in heard] == [line]
    assert CANARY not in caplog.text


def test_supervisors_read_what_happened_to_anybody(station: House) -> None:
    found = mistake()
    faults.keep_fault(station.sign_in("he"), found)
    ws = station.sign_in("duan")
    assert faults.kept_faults(ws) == [found]
    faults.drop_faults(ws)
    assert faults.kept_faults(ws) == []


def test_in_the_database_it_is_sealed(station: House) -> None:
    ws = station.sign_in("he")
    faults.keep_fault(ws, mistake())
    [(_, sealed)] = kept.rows(ws.db)
    assert b"ValueError" not in sealed


def test_a_caseworker_cannot_read_them(station: House) -> None:
    ws = station.sign_in("he")
    faults.keep_fault(ws, mistake())
    with pytest.raises(Refused):
        faults.kept_faults(ws)
    with pytest.raises(Refused):
        faults.drop_faults(ws)


def test_a_mistake_made_over_and_over_does_not_fill_the_vault(
    station: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    ws = station.sign_in("duan")
    for _ in range(5):
        faults.keep_fault(ws, mistake())
    assert len(faults.kept_faults(ws)) == 3
