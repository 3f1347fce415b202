"""Two files of one person side by side: what agrees, what differs, what only one of them tells."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from rescueapp import clock
from rescueapp.actions.finding.merging import Comparison, Fact, Side
from rescueapp.i18n import mark, say
from ui import dates, texts
from ui.theme import GRID
from ui.widgets.words import Chip, Words

_TITLE = mark("Both files side by side", "merging")
_SIDE = mark("{number}  {alias}", "merging")
_SAME = mark("agrees", "merging")
_DIFFERS = mark("differs", "merging")
_COVERED = mark("covered", "merging")
_RECORDS = mark("Records", "merging")
_COUNT = mark("{count} ({first} – {last})", "merging")
_AGE = mark("Age", "likeness")
_ARRIVED = mark("Arrived", "likeness")
_STAGE = mark("Stage", "likeness")
_WORKER = mark("Worker", "likeness")
_NOTHING = "—"
_MOST_LINES = 9  # in sight at once
_LINE = 26


def side_by_side(compared: Comparison) -> QScrollArea:
    """A table that is read with the arrows and never wider than its window."""
    table = QWidget()
    table.setProperty("role", "page")
    grid = QGridLayout(table)
    grid.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    for column, stretch in enumerate((0, 1, 1, 0)):
        grid.setColumnStretch(column, stretch)
    for column, side in ((1, compared.here), (2, compared.there)):
        words = say(_SIDE(number=side.row.number, alias=side.row.alias))
        grid.addWidget(Words(words, "strong"), 0, column)
    lines = [*_spine(compared.here, compared.there), *compared.facts]
    for number, fact in enumerate(lines, start=1):
        grid.addWidget(Words(fact.label, "muted"), number, 0)
        for column, said in ((1, fact.here), (2, fact.there)):
            words = say(_COVERED) if said is None else said or _NOTHING
            grid.addWidget(Words(words, "muted" if said is None else ""), number, column)
        if fact.same is not None:
            tone = "plain" if fact.same else "amber"
            grid.addWidget(Chip(say(_SAME if fact.same else _DIFFERS), tone), number, 3)
    grid.setRowStretch(len(lines) + 1, 1)
    area = QScrollArea()
    area.setObjectName("mergeTable")
    area.setAccessibleName(say(_TITLE))
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setWidget(table)
    area.setMinimumHeight(5 * _LINE)
    area.setMaximumHeight(_MOST_LINES * _LINE)
    return area


def _spine(here: Side, there: Side) -> Iterator[Fact]:
    """What every list tells of a case, and how much is written in it."""
    yield _fact(say(_RECORDS), _records(here), _records(there), compared=False)
    today = clock.today()
    yield _fact(say(_AGE), dates.age_of(here.row, today), dates.age_of(there.row, today))
    one, other = dates.moment(here.row.arrived_at), dates.moment(there.row.arrived_at)
    yield _fact(say(_ARRIVED), one, other, compared=False)
    stages = (say(texts.STAGES[side.row.stage]) for side in (here, there))
    yield _fact(say(_STAGE), *stages, compared=False)
    yield _fact(say(_WORKER), here.row.worker_name, there.row.worker_name, compared=False)


def _fact(label: str, one: str, other: str, *, compared: bool = True) -> Fact:
    same = one == other if compared and one and other else None
    return Fact(label, one, other, same)


def _records(side: Side) -> str:
    if not side.records:
        return "0"
    first, last = dates.day(side.first_on), dates.day(side.last_on)
    return say(_COUNT(count=side.records, first=first, last=last))
