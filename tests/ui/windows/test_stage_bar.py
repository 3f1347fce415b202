"""The bar of stages: an earlier one is ticked where a record proves it, and nowhere else."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rescueapp.domain.case import STAGES
from rescueapp.forms.schema import Stage
from rescueapp.i18n import say
from tests.ui.windows.conftest import Driver
from ui import texts
from ui.widgets.stage_bar import StageBar


def _ticked(bar: StageBar) -> set[Stage]:
    return {stage for number, stage in enumerate(STAGES) if bar._is_ticked(number)}


def test_what_no_record_proves_is_an_empty_ring_and_is_said(qtbot: QtBot) -> None:
    bar = StageBar()
    qtbot.addWidget(bar)
    bar.show_stage(Stage.PLACEMENT, {Stage.INTAKE, Stage.ASSESSMENT, Stage.PLACEMENT})
    assert _ticked(bar) == {Stage.INTAKE, Stage.ASSESSMENT}
    missing = texts.listed(say(texts.STAGES[each]) for each in (Stage.PLAN, Stage.SERVICES))
    assert missing in bar.accessibleName()


def test_of_a_case_that_is_not_read_nothing_is_ticked_and_nothing_said(qtbot: QtBot) -> None:
    bar = StageBar()
    qtbot.addWidget(bar)
    bar.show_stage(Stage.PLACEMENT)
    assert _ticked(bar) == set()
    assert say(texts.STAGES[Stage.PLAN]) not in bar.accessibleName()


def test_a_case_shows_what_its_own_records_prove(station: Driver) -> None:
    station.sign_in("duan")
    uid = station.case_row(-1).uid
    station.write("follow_up", {"visited_on": "2026-01-01", "visit_result": "02"}, uid)
    station.go("case", case_uid=uid)
    bar = station.find(StageBar, "stageBar")
    assert Stage.INTAKE in _ticked(bar)
    assert Stage.PLACEMENT not in _ticked(bar)
    assert say(texts.STAGES[Stage.PLACEMENT]) in bar.accessibleName()
