"""One case with its identity, as it lies in a hand-over package: JSON, and the files beside it.

Only what the sender's keys open is in it, and never a writer's own notes. The receiver reads it as
it is; nothing of it goes into tables.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from rescueapp.crypto import canonical
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark

ENTRY: Final = "case.json"
LIMIT: Final = 64 << 20  # bytes
VERSION: Final = 1
TOO_MUCH = mark(
    "What is written in this case has more than {most} MB, and no package takes it. Print its case"
    " file.",
    "exchange",
)
_MEMBERS = {"v", "number", "alias", "opened_at", "closed_on", "minor", "records", "files"}
_RECORD = {"uid", "form", "on_date", "state", "written_by", "answers"}


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """One record: its form, the day it is about (ISO, or ""), its answers as they were typed."""

    uid: str
    form: str
    on_date: str
    state: str
    written_by: str
    answers: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class WholeCase:
    """The case. `files`: uids of the attachments that came with it, each an entry of that name."""

    number: str
    alias: str
    opened_at: str
    closed_on: str
    minor: bool
    records: tuple[WholeRecord, ...] = field(repr=False)
    files: tuple[str, ...] = ()


def pack(case: WholeCase) -> bytes:
    """The entry. Raises Refused for what no receiver would read."""
    told = {"v": VERSION, **asdict(case)}
    data = json.dumps(told, ensure_ascii=False, sort_keys=True, allow_nan=False).encode()
    if len(data) > LIMIT:
        raise Refused(TOO_MUCH(most=LIMIT >> 20))
    return data


def unpack(data: bytes) -> WholeCase:
    """The case of an entry. Raises Damaged for anything of another shape."""
    try:
        told = json.loads(data, parse_constant=_refuse)
        if set(told) != _MEMBERS or told.pop("v") != VERSION:
            raise ValueError
        records = tuple(_record(each) for each in told.pop("records"))
        named = _texts(told.pop("files"))
        case = WholeCase(**told, records=records, files=tuple(named))
        _texts([case.number, case.alias, case.opened_at, case.closed_on])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Damaged(canonical.UNREADABLE) from None
    return case


def _record(told: Any) -> WholeRecord:
    if set(told) != _RECORD or not isinstance(told["answers"], dict):
        raise ValueError
    _texts([told[name] for name in ("uid", "form", "on_date", "state", "written_by")])
    return WholeRecord(**told)


def _texts(values: Sequence[Any]) -> Sequence[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError
    return values


def _refuse(_: str) -> None:
    raise ValueError
