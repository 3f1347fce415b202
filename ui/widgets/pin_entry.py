"""Six digits of a shift: a field that shows none, and the way back to the passphrase."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.words import Words, plain

DIGITS = 6

_WHOSE = mark("PIN of {login} for this shift", "pin")
_PIN = mark("&PIN", "pin")
_UNLOCK = mark("Unlock", "unlock")
_PASSPHRASE = mark("Use the passphrase instead", "pin")


class PinField(QLineEdit):
    """Takes digits only, shows dots, and teaches no input method."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setMaxLength(DIGITS)
        self.setFixedWidth(18 * GRID)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        secret = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhDigitsOnly
        self.setInputMethodHints(secret | Qt.InputMethodHint.ImhHiddenText)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    @property
    def is_whole(self) -> bool:
        return len(self.text()) == DIGITS


class PinEntry(QWidget):
    """`entered(pin)` with the sixth digit or Enter; `passphrase_asked()`."""

    entered = Signal(str)
    passphrase_asked = Signal()

    def __init__(self, login: str) -> None:
        super().__init__()
        self.setObjectName("pinEntry")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(Words(say(_WHOSE(login=login)), name="pinWhose"))
        self.field = PinField("pin", plain(say(_PIN)))
        self._button = Button(say(_UNLOCK), "pinUnlock", self._enter, icon="key", kind="primary")
        label = QLabel(say(_PIN))
        label.setBuddy(self.field)
        row = QHBoxLayout()
        for widget in (label, self.field, self._button):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        other = Button(say(_PASSPHRASE), "pinPassphrase", self.passphrase_asked.emit, kind="quiet")
        below = QHBoxLayout()
        below.addWidget(other)
        below.addStretch(1)
        column.addLayout(below)
        self.field.returnPressed.connect(self._enter)
        self.field.textChanged.connect(lambda _: self._offer())
        self.setFocusProxy(self.field)
        self._offer()

    def again(self) -> None:
        """For another try."""
        self.setEnabled(True)
        self.field.clear()
        self.field.setFocus()

    def _offer(self) -> None:
        self._button.setEnabled(self.field.is_whole)

    def _enter(self) -> None:
        if self.field.is_whole:
            self.setEnabled(False)
            self.entered.emit(self.field.text())
