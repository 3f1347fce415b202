"""Killed at any moment while recovery papers are replaced: the new ones open everything or those of
before do, and the vault opens."""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from pathlib import Path

import pytest

from rescueapp.actions.backup import drill
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import asked_at_desk, new_papers
from rescueapp.actions.vault.new_papers import Fresh
from rescueapp.actions.watch import recovery_papers
from rescueapp.crypto import keyring_file
from rescueapp.errors import Refused, Unavailable
from tests.actions.station import NAMED, House, Papers, copy_of, save
from tests.faults.figures import Figures
from tests.faults.killing import forks, kill_within

KILLS = int(os.environ.get("KILLS", "15"))  # 100 before a release
WHY = "其中一份恢复纸被外人看见"


def agreed(house: House) -> Fresh:
    """A vault with a case where new papers are agreed to, and papers that were drawn for it."""
    save(house.sign_in("he"), answers=NAMED)
    asked_at_desk.ask_new_papers(house.key_desk(), WHY)
    ws = house.sign_in("duan")
    (request,) = requests.waiting(ws)
    requests.decide(ws, request.request.uid, granted=True)
    fresh = new_papers.draw(ws)
    house.leave()
    return fresh


@forks
@pytest.mark.fault(3)
def test_after_every_kill_one_set_of_papers_opens_everything(
    papers: Papers, tmp_path: Path, figures: Figures
) -> None:
    figures.put("kills while recovery papers are replaced", KILLS)
    fresh, dice = agreed(papers.house), random.Random(35)
    whole = copy_of(papers.house, tmp_path / "whole")
    ws = whole.sign_in("duan")
    started = time.monotonic()
    new_papers.replace(ws, fresh)
    took = time.monotonic() - started
    whole.leave()
    seen = {"before": 0, "after": 0}
    moments = [0.0, *(dice.uniform(0, took * 2) for _ in range(KILLS - 2)), None]
    for kill, moment in enumerate(moments):
        house = copy_of(papers.house, tmp_path / f"kill{kill}")
        kill_within(house, moment, lambda ws: new_papers.replace(ws, fresh))
        house.sign_in("he")  # whoever comes next
        ws = house.sign_in("duan")
        assert recovery_papers.begun(ws.db) == {}
        done = bool(recovery_papers.replaced_at(ws.db))
        seen["after" if done else "before"] += 1
        holds, void = (fresh.shares, papers.shares) if done else (papers.shares, fresh.shares)
        assert drill.drill(ws, holds[:2]).cases == 1
        with pytest.raises(Refused):
            drill.drill(ws, void[:2])
        assert (new_papers.outlook(ws).request is None) is done  # spent, or to be done again
        if not done:
            new_papers.replace(ws, fresh)
            assert drill.drill(ws, fresh.shares[1:]).cases == 1
    assert seen["before"] > 0, seen
    assert seen["after"] > 0, seen


@pytest.mark.fault(3, what="keyrings that could not be written")
@pytest.mark.parametrize("name", ["keyring.json", "keyring.2.json"])
def test_a_keyring_that_cannot_be_written_leaves_one_set_that_opens(
    papers: Papers, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fresh, house = agreed(papers.house), papers.house
    ws = house.sign_in("duan")
    real = keyring_file._replace

    def full(folder: Path, file: str, data: bytes) -> None:
        if file == name:
            raise OSError(28, "no space")
        real(folder, file, data)

    with monkeypatch.context() as patched, suppress(Unavailable):
        patched.setattr(keyring_file, "_replace", full)
        new_papers.replace(ws, fresh)
    ws = house.sign_in("duan")
    done = bool(recovery_papers.replaced_at(ws.db))
    assert done is (name != "keyring.json")
    assert drill.drill(ws, (fresh if done else papers).shares[:2]).cases == 1
