"""The register of releases and the incidents, driven by keys in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from rescueapp.actions.finding import cases
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import letters, prints
from rescueapp.actions.papers.incident_papers import Paper
from rescueapp.actions.recording import records
from rescueapp.actions.vault import incidents
from rescueapp.storage import incidents as stored
from rescueapp.workspace import Workspace
from tests.ui.windows.conftest import Driver
from ui import messages
from ui.case.sections import COPIES
from ui.desks import incident_cases
from ui.desks.incident_wizard import IncidentWizard
from ui.desks.incidents_desk import COLUMNS
from ui.lists.fitting import fitted
from ui.lists.table import Table
from ui.papers.paper_dialog import PaperDialog
from ui.widgets.buttons import ChipButton
from ui.widgets.words import Words


def _print_a_sheet(station: Driver) -> None:
    case = station.case_row()

    def release(ws: Workspace) -> object:
        record = next(r for r in cases.records_of(ws, case.uid) if r.form == "intake")
        prepared = prints.prepare_sheet(ws, form="intake", record_uid=record.uid)
        return prints.release(ws, prepared, medium=prints.PRINTER)

    assert station.do(release)


def _rows(station: Driver) -> list[releases.Left]:
    return list(station.find(Table, "releasesTable").model().rows)


def test_f36_the_register_is_filtered_noted_and_printed(station: Driver, tmp_path: Path) -> None:
    station.sign_in("duan")
    _print_a_sheet(station)
    station.go("oversight", desk="releases")
    assert len(_rows(station)) == 1
    station.find(QLineEdit, "releasesWhom").setText("nobody")
    station.settle()
    assert _rows(station) == []
    station.find(QLineEdit, "releasesWhom").setText("")
    station.find(ChipButton, "releasesOut").click()
    station.settle()
    assert len(_rows(station)) == 1

    station.click("releasesPrint")
    messages.answer_next("save", tmp_path / "f36.pdf")
    station.click("paperSave")
    assert (tmp_path / "f36.pdf").read_bytes().startswith(b"%PDF")
    station.find(PaperDialog, "paperDialog").reject()

    table = station.find(Table, "releasesTable")
    station.qtbot.keyClick(table, Qt.Key.Key_Return)
    station.settle()
    assert _rows(station) == []
    assert station.failures == []


def _write_cause(wizard: IncidentWizard, words: str) -> None:
    row = wizard._pad.row("incident_cause")
    assert row.editor is not None
    row.editor.set_value(words)
    row.editor.changed.emit()


def test_k_19_an_incident_is_begun_kept_and_found_again(station: Driver) -> None:
    station.sign_in("duan")
    _print_a_sheet(station)
    station.go("oversight", desk="incidents")
    station.click("newIncident")
    wizard = station.find(IncidentWizard, "incidentWizard")
    _write_cause(wizard, "A print was lost on the way")
    assert wizard.is_waiting
    assert station.frame.holds_unkept()
    station.frame.keep_now()
    station.settle()
    assert not station.frame.holds_unkept()
    area = wizard._scroll
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert area.verticalScrollBar().value() > 0
    assert not area.isAncestorOf(station.find(QWidget, "incidentNext"))  # in sight all the time
    station.click("incidentNext")
    station.until(lambda: area.verticalScrollBar().value() == 0)
    table = station.find(Table, "incidentCases")
    assert table.model().rowCount() >= 1
    station.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert len(wizard._cases.picked) == 1
    station.click("incidentNext")
    station.click("incidentNext")
    assert wizard._duties.isVisible()
    station.click("incidentClose")
    assert "Not closed. Still to be answered" in wizard._notice.words()
    station.click("incidentList")
    (found,) = station.do(incidents.incidents)
    assert found.answers["incident_cause"] == "A print was lost on the way"
    assert len(found.cases) == 1
    assert station.failures == []


def test_k_19_every_look_at_a_case_has_words() -> None:
    assert incident_cases.LOOKED.keys() == incidents.LOOKS


def test_k_19_one_opened_by_mistake_is_ended_with_a_reason_and_stays_in_the_list(
    station: Driver,
) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="incidents")
    station.click("newIncident")
    wizard = station.find(IncidentWizard, "incidentWizard")
    _write_cause(wizard, "Opened in the wrong place")
    station.click("incidentMistake")
    station.find(QLineEdit, "appraiseWhy").setText("too short"[:3])
    station.click("appraiseNow")
    station.find(QLineEdit, "appraiseWhy").setText("The print lay in another file")
    station.click("appraiseNow")
    assert "The print lay in another file" in wizard._notice.words()
    assert not wizard._pad.row("incident_cause").editor
    for name in ("incidentMistake", "incidentClose"):
        assert not station.find(QWidget, name).isVisible()
    assert not station.find(QWidget, "incidentPapers").isEnabled()
    wizard.show_step(3)
    assert not wizard._duties.isVisible()
    station.click("incidentList")
    table = station.find(Table, "incidentsTable")
    assert table.model().index(0, 3).data() == "opened by mistake"
    (found,) = station.do(incidents.incidents)
    assert found.answers["incident_cause"] == "Opened in the wrong place"
    assert station.failures == []


@pytest.mark.parametrize("paper", list(Paper))
def test_k_19_every_paper_of_an_incident_is_shown_before_it_leaves(
    station: Driver, paper: Paper
) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="incidents")
    station.click("newIncident")
    wizard = station.find(IncidentWizard, "incidentWizard")
    wizard._print(paper)
    station.settle()
    dialog = station.find(PaperDialog, "paperDialog")
    station.until(lambda: dialog._paper.pages.count > 0)
    assert dialog._paper.print_button.isEnabled()
    dialog.reject()
    station.settle()
    assert station.failures == []


def test_f36_what_left_stands_on_the_case_with_what_it_held(station: Driver) -> None:
    station.sign_in("duan")
    _print_a_sheet(station)
    page = station.go("case", case_uid=station.case_row().uid)
    page._choose_section(COPIES)
    station.settle()
    table = station.find(Table, "copyTable")
    (row,) = table.model().rows
    assert row.left is not None
    assert "intake.sex" in row.left.release.fields
    station.click("copyDestroyed")
    (row,) = table.model().rows
    assert row.copy.destroyed
    station.click("givenOutside")
    assert page._forms.form is not None
    assert page._forms.form.keeper.place.form == "release"
    assert station.failures == []


def test_k_19_a_loss_is_reported_from_the_case_by_anybody(station: Driver) -> None:
    station.sign_in("he")
    page = station.go("case", case_uid=station.case_row().uid)
    page._choose_section(COPIES)
    station.click("reportALoss")
    station.find(QLineEdit, "lossWords").setText("")
    station.click("reportLossNow")
    station.find(QLineEdit, "lossWords").setText("一份登记表在移送途中遗失")
    messages.answer_next("ok")
    station.click("reportLossNow")
    assert station.do(lambda ws: len(stored.rows(ws.db))) == 1
    assert station.failures == []


def _by_enter(station: Driver, line: QLineEdit) -> None:
    station.qtbot.keyClick(line, Qt.Key.Key_Return)


def _by_two_clicks(station: Driver, line: QLineEdit) -> None:
    now = station.find(QAbstractButton, "reportLossNow")
    now.click()
    now.click()


@pytest.mark.parametrize("press", [_by_enter, _by_two_clicks])
def test_k_19_one_answer_is_one_report(
    station: Driver, press: Callable[[Driver, QLineEdit], None]
) -> None:
    station.sign_in("duan")
    page = station.go("case", case_uid=station.case_row().uid)
    page._choose_section(COPIES)
    station.click("reportALoss")
    line = station.find(QLineEdit, "lossWords")
    line.setText("一份登记表在移送途中遗失")
    messages.answer_next("ok")
    press(station, line)
    station.settle()
    kept: list[Any] = []
    station.frame.session.run(incidents.incidents, kept.extend, owner=station.frame)
    station.settle()
    assert [each.cases for each in kept] == [(page._case_uid,)]
    station.go("oversight", desk="incidents")
    station.click("openIncident")
    words = station.find(Words, "incidentReported")
    assert words.isVisible()
    assert "一份登记表在移送途中遗失" in words.text()


def test_a_letter_is_chosen_by_its_channel_and_shown(station: Driver) -> None:
    station.sign_in("duan")
    uid = station.case_row().uid
    blank = station.do(lambda ws: records.blank(ws, letters.FORM, uid).answers)
    record = station.write(letters.FORM, blank, uid).record_uid
    page = station.go("case", case_uid=uid, form=letters.FORM, record_uid=record)
    page._offer_print()
    assert page._tools.print._letters.isVisible()
    page._tools.print._letters.trigger()
    station.settle()
    which = station.find(QComboBox, "whichChannel")
    which.setCurrentIndex(3)
    station.click("chooseChannelNow")
    dialog = station.find(PaperDialog, "paperDialog")
    station.until(lambda: dialog._paper.pages.count > 0)
    dialog.reject()
    station.settle()
    assert station.failures == []


def test_how_an_incident_stands_is_seen_in_a_narrow_list() -> None:
    """At 150 % one opened by mistake looked like any other: its state was out of sight."""
    narrow = dict(zip((c.key for c in COLUMNS), fitted(COLUMNS, 440), strict=True))
    assert all(narrow[key] for key in ("began_at", "kinds", "state"))
    assert fitted(COLUMNS, 310)[-1]
