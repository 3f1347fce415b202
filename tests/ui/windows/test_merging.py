"""Two files of one person, merged and taken apart through the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QRadioButton

from rescueapp.domain.case import CaseRow
from tests.actions.merged import APART, WHY
from tests.actions.station import INTAKE
from tests.ui.windows.conftest import Driver
from ui.case.merge_dialog import MergeDialog
from ui.widgets.notice import Notice


def _two(driver: Driver, login: str = "he", **told: Any) -> tuple[str, str]:
    """Two new files, the older first, the page at the newer; `told`: what only it says."""
    driver.sign_in(login)
    named = INTAKE | {"name": "曾晓云"}
    older = driver.write("intake", named, None).case_uid
    newer = driver.write("intake", named | told, None).case_uid
    driver.go("case", case_uid=newer)
    return older, newer


def _row(driver: Driver) -> CaseRow:
    row: CaseRow = driver.frame.shown._view.row
    return row


def _fill(driver: Driver) -> None:
    driver.find(QComboBox, "mergeBasis").setCurrentIndex(1)
    driver.find(QLineEdit, "mergeWhy").setText(WHY)
    driver.click("mergeDialogNow")


def _bar(driver: Driver) -> str:
    return driver.find(Notice, "mergeBar").words()


def test_a_likely_file_is_offered_compared_merged_and_given_back(station: Driver) -> None:
    older, newer = _two(station)
    station.change_to("duan")
    page = station.go("case", case_uid=newer)
    number = _row(station).number
    station.click("caseMerge")
    found = station.find(QListWidget, "mergeFound")
    assert found.count() == 1
    assert "same name" in found.item(0).text()
    station.qtbot.keyClick(station.find(QLineEdit, "mergeFind"), Qt.Key.Key_Return)
    station.settle()
    assert station.find(QRadioButton, "mergeKeep1").isChecked()  # the older one
    _fill(station)

    assert "was merged into" in _bar(station)
    assert not page._tools.merge.isEnabled()
    page._open_row(page._view.records[0])
    station.settle()
    assert page._forms.form is not None
    assert not page._forms.form.foot.save.isVisible()
    station.click("openKept")
    assert _row(station).uid == older
    assert {row.file for row in page._view.records} == {"", number}

    station.go("case", case_uid=newer)
    station.click("undoMerge")
    station.find(QLineEdit, "unmergeWhy").setText(APART)
    station.click("unmergeNow")
    assert _bar(station) == ""
    assert _row(station).folded_into == ""


def test_a_caseworker_asks_and_sees_that_it_waits(station: Driver) -> None:
    _, newer = _two(station)
    station.click("caseMerge")
    box = station.find(MergeDialog, "mergeDialog")
    assert box.now.text() == "Ask a supervisor"
    box._take(box.list.item(0))
    station.settle()
    _fill(station)
    assert "A supervisor decides." in _bar(station)
    assert _row(station).uid == newer
    assert _row(station).folded_into == ""


def test_different_sexes_are_refused_in_the_dialog_until_explained(station: Driver) -> None:
    _two(station, sex="1")
    station.click("caseMerge")
    box = station.find(MergeDialog, "mergeDialog")
    box._take(box.list.item(0))
    station.settle()
    _fill(station)
    assert "different sexes" in station.find(Notice, "mergeDialogProblem").words()
    box.sex.setText("第二份登记时性别误填")
    station.click("mergeDialogNow")
    assert "A supervisor decides." in _bar(station)


def test_without_a_likely_file_it_says_what_to_type_and_finds_by_number(station: Driver) -> None:
    station.sign_in("duan")
    other = station.case_row(0)
    station.go("case", case_uid=station.case_row(-1).uid)
    station.click("caseMerge")
    assert "Type a number" in station.find(Notice, "mergeNone").words()
    find = station.find(QLineEdit, "mergeFind")
    station.qtbot.keyClicks(find, other.number)
    found = station.find(QListWidget, "mergeFound")
    station.until(lambda: found.count() == 1)
    assert other.number in found.item(0).text()
    station.qtbot.keyClick(find, Qt.Key.Key_Down)
    assert found.hasFocus()
