"""A small form of every kind, and hypothesis strategies for the answers of each kind."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from rescueapp.forms import codes, places
from rescueapp.forms.dates import stamped
from rescueapp.forms.numbers import check_digit
from rescueapp.forms.schema import (
    Answered,
    Compartment,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    MayBeMinor,
    Part,
    Section,
    Topic,
)

NONES = [{"none": "unknown"}, {"none": "declined"}, {"none": "not_asked"}]

WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=40
).filter(lambda text: text == text.strip())
UIDS = st.text("0123456789abcdef", min_size=32, max_size=32)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat)
PARTIAL = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))


def _ordered(pair: tuple[str, str]) -> str:
    first, last = sorted(pair)
    return f"{first}/{last}" if first != last else first


RANGES = st.tuples(DAYS, DAYS).map(_ordered)
DATES = st.one_of(PARTIAL, RANGES)
MINUTES = st.tuples(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 23), st.integers(0, 59)
).map(lambda at: stamped(*at))
PLACES = st.sampled_from([row.code for row in places._divisions().values()])


def id_numbers(area: str = "990101"):
    """Well-formed identity numbers of no real area."""
    born = st.dates(date(1930, 1, 1), date(2025, 1, 1)).map(lambda day: day.strftime("%Y%m%d"))
    sequence = st.integers(0, 999).map(lambda n: f"{n:03d}")
    first_17 = st.tuples(born, sequence).map(lambda parts: area + "".join(parts))
    return first_17.map(lambda digits: digits + check_digit(digits))


def answers_of(kind: Kind, list_id: str = "C-14"):
    """Sound answers of a kind."""
    listed = [row.code for row in codes.codes(list_id)]
    by_kind = {
        Kind.TEXT: WORDS,
        Kind.LONG_TEXT: WORDS,
        Kind.INSTITUTION: WORDS,
        Kind.NUMBER: st.one_of(
            st.integers(-(10**9), 10**9),
            st.decimals(-10000, 10000, places=2).map(float).filter(lambda n: n != int(n)),
        ),
        Kind.MONEY: st.decimals(0, 10**9, places=2).map(str),
        Kind.DATE: DATES,
        Kind.DATE_TIME: MINUTES,
        Kind.CHOICE: st.sampled_from(listed),
        Kind.CHOICES: st.lists(st.sampled_from(listed), min_size=1, unique=True),
        Kind.YES_NO: st.booleans(),
        Kind.PLACE: PLACES.map(lambda code: {"code": code, "text": ""}),
        Kind.COUNTRY: st.sampled_from([row.code for row in places.countries()]),
        Kind.ID_DOCUMENT: id_numbers().map(lambda number: {"type": "01", "number": number}),
        Kind.PERSON: UIDS,
        Kind.RELATIVE: UIDS,
        Kind.ENTRY: UIDS,
        Kind.DEPARTMENT: st.sampled_from([row.code for row in codes.codes("C-24")]).map(
            lambda code: {"code": code, "name": ""}
        ),
        Kind.SCALE: st.integers(0, 10),
        Kind.ROWS: st.lists(st.fixed_dictionaries({"what": WORDS}), min_size=1, max_size=3),
        Kind.ATTACHMENT: st.builds(_attachment, UIDS, st.integers(0, 10**9), WORDS),
        Kind.PHOTO: st.builds(_attachment, UIDS, st.integers(0, 10**9), WORDS),
    }
    return by_kind[kind]


def _attachment(blob: str, size: int, label: str) -> dict[str, object]:
    return {"blob": blob, "type": "image/jpeg", "size": size, "label": label}


def field_of(kind: Kind, **more) -> Field:
    """A plain field of a kind, with what the kind cannot be without."""
    needs: dict[str, object] = {}
    if kind in (Kind.CHOICE, Kind.CHOICES):
        needs = {"codes": "C-14"}
    elif kind is Kind.SCALE:
        needs = {"minimum": 0, "maximum": 10}
    elif kind is Kind.ENTRY:
        needs = {"register": "interpreters"}
    elif kind is Kind.ROWS:
        needs = {"rows": (Field("what", "What", Kind.TEXT),)}
    return Field("asked", "Question", kind, **{**needs, **more})


VISIT = Form(
    key="test_visit",
    number="T02",
    title="Visit",
    version=3,
    topic=Topic.AFTER,
    reminder="Visit",
    sections=(
        Section(
            "first",
            "First",
            (
                Field("on", "Day", Kind.DATE, part=Part.ON_DATE, required=True, personal=False),
                Field("next", "Next", Kind.DATE, part=Part.DUE_ON, personal=False),
                Field("arrived", "Arrived", Kind.DATE_TIME, part=Part.ARRIVED_AT, coded=True),
                Field(
                    "sex", "Sex", Kind.CHOICE, codes="C-01", part=Part.SEX, fact=True, coded=True
                ),
                Field("birth", "Birth", Kind.DATE, Level.L2, part=Part.BIRTH, coded=True),
                Field("low", "From", Kind.NUMBER, Level.L2, part=Part.AGE_LOW),
                Field("high", "To", Kind.NUMBER, Level.L2, part=Part.AGE_HIGH),
                Field("risk", "Risk", Kind.CHOICE, codes="C-22", part=Part.RISK, coded=True),
                Field("safety", "Safety", Kind.TEXT, part=Part.SAFETY_LINE, personal=False),
                Field("from", "From where", Kind.PLACE, Level.L2, coded=True, fact=True),
            ),
        ),
        Section(
            "person",
            "Person",
            (
                Field(
                    "name",
                    "Name",
                    Kind.TEXT,
                    Level.L4,
                    Compartment.IDENTITY,
                    part=Part.NAME,
                    fact=True,
                ),
                Field(
                    "others",
                    "Other names",
                    Kind.TEXT,
                    Level.L4,
                    Compartment.IDENTITY,
                    part=Part.OTHER_NAMES,
                ),
                Field(
                    "document",
                    "Document",
                    Kind.ID_DOCUMENT,
                    Level.L4,
                    Compartment.IDENTITY,
                    part=Part.IDENTITY_DOCUMENT,
                ),
            ),
        ),
        Section(
            "story",
            "Story",
            (
                Field(
                    "reasons",
                    "Reasons",
                    Kind.CHOICES,
                    Level.L3,
                    Compartment.CARE,
                    codes="C-14",
                    coded=True,
                ),
                Field(
                    "how",
                    "How",
                    Kind.LONG_TEXT,
                    Level.L3,
                    Compartment.CARE,
                    when=Has("reasons", ("01",)),
                ),
                Field(
                    "events",
                    "Events",
                    Kind.ROWS,
                    Level.L3,
                    Compartment.CARE,
                    coded=True,
                    rows=(
                        Field("when", "When", Kind.DATE, coded=True),
                        Field("where", "Where", Kind.PLACE, coded=True),
                        Field("told", "Told", Kind.TEXT, when=Answered("when")),
                        Field("sure", "Sure", Kind.YES_NO, coded=True, required=True),
                    ),
                ),
                Field("school", "School", Kind.YES_NO, when=MayBeMinor()),
                Field("grade", "Grade", Kind.NUMBER, when=Is("school", (True,))),
                Field("old", "Old question", Kind.TEXT, retired=True),
            ),
        ),
        Section("wish", "Wish", (Field("wish", "Wish", Kind.TEXT),), when=Is("sex", ("2",))),
    ),
)
