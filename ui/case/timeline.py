"""The right side of a case: everything that was written, latest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from rescueapp.domain.case import Event
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import mark, say
from ui import dates, texts, theme
from ui.case.sections import STATE_ICONS

_TIMELINE = mark("Timeline", "case")
_BY = mark("{worker} · {state}", "case")


class Timeline(QListWidget):
    """`opened(record uid)` on Enter or double click."""

    opened = Signal(str)

    def __init__(self) -> None:
        self._events: Sequence[Event] = ()
        self._stale = False
        super().__init__()
        self.setObjectName("timeline")
        self.setAccessibleName(say(_TIMELINE))
        self.setWordWrap(True)
        self.setIconSize(QSize(16, 16))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(self._open)

    def show_events(self, events: Sequence[Event]) -> None:
        """Mostly it is folded away: then its lines are made when it is unfolded."""
        self._events = events
        self._stale = True
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QListWidget.showEvent."""
        self._fill()
        super().showEvent(event)

    def _fill(self) -> None:
        if not self._stale:
            return
        self._stale = False
        self.clear()
        for event in self._events:
            state = texts.STATE_WORDS.get(event.state, texts.STATE_WORDS["complete"])
            by = say(_BY(worker=event.worker_name, state=state))
            title = texts.form_title(form_of(event.form))
            if event.file:
                title = say(texts.OF_FILE(words=title, number=event.file))
            lines = [title, f"{dates.moment(event.at)}  {by}"]
            lines += [say(event.late)] if event.late else []
            item = QListWidgetItem("\n".join(lines), self)
            item.setIcon(theme.icon(*STATE_ICONS.get(event.state, STATE_ICONS["complete"])))
            item.setData(Qt.ItemDataRole.UserRole, event.record_uid)

    def changeEvent(self, event: QEvent) -> None:
        """Override QListWidget.changeEvent: the icons follow the theme."""
        super().changeEvent(event)
        if theme.turned(self, event):
            self.show_events(self._events)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentItem())
            return
        super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.opened.emit(item.data(Qt.ItemDataRole.UserRole))
