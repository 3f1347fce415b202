"""The list of cases: ordered ids first, then rows in pages of 200, placeholders meanwhile.

Sorting and filtering are the database's. A page is asked for when one of its rows is first
painted; while somebody scrolls fast only the pages still wanted when the answer can be given
are read, the latest first.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.domain.case import CaseRow, Query
from rescueapp.domain.changed import Changed
from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from ui import dates, texts
from ui.lists.columns import Column
from ui.lists.rows import Index, Lines, cell
from ui.session import Session

PAGE = 200
_PAGES_KEPT = 40
_PAGES_ASKED = 3  # at once: what a screen can show, with its neighbours
_GATHER_MS = 15
_PENDING = "…"
_WITH_FAMILY = mark("{alias} · family", "case list")


def risk_tone(risk: str | None) -> str:
    """The tone of a risk code of C-22: high and urgent are brick, middle amber."""
    return {"2": "amber", "3": "brick", "4": "brick"}.get(risk or "", "plain")


def risk_words(risk: str | None) -> str:
    return codes.label("C-22", risk) if risk else ""


def due_icon(due_on: str | None, today: date) -> tuple[str, str] | None:
    if not due_on:
        return None
    if due_on < today.isoformat():
        return "overdue", "brick"
    return ("due", "amber") if due_on == today.isoformat() else ("due", "muted")


def _risk_icon(row: CaseRow) -> tuple[str, str] | None:
    tone = risk_tone(row.risk)
    return None if tone == "plain" else ("warning", tone)


def _family_icon(row: CaseRow) -> tuple[str, str] | None:
    return ("team", "muted") if row.family else None


def alias_words(row: CaseRow) -> str:
    """The alias, and whether others came along."""
    return say(_WITH_FAMILY(alias=row.alias)) if row.family else row.alias


def stage_words(row: CaseRow) -> str:
    """Where a case stands; of a file folded into another, that it is."""
    return say(texts.MERGED) if row.folded_into else say(texts.STAGES[row.stage])


def _due_words(row: CaseRow) -> str:
    if row.folded_into:
        return say(texts.MERGED_INTO(number=row.folded_into))
    if not row.due_on:
        return ""
    return dates.due_on(row.due_on, clock.today())


COLUMNS: tuple[Column[CaseRow], ...] = (
    Column("number", mark("Case number", "case list"), lambda r: r.number, 135, sort="number",
           least=135, rank=0),
    Column("alias", mark("Alias", "case list"), lambda r: r.alias, 110, _family_icon,
           sort="alias", least=100, spoken=alias_words, rank=0),
    Column("stage", mark("Stage", "case list"), stage_words, 100,
           sort="stage", least=70, rank=2),
    Column("risk", mark("Risk", "case list"), lambda r: risk_words(r.risk), 75, _risk_icon,
           sort="risk", least=72, rank=1),
    Column("due_on", mark("Next due", "case list"), _due_words, 195,
           lambda r: due_icon(r.due_on, clock.today()), sort="due_on", least=190, rank=1),
    Column("age", mark("Age", "case list"),
           lambda r: dates.age_of(r, clock.today()), 170, least=90, rank=3),
    Column("sex", mark("Sex", "case list"), lambda r: codes.label("C-01", r.sex) if r.sex else "",
           60, shown=False, least=60, rank=5),
    Column("worker", mark("Worker", "case list"), lambda r: r.worker_name, 75, least=70, rank=4),
    Column("arrived_at", mark("Arrived", "case list"), lambda r: dates.day(r.arrived_at), 110,
           sort="arrived_at", shown=False, least=100, rank=6),
    Column("changed_at", mark("Last change", "case list"), lambda r: dates.day(r.changed_at), 105,
           sort="changed_at", least=100, rank=7),
)  # fmt: skip


class CaseList(Lines):
    """`ask(query)` finds again; `counted(n)` tells how many there are."""

    counted = Signal(int)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self.query = Query()
        self._session = session
        self._ids: list[int] = []
        self._pages: OrderedDict[int, list[CaseRow | None]] = OrderedDict()
        self._wanted: list[int] = []
        self._asked: set[int] = set()
        self._round = 0  # outcomes of an earlier question are not shown
        self._gather = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gather.timeout.connect(self._read_pages)
        session.changes.happened.connect(self._refresh)

    def ask(self, query: Query) -> None:
        """Find the cases of a query; what is shown stays until the answer is there."""
        self.query = query
        self._round += 1
        number = self._round
        self._session.run(
            lambda ws: cases.find_cases(ws, query),
            lambda ids: self._found(number, ids),
            owner=self,
        )

    def row_at(self, index: Index) -> CaseRow | None:
        """The row, or None while its page is on the way."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        number, place = divmod(index.row(), PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        return page[place] if place < len(page) else None

    # --- QAbstractTableModel ------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is not None:
            return cell(self.columns[index.column()], row, role)
        return _PENDING if role == Qt.ItemDataRole.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The database sorts: ask again in the new order."""
        name = self.columns[column].sort
        if name:
            down = order is Qt.SortOrder.DescendingOrder
            self.ask(replace(self.query, sort=name, descending=down))

    # --- pages ------------------------------------------------------------------------------

    def _found(self, number: int, ids: list[int]) -> None:
        if number != self._round:
            return
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self._wanted.clear()
        self._asked.clear()
        self.endResetModel()
        self.counted.emit(len(ids))

    def _want(self, number: int) -> None:
        if number in self._asked:
            return
        if number in self._wanted:
            self._wanted.remove(number)
        self._wanted.append(number)
        if not self._gather.isActive():
            self._gather.start()

    def _read_pages(self) -> None:
        numbers = self._wanted[-_PAGES_ASKED:]
        self._wanted.clear()
        self._asked.update(numbers)
        ids = {n: self._ids[n * PAGE : (n + 1) * PAGE] for n in numbers}
        asked_in = self._round
        self._session.run(
            lambda ws: {n: cases.case_rows(ws, part) for n, part in ids.items()},
            lambda pages: self._read(asked_in, ids, pages),
            owner=self,
        )

    def _read(
        self, asked_in: int, ids: dict[int, list[int]], pages: dict[int, list[CaseRow]]
    ) -> None:
        self._asked.difference_update(ids)
        if asked_in != self._round:
            return
        for number, rows in pages.items():
            by_id = {row.id: row for row in rows}
            self._pages[number] = [by_id.get(i) for i in ids[number]]
            self._pages.move_to_end(number)
            first, last = number * PAGE, number * PAGE + len(ids[number]) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)

    def _refresh(self, changed: Changed) -> None:
        """Read rows again where they stand, all of them where clocks were worked out; only a new
        case, an import, or names that came while something was typed find anew."""
        typed = changed.names and bool(self.query.text)
        shown = {row.uid: n for n, page in self._pages.items() for row in page if row is not None}
        if changed.everything or typed or not changed.cases <= shown.keys():
            self.ask(self.query)
            return
        stale = set(self._pages) if changed.clocks else {shown[uid] for uid in changed.cases}
        for number in stale:
            self._want(number)
