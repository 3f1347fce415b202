"""Dates and times as the screen shows them: ISO days, the station's clock, words for near days."""

from __future__ import annotations

from datetime import date

from rescueapp import clock
from rescueapp.domain.case import CaseRow, age_on, may_be_minor
from rescueapp.i18n import mark, say

_OVERDUE = mark("{days} d overdue", "date")
_TODAY = mark("Today", "date")
_TOMORROW = mark("Tomorrow", "date")
_IN_DAYS = mark("In {days} d", "date")
_AGE = mark("{years} years", "age")
_AGES = mark("{low}–{high} years", "age")
_PRESUMED = mark("Presumed a minor", "age")
_MINOR_AGES = mark("{low}–{high} years, presumed a minor", "age")
_NEVER = mark("Never", "date")


def day(text: str | None) -> str:
    """A civil date or an instant as the day at the station; "" for none."""
    if not text:
        return ""
    return clock.local(text).date().isoformat() if text.endswith("Z") else text


def moment(text: str | None) -> str:
    """An instant as day and minute at the station; a civil date as it is; "" for none."""
    if not text:
        return ""
    return clock.local(text).strftime("%Y-%m-%d %H:%M") if text.endswith("Z") else text


def moment_or_never(text: str | None) -> str:
    return moment(text) or say(_NEVER)


def due(text: str | None, today: date) -> str:
    """How far a due day is: "3 days overdue", "Today", "In 5 days"."""
    if not text:
        return ""
    days = (date.fromisoformat(text) - today).days
    if days < 0:
        return say(_OVERDUE(days=-days))
    return say(_IN_DAYS(days=days)) if days > 1 else say(_TOMORROW if days else _TODAY)


def due_on(text: str, today: date) -> str:
    """How far a due day is, and the day: in a narrow column the day is cut, never the number of
    days, which would read as another."""
    return f"{due(text, today)}  {text}"


def age_of(row: CaseRow, today: date) -> str:
    """The age of a case's person; of others' cases nothing, not even that it is unknown."""
    return age(row.born_from, row.born_to, today) if row.mine else ""


def age(born_from: str | None, born_to: str | None, today: date) -> str:
    """The age, or its range; who may be under 18 is presumed a minor and shown as that."""
    if born_from is None or born_to is None:
        return say(_PRESUMED)
    low = age_on(date.fromisoformat(born_to), today)
    high = age_on(date.fromisoformat(born_from), today)
    if low == high:
        return say(_AGE(years=low))
    minor = may_be_minor(born_to, today)
    return say((_MINOR_AGES if minor else _AGES)(low=low, high=high))
