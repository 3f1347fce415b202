"""What is typed into a question when the screen locks is there again, for who typed it alone."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit

from tests.ui.windows.conftest import Driver

WHY = "核对同一家庭的另一名儿童"


def others_case(driver: Driver, login: str) -> str:
    """A case that neither this worker nor another who may ask works on; its page is open."""
    driver.sign_in(login)
    row = next(r for r in map(driver.case_row, range(3)) if not r.mine)
    driver.go("case", case_uid=row.uid)
    return row.uid


def asks(driver: Driver) -> QLineEdit:
    """The line of the question why a case is to be seen, opened by its button."""
    driver.click("accessAsk")
    return driver.find(QLineEdit, "why")


def type_in(driver: Driver, line: QLineEdit, words: str) -> None:
    """As a person does: what is set is not typed."""
    line.setFocus()
    line.insert(words)
    assert line.isModified()


def test_a_reason_is_there_again_after_the_lock(station: Driver) -> None:
    uid = others_case(station, "mu")
    type_in(station, asks(station), WHY)

    station.change_to("mu")
    station.go("case", case_uid=uid)
    line = asks(station)
    assert line.text() == WHY
    assert "not been sent" in station.find(QLabel, "askWhyProblemWords").accessibleName()

    station.click("askWhyNow")
    assert not station.shows("accessAsk")
    assert station.failures == []


def test_it_is_kept_again_by_the_next_lock(station: Driver) -> None:
    uid = others_case(station, "mu")
    type_in(station, asks(station), WHY)
    for _ in range(2):
        station.change_to("mu")
        station.go("case", case_uid=uid)
        assert asks(station).text() == WHY


def test_who_left_the_question_finds_it_empty(station: Driver) -> None:
    uid = others_case(station, "mu")
    type_in(station, asks(station), WHY)
    station.change_to("mu")
    station.go("case", case_uid=uid)
    asks(station)
    station.click("askWhyCancel")
    assert asks(station).text() == ""
    assert not station.shows("askWhyProblem")


def test_nobody_else_finds_it(station: Driver) -> None:
    uid = others_case(station, "mu")
    type_in(station, asks(station), WHY)
    station.change_to("li")
    station.go("case", case_uid=uid)
    assert asks(station).text() == ""


def test_the_same_question_about_another_object_is_empty(station: Driver) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    station.click("holdCase")
    type_in(station, station.find(QLineEdit, "onCaseWhy"), WHY)
    station.change_to("duan")
    station.go("oversight", desk="retention")
    station.click("restrictCase")
    assert station.find(QLineEdit, "onCaseWhy").text() == ""


def test_a_question_of_two_lines_finds_both(station: Driver) -> None:
    station.sign_in("duan")
    station.go("oversight", desk="retention")
    station.click("holdCase")
    type_in(station, station.find(QLineEdit, "onCaseNumber"), "2026-0001")
    type_in(station, station.find(QLineEdit, "onCaseWhy"), WHY)
    station.change_to("duan")
    station.go("oversight", desk="retention")
    station.click("holdCase")
    assert station.find(QLineEdit, "onCaseNumber").text() == "2026-0001"
    assert station.find(QLineEdit, "onCaseWhy").text() == WHY
