"""How the vault's keys stand, and a key to make new ones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from rescueapp.actions.vault.key_renewal import KeyState
from rescueapp.i18n import Text, mark, say
from ui import dates
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_TITLE = mark("Keys of the vault", "keys")
_WORDS = mark(
    "When a colleague leaves, what they knew is made anew: the database's key, the keys of their "
    "role, and a new key for each case they could open. What they copied before stays readable to "
    "them.",
    "keys",
)
_LEFT = mark("{names}: access ended, but the keys they knew still hold.", "keys")
_PAPERS = mark(
    "The recovery papers were replaced. With those of before and a backup of before, the keys of"
    " today are still known.",
    "keys",
)
_UNDER_WAY = mark("New keys were begun and are not finished. Nothing is lost.", "keys")
_LAST = mark("New keys were last made on {day}.", "keys")
_NEVER = mark("The keys are those of the day the vault was made.", "keys")
_MAKE = mark("Make new keys…", "keys")
_GO_ON = mark("Go on now", "keys")
_BETWEEN = mark(", ", "list of names")


class KeysCard(Card):
    """`renew()` is called when the button is pressed; `show_state` says what holds."""

    def __init__(self, renew: Callable[[], object]) -> None:
        super().__init__(say(_TITLE), name="keysCard")
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self._state = Notice(name="keysState")
        self.column.addWidget(self._state)
        self.column.addStretch(1)
        line = QHBoxLayout()
        self._renew = Button(say(_MAKE), "renewKeys", renew, icon="key")
        line.addWidget(self._renew)
        line.addStretch(1)
        self.column.addLayout(line)

    def show_state(self, state: KeyState) -> None:
        words, tone = _told(state)
        self._state.say(say(words), tone)
        self._renew.setText(say(_GO_ON if state.under_way else _MAKE))

    def set_busy(self, busy: bool) -> None:
        self._renew.setEnabled(not busy)


def _told(state: KeyState) -> tuple[Text, str]:
    if state.under_way:
        return _UNDER_WAY(), "brick"
    if state.left:
        names = say(_BETWEEN).join(leaver.name for leaver in state.left)
        return _LEFT(names=names), "amber"
    if state.papers:
        return _PAPERS(), "amber"
    if state.renewed_at:
        return _LAST(day=dates.moment(state.renewed_at)), "plain"
    return _NEVER(), "plain"
