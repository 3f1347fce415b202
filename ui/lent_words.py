"""Who from outside may see a case, in words."""

from __future__ import annotations

from datetime import timedelta

from rescueapp import clock
from rescueapp.actions.two_people.lending_out import Loan
from rescueapp.i18n import mark, say
from ui import texts

_LINE = mark("{name} ({partner}), until {until}: {parts}. Lent by {by}.", "outside")


def last_day(until: str) -> str:
    """The last day of a loan that ends at an instant: at midnight, the day before."""
    return clock.local(clock.stamp(clock.instant(until) - timedelta(seconds=1))).date().isoformat()


def said(loan: Loan) -> str:
    """Who sees what of it, until when, and who lent it."""
    parts = texts.listed(say(texts.PARTS[part]) for part in loan.parts)
    until = last_day(loan.until)
    return say(
        _LINE(name=loan.name, partner=loan.partner, until=until, parts=parts, by=loan.lent_by)
    )
