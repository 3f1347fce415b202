"""How answers read, in the language in use: on the screen, on paper, in a summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rescueapp import clock, i18n
from rescueapp.forms import asking, codes, places
from rescueapp.forms.none_codes import empty, none
from rescueapp.forms.schema import Compartment, Field, Form, Kind, Level, Section

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_OTHER_CASE = i18n.mark("Another case", "answers")
_RELATIVE = i18n.mark("A person of the list of relatives", "answers")
_ENTRY = i18n.mark("An entry of a register of the station", "answers")

Names = Mapping[str, str]


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
    return i18n.lookup(field.label, field.context or form.key)


def unit(field: Field) -> str:
    """The unit in the language in use; units have the one context "unit" in all forms."""
    return i18n.lookup(field.unit, "unit") if field.unit else ""


def say(field: Field, value: Any, names: Names | None = None) -> str:
    """How an answer reads in the language in use; "" for none, words for none-codes.

    `names`: words for the uids of PERSON, RELATIVE and ENTRY answers (alias, relation, name).
    A value of a wrong shape (from a damaged import) reads as it stands.
    """
    if empty(value):
        return ""
    missing = none(value)
    if missing:
        return codes.label("C-29", missing)
    try:
        return str(_SAY[field.kind](field, value, names or {}))
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError):
        return str(value)


def lines(
    form: Form, answers: Mapping[str, Any], minor: bool, names: Names | None = None
) -> Iterator[Line]:
    """The form as it reads: asked fields, answered or not, then retired ones that have answers."""
    for section, shown in asking.asked(form, answers, minor):
        old = (each for each in section.fields if each.retired)
        kept = (each for each in old if not empty(answers.get(each.key)))
        for field in (*shown, *kept):
            yield _line(form, section, field, answers, minor, names)


def _line(
    form: Form,
    section: Section,
    field: Field,
    answers: Mapping[str, Any],
    minor: bool,
    names: Names | None,
) -> Line:
    value = answers.get(field.key)
    if field.kind is Kind.ROWS and isinstance(value, list):
        words = "\n".join(
            _row(form, asking.asked_in_row(field, row, answers, minor), row, names) for row in value
        )
    else:
        words = say(field, value, names)
    return Line(
        section=i18n.lookup(section.title, form.key),
        label=label(form, field),
        words=words,
        level=max((field.level, *(each.level for each in field.rows))),
        compartment=asking.compartment_of(form, field),
        field_key=field.key,
    )


def _row(form: Form, shown: tuple[Field, ...], row: Mapping[str, Any], names: Names | None) -> str:
    """One row with the titles of its columns."""
    colon = ": " if i18n.language() == "en" else "："
    pairs = ((label(form, field), say(field, row.get(field.key), names)) for field in shown)
    filled = (f"{title}{colon}{words}" for title, words in pairs if words)
    return " ".join(_semicolon().join(filled).splitlines())


# --- dates ------------------------------------------------------------------------------


def say_date(edtf: str) -> str:
    """2026年3月5日 / 5 March 2026, a month, a year, a range."""
    begin, _, end = edtf.partition("/")
    if not end:
        return _one_date(begin)
    joint = " to " if i18n.language() == "en" else "至"
    return f"{_one_date(begin)}{joint}{_one_date(end)}"


def say_instant(instant: str) -> str:
    """A stored instant on the station's clock: 2026年3月5日 14:30 / 5 March 2026, 14:30."""
    local = clock.local(instant)
    comma = ", " if i18n.language() == "en" else " "
    shape = "%H:%M:%S" if local.second else "%H:%M"
    return f"{_one_date(local.date().isoformat())}{comma}{local.strftime(shape)}"


def _one_date(text: str) -> str:
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    if i18n.language() == "en":
        words = (str(day) if day else "", MONTHS[month - 1] if month else "", str(year))
        return " ".join(word for word in words if word)
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


# --- by kind ----------------------------------------------------------------------------


