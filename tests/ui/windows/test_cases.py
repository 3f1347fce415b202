"""The list of cases: pages read when they are seen, filters, columns, the way into a case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from rescueapp.domain.case import CaseRow, Query
from rescueapp.domain.changed import Changed
from rescueapp.forms.schema import Stage
from tests.ui.windows.conftest import Driver
from ui.changes import Changes
from ui.lists import case_list
from ui.lists.case_list import PAGE, CaseList
from ui.session import Session
from ui.settings import Settings

_ROW = CaseRow(
    id=0, uid="", number="", alias="", sex=None, born_from=None, born_to=None,
    stage=Stage.INTAKE, risk=None, worker="", worker_name="", arrived_at=None,
    opened_at="2026-03-05T06:30:00Z", due_on=None, changed_at="2026-03-05T06:30:00Z",
    safety_line="", mine=True,
)  # fmt: skip


class Office:
    """A session whose work is done when the test says so, over any number of cases."""

    def __init__(self, count: int) -> None:
        self.changes = Changes()
        self.count = count
        self.waiting: list[Any] = []
        self.read: list[list[int]] = []

    def run(self, work: Any, then: Any, failed: Any = None, *, owner: QObject) -> None:
        self.waiting.append((work, then))

    def work(self) -> None:
        while self.waiting:
            work, then = self.waiting.pop(0)
            then(work(self))

    def find_cases(self, _: Any, query: Query) -> list[int]:
        return list(range(self.count if not query.text else 3))

    def case_rows(self, _: Any, ids: list[int]) -> list[CaseRow]:
        self.read.append(ids)
        return [replace(_ROW, id=i, uid=f"u{i}", number=f"N{i}") for i in ids]


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, qapp: object) -> Office:
    made = Office(100_000)
    monkeypatch.setattr(case_list, "cases", made)
    return made


def _model(office: Office) -> CaseList:
    model = CaseList(cast(Session, office))
    model._gather.setInterval(0)
    model.ask(Query())
    office.work()
    return model


def test_a_row_is_a_placeholder_until_its_page_is_there(office: Office, qtbot: QtBot) -> None:
    model = _model(office)
    assert model.rowCount() == 100_000
    index = model.index(54_321, 0)
    assert index.data() == "…"
    qtbot.waitUntil(lambda: bool(office.waiting))
    office.work()
    assert index.data() == "N54321"
    assert office.read == [list(range(54_200, 54_400))]


def test_scrolling_through_everything_reads_only_what_stays_in_sight(
    office: Office, qtbot: QtBot
) -> None:
    """A fast drag asks for every page; what is read is the last few, in one job."""
    model = _model(office)
    for row in range(0, 100_000, 50):
        model.index(row, 0).data()
    qtbot.waitUntil(lambda: bool(office.waiting))
    office.work()
    assert len(office.read) <= 3
    assert office.read[-1][-1] == 99_999


def test_rows_of_an_earlier_question_are_not_shown(office: Office, qtbot: QtBot) -> None:
    model = _model(office)
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: bool(office.waiting))
    late = office.waiting.pop()
    model.ask(Query(text="x"))
    office.work()
    late[1](late[0](office))
    assert model.rowCount() == 3
    assert model.index(0, 0).data() == "…"


def test_a_changed_case_is_read_again_where_it_stands(office: Office, qtbot: QtBot) -> None:
    model = _model(office)
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: bool(office.waiting))
    office.work()
    office.read.clear()
    office.changes.tell(Changed(cases=frozenset({"u7"})))
    qtbot.waitUntil(lambda: bool(office.waiting))
    office.work()
    assert office.read == [list(range(PAGE))]


def test_a_new_case_is_found(office: Office) -> None:
    model = _model(office)
    office.count += 1
    office.changes.tell(Changed(cases=frozenset({"new"})))
    office.work()
    assert model.rowCount() == 100_001


def test_the_model_keeps_to_the_rules_of_models(office: Office, qtbot: QtBot) -> None:
    office.count = 1_000  # the tester looks at every row
    model = _model(office)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.ask(Query(text="x"))
    office.work()
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: bool(office.waiting))
    office.work()
    assert tester.model() is model


# --- the page on a real vault ----------------------------------------------------------------


def test_typing_in_the_find_field_finds_after_a_moment(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("cases")
    station.until(lambda: page._model.rowCount() == 3)
    number = station.case_row().number
    station.qtbot.keyClick(station.frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    find = station.find(QLineEdit, "find")
    find.setFocus()
    station.qtbot.keyClicks(find, number)
    station.until(lambda: page._model.rowCount() == 1)
    assert station.case_row().number == number


def test_a_filter_that_finds_nothing_says_what_to_do(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("cases", text="no such thing anywhere")
    assert page._lists.currentWidget() is page._no_cases
    assert "filter" in page._no_cases._words.text()


def test_chips_narrow_the_list(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("cases")
    station.click("chip_closed")
    assert page._model.query.stages == (Stage.CLOSED,)
    station.click("chip_closed")
    assert page._model.query.stages == ()
    assert page._model.rowCount() == 3


def test_enter_opens_the_case(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("cases")
    uid = station.case_row().uid
    page._table.setCurrentIndex(page._first_cell())
    station.qtbot.keyClick(page._table, Qt.Key.Key_Return)
    station.settle()
    assert station.frame.shown.objectName() == "casePage"
    assert station.frame.shown._case_uid == uid


def test_enter_on_a_row_still_on_its_way_opens_it_when_it_is_there(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("cases")
    uid = station.case_row().uid
    page._table.setCurrentIndex(page._first_cell())
    page._model._pages.clear()  # as on a slow computer: found, and not read yet
    station.qtbot.keyClick(page._table, Qt.Key.Key_Return)
    station.qtbot.waitUntil(lambda: station.frame.shown.objectName() == "casePage")
    assert station.frame.shown._case_uid == uid


def test_a_row_that_was_left_before_it_was_there_is_not_opened(station: Driver) -> None:
    station.sign_in("duan")
    page = station.go("cases")
    first = page._first_cell()
    page._table.setCurrentIndex(first)
    page._model._pages.clear()
    station.qtbot.keyClick(page._table, Qt.Key.Key_Return)
    page._table.setCurrentIndex(first.siblingAtRow(1))
    station.qtbot.waitUntil(lambda: page._model.row_at(first) is not None)
    page._table.setCurrentIndex(first)
    page._model._refresh(Changed(cases=frozenset({station.case_row().uid})))
    station.qtbot.waitUntil(lambda: not page._model._wanted and not page._model._asked)
    assert station.frame.shown is page


def test_chosen_columns_are_remembered(station: Driver) -> None:
    station.sign_in("duan")
    table = station.go("cases")._table
    menu = table.column_menu()
    actions = menu.actions()
    shown = [n for n in range(len(actions)) if not table.isColumnHidden(n)]
    actions[shown[-1]].setChecked(False)
    assert table.isColumnHidden(shown[-1])
    kept = Settings().get("case_columns")
    assert len(kept) == len(shown) - 1


def test_the_last_column_cannot_be_taken_away(station: Driver) -> None:
    station.sign_in("duan")
    table = station.go("cases")._table
    for action in table.column_menu().actions():
        action.setChecked(False)
    assert any(not table.isColumnHidden(n) for n in range(table.model().columnCount()))


def test_every_control_has_a_name_and_a_spoken_name(station: Driver) -> None:
    station.sign_in("duan")
    for name in ("today", "cases", "exchange", "admin"):
        page = station.go(name)
        for button in page.findChildren(QAbstractButton):
            inside_qt = button.objectName().startswith("qt_") or not button.objectName()
            if inside_qt and type(button).__module__.startswith("PySide6"):
                continue
            assert button.objectName(), (name, button)
            assert button.accessibleName() or button.text(), button.objectName()
        for line in page.findChildren(QLineEdit):
            parent = line.parentWidget()
            assert line.accessibleName() or (parent and parent.accessibleName()), (name, line)
