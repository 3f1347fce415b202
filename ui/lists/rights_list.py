"""The requests of a case, and who has looked at its record."""

from __future__ import annotations

from rescueapp import clock
from rescueapp.actions.recording.identity import REASONS
from rescueapp.domain.looks import WAYS, Look
from rescueapp.domain.rights import REQUESTERS, RIGHTS, STATES, Request, State
from rescueapp.domain.worker import ROLE_NAMES
from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from ui import dates, texts
from ui.lists.columns import Column

_WITH_REASON = mark("{way}: {reason}", "rights list")
_DUE = mark("{day}  {how_far}", "rights list")

_ICONS = {
    State.OPEN: ("due", "amber"),
    State.ANSWERED: ("complete", "accent"),
    State.PARTLY: ("complete", "accent"),
    State.REFUSED: ("info", "text"),
}


def rights_words(request: Request) -> str:
    """What is asked for, in the language in use."""
    return texts.listed(codes.label(RIGHTS, code) for code in request.rights)


def _icon(request: Request) -> tuple[str, str]:
    late = request.is_open and (request.due_on or "9999") < clock.today().isoformat()
    return ("overdue", "brick") if late else _ICONS[request.state]


def _due(request: Request) -> str:
    if not request.is_open or request.due_on is None:
        return ""
    return say(_DUE(day=request.due_on, how_far=dates.due(request.due_on, clock.today())))


def _way(look: Look) -> str:
    way = say(WAYS[look.way])
    if look.reason not in REASONS:
        return way
    return say(_WITH_REASON(way=way, reason=REASONS[look.reason]))


REQUESTS: tuple[Column[Request], ...] = (
    Column("asked_on", mark("Asked on", "rights list"), lambda r: dates.day(r.asked_on), 110,
           least=100, rank=1),
    Column("by", mark("Who asks", "rights list"),
           lambda r: codes.label(REQUESTERS, r.by) if r.by else "", 110, least=80, rank=2),
    Column("rights", mark("Asked for", "rights list"), rights_words, 300, least=150, rank=0),
    Column("state", mark("State", "rights list"), lambda r: say(STATES[r.state]), 130, _icon,
           least=110, rank=0),
    Column("due_on", mark("Answer by", "rights list"), _due, 190, least=110, rank=3),
    Column("answered_on", mark("Answered", "rights list"), lambda r: dates.day(r.answered_on), 105,
           least=95, rank=4),
)  # fmt: skip

LOOKS_WITH_NAMES: tuple[Column[Look], ...] = (
    Column("day", mark("Day", "rights list"), lambda k: k.day, 110, least=100, rank=0),
    Column("role", mark("Role", "rights list"), lambda k: say(ROLE_NAMES[k.role]), 130, least=90,
           rank=0),
    Column("name", mark("Name", "rights list"), lambda k: k.name, 110, least=80, rank=1),
    Column("way", mark("What", "rights list"), _way, 380, least=160, rank=0),
    Column("times", mark("Times", "rights list"), lambda k: str(k.times), 70, least=60, rank=2),
)  # fmt: skip
LOOKS = tuple(column for column in LOOKS_WITH_NAMES if column.key != "name")
