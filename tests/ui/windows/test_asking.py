"""A short question is answered with Enter, also after its button was clicked and it refused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from rescueapp.domain.worker import Role, Worker
from rescueapp.i18n import mark
from ui.theme import GRID
from ui.widgets.asking import Asking
from ui.widgets.papers_dialog import PapersDialog
from ui.widgets.team import TeamDialog

_WHY = mark("&Reason", "rules")


class _Refusing(Asking):
    """Refuses each time, and counts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "refusing", "?", "?")
        self.line, self.asked = QLineEdit(), 0
        self.add_field(_WHY, self.line, "refusingWhy")

    def act(self) -> None:
        self.asked += 1
        self.refuse("?")


@pytest.fixture
def asking(qtbot: QtBot) -> Iterator[_Refusing]:
    over = QWidget()
    over.show()
    asking = _Refusing(over)
    asking.open()
    asking.activateWindow()
    qtbot.waitUntil(asking.line.hasFocus)
    yield asking
    over.close()
    over.deleteLater()


def test_enter_in_a_line_answers_also_after_a_click_that_was_refused(
    asking: _Refusing, qtbot: QtBot
) -> None:
    qtbot.keyClick(asking.line, Qt.Key.Key_Return)
    assert asking.asked == 1
    asking.now.setFocus()
    qtbot.mouseClick(asking.now, Qt.MouseButton.LeftButton)
    assert asking.asked == 2
    asking.line.setFocus()
    qtbot.keyClick(asking.line, Qt.Key.Key_Return)
    assert asking.asked == 3


class _Long(_Refusing):
    """More questions than the screen is high."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = [QLineEdit() for _ in range(20)]
        for number, line in enumerate(self.lines):
            self.add_field(_WHY, line, f"longLine{number}")


def test_what_is_higher_than_the_screen_scrolls_and_the_buttons_stay(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    asking = _Long(over)
    asking.open()
    asking.refuse("Words that tell why not. " * 12)
    qtbot.waitUntil(asking.now.isVisible)
    assert asking.height() <= asking.screen().availableGeometry().height()
    assert all(line.height() >= line.sizeHint().height() for line in asking.lines)
    tops = [line.mapTo(asking, QPoint()).y() for line in asking.lines]
    assert min(b - a for a, b in pairwise(tops)) > asking.lines[0].height()
    at = asking.now.mapTo(asking, QPoint())
    assert asking.rect().contains(QRect(at, asking.now.size()))
    asking.lines[-2].setFocus()
    qtbot.keyClick(asking.lines[-2], Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not asking.lines[-1].visibleRegion().isEmpty())


def test_it_is_as_wide_as_the_hint_of_a_line(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    asking = _Refusing(over)
    asking.line.setPlaceholderText("Who reads it, and how long it is to be at least. " * 2)
    asking.open()
    qtbot.waitUntil(asking.line.isVisible)
    hint = asking.line.fontMetrics().horizontalAdvance(asking.line.placeholderText())
    qtbot.waitUntil(lambda: asking.line.width() > hint)


def test_recovery_papers_that_are_refused_leave_room_for_the_words(qtbot: QtBot) -> None:
    """Qt's own size of a dialog stops at two thirds of the screen."""
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    papers = PapersDialog(over, lambda _: None)
    papers.open()
    papers.refuse("Words that tell why not. " * 40)
    wanted = papers.layout().totalHeightForWidth(papers.width())
    room = papers.screen().availableGeometry().height()
    assert 2 * room / 3 < wanted < room, "else nothing is asked here"
    qtbot.waitUntil(lambda: papers.height() >= wanted)


def test_who_is_put_on_a_team_is_read_whole(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    team = TeamDialog(over, lambda *_: None, lambda _: None)
    name = "A colleague of the longest name"
    team.show_team((), (Worker("1", "mu", name, Role.CASEWORKER),), None, {})
    team.open()
    who = team.findChild(QComboBox, "teamWho")
    assert who is not None
    qtbot.waitUntil(who.isVisible)
    arrow = 3 * GRID
    assert who.width() >= who.fontMetrics().horizontalAdvance(who.itemText(0)) + arrow


def test_a_question_that_has_room_does_not_scroll(asking: _Refusing) -> None:
    asking.refuse("Words that tell why not. " * 12)
    assert [bar.maximum() for bar in asking.findChildren(QScrollBar)] == [0, 0]
