"""The versions of a record, one line each, latest first; Enter opens one to read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from rescueapp.domain.record import Version
from rescueapp.i18n import mark, say
from ui import dates, texts
from ui.widgets.escape import takes_escape

VERSIONS = mark("Versions: Enter opens one to read", "form view")
VERSION = mark("Version {number} · {when} · {who} · {state}", "form view")
NO_VERSIONS = mark("Not saved yet.", "form view")

_MOST = 5  # lines in sight
_LINE = 34


class VersionList(QListWidget):
    """`chosen(number)` on Enter, click or double click; `left` on Esc."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("versions")
        self.setAccessibleName(say(VERSIONS))
        self.setToolTip(say(VERSIONS))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._open)
        self.hide()

    def show_versions(self, versions: Sequence[Version]) -> None:
        self.clear()
        for each in versions:
            words = say(
                VERSION(
                    number=each.version,
                    when=dates.moment(each.saved_at),
                    who=each.worker_name,
                    state=texts.STATE_WORDS[each.state],
                )
            )
            QListWidgetItem(words, self).setData(Qt.ItemDataRole.UserRole, each.version)
        if not versions:
            QListWidgetItem(say(NO_VERSIONS), self).setFlags(Qt.ItemFlag.NoItemFlags)
        self.setFixedHeight(min(self.count(), _MOST) * _LINE + 4)
        self.setCurrentRow(0)
        self.show()

    def lines(self) -> list[str]:
        """What stands there."""
        return [self.item(row).text() for row in range(self.count())]

    def event(self, event: QEvent) -> bool:
        """Override QListWidget.event: Esc folds this list, and does not leave the form."""
        return takes_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QListWidget.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem | None) -> None:
        number = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if number is not None:
            self.chosen.emit(number)
