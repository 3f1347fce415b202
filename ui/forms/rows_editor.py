"""Repeated rows as a small table, edited in place and by keyboard.

Enter goes to the next cell and from the last one to a new row; Alt+Shift with the arrows
moves a row, Ctrl+Shift+Delete takes it away (and one button brings it back). Columns stand side
by side where no word of theirs would be cut; otherwise each row is a small card.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import methodcaller
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rescueapp.forms import answers
from rescueapp.forms.schema import Field
from rescueapp.i18n import Text, mark, say
from ui.forms import row_widths
from ui.forms.editor import Desk, Editor
from ui.forms.text_editors import unit_of
from ui.widgets.buttons import Button, Tool
from ui.widgets.words import Words

ADD_ROW = mark("Add a row", "editor")
ADD_ROW_TIP = mark("Enter in the last cell does the same.", "editor")
REMOVE_ROW = mark("Remove row {number}", "editor")
REMOVE_TIP = mark("Remove the row (Ctrl+Shift+Delete)", "editor")
WITH_UNIT = mark("{label} ({unit})", "editor")
BRING_BACK = mark("Bring back the removed row", "editor")

_KEPT, _VALUE = methodcaller("kept"), methodcaller("value")

Make = Callable[[Field, Desk, QWidget], Editor]


def _columns(question: Field) -> tuple[Field, ...]:
    return tuple(column for column in question.rows if not column.retired)


class _Row(QFrame):
    """One row: its cells, its number and the button that removes it."""

    def __init__(self, owner: RowsEditor, number: int, make: Make) -> None:
        super().__init__(owner)
        self.cells: dict[str, Editor] = {}
        self.extra: dict[str, Any] = {}  # keys of a newer version of the program
        self._cards = owner.in_cards
        self._labels: dict[str, Words] = {}
        for column in _columns(owner.question):
            self.cells[column.key] = make(column, owner.desk, self)
        self.remove = Tool(say(REMOVE_TIP), "", icon="close", icon_only=True)
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._number = Words(role="small", wrap=False)
        (self._lay_out_card if self._cards else self._lay_out_line)(owner)
        self.renumber(owner.question.key, number)

    def _lay_out_line(self, owner: RowsEditor) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(row_widths.GAP)
        self._number.setFixedWidth(row_widths.NUMBER)
        line.addWidget(self._number)
        for cell in self.cells.values():
            # All lines share the width alike, so that cells stand under their titles.
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            line.addWidget(cell, owner.widths[cell.question.key])
        self.remove.setFixedWidth(row_widths.REMOVE)
        line.addWidget(self.remove)

    def _lay_out_card(self, owner: RowsEditor) -> None:
        self.setProperty("look", "card")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 8, 8)
        grid.setVerticalSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self._number)
        head.addStretch(1)
        head.addWidget(self.remove)
        grid.addLayout(head, 0, 0, 1, 2)
        line, column = 1, 0
        for cell in self.cells.values():
            wide = row_widths.is_wide(cell.question)
            if wide and column:
                line, column = line + 2, 0
            label = Words(owner.title(cell.question))
            label.setBuddy(cell)
            self._labels[cell.question.key] = label
            grid.addWidget(label, line, column, 1, 2 if wide else 1)
            grid.addWidget(cell, line + 1, column, 1, 2 if wide else 1)
            column = 0 if wide else 1 - column
            line += 0 if column else 2
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def renumber(self, key: str, number: int) -> None:
        self._number.setText(str(number + 1))
        self.remove.setObjectName(f"{key}.{number}.remove")
        self.remove.setAccessibleName(say(REMOVE_ROW(number=number + 1)))
        for column, cell in self.cells.items():
            cell.name_widgets(f"{key}.{number}.{column}")

    def read(self, of: Callable[[Editor], Any]) -> dict[str, Any]:
        """What `of` gives for each cell, without the empty ones."""
        values = {key: of(cell) for key, cell in self.cells.items()}
        return {**self.extra, **{k: v for k, v in values.items() if not answers.empty(v)}}

    def put(self, values: Mapping[str, Any]) -> None:
        self.extra = {k: v for k, v in values.items() if k not in self.cells}
        for key, cell in self.cells.items():
            cell.set_value(values.get(key))

    def ask(self, asked: set[str]) -> None:
        """Show the cells that apply; a line of a table keeps its shape."""
        for key, cell in self.cells.items():
            if self._cards:
                cell.setVisible(key in asked)
                self._labels[key].setVisible(key in asked)
            else:
                cell.setEnabled(key in asked)

    def stops(self) -> list[Editor]:
        return [c for c in self.cells.values() if not c.isHidden() and c.isEnabled()]


class RowsEditor(Editor):
    """A list of rows, each with one editor for each column."""

    def __init__(
        self,
        question: Field,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        make: Make,
        compact: bool = False,
    ) -> None:
        self.rows: list[_Row] = []
        self._make = make
        self._removed: list[dict[str, Any]] = []
        key = question.key
        self.add = Button(say(ADD_ROW), f"{key}.add", icon="plus", tip=say(ADD_ROW_TIP))
        self.bring_back = Button(say(BRING_BACK), f"{key}.bring_back", icon="restore", kind="quiet")
        super().__init__(question, desk, parent, compact=compact)
        fitting = row_widths.widths([(each, self.title(each)) for each in _columns(question)])
        self.in_cards, self.widths = fitting is None, fitting or {}
        self._lay_out()
        self.add.clicked.connect(lambda: self.add_row())
        self.bring_back.clicked.connect(self._bring_back)
        self.bring_back.hide()
        self.setFocusProxy(self.add)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._header = self._titles()
        self._column.addWidget(self._header)
        self._header.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.bring_back)
        buttons.addStretch(1)
        self._column.addLayout(buttons)

    def title(self, column: Field) -> str:
        """What stands above a cell: its label, with the unit that has no room in the cell."""
        label, unit = answers.label(self.desk.form, column), unit_of(column)
        return label if unit in label else say(WITH_UNIT(label=label, unit=unit))

    def _titles(self) -> QWidget:
        header = QWidget()
        if self.in_cards:
            return header
        line = QHBoxLayout(header)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(row_widths.GAP)
        line.addSpacing(row_widths.NUMBER + row_widths.GAP)
        for column in _columns(self.question):
            label = Words(self.title(column), "small", wrap=False)
            label.setToolTip(label.text())
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            line.addWidget(label, self.widths[column.key])
        line.addSpacing(row_widths.REMOVE + row_widths.GAP)
        return header

    def inputs(self) -> list[QWidget]:
        return [self.add, self.bring_back]

    def name_widgets(self, path: str) -> None:
        super().name_widgets(path)
        self.add.setObjectName(f"{path}.add")
        self.add.setAccessibleName(say(ADD_ROW))
        self.bring_back.setObjectName(f"{path}.bring_back")
        self.bring_back.setAccessibleName(say(BRING_BACK))

    # --- rows -----------------------------------------------------------------------------

    def add_row(self, values: Mapping[str, Any] | None = None, *, focus: bool = True) -> _Row:
        """Add a row below the others."""
        row = _Row(self, len(self.rows), self._make)
        row.remove.clicked.connect(lambda: self.remove_row(self.rows.index(row)))
        for cell in row.cells.values():
            cell.changed.connect(self._cell_changed)
            cell.cut.connect(self.cut)
            cell.left.connect(self.left)
        row.put(values or {})
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        self._header.setVisible(not self.in_cards)
        self._ask(row)
        if focus and row.stops():
            row.stops()[0].setFocus(Qt.FocusReason.TabFocusReason)
        return row

    def remove_row(self, number: int) -> None:
        """Take a row away; it can be brought back."""
        gone = self.rows.pop(number)
        kept = gone.read(_KEPT)
        if kept:
            self._removed.append(kept)
        self.bring_back.setVisible(bool(self._removed))
        self._column.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        for index, row in enumerate(self.rows):
            row.renumber(self.question.key, index)
        self._header.setVisible(bool(self.rows) and not self.in_cards)
        near = self.rows[min(number, len(self.rows) - 1)].stops() if self.rows else []
        (near[0] if near else self.add).setFocus()
        self._edited()

    def move_row(self, number: int, by: int) -> None:
        """Change places with the row above (-1) or below (1)."""
        other = number + by
        if not 0 <= other < len(self.rows):
            return
        a, b = self.rows[number], self.rows[other]
        mine, theirs = a.read(_KEPT), b.read(_KEPT)
        a.put(theirs)
        b.put(mine)
        for row in (a, b):
            self._ask(row)
        self._edited()

    def _bring_back(self) -> None:
        if self._removed:
            self.add_row(self._removed.pop())
            self.bring_back.setVisible(bool(self._removed))
            self._edited()

    def _cell_changed(self) -> None:
        for row in self.rows:
            self._ask(row)
        self._edited()

    def _ask(self, row: _Row) -> None:
        asked = answers.asked_in_row(
            self.question, row.read(_VALUE), self.desk.answers, self.desk.minor
        )
        row.ask({column.key for column in asked})

    # --- keys -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override Editor.keyPressEvent: walk, move and remove by keyboard."""
        here = self._here()
        # Not Ctrl+Shift with the arrows: a line takes those for itself, to select.
        shift = Qt.KeyboardModifier.ShiftModifier
        alt, control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
        if here is None:
            super().keyPressEvent(event)
        elif event.modifiers() == alt | shift and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move_with_focus(*here, by=-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.modifiers() == control | shift and event.key() == Qt.Key.Key_Delete:
            self.remove_row(here[0])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._go_on(*here)
        else:
            super().keyPressEvent(event)

    def _here(self) -> tuple[int, Editor] | None:
        """The row and cell that have the focus."""
        focused = QApplication.focusWidget()
        for number, row in enumerate(self.rows):
            for cell in row.cells.values():
                if focused is not None and (cell is focused or cell.isAncestorOf(focused)):
                    return number, cell
        return None

    def _go_on(self, number: int, cell: Editor) -> None:
        stops = self.rows[number].stops()
        at = stops.index(cell)
        if at + 1 < len(stops):
            stops[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        elif number + 1 < len(self.rows):
            self.rows[number + 1].stops()[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.rows[number].read(_KEPT):
            self.add_row()
        else:
            self.add.setFocus(Qt.FocusReason.TabFocusReason)

    def _move_with_focus(self, number: int, cell: Editor, *, by: int) -> None:
        self.move_row(number, by)
        target = number + by
        if 0 <= target < len(self.rows):
            self.rows[target].cells[cell.question.key].setFocus()

    # --- the answer -----------------------------------------------------------------------

    def filled(self) -> list[_Row]:
        """The rows that say something: their order is that of the answer's list."""
        return [row for row in self.rows if row.read(_VALUE)]

    def cell(self, number: int, key: str) -> Editor:
        """The cell of the row that is `number` in the answer; the editor itself if none."""
        rows = self.filled()
        return rows[number].cells.get(key, self) if number < len(rows) else self

    def trouble(self) -> Text | None:
        found = (cell.trouble() for row in self.rows for cell in row.cells.values())
        return next((t for t in found if t), None) if not self._none else None

    def kept(self) -> Any:
        if self._none:
            return self.value()
        rows = [row.read(_KEPT) for row in self.rows]
        return [r for r in rows if r] or None

    def set_read_only(self, read_only: bool) -> None:
        self.add.setHidden(read_only)
        for row in self.rows:
            row.remove.setHidden(read_only)
            for cell in row.cells.values():
                cell.set_read_only(read_only)

    def _read(self) -> list[dict[str, Any]] | None:
        return [row.read(_VALUE) for row in self.filled()] or None

    def _show(self, value: Any) -> None:
        while len(self.rows) > len(value):
            gone = self.rows.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for number, values in enumerate(value):
            if number < len(self.rows):
                self.rows[number].put(values)
                self._ask(self.rows[number])
            else:
                self.add_row(values, focus=False)
        self._header.setVisible(bool(self.rows) and not self.in_cards)

    def _blank(self) -> None:
        self._show([])
