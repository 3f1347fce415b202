"""An entry of a register of the station: found by name, added without leaving the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions.gates import companions
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Field
from rescueapp.i18n import Text, mark, say
from ui.forms.code_finders import FindCodeEditor
from ui.forms.editor import Desk, Option
from ui.forms.marks import set_role
from ui.widgets.buttons import Button
from ui.widgets.words import Words

FIND_ENTRY = mark("Name in the register", "editor")
ADD_ENTRY = mark("Add to the register…", "editor")


class EntryEditor(FindCodeEditor):
    """One of those in use; one that is no longer is read and not offered.

    What should be known of the one chosen before they meet this person stands under the line. It
    comes from the database and stops nothing.
    """

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self._cautions = Words(name=f"{question.key}.cautions")
        self._looked_at: Any = None
        super().__init__(question, desk, parent, compact=compact)
        self._add.setVisible(desk.add_one is not None and self._may_add() and not compact)

    def _lay_out(self) -> None:
        """Override FindCodeEditor._lay_out: the line, the button, the cautions below."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        row.addWidget(self.line, 100)
        name = f"{self.question.key}.add"
        self._add = Button(say(ADD_ENTRY), name, self._add_one, icon="plus", kind="quiet")
        row.addWidget(self._add)
        if not self.compact:
            self.line.setMaximumWidth(400)
            row.addStretch(1)
        set_role(self._cautions, "warning")
        self._cautions.hide()
        column.addWidget(self._cautions)

    # --- finding --------------------------------------------------------------------------

    def options(self, typed: str) -> Sequence[Option]:
        """Override FindCodeEditor.options: by any part of what is told of them."""
        wanted = typed.casefold()
        told = ((option, f"{option.words} {option.detail}".casefold()) for option in self._known())
        return [option for option, words in told if wanted in words]

    def words(self, value: Any) -> str:
        return self.desk.names().get(value, "…")

    def example(self) -> str:
        return say(FIND_ENTRY)

    def _known(self) -> Sequence[Option]:
        return self.desk.entries.get(self.question.register, ())

    def _add_one(self) -> None:
        if self.desk.add_one is not None:
            self.desk.add_one(self.question.register, self._choose)

    def _may_add(self) -> bool:
        return self.desk.session.worker.role.value in REGISTERS[self.question.register].writers

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._add.setDisabled(read_only)

    # --- cautions -------------------------------------------------------------------------

    def _edited(self) -> None:
        super()._edited()
        self._look()

    def _put(self, value: Any) -> None:
        super()._put(value)
        self._look()

    def _look(self) -> None:
        """Ask what is to be known of whoever stands here now."""
        value, case_uid = self._value, self.desk.case_uid
        if value == self._looked_at:
            return
        self._looked_at = value
        self._say(())
        if value is not None and case_uid is not None:
            self.desk.session.run(
                lambda ws: companions.look(ws, case_uid, value),
                lambda said: self._say(said) if value == self._value else None,
                owner=self,
            )

    def _say(self, said: Sequence[Text]) -> None:
        words = "\n".join(map(say, said))
        self._cautions.setText(words)
        self._cautions.setVisible(bool(said))
        self.line.setAccessibleDescription(words)

    def cautions(self) -> str:
        """What stands under the line."""
        return self._cautions.text()
