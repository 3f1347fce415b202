"""What left of a case: its papers, what was said outside, and keys to note that a copy is back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions.desk import release_papers
from rescueapp.actions.outward import outside, releases
from rescueapp.domain.worker import Act
from rescueapp.i18n import mark, say
from ui.case.sections import REGISTER
from ui.case_view import CaseView
from ui.lists.copy_list import COLUMNS, CopyRow, rows_of
from ui.lists.rows import Rows
from ui.lists.table import Table
from ui.papers.report_loss import LOSS, LossDesk
from ui.session import Session
from ui.widgets.buttons import Button
from ui.widgets.card import Facts
from ui.widgets.words import Words

_NONE = mark(
    "Nothing left yet. Every sheet and case file that is printed or saved is listed here, and what "
    "was said or given outside the program.",
    "case",
)
_RETURNED = mark("Returned today (Enter)", "case")
_NOT_RETURNED = mark("Not returned after all (Enter)", "case")
_DESTROYED = mark("Destroyed today", "case")
_OUTSIDE = mark("Given outside the program…", "case")
_WHAT = mark("What went out", "releases")
_GROUND = mark("Ground", "releases")
_FINDING = mark("Disclosure guard", "releases")
_COPIES = mark("Copies", "releases")


class CaseCopies(QWidget):
    """Latest first. Enter notes that the copy chosen came back, or takes the note back."""

    def __init__(self, session: Session, write_new: Callable[[str], object]) -> None:
        super().__init__()
        self._session, self._write_new = session, write_new
        self._case_uid = ""
        self._may_note = False
        self._rows = Rows(COLUMNS, self)
        self._table = Table("copyTable", say(REGISTER), self._rows)
        self._table.say_when_empty(say(_NONE))
        self._table.opened.connect(self._note)
        self._table.pointed.connect(self._show_act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._build_head())
        column.addWidget(self._table, 1)
        self._facts = Facts("copyFacts")
        column.addWidget(self._facts)
        column.addLayout(self._build_acts())
        self.setFocusProxy(self._table)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(Words(say(REGISTER), "heading", wrap=False))
        head.addStretch(1)
        self._given = Button(say(_OUTSIDE), "givenOutside",
                             lambda: self._write_new(outside.FORM), icon="plus")  # fmt: skip
        desk = LossDesk(self._session, self)
        self._loss = Button(say(LOSS), "reportALoss", lambda: desk.open(self._case_uid),
                            icon="warning")  # fmt: skip
        head.addWidget(self._loss)
        head.addWidget(self._given)
        return head

    def _build_acts(self) -> QHBoxLayout:
        self._button = Button(
            say(_RETURNED), "copyReturned", lambda: self._note(self._table.currentIndex())
        )
        self._gone = Button(
            say(_DESTROYED), "copyDestroyed",
            lambda: self._note(self._table.currentIndex(), destroyed=True),
        )  # fmt: skip
        acts = QHBoxLayout()
        acts.addWidget(self._button)
        acts.addWidget(self._gone)
        acts.addStretch(1)
        return acts

    def show_case(self, view: CaseView) -> None:
        """What left of a case; what was chosen stays so when the same case is read again."""
        chosen = self._chosen() if view.row.uid == self._case_uid else None
        self._case_uid = view.row.uid
        self._may_note = view.row.mine and self._session.may(Act.PRINT_SHEET)
        rows = rows_of(view.copies, view.releases, view.worker_names)
        self._rows.show_rows(rows)
        same = (n for n, row in enumerate(rows) if chosen and row.copy.uid == chosen.copy.uid)
        if rows:
            self._table.setCurrentIndex(self._rows.index(next(same, 0), 0))
        self._given.setVisible(view.row.mine and self._session.may(Act.SAVE_RECORD))
        self._show_act()

    def _chosen(self) -> CopyRow | None:
        row = self._rows.row_at(self._table.currentIndex())
        return row if isinstance(row, CopyRow) else None

    def _show_act(self, _: QModelIndex | None = None) -> None:
        row = self._chosen()
        out = row is not None and bool(row.copy.uid) and not row.copy.returned_on
        words = say(_NOT_RETURNED if row is not None and row.copy.returned_on else _RETURNED)
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self._button.setVisible(self._may_note)
        self._button.setEnabled(row is not None and bool(row.copy.uid))
        self._gone.setVisible(self._may_note)
        self._gone.setEnabled(out)
        self._show_facts(row)

    def _show_facts(self, row: CopyRow | None) -> None:
        left = row.left if row is not None else None
        pairs = []
        if left is not None:
            pairs = [
                (say(_WHAT), "\n".join(release_papers.fields(left))),
                (say(_GROUND), release_papers.basis(left)),
                (say(_FINDING), "\n".join(release_papers.findings(left))),
                (say(_COPIES), release_papers.back(left)),
            ]
        self._facts.show_pairs(pairs)

    def _note(self, index: QModelIndex, *, destroyed: bool = False) -> None:
        row = self._rows.row_at(index)
        if not isinstance(row, CopyRow) or not self._may_note or not row.copy.uid:
            return
        case_uid, copy = self._case_uid, row.copy
        self._session.run(
            lambda ws: releases.note_returned(
                ws, case_uid=case_uid, copy_uid=copy.uid, returned=copy.returned_on is None,
                destroyed=destroyed,
            ),
            self._session.tell,
            owner=self,
        )  # fmt: skip
