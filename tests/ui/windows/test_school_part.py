"""Today tells of children at no school, shows them on demand and leads to School (F20)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from rescueapp import clock
from rescueapp.forms import dates
from tests.ui.windows.conftest import Driver
from ui.lists.table import Table
from ui.widgets.notice import Notice
from ui.windows.today import TodayPage

ARRIVED = "2026-01-05T02:00:00Z"


def _child(driver: Driver) -> str:
    """A new case of a child of nine; today lies open."""
    driver.sign_in("he")
    born = dates.years_before(clock.today(), 9).isoformat()
    told = {"arrived_at": ARRIVED, "sex": "2", "birth_date": born}
    child = driver.write("intake", told).case_uid
    driver.go("today")
    return child


def test_s12_the_line_and_the_list_lead_to_the_child_s_school(station: Driver) -> None:
    child = _child(station)
    assert "at no school" in station.find(Notice, "duties").words()
    assert not station.shows("schoolTable")
    station.click("schoolChip")
    assert station.shows("schoolTable")
    table = station.find(Table, "schoolTable")
    found = [table.model().row_at(table.model().index(row, 0)) for row in
             range(table.model().rowCount())]  # fmt: skip
    table.setCurrentIndex(table.model().index([each.case.uid for each in found].index(child), 0))
    station.qtbot.keyClick(table, Qt.Key.Key_Return)
    station.settle()
    page = station.frame.shown
    assert (page._case_uid, page._form_key) == (child, "schooling")


def test_s12_a_child_at_school_leaves_the_list_and_the_line(station: Driver) -> None:
    child = _child(station)
    station.click("schoolChip")
    before = station.find(Table, "schoolTable").model().rowCount()
    station.write("schooling", {"school_outcome": "01"}, child)
    today = station.go("today")
    assert isinstance(today, TodayPage)
    assert station.find(Table, "schoolTable").model().rowCount() == before - 1


def test_who_has_no_such_child_sees_nothing_of_it(station: Driver) -> None:
    station.sign_in("mu")
    station.go("today")
    assert not station.shows("schoolChip")
    assert not station.find(QAbstractButton, "schoolChip").isChecked()
    assert "school" not in station.find(Notice, "duties").words()
