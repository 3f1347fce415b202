"""Nothing typed is ever lost: the program is killed while somebody types."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rescueapp.actions.vault import training
from tests.journeys import told
from tests.journeys.apart import ASIDE, Apart, kill
from tests.journeys.power_cut import HALF_A_DATE, LOGIN, SENTENCE
from tests.journeys.sweep import found, shapes

POWER_CUT = "tests.journeys.power_cut"
KEEPS = 3  # then the power goes, in the midst of the next sentence


@pytest.fixture
def station(apart: Apart) -> Path:
    """An empty training station; the caseworker's passphrase lies aside."""
    passphrases = training.create_people(apart.folder / "station", "station")
    (apart.folder / ASIDE / LOGIN).write_text(passphrases[LOGIN].pinyin, encoding="utf-8")
    return apart.folder / "station"


@pytest.mark.fault(1, what="kills of the window while somebody typed")
def test_what_was_typed_is_there_again_after_the_program_was_killed(
    apart: Apart, station: Path
) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as keeps:
        process = apart.start(POWER_CUT, "type", str(writing), pass_on=(writing,))
        os.close(writing)
        lengths = [int(line) for line, _ in zip(keeps, range(KEEPS), strict=False)]
        kill(process)
    assert len(lengths) == KEEPS, apart.said(POWER_CUT)[-2000:]
    clear = {"story": shapes(SENTENCE), "name": shapes(told.NAME)}
    assert found(apart.folder, clear) == {}, "what a killed program leaves nobody tidies"

    apart.run(POWER_CUT, "look")

    told_again = (apart.folder / ASIDE / "restored.json").read_text(encoding="utf-8")
    restored = json.loads(told_again)
    assert restored["name"] == told.NAME
    assert restored["sex"] is True
    assert restored["left_home_on"] == HALF_A_DATE, "also what is no answer yet"
    story = SENTENCE * (len(restored["brief"]) // len(SENTENCE) + 1)
    assert story.startswith(restored["brief"])
    assert len(restored["brief"]) >= lengths[-2] > 0, "at most the last second is missing"
