"""A case as everybody may see it: number, alias, stage, what is due; no identity."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rescueapp.domain.clocks import Clock
from rescueapp.forms.schema import Stage
from rescueapp.i18n import Text

STAGES = tuple(Stage)
MAJORITY = 18


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. Dates ISO, codes as in C-01 and C-22; nothing here is sealed."""

    id: int
    uid: str
    number: str
    alias: str
    sex: str | None
    born_from: str | None
    born_to: str | None
    stage: Stage
    risk: str | None
    worker: str  # uid
    worker_name: str
    arrived_at: str | None
    opened_at: str
    due_on: str | None
    changed_at: str
    safety_line: str
    mine: bool  # the reader holds a key of this case
    family: bool = False  # others came with the person
    folded_into: str = ""  # number of the file of the same person it is folded into


@dataclass(frozen=True, slots=True)
class Query:
    """Which cases, in which order. `text` is what stands in the find field."""

    text: str = ""
    stages: tuple[Stage, ...] = ()
    risks: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    due_before: str | None = None  # ISO date, included
    minors: bool | None = None
    mine: bool = False
    sort: str = "changed_at"  # number, alias, stage, risk, due_on, arrived_at, changed_at
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Due:
    """One line of Today: what is due, by when, opened with Enter. Its record says so itself, or a
    clock that the record began."""

    case_uid: str
    number: str
    alias: str
    form: str  # the form to open
    record_uid: str  # the record that made it due
    due_on: str
    worker_name: str
    mine: bool  # the reader is the case's own worker
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline."""

    at: str  # ISO date or instant
    form: str
    record_uid: str
    state: str
    worker_name: str
    saved_at: str
    late: Text | None = None  # that it was entered late, with both days
    file: str = ""  # number of the folded file it stands in


@dataclass(frozen=True, slots=True)
class Likeness:
    """A case that may be the same person, with why (`name`, `pinyin`, `document`)."""

    case_uid: str
    number: str
    alias: str
    reasons: tuple[str, ...]
    mine: bool
    worker_name: str


def may_be_minor(born_to: str | None, on: date) -> bool:
    """Whether any part of the age range is under 18; unknown age is presumed so (A-01A)."""
    return may_be_under(MAJORITY, born_to, on)


def may_be_under(age: int, born_to: str | None, on: date) -> bool:
    """Whether any part of the age range is under so many years; unknown age is presumed so."""
    if born_to is None:
        return True
    return age_on(date.fromisoformat(born_to), on) < age


def may_be_of(age: int, born_from: str | None, on: date) -> bool:
    """Whether any part of the age range is of so many years or more; unknown age is presumed so."""
    return born_from is None or age_on(date.fromisoformat(born_from), on) >= age


def age_on(born: date, on: date) -> int:
    """Completed years; somebody born on 29 February has a birthday on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def stage_of(stages: Iterable[Stage]) -> Stage:
    """The stage of a case: the furthest its records have brought it."""
    return STAGES[max(map(STAGES.index, stages), default=0)]


# Two-syllable protective names that are nobody's: a thing of nature and a colour or size.
_FIRST = "青白朱蓝银金晨晚远微清明静暖春夏秋冬南北东新长安"
_SECOND = "山河云树石雨桥泉松竹鹤燕荷菊桃杏枫帆灯星月溪湖岭"
_DIGITS = "一二三四五六七八九"


def new_alias(digits: int = 2) -> str:
    """A protective alias such as 「青桥七二」: pronounceable, made from nothing of hers.

    With two digits there are 46,656; each digit more makes nine times as many.
    """
    word = secrets.choice(_FIRST) + secrets.choice(_SECOND)
    return word + "".join(secrets.choice(_DIGITS) for _ in range(digits))


def case_number(station_code: str, year: int, running: int) -> str:
    """The case number of rules.md B.1: institution, year, running number of four digits or more."""
    return f"{station_code}-{year}-{running:04d}"
