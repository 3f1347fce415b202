"""A notice above the form with buttons: a question that waits without stopping anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp.i18n import Text, say
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.words import plain

Choice = tuple[str, Text, Callable[[], object]]  # name, words, what it does


class NoticeBar(QWidget):
    """Shows one notice at a time; choosing anything takes it away."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 0)
        column.setSpacing(4)
        self._notice = Notice(name=f"{name}Notice")
        column.addWidget(self._notice)
        self._row = QWidget()
        self._flow = Flow(self._row)
        self._flow.setSpacing(8)
        column.addWidget(self._row)
        self._buttons: list[Button] = []
        self.hide()

    def ask(
        self, words: Text, choices: Sequence[Choice], tone: str = "amber", *, focus: bool = True
    ) -> None:
        """Show a notice; the first choice is the safe one and has the focus."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        beside = len(choices) == 1  # one button has room beside the words
        place = self._notice.row if beside else self._flow
        self._buttons = [self._button(*choice) for choice in choices]
        for button in self._buttons:
            place.addWidget(button)
        self._row.setVisible(len(choices) > 1)
        self._notice.say(say(words), tone)
        self.show()
        if self._buttons and focus:
            self._buttons[0].setFocus()

    def _button(self, name: str, words: Text, act: Callable[[], object]) -> Button:
        def chosen() -> None:
            self.hide()
            act()

        button = Button(say(words), name, chosen)
        button.setAccessibleName(plain(say(words)))
        return button

    def words(self) -> str:
        """What is shown; "" when nothing is."""
        return "" if self.isHidden() else self._notice.words()
