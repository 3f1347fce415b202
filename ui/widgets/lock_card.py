"""After how many minutes without anybody the screen locks: for the whole vault."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel

from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import Count
from ui.widgets.words import Words, plain

_TITLE = mark("Lock when nobody is there", "admin")
_WORDS = mark(
    "Without a key or the mouse the screen locks by itself, for everybody here. {least} to {most} "
    "minutes; the shorter, the safer where others pass by. It counts from the next sign-in.",
    "admin",
)
_MINUTES = mark("Locks after (&minutes)", "admin")
_SET = mark("Set", "admin")
_PINS = mark("After this lock a &PIN of six digits may open again, for one shift", "pin")


class LockCard(Card):
    """`set_minutes(minutes)` and `allow_pins(yes)` when the person has chosen; `show_minutes` and
    `show_pins` say what holds."""

    def __init__(
        self, least: int, most: int, set_minutes: Callable[[int], object],
        allow_pins: Callable[[bool], object],
    ) -> None:  # fmt: skip
        super().__init__(say(_TITLE), name="lockCard")
        self.column.addWidget(Words(say(_WORDS(least=least, most=most)), "muted"))
        self.column.addStretch(1)
        self._minutes = Count()
        self._minutes.setObjectName("lockMinutes")
        self._minutes.setRange(least, most)
        self._minutes.setFixedWidth(10 * GRID)
        self._minutes.setAccessibleName(plain(say(_MINUTES)))
        self._held = least
        self._set = Button(
            say(_SET), "lockSet", lambda: set_minutes(self._minutes.value()), icon="check"
        )
        self._minutes.valueChanged.connect(lambda _: self._offer())
        self._pins = QCheckBox(say(_PINS))
        self._pins.setObjectName("pinsAllowed")
        self._pins.setVisible(sys.platform != "win32")  # decision 12
        self._pins.clicked.connect(lambda: allow_pins(self._pins.isChecked()))
        self._lay_out()

    def _lay_out(self) -> None:
        label = QLabel(say(_MINUTES))
        label.setBuddy(self._minutes)
        line = QHBoxLayout()
        for widget in (label, self._minutes, self._set):
            line.addWidget(widget)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addWidget(self._pins)

    def show_pins(self, allowed: bool) -> None:
        """Whether people may set a PIN for their shift."""
        self._pins.setChecked(allowed)

    def show_minutes(self, minutes: int) -> None:
        """What holds now; there is something to set only where it is to be another."""
        self._held = minutes
        self._minutes.setValue(minutes)
        self._offer()

    def _offer(self) -> None:
        self._set.setEnabled(self._minutes.value() != self._held)
