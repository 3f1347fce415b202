"""One case with its identity, as it lies in a hand-over package: JSON, and the files beside it.

Only what the sender's keys open is in it, and never a writer's own notes. An office reads it as it
is; a station that takes the case up writes every record into a case of its own, each part under
its own key of the same compartment, so that the parts are kept apart on the way too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from rescueapp.crypto import canonical
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange.manifest import NEWER_CONTENT
from rescueapp.forms import forbidden
from rescueapp.i18n import mark, say
from rescueapp.rules.periods import is_instant

ENTRY: Final = "case.json"
LIMIT: Final = 64 << 20  # bytes
READ_ONLY: Final = 1  # a version that an office reads, and nobody can take up
NO_HISTORY: Final = 2  # without earlier versions and the family
DAYS_ONLY: Final = 3  # what a closing ended tells the day of it, as what was done does
VERSION: Final = 4
CLEAR: Final = ""  # how the part that lies in clear at a station is called
TOO_MUCH = mark(
    "What is written in this case has more than {most} MB, and no package takes it. Print its case"
    " file.",
    "exchange",
)
NOT_KEPT = mark(
    "[What stood here must not be kept in this program, and did not come along.]", "hand-over"
)
_CASE = {"number", "alias", "opened_at", "closed_on", "minor", "records", "files"}
_CASE_2 = _CASE | {"entries", "inherits"}
_CASE_NOW = _CASE_2 | {"family"}
_RECORD = {"uid", "form", "on_date", "state", "written_by"}
_RECORD_2 = _RECORD | {"version", "written_at", "done_on", "late", "parts", "closed"}
_RECORD_NOW = _RECORD_2 | {"earlier"}
_VERSION = {"state", "written_by", "written_at", "version", "parts"}
_MEMBER = {"relation", "number", "head"}
_FILE = {"uid", "compartment", "type"}
_REGISTER = {"uid", "register", "version", "answers"}

Parts = Mapping[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class WholeVersion:
    """A record as an earlier save left it, with who wrote it; as far as the sender opens it."""

    state: str
    written_by: str
    written_at: str  # instant
    version: int  # of the form
    parts: Parts = field(repr=False)

    @property
    def answers(self) -> dict[str, Any]:
        """All its answers."""
        return _joined(self.parts)


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """One record: its form, the day it is about (ISO, or ""), its answers as they were typed, by
    compartment. `done_on`: the day on which what it planned was done, or the instant at which a
    closing ended it: that is due again in a case that is opened again. `closed`: compartments of it
    that the sender holds no key of, and so did not send.
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
    earlier: tuple[WholeVersion, ...] = field(default=(), repr=False)  # the first one first

    @property
    def answers(self) -> dict[str, Any]:
        """All its answers."""
        return _joined(self.parts)

    @property
    def versions(self) -> tuple[WholeVersion, ...]:
        """All its versions, the first one first and the present one last."""
        now = WholeVersion(self.state, self.written_by, self.written_at, self.version, self.parts)
        return (*self.earlier, now)


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
class WholeMember:
    """One of the family, the person of the case among them. `number`: of a case that went to this
    recipient, too; "" of one that stays with the sender."""

    relation: str  # L-family-member
    number: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class WholeCase:
    """The case. `inherits`: how many other cases' unsafe lists held in it at the sender; `family`:
    as far as this recipient may be told of it."""

    number: str
    alias: str
    opened_at: str
    closed_on: str
    minor: bool
    records: tuple[WholeRecord, ...] = field(repr=False)
    files: tuple[WholeFile, ...] = ()
    entries: tuple[WholeEntry, ...] = ()
    inherits: int = 0
    family: tuple[WholeMember, ...] = field(default=(), repr=False)
    format: int = VERSION


def kept(case: WholeCase) -> WholeCase:
    """The case with words in place of what must not be kept at all (K-20, K-21, K-23) and stood in
    an earlier version: what stands now is judged by itself. The sender does so, and the receiver
    again, whose rules may be others."""

    def history(record: WholeRecord) -> tuple[WholeVersion, ...]:
        words = say(NOT_KEPT) if record.earlier else ""
        return tuple(
            replace(each, parts=forbidden.without(each.parts, minor=case.minor, instead=words))
            for each in record.earlier
        )

    return replace(case, records=tuple(replace(r, earlier=history(r)) for r in case.records))


def lowest_format(records: Iterable[WholeRecord]) -> int:
    """The lowest version that can say what stands in some records: a receiver whose program is
    older takes up all but what it would misread."""
    return VERSION if any(is_instant(each.done_on) for each in records) else DAYS_ONLY


def pack(case: WholeCase) -> bytes:
    """The entry. Raises Refused for what no receiver would read."""
    told = asdict(case)
    told["v"] = told.pop("format")
    data = _as_json(told)
    if len(data) > LIMIT:
        raise Refused(TOO_MUCH(most=LIMIT >> 20))
    return data


def _as_json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, allow_nan=False).encode()


def unpack(data: bytes) -> WholeCase:
    """The case of an entry. Raises Refused for one of a newer program, Damaged for anything of
    another shape."""
    try:
        told = json.loads(data, parse_constant=_refuse)
        _as_json(told)  # what no vault could keep: half a character, a number beyond all numbers
        version = _number(told.pop("v"))
        if version > VERSION:
            raise Refused(NEWER_CONTENT)
        case = _read_only(told) if version == READ_ONLY else _case(told, version)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Damaged(canonical.UNREADABLE) from None
    return case


def _case(told: Any, version: int) -> WholeCase:
    _members(told, _CASE_2 if version == NO_HISTORY else _CASE_NOW)
    if version == NO_HISTORY:
        told["family"] = []
        for each in _list(told["records"]):
            _members(each, _RECORD_2)
            each["earlier"] = []
    records = tuple(_record(each) for each in _list(told.pop("records")))
    found = tuple(_file(each) for each in _list(told.pop("files")))
    entries = tuple(_entry(each) for each in _list(told.pop("entries")))
    family = tuple(_member(each) for each in _list(told.pop("family")))
    _head(told)
    _number(told["inherits"])
    return WholeCase(
        **told, records=records, files=found, entries=entries, family=family, format=version
    )


def _head(told: Any) -> None:
    _texts([told[name] for name in ("number", "alias", "opened_at", "closed_on")])
    if not isinstance(told["minor"], bool):
        raise ValueError


def _record(told: Any) -> WholeRecord:
    _members(told, _RECORD_NOW)
    _texts([told[name] for name in ("uid", "form", "on_date", "done_on")])
    if not isinstance(told["late"], bool):
        raise ValueError
    earlier = tuple(_version(each) for each in _list(told.pop("earlier")))
    _written(told)
    return WholeRecord(**{**told, "closed": tuple(_texts(told["closed"]))}, earlier=earlier)


def _version(told: Any) -> WholeVersion:
    _members(told, _VERSION)
    _written(told)
    return WholeVersion(**told)


def _written(told: Any) -> None:
    _texts([told[name] for name in ("state", "written_by", "written_at")])
    _number(told["version"])
    _texts([*told["parts"]])
    if not all(isinstance(part, dict) for part in told["parts"].values()):
        raise ValueError


def _member(told: Any) -> WholeMember:
    _members(told, _MEMBER)
    _texts([told["relation"], told["number"]])
    if not isinstance(told["head"], bool):
        raise ValueError
    return WholeMember(**told)


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


def _joined(parts: Parts) -> dict[str, Any]:
    return {key: value for part in parts.values() for key, value in part.items()}


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
