"""An identity document: its type, its number, and what the number says about itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.forms import numbers
from rescueapp.forms.schema import Field
from rescueapp.i18n import Text, mark, say
from ui.forms.code_finders import find_codes
from ui.forms.editor import Desk, Option
from ui.forms.marks import set_role
from ui.forms.place_editors import TwoPartEditor
from ui.widgets.words import Words

DOCUMENT_TYPE = mark("Type: code, word or pinyin", "editor")
NUMBER = mark("Number", "editor")
CHECKED = mark("The number is well formed.", "editor")
DOCUMENTS = "C-08"
RESIDENT_CARD = "01"


class DocumentEditor(TwoPartEditor):
    """Type and number; the check speaks while one types, and blocks nothing here."""

    keys = ("type", "number")

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self._types = Field(question.key, question.label, question.kind, codes=DOCUMENTS)
        self._verdict = Words(role="muted")
        super().__init__(question, desk, parent, compact=compact)
        self._verdict.hide()
        self.line.setMaxLength(40)
        self.line.textEdited.connect(self._guess_type)
        self.changed.connect(self._check)
        self.left.connect(self._leave)

    def _arrange(self, parts: QHBoxLayout) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(parts)
        column.addWidget(self._verdict)

    def options(self, typed: str) -> Sequence[Option]:
        return find_codes(self._types, typed)

    def words(self, code: str) -> str:
        return next((o.words for o in find_codes(self._types, "") if o.value == code), code)

    def examples(self) -> tuple[str, str]:
        return say(DOCUMENT_TYPE), say(NUMBER)

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._check()

    def _read(self) -> dict[str, str] | None:
        number = numbers.normalise(self.line.text())
        if not self._code and not number:
            return None
        return {"type": self._code, "number": number}

    def _guess_type(self, text: str) -> None:
        """Eighteen characters without a type are a resident card in all but rare cases."""
        if self._code or self.finder.text() or len(numbers.normalise(text)) != 18:
            return
        self._choose(Option(RESIDENT_CARD, self.words(RESIDENT_CARD)))

    def _check(self) -> None:
        value = self._read()
        if self.compact or not value or not value["number"] or not value["type"]:
            self._verdict.hide()
            return
        verdict = numbers.check_document(value["type"], value["number"])
        wrong: list[Text] = [verdict.error] if verdict.error else list(verdict.warnings)
        if not wrong and not numbers.is_checked(value["type"]):
            self._verdict.hide()  # nothing was checked
            return
        self._verdict.setText(" ".join(say(w) for w in wrong) or say(CHECKED))
        set_role(self._verdict, "warning" if wrong else "muted")
        self._verdict.show()

    def _leave(self) -> None:
        """The form says from now on what stands against the number: it is not said twice."""
        value = self._read() or {}
        if value.get("number") and numbers.check_document(value["type"], value["number"]).error:
            self._verdict.hide()
