"""The rules file: what an office has set of the rule table, every version, for its stations.

A signed file like a receipt, and numbered: a station takes in none that is older than the last.
It tells which office set each number, when and why, and nobody's name. Written and described in
`resources/docs/transfer-package.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from rescueapp import clock
from rescueapp.crypto import canonical
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import signed_file
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.manifest import LAST_SEQUENCE, instant
from rescueapp.i18n import mark

KIND: Final = "rules"
SUFFIX: Final = ".rescuerules"
LIMIT: Final = 1024 * 1024  # bytes
MOST: Final = 1000  # versions in one file

EMPTY: Final = mark("The file is empty. Ask the office to write it again.", "rules file")
NOT_A_RULES_FILE: Final = mark("This is not a rules file of an office.", "rules file")
OTHER_OFFICE: Final = mark(
    "This rules file comes from an office that is not the one enrolled here.", "rules file"
)
NOT_VALID_THEN: Final = mark(
    "This rules file was made on a day on which the office's keys were not valid.", "rules file"
)
OLDER: Final = mark(
    "This rules file is number {number} of the office; number {last} has been taken in here "
    "already. Ask for the newest.",
    "rules file",
)
TWO_OF_ONE_NUMBER: Final = mark(
    "The office has made two different rules files with the number {number}. Telephone it before "
    "taking in anything more.",
    "rules file",
)

_MEMBERS = {"office", "seq", "utc", "rules"}
_OF_VERSION = {"rule", "version", "utc", "why", "numbers", "soon", "off"}
_ID = r"[0-9a-f]{32}"
_RULE = r"[0-9A-Za-z][0-9A-Za-z.-]{0,15}"
_UNIT = r"[a-z]{1,16}"
_WHY = r"[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]{1,400}"
_STEPS = 24  # numbers of one rule, at most
_LARGEST = 9999


@dataclass(frozen=True, slots=True)
class Set:
    """One version of a row, as the office set it. `numbers`: each with its unit."""

    rule: str
    version: int  # the office's own
    at: str  # instant
    why: str
    numbers: tuple[tuple[int, str], ...]
    soon: int | None  # days
    off: bool


@dataclass(frozen=True, slots=True)
class RulesFile:
    """A rules file that was read. Whether it is genuine `check` says."""

    office: str  # key id of who signs
    number: int
    made_at: str  # instant
    versions: tuple[Set, ...]  # by rule, those of one in their order
    data: bytes = field(repr=False)  # the file, to keep

    @property
    def newest(self) -> tuple[Set, ...]:
        """The last version of each rule."""
        return tuple({each.rule: each for each in self.versions}.values())


def make(
    versions: Iterable[Set], *, office: str, number: int, made_at: str, signing_seed: bytes
) -> RulesFile:
    """A signed rules file; `.data` is the file. Raises Damaged for more than a file holds."""
    members: dict[str, Any] = {
        "office": office,
        "seq": number,
        "utc": made_at,
        "rules": [_written(each) for each in versions],
    }
    return read(signed_file.write(members, kind=KIND, signing_seed=signing_seed))


def load(path: Path) -> RulesFile:
    """Read a rules file from a medium. Raises as `read`, and Unavailable."""
    return read(signed_file.load(path, limit=LIMIT))


def read(data: bytes) -> RulesFile:
    """Read a rules file and check its form; its signature needs the office's keys.

    Raises Refused for an empty file, one of another kind and a newer one, Damaged for one that was
    cut off or has another shape.
    """
    if not data:
        raise Refused(EMPTY)
    whole = signed_file.read(data, kind=KIND, members=_MEMBERS, other=NOT_A_RULES_FILE, limit=LIMIT)
    if not isinstance(whole["rules"], list) or not 1 <= len(whole["rules"]) <= MOST:
        raise Damaged(canonical.UNREADABLE)
    versions = tuple(_set(each) for each in whole["rules"])
    if any((a.rule, a.version) >= (b.rule, b.version) for a, b in pairwise(versions)):
        raise Damaged(canonical.UNREADABLE)
    return RulesFile(
        office=signed_file.text(whole["office"], _ID),
        number=signed_file.whole_number(whole["seq"], 1, LAST_SEQUENCE),
        made_at=instant(whole["utc"]),
        versions=versions,
        data=data,
    )


def check(file: RulesFile, *, office: KeyFile, last: RulesFile | None) -> None:
    """At the station: is this our office's, and none older than the `last` one taken in?

    Raises Refused in words, Damaged where the signature does not fit.
    """
    if file.office != office.key_id:
        raise Refused(OTHER_OFFICE)
    whole = canonical.loads(file.data, limit=LIMIT)
    signed_file.verify(whole, office.signing_public, kind=KIND)
    if not office.valid_from <= clock.local(file.made_at).date() <= office.valid_to:
        raise Refused(NOT_VALID_THEN)
    if last is not None and file.number < last.number:
        raise Refused(OLDER(number=file.number, last=last.number))
    if last is not None and file.number == last.number and file.data != last.data:
        raise Refused(TWO_OF_ONE_NUMBER(number=file.number))


def _written(each: Set) -> dict[str, Any]:
    return {
        "rule": each.rule,
        "version": each.version,
        "utc": each.at,
        "why": each.why,
        "numbers": [list(number) for number in each.numbers],
        "soon": each.soon,
        "off": each.off,
    }


def _set(value: object) -> Set:
    if not isinstance(value, dict) or set(value) != _OF_VERSION:
        raise Damaged(canonical.UNREADABLE)
    numbers = value["numbers"]
    if not isinstance(numbers, list) or len(numbers) > _STEPS:
        raise Damaged(canonical.UNREADABLE)
    soon = value["soon"]
    return Set(
        rule=signed_file.text(value["rule"], _RULE),
        version=signed_file.whole_number(value["version"], 2, MOST + 1),
        at=instant(value["utc"]),
        why=signed_file.text(value["why"], _WHY),
        numbers=tuple(_number(each) for each in numbers),
        soon=None if soon is None else signed_file.whole_number(soon, 0, _LARGEST),
        off=signed_file.truth(value["off"]),
    )


def _number(value: object) -> tuple[int, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise Damaged(canonical.UNREADABLE)
    amount, unit = value
    return signed_file.whole_number(amount, 0, _LARGEST), signed_file.text(unit, _UNIT)
