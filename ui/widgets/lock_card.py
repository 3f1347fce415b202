"""After how many minutes without anybody the screen locks: for the whole vault."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox

from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.words import Words, plain

_TITLE = mark("Lock when nobody is there", "admin")
_WORDS = mark(
    "Without a key or the mouse the screen locks by itself, for everybody here. {least} to {most} "
    "minutes; the shorter, the safer where others pass by. It counts from the next sign-in.",
    "admin",
)
_MINUTES = mark("Locks after (&minutes)", "admin")
_SET = mark("Set", "admin")


class LockCard(Card):
    """`set_minutes(minutes)` when the person has chosen; `show_minutes` says what holds."""

    def __init__(self, least: int, most: int, set_minutes: Callable[[int], object]) -> None:
        super().__init__(say(_TITLE), name="lockCard")
        self.column.addWidget(Words(say(_WORDS(least=least, most=most)), "muted"))
        self.column.addStretch(1)
        self._minutes = QSpinBox()
        self._minutes.setObjectName("lockMinutes")
        self._minutes.setRange(least, most)
        self._minutes.setFixedWidth(10 * GRID)
        self._minutes.setAccessibleName(plain(say(_MINUTES)))
        self._held = least
        self._set = Button(
            say(_SET), "lockSet", lambda: set_minutes(self._minutes.value()), icon="check"
        )
        self._minutes.valueChanged.connect(lambda _: self._offer())
        self._lay_out()

    def _lay_out(self) -> None:
        label = QLabel(say(_MINUTES))
        label.setBuddy(self._minutes)
        line = QHBoxLayout()
        for widget in (label, self._minutes, self._set):
            line.addWidget(widget)
        line.addStretch(1)
        self.column.addLayout(line)

    def show_minutes(self, minutes: int) -> None:
        """What holds now; there is something to set only where it is to be another."""
        self._held = minutes
        self._minutes.setValue(minutes)
        self._offer()

    def _offer(self) -> None:
        self._set.setEnabled(self._minutes.value() != self._held)
