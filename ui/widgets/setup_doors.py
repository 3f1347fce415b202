"""The four doors of the first start, and the list of what the computer must bring."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rescueapp.i18n import mark, say
from ui import theme
from ui.prerequisites import STATE_WORDS, Prerequisite, State
from ui.theme import GRID
from ui.widgets.card import Card
from ui.widgets.words import Words

_DOORS = {
    "station": (
        "station",
        mark("New station", "first start"),
        mark("Set up this station: its people, their passphrases, the recovery papers.",
             "first start"),
    ),
    "office": (
        "office",
        mark("Superior office", "first start"),
        mark("Receive and check what stations send.", "first start"),
    ),
    "restore": (
        "restore",
        mark("Restore a backup", "first start"),
        mark("After a new computer or a broken disk.", "first start"),
    ),
    "look": (
        "compass",
        mark("Look around", "first start"),
        mark("With invented cases, clearly marked. Nothing real may be typed there.",
             "first start"),
    ),
}  # fmt: skip
_STATE_ICONS = {
    State.GOOD: ("complete", "accent"),
    State.BAD: ("warning", "brick"),
    State.UNKNOWN: ("info", "amber"),
}
_PREREQUISITES = mark("What the computer must bring", "first start")


class Doors(QWidget):
    """`opened(door)`: station, office, restore, look."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("doors")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2 * GRID)
        for number, (key, (icon, title, words)) in enumerate(_DOORS.items()):
            door = _Door(key, icon, say(title), say(words))
            door.clicked.connect(lambda _=False, k=key: self.opened.emit(k))
            grid.addWidget(door, number // 2, number % 2)
            if number == 0:
                self.setFocusProxy(door)


class _Door(QToolButton):
    def __init__(self, key: str, icon: str, title: str, words: str) -> None:
        super().__init__()
        self.setObjectName(f"door_{key}")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setProperty("look", "door")
        self.setFixedHeight(12 * GRID)
        self.setMinimumWidth(40 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        picture = QLabel()
        picture.setPixmap(theme.icon(icon, "accent").pixmap(QSize(32, 32)))
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        column.addStretch(1)
        column.addWidget(Words(title, "heading", wrap=False))
        column.addWidget(Words(words, "muted"))
        column.addStretch(1)
        row.addWidget(picture)
        row.addLayout(column, 1)
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class PrerequisiteList(Card):
    """Red and green, each with an icon, a word, and what to do."""

    def __init__(self, lines: Sequence[Prerequisite]) -> None:
        super().__init__(say(_PREREQUISITES), name="prerequisites")
        for line in lines:
            self.column.addWidget(_prerequisite(line))


def _prerequisite(line: Prerequisite) -> QWidget:
    box = QWidget()
    box.setObjectName(f"prerequisite_{line.key}")
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    picture = QLabel()
    picture.setPixmap(theme.pixmap(*_STATE_ICONS[line.state], 18))
    title = Words(say(line.title), "strong", wrap=False)
    state = Words(say(STATE_WORDS[line.state]), wrap=False)
    title.setMinimumWidth(14 * GRID)
    state.setMinimumWidth(12 * GRID)
    for widget in (picture, title, state):
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(say(line.words), "muted"), 1, Qt.AlignmentFlag.AlignTop)
    return box
