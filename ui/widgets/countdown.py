"""How long something stays revealed: the time that is left, more of it, or an end at once."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.buttons import Tool
from ui.widgets.words import Words

_LEFT = mark("Covered again in {minutes}:{seconds}", "reveal")
_EXTEND = mark("Five more minutes", "reveal")
_COVER = mark("Cover now", "reveal")


class Countdown(QWidget):
    """`extend_asked`; `over`: by time or by hand. `name` begins the names of its parts."""

    extend_asked = Signal()
    over = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._left = 0
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.count_down)
        self._words = Words(role="strong", name=f"{name}Left", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._words)
        self._acts = (
            Tool(say(_EXTEND), f"{name}Extend", self.extend_asked.emit, icon="plus", look="button"),
            Tool(say(_COVER), f"{name}Cover", self.stop, icon="hide", look="button"),
        )
        for act in self._acts:
            row.addWidget(act)

    def set_narrow(self, narrow: bool) -> None:
        for act in self._acts:
            act.set_narrow(narrow)

    def start(self, seconds: int) -> None:
        self._left = seconds
        self._show_left()
        self._timer.start()

    def count_down(self) -> None:
        """One second less; at zero it is over."""
        self._left -= 1
        if self._left <= 0:
            self.stop()
        else:
            self._show_left()

    def stop(self) -> None:
        """Over now, if it runs."""
        if self._timer.isActive():
            self._timer.stop()
            self.over.emit()

    @property
    def runs(self) -> bool:
        return self._timer.isActive()

    def _show_left(self) -> None:
        minutes, seconds = divmod(self._left, 60)
        self._words.setText(say(_LEFT(minutes=minutes, seconds=f"{seconds:02d}")))
