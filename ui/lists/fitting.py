"""Columns fit the room there is: no list scrolls sideways.

Each column declares its width, the least it can be read at, and its rank. Where the room is
short the columns of the highest rank first shrink to their least width (the words end in "…"),
then go out of sight; rank 0 stays to the last. Where room is left, columns whose words are cut
have it first; then they have what others do not need, or need less. One way for every list, tables
and trees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QListWidget, QTableView, QTreeView

_PADDING, _ARROW = 20, 24  # of a title
_ICON = 64  # of a line of a list, with what stands around it


class Wanted(Protocol):
    """What is read of a column (`columns.Column`, or a `Room` where there is no such)."""

    @property
    def width(self) -> int: ...
    @property
    def least(self) -> int: ...
    @property
    def rank(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Room:
    """What a column wants, where its words come from elsewhere."""

    width: int
    least: int
    rank: int


def fitted(columns: Sequence[Wanted], room: int) -> list[int]:
    """The width of each column within `room` pixels; 0 where it is out of sight.

    At least one column stays; the last of the lowest rank is narrower than its least if it must.
    """
    shown = list(range(len(columns)))
    while len(shown) > 1 and sum(_least(columns[n]) for n in shown) > room:
        shown.remove(max(shown, key=lambda n: (columns[n].rank, n)))
    widths = [columns[n].width if n in shown else 0 for n in range(len(columns))]
    over = sum(widths) - room
    for n in sorted(shown, key=lambda n: (columns[n].rank, n), reverse=True):
        if over <= 0:
            break
        given = min(over, widths[n] - _least(columns[n]))
        widths[n] -= given
        over -= given
    if over > 0:
        widths[shown[0]] = max(1, widths[shown[0]] - over)
    return widths


def widened(widths: Sequence[int], needs: Sequence[int], room: int) -> list[int]:
    """The widths with the room that is left given to what needs more, from the first column on."""
    given, left = list(widths), room - sum(widths)
    for n, (width, need) in enumerate(zip(widths, needs, strict=True)):
        if width and left > 0:
            more = min(left, max(0, need - width))
            given[n] += more
            left -= more
    return given


def lent(columns: Sequence[Wanted], widths: Sequence[int], needs: Sequence[int]) -> list[int]:
    """The widths where columns whose words are cut, the lowest rank first, have what others do not
    need; and what those of a higher rank have beyond their least, where that makes them whole. The
    sum stays."""
    given = list(widths)
    ranked = sorted((n for n in range(len(given)) if given[n]), key=lambda n: (columns[n].rank, n))
    for place, n in enumerate(ranked):
        for other in reversed(ranked):
            spare = given[other] - max(needs[other], _least(columns[other]))
            _lend(given, other, n, min(needs[n] - given[n], spare))
        less = [m for m in reversed(ranked[place:]) if columns[m].rank > columns[n].rank]
        if needs[n] - given[n] <= sum(given[other] - _least(columns[other]) for other in less):
            for other in less:
                spare = given[other] - _least(columns[other])
                _lend(given, other, n, min(needs[n] - given[n], spare))
    return given


def _lend(given: list[int], lender: int, to: int, more: int) -> None:
    if lender != to and more > 0:
        given[lender] -= more
        given[to] += more


def _least(column: Wanted) -> int:
    return min(column.least, column.width)


def list_width(listed: QListWidget, least: int) -> int:
    """How wide a list beside what it leads to stands: its words whole, up to half as much again."""
    listed.ensurePolished()
    words = (listed.item(row).text() for row in range(listed.count()))
    longest = max(map(listed.fontMetrics().horizontalAdvance, words), default=0)
    return max(least, min(longest + _ICON, least * 3 // 2))


class Fit(QObject):
    """Keeps the columns of one view within its room, whatever its size.

    `left_out`: columns the person (or the role) does not want to see.
    """

    def __init__(
        self, view: QTableView | QTreeView, header: QHeaderView, columns: Sequence[Wanted]
    ) -> None:
        super().__init__(view)
        self._view, self._header, self._columns = view, header, columns
        self._busy = False
        self._drawn: dict[int, int] = {}  # widths the person drew with the mouse
        self.left_out: set[int] = set()
        header.setStretchLastSection(True)
        header.sectionResized.connect(self._resized)
        header.setMinimumSectionSize(1)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setResizeContentsPrecision(0)  # what is in sight says how wide its words are
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.fit)
        self._unread = True  # rows may come before their words, once, and not at each turn
        for told in (view.model().modelReset, view.model().rowsInserted):
            told.connect(self._begin)
        view.model().dataChanged.connect(lambda *_: self._words_came())
        view.viewport().installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the room changed."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def _begin(self) -> None:
        self._unread = True
        self._later.start()

    def _words_came(self) -> None:
        if self._unread:
            self._unread = False
            self._later.start()

    def fit(self) -> None:
        """Give each column its width now; after the columns themselves changed."""
        if self._busy or self._header.count() != len(self._columns):
            return
        self._busy = True
        wanted = [n for n in range(len(self._columns)) if n not in self.left_out]
        room = self._view.viewport().width()
        columns, needs = [self._wanted(n) for n in wanted], [self._need(n) for n in wanted]
        widths = lent(columns, widened(fitted(columns, room), needs, room), needs)
        given = dict(zip(wanted, widths, strict=True))
        for number in range(len(self._columns)):
            width = given.get(number, 0)
            self._header.setSectionHidden(number, width == 0)
            if width:
                self._header.resizeSection(number, width)
        self._busy = False

    def _wanted(self, number: int) -> Wanted:
        column = self._columns[number]
        drawn = self._drawn.get(number)
        return column if drawn is None else Room(drawn, column.least, column.rank)

    def _need(self, number: int) -> int:
        """How wide the words in sight are, and its title; a column that was drawn stays so."""
        words = max(self._view.sizeHintForColumn(number), self._title(number))
        return self._drawn.get(number, words)

    def _title(self, number: int) -> int:
        """How wide a title is. Qt's own hint keeps room for an arrow over every column."""
        bold = QFont(self._header.font())
        bold.setBold(True)
        words = self._header.model().headerData(number, Qt.Orientation.Horizontal)
        wide = QFontMetrics(bold).horizontalAdvance(str(words or "")) + _PADDING
        shown = self._header.isSortIndicatorShown()
        return wide + (_ARROW if shown and self._header.sortIndicatorSection() == number else 0)

    def _resized(self, number: int, _: int, width: int) -> None:
        """The person drew a column; what Qt does to the last one is only its stretching."""
        last = max((n for n in range(self._header.count()) if not self._hidden(n)), default=-1)
        if not self._busy and width > 0 and number != last:
            self._drawn[number] = width
            self.fit()

    def _hidden(self, number: int) -> bool:
        return self._header.isSectionHidden(number)
