"""Which questions a form asks, of whom, and where their answers are sealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rescueapp.forms.codes import codes
from rescueapp.forms.none_codes import answered, empty
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    AnyOf,
    Compartment,
    Condition,
    Field,
    Form,
    Has,
    Is,
    Level,
    MayBeMinor,
    Milestone,
    Not,
    Part,
    Section,
)

Answers = dict[str, Any]


def fields(form: Form) -> Iterator[Field]:
    """All fields of a form in order, retired ones too; not the fields inside ROWS."""
    for section in form.sections:
        yield from section.fields


def compartment_of(form: Form, field: Field) -> Compartment | None:
    """Where a field's answer is sealed; None: the clear part. Rows go with their field."""
    return field.compartment or form.compartment


def sensitive(form: Form, field: Field) -> bool:
    """Whether an answer is covered on the screen until it is revealed: highly sensitive (L3), or
    with such a column. The identity has its own veil."""
    if compartment_of(form, field) is Compartment.IDENTITY:
        return False
    return any(each.level is Level.L3 for each in (field, *field.rows))


def settled_by(form: Form) -> str:
    """The question of a form that settles what is due of its record; "": a new record does. A day
    that holds until an answer is one of some codes is settled by that, and stands behind others."""
    until = ""
    for field in fields(form):
        for due in (field, *field.rows):
            if due.part is Part.DUE_ON:
                if key := _until_answered(due.when):
                    return key if due is field else field.key
                match due.when:
                    case Not(Is(key)):
                        until = until or (key if due is field else field.key)
                    case _:
                        return until or (field.key if form.single else "")
    return until


def _until_answered(condition: Condition | None) -> str:
    """The question with whose answer something is no longer asked, whatever else it depends on."""
    match condition:
        case Not(Answered(key)):
            return key
        case AllOf(conditions):
            return next(filter(None, map(_until_answered, conditions)), "")
        case _:
            return ""


def done_by(form: Form) -> frozenset[str]:
    """The milestones that do what a record of a form makes due, whichever record tells them."""
    return frozenset(name for each in _each(form) for name in each.done_by)


def done_from(form: Form) -> str:
    """The milestone before which nothing does that; "" where there is none."""
    return next((each.done_from for each in _each(form) if each.done_from), "")


def _each(form: Form) -> Iterator[Field]:
    """The fields of a form, each before those inside it."""
    return (each for field in fields(form) for each in (field, *field.rows))


def begun(form: Form) -> Answers:
    """What a new record of a form begins with: rows that its declaration fills in."""
    return {field.key: rows for field in fields(form) if (rows := begun_rows(field))}


def begun_rows(field: Field) -> list[Answers]:
    """A row for each code of what `starts` with "*", in the order of its list; none otherwise."""
    starting = [inner for inner in field.rows if inner.starts]
    leading = next((inner for inner in starting if inner.starts == "*"), None)
    if leading is None:
        return []
    present = [each.code for each in codes(leading.codes) if not each.valid_to]
    return [
        {inner.key: code if inner.starts == "*" else inner.starts for inner in starting}
        for code in present
    ]


def untouched(shown: Iterable[Field], answers: Mapping[str, Any]) -> bool:
    """Whether nothing was answered but what a new record begins with."""
    told = ((field, answers.get(field.key)) for field in shown)
    return all(empty(value) or value == begun_rows(field) for field, value in told)


def asked(
    form: Form, answers: Mapping[str, Any], minor: bool
) -> list[tuple[Section, tuple[Field, ...]]]:
    """The sections and fields that apply to these answers, without empty sections."""
    found = []
    for section in form.sections:
        if applies(section.when, answers, minor):
            shown = tuple(_asked_of(section.fields, answers, minor))
            if shown:
                found.append((section, shown))
    return found


def asked_fields(form: Form, answers: Mapping[str, Any], minor: bool) -> tuple[Field, ...]:
    """The fields of `asked`, without their sections."""
    return tuple(field for _, shown in asked(form, answers, minor) for field in shown)


def asked_in_row(
    field: Field, row: Mapping[str, Any], answers: Mapping[str, Any], minor: bool
) -> tuple[Field, ...]:
    """The fields of one row of a ROWS field that apply: conditions see the row, then the form."""
    return tuple(_asked_of(field.rows, {**answers, **row}, minor))


def _asked_of(
    fields: tuple[Field, ...], answers: Mapping[str, Any], minor: bool
) -> Iterator[Field]:
    for field in fields:
        if not field.retired and applies(field.when, answers, minor):
            yield field


def applies(condition: Condition | None, answers: Mapping[str, Any], minor: bool) -> bool:
    """Whether a condition holds; no condition always does."""
    match condition:
        case None:
            return True
        case Is(key, values):
            return _is(answers.get(key), values)
        case Has(key, codes):
            return _has(answers.get(key), codes)
        case Answered(key):
            return answered(answers.get(key))
        case MayBeMinor():
            return minor
        case Not(inner):
            return not applies(inner, answers, minor)
        case AllOf(conditions):
            return all(applies(each, answers, minor) for each in conditions)
        case AnyOf(conditions):
            return any(applies(each, answers, minor) for each in conditions)


def rests_on(condition: Condition | None) -> frozenset[str]:
    """The questions whose answers decide whether a condition holds."""
    match condition:
        case Is(key) | Has(key) | Answered(key):
            return frozenset({key})
        case Not(inner):
            return rests_on(inner)
        case AllOf(conditions) | AnyOf(conditions):
            return frozenset().union(*map(rests_on, conditions))
        case _:
            return frozenset()


def basis(form: Form, said: Milestone) -> frozenset[str]:
    """Every question a milestone rests on: when, on what condition, and what makes each asked."""
    asked_when: dict[str, frozenset[str]] = {}
    for section in form.sections:
        for field in section.fields:
            outer = rests_on(section.when) | rests_on(field.when)
            asked_when[field.key] = outer
            for inner in field.rows:
                asked_when[inner.key] = outer | rests_on(inner.when)
    found: set[str] = set()
    new = rests_on(said.when) | ({said.at} if said.at else set())
    while new:
        found |= new
        new = frozenset().union(*(asked_when.get(key, frozenset()) for key in new)) - found
    return frozenset(found)


def tells(form: Form, said: Milestone) -> Compartment | None:
    """The compartment a milestone is sealed with; None: all it rests on is in clear."""
    place = (form.key, form.version, said)  # a whole form takes long to hash
    if place not in _TELLS:
        _TELLS[place] = _tells(form, said)
    return _TELLS[place]


_TELLS: dict[tuple[str, int, Milestone], Compartment | None] = {}


def _tells(form: Form, said: Milestone) -> Compartment | None:
    keys = basis(form, said)
    parts = {
        compartment_of(form, field)
        for field in fields(form)
        if field.key in keys or any(inner.key in keys for inner in field.rows)
    }
    return next(iter(sorted(parts - {None}, key=str)), None)


def _is(value: Any, values: tuple[str | bool, ...]) -> bool:
    # True == 1, but an answer 1 is not a yes: compare type and value.
    return any(type(value) is type(each) and value == each for each in values)


def _has(value: Any, codes: tuple[str, ...]) -> bool:
    return isinstance(value, list) and any(each in codes for each in value)
