"""The left side of a case: topics that lie folded, and a line that finds a form."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
)

from rescueapp.forms.catalogue import FORMS
from tests.actions.station import save
from tests.ui.windows.conftest import Driver
from ui.forms.form_view import FormView
from ui.windows.case import CasePage

_KEY = Qt.ItemDataRole.UserRole


@pytest.fixture
def page(station: Driver) -> CasePage:
    """A new case: an intake and nothing else."""
    station.sign_in("he")
    case = station.do(lambda ws: save(ws)).case_uid
    found: CasePage = station.go("case", case_uid=case)
    return found


def heads(page: CasePage) -> dict[str, QTreeWidgetItem]:
    tree = page._sections._tree
    tops = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return {top.text(0): top for top in tops if top is not None and top.childCount()}


def shown(page: CasePage) -> list[str]:
    """The forms one can see without unfolding anything."""
    return [
        head.child(row).data(0, _KEY)
        for head in heads(page).values()
        if head.isExpanded() and not head.isHidden()
        for row in range(head.childCount())
        if not head.child(row).isHidden()
    ]


def test_a_new_case_shows_the_first_hour_and_folds_the_rest(page: CasePage) -> None:
    assert {"intake", "mandatory_report"} <= set(shown(page))
    assert "service_plan" not in shown(page)


def test_a_topic_in_which_something_is_written_lies_open(page: CasePage, station: Driver) -> None:
    case = page._case_uid
    station.do(lambda ws: save(ws, "risk_and_needs", {}, case=case))
    station.go("cases")
    station.go("case", case_uid=case)
    station.settle()
    assert {"risk_and_needs", "service_plan"} <= set(shown(page))


def test_enter_on_a_topic_unfolds_and_folds_it(page: CasePage, station: Driver) -> None:
    tree = station.find(QTreeWidget, "sections")
    head = heads(page)["Case"]
    tree.setFocus()
    tree.setCurrentItem(head)
    station.qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert "service_plan" in shown(page)
    station.qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert "service_plan" not in shown(page)


@pytest.mark.parametrize("words", ["service pl", "F16", "f16"])
def test_a_form_is_found_by_title_or_number_and_opened_with_enter(
    page: CasePage, station: Driver, words: str
) -> None:
    line = station.find(QLineEdit, "findForm")
    line.setFocus()
    station.qtbot.keyClicks(line, words)
    assert shown(page) == ["service_plan"]
    station.qtbot.keyClick(line, Qt.Key.Key_Return)
    station.settle()
    assert station.find(FormView, "formView").keeper.place.form == "service_plan"
    assert line.text() == ""
    assert "intake" in shown(page), "all forms are there again"


def test_what_is_not_found_opens_nothing(page: CasePage, station: Driver) -> None:
    line = station.find(QLineEdit, "findForm")
    station.qtbot.keyClicks(line, "zzz")
    assert shown(page) == []
    station.qtbot.keyClick(line, Qt.Key.Key_Return)
    station.settle()
    assert page.findChild(FormView) is None
    station.qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert (line.text(), "intake" in shown(page)) == ("", True)


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_in_a_narrow_list_titles_are_read_before_the_states(station: Driver, language: str) -> None:
    """At 150 % the words of the states left the titles two letters: “Ov…”, “M…”."""
    station.program._choose_language(language)
    station.settle()
    station.sign_in("he")
    case = station.do(lambda ws: save(ws)).case_uid
    page: CasePage = station.go("case", case_uid=case)
    tree = page._sections._tree
    for width in (192, 320):
        tree.setFixedWidth(width)
        station.settle()
        lines = QTreeWidgetItemIterator(tree)
        while (line := lines.value()) is not None:
            beside = line.text(1) and (width == 320 or line.data(0, _KEY) not in FORMS)
            assert line.isFirstColumnSpanned() is not bool(beside), line.text(0)
            lines += 1


def test_a_note_of_social_work_stands_with_the_case_work(page: CasePage) -> None:
    """It stood with school and work, where nobody who visits looks for it (S71)."""
    head = heads(page)["Case"]
    keys = [head.child(row).data(0, _KEY) for row in range(head.childCount())]
    assert "service_note" in keys
