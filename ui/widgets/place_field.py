"""A place of China's divisions, found by typing any part of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rescueapp.forms import places
from ui.theme import GRID

_SHOWN = 5


class PlaceField(QWidget):
    """`code()` is six digits once one of the list was chosen, "" before."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self._code = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        self._line = QLineEdit()
        self._line.setObjectName(name)
        self._line.setAccessibleName(words)
        self._found = QListWidget()
        self._found.setObjectName(f"{name}Found")
        self._found.setAccessibleName(words)
        self._found.setFixedHeight(_SHOWN * 4 * GRID)
        self._found.hide()
        column.addWidget(self._line)
        column.addWidget(self._found)
        self._line.textEdited.connect(self._find)
        self._line.returnPressed.connect(lambda: self._choose(self._found.item(0)))
        self._found.itemActivated.connect(self._choose)
        self._found.itemClicked.connect(self._choose)
        self.setFocusProxy(self._line)

    def code(self) -> str:
        return self._code

    def show_code(self, code: str) -> None:
        self._code = code
        self._line.setText(places.place_label(code) if code else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._found.isVisible():
            self._found.setFocus()
            self._found.setCurrentRow(0)
            return
        super().keyPressEvent(event)

    def _find(self, typed: str) -> None:
        self._code = ""
        self._found.clear()
        for place in places.find_places(typed, limit=20) if typed.strip() else ():
            item = QListWidgetItem(places.place_label(place.code), self._found)
            item.setData(Qt.ItemDataRole.UserRole, place.code)
        self._found.setVisible(self._found.count() > 0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.show_code(item.data(Qt.ItemDataRole.UserRole))
        self._found.hide()
        self._line.setFocus()
