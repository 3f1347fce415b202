"""Where answers go: the columns of the spine, the sealed parts, the index, the office, facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rescueapp.forms import asking, dates, numbers, places
from rescueapp.forms.asking import Answers
from rescueapp.forms.none_codes import answered, empty, none
from rescueapp.forms.schema import Compartment, Field, Form, Kind, Milestone, Part

Parts = dict[Compartment | None, Answers]

OLDEST = 130


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
    """The columns. The birth range comes from BIRTH, else from the ages at arrival.

    What is not asked says nothing. A date of several days counts from its first; without a
    date of its own a record is about the day of arrival.
    """
    parts = _by_part(form, answers)
    arrived = _value(parts, Part.ARRIVED_AT)
    on_day = _day(_value(parts, Part.ON_DATE)) or _day(arrived)
    due = _earliest(parts.get(Part.DUE_ON, [])) or _due_by_rule(form, answers, on_day)
    born_from, born_to = _born(parts, _day(arrived) or on_day)
    return Spine(
        on_date=_iso(on_day),
        due_on=_iso(due),
        arrived_at=arrived,
        sex=_value(parts, Part.SEX),
        born_from=_iso(born_from),
        born_to=_iso(born_to),
        risk=_value(parts, Part.RISK),
        safety_line=_value(parts, Part.SAFETY_LINE),
        must_not_contact=_value(parts, Part.MUST_NOT_CONTACT),
        names=tuple(dict.fromkeys(_names(parts))),
        documents=tuple(dict.fromkeys(_documents(parts))),
    )


def split(form: Form, answers: Mapping[str, Any], *, before: Parts | None = None) -> Parts:
    """Answers by compartment; None is the clear part. Empty answers and parts are left out.

    `before`: the parts of the version this one follows, as far as the writer can open them.
    Keys this program does not know stay in the part where `before` has them, so that nothing
    a newer program sealed is ever written in clear; without `before` they go to the form's
    own part.
    """
    known = {field.key: asking.compartment_of(form, field) for field in asking.fields(form)}
    origin = {key: part for part, kept in (before or {}).items() for key in kept}
    parts: Parts = {}
    for key, value in answers.items():
        if not empty(value):
            part = known[key] if key in known else origin.get(key, form.compartment)
            parts.setdefault(part, {})[key] = value
    return parts


def join(parts: Mapping[Compartment | None, Mapping[str, Any]]) -> Answers:
    """The answers of all parts that could be opened."""
    return {key: value for part in parts.values() for key, value in part.items()}


def approved(form: Form, answers: Mapping[str, Any]) -> Answers:
    """What a second person says yes to (`Form.approval`): all but what became of it afterwards."""
    asked = {field.key: field for field in asking.fields(form)}
    kept = {key: value for key, value in answers.items()
            if key not in asked or not asked[key].afterwards}  # fmt: skip
    return {key: _approved_rows(asked.get(key), value) for key, value in kept.items()}


def _approved_rows(field: Field | None, value: Any) -> Any:
    """The same in each row of a table; any other value as it is."""
    later = {inner.key for inner in field.rows if inner.afterwards} if field else set()
    if not later or not isinstance(value, list):
        return value
    return [{key: told for key, told in row.items() if key not in later} for row in value]


def newer(form: Form, answers: Mapping[str, Any]) -> Answers:
    """The answers whose keys this version of the program does not know."""
    known = {field.key for field in asking.fields(form)}
    return {key: value for key, value in answers.items() if key not in known}


def search_words(form: Form, answers: Mapping[str, Any], compartment: Compartment | None) -> str:
    """What can be found by text in one compartment: words, names, places, numbers.

    Not dates, codes and amounts: those are filters. The words do not depend on the language.
    """
    inside = (f for f in asking.fields(form) if asking.compartment_of(form, f) is compartment)
    return " ".join(word for field in inside for word in _words(field, answers.get(field.key)))


def coded(form: Form, answers: Mapping[str, Any]) -> Answers:
    """The coded facts for the office: `coded` fields, instants to the day, places to the code.

    Of a birth only the year. None-codes stay; what is not asked is left out. Never text,
    never identity (`catalogue.check`).
    """
    found = {
        field.key: _coded(field, answers[field.key])
        for field in _asked(form, answers)
        if field.coded and not empty(answers.get(field.key))
    }
    return {key: value for key, value in found.items() if not empty(value)}


def facts(form: Form, answers: Mapping[str, Any]) -> Answers:
    """What the answers say of the person: `fact` fields that have a value.

    None-codes are answers of this record and no facts: "not asked today" must not cover what
    was known yesterday.
    """
    return {
        field.key: answers[field.key]
        for field in _asked(form, answers)
        if field.fact and answered(answers.get(field.key))
    }


Happening = tuple[str, str, Compartment | None]


def milestones(form: Form, answers: Mapping[str, Any]) -> tuple[Happening, ...]:
    """What a record says has happened: (name, when, what tells it), as declared.

    When: an ISO day, an instant (UTC), or "" for the day of the record; of a date of several days
    the first. In rows one each. What is not asked, declined or unknown says nothing.
    """
    asked = {field.key: field for field in _asked(form, answers)}
    told = {key: answers[key] for key in asked if key in answers}
    return tuple(
        (said.name, at, asking.tells(form, said))
        for said in form.milestones
        for at in _happened(said, asked, told)
    )


def _happened(said: Milestone, asked: Mapping[str, Field], told: Answers) -> Iterator[str]:
    if not said.at or said.at in asked:
        if asking.applies(said.when, told, minor=True) and (at := _when(said, told)) is not None:
            yield at
        return
    for field in asked.values():
        if any(inner.key == said.at for inner in field.rows):
            for row in told.get(field.key) or []:
                cells = {each.key for each in asking.asked_in_row(field, row, told, minor=True)}
                whole = {**told, **{key: row[key] for key in cells & row.keys()}}
                if said.at in cells and asking.applies(said.when, whole, minor=True):
                    yield from filter(None, [_when(said, whole)])


def _when(said: Milestone, told: Answers) -> str | None:
    if not said.at:
        return ""
    at = told.get(said.at)
    if not isinstance(at, str) or not at:
        return None  # a none-code, or nothing
    return at if at.endswith("Z") else dates.earliest(at).isoformat()


def _asked(form: Form, answers: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields that apply. Whoever may be a minor is asked more, so nothing is lost."""
    return asking.asked_fields(form, answers, minor=True)


