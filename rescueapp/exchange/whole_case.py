"""One case with its identity, as it lies in a hand-over package: JSON, and the files beside it.

Only what the sender's keys open is in it, and never a writer's own notes. An office reads it as it
is; a station that takes the case up writes every record into a case of its own, each part under
its own key of the same compartment, so that the parts are kept apart on the way too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from rescueapp.crypto import canonical
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange.manifest import NEWER_CONTENT
from rescueapp.i18n import mark

ENTRY: Final = "case.json"
LIMIT: Final = 64 << 20  # bytes
READ_ONLY: Final = 1  # a version that an office reads, and nobody can take up
VERSION: Final = 2
CLEAR: Final = ""  # how the part that lies in clear at a station is called
TOO_MUCH = mark(
    "What is written in this case has more than {most} MB, and no package takes it. Print its case"
    " file.",
    "exchange",
)
_CASE = {"number", "alias", "opened_at", "closed_on", "minor", "records", "files"}
_CASE_NOW = _CASE | {"entries", "inherits"}
_RECORD = {"uid", "form", "on_date", "state", "written_by"}
_RECORD_NOW = _RECORD | {"version", "written_at", "done_on", "late", "parts", "closed"}
_FILE = {"uid", "compartment", "type"}
_REGISTER = {"uid", "register", "version", "answers"}

Parts = Mapping[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """One record: its form, the day it is about (ISO, or ""), its answers as they were typed, by
    compartment. `closed`: compartments of it that the sender holds no key of, and so did not send.
    """

    uid: str
    form: str
    on_date: str
    state: str
    written_by: str
    parts: Parts = field(repr=False)
    version: int = 1  # of the form
    written_at: str = ""  # instant of its last save; "" of what is only read
    done_on: str = ""
    late: bool = False
    closed: tuple[str, ...] = ()

    @property
    def answers(self) -> dict[str, Any]:
        """All its answers."""
        return {key: value for part in self.parts.values() for key, value in part.items()}


@dataclass(frozen=True, slots=True)
class WholeFile:
    """An attachment that came with the case; the entry of the package has its uid for a name."""

    uid: str
    compartment: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class WholeEntry:
    """An entry of a register of the sender that a record of the case names."""

    uid: str
    register: str
    version: int
    answers: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class WholeCase:
    """The case. `inherits`: how many other cases' unsafe lists held in it at the sender."""

    number: str
    alias: str
    opened_at: str
    closed_on: str
    minor: bool
    records: tuple[WholeRecord, ...] = field(repr=False)
    files: tuple[WholeFile, ...] = ()
    entries: tuple[WholeEntry, ...] = ()
    inherits: int = 0
    format: int = VERSION


def pack(case: WholeCase) -> bytes:
    """The entry. Raises Refused for what no receiver would read."""
    told = asdict(case)
    told["v"] = told.pop("format")
    data = json.dumps(told, ensure_ascii=False, sort_keys=True, allow_nan=False).encode()
    if len(data) > LIMIT:
        raise Refused(TOO_MUCH(most=LIMIT >> 20))
    return data


def unpack(data: bytes) -> WholeCase:
    """The case of an entry. Raises Refused for one of a newer program, Damaged for anything of
    another shape."""
    try:
        told = json.loads(data, parse_constant=_refuse)
        version = _number(told.pop("v"))
        if version > VERSION:
            raise Refused(NEWER_CONTENT)
        case = _read_only(told) if version == READ_ONLY else _case(told)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Damaged(canonical.UNREADABLE) from None
    return case


def _case(told: Any) -> WholeCase:
    _members(told, _CASE_NOW)
    records = tuple(_record(each) for each in _list(told.pop("records")))
    found = tuple(_file(each) for each in _list(told.pop("files")))
    entries = tuple(_entry(each) for each in _list(told.pop("entries")))
    _head(told)
    _number(told["inherits"])
    return WholeCase(**told, records=records, files=found, entries=entries)


def _head(told: Any) -> None:
    _texts([told[name] for name in ("number", "alias", "opened_at", "closed_on")])
    if not isinstance(told["minor"], bool):
        raise ValueError


def _record(told: Any) -> WholeRecord:
    _members(told, _RECORD_NOW)
    _texts([told[name] for name in ("uid", "form", "on_date", "state", "written_by")])
    _texts([told["written_at"], told["done_on"]])
    parts = told.pop("parts")
    _texts([*parts])
    if not all(isinstance(part, dict) for part in parts.values()):
        raise ValueError
    if not isinstance(told["late"], bool):
        raise ValueError
    _number(told["version"])
    return WholeRecord(**{**told, "closed": tuple(_texts(told["closed"]))}, parts=parts)


def _file(told: Any) -> WholeFile:
    _members(told, _FILE)
    _texts([*told.values()])
    return WholeFile(**told)


def _entry(told: Any) -> WholeEntry:
    _members(told, _REGISTER)
    _texts([told["uid"], told["register"]])
    _number(told["version"])
    if not isinstance(told["answers"], dict):
        raise ValueError
    return WholeEntry(**told)


def _read_only(told: Any) -> WholeCase:
    """A case of the first version, whose parts are not told apart."""
    _members(told, _CASE)
    records = []
    for each in _list(told.pop("records")):
        _members(each, _RECORD | {"answers"})
        answers = each.pop("answers")
        if not isinstance(answers, dict):
            raise ValueError
        _texts([*each.values()])
        records.append(WholeRecord(**each, parts={CLEAR: answers}))
    found = tuple(WholeFile(name) for name in _texts(told.pop("files")))
    _head(told)
    return WholeCase(**told, records=tuple(records), files=found, format=READ_ONLY)


def _members(told: Any, names: set[str]) -> None:
    if not isinstance(told, dict) or set(told) != names:
        raise ValueError


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1_000_000:
        raise ValueError
    return value


def _texts(values: Sequence[Any]) -> Sequence[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError
    return values


def _refuse(_: str) -> None:
    raise ValueError
