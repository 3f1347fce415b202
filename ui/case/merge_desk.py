"""Two files of one person on the page of a case: the bar that tells of it, and its two acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rescueapp.actions.finding import merging
from rescueapp.actions.finding.merging import Merged
from rescueapp.actions.two_people.requests import LEAST_REASON
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import dates, texts
from ui.case.merge_dialog import MergeDialog
from ui.case_view import CaseView
from ui.session import Session
from ui.theme import GRID
from ui.unsent import open_about
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_FOLDED = mark(
    "This file was merged into {number} ({alias}) on {day}: both are of the same person. It stays"
    " to be read, and what is new is written there.",
    "merging",
)
_FOLDED_OTHERS = mark("This file was merged into {number}: both are of the same person.", "merging")
_KEPT = mark(
    "Merged into this file: {number} ({alias}), on {day}. What it tells is read here, too.",
    "merging",
)
_LACKING = mark("Of the team cannot read it: {who}.", "merging")
_OPEN_KEPT = mark("Open the kept file", "merging")
_OPEN = mark("Open {number}", "merging")
_UNDO = mark("Undo the merge…", "merging")
_LET_IN = mark("Let the team read it", "merging")
_UNDO_TITLE = mark("Undo the merge of two files", "merging")
_UNDO_WORDS = mark(
    "Both files are then as they were, each with its own records, dates and clocks. What was"
    " written in the kept file since stays there; if she took a consent back meanwhile, write it in"
    " the other file, too.",
    "merging",
)
_UNDO_NOW = mark("Undo", "merging")
_ASK_NOW = mark("Ask a supervisor", "merging")
_WHY = mark("&Why", "merging")
_WHY_HINT = mark("At least {least} characters; it is kept in the account.", "merging")


class Undoing(Asking):
    """One line of reason. `then(box, reason)`; a refusal stays in the dialog."""

    def __init__(self, parent: QWidget, act: str, then: Callable[[Undoing, str], object]) -> None:
        super().__init__(parent, "unmerge", say(_UNDO_TITLE), act)
        self._then = then
        self.fields.addWidget(Words(say(_UNDO_WORDS), "muted"))
        self._why = QLineEdit()
        self._why.setMaxLength(200)
        self._why.setPlaceholderText(say(_WHY_HINT(least=LEAST_REASON)))
        self.add_field(_WHY, self._why, "unmergeWhy")
        self._why.setFocus()

    def act(self) -> None:
        self._then(self, self._why.text())


class MergeDesk(QObject):
    """`bar` stands at the head of the page; `go(case_uid)` opens another case."""

    def __init__(self, session: Session, page: QWidget, go: Callable[[str], object]) -> None:
        super().__init__(page)
        self._session, self._page, self._go = session, page, go
        self._folded = ""  # the file that is folded, where this page shows one
        self.bar = Notice(name="mergeBar")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID)
        self.bar.row.addLayout(self._buttons)

    def show(self, view: CaseView) -> None:
        """What the case's merges are, and what can be done about them."""
        told = view.merging
        self._folded = view.row.uid if told.into else ""
        words, tone = _words(told, open_here=view.row.mine), "amber" if told.into else "teal"
        clear(self._buttons)
        for button in self._offered(view, told):
            self._buttons.addWidget(button)
        self.bar.say(words, tone)

    def _offered(self, view: CaseView, told: Merged) -> list[Button]:
        found = []
        if told.into is not None:
            go = partial(self._go, told.into.uid)
            found.append(Button(say(_OPEN_KEPT), "openKept", go, icon="next", kind="primary"))
            if view.row.mine and told.waits is None and self._session.may(Act.SAVE_RECORD):
                found.append(Button(say(_UNDO), "undoMerge", self._ask_undo))
        for number, (_, row) in enumerate(told.folded):
            go = partial(self._go, row.uid)
            found.append(Button(say(_OPEN(number=row.number)), f"openFolded{number}", go))
        if told.lacking:
            found.append(Button(say(_LET_IN), "letTeamIn", partial(self._let_in, view.row.uid)))
        return found

    def _let_in(self, case_uid: str) -> None:
        self._session.run(
            lambda ws: merging.let_in(ws, case_uid), self._session.tell, owner=self._page
        )

    # --- the two acts ---------------------------------------------------------------------

    def open(self, case_uid: str) -> None:
        """The dialog that finds the second file."""
        box = MergeDialog(self._page, self._session, case_uid)
        box.open()

    def _ask_undo(self) -> None:
        act = say(_UNDO_NOW if self._session.may(Act.DECIDE) else _ASK_NOW)
        box = Undoing(self._page, act, partial(self._undo, self._folded))
        open_about(box, self._session, self._folded)

    def _undo(self, folded: str, box: Undoing, why: str) -> None:
        def work(ws: Workspace) -> Changed:
            return merging.undo(ws, folded, why)

        def done(changed: Changed) -> None:
            box.accept()
            self._session.tell(changed)

        self._session.run(work, done, failed=box.failed, owner=box)


def _words(told: Merged, *, open_here: bool) -> str:
    lines = []
    if told.into is not None and told.merge is not None and open_here:
        day = dates.moment(told.merge.merged_at)
        lines.append(say(_FOLDED(number=told.into.number, alias=told.into.alias, day=day)))
    elif told.into is not None:
        lines.append(say(_FOLDED_OTHERS(number=told.into.number)))
    for merge, row in told.folded:
        day = dates.moment(merge.merged_at)
        lines.append(say(_KEPT(number=row.number, alias=row.alias, day=day)))
    if told.lacking:
        who = texts.listed(worker.display_name for worker in told.lacking)
        lines.append(say(_LACKING(who=who)))
    if told.waits is not None:
        lines.append(say(told.waits))
    return "\n".join(lines)
