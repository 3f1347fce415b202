"""Whether the account of what everybody did is whole: checked again on demand."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from rescueapp.actions import trail
from rescueapp.actions.trail import Proved
from rescueapp.i18n import mark, say
from ui import messages
from ui.desks.desk import Desk, Tell
from ui.session import Session
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.words import Words

_TITLE = mark("Is the account whole?", "account")
_WORDS = mark(
    "Every entry of the account carries the fingerprint of the one before it. The check computes "
    "them all again and compares them with those in backups, receipts and packages: an entry that "
    "was changed, left out or taken away is found.",
    "account",
)
_CHECK = mark("Check the account now", "account")
_CHECKING = mark("Checking the account…", "account")
_WHOLE = mark("The account is whole: {entries} entries, the last one {head}.", "account")

_SHOWN_OF_HEAD = 16  # hex digits: what a print's footer shows


class ProofDesk(Desk):
    """The check of the chain, with its progress and its result in words."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="proofDesk")
        card = Card(say(_TITLE), name="proofCard")
        card.column.addWidget(Words(say(_WORDS), "muted"))
        self._busy = Busy("proofBusy")
        card.column.addWidget(self._busy)
        line = QHBoxLayout()
        self._check = Button(say(_CHECK), "checkAccount", self._begin, icon="shield",
                             kind="primary")  # fmt: skip
        line.addWidget(self._check)
        line.addStretch(1)
        card.column.addLayout(line)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def focus_first(self) -> None:
        self._check.setFocus()

    def _begin(self) -> None:
        if self._busy.running:
            return
        self.tell("", "plain")
        job = self.session.run_long(
            trail.verified, self._proved, self._failed, owner=self,
            moved=self._busy.moved, cancelled=self._busy.end,
        )  # fmt: skip
        self._busy.begin(job, say(_CHECKING))

    def _proved(self, proved: Proved) -> None:
        self._busy.end()
        head = proved.head[:_SHOWN_OF_HEAD]
        self.tell(say(_WHOLE(entries=proved.entries, head=head)), "teal")

    def _failed(self, error: BaseException) -> None:
        self._busy.end()
        self.tell(messages.words_of(error), "brick")
