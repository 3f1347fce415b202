"""Whether the account of what everybody did is whole, and holds what a paper names at its foot:
checked again on demand."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit

from rescueapp.actions.papers import papers, trail
from rescueapp.actions.papers.trail import Named, Proved
from rescueapp.i18n import mark, say
from ui import dates, messages
from ui.desks.desk import Desk, Tell
from ui.session import Session
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.words import Words, plain

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

_PAPER = mark("Check &words at the foot of a paper", "account")
_PAPER_WORDS = mark(
    "A sheet, a case file or a list bears eight check words: they stand for the last entry of the"
    " account before it was made. Type them, and the account is held against the paper.",
    "account",
)
_CHECK_PAPER = mark("Hold against the paper", "account")
_NAMED = mark(
    "The account is whole, and holds what the paper names: entry {seq} of {time}.", "account"
)


class ProofDesk(Desk):
    """The check of the chain, with its progress and its result in words."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="proofDesk")
        card = Card(say(_TITLE), name="proofCard")
        card.column.addWidget(Words(say(_WORDS), "muted"))
        self._busy = Busy("proofBusy")
        card.column.addWidget(self._busy)
        line = QHBoxLayout()
        self._words = QLineEdit()
        self._check = Button(say(_CHECK), "checkAccount", self._begin, icon="shield",
                             kind="primary")  # fmt: skip
        line.addWidget(self._check)
        line.addStretch(1)
        card.column.addLayout(line)
        self.column.addWidget(card)
        self.column.addWidget(self._paper())
        self.column.addStretch(1)

    def _paper(self) -> Card:
        card = Card(plain(say(_PAPER)), name="paperProof")
        card.column.addWidget(Words(say(_PAPER_WORDS), "muted"))
        label = QLabel(say(_PAPER))
        label.setBuddy(self._words)
        self._words.setObjectName("paperWords")
        self._words.setAccessibleName(plain(say(_PAPER)))
        self._words.setMaxLength(100)
        self._words.returnPressed.connect(self._begin_paper)
        card.column.addWidget(label)
        line = QHBoxLayout()
        line.addWidget(self._words, 1)
        line.addWidget(Button(say(_CHECK_PAPER), "checkPaper", self._begin_paper, icon="shield"))
        card.column.addLayout(line)
        return card

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

    def _begin_paper(self) -> None:
        if self._busy.running:
            return
        self.tell("", "plain")
        typed = self._words.text()
        job = self.session.run_long(
            lambda ws, progress: trail.named_by_paper(ws, typed, progress),
            self._named, self._failed, owner=self,
            moved=self._busy.moved, cancelled=self._busy.end,
        )  # fmt: skip
        self._busy.begin(job, say(_CHECKING))

    def _proved(self, proved: Proved) -> None:
        self._busy.end()
        head = " ".join(papers.check_words(bytes.fromhex(proved.head)))
        self.tell(say(_WHOLE(entries=proved.entries, head=head)), "teal")

    def _named(self, named: Named) -> None:
        self._busy.end()
        self.tell(say(_NAMED(seq=named.seq, time=dates.moment(named.at))), "teal")

    def _failed(self, error: BaseException) -> None:
        self._busy.end()
        self.tell(messages.words_of(error), "brick")
