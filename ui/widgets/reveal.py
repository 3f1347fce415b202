"""The identity behind an alias, shown for as long as the countdown runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rescueapp.actions.identity import REASONS, Identity
from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.buttons import Button, Tool
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_REVEAL = mark("Show name", "reveal")
_REVEAL_TIP = mark("Show the identity for five minutes; the reason is recorded (Alt+S)", "reveal")
_LEFT = mark("Covered again in {minutes}:{seconds}", "reveal")
_EXTEND = mark("Five more minutes", "reveal")
_COVER = mark("Cover now", "reveal")
_FACT = mark("{label}: {words}", "reveal")
_NOTHING = mark("Nothing of the identity is recorded yet.", "reveal")


class RevealButton(Tool):
    """Opens the list of reasons; one key each (the digit before it)."""

    def __init__(self, choose: Callable[[str], object]) -> None:
        super().__init__(say(_REVEAL), "reveal", icon="eye", tip=say(_REVEAL_TIP))
        menu = QMenu(self)
        menu.setObjectName("revealReasons")
        for number, (key, words) in enumerate(REASONS.items(), start=1):
            action = QAction(f"&{number}  {say(words)}", menu)
            action.setObjectName(f"reason_{key}")
            action.triggered.connect(lambda _=False, k=key: choose(k))
            menu.addAction(action)
        self.setMenu(menu)
        self.setPopupMode(Tool.ToolButtonPopupMode.InstantPopup)
        self.setShortcut("Alt+S")


class RevealBar(Notice):
    """`extend_asked`, `covered` (by the person or by time); covered, it forgets its words."""

    extend_asked = Signal()
    covered = Signal()

    def __init__(self) -> None:
        super().__init__(name="revealBar")
        self._left = 0
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.count_down)
        self._countdown = Words(role="strong", name="revealLeft", wrap=False)
        side = QWidget()
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._countdown)
        row.addWidget(Button(say(_EXTEND), "revealExtend", self.extend_asked.emit))
        row.addWidget(Button(say(_COVER), "revealCover", self.cover, icon="hide"))
        column = QVBoxLayout()
        column.addWidget(side)
        self.row.addLayout(column)

    def show_identity(self, identity: Identity) -> None:
        facts = [say(_FACT(label=f.label, words=f.words)) for f in identity.facts]
        self.say("    ".join(facts) or say(_NOTHING), "teal")
        self._left = identity.seconds
        self._show_left()
        self._timer.start()

    def count_down(self) -> None:
        """One second less; at zero the identity is covered."""
        self._left -= 1
        if self._left <= 0:
            self.cover()
        else:
            self._show_left()

    def cover(self) -> None:
        if not self._timer.isActive():
            return
        self._timer.stop()
        self.say("")
        self.covered.emit()

    @property
    def shows(self) -> bool:
        return self._timer.isActive()

    def _show_left(self) -> None:
        minutes, seconds = divmod(self._left, 60)
        self._countdown.setText(say(_LEFT(minutes=minutes, seconds=f"{seconds:02d}")))
