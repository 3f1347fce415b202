"""Administration's keys and recovery papers: new keys, and the drill."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions.backup import drill
from rescueapp.actions.backup.drill import Drilled
from rescueapp.actions.vault import key_renewal
from rescueapp.actions.vault.key_renewal import KeyState, Renewed
from rescueapp.domain.changed import Changed
from rescueapp.i18n import mark, say
from ui import dates, messages, texts
from ui.session import Session
from ui.theme import GRID
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.keys_card import KeysCard
from ui.widgets.papers_dialog import PapersDialog
from ui.widgets.words import Words

_SURE = mark("Make new keys now?", "keys")
_SURE_WORDS = mark(
    "A copy is made and read back first. Then the database is written anew under its new key: some "
    "seconds in which it cannot be stopped, please leave the computer on. After that the cases "
    "follow; a lock or a power cut does no harm, and it goes on where it was.",
    "keys",
)
_MAKE_NOW = mark("Make new keys", "keys")
_MAKING = mark("Making new keys. Please leave the computer on…", "keys")
_DRILL = mark("Trial of the recovery papers", "drill")
_DRILL_WORDS = mark(
    "Papers nobody has tried may open nothing. Once a year two of the three are tried: every key, "
    "a sample of what is sealed, attachments, the account. Nothing is changed by it.",
    "drill",
)
_TRIED = mark("Last tried on {day} by {name}, papers {first} and {second}.", "drill")
_NEVER_TRIED = mark("They have not been tried yet.", "drill")
_TRY = mark("Try two papers…", "drill")

Say = Callable[[str, str], object]


class KeysDesk(QWidget):
    """`tell(words, tone)` says what came of it, at the head of the page."""

    def __init__(self, session: Session, tell: Say) -> None:
        super().__init__()
        self._session, self._tell = session, tell
        self._state = KeyState((), False, "")
        self._papers: PapersDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._busy = Busy("keysBusy", can_cancel=False)
        column.addWidget(self._busy)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        self._keys = KeysCard(self._ask)
        row.addWidget(self._keys, 1)
        row.addWidget(self._drill_card(), 1)
        column.addLayout(row)

    def read(self) -> None:
        """How it stands now."""
        self._session.run(
            lambda ws: (key_renewal.state(ws), drill.last(ws)),
            lambda found: self._show(*found),
            owner=self,
        )

    def _show(self, state: KeyState, last: Drilled | None) -> None:
        self._state = state
        self._keys.show_state(state)
        told = _NEVER_TRIED()
        if last is not None:
            first, second = last.pair
            told = _TRIED(day=dates.moment(last.at), name=last.by, first=first, second=second)
        self._last.setText(say(told))

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

    # --- the drill ----------------------------------------------------------------------------

    def _drill_card(self) -> Card:
        card = Card(say(_DRILL), name="drillCard")
        card.column.addWidget(Words(say(_DRILL_WORDS), "muted"))
        self._last = Words(name="lastDrill")
        card.column.addWidget(self._last)
        card.column.addStretch(1)
        line = QHBoxLayout()
        line.addWidget(Button(say(_TRY), "tryPapers", self._open_papers, icon="shield"))
        line.addStretch(1)
        card.column.addLayout(line)
        return card

    def _open_papers(self) -> None:
        self._papers = PapersDialog(self, self._drill)
        self._papers.open()

    def _drill(self, shares: list[str]) -> None:
        papers = self._papers
        assert papers is not None

        def went_well(found: Drilled) -> None:
            papers.accept()
            self._tell(say(found.told()), "teal")
            self._session.tell(Changed())
            self.read()

        words = papers.begin()
        job = self._session.run_long(
            lambda ws, progress: drill.drill(ws, shares, progress), went_well,
            lambda error: papers.refuse(messages.words_of(error)), owner=papers,
            moved=papers.busy.moved, cancelled=papers.busy.end,
        )  # fmt: skip
        papers.busy.begin(job, words)
