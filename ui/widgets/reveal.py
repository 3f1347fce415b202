"""The identity behind an alias, shown for as long as the countdown runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rescueapp.actions.recording.identity import REASONS, Identity, Shown
from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.buttons import Button, Tool
from ui.widgets.countdown import Countdown
from ui.widgets.notice import Notice

_REVEAL = mark("Show name", "reveal")
_REVEAL_TIP = mark("Show the identity for five minutes; the reason is recorded (Alt+S)", "reveal")
_FACT = mark("{label}: {words}", "reveal")
_MORE = mark("{count} more", "reveal")
_LESS = mark("Less", "reveal")
_NOTHING = mark("Nothing of the identity is recorded yet.", "reveal")


_FIRST = (
    "name",
    "other_names",
    "own_script_name",
    "id_document",
)  # what most reasons need; the rest is one key away


class ReasonMenu(QMenu):
    """The list of reasons to reveal something; one key each (the digit before it)."""

    def __init__(self, parent: QWidget, name: str, choose: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        for number, (key, words) in enumerate(REASONS.items(), start=1):
            action = QAction(f"&{number}  {say(words)}", self)
            action.setObjectName(f"reason_{key}")
            action.triggered.connect(lambda _=False, k=key: choose(k))
            self.addAction(action)


class RevealButton(Tool):
    """Opens the list of reasons."""

    def __init__(self, choose: Callable[[str], object]) -> None:
        super().__init__(say(_REVEAL), "reveal", icon="eye", tip=say(_REVEAL_TIP))
        self.setMenu(ReasonMenu(self, "revealReasons", choose))
        self.setPopupMode(Tool.ToolButtonPopupMode.InstantPopup)
        self.setShortcut("Alt+S")


class RevealBar(Notice):
    """`extend_asked`, `covered` (by the person or by time); covered, it forgets its words.

    Names and number first: the screen can be seen by others, and a form below needs its room.
    """

    extend_asked = Signal()
    covered = Signal()

    def __init__(self) -> None:
        super().__init__(name="revealBar")
        self._facts: tuple[list[str], list[str]] = ([], [])  # first, and the rest
        self._is_whole = False
        self.countdown = Countdown("reveal")
        self.countdown.extend_asked.connect(self.extend_asked)
        self.countdown.over.connect(self._cover)
        side = QWidget()
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self._more = Button("", "revealMore", self._toggle, kind="quiet")
        row.addWidget(self._more)
        row.addWidget(self.countdown)
        column = QVBoxLayout()
        column.addWidget(side)
        self.row.addLayout(column)

    def set_narrow(self, narrow: bool) -> None:
        self.countdown.set_narrow(narrow)

    def show_identity(self, identity: Identity) -> None:
        first = [_words(f) for f in identity.facts if f.key in _FIRST]
        rest = [_words(f) for f in identity.facts if f.key not in _FIRST]
        self._facts = (first, rest) if first else (rest, [])
        self._show_facts()
        self.countdown.start(identity.seconds)

    def _toggle(self) -> None:
        self._is_whole = not self._is_whole
        self._show_facts()

    def _show_facts(self) -> None:
        first, rest = self._facts
        shown = [*first, *(rest if self._is_whole else [])]
        self.say("    ".join(shown) or say(_NOTHING), "teal")
        words = say(_LESS if self._is_whole else _MORE(count=len(rest)))
        self._more.setText(words)
        self._more.setAccessibleName(words)
        self._more.setVisible(bool(rest))

    def cover(self) -> None:
        self.countdown.stop()

    def _cover(self) -> None:
        self._facts, self._is_whole = ([], []), False
        self.say("")
        self.covered.emit()

    @property
    def shows(self) -> bool:
        return self.countdown.runs


def _words(fact: Shown) -> str:
    return say(_FACT(label=fact.label, words=fact.words))
