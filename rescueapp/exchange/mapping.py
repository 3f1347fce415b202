"""Which column of a spreadsheet becomes which field of the intake form.

Guessed from the titles, shown before anything is taken in, kept in a TOML file that an office
can correct by hand and use again:

    format = 1
    form = "intake"

    [columns]                      # title → field; "" is not taken in
    "受助人姓名" = "name"
    "序号" = ""

    [words.arrival_mode]           # the office's own words → codes
    "巡查队送来" = "03"
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rescueapp.errors import Refused, Unavailable
from rescueapp.exchange import titles
from rescueapp.exchange.spreadsheet import CANNOT_READ, NOT_THERE, Table
from rescueapp.exchange.titles import PARTS, fold, target_of
from rescueapp.exchange.values import POINTING
from rescueapp.forms import answers, catalogue
from rescueapp.forms.schema import Field, Kind
from rescueapp.i18n import Text, mark, say

FORM: Final = "intake"
MOST_BYTES: Final = 256 * 1024
_NOT_FROM_CELLS = {Kind.ROWS, *POINTING}

NOT_TOML: Final = mark("The mapping file cannot be read, near line {line}.", "mapping")
NOT_A_MAPPING: Final = mark(
    'This is not a mapping file of this version: it needs format = 1, form = "intake" and the '
    "table [columns].",
    "mapping",
)
MAPPING_TOO_LARGE: Final = mark("The mapping file is larger than {limit} kB.", "mapping")
NO_SUCH_FIELD: Final = mark(
    "The mapping file names a field that does not exist: {field}.", "mapping"
)
SAME_FIELD: Final = mark(
    "Two columns are mapped to the same field: {first} and {second}.", "mapping"
)
NO_SUCH_COLUMN: Final = mark("The table has no column with the title {title}.", "mapping")
NO_ARRIVAL: Final = mark(
    "No column is mapped to the time of arrival, which every intake needs.", "mapping"
)
NO_SEX: Final = mark(
    "No column is mapped to the sex or to the number of the identity card, which tells it; "
    "every intake needs the sex.",
    "mapping",
)

CANNOT_WRITE: Final = mark(
    "The file cannot be written. Check the medium and the rights to the folder.", "mapping"
)
NOT_TAKEN: Final = mark("not taken in", "mapping")
_PART_WORDS: Final[dict[str, Text]] = {
    titles.AGE: mark("Age: from and to", "mapping"),
    titles.DOCUMENT_TYPE: mark("Identity document: type", "mapping"),
    titles.DOCUMENT_NUMBER: mark("Identity document: number", "mapping"),
    titles.PASSPORT_NUMBER: mark("Identity document: passport number", "mapping"),
    titles.ARRIVAL_TIME: mark("Time of arrival: time of day", "mapping"),
    titles.HOME: mark("Registered residence: county and address", "mapping"),
    titles.FOUND: mark("Place of stay or rescue: county and address", "mapping"),
    titles.REMARKS: mark("What happened, in brief: added at its end", "mapping"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """A mapping: title as written → target (field key, one of `titles.PARTS`, or "").

    `words`: target → the office's word → code.
    """

    targets: dict[str, str]
    words: dict[str, dict[str, str]] = field(default_factory=dict)


def guess(table: Table) -> Columns:
    """What the titles say. Of two columns for one field the first is taken, the other not."""
    taken: set[str] = set()
    targets: dict[str, str] = {}
    for title in table.titles:
        target = target_of(title)
        new = target is not None and target not in taken and title not in targets
        targets.setdefault(title, target if new and target else "")
        taken.add(targets[title])
    targets.pop("", None)
    return Columns(targets)


def check(columns: Columns) -> None:
    """Refuse a mapping with unknown fields, one field twice, no arrival or no sex."""
    by_target: dict[str, str] = {}
    for title, target in columns.targets.items():
        if target and target not in targets_there_are():
            raise Refused(NO_SUCH_FIELD(field=target))
        if target and target in by_target:
            raise Refused(SAME_FIELD(first=by_target[target], second=title))
        by_target[target] = title
    for target in columns.words:
        if target not in targets_there_are():
            raise Refused(NO_SUCH_FIELD(field=target))
    if "arrived_at" not in by_target:
        raise Refused(NO_ARRIVAL)
    if not {"sex", titles.DOCUMENT_NUMBER} & set(by_target):
        raise Refused(NO_SEX)


def places(columns: Columns, table: Table) -> dict[str, int]:
    """Target → index of its column. Raises Refused as `check` does, and for a missing column."""
    check(columns)
    index = {fold(title): place for place, title in reversed(list(enumerate(table.titles)))}
    found: dict[str, int] = {}
    for title, target in columns.targets.items():
        if not target:
            continue
        if fold(title) not in index:
            raise Refused(NO_SUCH_COLUMN(title=title))
        found[target] = index[fold(title)]
    return found


def described(columns: Columns) -> list[tuple[str, str]]:
    """(title, what it becomes in the language in use), to show before anything is taken in."""
    return [(title, words_of(target)) for title, target in columns.targets.items()]


def words_of(target: str) -> str:
    """How a target reads in the language in use."""
    if not target:
        return say(NOT_TAKEN)
    if target in _PART_WORDS:
        return say(_PART_WORDS[target])
    return answers.label(catalogue.form(FORM), fields()[target])


def fields() -> dict[str, Field]:
    """The fields of the intake form that a cell can fill."""
    form = catalogue.form(FORM)
    every = (each for section in form.sections for each in section.fields)
    return {f.key: f for f in every if f.kind not in _NOT_FROM_CELLS and not f.retired}


def targets_there_are() -> set[str]:
    """Everything a column can be mapped to."""
    return {*fields(), *PARTS}


# --- the file ------------------------------------------------------------------------


def write_mapping(columns: Columns, path: Path) -> None:
    """Write a mapping file. Raises Unavailable."""
    lines = ["format = 1", f'form = "{FORM}"', "", "[columns]", *_pairs(columns.targets)]
    for target, words in columns.words.items():
        lines += ["", f"[words.{_text(target)}]", *_pairs(words)]
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        raise Unavailable(CANNOT_WRITE) from None


def read_mapping(path: Path) -> Columns:
    """Read and check a mapping file. Raises Refused in words, Unavailable."""
    try:
        if path.exists() and not path.is_file():  # a pipe would keep us waiting
            raise Unavailable(CANNOT_READ)
        if path.stat().st_size > MOST_BYTES:
            raise Refused(MAPPING_TOO_LARGE(limit=MOST_BYTES // 1024))
        data = path.read_bytes()
    except FileNotFoundError:
        raise Refused(NOT_THERE) from None
    except OSError:
        raise Unavailable(CANNOT_READ) from None
    columns = _columns(_parsed(data))
    check(columns)
    return columns


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(NOT_TOML(line=data.count(b"\n", 0, error.start) + 1)) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise Refused(NOT_TOML(line=line.group(1) if line else 1)) from None


def _columns(parsed: dict[str, Any]) -> Columns:
    targets, words = parsed.get("columns"), parsed.get("words", {})
    known = set(parsed) <= {"format", "form", "columns", "words"}
    if not known or parsed.get("format") != 1 or parsed.get("form") != FORM:
        raise Refused(NOT_A_MAPPING)
    if not _all_text(targets) or not isinstance(words, dict):
        raise Refused(NOT_A_MAPPING)
    if not all(_all_text(each) for each in words.values()):
        raise Refused(NOT_A_MAPPING)
    return Columns(dict(targets or {}), {key: dict(each) for key, each in words.items()})


def _all_text(table: object) -> bool:
    return isinstance(table, dict) and all(isinstance(value, str) for value in table.values())


def _pairs(table: Mapping[str, str]) -> Iterable[str]:
    return (f"{_text(key)} = {_text(value)}" for key, value in table.items())


def _text(value: str) -> str:
    """A TOML basic string: JSON's escapes are a part of TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
