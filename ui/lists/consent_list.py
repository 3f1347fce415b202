"""The ledger of consents: each purpose, where it stands, by whom and until when."""

from __future__ import annotations

from rescueapp import clock
from rescueapp.domain.consent import CONSENTERS, PURPOSES, STATES, Consent, State
from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from ui import dates
from ui.lists.columns import Column

_SOON = mark("{state}, ends soon", "consent list")
_NO_GUARDIAN = mark("{who}: under 14, a guardian is missing", "consent list")
_WITH_OPINION = mark("{who}; own opinion heard", "consent list")

_ICONS = {
    State.TOLD: ("info", "muted"),
    State.GIVEN: ("complete", "accent"),
    State.REFUSED: ("close", "text"),
    State.UNDECIDED: ("due", "muted"),
    State.NOT_UNDERSTOOD: ("due", "amber"),
    State.WITHDRAWN: ("close", "text"),
    State.EXPIRED: ("overdue", "brick"),
    State.NOT_ASKED: ("empty", "border"),
}


def purpose_words(consent: Consent) -> str:
    """The purpose in the language in use."""
    return codes.label(PURPOSES, consent.purpose)


def ends_soon(consent: Consent) -> bool:
    """Within thirty days from today."""
    return consent.ends_soon(clock.today())


def _state(consent: Consent) -> str:
    words = say(STATES[consent.state])
    return say(_SOON(state=words)) if ends_soon(consent) else words


def _icon(consent: Consent) -> tuple[str, str]:
    return ("due", "amber") if ends_soon(consent) else _ICONS[consent.state]


def _by(consent: Consent) -> str:
    who = codes.label(CONSENTERS, consent.by) if consent.by else ""
    if consent.no_guardian:
        return say(_NO_GUARDIAN(who=who))
    return say(_WITH_OPINION(who=who)) if who and consent.own_opinion else who


COLUMNS: tuple[Column[Consent], ...] = (
    Column("purpose", mark("Purpose", "consent list"), purpose_words, 140, least=110, rank=0),
    Column("state", mark("State", "consent list"), _state, 150, _icon, least=130, rank=0),
    Column("by", mark("By", "consent list"), _by, 270, least=110, rank=2),
    Column("on", mark("On", "consent list"), lambda c: dates.day(c.on), 105, least=95, rank=3),
    Column("until", mark("Until", "consent list"), lambda c: dates.day(c.until), 105,
           least=95, rank=1),
    Column("withdrawn_on", mark("Withdrawn", "consent list"),
           lambda c: dates.day(c.withdrawn_on), 105, least=95, rank=4),
)  # fmt: skip
