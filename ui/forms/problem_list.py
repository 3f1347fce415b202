"""What is wrong with a form, in one list: Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from rescueapp.forms import answers
from rescueapp.forms.answers import FieldProblem
from rescueapp.forms.schema import Form
from rescueapp.i18n import mark, say
from ui import theme

LINE = mark("{question}: {words}", "form view")
LINE_IN_ROW = mark("{question}, row {row}, {column}: {words}", "form view")
TITLE = mark("What needs a look", "form view")
_PATH = Qt.ItemDataRole.UserRole
_ROWS_SHOWN = 5


class ProblemList(QListWidget):
    """One line for each problem. `chosen` carries its path."""

    chosen = Signal(tuple)

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._fields = {f.key: f for f in answers.fields(form)}
        self.setObjectName("problems")
        self.setAccessibleName(say(TITLE))
        self.setWordWrap(True)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)
        self.hide()

    def show_problems(self, problems: list[FieldProblem]) -> None:
        """Replace the lines; the one in hand stays in hand."""
        row = self.currentRow()
        self.clear()
        for problem in problems:
            item = QListWidgetItem(self._line(problem))
            name, colour = ("warning", "brick") if problem.blocking else ("info", "amber")
            item.setIcon(theme.icon(name, colour))
            item.setData(_PATH, problem.path)
            self.addItem(item)
        self.setCurrentRow(max(0, min(row, self.count() - 1)))
        lines = min(max(self.count(), 1), _ROWS_SHOWN)
        self.setFixedHeight(lines * max(self.sizeHintForRow(0), 30) + 2 * self.frameWidth() + 2)

    def _line(self, problem: FieldProblem) -> str:
        field = self._fields[str(problem.path[0])]
        question, words = answers.label(self._form, field), say(problem.words)
        if len(problem.path) < 3:
            return say(LINE(question=question, words=words))
        column = next(f for f in field.rows if f.key == problem.path[2])
        row = int(problem.path[1]) + 1
        name = answers.label(self._form, column)
        return say(LINE_IN_ROW(question=question, row=row, column=name, words=words))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_PATH))
