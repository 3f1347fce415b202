"""Rows of a spreadsheet → answers of the intake form.

A row is taken whole or not at all: whatever cannot be read, contradicts itself or must not be
kept is a `RowProblem`, with the number of the row as the spreadsheet program shows it and the
title of the column. What is only odd (an age that does not fit the date of birth) is a remark;
the row is taken and the remark shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from rescueapp.domain.case import age_on, may_be_minor
from rescueapp.errors import Refused
from rescueapp.exchange import documents, titles, values
from rescueapp.exchange.cells import Broken, Cell, Formula, clean, words_of
from rescueapp.exchange.dates import read_ages, read_instant
from rescueapp.exchange.divisions import division_of
from rescueapp.exchange.mapping import FORM, Columns, fields, places
from rescueapp.exchange.spreadsheet import Row, Table
from rescueapp.exchange.titles import plain
from rescueapp.forms import answers, catalogue
from rescueapp.forms.forbidden import refusal
from rescueapp.forms.none_codes import answered
from rescueapp.i18n import Text, mark
from rescueapp.progress import Progress, Quiet

AT_A_TIME = 100  # rows between two reports

MISSING_SEX: Final = mark("The sex is missing.", "spreadsheet")
MISSING_ARRIVAL: Final = mark("The time of arrival is missing.", "spreadsheet")
BORN_LATER: Final = mark("The date of birth is after the time of arrival.", "spreadsheet")
AGE_DIFFERS: Final = mark(
    "The age does not fit the date of birth; the date of birth was taken.", "spreadsheet"
)
COUNTY_UNKNOWN: Final = mark(
    "The county could not be told from this address; the address was taken.", "spreadsheet"
)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was not taken, or what is odd in it. The words never quote the cell."""

    number: int  # as the spreadsheet program shows it
    title: str  # of the column, as written
    words: Text


