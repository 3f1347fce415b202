"""What happened in one case, in order, as rules ask for it: begun by, settled by, paused by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from rescueapp.rules import days
from rescueapp.rules.periods import Unit, is_instant
from rescueapp.rules.table import Rule, Take

_MIDNIGHT = "16"  # the hour in UTC at which a day begins at the station
_DAY, _HOUR = len("2026-03-05"), slice(11, 13)  # where they stand in a stored time


class Event(NamedTuple):
    """A milestone with its day at the station."""

    day: str
    at: str
    record_uid: str


class Events:
    """The milestones of one case by name, earliest first."""

    def __init__(self, happened: Iterable[tuple[str, str, str]], undone: Mapping[str, str]) -> None:
        """`undone`: which milestone takes which one back (closed: reopened)."""
        self.by_name: dict[str, list[Event]] = {}
        for name, at, record_uid in happened:
            event = Event(_day(at), at, record_uid)
            if name in self.by_name:
                self.by_name[name].append(event)
                self.by_name[name].sort()
            else:
                self.by_name[name] = [event]
        for name, undoing in undone.items():
            if name in self.by_name and undoing in self.by_name:
                last = self.by_name[undoing][-1]
                kept = [each for each in self.by_name[name] if not _follows(last, each)]
                if kept:
                    self.by_name[name] = kept
                else:
                    del self.by_name[name]

    def triggers(self, rule: Rule) -> list[Event]:
        """What begins a clock of a rule."""
        events = self.by_name.get(rule.trigger, [])
        if len(events) > 1:
            if rule.take is Take.LAST:
                return events[-1:]
            if rule.take is Take.FIRST:
                return events[:1]
        return events if rule.times == 1 else _repeated(rule, events)

    def ever(self, names: Iterable[str]) -> list[Event]:
        """What of these happened at any time."""
        return sorted(event for name in names for event in self.by_name.get(name, ()))

    def since(self, names: Iterable[str], rule: Rule, trigger: Event) -> list[Event]:
        """What of these happened from the trigger on, or as long before it as the rule allows.

        Where a rule is `paired`, what another record that begins a clock of the rule says of
        itself is its own affair; where it asks for `others`, what this one says of itself.
        """
        back = rule.earlier.amount if rule.earlier else 0
        found = [
            event
            for name in names
            for event in self.by_name.get(name, ())
            if _follows(event, trigger) or (back and _days_between(event, trigger) <= back)
        ]
        if rule.paired and found:
            others = {each.record_uid for each in self.by_name[rule.trigger]}
            others.discard(trigger.record_uid)
            found = [event for event in found if event.record_uid not in others]
        if rule.others:
            found = [event for event in found if event.record_uid != trigger.record_uid]
        if len(found) > 1:
            found.sort()
        return found


@lru_cache(maxsize=100_000)  # days, and the instants of one case
def _day(at: str) -> str:
    """The day at the station of a stored time: eight hours later."""
    return days.text(days.ordinal(at[:_DAY]) + 1) if at[_HOUR] >= _MIDNIGHT else at[:_DAY]


def _follows(event: Event, other: Event) -> bool:
    """Whether it is no earlier; on one day, where one of both is only a day, it is not."""
    if event.day != other.day:
        return event.day > other.day
    return event.at >= other.at or not (is_instant(event.at) and is_instant(other.at))


def _days_between(first: Event, second: Event) -> int:
    return days.ordinal(second.day) - days.ordinal(first.day)


def _repeated(rule: Rule, events: list[Event]) -> list[Event]:
    """Those with which it has happened so often in so long; after each, counting begins anew."""
    assert rule.within is not None
    assert rule.within.unit is Unit.DAY
    found: list[Event] = []
    counted: list[Event] = []
    for event in events:
        counted = [each for each in counted if _days_between(each, event) <= rule.within.amount]
        counted.append(event)
        if len(counted) >= rule.times:
            found.append(event)
            counted = []
    return found
