"""What every row of the rule table is worded in and rests on; and limits, its rows that are no
clock: an amount that a gate reads, in force from a day on. Nothing begins it, nothing ends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rescueapp import i18n


class Basis(StrEnum):
    """What kind of duty it is (A-008)."""

    STATUTORY = "statutory"
    MINISTERIAL = "ministerial"
    LOCAL = "local"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Words:
    """A word in each language."""

    zh_hans: str
    zh_hant: str
    en: str

    @property
    def label(self) -> str:
        """The word in the language in use."""
        return (self.zh_hans, self.zh_hant, self.en)[i18n.LANGUAGES.index(i18n.language())]


# Confidence marks of rules.md 0.1. M: from memory, 「待核实」; D: our own decision.
CONFIDENCE = ("F1", "F2", "S", "D", "M")
YUAN = "yuan"


@dataclass(frozen=True, slots=True)
class Handed:
    """Whose version it is, where a superior office handed it down."""

    office: str  # its name
    version: int  # its own number of it
    at: str  # instant: when it was set there


@dataclass(frozen=True, slots=True)
class Limit:
    """One amount, in one version."""

    id: str  # of rules.md: "A-115"
    words: Words
    holder: str  # code of C-24
    basis: str
    kind: Basis
    conf: str  # F1, F2, S, D, M
    amount: int
    unit: str  # yuan
    version: int = 1
    valid_from: str = ""  # ISO days, included: of what the amount is asked for
    valid_to: str = ""
    editable: bool = True
    office: str = ""  # the superior office that handed this version down

    @property
    def numbers(self) -> tuple[tuple[int, str], ...]:
        """What can be set of it, each in its unit."""
        return ((self.amount, self.unit),)

    @property
    def off(self) -> bool:
        """A limit is never switched off: it is raised, with a reason."""
        return False

    @property
    def to_be_checked(self) -> bool:
        """Shown as 「待核实」: no text of it was seen."""
        return self.conf == "M"

    def valid(self, day: str) -> bool:
        """Whether this version holds on an ISO day."""
        return self.valid_from <= day <= (self.valid_to or "9999")
