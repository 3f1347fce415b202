"""Long code lists: one choice, or several, found by typing a code, a word or pinyin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.forms import answers, codes
from rescueapp.forms.codes import Code
from rescueapp.forms.schema import Field
from rescueapp.i18n import Text, mark, say
from ui.forms.editor import TYPED, Desk, Editor, Option, is_typed
from ui.forms.finder import Finder
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow

NOT_IN_LIST = mark("This is not in the list. Type a code, a word or pinyin.", "editor")
FIND_CODE = mark("Code, word or pinyin", "editor")
REMOVE_CHOICE = mark("Remove {choice}", "editor")

_LINE_WIDTH = 400


def options_of(question: Field) -> list[Option]:
    """What can be chosen today, in the order of the list."""
    return [_option(question, code) for code in codes.codes(question.codes, clock.today())]


def _option(question: Field, code: Code) -> Option:
    return Option(code.code, codes.label(question.codes, code.code), code.code)


def find_codes(question: Field, typed: str) -> list[Option]:
    """The options that fit what is typed, best first; all of them for nothing."""
    if not typed:
        return options_of(question)
    found = codes.find(question.codes, typed, clock.today())
    return [_option(question, code) for code in found]


class FindCodeEditor(Editor):
    """One of a long list, found by code, word or pinyin."""

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self.line = Finder(self.options)
        self._value: Any = None
        super().__init__(question, desk, parent, compact=compact)
        self._lay_out()
        self.setFocusProxy(self.line)
        self.line.chosen.connect(self._choose)
        self.line.typed.connect(self._typed)
        self.line.left.connect(self._leave)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line, 100)
        if not self.compact:
            self.line.setMaximumWidth(_LINE_WIDTH)
            layout.addStretch(1)

    def options(self, typed: str) -> Sequence[Option] | None:
        """What fits what is typed; None where the offers come later."""
        return find_codes(self.question, typed)

    def words(self, value: Any) -> str:
        """How a chosen value reads in the line."""
        return answers.say(self.question, value)

    def inputs(self) -> list[QWidget]:
        return [self.line]

    def trouble(self) -> Text | None:
        unread = self.line.text().strip() and self._value is None and not self._none
        return NOT_IN_LIST if unread else None

    def kept(self) -> Any:
        return {TYPED: self.line.text()} if self.trouble() else self.value()

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)

    def _choose(self, option: Option) -> None:
        self._value = option.value
        self.line.setText(self.words(option.value))
        self._edited()

    def _typed(self, _: str) -> None:
        self._value = None
        self._edited()

    def _leave(self) -> None:
        """A text that means exactly one option is that option."""
        if self.trouble():
            exact = self._exact(self.line.text().strip())
            if exact is not None:
                self._choose(exact)
        self.left.emit()

    def _exact(self, text: str) -> Option | None:
        found = self.options(text) or []
        same = [o for o in found if text in (o.words, str(o.value))]
        return same[0] if same else (found[0] if len(found) == 1 else None)

    def _read(self) -> Any:
        return self._value

    def _show(self, value: Any) -> None:
        self._value = None if is_typed(value) else value
        self.line.setText(value[TYPED] if is_typed(value) else self.words(value))
        self.line.setCursorPosition(0)

    def _blank(self) -> None:
        self._value = None
        self.line.clear()

    def _tell_none(self, words: str) -> None:
        self.line.setPlaceholderText(words or ("" if self.compact else self.example()))

    def example(self) -> str:
        return say(FIND_CODE)


class FindSeveralEditor(FindCodeEditor):
    """Several of a long list: what is chosen stands above the line, Backspace takes the last."""

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self._chips: list[Button] = []
        super().__init__(question, desk, parent, compact=compact)
        self._value = []
        self.line.erased.connect(self._remove_last)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._chip_row = Flow()
        column.addLayout(self._chip_row)
        column.addWidget(self.line)
        if not self.compact:
            self.line.setMaximumWidth(_LINE_WIDTH)

    def options(self, typed: str) -> Sequence[Option]:
        return [o for o in find_codes(self.question, typed) if o.value not in (self._value or [])]

    def trouble(self) -> Text | None:
        return NOT_IN_LIST if self.line.text().strip() and not self._none else None

    def kept(self) -> Any:
        return self.value()

    def _choose(self, option: Option) -> None:
        self._value = [*(self._value or []), option.value]
        self.line.clear()
        self._show_chips()
        self._edited()

    def _typed(self, _: str) -> None:
        if self._none:
            self._edited()

    def _read(self) -> list[str] | None:
        return list(self._value) if self._value else None

    def _show(self, value: Any) -> None:
        self._value = list(value)
        self.line.clear()
        self._show_chips()

    def _blank(self) -> None:
        self._show([])

    def remove(self, code: str) -> None:
        """Take one choice away again."""
        self._value = [c for c in self._value if c != code]
        self._show_chips()
        self._edited()

    def _remove_last(self) -> None:
        if self._value:
            self.remove(self._value[-1])

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._chip_row.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self._chip(code) for code in self._value]
        for chip in self._chips:
            self._chip_row.addWidget(chip)

    def _chip(self, code: str) -> Button:
        words = codes.label(self.question.codes, code)
        name = f"{self.objectName()}.{code}"
        tip = say(REMOVE_CHOICE(choice=words))
        remove = partial(self.remove, code)
        chip = Button(f"{words}  ×".replace("&", "&&"), name, remove, kind="chip", tip=tip)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return chip
