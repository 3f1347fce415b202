"""New recovery papers: two of the present ones where they are left, then each new paper to its
keeper alone. They hold once words of all three were typed back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from rescueapp.actions.vault import new_papers
from rescueapp.actions.vault.new_papers import Fresh, Replaced
from rescueapp.i18n import mark, say
from ui.papers import secret_paper
from ui.session import Session
from ui.theme import GRID
from ui.widgets.asking import Asking
from ui.widgets.busy import Busy
from ui.widgets.papers_dialog import PAPERS, PaperField
from ui.widgets.setup_secrets import HolderTurn, SecretCard, of_shares
from ui.widgets.words import Words

_WIDTH = 92 * GRID  # no word of a paper is cut, at 150 % either
_HEADING = mark("New recovery papers", "recovery")
_WORDS = mark(
    "Three people who will each keep one paper are here. Each sees theirs alone and types two of"
    " its words back. Until the last was typed back the present papers hold; from then on the new"
    " ones.",
    "recovery",
)
_BEFORE = mark(
    "If two of the present papers are left, type them here: then the new ones also open what was"
    " sealed to those alone, process notes and the account of until now. Otherwise leave both"
    " fields empty.",
    "recovery",
)
_MAKE = mark("Draw the papers", "recovery")
_BOTH = mark("Type two whole papers, or leave both fields empty.", "recovery")
_MAKING = mark("Sealing everything to the new papers…", "recovery")


class MakingPapers(Asking):
    """`then(what came of it)` once the new papers hold."""

    def __init__(
        self, parent: QWidget, session: Session, then: Callable[[Replaced], object]
    ) -> None:
        super().__init__(parent, "makingPapers", say(_HEADING), say(_MAKE))
        self.setMinimumWidth(_WIDTH)
        self._session, self._then = session, then
        self._card: QWidget | None = None
        self._before: tuple[str, ...] = ()
        self.fields.addWidget(Words(say(_WORDS)))
        self.fields.addWidget(Words(say(_BEFORE), "muted"))
        self._fields = [
            PaperField(words, f"beforePaper{number}", self._typed)
            for number, words in enumerate(PAPERS, 1)
        ]
        for field in self._fields:
            self.fields.addWidget(field)
        self._question = [self.fields.itemAt(at).widget() for at in range(self.fields.count())]
        self._busy = Busy("makingPapersBusy", can_cancel=False)
        self.column.addWidget(self._busy)

    def act(self) -> None:
        """Draw the papers: nothing is changed by it."""
        typed = [field for field in self._fields if field.words.strip()]
        if typed and not all(field.whole for field in self._fields):
            self.refuse(say(_BOTH))
            return
        before = tuple(field.words for field in typed)
        self._session.run(
            lambda ws: new_papers.draw(ws, before),
            lambda fresh: self._drawn(fresh, before), self.failed, owner=self,
        )  # fmt: skip

    def _typed(self) -> None:
        self.refuse("")

    def _drawn(self, fresh: Fresh, before: tuple[str, ...]) -> None:
        self._before = before
        for field in self._fields:
            field.edit.clear()
        self._show_question(False)
        self._turn(fresh, 1)

    def _turn(self, fresh: Fresh, number: int) -> None:
        if number > len(fresh.shares):
            self._put(None)
            self._replace(fresh)
            return
        turn = HolderTurn(number)
        turn.shown.connect(partial(self._show_paper, fresh, number))
        self._put(turn)

    def _show_paper(self, fresh: Fresh, number: int) -> None:
        card = SecretCard(of_shares(fresh.shares)[number - 1], partial(secret_paper.keep, self))
        card.confirmed.connect(partial(self._turn, fresh, number + 1))
        self._put(card)

    def _put(self, card: QWidget | None) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()  # not now: its own key or button may be what leads on
        self._card = card
        if card is not None:
            self.fields.addWidget(card)
            card.show()
            card.setFocus()
        self.fit()

    def _replace(self, fresh: Fresh) -> None:
        before = self._before
        self._session.stop_long()  # a backup under way would hold half of it
        job = self._session.run(
            lambda ws: new_papers.replace(ws, fresh, before), self._done, self._failed, owner=self
        )
        self._busy.begin(job, say(_MAKING))

    def _done(self, replaced: Replaced) -> None:
        self.accept()
        self._then(replaced)

    def _failed(self, error: BaseException) -> None:
        """The papers that were shown hold nothing: others are drawn the next time."""
        self._busy.end()
        self._show_question(True)
        self.failed(error)

    def _show_question(self, shown: bool) -> None:
        """All but the paper that is shown, which has no room beside it on a low screen; whoever
        gives up there changes nothing."""
        self.now.setVisible(shown)
        for each in self._question:
            each.setVisible(shown)
