"""The find field: it leads nobody out of a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListWidget

from tests.ui.windows.conftest import Driver, fill
from ui.forms.form_view import FormView

NAME = "苏小禾"
INITIALS = "sxh"


def _type(driver: Driver, words: str) -> QListWidget:
    """Into the find field, from where one is."""
    driver.activate()
    driver.frame._finding.focus()
    driver.qtbot.keyClicks(driver.find(QLineEdit, "find"), words)
    return driver.find(QListWidget, "found")


def _found(driver: Driver, words: str) -> QListWidget:
    offers = _type(driver, words)
    driver.until(offers.isVisible)
    return offers


def _lines(offers: QListWidget) -> list[str]:
    return [offers.item(row).text() for row in range(offers.count())]


def _press(driver: Driver, *keys: Qt.Key) -> None:
    for key in keys:
        driver.qtbot.keyClick(driver.find(QLineEdit, "find"), key)
    driver.settle()


def _intake(driver: Driver) -> FormView:
    """An intake in which a name was typed; the focus stands in the name."""
    driver.sign_in("he")
    form = driver.until_built(driver.go("intake")._form)
    driver.activate()
    form.go_to(("name",))
    fill(form, "name", NAME)
    return form


def test_while_an_intake_is_typed_what_is_found_is_offered_below_the_field(
    station: Driver,
) -> None:
    form = _intake(station)
    offers = _found(station, "LX01")
    assert station.frame.shown.objectName() == "intakePage"
    assert form.isVisible()
    assert all(NAME not in line for line in _lines(offers))
    assert len(_lines(offers)) == 3


def test_the_case_chosen_opens_and_the_intake_stays_one_key_away(station: Driver) -> None:
    form = _intake(station)
    offers = _found(station, "LX01")
    alias = offers.item(1).text().split("　")[0]
    _press(station, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert station.frame.shown.objectName() == "casePage"
    assert station.frame.shown._view.row.alias == alias
    begun = station.find(QAbstractButton, "rail_intake")
    assert begun.isVisible()
    begun.click()
    station.settle()
    assert station.frame.shown._form is form
    assert form.pad.kept()["name"] == NAME
    assert station.focused().objectName() == "name.input"


def test_escape_goes_back_to_the_question_one_came_from(station: Driver) -> None:
    form = _intake(station)
    offers = _found(station, "LX01")
    _press(station, Qt.Key.Key_Escape)
    assert not offers.isVisible()
    assert station.frame.shown.objectName() == "intakePage"
    assert form.isVisible()
    assert station.focused().objectName() == "name.input"


def test_where_nothing_is_found_enter_does_nothing(station: Driver) -> None:
    _intake(station)
    offers = _found(station, "zzzz")
    assert _lines(offers) == ["No case matches."]
    _press(station, Qt.Key.Key_Return)
    assert station.frame.shown.objectName() == "intakePage"


def test_an_open_form_of_a_case_is_not_left_either(station: Driver) -> None:
    station.sign_in("he")
    uid = station.case_row(-1).uid
    page: Any = station.go("case", case_uid=uid, form="trafficking_case")
    assert page.holds_form()
    _found(station, "LX01")
    assert station.frame.shown is page
    assert page._forms.is_open


def test_without_a_form_the_list_of_cases_is_the_answer(station: Driver) -> None:
    station.sign_in("he")
    station.go("today")
    offers = _type(station, "2026")
    station.until(lambda: station.frame.shown.objectName() == "casesPage")
    assert not offers.isVisible()


def test_a_name_that_was_typed_to_find_stands_beside_no_case(station: Driver) -> None:
    station.sign_in("he")
    station.go("cases")
    _type(station, INITIALS)
    _press(station, Qt.Key.Key_Return)
    field = station.find(QLineEdit, "find")
    assert field.text() == INITIALS
    page = station.frame.shown
    page.focus_first()
    station.go("case", case_uid=station.case_row(0).uid)
    assert field.text() == ""
    station.go("cases")
    assert field.text() == INITIALS  # it still narrows the list


def test_an_intake_that_is_closed_is_not_on_the_rail(station: Driver) -> None:
    station.sign_in("he")
    station.go("intake")
    begun = station.find(QAbstractButton, "rail_intake")
    assert begun.isVisible()
    station.click("intakeBack")
    assert not begun.isVisible()


def test_of_others_cases_no_more_is_offered_than_the_list_tells(station: Driver) -> None:
    station.sign_in("mu")
    station.go("intake")
    offers = _found(station, "LX01")
    rows = {row.alias: row for row in map(station.case_row, range(3))}
    lines = _lines(offers)
    assert len(lines) == len(rows)
    for line in lines:
        alias, detail = line.split("　")
        row = rows[alias]
        assert detail.split("  ")[0] == row.number
        assert detail.split("  ")[2] == row.worker_name
