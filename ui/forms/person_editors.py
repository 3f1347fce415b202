"""People: another case, and the relatives of this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rescueapp.actions.finding import cases
from rescueapp.domain.case import CaseRow, Query
from rescueapp.forms.schema import Field
from rescueapp.i18n import mark, say
from ui.forms.code_finders import FindCodeEditor
from ui.forms.editor import Desk, Option
from ui.widgets.buttons import Button

FIND_CASE = mark("Case: number or alias", "editor")
FIND_RELATIVE = mark("A relative of this case", "editor")
ADD_RELATIVE = mark("Add a relative…", "editor")
_OFFERED = 12
_RELATIVE = "relative"  # the form


def _case_option(row: CaseRow) -> Option:
    return Option(row.uid, row.alias, row.number)


class PersonEditor(FindCodeEditor):
    """Another case, found by number or alias; shown by both, never by name."""

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self._names: dict[str, str] = {}
        super().__init__(question, desk, parent, compact=compact)

    def options(self, typed: str) -> Sequence[Option] | None:
        """Ask the database; the offers come when it has answered."""
        query = Query(text=typed)
        self.desk.session.run(
            lambda ws: cases.case_rows(ws, cases.find_cases(ws, query)[:_OFFERED]),
            lambda rows: self._offer(typed, rows),
            owner=self,
        )
        return None

    def _offer(self, typed: str, rows: Sequence[CaseRow]) -> None:
        if self.line.text().strip() != typed:
            return
        others = [_case_option(row) for row in rows if row.uid != self.desk.case_uid]
        self._names.update({o.value: f"{o.words}　{o.detail}" for o in others})
        self.line.offer(others)

    def words(self, value: Any) -> str:
        """Alias and number; they are asked for when they are not known yet."""
        if value not in self._names:
            self._names[value] = "…"
            self.desk.session.run(lambda ws: cases.case(ws, value), self._show_case, owner=self)
        return self._names[value]

    def _show_case(self, row: CaseRow) -> None:
        option = _case_option(row)
        self._names[option.value] = f"{option.words}　{option.detail}"
        if self._value == option.value:
            self.line.setText(self._names[option.value])

    def _exact(self, _: str) -> Option | None:
        """Override FindCodeEditor._exact: what is offered comes later than the leaving."""
        return None

    def example(self) -> str:
        return say(FIND_CASE)


class RelativeEditor(FindCodeEditor):
    """One of the relatives of this case; a new one is added without leaving the form."""

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        super().__init__(question, desk, parent, compact=compact)
        name = f"{question.key}.add"
        self._add = Button(say(ADD_RELATIVE), name, self._add_one, icon="plus", kind="quiet")
        of_case = desk.add_one is not None and desk.case_uid is not None
        self._add.setVisible(of_case and not compact)
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(1, self._add)

    def options(self, typed: str) -> Sequence[Option]:
        return [r for r in self.desk.relatives if typed in r.words or typed in r.detail]

    def words(self, value: Any) -> str:
        return next((r.words for r in self.desk.relatives if r.value == value), "…")

    def _add_one(self) -> None:
        if self.desk.add_one is not None:
            self.desk.add_one(_RELATIVE, self._choose)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._add.setDisabled(read_only)

    def example(self) -> str:
        return say(FIND_RELATIVE)
