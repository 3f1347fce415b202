"""Who has looked at a record: told to her by role and day, to a supervisor with the name (K-18).

What is counted stands in the audit; a role, a day and a way of looking are told, never which
part was opened: that would hint at what is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rescueapp.domain.worker import Role
from rescueapp.i18n import mark


class Way(StrEnum):
    """How somebody came to see something of the record, or gave it to somebody."""

    READ = "read"
    NAME = "name"
    SENSITIVE = "sensitive"
    WROTE = "wrote"
    SEEN_BEFORE_PRINT = "seen_before_print"
    PAPER = "paper"
    EMERGENCY = "emergency"
    LET_IN = "let_in"
    SENT = "sent"
    HANDED_OVER = "handed_over"
    TOLD_OUTSIDE = "told_outside"
    LENT_OUTSIDE = "lent_outside"
    TOGETHER = "together"


WAYS = {
    Way.READ: mark("Read in the record", "looks"),
    Way.NAME: mark("Looked at the name", "looks"),
    Way.SENSITIVE: mark("Looked at sensitive answers", "looks"),
    Way.WROTE: mark("Wrote in the record", "looks"),
    Way.SEEN_BEFORE_PRINT: mark("Looked at the pages of a paper", "looks"),
    Way.PAPER: mark("Made a paper or a file", "looks"),
    Way.EMERGENCY: mark("Opened it in an emergency", "looks"),
    Way.LET_IN: mark("Let a colleague in for a time", "looks"),
    Way.SENT: mark("Sent it to the superior office, without the name", "looks"),
    Way.HANDED_OVER: mark("Handed it over to an office, with the name", "looks"),
    Way.TOLD_OUTSIDE: mark("Gave something of it to somebody", "looks"),
    Way.LENT_OUTSIDE: mark("Let a social worker from outside in for a time", "looks"),
    Way.TOGETHER: mark("Read it together with the person", "looks"),
}

# Acts of the audit whose object is the case, one of its records or attachments.
ACTS: Mapping[str, Way] = {
    "open_case": Way.READ,
    "open_record": Way.READ,
    "begin_form": Way.READ,
    "open_brief": Way.READ,
    "open_outcomes": Way.READ,
    "open_attachment": Way.READ,
    "compare_files": Way.READ,
    "copy_answers": Way.READ,
    "lend_outside": Way.LENT_OUTSIDE,
    "reveal": Way.NAME,
    "reveal_sensitive": Way.SENSITIVE,
    "name_listed": Way.NAME,
    "save_record": Way.WROTE,
    "prepare_print": Way.SEEN_BEFORE_PRINT,
    "print": Way.PAPER,
    "break_glass": Way.EMERGENCY,
    "decide": Way.LET_IN,
    "release": Way.TOLD_OUTSIDE,
    "her_page": Way.TOGETHER,
}


@dataclass(frozen=True, slots=True)
class Look:
    """What one role did on one day (ISO) in one way. `reason`: of a reveal, a key of its list.
    `name`: a colleague's, for supervisors alone."""

    day: str
    role: Role
    way: Way
    reason: str = ""
    name: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class ByRole:
    """A role, how often it looked, and the last day."""

    role: Role
    times: int
    last_day: str


def by_role(looks: Iterable[Look]) -> tuple[ByRole, ...]:
    """Every role that looked, in the order of roles."""
    times: dict[Role, int] = {}
    last: dict[Role, str] = {}
    for look in looks:
        times[look.role] = times.get(look.role, 0) + look.times
        last[look.role] = max(last.get(look.role, ""), look.day)
    return tuple(ByRole(role, times[role], last[role]) for role in Role if role in times)
