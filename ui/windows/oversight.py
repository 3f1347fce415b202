"""Oversight: the desks of supervisors, office officers and inspectors, one at a time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rescueapp.domain.changed import Changed
from rescueapp.i18n import mark, say
from ui import theme
from ui.desks.desk import Desk
from ui.lists.fitting import list_width
from ui.lists.table import ROW_HEIGHT
from ui.navigator import Navigator
from ui.oversight import desks_of
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.words import Words

_TITLE = mark("Oversight", "oversight")
_DESKS = mark("Matters of oversight", "oversight")
_KEYS = mark("In oversight: arrows choose a matter · Tab goes into it", "oversight")
_LEFT = 26 * GRID
_KEY = Qt.ItemDataRole.UserRole


class OversightPage(Page):
    """`enter(desk)`: the desk of that key, or the one shown last."""

    def __init__(self, session: Session, _: Navigator, __: Settings) -> None:
        super().__init__("oversightPage")
        self._session = session
        self._declared = {desk.key: desk for desk in desks_of(session.worker, session.vault.kind)}
        self._made: dict[str, tuple[Desk, QWidget]] = {}
        self._shown = ""
        self._build()

    def enter(self, *, desk: str = "", **_: Any) -> None:
        chosen = desk if desk in self._declared else self._shown or next(iter(self._declared), "")
        if chosen == self._shown:
            self._read()
        for row in range(self._list.count()):
            if self._list.item(row).data(_KEY) == chosen:
                self._list.setCurrentRow(row)
        self.focus_first()

    def refresh(self, changed: Changed) -> None:
        if self._shown and self.isVisible():
            self._made[self._shown][0].refresh(changed)

    def focus_first(self) -> None:
        self._list.setFocus()

    def keys(self) -> str:
        return say(_KEYS)

    # --- desks -----------------------------------------------------------------------------

    def _choose(self, item: QListWidgetItem | None) -> None:
        key = item.data(_KEY) if item is not None else ""
        if not key or key == self._shown:
            return
        self._notice.say("")
        self._shown = key
        if key not in self._made:
            self._made[key] = self._make(key)
        self._stack.setCurrentWidget(self._made[key][1])
        self._read()

    def _make(self, key: str) -> tuple[Desk, QWidget]:
        desk = self._declared[key].make(self._session, self._notice.say)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(desk)
        self._stack.addWidget(area)
        return desk, area

    def _read(self) -> None:
        if self._shown:
            self._made[self._shown][0].read()

    # --- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        self.column.addWidget(Words(say(_TITLE), "title", wrap=False))
        self._list = QListWidget()
        self._list.setObjectName("oversightDesks")
        self._list.setAccessibleName(say(_DESKS))
        for desk in self._declared.values():
            item = QListWidgetItem(theme.icon(desk.icon), say(desk.title))
            item.setData(_KEY, desk.key)
            item.setToolTip(item.text())  # a narrow list cuts it
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self._list.addItem(item)
        self._list.currentItemChanged.connect(lambda now, _: self._choose(now))
        self._list.itemActivated.connect(lambda _: self._into())
        self._notice = Notice(name="oversightNotice")
        self._stack = QStackedWidget()
        self._stack.setObjectName("oversightStack")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GRID)
        self._list.setMinimumWidth(_LEFT - 4 * GRID)
        split.addWidget(self._list)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([list_width(self._list, _LEFT), 4 * _LEFT])
        self.column.addWidget(split, 1)

    def _into(self) -> None:
        """Enter on a line goes into its desk."""
        if self._shown:
            self._made[self._shown][0].focus_first()
