"""Short lists that stand open: radio buttons, check boxes, yes or no.

A code, a word or pinyin chooses here too: the letters typed are collected for a moment and
the best match is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from rescueapp.forms import codes
from rescueapp.forms.schema import Field
from rescueapp.i18n import mark, say
from ui.forms.code_finders import find_codes, options_of
from ui.forms.editor import Desk, Editor, Option

YES = mark("Yes", "answer")
NO = mark("No", "answer")

COLUMN_WIDTH = 680  # of the form column: how many choices stand side by side
_TYPE_AHEAD_MS = 1200
_GAP = 16
_MOST_COLUMNS = 6


class Buttons(QWidget):
    """Options as radio buttons or check boxes, in columns; letters typed choose one."""

    pressed = Signal()

    def __init__(self, options: Sequence[Option], *, several: bool, question: Field) -> None:
        super().__init__()
        self._question = question
        self._several = several
        self._typed = ""
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(4)
        self._by_value: dict[Any, QAbstractButton] = {}
        self._timer = QTimer(self, singleShot=True, interval=_TYPE_AHEAD_MS)
        self._timer.timeout.connect(self._forget_typed)
        self._columns = 0
        for option in options:
            self._add(option)
        self._arrange()
        self._let_tab_in()
        self._group.buttonClicked.connect(lambda _: self._chosen())

    def buttons(self) -> list[QAbstractButton]:
        return list(self._by_value.values())

    def button(self, value: Any) -> QAbstractButton:
        return self._by_value[value]

    def checked(self) -> list[Any]:
        return [value for value, button in self._by_value.items() if button.isChecked()]

    def check(self, values: Sequence[Any]) -> None:
        """Check exactly these; a value that is no longer in the list gets a button of its own."""
        for value in values:
            if value not in self._by_value:
                self._add(Option(value, codes.label(self._question.codes, value)))
                self._arrange()
        self._group.setExclusive(False)
        with QSignalBlocker(self._group):
            for value, button in self._by_value.items():
                button.setChecked(value in values)
        self._group.setExclusive(not self._several)
        self._let_tab_in()

    def entry(self) -> QAbstractButton | None:
        """Where the keyboard comes in: at the choice that stands, else at the first."""
        buttons = self.buttons()
        chosen = next((b for b in buttons if b.isChecked()), None)
        return buttons[0] if chosen is None and buttons else chosen

    def _let_tab_in(self) -> None:
        """One stop for Tab. Qt chooses it only once somebody has been here."""
        entry = self.entry()
        for button in self.buttons():
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if button is entry else Qt.FocusPolicy.ClickFocus
            )

    def _add(self, option: Option) -> None:
        words = option.words.replace("&", "&&")
        button = QCheckBox(words) if self._several else QRadioButton(words)
        button.setAccessibleName(option.words)
        if option.detail:
            button.setToolTip(option.detail)
        self._group.addButton(button)
        self._by_value[option.value] = button

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint: one column is enough where the form is narrow."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: as many columns as there is room for."""
        super().resizeEvent(event)
        if self._columns_for(event.size().width()) != self._columns:
            self._arrange(event.size().width())

    def _widest(self) -> int:
        return max((b.sizeHint().width() for b in self.buttons()), default=0)

    def _columns_for(self, width: int) -> int:
        """The fewest lines whose columns have room, and on them the fewest columns: a last line
        with one choice in it reads as if it were another question."""
        hints = [button.sizeHint().width() for button in self.buttons()]
        for columns in range(min(len(hints), _MOST_COLUMNS), 1, -1):
            widths = [max(hints[column::columns]) for column in range(columns)]
            if sum(widths) + _GAP * (columns - 1) <= width:
                lines = -(-len(hints) // columns)
                return self._evenly(hints, lines, columns, width)
        return 1

    @staticmethod
    def _evenly(hints: Sequence[int], lines: int, columns: int, width: int) -> int:
        """As few columns as fill as many lines, if they have room too."""
        even = -(-len(hints) // lines)
        widths = [max(hints[column::even]) for column in range(even)]
        return even if sum(widths) + _GAP * (even - 1) <= width else columns

    def _arrange(self, width: int = COLUMN_WIDTH) -> None:
        columns = self._columns_for(width)
        for number, button in enumerate(self.buttons()):
            self._grid.addWidget(button, number // columns, number % columns)
        self._grid.setColumnStretch(self._columns, 0)
        self._grid.setColumnStretch(columns, 1)
        self._columns = columns

    # --- keys ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: type to choose, Delete to choose nothing."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        elif plain and event.text().isalnum():
            self._type(event.text())
        else:
            super().keyPressEvent(event)

    def _clear(self) -> None:
        if self.checked():
            self.check([])
            self.pressed.emit()

    def _type(self, letter: str) -> None:
        self._typed += letter
        self._timer.start()
        match = self._match(self._typed)
        if match is None:
            return
        match.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._several:
            match.click()

    def _match(self, typed: str) -> QAbstractButton | None:
        for option in self._found(typed):
            if option.value in self._by_value:
                return self._by_value[option.value]
        return None

    def _found(self, typed: str) -> list[Option]:
        return find_codes(self._question, typed)

    def _chosen(self) -> None:
        if self._several:
            self._forget_typed()  # the next letters begin another choice
        self.pressed.emit()

    def _forget_typed(self) -> None:
        self._typed = ""


class RadioEditor(Editor):
    """One of a short list."""

    several = False

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self.choices = self.make_choices(question)
        super().__init__(question, desk, parent, compact=compact)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.choices)
        self.choices.pressed.connect(self._pressed)
        self._let_keys_in()

    def _let_keys_in(self) -> None:
        """The focus of the question is that of its choice."""
        entry = self.choices.entry()
        if entry is not None:
            self.setFocusProxy(entry)

    def make_choices(self, question: Field) -> Buttons:
        return Buttons(options_of(question), several=self.several, question=question)

    def inputs(self) -> list[QWidget]:
        return list(self.choices.buttons())

    def name_widgets(self, path: str) -> None:
        """Override Editor.name_widgets: each button by its code."""
        super().name_widgets(path)
        for value, button in self.choices._by_value.items():
            button.setObjectName(f"{path}.{value}")

    def _pressed(self) -> None:
        self._edited()
        self.left.emit()

    def _read(self) -> Any:
        checked = self.choices.checked()
        return checked[0] if checked else None

    def _show(self, value: Any) -> None:
        self.choices.check([value])
        self._let_keys_in()

    def _blank(self) -> None:
        self.choices.check([])
        self._let_keys_in()


class ChecksEditor(RadioEditor):
    """Several of a list that can stand open."""

    several = True
    _shown: Sequence[str] = ()  # in their order: what nobody touched reads as it was kept

    def _read(self) -> list[str] | None:
        checked = self.choices.checked()
        first = [code for code in self._shown if code in checked]
        return [*first, *(code for code in checked if code not in first)] or None

    def _show(self, value: Any) -> None:
        self._shown = tuple(value)
        self.choices.check(value)
        self._let_keys_in()

    def _blank(self) -> None:
        self._shown = ()
        super()._blank()


class _YesNoButtons(Buttons):
    def _found(self, typed: str) -> list[Option]:
        value = {"y": True, "s": True, "1": True, "n": False, "f": False, "b": False, "0": False}
        first = typed[0].lower()
        return [Option(value[first], "")] if first in value else []


class YesNoEditor(RadioEditor):
    """Yes or no; y and n (also 1 and 0, s for shì, f for fǒu) choose."""

    def make_choices(self, question: Field) -> Buttons:
        both = [Option(True, say(YES)), Option(False, say(NO))]
        return _YesNoButtons(both, several=False, question=question)

    def name_widgets(self, path: str) -> None:
        super().name_widgets(path)
        self.choices.button(True).setObjectName(f"{path}.yes")
        self.choices.button(False).setObjectName(f"{path}.no")
