"""Columns fit the room there is: no list scrolls sideways.

Each column declares its width, the least it can be read at, and its rank. Where the room is
short the columns of the highest rank first shrink to their least width (the words end in "…"),
then go out of sight; rank 0 stays to the last. Where room is left, columns whose words are cut
have it first. One way for every list, tables and trees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QHeaderView, QTableView, QTreeView


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


def _least(column: Wanted) -> int:
    return min(column.least, column.width)


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
        header.setResizeContentsPrecision(0)  # what is in sight says how wide its words are
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.fit)
        for told in (view.model().modelReset, view.model().rowsInserted):
            told.connect(self._later.start)
        view.viewport().installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: the room changed."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def fit(self) -> None:
        """Give each column its width now; after the columns themselves changed."""
        if self._busy or self._header.count() != len(self._columns):
            return
        self._busy = True
        wanted = [n for n in range(len(self._columns)) if n not in self.left_out]
        room = self._view.viewport().width()
        widths = fitted([self._wanted(n) for n in wanted], room)
        widths = widened(widths, [self._need(n) for n in wanted], room)
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
        """How wide the words in sight are; a column that was drawn stays as it is."""
        return 0 if number in self._drawn else self._view.sizeHintForColumn(number)

    def _resized(self, number: int, _: int, width: int) -> None:
        """The person drew a column; what Qt does to the last one is only its stretching."""
        last = max((n for n in range(self._header.count()) if not self._hidden(n)), default=-1)
        if not self._busy and width > 0 and number != last:
            self._drawn[number] = width
            self.fit()

    def _hidden(self, number: int) -> bool:
        return self._header.isSectionHidden(number)