def _text(_field: Field, value: Any, _names: Names) -> str:
    return str(value)


def _number(field: Field, value: Any, _names: Names) -> str:
    amount = f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
    if not field.unit:
        return amount.replace(",", "")  # a bare number may be a year, a room, a car
    word = unit(field)
    return f"{amount} {word}" if word[:1].isascii() else f"{amount}{word}"


def _money(_field: Field, value: Any, _names: Names) -> str:
    amount = f"{Decimal(value):,.2f}"
    return f"{amount} yuan" if i18n.language() == "en" else f"{amount}元"


def _date(_field: Field, value: Any, _names: Names) -> str:
    return say_date(value)


def _date_time(_field: Field, value: Any, _names: Names) -> str:
    return say_instant(value)


def _choice(field: Field, value: Any, _names: Names) -> str:
    return codes.label(field.codes, value)


def _choices(field: Field, value: Any, _names: Names) -> str:
    return _semicolon().join(codes.label(field.codes, code) for code in value)


def _yes_no(_field: Field, value: Any, _names: Names) -> str:
    return codes.label("L-yes-no", "yes" if value else "no")


def _place(_field: Field, value: Any, _names: Names) -> str:
    where = places.place_label(value["code"]) if value["code"] else ""
    detail = value.get("text", "")
    parts = (detail, where) if i18n.language() == "en" else (where, detail)
    joint = ", " if i18n.language() == "en" else " "
    return joint.join(part for part in parts if part)


def _country(_field: Field, value: Any, _names: Names) -> str:
    return places.country_label(value)


def _id_document(_field: Field, value: Any, _names: Names) -> str:
    return f"{codes.label('C-08', value['type'])} {value.get('number', '')}".strip()


def _person(_field: Field, value: Any, names: Names) -> str:
    return names.get(value) or i18n.say(_OTHER_CASE)


def _relative(_field: Field, value: Any, names: Names) -> str:
    return names.get(value) or i18n.say(_RELATIVE)


def _entry(_field: Field, value: Any, names: Names) -> str:
    return names.get(value) or i18n.say(_ENTRY)


def _department(_field: Field, value: Any, _names: Names) -> str:
    kind = codes.label("C-24", value["code"]) if value.get("code") else ""
    name = value.get("name", "")
    if kind and name:
        return f"{name} ({kind})" if i18n.language() == "en" else f"{name}（{kind}）"
    return name or kind


def _scale(field: Field, value: Any, _names: Names) -> str:
    return f"{value} / {field.maximum:g}" if field.maximum is not None else str(value)


def _rows(field: Field, value: Any, names: Names) -> str:
    """Rows without the titles of their columns: a short reading for lists."""
    return "\n".join(_semicolon().join(_cells(field, row, names)) for row in value)


def _cells(field: Field, row: Mapping[str, Any], names: Names) -> list[str]:
    words = (say(each, row.get(each.key), names) for each in field.rows)
    return [word for word in words if word]


def _attachment(_field: Field, value: Any, _names: Names) -> str:
    kind = value["type"].rpartition("/")[2].upper()
    size = _size(value["size"])
    name = value.get("label", "")
    if i18n.language() == "en":
        return f"{name} ({kind}, {size})".strip()
    return f"{name}（{kind}，{size}）"


def _size(count: int) -> str:
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.0f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"


def _semicolon() -> str:
    return "; " if i18n.language() == "en" else "；"


_SAY: dict[Kind, Callable[[Field, Any, Names], str]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.INSTITUTION: _text,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.DATE_TIME: _date_time,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.PLACE: _place,
    Kind.COUNTRY: _country,
    Kind.ID_DOCUMENT: _id_document,
    Kind.PERSON: _person,
    Kind.RELATIVE: _relative,
    Kind.ENTRY: _entry,
    Kind.DEPARTMENT: _department,
    Kind.SCALE: _scale,
    Kind.ROWS: _rows,
    Kind.ATTACHMENT: _attachment,
    Kind.PHOTO: _attachment,
}
