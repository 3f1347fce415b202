"""What the wheel does over a list of choices or a number: nothing to what is chosen."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.architecture.source import ROOT
from ui.widgets.choice import Choice, Count

TURNED_BY_THE_WHEEL = re.compile(
    r"\bQ(?:FontComboBox|ComboBox|SpinBox|DoubleSpinBox|DateEdit|TimeEdit|DateTimeEdit|Slider|Dial)"
    r"\("
)


def test_the_wheel_does_not_choose(qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.addItems(["one", "two", "three"])
    choice.setCurrentIndex(1)
    assert not _turned_over(choice).isAccepted()  # it goes on to what scrolls
    assert choice.currentText() == "two"
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "three"


def test_the_wheel_does_not_count(qtbot: QtBot) -> None:
    count = Count()
    qtbot.addWidget(count)
    count.setRange(1, 9)
    assert not _turned_over(count).isAccepted()
    assert count.value() == 1
    qtbot.keyClick(count, Qt.Key.Key_Up)
    assert count.value() == 2


def test_nothing_the_wheel_would_turn_is_made_anywhere() -> None:
    own = ROOT / "ui" / "widgets" / "choice.py"
    for path in (ROOT / "ui").rglob("*.py"):
        if path != own:
            assert not TURNED_BY_THE_WHEEL.findall(path.read_text("utf-8")), path.name


def _turned_over(widget: QWidget) -> QWheelEvent:
    """The wheel turned up over a widget that has the focus."""
    widget.show()
    widget.setFocus()
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event
