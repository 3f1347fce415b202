"""Where, and with whom: places, countries, departments, institutions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rescueapp.domain import departments
from rescueapp.forms import answers, codes, places
from rescueapp.forms.schema import Field
from rescueapp.i18n import mark, say
from ui.forms.code_finders import FindCodeEditor, find_codes
from ui.forms.editor import Desk, Editor, Option, sensitive_hints
from ui.forms.finder import Finder
from ui.forms.text_editors import LineEditor, longest
from ui.widgets.cut import tell_cut

FIND_PLACE = mark("Any part of the county, city or province", "editor")
DETAIL = mark("Street, village, house", "editor")
FIND_COUNTRY = mark("Country: word, pinyin or two letters", "editor")
FIND_DEPARTMENT = mark("Department: code, word or pinyin", "editor")
OFFICE_NAME = mark("Name of the office", "editor")
LEADS = mark("leads here", "editor")
SUPPORTS = mark("supports here", "editor")

_SERVICES = "C-23"


class CountryEditor(FindCodeEditor):
    """A country by word, pinyin or its two letters."""

    def options(self, typed: str) -> Sequence[Option]:
        found = places.find_countries(typed) if typed else places.countries()
        return [Option(c.code, places.country_label(c.code), c.code) for c in found]

    def example(self) -> str:
        return say(FIND_COUNTRY)


class TwoPartEditor(Editor):
    """A found part and a written part; either may stay empty."""

    keys = ("code", "text")

    def __init__(
        self, question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        self.finder = Finder(self.options, free=False)
        self.line = QLineEdit()
        self.line.setMaxLength(longest(question))
        for edit in (self.finder, self.line):
            edit.setInputMethodHints(sensitive_hints(question))
        self._code = ""
        super().__init__(question, desk, parent, compact=compact)
        parts = QHBoxLayout()
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(8)
        parts.addWidget(self.finder, 3)
        parts.addWidget(self.line, 2)
        self._arrange(parts)
        self.setFocusProxy(self.finder)
        self.finder.chosen.connect(self._choose)
        self.finder.typed.connect(self._typed)
        self.finder.left.connect(self.left)
        tell_cut(self.line, self.cut.emit)
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(self.left)

    def _arrange(self, parts: QHBoxLayout) -> None:
        self.setLayout(parts)

    def options(self, typed: str) -> Sequence[Option]:
        raise NotImplementedError

    def words(self, code: str) -> str:
        """How a code reads."""
        raise NotImplementedError

    def examples(self) -> tuple[str, str]:
        """What stands in the two lines while they are empty."""
        raise NotImplementedError

    def name_widgets(self, path: str) -> None:
        super().name_widgets(path)
        self.finder.setObjectName(f"{path}.{self.keys[0]}")
        self.line.setObjectName(f"{path}.{self.keys[1]}")
        self._tell_none("")

    def inputs(self) -> list[QWidget]:
        return [self.finder, self.line]

    def set_read_only(self, read_only: bool) -> None:
        self.finder.setReadOnly(read_only)
        self.line.setReadOnly(read_only)

    def _choose(self, option: Option) -> None:
        self._code = option.value
        self.finder.setText(self.words(option.value))
        self.finder.setCursorPosition(0)
        self._edited()

    def _typed(self, _: str) -> None:
        self._code = ""
        self._edited()

    def _read(self) -> dict[str, str] | None:
        """A first part that is in no list counts as written words: nothing typed is lost."""
        loose = "" if self._code else self.finder.text().strip()
        text = " ".join(part for part in (loose, self.line.text().strip()) if part)
        if not self._code and not text:
            return None
        return {self.keys[0]: self._code, self.keys[1]: text}

    def _show(self, value: Any) -> None:
        self._code = value.get(self.keys[0], "")
        self.finder.setText(self.words(self._code) if self._code else "")
        self.finder.setCursorPosition(0)
        self.line.setText(value.get(self.keys[1], ""))

    def _blank(self) -> None:
        self._code = ""
        self.finder.clear()
        self.line.clear()

    def _tell_none(self, words: str) -> None:
        first, second = ("", "") if self.compact else self.examples()
        self.finder.setPlaceholderText(words or first)
        self.line.setPlaceholderText("" if words else second)


class PlaceEditor(TwoPartEditor):
    """A division found by any part of its name, and the rest of the address in words."""

    def options(self, typed: str) -> Sequence[Option]:
        found = places.find_places(typed) if typed else places.children("")
        return [Option(p.code, places.place_label(p.code), p.code) for p in found]

    def words(self, code: str) -> str:
        return places.place_label(code)

    def examples(self) -> tuple[str, str]:
        return say(FIND_PLACE), say(DETAIL)


class DepartmentEditor(TwoPartEditor):
    """A department of C-24 and the name of the office: first who is responsible for the services
    of the form under the plan of this place."""

    keys = ("code", "name")

    def options(self, typed: str) -> Sequence[Option]:
        services = list(_services(self.desk))
        named = [found for each in services if (found := self.desk.responsible.get(each))]
        lead = {code for each in named for code in each.lead}
        first = departments.first(self.desk.responsible, services)
        fitting = find_codes(_departments(self.question), typed)
        ours = {option.value: option for option in fitting if option.value in first}
        told = [
            replace(ours[code], detail=say(LEADS if code in lead else SUPPORTS))
            for code in first
            if code in ours
        ]
        return [*told, *(option for option in fitting if option.value not in ours)]

    def words(self, code: str) -> str:
        return codes.label(_departments(self.question).codes, code)

    def examples(self) -> tuple[str, str]:
        return say(FIND_DEPARTMENT), say(OFFICE_NAME)


def _services(desk: Desk) -> Iterator[str]:
    """The services (C-23) answered in the form, in its rows too."""
    for field in answers.fields(desk.form):
        value = desk.answers.get(field.key)
        if field.codes == _SERVICES:
            yield from value if isinstance(value, list) else filter(None, [_code(value)])
        for inner in field.rows if isinstance(value, list) else ():
            if inner.codes == _SERVICES:
                yield from filter(None, (_code(row.get(inner.key)) for row in value or ()))


def _code(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _departments(question: Field) -> Field:
    """The field as a question of the list of departments, whether or not it names one."""
    return (
        question
        if question.codes
        else Field(question.key, question.label, question.kind, codes="C-24")
    )


class InstitutionEditor(LineEditor):
    """The name of an institution, completed from those written before."""

    def make_line(self) -> QLineEdit:
        finder = Finder(self._find, free=True)
        finder.chosen.connect(lambda _: self._edited())
        return finder

    def _find(self, typed: str) -> Sequence[Option]:
        found = [name for name in self.desk.institutions if typed in name and name != typed]
        return [Option(name, name) for name in found[:20]]
