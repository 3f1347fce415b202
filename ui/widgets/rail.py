"""The places on the left side of the frame; icons alone where a small screen has no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.buttons import Tool

_WORDS = Qt.ToolButtonStyle.ToolButtonTextUnderIcon
_ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly


class Rail(QWidget):
    """One button of it is chosen. Words are never cut: they are all there, or none (and then
    still in the tips and for a screen reader)."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: list[Tool] = []
        self._high: dict[Tool, int] = {}  # with its words
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID, GRID, GRID, GRID)
        self._column.addStretch(1)

    def add(self, button: Tool) -> None:
        """Below the others."""
        button.setCheckable(True)
        self._group.addButton(button)
        self._column.insertWidget(len(self.buttons), button)
        self.buttons.append(button)

    def choose(self, name: str) -> None:
        """Mark the button of this name, if there is one."""
        for button in self.buttons:
            button.setChecked(button.objectName() == name)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: a button came or went, or the letters are of another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._high.clear()
            self._show_words(True)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [button for button in self.buttons if not button.isHidden()]
        for button in shown:  # measured once, while its words are there
            if button.toolButtonStyle() is _WORDS:
                self._high[button] = button.sizeHint().height()
        margins = self._column.contentsMargins()
        wanted = sum(self._high.get(button, 0) + self._column.spacing() for button in shown)
        self._show_words(wanted + margins.top() + margins.bottom() <= self.height())

    def _show_words(self, words: bool) -> None:
        for button in self.buttons:
            button.setToolButtonStyle(_WORDS if words else _ICONS)
