"""Papers for the person herself: what she wants on them, said before, and how each is prepared."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from rescueapp.actions.her import her_papers
from rescueapp.actions.her.her_record import HerOrder
from rescueapp.actions.outward.disclosure import Decision
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.i18n import mark, say
from rescueapp.progress import Progress
from rescueapp.workspace import Workspace
from ui.papers.paper_out import Make
from ui.widgets.asking import Asking
from ui.widgets.words import Words

_HEADING = mark("Take your record along on paper", "her papers")
_SHOW = mark("Show the pages", "her papers")
_YOURS = mark("It is your right, and you decide.", "her papers")
_WHO = mark(
    "Think first of who could find the paper: at home, in a bag, at work. Somebody who finds it"
    " knows what happened to you.",
    "her papers",
)
_STAYS = mark(
    "You can also read it here, as often as you like. It stays here, and it stays locked.",
    "her papers",
)
_IDENTITY = mark("With my &name", "her papers")
_WHEREABOUTS = mark("With &where I am and how to reach me", "her papers")
_WITHOUT = mark("Without both it is harder to see whose it is.", "her papers")
NOTE = mark(
    "For the person herself. Nobody else is named in it. Whether it leaves the house is her"
    " decision: ask who could find it.",
    "her papers",
)

PAPERS = (her_papers.RECORD, her_papers.LOOKS, her_papers.ANSWER)


def maker(what: str, *, case_uid: str, record_uid: str | None = None, identity: bool = False,
          whereabouts: bool = False) -> Make:  # fmt: skip
    """What the print page calls to prepare one of PAPERS."""

    def make(ws: Workspace, _: Progress, gaps: bool, decision: Decision) -> Prepared:
        if what == her_papers.ANSWER:
            assert record_uid is not None, "an answer is of a request"
            return her_papers.prepare_answer(ws, record_uid, gaps=gaps, decision=decision)
        order = HerOrder(
            case_uid=case_uid, identity=identity, whereabouts=whereabouts, decision=decision
        )
        prepare = (
            her_papers.prepare_looks if what == her_papers.LOOKS else her_papers.prepare_record
        )
        return prepare(ws, order, gaps=gaps)

    return make


class TakeAlong(Asking):
    """`then(identity, whereabouts)`; why it may be dangerous is said before."""

    def __init__(self, parent: QWidget, then: Callable[[bool, bool], object]) -> None:
        super().__init__(parent, "takeAlong", say(_HEADING), say(_SHOW))
        self.setProperty("large", True)
        self._then = then
        for words in (_YOURS, _WHO, _STAYS):
            self.fields.addWidget(Words(say(words)))
        self._identity, self._whereabouts = QCheckBox(say(_IDENTITY)), QCheckBox(say(_WHEREABOUTS))
        self._identity.setObjectName("withName")
        self._whereabouts.setObjectName("withWhereabouts")
        for box in (self._identity, self._whereabouts):
            self.fields.addWidget(box)
        self.fields.addWidget(Words(say(_WITHOUT), "muted"))

    def act(self) -> None:
        """Override Asking.act."""
        self.accept()
        self._then(self._identity.isChecked(), self._whereabouts.isChecked())
