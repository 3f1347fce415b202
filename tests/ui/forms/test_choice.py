"""What the wheel does over a list of choices: nothing to the choice."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.widgets.choice import Choice


def test_the_wheel_does_not_choose(qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.addItems(["one", "two", "three"])
    choice.show()
    choice.setFocus()
    middle = QPointF(choice.rect().center())
    event = QWheelEvent(
        middle, choice.mapToGlobal(middle), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(choice, event)
    assert choice.currentText() == "one"
    assert not event.isAccepted()  # it goes on to what scrolls
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "two"
