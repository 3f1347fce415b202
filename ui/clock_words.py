"""How a clock reads: what is due, when, how far that is, who has to do it, by which rule."""

from __future__ import annotations

from datetime import date, timedelta

from rescueapp import clock
from rescueapp.domain.clocks import STATES, Clock
from rescueapp.forms.codes import label
from rescueapp.i18n import mark, say
from rescueapp.rules.engine import State
from rescueapp.rules.limits import Basis
from rescueapp.rules.periods import is_instant
from ui import dates

TO_CHECK = mark("{what} [to be checked]", "clock")
_HOURS_LEFT = mark("In {hours} h", "clock")
_HOURS_OVER = mark("{hours} h overdue", "clock")
_REACHED = mark("reached {days} d ago", "clock")
_MINUTES_LEFT = mark("Within the hour", "clock")
_BEFORE_MOVED = mark("{day} (counted {other})", "clock")
_COULD_MOVE = mark("{day} (moved {other})", "clock")
_COUNTED = mark("By counting: {day}", "clock")
_MOVED = mark("Moved by a day off: {day}", "clock")
_SET = mark("Set instead: {day}", "clock")
_HOLDER = mark("Who has to do it: {who}", "clock")
_BASIS = mark("Rule {id}, {kind}: {basis}", "clock")

KINDS = {
    Basis.STATUTORY: mark("law", "clock"),
    Basis.MINISTERIAL: mark("ministry", "clock"),
    Basis.LOCAL: mark("local rule", "clock"),
    Basis.INTERNAL: mark("own rule", "clock"),
}
CONFIDENCE = {
    "F1": mark("The text of the rule was read.", "clock"),
    "F2": mark("The rule was seen in part; the office compares it with the full text.", "clock"),
    "S": mark("The rule stands in the office's plan.", "clock"),
    "D": mark("A default of this program, not of a law.", "clock"),
    "M": mark(
        "To be checked: no text of this rule was seen. A supervisor looks up what holds here and "
        "sets the number (Rules and holidays).",
        "clock",
    ),
}
OWN = frozenset({"21", "22", "23"})  # C-24: the institutions that use the program
DEPARTMENTS = "C-24"
_MONTH = len("2026-")
_LONG = timedelta(hours=48)


def what(of: Clock) -> str:
    """What is due; a rule of which no text was seen says so."""
    words = of.rule.words.label
    return say(TO_CHECK(what=words)) if of.rule.to_be_checked else words


def when(of: Clock) -> str:
    """The day, or the hour, at the station; where a day off moves the day, the other one too."""
    deadline = of.deadline
    due = dates.moment(deadline.due)
    if deadline.moved == deadline.nominal or deadline.due not in (deadline.nominal, deadline.moved):
        return due
    if deadline.due == deadline.moved:
        return say(_BEFORE_MOVED(day=due, other=deadline.nominal[_MONTH:]))
    return say(_COULD_MOVE(day=due, other=deadline.moved[_MONTH:]))


def in_list(of: Clock) -> str:
    """The same where room is short: the hour where it counts, without the year; else the day."""
    due = of.deadline.due
    if not is_instant(due):
        return when(of)
    near = abs(clock.instant(due) - clock.now()) <= _LONG
    return dates.moment(due)[_MONTH:] if near else dates.day(due)


def how_far(of: Clock, today: date) -> str:
    """How far that is: in days, near the end of hours in hours. A status that is reached is no
    failure: it is not called overdue."""
    due = of.deadline.due
    if of.state is State.REACHED:
        return say(_REACHED(days=(today - date.fromisoformat(dates.day(due))).days))
    if not is_instant(due):
        return dates.due(due, today)
    left = clock.instant(due) - clock.now()
    if abs(left) > _LONG:
        return dates.due(dates.day(due), today)
    hours = int(abs(left) / timedelta(hours=1))
    if left < timedelta():
        return say(_HOURS_OVER(hours=max(hours, 1)))
    return say(_HOURS_LEFT(hours=hours)) if hours else say(_MINUTES_LEFT)


def far_and_day(of: Clock, today: date) -> str:
    """Both for a list: what is cut in a narrow one is the day (`dates.due_on`)."""
    return f"{how_far(of, today)}  {in_list(of)}"


def both_days(of: Clock) -> list[str]:
    """Both dates where a day off moved one, and the day that somebody set instead."""
    deadline = of.deadline
    found = []
    if deadline.moved != deadline.nominal or deadline.due not in (deadline.nominal, deadline.moved):
        found.append(say(_COUNTED(day=dates.moment(deadline.nominal))))
    if deadline.moved != deadline.nominal:
        found.append(say(_MOVED(day=dates.moment(deadline.moved))))
    if deadline.due not in (deadline.nominal, deadline.moved):
        found.append(say(_SET(day=dates.moment(deadline.due))))
    return found


def holder(of: Clock) -> str:
    """Who has to do it."""
    return label(DEPARTMENTS, of.rule.holder)


def state(of: Clock) -> str:
    """Where it stands."""
    return say(STATES[of.state])


def ours(of: Clock | None) -> bool:
    """Whether the own institution has to do it; what a record makes due is its own."""
    return of is None or of.rule.holder in OWN


def told(of: Clock) -> list[str]:
    """What a tooltip and a dialog tell of it, a line each."""
    rule = of.rule
    return [
        state(of),
        *both_days(of),
        say(_HOLDER(who=holder(of))),
        say(_BASIS(id=rule.id, kind=KINDS[rule.kind], basis=rule.basis)),
        say(CONFIDENCE[rule.conf]),
    ]


def tone(of: Clock) -> tuple[str, str]:
    """(icon, colour) of where it stands."""
    return _TONES[of.state]


_TONES = {
    State.NOT_TRIGGERED: ("due", "muted"),
    State.RUNNING: ("due", "muted"),
    State.SOON: ("due", "amber"),
    State.DONE: ("complete", "accent"),
    State.OVERDUE: ("overdue", "brick"),
    State.EXEMPT: ("complete", "muted"),
    State.PAUSED: ("due", "muted"),
    State.STOPPED: ("complete", "muted"),
    State.REACHED: ("warning", "amber"),
}