def forbidden(titles: tuple[str, ...], row: Row, *, minor: bool) -> Iterator[RowProblem]:
    """What must not be kept at all, in any cell of a row under its title (K-20 to K-23)."""
    for title, cell in zip(titles, row.cells, strict=True):
        if cell is None or isinstance(cell, Formula | Broken):
            continue
        text = cell if isinstance(cell, str) else words_of(cell)
        words = refusal(text, minor=minor) or refusal(f"{title}：{text}", minor=minor)
        if words is not None:
            yield RowProblem(row.number, title, words)


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that can become a case.

    `fingerprint`: words that are the same when the same row comes again, here or in another
    file. They name a person: they are for `crypto.seal.token`, never to be kept or shown.
    """

    number: int
    answers: dict[str, Any] = field(repr=False)
    fingerprint: tuple[str, ...] = field(repr=False)
    remarks: tuple[RowProblem, ...] = ()


def read_rows(
    table: Table, columns: Columns, *, today: date, progress: Progress | None = None
) -> Iterator[Taken | RowProblem]:
    """Every row in order: one `Taken`, or its problems (one or several of the same number).

    Raises Refused for a mapping that does not fit the table (`mapping.places`). Reports rows.
    """
    watched = progress or Quiet()
    sheet = _Sheet(table, columns, places(columns, table), today)
    for done, row in enumerate(table.rows, start=1):
        yield from sheet.read(row)
        if done % AT_A_TIME == 0:
            watched.report(done, len(table.rows))
    watched.report(len(table.rows), len(table.rows))


class _Sheet:
    """The rows of one table: what is the same for all of them, and who came before."""

    def __init__(self, table: Table, columns: Columns, at: Mapping[str, int], today: date) -> None:
        self.table = table
        self.words = columns.words
        self.at = at
        self.today = today
        self.fields = fields()
        self._nameless: Counter[tuple[str, ...]] = Counter()

    def read(self, row: Row) -> Iterator[Taken | RowProblem]:
        reading = _Reading(self, row)
        reading.all()
        if reading.problems:
            yield from reading.problems
            return
        yield Taken(row.number, reading.answers, self._fingerprint(reading), tuple(reading.remarks))

    def _fingerprint(self, reading: _Reading) -> tuple[str, ...]:
        """Name or number, birth and arrival tell a person; without name and number, the row."""
        found = reading.answers
        name, document = found.get("name"), found.get("id_document")
        number = document.get("number", "") if isinstance(document, dict) else ""
        born = str(found.get("birth_date", ""))
        words = (plain(name) if isinstance(name, str) else "", number, born, found["arrived_at"])
        if words[0] or words[1]:
            return ("row", *words)
        # Two unknown women of one night are two: the second of equal rows is another one, and
        # the same two when the file comes again.
        whole = ("row", *(_shown(cell) for cell in reading.row.cells))
        self._nameless[whole] += 1
        return (*whole, str(self._nameless[whole]))


class _Reading:
    """One row while it is read."""

    def __init__(self, sheet: _Sheet, row: Row) -> None:
        self.sheet = sheet
        self.row = row
        self.answers: dict[str, Any] = {}
        self.problems: list[RowProblem] = []
        self.remarks: list[RowProblem] = []

    def all(self) -> None:
        """Read the row. The order matters: later readers use what earlier ones found."""
        for target in self.sheet.at:
            if target in self.sheet.fields and target != "arrived_at":
                self._try(target, self._field)
        self._try("arrived_at", self._arrival)
        self._try(self._number_target(), self._document)
        self._try(titles.AGE, self._ages)
        self._try(titles.HOME, self._home)
        self._try(titles.FOUND, self._found)
        self._try(titles.REMARKS, self._remarks)
        self._forbidden()
        if not self.problems:
            self._whole()

    def cell(self, target: str) -> Cell:
        """The cell of a target; None where no column has it."""
        place = self.sheet.at.get(target)
        return None if place is None else self.row.cells[place]

    def title(self, target: str) -> str:
        place = self.sheet.at.get(target)
        return "" if place is None else self.sheet.table.titles[place]

    def problem(self, target: str, words: Text) -> None:
        self.problems.append(RowProblem(self.row.number, self.title(target), words))

    def remark(self, target: str, words: Text) -> None:
        """Once: the number check and the form's own check may say the same."""
        found = RowProblem(self.row.number, self.title(target), words)
        if found not in self.remarks:
            self.remarks.append(found)

    def _try(self, target: str, read: Callable[[str], None]) -> None:
        try:
            read(target)
        except Refused as reason:
            self.problem(target, reason.words)

    def _forbidden(self) -> None:
        """Every cell under its title, mapped or not: a sheet with such a row is not for this
        program. Of the row's age is known by now what there is."""
        minor = self._minor(answers.spine(catalogue.form(FORM), self.answers))
        self.problems += forbidden(self.sheet.table.titles, self.row, minor=minor)

    def _minor(self, spine: answers.Spine) -> bool:
        return may_be_minor(spine.born_to, self.sheet.today)

    def _field(self, target: str) -> None:
        about = self.sheet.fields[target]
        found = values.read_value(
            about, self.cell(target), epoch=self.sheet.table.epoch, own=self._own(target)
        )
        self.answers.update(found)

    def _own(self, target: str) -> Mapping[str, str]:
        return self.sheet.words.get(target, {})

    def _arrival(self, target: str) -> None:
        found = read_instant(
            self.cell(target), self.sheet.table.epoch, clock=self.cell(titles.ARRIVAL_TIME)
        )
        if found is None:
            raise Refused(MISSING_ARRIVAL)
        self.answers["arrived_at"] = found

    def _number_target(self) -> str:
        """Of a card and a passport column the one with something in it."""
        passport = self.cell(titles.PASSPORT_NUMBER) is not None
        card = self.cell(titles.DOCUMENT_NUMBER) is not None
        return titles.PASSPORT_NUMBER if passport and not card else titles.DOCUMENT_NUMBER

    def _document(self, target: str) -> None:
        kind = values.document_kind(self.cell(titles.DOCUMENT_TYPE), self._own("document_type"))
        found = values.read_document(
            self.cell(target), kind, passport=target == titles.PASSPORT_NUMBER
        )
        if found is None:
            return
        self.answers["id_document"] = found
        if answered(found) and found["number"]:
            self._from_number(target, found)

    def _from_number(self, target: str, found: dict[str, str]) -> None:
        """A card tells sex and birth: they fill what the row leaves open, or are compared."""
        sex, birth = self.answers.get("sex"), self.answers.get("birth_date")
        verdict = documents.check(
            found["type"],
            found["number"],
            sex=sex if isinstance(sex, str) else None,
            birth=birth if isinstance(birth, str) else None,
        )
        self.answers["id_document"] = {"type": found["type"], "number": verdict.number}
        for words in verdict.warnings:
            self.remark(target, words)
        for key, value in (("sex", verdict.sex), ("birth_date", verdict.born)):
            if value and not answered(self.answers.get(key)):
                self.answers[key] = value

    def _ages(self, target: str) -> None:
        cell = self.cell(target)
        none = values.none_of(cell)
        if none is not None:
            self.answers.update({"age_low": none, "age_high": none})
            return
        ages = None if values.blank(cell) else read_ages(cell)
        if ages is None:
            return
        if not answered(self.answers.get("birth_date")):
            self.answers.update({"age_low": ages[0], "age_high": ages[1]})
        elif not self._fits(ages):
            self.remark(target, AGE_DIFFERS)

    def _fits(self, ages: tuple[int, int]) -> bool:
        """Whether an age fits the birth: a year more or less, for ages by calendar year."""
        spine = answers.spine(catalogue.form(FORM), self.answers)
        if not (spine.arrived_at and spine.born_from and spine.born_to):
            return True
        arrived = date.fromisoformat(spine.arrived_at[:10])
        youngest = age_on(date.fromisoformat(spine.born_to), arrived)
        oldest = age_on(date.fromisoformat(spine.born_from), arrived)
        return ages[0] <= oldest + 1 and ages[1] >= youngest - 1

    def _home(self, target: str) -> None:
        self._address(target, "home_county", "home_address")

    def _found(self, target: str) -> None:
        self._address(target, "found_county", "found_address")

    def _address(self, target: str, county: str, whole: str) -> None:
        cell = self.cell(target)
        none = values.none_of(cell)
        if none is not None:
            self.answers.setdefault(county, none)
            return
        text = "" if values.blank(cell) else clean(words_of(cell)).replace("\n", " ")
        if not text:
            return
        self.answers.setdefault(whole, text)
        code = division_of(text)
        if code:
            self.answers.setdefault(county, {"code": code, "text": ""})
        else:
            self.remark(target, COUNTY_UNKNOWN)

    def _remarks(self, target: str) -> None:
        cell = self.cell(target)
        text = "" if values.blank(cell) or values.nothing(cell) else words_of(cell)
        before = self.answers.get("brief")
        if text:
            self.answers["brief"] = f"{before}\n{text}" if isinstance(before, str) else text

    def _whole(self) -> None:
        """What the form itself says of the answers together."""
        if not answered(self.answers.get("sex")):
            self.problem("sex" if "sex" in self.sheet.at else titles.DOCUMENT_NUMBER, MISSING_SEX)
            return
        form = catalogue.form(FORM)
        spine = answers.spine(form, self.answers)
        if spine.born_from and spine.arrived_at and spine.born_from > spine.arrived_at[:10]:
            self.problem(self._origin("birth_date"), BORN_LATER)
        found = answers.problems(
            form,
            self.answers,
            complete=False,
            today=self.sheet.today,
            minor=self._minor(spine),
        )
        for each in found:
            tell = self.problem if each.blocking else self.remark
            tell(self._origin(str(each.path[0])), each.words)

    def _origin(self, key: str) -> str:
        """The target whose column an answer came from."""
        if key in self.sheet.at:
            return key
        return next((t for t in _SOURCES.get(key, ()) if t in self.sheet.at), key)


_SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "age_low": (titles.AGE,),
    "age_high": (titles.AGE,),
    "birth_date": (titles.DOCUMENT_NUMBER,),
    "sex": (titles.DOCUMENT_NUMBER,),
    "id_document": (titles.DOCUMENT_NUMBER, titles.PASSPORT_NUMBER),
    "home_county": (titles.HOME,),
    "home_address": (titles.HOME,),
    "found_county": (titles.FOUND,),
    "found_address": (titles.FOUND,),
    "brief": (titles.REMARKS,),
    "never_schooled": ("education",),
}


def _shown(cell: Cell) -> str:
    return "" if cell is None else plain(words_of(cell)) if isinstance(cell, str) else str(cell)
