"""The PIN of a shift outlives the lock in the keeper alone: nothing else of the data does."""

from __future__ import annotations

import os
import signal

import pytest

from rescueapp.actions.vault import training
from rescueapp.crypto.keyring import Grant
from rescueapp.storage import audit
from tests.actions.station import House
from tests.journeys.apart import ASIDE, Apart
from tests.journeys.memory import found, of_process_and_children

PINNED = "tests.journeys.pinned"
LOGIN, PIN = "he", "840173"


@pytest.mark.fault(11, what="locks after which nothing was in memory")
def test_k11_between_the_lock_and_the_pin_nothing_of_it_is_in_memory(apart: Apart) -> None:
    station = apart.folder / "station"
    passphrase = training.create_people(station, "station")[LOGIN].pinyin
    (apart.folder / ASIDE / LOGIN).write_text(passphrase, encoding="utf-8")
    (apart.folder / ASIDE / "pin").write_text(PIN, encoding="utf-8")
    house = House(station, {LOGIN: passphrase})
    ws = house.sign_in(LOGIN)
    secrets: dict[str, bytes | str] = {
        "passphrase": passphrase,
        "database key": bytes(ws.keys.grants[Grant.DATABASE]),
        "own key": bytes(ws.keys.box_secret),
        "own key written": ws.keys.box_secret.hex(),
    }
    house.leave()
    told, tell = os.pipe()
    wait, go = os.pipe()
    process = apart.start(PINNED, LOGIN, str(tell), str(wait), pass_on=(tell, wait))
    os.close(tell)
    with os.fdopen(told, encoding="utf-8") as lines:
        try:
            assert next(lines, "") == "set\n"
            before = found(of_process_and_children(process.pid), secrets)
            assert "database key" in before, "the search finds what is there"
            os.write(go, b"!")
            assert next(lines, "") == "asked\n"
            assert found(of_process_and_children(process.pid), secrets) == set()
            os.write(go, b"!")
            assert next(lines, "") == "opened\n"
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(60)
            os.close(go)
    acts = [entry.act for entry in audit.rows(house.sign_in(LOGIN).db)]
    house.leave()
    assert {"pin_set", "pin_used"} <= set(acts)
    assert apart.said(PINNED) == ""
