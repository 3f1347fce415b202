"""Administration's keys and recovery papers: new keys, and the drill."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions.vault import key_renewal
from rescueapp.actions.vault.key_renewal import KeyState, Renewed
from rescueapp.i18n import mark, say
from ui import messages, texts
from ui.desks.papers_desk import PapersDesk
from ui.session import Session
from ui.theme import GRID
from ui.widgets.busy import Busy
from ui.widgets.keys_card import KeysCard

_SURE = mark("Make new keys now?", "keys")
_SURE_WORDS = mark(
    "A copy is made and read back first. Then the database is written anew under its new key: some "
    "seconds in which it cannot be stopped, please leave the computer on. After that the cases "
    "follow; a lock or a power cut does no harm, and it goes on where it was.",
    "keys",
)
_MAKE_NOW = mark("Make new keys", "keys")
_MAKING = mark("Making new keys. Please leave the computer on…", "keys")
Say = Callable[[str, str], object]


class KeysDesk(QWidget):
    """`tell(words, tone)` says what came of it, at the head of the page."""

    def __init__(self, session: Session, tell: Say) -> None:
        super().__init__()
        self._session, self._tell = session, tell
        self._state = KeyState((), False, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._busy = Busy("keysBusy", can_cancel=False)
        column.addWidget(self._busy)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        self._keys = KeysCard(self._ask)
        row.addWidget(self._keys, 1)
        self._papers = PapersDesk(session, tell)
        row.addWidget(self._papers, 1)
        column.addLayout(row)

    def read(self) -> None:
        """How it stands now."""
        self._session.run(key_renewal.state, self._show, owner=self)
        self._papers.read()

    def _show(self, state: KeyState) -> None:
        self._state = state
        self._keys.show_state(state)

    # --- new keys -----------------------------------------------------------------------------

    def _ask(self) -> None:
        if self._busy.running:
            return
        if self._state.under_way:
            self._renew()
            return
        choices = {"cancel": say(texts.CANCEL), "make": say(_MAKE_NOW)}
        messages.ask(
            self, say(_SURE), say(_SURE_WORDS), choices,
            lambda choice: self._renew() if choice == "make" else None,
        )  # fmt: skip

    def _renew(self) -> None:
        self._tell("", "plain")
        self._session.stop_long()  # a backup under way reads the database that is written anew
        self._keys.set_busy(True)
        job = self._session.run_long(
            key_renewal.renew, self._renewed, self._failed, owner=self, moved=self._busy.moved,
            cancelled=self._end,
        )  # fmt: skip
        self._busy.begin(job, say(_MAKING))

    def _renewed(self, done: Renewed) -> None:
        self._end()
        self._tell("\n".join(map(say, done.told())), "teal")
        self._session.tell(done.changed)

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._tell(messages.words_of(error), "brick")
        self.read()

    def _end(self) -> None:
        self._busy.end()
        self._keys.set_busy(False)
