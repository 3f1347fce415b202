"""Whether a form's declaration is sound: what the schema cannot say by its types."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from rescueapp.forms import asking, codes
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    AnyOf,
    Compartment,
    Condition,
    Course,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    Milestone,
    Not,
    Part,
    Voice,
)

_LISTED_KINDS = (Kind.CHOICE, Kind.CHOICES)
_DAYS = (Kind.DATE, Kind.DATE_TIME)
_WORDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.INSTITUTION)
_NAMING = (*_WORDS, Kind.RELATIVE, Kind.ENTRY, Kind.ID_DOCUMENT, Kind.DEPARTMENT)
_RELATIONS = "C-07"  # what somebody is to her
_NEVER_SHARED = (Compartment.MEDICAL, Compartment.PSYCHOLOGICAL, Compartment.AUTHOR)
_HER_OWN = (
    Part.NAME, Part.OTHER_NAMES, Part.IDENTITY_DOCUMENT, Part.SEX, Part.BIRTH, Part.AGE_LOW,
    Part.AGE_HIGH, Part.RISK, Part.SAFETY_LINE,
)  # fmt: skip
_OF_A_CASE = (Kind.PERSON, Kind.RELATIVE, Kind.ATTACHMENT, Kind.PHOTO)
_NEVER_CODED = (*_WORDS, *_OF_A_CASE, Kind.ENTRY)
_PART_KINDS = {
    Part.ON_DATE: _DAYS,
    Part.DUE_ON: _DAYS,
    Part.ARRIVED_AT: (Kind.DATE_TIME,),
    Part.SEX: (Kind.CHOICE,),
    Part.BIRTH: (Kind.DATE,),
    Part.AGE_LOW: (Kind.NUMBER,),
    Part.AGE_HIGH: (Kind.NUMBER,),
    Part.NAME: (Kind.TEXT,),
    Part.OTHER_NAMES: (Kind.TEXT,),
    Part.IDENTITY_DOCUMENT: (Kind.ID_DOCUMENT,),
    Part.RISK: (Kind.CHOICE,),
    Part.SAFETY_LINE: _WORDS,
    Part.MUST_NOT_CONTACT: (Kind.YES_NO,),
    Part.ENDED_ON: (Kind.DATE,),
}


def check(form: Form) -> list[str]:
    """What is wrong with a declaration, in words for its author; empty when it is sound."""
    found = [*_keys(form), *_parts(form)]
    names = {field.key: field for field in asking.fields(form)}
    for section in form.sections:
        found.extend(f"section {section.key}: {fault}" for fault in _asks(section.when, names))
        for field in section.fields:
            found.extend(f"{field.key}: {fault}" for fault in _field(form, field, names))
    inner = (each for field in names.values() for each in (field, *field.rows))
    if any(field.part is Part.DUE_ON for field in inner) and not form.reminder:
        found.append("a field says when something is due, but no reminder says what")
    if form.outlasts is not None and not form.reminder:
        found.append("it outlasts the case, but nothing of it is ever due")
    if form.approval:
        found.extend(f"approval: {fault}" for fault in _asks(form.approval.when, names))
    for beside in (names, *({each.key: each for each in f.rows} for f in names.values())):
        found.extend(_follows(beside))
    found.extend(_days_from(names))
    found.extend(_afterwards(form, names))
    elsewhere = form.archived_elsewhere[0] if form.archived_elsewhere else None
    for what, condition in (("trusts", form.trusts), ("archived", elsewhere)):
        found.extend(f"{what}: {fault}" for fault in _asks(condition, names))
    if form.readers and set(form.writers) - set(form.readers):
        found.append("who writes it cannot read it")
    if form.copies != 1 and not form.sheet:
        found.append("copies of what is printed with the case file alone")
    if form.unnamed and not form.sheet:
        found.append("unnamed, and no sheet of its own")
    for key in filter(None, (form.numbered, form.issued_by)):
        if key not in names or names[key].kind not in (Kind.TEXT, Kind.INSTITUTION):
            found.append(f"{key} is no question for a number, or for who issued a paper")
    if form.course:
        found.extend(f"course: {fault}" for fault in _course(form, form.course, names))
    for milestone in form.milestones:
        found.extend(f"{milestone.name}: {fault}" for fault in _milestone(form, milestone, names))
    return found


def check_register(form: Form) -> list[str]:
    """The same of a register: its entries are of no case, in clear, and everybody reads them."""
    found = check(form)
    if (
        form.compartment
        or form.stage
        or form.registers
        or form.single
        or form.reminder
        or (form.milestones or form.approval)
    ):
        found.append("a register is of no case, and nothing in it is due")
    parts = [field.part for field in asking.fields(form) if field.part]
    if sorted(parts) != [Part.ENDED_ON, Part.NAME]:
        found.append("an entry has a name and a day since which it is no longer in use, no more")
    for field in (each for asked in asking.fields(form) for each in (asked, *asked.rows)):
        found.extend(f"{field.key}: {fault}" for fault in _in_register(field))
    return found


def _milestone(form: Form, said: Milestone, names: Mapping[str, Field]) -> Iterator[str]:
    """It says when by a date; and all it rests on lies in one part, in rows in the same row."""
    homes = {inner.key: (field, inner) for field in names.values() for inner in field.rows}
    known = {**names, **{key: inner for key, (_, inner) in homes.items()}}
    if said.at and said.at not in known:
        yield f"there is no question {said.at}"
        return
    if said.at and known[said.at].kind not in _PART_KINDS[Part.ON_DATE]:
        yield f"{said.at} is no date"
    yield from _asks(said.when, known)
    asked = [key for key in (said.at, *sorted(asking.rests_on(said.when))) if key in known]
    outer = [homes[key][0] if key in homes else known[key]
             for key in asking.basis(form, said) if key in known]  # fmt: skip
    parts = {asking.compartment_of(form, field) for field in outer}
    if len(parts - {None}) > 1 or Compartment.AUTHOR in parts:
        yield "it rests on more than one part"
    if said.at not in homes and any(key in homes for key in asked):
        yield "it asks inside rows, and its date does not stand there"


def _follows(beside: Mapping[str, Field]) -> Iterator[str]:
    for field in beside.values():
        other = beside.get(field.follows)
        if field.follows and {field.kind, other and other.kind} - set(_DAYS):
            yield f"{field.key}: a day follows a day that is asked beside it"


def _days_from(names: Mapping[str, Field]) -> Iterator[str]:
    for field in (each for outer in names.values() for each in (outer, *outer.rows)):
        other = names.get(field.days_from)
        if field.days_from and not (field.days_after and other and other.kind in _DAYS):
            yield f"{field.key}: so many days count from a day that is asked"


def _afterwards(form: Form, names: Mapping[str, Field]) -> Iterator[str]:
    """What comes after a yes neither says whether one is needed nor gives her over to anybody."""
    decides = asking.rests_on(form.approval.when) if form.approval else frozenset()
    for field in (each for outer in names.values() for each in (outer, *outer.rows)):
        if field.afterwards and not form.approval:
            yield f"{field.key}: nothing is approved that it could come after"
        if field.afterwards and (field.required or field.trusted or field.key in decides):
            yield f"{field.key}: the approval rests on it"


def _course(form: Form, course: Course, names: Mapping[str, Field]) -> Iterator[str]:
    """Where it stands is read on the case page: of the clear part, and nothing more."""
    over = sorted(asking.rests_on(course.over) | asking.rests_on(course.granted))
    read = (*course.stands, course.about, course.papers, *over)
    for key in filter(None, (*read, *course.situation)):
        if key not in names:
            yield f"there is no question {key}"
        elif key in read and asking.compartment_of(form, names[key]) is not None:
            yield f"{key} is sealed"
    if course.papers in names and not asking.begun_rows(names[course.papers]):
        yield f"{course.papers} is no checklist"
    if bool(course.papers) is not bool(course.situation):
        yield "a checklist asks by a question, and no question without one"


def _in_register(field: Field) -> Iterator[str]:
    if field.level > Level.L2 or field.compartment:
        yield "what is sensitive stands in no register: everybody on duty reads it"
    if field.kind in _OF_A_CASE:
        yield f"an entry has no {field.kind}: it belongs to no case"
    if field.fact or field.coded or field.brief or field.heir or field.tells or field.whereabouts:
        yield "what a register says is of nobody's case"


def check_facts(forms: Iterable[Form]) -> list[str]:
    """Facts have one meaning: the same key is of the same kind and list in every form."""
    first: dict[str, tuple[str, Kind, str]] = {}
    found = []
    for form in forms:
        for field in asking.fields(form):
            if field.fact:
                mine = (form.key, field.kind, field.codes)
                other = first.setdefault(field.key, mine)
                if other[1:] != mine[1:]:
                    found.append(f"{field.key} differs between {other[0]} and {form.key}")
    return found


def _keys(form: Form) -> Iterator[str]:
    keys = [field.key for field in asking.fields(form)]
    sections = [section.key for section in form.sections]
    yield from (f"{key} is declared twice" for key in _twice(keys))
    yield from (f"section {key} is declared twice" for key in _twice(sections))
    for key in (form.key, *sections, *keys):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", key):
            yield f"{key} is not snake_case"


def _twice(keys: list[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _parts(form: Form) -> Iterator[str]:
    parts = [str(field.part) for field in asking.fields(form) if field.part]
    yield from (f"two fields are the part {part}" for part in _twice(parts))


def _field(form: Form, field: Field, names: Mapping[str, Field]) -> Iterator[str]:
    compartment = asking.compartment_of(form, field)
    yield from _levels(field, compartment)
    yield from _shape(field)
    yield from _uses(field, compartment)
    yield from _asks(field.when, names)
    for caution in field.cautions:
        yield from _asks(caution.when, names)
    yield from (f"{key} is declared twice in a row" for key in _twice([f.key for f in field.rows]))
    for inner in field.rows:
        for fault in _inner(inner, compartment, {**names, **{f.key: f for f in field.rows}}):
            yield f"{inner.key}: {fault}"


def _inner(
    inner: Field, compartment: Compartment | None, names: Mapping[str, Field]
) -> Iterator[str]:
    if inner.compartment not in (None, compartment):
        yield "a field inside rows is sealed with the rows, not elsewhere"
    if inner.kind is Kind.ROWS:
        yield "rows inside rows"
    if inner.fact or inner.listed or inner.brief:
        yield "a field inside rows is no fact, is not listed and stands in no brief"
    if inner.cautions:
        yield "a caution is said of a whole answer, not inside rows"
    yield from _levels(inner, compartment)
    yield from _shape(inner)
    yield from _uses(inner, compartment)
    yield from _asks(inner.when, names)


def _levels(field: Field, compartment: Compartment | None) -> Iterator[str]:
    if field.level is Level.L4 and compartment is not Compartment.IDENTITY:
        yield "level 4 outside identity"
    if field.level is Level.L3 and compartment is None:
        yield "level 3 outside a compartment"


def _shape(field: Field) -> Iterator[str]:
    if field.kind in _LISTED_KINDS and field.codes not in codes.lists():
        yield f"no such code list: {field.codes}"
    if field.kind not in _LISTED_KINDS and field.codes:
        yield "a code list, but no choice"
    if (field.kind is Kind.ENTRY) != bool(field.register):
        yield "a register without ENTRY, or ENTRY without a register"
    elif field.register and field.register not in REGISTERS:
        yield f"no such register: {field.register}"
    if (field.kind is Kind.ROWS) != bool(field.rows):
        yield "rows without ROWS, or ROWS without rows"
    if field.kind is Kind.SCALE and None in (field.minimum, field.maximum):
        yield "a scale needs its ends"
    if field.unit and field.kind not in (Kind.NUMBER, Kind.MONEY, Kind.SCALE):
        yield "a unit, but no number"
    if field.document and (field.kind is not Kind.TEXT or not codes.known("C-08", field.document)):
        yield "a number of a document is a TEXT of a type of C-08"
    if field.part and field.kind not in _PART_KINDS[field.part]:
        yield f"{field.kind} cannot be {field.part}"
    low, high = field.minimum, field.maximum
    if low is not None and high is not None and low > high:
        yield "the minimum is above the maximum"


def _uses(field: Field, compartment: Compartment | None) -> Iterator[str]:
    if field.coded and (field.kind in _NEVER_CODED or field.level is Level.L4):
        yield "words and identity are never coded"
    if field.coded and field.kind is Kind.ROWS and not any(each.coded for each in field.rows):
        yield "coded rows without a coded field"
    if compartment is Compartment.AUTHOR and (
        field.coded or field.fact or field.part or field.brief
    ):
        yield "what is the author's alone is used nowhere else"
    if field.retired and field.required:
        yield "retired and required"
    if field.trusted and field.kind not in _NAMING and field.codes != _RELATIONS:
        yield "nobody can be named here, so nobody is trusted"
    if field.starts and (field.kind is not Kind.CHOICE or not _begins(field)):
        yield "a row begins with a code of its list, or with each"
    if field.done_by and field.part is not Part.DUE_ON:
        yield "only what is due is done by something"
    if field.done_from and not field.done_by:
        yield "from when it counts, but nothing does it"
    if field.days_after and field.part is not Part.DUE_ON:
        yield "days after the record, but nothing is due"
    if field.lifts_trust and field.kind not in _WORDS:
        yield "a reason is told in words"
    unknown = [code for code in field.unsafe if not codes.known(field.codes, code)]
    if field.unsafe and (field.kind is not Kind.CHOICE or unknown):
        yield "who is unsafe is said by a code of its list"
    if field.heir and field.kind is not Kind.PERSON:
        yield "only another case inherits"
    if field.shared and (
        field.part in _HER_OWN
        or field.voice is Voice.HERS
        or compartment in _NEVER_SHARED
        or field.kind in (*_OF_A_CASE, Kind.ROWS)
    ):
        yield "what is a person's own is not shared with brothers and sisters"
    if field.together and compartment not in (None, Compartment.CARE):
        yield "who reads the family of a case reads its care part, and no other"


def _begins(field: Field) -> bool:
    return field.starts == "*" or codes.known(field.codes, field.starts)


# --- conditions ---------------------------------------------------------------------------


def _asks(condition: Condition | None, names: Mapping[str, Field]) -> Iterator[str]:
    match condition:
        case Is(key, values):
            yield from _names_codes(key, values, names, (Kind.CHOICE, Kind.YES_NO, Kind.COUNTRY))
        case Has(key, chosen):
            yield from _names_codes(key, chosen, names, (Kind.CHOICES,))
        case Answered(key):
            if key not in names:
                yield f"a condition asks for {key}, which is no field"
        case Not(inner):
            yield from _asks(inner, names)
        case AllOf(conditions) | AnyOf(conditions):
            for each in conditions:
                yield from _asks(each, names)


def _names_codes(
    key: str,
    values: tuple[str | bool, ...],
    names: Mapping[str, Field],
    kinds: tuple[Kind, ...],
) -> Iterator[str]:
    field = names.get(key)
    if field is None:
        yield f"a condition asks for {key}, which is no field"
    elif field.kind not in kinds:
        yield f"a condition compares {key}, which is a {field.kind}"
    elif field.kind is Kind.YES_NO and not all(isinstance(value, bool) for value in values):
        yield f"a condition compares {key} with other than yes or no"
    elif field.codes in codes.lists():
        unknown = [value for value in values if not codes.known(field.codes, str(value))]
        yield from (f"a condition asks for {value}, not in {field.codes}" for value in unknown)
