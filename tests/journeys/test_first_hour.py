"""The whole first hour of a case can be entered without the mouse."""

from __future__ import annotations

import json

from rescueapp.actions.vault import training
from tests.journeys.apart import ASIDE, Apart
from tests.journeys.hour import FIRST_HOUR, LOGIN, RECORDS, SHEETS


def test_the_first_hour_needs_no_mouse(apart: Apart) -> None:
    passphrases = training.create_people(apart.folder / "station", "station")
    (apart.folder / ASIDE / LOGIN).write_text(passphrases[LOGIN].pinyin, encoding="utf-8")

    apart.run("tests.journeys.hour")

    outcome = json.loads((apart.folder / ASIDE / "hour.json").read_text(encoding="utf-8"))
    assert outcome["records"] == RECORDS
    assert outcome["found"] == 1
    shown = {form for form, page in zip(FIRST_HOUR, outcome["pages"], strict=True) if page}
    assert shown == set(SHEETS)