# --- spine ------------------------------------------------------------------------------

_PartValues = dict[Part, list[Any]]


def _by_part(form: Form, answers: Mapping[str, Any]) -> _PartValues:
    """Answered values by part, those in rows too."""
    found: _PartValues = {}
    for field in _asked(form, answers):
        value = answers.get(field.key)
        rows = value if field.kind is Kind.ROWS and isinstance(value, list) else []
        cells = [
            (inner, row.get(inner.key))
            for row in rows
            for inner in asking.asked_in_row(field, row, answers, minor=True)
        ]
        for each, answer in [(field, value), *cells]:
            if each.part and answered(answer):
                found.setdefault(each.part, []).append(answer)
    return found


def _value(parts: _PartValues, part: Part) -> Any:
    return parts[part][0] if part in parts else None


def _day(value: str | None) -> date | None:
    """The first day of a date, the station's day of an instant."""
    if value is None:
        return None
    return dates.station_day(value) if value.endswith("Z") else dates.earliest(value)


def _earliest(values: list[Any]) -> date | None:
    """Of several days in rows the first that comes."""
    return min((day for value in values if (day := _day(value))), default=None)


def _due_by_rule(form: Form, answers: Mapping[str, Any], on: date | None) -> date | None:
    """The day that a form sets itself, where its question applies and nobody set another."""
    for field in _asked(form, answers):
        if field.part is Part.DUE_ON and field.days_after:
            said = answers.get(field.days_from)
            begun = on if not field.days_from else _day(said) if answered(said) else None
            if begun is not None:
                return begun + timedelta(days=field.days_after)
    return None


def _born(parts: _PartValues, on: date | None) -> tuple[date | None, date | None]:
    birth = _value(parts, Part.BIRTH)
    if birth:
        return dates.earliest(birth), dates.latest(birth)
    low, high = _age(_value(parts, Part.AGE_LOW)), _age(_value(parts, Part.AGE_HIGH))
    if on is None or (low is not None and high is not None and low > high):
        return None, None
    return dates.born_between(low, high, on)


def _age(value: Any) -> int | None:
    """Completed years; what no age can be says nothing."""
    return int(value) if isinstance(value, int | float) and 0 <= value <= OLDEST else None


def _names(parts: _PartValues) -> Iterator[str]:
    for value in parts.get(Part.NAME, []):
        yield value.strip()
    for value in parts.get(Part.OTHER_NAMES, []):
        names = re.split(r"[、,，;；/\n]", value) if isinstance(value, str) else []
        yield from (name.strip() for name in names if name.strip())


def _documents(parts: _PartValues) -> Iterator[str]:
    for value in parts.get(Part.IDENTITY_DOCUMENT, []):
        number = numbers.normalise(value.get("number", ""))
        if number:
            yield number


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# --- search -----------------------------------------------------------------------------


def _words(field: Field, value: Any) -> Iterator[str]:
    if not answered(value):
        return
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.INSTITUTION:
            yield str(value)
        case Kind.PLACE:
            yield from (each.zh_hans for each in places.path(value["code"]))
            yield value.get("text", "")
        case Kind.DEPARTMENT:
            yield value.get("name", "")
        case Kind.ID_DOCUMENT:
            yield numbers.normalise(value.get("number", ""))
        case Kind.ATTACHMENT | Kind.PHOTO:
            yield value.get("label", "")
        case Kind.ROWS:
            for row in value:
                for inner in field.rows:
                    yield from _words(inner, row.get(inner.key))


# --- coded ------------------------------------------------------------------------------


def _coded(field: Field, value: Any) -> Any:
    if none(value):
        return value
    reduce = _REDUCED.get(field.kind)
    if field.part is Part.BIRTH:
        return _years(value)
    return reduce(field, value) if reduce else value


def _years(edtf: str) -> str:
    begin, slash, end = edtf.partition("/")
    first, last = begin[:4], end[:4]
    return f"{first}/{last}" if slash and first != last else first


def _coded_rows(field: Field, rows: list[Answers]) -> list[Answers]:
    kept = []
    for row in rows:
        told = {f.key: _coded(f, row[f.key]) for f in field.rows if f.coded and f.key in row}
        kept.append({key: value for key, value in told.items() if not empty(value)})
    return kept


_REDUCED: dict[Kind, Callable[[Field, Any], Any]] = {
    Kind.DATE_TIME: lambda _, value: dates.station_day(value).isoformat(),
    Kind.PLACE: lambda _, value: value["code"],
    Kind.ID_DOCUMENT: lambda _, value: value["type"],
    Kind.DEPARTMENT: lambda _, value: value.get("code", ""),
    Kind.ROWS: _coded_rows,
    # Kinds that could carry words or identity; check() refuses to declare them coded.
    **{
        kind: lambda *_: None
        for kind in (
            Kind.TEXT,
            Kind.LONG_TEXT,
            Kind.INSTITUTION,
            Kind.PERSON,
            Kind.RELATIVE,
            Kind.ENTRY,
            Kind.ATTACHMENT,
            Kind.PHOTO,
        )
    },
}
