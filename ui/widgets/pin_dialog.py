"""Setting the PIN of a shift, or forgetting it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rescueapp.i18n import mark, say
from ui import texts
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.pin_entry import PinField
from ui.widgets.words import Words, plain

_TITLE = mark("A PIN for this shift", "pin")
_WORDS = mark(
    "When the screen locks because nobody was there, six digits open it again, for eight hours on "
    "this computer. After three wrong ones, when you lock it yourself, change user or end the "
    "program, only the passphrase opens. Six digits are weaker than a passphrase: leave it out "
    "where somebody else could sit down here.",
    "pin",
)
_PIN = mark("&Six digits", "pin")
_AGAIN = mark("&Again", "pin")
_SET = mark("Set", "pin")
_FORGET = mark("Forget the PIN", "pin")
_DIFFER = mark("The two are not the same.", "pin")


class PinDialog(QDialog):
    """`set_pin(pin)`; `forget()` where one is set."""

    def __init__(
        self, parent: QWidget, set_pin: Callable[[str], object], forget: Callable[[], object] | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pinDialog")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(64 * GRID)
        self._set_pin = set_pin
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(Words(say(_TITLE), "heading"))
        column.addWidget(Words(say(_WORDS), "muted"))
        grid = QGridLayout()
        self._fields = [
            PinField(name, plain(say(words)))
            for name, words in (("pinNew", _PIN), ("pinAgain", _AGAIN))
        ]
        for row, (words, field) in enumerate(zip((_PIN, _AGAIN), self._fields, strict=True)):
            label = QLabel(say(words))
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            field.textChanged.connect(lambda _: self._offer())
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        self._problem = Notice(name="pinProblem")
        column.addWidget(self._problem)
        column.addLayout(self._buttons(forget))
        self._offer()

    def _buttons(self, forget: Callable[[], object] | None) -> QHBoxLayout:
        row = QHBoxLayout()
        if forget is not None:
            row.addWidget(Button(say(_FORGET), "pinForget", partial(self._forget, forget)))
        row.addStretch(1)
        row.addWidget(Button(say(texts.CANCEL), "pinCancel", self.reject))
        self._set = Button(say(_SET), "pinSet", self._act, icon="check", kind="primary")
        row.addWidget(self._set)
        return row

    def _forget(self, forget: Callable[[], object]) -> None:
        forget()
        self.accept()

    def refuse(self, words: str) -> None:
        """Say why, and let another be typed."""
        self._problem.say(words, "brick")
        for field in self._fields:
            field.clear()
        self.adjustSize()
        self._fields[0].setFocus()

    def _offer(self) -> None:
        self._set.setEnabled(all(field.is_whole for field in self._fields))

    def _act(self) -> None:
        first, second = (field.text() for field in self._fields)
        if first != second:
            self.refuse(say(_DIFFER))
            return
        self._set.setEnabled(False)
        self._set_pin(first)
