"""The three words for "no answer", within one key of every personal question.

None of them is an error: they look like any other answer. Alt+8, Alt+9, Alt+0 choose, F9 goes
through them; chosen again, what stood there before comes back. (Alt+1… are the frame's.)
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from rescueapp.forms import answers, codes
from rescueapp.i18n import Text, mark, say
from ui.forms.editor import Editor

# As they stand on the screen: refusing first, it is normal.
ORDER = ("declined", "unknown", "not_asked")
KEYS = {"declined": "Alt+8", "unknown": "Alt+9", "not_asked": "Alt+0"}
_TIPS: dict[str, Text] = {
    "declined": mark("The person does not want to answer (Alt+8)", "no answer"),
    "unknown": mark("The person does not know (Alt+9)", "no answer"),
    "not_asked": mark("Not asked (Alt+0)", "no answer"),
}
LIST = "C-29"


def step(editor: Editor) -> None:
    """F9: the next of the three, and after the last the answer that stood there before."""
    now = editor.none()
    later = ORDER.index(now) + 1 if now in ORDER else 0
    editor.set_none(ORDER[later] if later < len(ORDER) else None)


def toggle(editor: Editor, code: str) -> None:
    """Choose one of the three; chosen again, the answer before comes back."""
    editor.set_none(None if editor.none() == code else code)


class NoAnswer(QWidget):
    """Three small joined buttons beside the label. Tab passes them by: they have keys."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._buttons: dict[str, QToolButton] = {}
        self.setObjectName(f"{editor.objectName()}.none")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for code in ORDER:
            self._buttons[code] = self._button(code)
            row.addWidget(self._buttons[code])
        self.show_state()

    def _button(self, code: str) -> QToolButton:
        button = QToolButton()
        button.setText(f"{codes.label(LIST, code)}  {KEYS[code]}")
        button.setObjectName(f"{self._editor.objectName()}.none.{code}")
        button.setAccessibleName(say(_TIPS[code]))
        button.setToolTip(say(_TIPS[code]))
        button.setCheckable(True)
        button.setProperty("look", "segment")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(partial(self._pressed, code))
        return button

    def _pressed(self, code: str, _: bool = False) -> None:
        toggle(self._editor, code)
        self.show_state()

    def show_state(self) -> None:
        """Mark the one that stands, if any."""
        for code, button in self._buttons.items():
            button.setChecked(code == self._editor.none())


assert set(ORDER) == set(answers.NONE_CODES)
