"""The one interpreter of forms and their answers; everybody imports it from here.

`Answers` is a plain dict, field key → value as `schema` describes. The work is done by
subject in `asking`, `parsing`, `wording`, `checking` and `filing`; `dates` knows EDTF.

`minor` is always "the person may be under 18, or of unknown age" (domain.case.may_be_minor).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rescueapp.forms.none_codes import NONE_CODES, answered, empty, none
from rescueapp.forms.schema import Compartment, Field, Form, Level, Section
from rescueapp.i18n import Text

__all__ = ["NONE_CODES", "answered", "empty", "none"]

Answers = dict[str, Any]
Parts = dict[Compartment | None, Answers]


# --- asking --------------------------------------------------------------------------


def fields(form: Form) -> Iterator[Field]:
    """All fields of a form in order, retired ones too; not the fields inside ROWS."""
    raise NotImplementedError


def compartment_of(form: Form, field: Field) -> Compartment | None:
    """Where a field's answer is sealed; None: the clear part."""
    raise NotImplementedError


def asked(
    form: Form, answers: Mapping[str, Any], minor: bool
) -> list[tuple[Section, tuple[Field, ...]]]:
    """The sections and fields that apply to these answers, without empty sections."""
    raise NotImplementedError


def asked_in_row(
    field: Field, row: Mapping[str, Any], answers: Mapping[str, Any], minor: bool
) -> tuple[Field, ...]:
    """The fields of one row of a ROWS field that apply: conditions see the row, then the form."""
    raise NotImplementedError


# --- wording -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One question and how its answer reads; `words` is "" where nothing was entered.

    The words of ROWS are one line of text for each row. `level` is the highest inside.
    """

    section: str  # translated title
    label: str
    words: str
    level: Level
    compartment: Compartment | None
    field_key: str


def label(form: Form, field: Field) -> str:
    """The question in the language in use."""
    raise NotImplementedError


def say(field: Field, value: Any, names: Mapping[str, str] | None = None) -> str:
    """How an answer reads in the language in use; "" for none, words for none-codes.

    `names`: words for the uids of PERSON and RELATIVE answers (alias, relation).
    """
    raise NotImplementedError


def lines(
    form: Form, answers: Mapping[str, Any], minor: bool, names: Mapping[str, str] | None = None
) -> Iterator[Line]:
    """The form as it reads: asked fields, answered or not, then retired ones that have answers."""
    raise NotImplementedError


# --- checking ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one answer. `path`: field key, or field key, row index, key in row.

    A blocking problem must be put right before saving; the others are shown and may stay.
    """

    path: tuple[str | int, ...]
    words: Text
    blocking: bool


def problems(
    form: Form, answers: Mapping[str, Any], *, complete: bool, today: date, minor: bool
) -> list[FieldProblem]:
    """What is wrong, in the order of the form.

    `complete`: required fields must be answered (a none-code answers a personal field). An
    incomplete record needs nothing, but for sex and arrival time in the form that registers.
    """
    raise NotImplementedError


def parse(field: Field, text: str) -> Any:
    """The value of what a person types or a spreadsheet holds; None for empty text.

    Full-width digits, 2026年3月5日, 2026.3.5, 2026/3/5, 20260305, 2026-3, ranges with 至;
    codes by code or by word in any language; none-codes in words. Clock times are the
    station's. Raises Refused, in words, for what cannot be read.
    """
    raise NotImplementedError


# --- filing --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spine:
    """What a record's answers say to the columns; None or empty where they say nothing."""

    on_date: str | None = None  # ISO date
    due_on: str | None = None  # ISO date
    arrived_at: str | None = None  # instant, UTC
    sex: str | None = None  # C-01
    born_from: str | None = None  # ISO date, included
    born_to: str | None = None
    risk: str | None = None  # C-22
    safety_line: str | None = None
    must_not_contact: bool | None = None
    names: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # numbers, normalised


def spine(form: Form, answers: Mapping[str, Any]) -> Spine:
    """The columns. The birth range comes from BIRTH, else from the ages at arrival."""
    raise NotImplementedError


def split(form: Form, answers: Mapping[str, Any], *, before: Parts | None = None) -> Parts:
    """Answers by compartment; None is the clear part. Empty parts are left out.

    `before`: the parts of the version this one follows, as far as the writer can open them.
    Keys this program does not know stay in the part where `before` has them.
    """
    raise NotImplementedError


def join(parts: Mapping[Compartment | None, Mapping[str, Any]]) -> Answers:
    """The answers of all parts that could be opened."""
    raise NotImplementedError


def newer(form: Form, answers: Mapping[str, Any]) -> Answers:
    """The answers whose keys this version of the program does not know."""
    raise NotImplementedError


def search_words(form: Form, answers: Mapping[str, Any], compartment: Compartment | None) -> str:
    """What can be found by text in one compartment: words, names, places, numbers."""
    raise NotImplementedError


def coded(form: Form, answers: Mapping[str, Any]) -> Answers:
    """The coded facts for the office: `coded` fields, instants to the day, places to the code."""
    raise NotImplementedError


def facts(form: Form, answers: Mapping[str, Any]) -> Answers:
    """What the answers say of the person: `fact` fields that have a value."""
    raise NotImplementedError
