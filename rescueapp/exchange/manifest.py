"""What a package says of itself: from whom, to whom, which number, after which.

The manifest is signed by the sender and lies inside the encryption. `crypto.package` writes into
it who signed, for whom, and the list of entries; the rest is ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rescueapp import clock
from rescueapp.crypto import canonical, chain
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import night_acts, signed_file
from rescueapp.exchange.night_acts import NOTHING, NightActs
from rescueapp.i18n import Text, mark

SCHEMA: Final = 1  # of the content
WITH_NIGHT: Final = 2  # of one that tells of emergencies: an older program takes it for newer
WHOLE_CASE: Final = 3  # of one that hands over a case as it can be taken up (`whole_case`, v 2)
LAST_SEQUENCE: Final = 999_999
MOST_CASES: Final = 1_000_000
MOST_RECORDS: Final = 20_000_000
NO_PREVIOUS: Final = bytes(32)  # what the first package of a sender names as the one before

STATISTICS, PSEUDONYMOUS, IDENTIFIED = "statistics", "pseudonymous", "identified"
LEVELS: Final = (STATISTICS, PSEUDONYMOUS, IDENTIFIED)

LATER: Final[dict[str, Text]] = {
    STATISTICS: mark(
        "Packages of figures alone come with a later version of the program.", "package"
    ),
}
RESEARCH: Final = "research"  # no level: it would be made of figures, k of 10 (K-16)
NO_RESEARCH: Final = mark(
    "Nothing leaves for research. It could only be made of consolidated figures, with no group"
    " under ten people, and this program has none yet.",
    "package",
)
ONE_CASE: Final = mark(
    "A package with an identity in it is made for one case that is handed over, once a second"
    " person has agreed.",
    "package",
)
NO_SUCH_LEVEL: Final = mark("There is no such level of package: {level}.", "package")
NEWER_CONTENT: Final = mark(
    "The content of this package was written by a newer version of the program. Update this one "
    "first.",
    "package",
)

_MEMBERS = {
    "package", "seq", "prev", "utc", "level", "period", "schema", "training", "counts", "audit",
}  # fmt: skip
_ID = r"[0-9a-f]{32}"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The values of a manifest."""

    package: str  # random uid of this package
    station: str  # key id of who sends and signs: a station, or an office to the one above it
    recipient: str  # key id of the age recipient
    sequence: int  # of this sender, from 1; between stations, of this sender to this recipient
    previous: bytes  # manifest hash of the package before; NO_PREVIOUS for the first
    made_at: str  # instant, UTC
    period_from: str  # ISO date
    period_to: str  # ISO date, included
    training: bool
    cases: int
    records: int
    audit_sequence: int  # the sender's audit when the package was made
    audit_head: bytes = chain.GENESIS
    level: str = PSEUDONYMOUS
    schema: int = SCHEMA
    night: NightActs = NOTHING

    def values(self) -> dict[str, Any]:
        """What is given to `crypto.package`, which adds the two key ids itself."""
        night = {"night": self.night.values()} if self.night else {}
        return night | {
            "package": self.package,
            "seq": self.sequence,
            "prev": self.previous.hex(),
            "utc": self.made_at,
            "level": self.level,
            "period": [self.period_from, self.period_to],
            "schema": WITH_NIGHT if self.night else self.schema,
            "training": self.training,
            "counts": {"cases": self.cases, "records": self.records},
            "audit": {"seq": self.audit_sequence, "head": self.audit_head.hex()},
        }


def check_level(level: str) -> None:
    """Refuse, in words, a level there is none of or that comes later."""
    if level == RESEARCH:
        raise Refused(NO_RESEARCH)
    if level not in LEVELS:
        raise Refused(NO_SUCH_LEVEL(level=level))
    if level in LATER:
        raise Refused(LATER[level])


def check_level_of_many(level: str) -> None:
    """Refuse every level that the cases of a period do not leave under, too."""
    check_level(level)
    if level == IDENTIFIED:
        raise Refused(ONE_CASE)


def read_manifest(values: dict[str, Any], *, station: str, recipient: str) -> Manifest:
    """The manifest of a package that `crypto.package` has opened, signed by and for these keys.

    Raises Refused for another level or newer content, Damaged for anything of another shape.
    """
    schema = signed_file.whole_number(values.get("schema"), 1, 10_000)
    if schema > WHOLE_CASE:
        raise Refused(NEWER_CONTENT)
    check_level(signed_file.text(values.get("level"), "[a-z]{1,20}"))
    if set(values) != (_MEMBERS | {"night"} if schema == WITH_NIGHT else _MEMBERS):
        raise Damaged(canonical.UNREADABLE)
    if schema == WHOLE_CASE and values["level"] != IDENTIFIED:
        raise Damaged(canonical.UNREADABLE)
    counts = _members(values["counts"], {"cases", "records"})
    audit = _members(values["audit"], {"seq", "head"})
    period_from, period_to = _period(values["period"])
    return Manifest(
        package=signed_file.text(values["package"], _ID),
        station=station,
        recipient=recipient,
        sequence=signed_file.whole_number(values["seq"], 1, LAST_SEQUENCE),
        previous=signed_file.unhex(values["prev"], 32),
        made_at=instant(values["utc"]),
        period_from=period_from,
        period_to=period_to,
        training=signed_file.truth(values["training"]),
        cases=signed_file.whole_number(counts["cases"], 0, MOST_CASES),
        records=signed_file.whole_number(counts["records"], 0, MOST_RECORDS),
        audit_sequence=signed_file.whole_number(audit["seq"], 0, canonical.MAX_INTEGER),
        audit_head=signed_file.unhex(audit["head"], 32),
        level=values["level"],
        schema=schema,
        night=night_acts.read(values["night"]) if schema == WITH_NIGHT else NOTHING,
    )


def instant(value: object) -> str:
    """A stored instant. Raises Damaged for another shape."""
    text = signed_file.text(value, r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
    try:
        clock.instant(text)
    except ValueError:
        raise Damaged(canonical.UNREADABLE) from None
    return text


def _members(value: object, names: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != names:
        raise Damaged(canonical.UNREADABLE)
    return value


def _period(value: object) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise Damaged(canonical.UNREADABLE)
    first, last = (signed_file.text(each, _DATE.pattern) for each in value)
    try:
        ordered = date.fromisoformat(first) <= date.fromisoformat(last)
    except ValueError:
        ordered = False
    if not ordered:
        raise Damaged(canonical.UNREADABLE)
    return first, last
