"""A short question is answered with Enter, also after its button was clicked and it refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rescueapp.i18n import mark
from ui.widgets.asking import Asking

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
