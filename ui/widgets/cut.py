"""What a line of text says when more was typed or pasted than it takes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from rescueapp.i18n import mark, say
from ui.widgets.words import Words

CUT = mark("At most {most} characters: what is longer was not taken.", "form view")


def tell_cut(line: QLineEdit, tell: Callable[[int], object]) -> None:
    """Call `tell` with the most that a line takes, when it did not take all."""

    def rejected() -> None:
        if len(line.text()) >= line.maxLength():
            tell(line.maxLength())

    line.inputRejected.connect(rejected)


class CutWords(Words):
    """The same in words below some lines; gone once the line that was cut has room again."""

    def __init__(self, *lines: QLineEdit) -> None:
        super().__init__(role="warning", name="cutWords")
        self._cut: QLineEdit | None = None
        self.hide()
        for line in lines:
            self.watch(line)

    def watch(self, line: QLineEdit) -> None:
        """One line more."""
        tell_cut(line, lambda most: self._tell(line, most))
        line.textChanged.connect(lambda text: self._changed(line, text))

    def _tell(self, line: QLineEdit, most: int) -> None:
        self._cut = line
        self.setText(say(CUT(most=most)))
        self.show()

    def _changed(self, line: QLineEdit, text: str) -> None:
        if line is self._cut and len(text) < line.maxLength():
            self.hide()
