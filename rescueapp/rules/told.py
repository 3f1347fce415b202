"""How long the rules of the clocks run, and how much a limit allows, in words."""

from __future__ import annotations

from rescueapp.i18n import mark, say
from rescueapp.rules.limits import Limit
from rescueapp.rules.periods import Period, Unit
from rescueapp.rules.table import Row

_LENGTHS = {
    Unit.HOUR: mark("{n} hours", "rules"),
    Unit.DAY: mark("{n} days", "rules"),
    Unit.WORKDAY: mark("{n} working days", "rules"),
    Unit.MONTH: mark("{n} months", "rules"),
    Unit.YEAR: mark("{n} years", "rules"),
    Unit.TERM: mark("{n} school terms", "rules"),
}
_ONE = {
    Unit.HOUR: mark("1 hour", "rules"),
    Unit.DAY: mark("1 day", "rules"),
    Unit.WORKDAY: mark("1 working day", "rules"),
    Unit.MONTH: mark("1 month", "rules"),
    Unit.YEAR: mark("1 year", "rules"),
    Unit.TERM: mark("1 school term", "rules"),
}
_AT_ONCE = mark("on the day itself", "rules")
_EVERY = mark("then every {length}", "rules")
_ONLY_EVERY = mark("every {length}", "rules")
_BEFORE = mark("before {days}", "rules")
_ON = mark("by {days}", "rules")
_OF_MONTH = mark("day {day} of each month", "rules")
_OF_YEAR = mark("{month}/{day}", "rules")
_OFF = mark("Not applied here", "rules")
_AT_MOST = mark("at most {n} yuan", "rules")
SOON = mark("Reminds {length} before.", "rules")
_REMINDER = mark("a reminder {length} before", "rules")
BETWEEN = " · "


def length(period: Period) -> str:
    """A period in words."""
    if not period.amount:
        return say(_AT_ONCE)
    if period.amount == 1:
        return say(_ONE[period.unit])
    return say(_LENGTHS[period.unit](n=period.amount))


def how_long(rule: Row) -> str:
    """All its steps in words, or its amount; that it is not applied, where it is not."""
    if isinstance(rule, Limit):
        return say(_AT_MOST(n=rule.amount))
    if rule.off:
        return say(_OFF)
    if rule.on:
        days = BETWEEN.join(_day(each) for each in rule.on)
        return say((_BEFORE if rule.before else _ON)(days=days))
    told = [length(each) for each in rule.steps]
    if rule.every:
        again = length(rule.every)
        told.append(say((_EVERY if told else _ONLY_EVERY)(length=again)))
    return BETWEEN.join(told)


def with_reminder(rule: Row) -> str:
    """The same, and the reminder where it has one of its own."""
    if isinstance(rule, Limit) or rule.soon is None or rule.off:
        return how_long(rule)
    return BETWEEN.join((how_long(rule), say(_REMINDER(length=length(rule.soon)))))


def _day(written: str) -> str:
    month, _, day = written.rpartition("-")
    if not month:
        return say(_OF_MONTH(day=int(day)))
    return say(_OF_YEAR(month=int(month), day=int(day)))
