"""Who may be the person of a case: who they are, what fits, what does not."""

from __future__ import annotations

from rescueapp.actions.desk.missing_people import Among, Candidate
from rescueapp.i18n import mark, say
from ui import texts
from ui.lists.columns import Column

AMONG = {
    Among.MISSING: mark("Missing people", "matches"),
    Among.CASES: mark("Another case here", "matches"),
}

COLUMNS: tuple[Column[Candidate], ...] = (
    Column("called", mark("Who", "matches"), lambda c: c.called, 170, least=110, rank=0),
    Column("among", mark("From", "matches"), lambda c: say(AMONG[c.among]), 120, least=90, rank=3),
    Column("reasons", mark("What fits", "matches"), lambda c: reasons(c), 330, least=150, rank=0),
    Column("against", mark("What does not", "matches"), lambda c: against(c), 150, least=100,
           rank=1),
)  # fmt: skip


def reasons(candidate: Candidate) -> str:
    """What speaks for it, the strongest first."""
    return texts.listed(say(each) for each in candidate.fit.reasons)


def against(candidate: Candidate) -> str:
    """What speaks against it."""
    return texts.listed(say(each) for each in candidate.fit.against)
