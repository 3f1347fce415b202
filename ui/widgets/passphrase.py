"""A field for a passphrase: hidden unless shown, with a notice when Caps Lock is on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.buttons import Tool
from ui.widgets.words import Words

_SHOW = mark("Show the passphrase", "unlock")
_CAPS = mark("Caps Lock is on.", "unlock")


class _Line(QLineEdit):
    """Tells from the letters typed whether Caps Lock is on: no one call says it everywhere."""

    caps = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)
        elif len(letter) == 1 and letter.isascii() and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(letter.isupper() != shifted)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """`text()`, `clear()`, `select()`; `entered` when Enter is pressed."""

    entered = Signal()

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        self.line = _Line()
        self.line.setObjectName(name)
        self.line.setAccessibleName(words)
        self.line.setMaxLength(256)
        self._shown = Tool(say(_SHOW), f"{name}Shown", icon="eye", icon_only=True)
        self._shown.setCheckable(True)
        self._shown.toggled.connect(self._show)
        self._caps = Words(say(_CAPS), "error", name=f"{name}Caps")
        self._caps.hide()
        row.addWidget(self.line, 1)
        row.addWidget(self._shown)
        column.addLayout(row)
        column.addWidget(self._caps)
        self.line.caps.connect(self._caps.setVisible)
        self.line.returnPressed.connect(self.entered)
        self.setFocusProxy(self.line)
        self._show(False)

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        self.line.clear()
        self._shown.setChecked(False)

    def select(self) -> None:
        """Ready for another try."""
        self.line.setFocus()
        self.line.selectAll()

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        secret = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.line.setInputMethodHints(secret | Qt.InputMethodHint.ImhNoAutoUppercase)
        # Shown or not: pinyin is typed as it is, and no method learns it.
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
