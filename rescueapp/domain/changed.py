"""What an act changed: views compare it with what they show and refresh only that."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changed:
    """Which of what is shown is stale; put together with `|`."""

    cases: frozenset[str] = field(default_factory=frozenset)  # uids; their rows and pages
    forms: frozenset[str] = field(default_factory=frozenset)
    drafts: bool = False
    exchange: bool = False
    people: bool = False
    copies: bool = False
    backups: bool = False
    names: bool = False  # more can be found by name
    clocks: bool = False  # what is due was worked out again
    everything: bool = False  # an import, a restore

    def __or__(self, other: Changed) -> Changed:
        return Changed(
            cases=self.cases | other.cases,
            forms=self.forms | other.forms,
            drafts=self.drafts or other.drafts,
            exchange=self.exchange or other.exchange,
            people=self.people or other.people,
            copies=self.copies or other.copies,
            backups=self.backups or other.backups,
            names=self.names or other.names,
            clocks=self.clocks or other.clocks,
            everything=self.everything or other.everything,
        )
