"""What a station tells its office of its nights: emergencies, and what was agreed to by telephone.

Numbers and codes alone: the case number, the role, when it began and ended, whether the reason was
told. It stands in the manifest of the next package (K-10; decisions.md, "A station of two people
on a night shift").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from rescueapp.crypto import canonical
from rescueapp.errors import Damaged
from rescueapp.exchange import signed_file

MOST: Final = 2000  # of each kind in a package
_NUMBER = r"[^\x00-\x1f\x7f]{1,80}"
_KEY = r"[a-z][a-z0-9_]{0,31}"
_INSTANT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"


@dataclass(frozen=True, slots=True)
class Emergency:
    """A case that was opened because life was at stake. Instants are UTC text."""

    number: str  # of the case, at the station
    role: str  # of who opened it
    begun: str
    ended: str
    told: bool  # whether the reason was given in words


@dataclass(frozen=True, slots=True)
class Telephoned:
    """An act of two that the superior bureau agreed to by a code."""

    number: str
    kind: str  # what was agreed to: `domain.request.Kind`
    role: str  # of who asked
    decided: str
    confirmed: bool  # whether a supervisor confirmed it since


@dataclass(frozen=True, slots=True)
class NightActs:
    """All of them since the package before."""

    emergencies: tuple[Emergency, ...] = ()
    telephoned: tuple[Telephoned, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.emergencies or self.telephoned)

    def values(self) -> dict[str, Any]:
        """As the manifest holds them."""
        return {
            "emergencies": [[e.number, e.role, e.begun, e.ended, e.told] for e in self.emergencies],
            "telephoned": [
                [t.number, t.kind, t.role, t.decided, t.confirmed] for t in self.telephoned
            ],
        }


NOTHING: Final = NightActs()


def read(value: object) -> NightActs:
    """What a manifest tells. Raises Damaged for another shape, or for nothing told."""
    if not isinstance(value, dict) or set(value) != {"emergencies", "telephoned"}:
        raise Damaged(canonical.UNREADABLE)
    found = NightActs(
        tuple(_emergency(*_five(each)) for each in _list(value["emergencies"])),
        tuple(_telephoned(*_five(each)) for each in _list(value["telephoned"])),
    )
    if not found:
        raise Damaged(canonical.UNREADABLE)
    return found


def _emergency(
    number: object, role: object, begun: object, ended: object, told: object
) -> Emergency:
    text = signed_file.text
    return Emergency(
        text(number, _NUMBER), text(role, _KEY), text(begun, _INSTANT), text(ended, _INSTANT),
        signed_file.truth(told),
    )  # fmt: skip


def _telephoned(
    number: object, kind: object, role: object, decided: object, confirmed: object
) -> Telephoned:
    text = signed_file.text
    return Telephoned(
        text(number, _NUMBER), text(kind, _KEY), text(role, _KEY), text(decided, _INSTANT),
        signed_file.truth(confirmed),
    )  # fmt: skip


def _list(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) > MOST:
        raise Damaged(canonical.UNREADABLE)
    return value


def _five(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) != 5:
        raise Damaged(canonical.UNREADABLE)
    return value
