"""Rules of the clocks in words: how long, how sure, whose; and the columns of their list."""

from __future__ import annotations

from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from rescueapp.rules.periods import Period, Unit
from rescueapp.rules.table import Basis, Rule
from ui.lists.columns import Column

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
KINDS = {
    Basis.STATUTORY: mark("law", "rules"),
    Basis.MINISTERIAL: mark("ministry", "rules"),
    Basis.LOCAL: mark("local", "rules"),
    Basis.INTERNAL: mark("our own", "rules"),
}
SURE = {
    "F1": mark("The text of the law", "rules"),
    "F2": mark("The text, as others quote it", "rules"),
    "S": mark("The two plans", "rules"),
    "D": mark("A number of our own", "rules"),
    "M": mark("To be checked", "rules"),
}
_AT_ONCE = mark("on the day itself", "rules")
_EVERY = mark("then every {length}", "rules")
_ONLY_EVERY = mark("every {length}", "rules")
_BEFORE = mark("before {days}", "rules")
_ON = mark("by {days}", "rules")
_OF_MONTH = mark("day {day} of each month", "rules")
_OF_YEAR = mark("{month}/{day}", "rules")
_OFF = mark("Not applied here", "rules")
BETWEEN = " · "


def length(period: Period) -> str:
    """A period in words."""
    if not period.amount:
        return say(_AT_ONCE)
    if period.amount == 1:
        return say(_ONE[period.unit])
    return say(_LENGTHS[period.unit](n=period.amount))


def how_long(rule: Rule) -> str:
    """All its steps in words; that it is not applied, where it is not."""
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


def _day(written: str) -> str:
    month, _, day = written.rpartition("-")
    if not month:
        return say(_OF_MONTH(day=int(day)))
    return say(_OF_YEAR(month=int(month), day=int(day)))


def _sure_mark(rule: Rule) -> tuple[str, str] | None:
    return ("warning", "amber") if rule.to_be_checked else None


def _off_mark(rule: Rule) -> tuple[str, str] | None:
    if rule.off:
        return "hide", "muted"
    return ("info", "accent") if rule.version > 1 else None


RULES: tuple[Column[Rule], ...] = (
    Column("id", mark("No.", "rules"), lambda r: r.id, 80, least=70, rank=2),
    Column("rule", mark("What is due", "rules"), lambda r: r.words.label, 300, least=180, rank=0),
    Column("length", mark("How long", "rules"), how_long, 190, _off_mark, least=120, rank=0),
    Column("holder", mark("Whose duty", "rules"), lambda r: codes.label("C-24", r.holder), 130,
           least=100, rank=4),
    Column("kind", mark("Kind", "rules"), lambda r: say(KINDS[r.kind]), 80, least=70, rank=5),
    Column("conf", mark("How sure", "rules"), lambda r: say(SURE[r.conf]), 140, _sure_mark,
           least=100, rank=1),
    Column("version", mark("Version", "rules"), lambda r: str(r.version), 80, least=70,
           rank=6),
)  # fmt: skip
