"""From what happened to what is due: pure, no clock of its own, no database.

`Clockwork.deadlines` is asked again when something happened, was decided, or the day a repeating
clock named has come; `state` says where one of its deadlines stands at an instant (A-009). That a
deadline is over never forbids anything: nothing here refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from rescueapp import clock
from rescueapp.rules.calendar import Calendar
from rescueapp.rules.events import Event, Events
from rescueapp.rules.lengths import Lengths, Span
from rescueapp.rules.periods import Unit, is_instant
from rescueapp.rules.table import Rule, Scope, Table, named_by


class Happened(NamedTuple):
    """Something has happened, or will: a milestone a record says."""

    name: str
    at: str  # an ISO day, or an instant in UTC
    record_uid: str = ""


class Person(NamedTuple):
    """What a clock may ask of her: first and last possible day of birth, code of C-01."""

    born_from: str | None = None
    born_to: str | None = None
    sex: str | None = None


class Does(StrEnum):
    """What somebody decided about a clock."""

    EXEMPT = "exempt"
    PAUSE = "pause"
    OVERRIDE = "override"


class Decision(NamedTuple):
    """A decision about one deadline, or every step of a clock (`step` None). Who and why: stored
    by the caller."""

    does: Does
    rule: str
    record_uid: str  # of the trigger
    step: int | None = None
    on: str = ""  # PAUSE: ISO day it begins
    until: str = ""  # PAUSE: the day it goes on, "": not yet. OVERRIDE: the new day or instant


class Deadline(NamedTuple):
    """One thing that is due, because of one record."""

    rule: str
    version: int
    step: int  # 0 and on; a repeating clock goes on counting
    record_uid: str
    since: str  # of the trigger: an ISO day or an instant
    nominal: str  # by counting
    moved: str  # where a day off moves that
    due: str  # the one of both that holds, or the day somebody set instead
    soon_from: str  # instant from which it is due soon
    ends_at: str  # instant: the last second in time
    done_on: str = ""  # ISO day or instant of what settled it
    stopped_on: str = ""  # of what made it needless
    paused_on: str = ""  # ISO day since which it stands still
    exempt: bool = False
    threshold: bool = False  # passing it is a status, no failure

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return not (self.done_on or self.stopped_on or self.exempt)


class State(StrEnum):
    """Where a clock stands (A-009)."""

    NOT_TRIGGERED = "not_triggered"
    RUNNING = "running"
    SOON = "soon"
    DONE = "done"
    OVERDUE = "overdue"
    EXEMPT = "exempt"
    PAUSED = "paused"
    STOPPED = "stopped"  # it has become needless
    REACHED = "reached"  # a threshold is passed: the status holds


def state(deadline: Deadline | None, now: datetime) -> State:
    """Where a deadline stands; None is a clock that nothing has begun. ValueError without zone."""
    if deadline is None:
        return State.NOT_TRIGGERED
    if deadline.exempt:
        return State.EXEMPT
    if deadline.done_on:
        return State.DONE
    if deadline.stopped_on:
        return State.STOPPED
    if deadline.paused_on:
        return State.PAUSED
    moment = clock.stamp(now)
    if moment > deadline.ends_at:
        return State.REACHED if deadline.threshold else State.OVERDUE
    return State.SOON if moment >= deadline.soon_from else State.RUNNING


class Clockwork:
    """The rules under one calendar, ready to be asked for many cases."""

    def __init__(self, table: Table, calendar: Calendar, institution: str = "") -> None:
        """`institution`: the code of C-24 of the own kind, "" for none in particular."""
        self._lengths = Lengths(calendar)
        self._undone = {
            name: said.undone_by for name, said in table.milestones.items() if said.undone_by
        }
        self._by_trigger: dict[str, list[_Plan]] = {}
        for rule in table.rules:
            meant = rule.scope.institutions
            if not rule.off and (not institution or not meant or institution in meant):
                self._by_trigger.setdefault(rule.trigger, []).append(_Plan(rule))

    def deadlines(
        self,
        happened: Iterable[Happened],
        person: Person,
        today: date,
        decisions: Sequence[Decision] = (),
    ) -> list[Deadline]:
        """What is or was due because of what happened, in no order.

        `today` says how far a repeating clock is told: its last open day that has come, and the
        next. Of the station (rules of no case): what happened to the station, and no person.
        """
        events = Events(happened, self._undone)
        on = today.isoformat()
        found: list[Deadline] = []
        for name, begun in events.by_name.items():
            for plan in self._by_trigger.get(name, ()):
                rule = plan.rule
                if rule.also and not events.ever(rule.also):
                    continue
                alone = not decisions and plan.touched_by.isdisjoint(events.by_name)
                once = len(begun) == 1 and rule.times == 1
                for trigger in begun if once else events.triggers(rule):
                    if plan.dated and not rule.valid(trigger.day):
                        continue
                    if plan.scoped and not plan.begins(person, trigger.day):
                        continue
                    if plan.single and not decisions:
                        found.append(self._single(plan, trigger, None if alone else events))
                    else:
                        whole = _Clock(rule, trigger, self._lengths, events, decisions)
                        found += whole.deadlines(person, on)
        return found

    def _single(self, plan: _Plan, trigger: Event, events: Events | None) -> Deadline:
        """Most clocks: one step, nothing decided, and nothing it could stand still by. `events`
        None: nothing else has happened that is anything to it."""
        rule = plan.rule
        done_on, stopped_on = _ended(rule, trigger, events) if events else ("", "")
        start = trigger.at if plan.hours else trigger.day
        span = plan.spans.get(start)
        if span is None:
            span = self._lengths.span(rule, 0, start)
            if not plan.hours:
                plan.spans[start] = span
        uid, at = trigger.record_uid, trigger.at
        return Deadline(
            rule.id, rule.version, 0, uid, at, *span, done_on, stopped_on, "", False, rule.threshold
        )  # fmt: skip


def _ended(rule: Rule, trigger: Event, events: Events) -> tuple[str, str]:
    """By what it was settled, and made needless."""
    done = events.since(rule.done, rule, trigger)
    stopped = events.ever(rule.unless) or events.since(rule.stops, rule, trigger)
    return done[0].at if done else "", stopped[0].at if stopped else ""


class _Plan:
    """A rule, and what can be said of it before anything has happened."""

    __slots__ = ("dated", "hours", "rule", "scoped", "single", "spans", "touched_by")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.single = len(rule.steps) == 1 and rule.every is None and not rule.pauses
        self.spans: dict[str, Span] = {}  # of its one step, by the day it began
        self.dated = bool(rule.valid_from or rule.valid_to)
        self.hours = bool(rule.steps) and rule.steps[0].unit is Unit.HOUR
        self.scoped = rule.scope != _EVERYBODY
        self.touched_by = frozenset(named_by(rule) - {rule.trigger})

    def begins(self, person: Person, day: str) -> bool:
        """Whether a trigger begins it. What only repeats asks again on each day it is due: a child
        of three will be of school age, somebody of sixteen never again."""
        scope = self.rule.scope
        if self.rule.steps or scope.between is None:
            return _meant(scope, person, day)
        return may_be_under(scope.between[1] + 1, person, day)


class _Clock:
    """One rule begun by one trigger."""

    __slots__ = (
        "_decided", "_done", "_lengths", "_paused_on", "_rule", "_start", "_stopped_on", "_trigger",
    )  # fmt: skip

    def __init__(
        self,
        rule: Rule,
        trigger: Event,
        lengths: Lengths,
        events: Events,
        decisions: Sequence[Decision],
    ) -> None:
        self._rule, self._trigger, self._lengths = rule, trigger, lengths
        self._done = events.since(rule.done, rule, trigger)
        stopped = events.ever(rule.unless) or events.since(rule.stops, rule, trigger)
        self._stopped_on = stopped[0].at if stopped else ""
        hours = bool(rule.steps) and rule.steps[0].unit is Unit.HOUR
        self._start = trigger.at if hours else trigger.day
        self._paused_on = ""
        self._decided = [
            each
            for each in decisions
            if each.rule == rule.id and each.record_uid == trigger.record_uid
        ]
        if rule.pauses or self._decided:
            self._stand_still(events)

    def deadlines(self, person: Person, today: str) -> list[Deadline]:
        """Each listed step, and of the repeated ones the last open one that has come, and the
        next."""
        rule = self._rule
        listed = len(rule.steps)
        if listed == 1 and rule.every is None:
            return [self._deadline(0, self._span(0), self._done[0].at if self._done else "")]
        spans = [self._span(step) for step in range(listed)]
        if (rule.every or rule.on) and not self._stopped_on:
            spans += self._repeated(person, today)
        settled = self._settled(spans)
        open_ = [step for step in range(listed, len(spans)) if not settled[step]]
        come = [step for step in open_ if spans[step].due < today]
        told = [*range(listed), *come[-1:], *open_[len(come) : len(come) + 1]]
        return [
            self._deadline(step, spans[step], settled[step])
            for step in told
            if step < listed or _meant(rule.scope, person, spans[step].nominal)
        ]

    def _repeated(self, person: Person, today: str) -> list[Span]:
        """The repeated steps, as long as they repeat for her."""
        rule = self._rule
        known = max(today, self._done[-1].day) if self._done else today
        spans = self._lengths.repeated(rule, self._start, known)
        if rule.until is None and rule.until_age is None:
            return spans
        return list(takewhile(lambda span: not self._is_over(span.nominal, person), spans))

    def _is_over(self, day: str, person: Person) -> bool:
        """Whether repeating has ended by a day: its time is over, and she is certainly of age."""
        rule = self._rule
        if rule.until and day <= self._lengths.until(rule, self._start):
            return False
        return rule.until_age is None or not may_be_under(rule.until_age, person, day)

    def _settled(self, spans: list[Span]) -> list[str]:
        """What settled each step. A thing done settles the step it lies nearest to, and all
        before: a visit in the third week is that of the 30 days, and the one of 7 days late."""
        settled = [""] * len(spans)
        if not self._done:
            return settled
        days = [date.fromisoformat(span.nominal[:_DAY]).toordinal() for span in spans]
        for event in self._done:
            done = date.fromisoformat(event.day).toordinal()
            for step in range(len(spans)):
                if step and 2 * done < days[step - 1] + days[step]:
                    break
                settled[step] = settled[step] or event.at
        return settled

    def _span(self, step: int) -> Span:
        return self._lengths.span(self._rule, step, self._start)

    def _deadline(self, step: int, span: Span, done_on: str) -> Deadline:
        rule, trigger = self._rule, self._trigger
        exempt = False
        for each in self._decided:
            if each.step in (None, step):
                exempt = exempt or each.does is Does.EXEMPT
                if each.does is Does.OVERRIDE:
                    span = self._lengths.set_to(span, self._start, each.until)
        return Deadline(
            rule.id,
            rule.version,
            step,
            trigger.record_uid,
            trigger.at,
            *span,
            done_on,
            self._stopped_on,
            self._paused_on,
            exempt,
            rule.threshold,
        )

    def _stand_still(self, events: Events) -> None:
        """Put the start off by the days it stood still; what began after the end changes none."""
        rule, trigger = self._rule, self._trigger
        ends = [event.day for event in events.since(rule.resumes, rule, trigger)]
        begun = [event.day for event in events.since(rule.pauses, rule, trigger)]
        stops = [(day, next((end for end in ends if end >= day), "")) for day in begun]
        stops += [(each.on, each.until) for each in self._decided if each.does is Does.PAUSE]
        resumed = ""
        for begin, until in sorted(stops):
            begin = max(begin, resumed)
            if begin > self._span(0).due[:_DAY]:
                return
            if not until:
                self._paused_on = begin
                return
            if until > begin:
                self._start = _later(self._start, begin, until)
                resumed = until


_EVERYBODY = Scope()
_DAY = len("2026-03-05")


def may_be_under(age: int, person: Person, day: str) -> bool:
    """Whether any part of her age range is under so many years on an ISO day (A-01A)."""
    return person.born_to is None or person.born_to > _years_before(day, age)


def _may_be(age: int, person: Person, day: str) -> bool:
    return person.born_from is None or person.born_from <= _years_before(day, age)


@lru_cache(maxsize=50_000)
def _years_before(day: str, years: int) -> str:
    """The day of birth of somebody whose birthday it is; as text, compared as text."""
    return f"{int(day[:4]) - years:04d}{day[4:]}"


def _meant(scope: Scope, person: Person, day: str) -> bool:
    """Whether a rule is about this person on a day."""
    if scope.sex and person.sex in _SEXES and person.sex != scope.sex:
        return False
    if scope.under is not None and not may_be_under(scope.under, person, day):
        return False
    if scope.at_least is not None and may_be_under(scope.at_least, person, day):
        return False
    if scope.between is None:
        return True
    first, last = scope.between
    return (
        person.born_to is not None
        and _may_be(first, person, day)
        and may_be_under(last + 1, person, day)
    )


_SEXES = ("1", "2")  # C-01; any other is not known


def _later(start: str, begin: str, until: str) -> str:
    """A start put off by the days from one day to another."""
    days = date.fromisoformat(until) - date.fromisoformat(begin)
    if is_instant(start):
        return clock.stamp(clock.instant(start) + days)
    return (date.fromisoformat(start) + days).isoformat()
