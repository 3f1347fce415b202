"""Today's list: what is due, grouped as overdue, today, this week, later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from rescueapp.domain.case import Due
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import Text, lookup, mark, say
from rescueapp.rules.engine import State
from ui import clock_words, dates, texts, theme

DUE_ROLE = Qt.ItemDataRole.UserRole + 1
_SHOWN = 100  # of a group; the rest is a number

_HEADINGS = (
    mark("What", "due list"),
    mark("Due", "due list"),
    mark("Alias", "due list"),
    mark("Case number", "due list"),
    mark("Worker", "due list"),
)
OVERDUE = mark("Overdue", "due list")
TODAY = mark("Today", "due list")
WEEK = mark("This week", "due list")
LATER = mark("Later", "due list")
_GROUP = mark("{group} ({count})", "due list")
_OF_OTHERS = mark("{worker}, waiting for: {who}", "due list")
_MORE = mark("And {count} more: see them in the list of cases.", "due list")

_MARKS = {
    OVERDUE: ("overdue", "brick"),
    TODAY: ("due", "amber"),
    WEEK: ("due", "text"),
    LATER: ("due", "muted"),
}


def group_of(due_on: str, today: date) -> Text:
    """The group of a due day: the week is the seven days from today."""
    if due_on < today.isoformat():
        return OVERDUE
    if due_on == today.isoformat():
        return TODAY
    return WEEK if due_on <= (today + timedelta(days=7)).isoformat() else LATER


class DueList(QStandardItemModel):
    """Groups with their lines; a line carries its `Due` under DUE_ROLE."""

    def show_dues(self, dues: Iterable[Due], today: date) -> None:
        grouped: dict[Text, list[Due]] = {group: [] for group in _MARKS}
        for due in dues:
            late = due.clock is not None and due.clock.state is State.OVERDUE  # by its hour
            grouped[OVERDUE if late else group_of(due.due_on, today)].append(due)
        self.clear()
        self.setHorizontalHeaderLabels([say(text) for text in _HEADINGS])
        for group, lines in grouped.items():
            if lines:
                self.appendRow(_group(group, lines, today))

    def line_of(self, due: Due) -> QModelIndex | None:
        """Where the line of a due record stands by now; None when it is gone."""
        for row in range(self.rowCount()):
            group = self.index(row, 0)
            for line in range(self.rowCount(group)):
                index = self.index(line, 0, group)
                other = index.data(DUE_ROLE)
                if isinstance(other, Due) and _place(other) == _place(due):
                    return index
        return None


def _place(due: Due) -> tuple[str, str, int]:
    """What makes a line the same line after the list was read again."""
    rule, step = (due.clock.rule.id, due.clock.deadline.step) if due.clock else ("", 0)
    return due.record_uid, rule, step


def what(due: Due) -> str:
    """What is due: in the words of its rule, or of its form (the reminder, else the title)."""
    if due.clock is not None:
        return clock_words.what(due.clock)
    shape = form_of(due.form)
    return lookup(shape.reminder, shape.key) if shape.reminder else texts.form_title(shape)


class _Head(QStandardItem):
    """The line of a group. Its icon is asked for at each painting, so that it follows the theme."""

    def __init__(self, words: str, picture: tuple[str, str]) -> None:
        super().__init__(words)
        self.setEditable(False)
        self.setAccessibleText(words)
        self._picture = picture

    def data(self, role: int = Qt.ItemDataRole.UserRole + 1) -> Any:
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.icon(*self._picture)
        return super().data(role)


def _group(group: Text, lines: list[Due], today: date) -> QStandardItem:
    head = _Head(say(_GROUP(group=group, count=len(lines))), _MARKS[group])
    font = head.font()
    font.setBold(True)
    head.setFont(font)
    head.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    for due in lines[:_SHOWN]:
        head.appendRow(_line(due, today))
    if len(lines) > _SHOWN:
        head.appendRow([_item(say(_MORE(count=len(lines) - _SHOWN)))])
    return head


def _line(due: Due, today: date) -> list[QStandardItem]:
    when = dates.due_on(due.due_on, today)
    if due.clock is not None:
        when = clock_words.far_and_day(due.clock, today)
    who = due.worker_name
    if not clock_words.ours(due.clock) and due.clock is not None:
        who = say(_OF_OTHERS(who=clock_words.holder(due.clock), worker=due.worker_name))
    cells = [_item(w) for w in (what(due), when, due.alias, due.number, who)]
    for cell in cells:
        cell.setData(due, DUE_ROLE)
        if due.clock is not None:
            cell.setToolTip("\n".join([cell.text(), *clock_words.told(due.clock)]))
    return cells


def _item(words: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setToolTip(words)  # a narrow column cuts it
    return item
