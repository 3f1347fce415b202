"""How long what is kept is kept, and what stays of what was let go (K-17). Pure.

A case file is kept from the end of help for the years of its type (`resources/retention.toml`;
the unit's own table goes before it). When they are over it is appraised: kept longer, handed to
the archive, or destroyed by two people. A hold stops the destruction; a restriction leaves the
file to rights, law and safety alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from rescueapp import paths
from rescueapp.domain.case import may_be_minor
from rescueapp.i18n import Text, mark


class Type(StrEnum):
    """What kind of file it is, for the length it is kept."""

    CHILD = "child"
    UNKNOWN = "unknown"
    HOUSEHOLD = "household"
    GUARDIANSHIP = "guardianship"
    ADULT = "adult"
    ENQUIRY = "enquiry"
    AUDIT = "audit"
    RELEASES = "releases"
    ASSESSMENTS = "assessments"


TYPES: dict[Type, Text] = {
    Type.CHILD: mark("A rescued child", "retention"),
    Type.UNKNOWN: mark("Identity never established", "retention"),
    Type.HOUSEHOLD: mark("Household registered here", "retention"),
    Type.GUARDIANSHIP: mark("Adoption or guardianship", "retention"),
    Type.ADULT: mark("An adult who was helped", "retention"),
    Type.ENQUIRY: mark("An enquiry, not taken in", "retention"),
    Type.AUDIT: mark("Account of acts", "retention"),
    Type.RELEASES: mark("Registers of copies and packages", "retention"),
    Type.ASSESSMENTS: mark("Impact assessments", "retention"),
}
FOR_EVER = mark("for ever", "retention")
YEARS = mark("{years} years", "retention")
TO_BE_CHECKED = mark("{length} (to be checked)", "retention")


@dataclass(frozen=True, slots=True)
class Period:
    """How long one type is kept. `years` 0: for ever. `confirmed`: by law, or by the unit's own
    approved table; until then it is a proposal and is called so."""

    type: Type
    years: int
    of_cases: bool
    source: str
    confirmed: bool

    def told(self) -> Text:
        """Its length in words."""
        length = YEARS(years=self.years) if self.years else FOR_EVER()
        return length if self.confirmed else TO_BE_CHECKED(length=length)

    def until(self, closed_on: str | None) -> date | None:
        """The first day on which it is over; None: never, or help has not ended."""
        if not self.years or closed_on is None:
            return None
        return years_after(date.fromisoformat(closed_on), self.years)


@cache
def proposed() -> Mapping[Type, Period]:
    """The periods as they are shipped. Raises KeyError or ValueError for a file nobody tried."""
    with paths.resources("retention.toml").open("rb") as file:
        rows = tomllib.load(file)["period"]
    read = [
        Period(
            Type(row["type"]),
            int(row["years"]),
            row["of"] == "case",
            str(row["source"]),
            row["confidence"] == "law",
        )
        for row in rows
    ]
    return {period.type: period for period in read}


def periods(own: Mapping[str, Mapping[str, Any]]) -> dict[Type, Period]:
    """The periods that hold: those shipped, and in front of them the unit's `own`
    ({type: {years, source}})."""
    return {
        kind: replace(period, years=int(own[kind]["years"]), source=str(own[kind]["source"]),
                      confirmed=True)
        if kind in own else period
        for kind, period in proposed().items()
    }  # fmt: skip


def usual_type(born_to: str | None, arrived_on: date) -> Type:
    """The type of a file nobody has sorted: a child's while she may have been one."""
    return Type.CHILD if may_be_minor(born_to, arrived_on) else Type.ADULT


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February, 1 March in other years."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


class Outcome(StrEnum):
    """What an appraisal comes to."""

    KEEP = "keep"
    ARCHIVE = "archive"
    DESTROY = "destroy"


OUTCOMES: dict[Outcome, Text] = {
    Outcome.KEEP: mark("Keep longer", "retention"),
    Outcome.ARCHIVE: mark("Hand to the archive", "retention"),
    Outcome.DESTROY: mark("Destroy", "retention"),
}


class Order(StrEnum):
    """What can be laid on a case."""

    HOLD = "hold"  # not destroyed while it lies: a lawsuit, an inquiry
    RESTRICTION = "restriction"  # stored, and used for rights, law and safety alone (PIPL 47)


ORDERS: dict[Order, Text] = {
    Order.HOLD: mark("Held: not to be destroyed", "retention"),
    Order.RESTRICTION: mark("Restricted: only stored", "retention"),
}


@dataclass(frozen=True, slots=True)
class Laid:
    """A hold or restriction as it is kept. Instants are UTC text; names of workers are uids."""

    uid: str
    case_uid: str
    order: Order
    reason: str
    laid_by: str
    laid_at: str
    lifted_by: str | None = None
    lifted_at: str | None = None
    lifted_reason: str = ""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One decision about a case whose period has run out. `until`: ISO date, for KEEP."""

    uid: str
    case_uid: str
    outcome: Outcome
    until: str | None
    reason: str
    worker: str
    at: str


# What is counted of a case, in the order in which it is told.
COUNTED: dict[str, Text] = {
    "records": mark("records", "retention"),
    "versions": mark("versions of records", "retention"),
    "facts": mark("facts", "retention"),
    "attachments": mark("attachments", "retention"),
    "drafts": mark("drafts", "retention"),
    "copies": mark("entries in the register of copies", "retention"),
    "out": mark("paper copies not returned", "retention"),
    "keys": mark("keys", "retention"),
    "requests": mark("requests", "retention"),
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stays of a destroyed case: that it was, who decided, when, how much; no word of it.

    Workers are uids, instants UTC text. `code`: sheet and number where the superior bureau agreed
    over the telephone. `audit_seq`, `audit_hash`: the entry that tells of it. `signature`: by the
    station's signing key.
    """

    vault: str
    case_uid: str
    number: str
    type: str
    closed_on: str
    due_on: str
    request: str
    asked_by: str
    asked_at: str
    decided_by: str
    decided_at: str
    code: str
    destroyed_by: str
    destroyed_at: str
    audit_seq: int
    audit_hash: str  # hex
    counts: Mapping[str, int] = field(default_factory=dict)
    signature: bytes = b""

    def told(self) -> dict[str, Any]:
        """What `signature` covers."""
        told = asdict(self)
        del told["signature"]
        told["counts"] = dict(self.counts)
        return told
