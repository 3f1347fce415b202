"""Keys pressed as a person would: ASCII as keys, everything else through the input method."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def write(widget: QWidget, text: str) -> None:
    """Type a text; what no key gives is composed and committed as by an input method."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    QApplication.sendEvent(widget, QInputMethodEvent("composing", []))
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


class Keys:
    """Keys that go to whatever has the focus."""

    @property
    def here(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def place(self) -> str:
        return self.here.objectName()

    def write(self, text: str) -> Keys:
        write(self.here, text)
        return self

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> Keys:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(self.here, key, held)
        return self

    def tab(self) -> Keys:
        QApplication.processEvents()  # nobody types faster than the form can grow
        return self.press(Qt.Key.Key_Tab)

    def tab_to(self, beginning: str) -> Keys:
        """Tab until the focus is on a widget whose name begins like this."""
        seen: list[str] = []
        while not self.place.startswith(beginning):
            assert self.place not in seen, f"{beginning} is not on the way: {seen}"
            seen.append(self.place)
            self.tab()
        return self
