"""A titled group of questions. Folded, it builds nothing; open, it builds a question at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from rescueapp.forms.schema import Field, Section
from rescueapp.i18n import lookup, mark, say
from ui import theme
from ui.forms.field_row import FieldRow
from ui.widgets.buttons import Tool
from ui.widgets.words import Words

FILLED = mark("{title}  {filled}/{asked}", "form view")

_INSET = 15  # of the words of a question: its margin and the line of the focus

MakeRow = Callable[[Field], FieldRow]


class SectionBox(QFrame):
    """`wanted` are the questions that apply now, in order; `rows` those that were built."""

    unfolded = Signal()

    def __init__(self, section: Section, context: str, make_row: MakeRow) -> None:
        super().__init__()
        self.section = section
        self.rows: dict[str, FieldRow] = {}
        self.wanted: tuple[Field, ...] = ()
        self._make_row = make_row
        self._title = lookup(section.title, context)
        self._order = {field.key: number for number, field in enumerate(section.fields)}
        self.setObjectName(f"section.{section.key}")
        self.setProperty("look", "card")
        self._add_head()
        self._add_body(lookup(section.hint, context) if section.hint else "")
        self._set_open(not section.folded)

    def _add_head(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(0)
        self.head = Tool(self._title, f"section.{self.section.key}.fold", icon="down")
        self.head.setToolTip("")
        self.head.setProperty("look", "section")
        self.head.setCheckable(True)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.toggled.connect(self._toggle)
        column.addWidget(self.head)

    def _add_body(self, hint: str) -> None:
        self.body = QWidget()
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 4, 0, 8)
        self._column.setSpacing(2)
        self._fixed = 0
        if hint:
            words = Words(hint, "small", name=f"section.{self.section.key}.hint")
            words.setContentsMargins(_INSET, 0, 0, 2)
            self._column.addWidget(words)
            self._fixed = 1
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.body)

    # --- folding --------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self.head.isChecked()

    def open(self) -> None:
        self._set_open(True)

    def _set_open(self, is_open: bool) -> None:
        if self.head.isChecked() != is_open:
            self.head.setChecked(is_open)
        else:
            self._toggle(is_open)

    def _toggle(self, is_open: bool) -> None:
        theme.dress(self.head, "down" if is_open else "right", "muted")
        self.body.setVisible(is_open)
        if is_open:
            self.unfolded.emit()

    # --- questions ------------------------------------------------------------------------

    def want(self, fields: tuple[Field, ...], filled: int) -> None:
        """These questions apply now. Rows that are there are shown or hidden at once."""
        self.wanted = fields
        keys = {field.key for field in fields}
        for key, row in self.rows.items():
            row.setVisible(key in keys)
        self.setVisible(bool(fields))
        words = say(FILLED(title=self._title, filled=filled, asked=len(fields)))
        if self.head.text() != words:
            self.head.setText(words)
            self.head.setAccessibleName(words)

    def missing(self) -> Field | None:
        """The first question that applies and has no row yet; None while folded."""
        if not self.is_open:
            return None
        return next((f for f in self.wanted if f.key not in self.rows), None)

    def build(self, field: Field) -> FieldRow:
        """Build the row of a question, at its place."""
        row = self._make_row(field)
        before = sum(1 for key in self.rows if self._order[key] < self._order[field.key])
        self._column.insertWidget(self._fixed + before, row)
        row.show()  # at once, so that it can take the focus
        self.rows[field.key] = row
        return row

    def shown(self) -> list[FieldRow]:
        """The rows one can see, in reading order."""
        if not self.is_open:
            return []
        return [self.rows[f.key] for f in self.wanted if f.key in self.rows]
