"""The outcome scales in a case: seen as a picture, read as numbers, opened from there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rescueapp.forms.schema import Stage
from tests.ui.windows.conftest import Driver
from ui import theme
from ui.case.case_overview import next_steps
from ui.case.sections import OUTCOMES


def _scored(driver: Driver, *steps: tuple[str, str, int]) -> Any:
    driver.sign_in("duan")
    uid = driver.case_row(-1).uid
    for day, ours, hers in steps:
        answers = {"scored_on": day, "score_occasion": "02", "score_safety": ours,
                   "own_score_safety": hers}  # fmt: skip
        driver.write("outcome_scale", answers, uid)
    page = driver.go("case", case_uid=uid)
    page._choose_section(OUTCOMES)
    driver.settle()
    return page


def _ground(driver: Driver) -> str:
    return str(driver.find(QLabel, "outcomeChart").pixmap().toImage().pixelColor(0, 0).name())


def test_a_case_without_scores_says_when_they_are_made(station: Driver) -> None:
    _scored(station)
    assert station.shows("noOutcomes")
    assert not station.shows("outcomeChart")


def test_the_picture_is_drawn_read_aloud_and_follows_the_theme(station: Driver) -> None:
    _scored(station, ("2026-01-01", "1", 2), ("2026-02-01", "3", 2))
    assert station.find(QLabel, "outcomeChart").accessibleName() == "Safety: 2 up"
    assert _ground(station) == theme.LIGHT["window"]
    theme.choose("dark")
    station.settle()
    try:
        assert _ground(station) == theme.DARK["window"]
    finally:
        theme.choose("light")


def test_enter_on_a_domain_opens_the_last_record(station: Driver) -> None:
    page = _scored(station, ("2026-01-01", "1", 2), ("2026-02-01", "3", 2))
    place = page._places[OUTCOMES]
    (row,) = place._rows.rows
    assert (row.change.ours, row.change.hers) == ((1, 3), (2, 2))
    place._table.setCurrentIndex(place._rows.index(0, 0))
    station.qtbot.keyClick(place._table, Qt.Key.Key_Return)
    station.settle()
    (last, _) = page._view.of_form("outcome_scale")
    assert page._forms.shows(last.uid)


def test_a_closing_begins_with_the_scores_and_what_is_open(station: Driver) -> None:
    page = _scored(station, ("2026-01-01", "1", 2), ("2026-02-01", "3", 2))
    page._show_form("closure", None, None)
    station.settle()
    assert "Safety 1 → 3" in page._forms.form.beside.words()


def test_a_closed_case_asks_for_nothing_of_the_first_hour(station: Driver) -> None:
    page = _scored(station)
    assert next_steps(page._view)
    closed = replace(page._view, row=replace(page._view.row, stage=Stage.CLOSED))
    assert not [key for key, state in next_steps(closed) if state in ("empty", "incomplete")]
