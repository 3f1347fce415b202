"""A scale of a few steps, side by side, with words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from rescueapp.forms import codes
from rescueapp.forms.schema import Field
from ui.forms.editor import Desk, Editor

_HIGHEST = 4  # where the field names no other


class ScaleEditor(Editor):
    """A few steps with words; a digit chooses."""

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self._steps: dict[int, QToolButton] = {}
        low, high = (
            int(question.minimum or 0),
            int(_HIGHEST if question.maximum is None else question.maximum),
        )
        for step in range(low, high + 1):
            self._steps[step] = self._step(question, step)
        super().__init__(question, desk, parent, compact=compact)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        for button in self._steps.values():
            layout.addWidget(button)
            self._group.addButton(button)
        layout.addStretch(1)
        self._group.buttonClicked.connect(self._pressed)
        self.setFocusProxy(self._steps[low])

    def _step(self, question: Field, step: int) -> QToolButton:
        button = QToolButton()
        words = codes.label(question.codes, str(step)) if question.codes else ""
        button.setText(f"{step} {words}".strip().replace("&", "&&"))
        button.setAccessibleName(f"{step} {words}".strip())
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("look", "segment")
        return button

    def inputs(self) -> list[QWidget]:
        return list(self._steps.values())

    def name_widgets(self, path: str) -> None:
        super().name_widgets(path)
        for step, button in self._steps.items():
            button.setObjectName(f"{path}.{step}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override Editor.keyPressEvent: digits choose, Delete chooses nothing."""
        text = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and text.isdigit() and int(text) in self._steps:
            self._steps[int(text)].setFocus()
            self._steps[int(text)].click()
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._blank()
            self._edited()
        else:
            super().keyPressEvent(event)

    def _pressed(self) -> None:
        self._edited()
        self.left.emit()

    def _read(self) -> int | None:
        checked = [step for step, button in self._steps.items() if button.isChecked()]
        return checked[0] if checked else None

    def _show(self, value: Any) -> None:
        self._blank()
        if value in self._steps:
            self._steps[value].setChecked(True)

    def _blank(self) -> None:
        self._group.setExclusive(False)
        for button in self._steps.values():
            button.setChecked(False)
        self._group.setExclusive(True)
