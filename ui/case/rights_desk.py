"""The rights desk of a case (权利请求): what was asked of the record, answers, who has looked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from rescueapp.actions.her import her_papers, looks
from rescueapp.actions.keeping import retention
from rescueapp.domain import rights
from rescueapp.domain.changed import Changed
from rescueapp.domain.looks import Look
from rescueapp.domain.rights import Request
from rescueapp.domain.worker import Act
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import Text, mark, say
from ui import messages
from ui.case.sections import RIGHTS_DESK
from ui.case_view import CaseView
from ui.lists import rights_list
from ui.lists.rows import Rows
from ui.lists.table import Table
from ui.navigator import Navigator
from ui.papers.her_papers import TakeAlong
from ui.session import Session
from ui.theme import GRID
from ui.unsent import open_about
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.words import Words

_NONE = mark(
    "Nobody has asked for anything yet. The person may see, have copied, corrected, restricted or"
    " deleted what is written here, and ask who has looked at it.",
    "rights desk",
)
_NEW = mark("Write down a request", "rights desk")
_LETTER = mark("Answer as a letter…", "rights desk")
_LOOKED = mark("Who has looked", "rights desk")
_LOOKED_NOTE = mark(
    "By role and day. She may have this list; names are for supervisors.", "rights desk"
)
_LOOKS_PAPER = mark("For her, on paper…", "rights desk")
_RECORD = mark("Her record on paper…", "rights desk")
_REQUESTS = mark("Requests", "rights desk")
_STORED = mark("Only store it…", "rights desk")
_STORE = mark("Only store this case from now on?", "rights desk")
_STORE_WORDS = mark(
    "While the law has it kept it cannot be deleted. It is only stored then: it opens for the"
    " person's rights, the law and safety alone, and nothing in it is changed but the answer to"
    " this request.",
    "rights desk",
)
_STORE_WHY = mark("&Why: who asked for it, and when", "rights desk")
_STORED_NOW = mark("Only store it", "rights desk")
_TIME_OVER = mark(
    "The time it had to be kept is over: it is on the appraisal list, for two people to decide.",
    "rights desk",
)
_NO_LOOKS = mark("Nobody has looked yet.", "rights desk")


_ENDS = {rights.RESTRICT, rights.DELETE}


class KeepStored(Asking):
    """`then(box, reason)`; what it means is said before."""

    def __init__(self, parent: QWidget, then: Callable[[KeepStored, str], object]) -> None:
        super().__init__(parent, "keepStored", say(_STORE), say(_STORED_NOW))
        self._then = then
        self.fields.addWidget(Words(say(_STORE_WORDS), "muted"))
        self._why = QLineEdit()
        self._why.setMaxLength(200)
        self.add_field(_STORE_WHY, self._why, "keepStoredWhy")
        self._why.setFocus()

    def act(self) -> None:
        """Override Asking.act."""
        self._then(self, self._why.text())


class RightsDesk(QWidget):
    """Requests, open ones first, and who has looked. Enter opens the request chosen."""

    def __init__(
        self,
        session: Session,
        navigator: Navigator,
        open_record: Callable[[str], object],
        write_new: Callable[[], object],
    ) -> None:
        super().__init__()
        self._session, self._navigator = session, navigator
        self._open_record, self._write_new = open_record, write_new
        self._case_uid = ""
        self._mine = False
        self._names = session.may(Act.READ_AUDIT)
        self._rows = Rows(rights_list.REQUESTS, self)
        self._table = Table("rightsTable", say(RIGHTS_DESK), self._rows)
        self._table.say_when_empty(say(_NONE))
        self._table.opened.connect(self._open)
        self._table.pointed.connect(self._show_acts)
        columns = rights_list.LOOKS_WITH_NAMES if self._names else rights_list.LOOKS
        self._look_rows = Rows(columns, self)
        self._looks = Table("looksTable", say(_LOOKED), self._look_rows)
        self._looks.say_when_empty(say(_NO_LOOKS))
        self._build()
        self.setFocusProxy(self._table)

    def show_case(self, view: CaseView) -> None:
        """The requests of a case; the one chosen stays chosen."""
        place = max(self._table.currentIndex().row(), 0)
        self._case_uid, self._mine = view.row.uid, view.row.mine
        self._rows.show_rows(view.rights)
        if view.rights:
            self._table.setCurrentIndex(self._rows.index(min(place, len(view.rights) - 1), 0))
        self._show_acts()
        if self.isVisible():
            self._read_looks()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: who has looked is read when it is looked at."""
        super().showEvent(event)
        self._read_looks()

    def _read_looks(self) -> None:
        uid, names = self._case_uid, self._names
        if uid and self._mine:
            self._session.run(
                lambda ws: (uid, looks.who_looked(ws, uid, names=names)),
                lambda found: self._show_looks(*found),
                owner=self,
            )

    def _show_looks(self, case_uid: str, found: Sequence[Look]) -> None:
        if case_uid == self._case_uid:
            self._look_rows.show_rows(found)

    def _chosen(self) -> Request | None:
        row = self._rows.row_at(self._table.currentIndex())
        return row if isinstance(row, Request) else None

    def _show_acts(self, _: QModelIndex | None = None) -> None:
        chosen, may_print = self._chosen(), self._mine and self._session.may(Act.PRINT_SHEET)
        writers = FORMS[rights.FORM].writers
        self._new.setEnabled(self._mine and self._session.worker.role.value in writers)
        self._letter.setEnabled(may_print and chosen is not None and not chosen.is_open)
        for button in (self._record, self._looks_paper):
            button.setEnabled(may_print)
        deletes = chosen is not None and chosen.is_open and _ENDS & set(chosen.rights)
        self._stored.setEnabled(self._mine and bool(deletes))

    # --- doing ----------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if isinstance(row, Request):
            self._open_record(row.record_uid)

    def _print_letter(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._print(her_papers.ANSWER, record_uid=chosen.record_uid)

    def _print(self, what: str, **values: object) -> None:
        self._navigator.go("print", what=what, case_uid=self._case_uid, **values)

    def _take_along(self) -> None:
        def show(identity: bool, whereabouts: bool) -> None:
            self._print(her_papers.RECORD, identity=identity, whereabouts=whereabouts)

        TakeAlong(self, show).open()

    def _ask_to_store(self) -> None:
        open_about(KeepStored(self, self._store), self._session, self._case_uid)

    def _store(self, box: KeepStored, why: str) -> None:
        uid = self._case_uid

        def done(words: Text | None) -> None:
            box.accept()
            self._session.tell(Changed(cases=frozenset({uid})))
            messages.tell(self, say(_STORED_NOW), say(words or _TIME_OVER))

        self._session.run(
            lambda ws: retention.asked_to_delete(ws, uid, why), done, box.failed, owner=box
        )

    # --- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self._new = Button(say(_NEW), "newRequest", self._write_new, icon="plus", kind="primary")
        self._letter = Button(say(_LETTER), "answerLetter", self._print_letter, icon="print")
        self._record = Button(say(_RECORD), "herRecord", self._take_along, icon="print")
        self._stored = Button(say(_STORED), "onlyStored", self._ask_to_store, icon="lock")
        self._stored.setVisible(self._session.may(Act.DECIDE))
        self._looks_paper = Button(
            say(_LOOKS_PAPER), "looksPaper", lambda: self._print(her_papers.LOOKS), icon="print"
        )
        tabs = QTabWidget()
        tabs.setObjectName("rightsTabs")
        tabs.addTab(
            _tab(self._table, self._record, self._stored, self._letter, self._new), say(_REQUESTS)
        )
        tabs.addTab(_tab(self._looks, Words(say(_LOOKED_NOTE), "muted"), self._looks_paper),
                    say(_LOOKED))  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(tabs)


def _tab(table: Table, *above: QWidget) -> QWidget:
    tab = QWidget()
    column = QVBoxLayout(tab)
    column.setContentsMargins(0, GRID, 0, 0)
    row = QHBoxLayout()
    if not isinstance(above[0], Words):
        row.addStretch(1)
    for widget in above:
        row.addWidget(widget)
    column.addLayout(row)
    column.addWidget(table, 1)
    return tab
