"""What stands in the cells of a form: each question with its answer, in words.

Short lists are printed whole, with a box before each choice, on the blank and on the filled
sheet alike: who signs sees what was not chosen too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from rescueapp.forms import answers as interpreter
from rescueapp.forms.codes import codes
from rescueapp.forms.schema import Field, Form, Kind, Level, Section
from rescueapp.i18n import language, lookup, mark, say
from rescueapp.printing.glyphs import with_gaps
from rescueapp.printing.text import EMPTY_BOX, TICKED_BOX, tidy

MOST_BOXES = 30  # a longer list is written or read as a word
BETWEEN = "　"

BLANK_DATE = mark("(year)      (month)      (day)", "print")
BLANK_TIME = mark("(year)      (month)      (day)      (time)", "print")
BLANK_DOCUMENT = mark("Kind:                    Number:", "print")
BLANK_MONEY = mark("                yuan", "print")
BLANKS = {
    Kind.DATE: BLANK_DATE,
    Kind.DATE_TIME: BLANK_TIME,
    Kind.ID_DOCUMENT: BLANK_DOCUMENT,
    Kind.MONEY: BLANK_MONEY,
}

# Kinds whose answer wants the whole width, and those that do when written by hand.
_WIDE = {Kind.LONG_TEXT, Kind.CHOICES}
_WIDE_BY_HAND = {Kind.ID_DOCUMENT, Kind.PLACE, Kind.DATE_TIME}


def everything(_: Field) -> bool:
    """Takes every field: a sheet for whoever may fill it in."""
    return True


@dataclass(frozen=True, slots=True)
class Filled:
    """The answers to print, and which of them.

    `takes`: fields that go into this print. `unanswered`: whether empty ones are shown.
    `names`: words for the uids of PERSON, RELATIVE and ENTRY answers. `gaps`: print 〓 for a
    character no font has; without it such a character must not come here.
    """

    answers: Mapping[str, Any]
    minor: bool = True
    takes: Callable[[Field], bool] = everything
    unanswered: bool = True
    names: Mapping[str, str] = field(default_factory=dict)
    gaps: bool = False

    def shown(self, words: str) -> str:
        """Words as they can be set."""
        return with_gaps(words) if self.gaps else tidy(words)


@dataclass(frozen=True, slots=True)
class Item:
    """One question and what stands in its cell. `rows`: of a repeated table, by sub-field.

    `lines` is the height to write in, in rows of handwriting; 0 where it is filled.
    """

    field: Field
    label: str
    words: str
    wide: bool = False
    hint: str = ""
    lines: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[Item, ...] = ()

    @property
    def level(self) -> Level:
        return max([self.field.level, *(column.level for column in self.columns)])


def passages(form: Form, filled: Filled) -> Iterator[tuple[str, str, str]]:
    """(field key, label, words) of every answer of the print in which something was written;
    what was chosen from a list tells of nobody."""
    written = replace(filled, takes=lambda f: f.kind not in _CHOSEN and filled.takes(f))
    for _, items in sections(form, written):
        for item in items:
            cells = [words for row in item.rows for words in row]
            words = " \n".join(cells) if item.columns else item.words
            if words:
                yield item.field.key, item.label, words


_CHOSEN = {Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.SCALE, Kind.DATE, Kind.DATE_TIME}


def sections(
    form: Form, filled: Filled | None, *, whole: bool = False
) -> Iterator[tuple[str, list[Item]]]:
    """The titled groups of a form with their items; `filled` None gives the blank.

    Folded groups wait for a later hour: they are printed where something in them was
    answered, and on the blank when the `whole` form is asked for; so is what is off the sheet.
    """
    for section, fields in _asked(form, filled):
        if section.folded and not (whole if filled is None else _begun(fields, filled)):
            continue
        kept = filled is not None or (whole and not form.taken_along)
        told = (f for f in fields if kept or not f.off_sheet)
        items = [item for f in told if (item := _item(form, f, filled)) is not None]
        if items:
            yield lookup(section.title, form.key), items


def _asked(form: Form, filled: Filled | None) -> Iterator[tuple[Section, tuple[Field, ...]]]:
    """Sections with their fields; retired fields come last, where they still hold an answer."""
    if filled is None:
        yield from ((s, tuple(f for f in s.fields if not f.retired)) for s in form.sections)
        return
    for section, shown in interpreter.asked(form, filled.answers, filled.minor):
        old = (f for f in section.fields if f.retired and f not in shown)
        kept = (f for f in old if not interpreter.empty(filled.answers.get(f.key)))
        yield section, (*shown, *kept)


def _begun(fields: tuple[Field, ...], filled: Filled) -> bool:
    return any(not interpreter.empty(filled.answers.get(f.key)) for f in fields)


def _item(form: Form, field: Field, filled: Filled | None) -> Item | None:
    if filled is None:
        return _blank(form, field)
    value = filled.answers.get(field.key)
    if not filled.takes(field) or (interpreter.empty(value) and not filled.unanswered):
        return None
    if field.kind is Kind.ROWS and (interpreter.empty(value) or isinstance(value, list)):
        return _table(form, field, value or [], filled)
    words = _answer(field, value, filled)
    label = interpreter.label(form, field)
    return Item(field, label, words, wide=field.kind in _WIDE, lines=0 if words else 1)


def _answer(field: Field, value: Any, filled: Filled) -> str:
    """An answer as it can be set. The boxes are ours and stay, whatever has no glyph."""
    options = _options(field)
    if options is None:
        return filled.shown(interpreter.say(field, value, filled.names))
    return _boxes(field, options, value, filled.shown)


def _blank(form: Form, field: Field) -> Item:
    label = interpreter.label(form, field)
    if field.kind is Kind.ROWS:
        columns = tuple(_blank(form, sub) for sub in field.rows if not sub.retired)
        rows = tuple(_begun_row(field, row) for row in interpreter.begun_rows(field))
        return Item(field, label, "", columns=columns, lines=field.lines or 6, rows=rows)
    wide = field.kind in _WIDE | _WIDE_BY_HAND or field.lines > 1
    words = _blank_words(field)
    lines = field.lines or (4 if field.kind is Kind.LONG_TEXT else 1)
    hint = lookup(field.hint, field.context or form.key) if field.hint and wide else ""
    return Item(field, label, words, wide=wide, hint=hint, lines=lines)


def _begun_row(field: Field, row: Mapping[str, Any]) -> tuple[str, ...]:
    """A row of the blank: what stands in it of each code; what is chosen later is left open."""
    return tuple(
        tidy(interpreter.say(sub, row[sub.key])) if sub.starts == "*" else ""
        for sub in field.rows
        if not sub.retired
    )


def _blank_words(field: Field) -> str:
    options = _options(field)
    if options is not None:
        return _boxes(field, options, None)
    if field.kind in BLANKS:
        return say(BLANKS[field.kind])
    return BETWEEN * 6 + lookup(field.unit, "unit") if field.unit else ""


def _table(form: Form, field: Field, value: list[Mapping[str, Any]], filled: Filled) -> Item | None:
    compartment = interpreter.compartment_of(form, field)
    columns = tuple(
        sub
        for sub in field.rows
        # A column lies in the compartment of its table.
        if not sub.retired
        and filled.takes(replace(sub, compartment=sub.compartment or compartment))
    )
    if not columns:
        return None
    heads = tuple(Item(sub, interpreter.label(form, sub), "") for sub in columns)
    rows = tuple(_row(field, columns, row, filled) for row in value)
    return Item(field, interpreter.label(form, field), "", columns=heads, rows=rows, lines=0)


def _row(
    field: Field, columns: tuple[Field, ...], row: Mapping[str, Any], filled: Filled
) -> tuple[str, ...]:
    """The words of one row; "" where a column does not apply to it."""
    applies = {f.key for f in interpreter.asked_in_row(field, row, filled.answers, filled.minor)}
    return tuple(
        filled.shown(interpreter.say(sub, row.get(sub.key), filled.names))
        if sub.key in applies
        else ""
        for sub in columns
    )


# --- check boxes ------------------------------------------------------------------------


def _options(field: Field) -> list[tuple[Any, str]] | None:
    """Value and words of each choice, where the list is short enough to print whole."""
    if field.kind is Kind.YES_NO:
        return [(v, interpreter.say(field, v)) for v in (True, False)]
    if field.kind is Kind.SCALE and field.minimum is not None and field.maximum is not None:
        steps = range(int(field.minimum), int(field.maximum) + 1)
        return [(n, str(n)) for n in steps] if len(steps) <= MOST_BOXES else None
    if field.kind not in (Kind.CHOICE, Kind.CHOICES):
        return None
    return _listed(field.codes, language())


@cache
def _listed(list_id: str, _: str) -> list[tuple[Any, str]] | None:
    """The choices of a list in a language, or None for too many."""
    rows = [row for row in codes(list_id) if not row.valid_to]
    return None if len(rows) > MOST_BOXES else [(row.code, tidy(row.label)) for row in rows]


def _boxes(
    field: Field, options: list[tuple[Any, str]], value: Any, shown: Callable[[str], str] = tidy
) -> str:
    """Every choice with its box, then what was answered and is not among them."""
    chosen = _chosen(value)
    known = [option for option, _ in options]
    parts = [
        (TICKED_BOX if any(_same(option, c) for c in chosen) else EMPTY_BOX) + words
        for option, words in options
    ]
    others = [c for c in chosen if not any(_same(option, c) for option in known)]
    parts += [TICKED_BOX + shown(interpreter.say(field, _as_value(field, c))) for c in others]
    return BETWEEN.join(parts)


def _chosen(value: Any) -> list[Any]:
    if interpreter.empty(value):
        return []
    return list(value) if isinstance(value, list) else [value]


def _as_value(field: Field, chosen: Any) -> Any:
    several = field.kind is Kind.CHOICES and not isinstance(chosen, dict)
    return [chosen] if several else chosen


def _same(option: Any, chosen: Any) -> bool:
    return type(option) is type(chosen) and bool(option == chosen)


def day(iso: str) -> str:
    """An ISO date in words; "" for none."""
    return interpreter.say(_DAY, iso) if iso else ""


_DAY = Field("day", "Date", Kind.DATE, personal=False)
