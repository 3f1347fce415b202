"""From what happened to what is due: pure, no clock of its own, no database.

`Clockwork.deadlines` is asked again when something happened, was decided, or the day a repeating
clock named has come; `state` says where one of its deadlines stands at an instant (A-009). That a
deadline is over never forbids anything: nothing here refuses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from rescueapp import clock
from rescueapp.rules import days
from rescueapp.rules.calendar import Calendar
from rescueapp.rules.events import Event, Events
from rescueapp.rules.lengths import Lengths, Span, set_to
from rescueapp.rules.periods import is_instant
from rescueapp.rules.plans import Begun, Person, Plan, Plans, may_be_under, meant
from rescueapp.rules.table import Table


class Happened(NamedTuple):
    """Something has happened, or will: a milestone a record says."""

    name: str
    at: str  # an ISO day, or an instant in UTC
    record_uid: str = ""


class Does(StrEnum):
    """What somebody decided about a clock."""

    EXEMPT = "exempt"
    PAUSE = "pause"
    OVERRIDE = "override"


class Decision(NamedTuple):
    """A decision about one deadline, or every step of a clock (`step` None). Who and why: stored
    by the caller. `since`: of the trigger, where one record tells several; "" of each of them."""

    does: Does
    rule: str
    record_uid: str  # of the trigger
    step: int | None = None
    on: str = ""  # PAUSE: ISO day it begins
    until: str = ""  # PAUSE: the day it goes on, "": not yet. OVERRIDE: the new day or instant
    since: str = ""


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


class Worked(NamedTuple):
    """What is or was due, in no order, and on which days that is all: those after the one and up
    to the other, "" without an end."""

    deadlines: list[Deadline]
    holds_after: str
    holds_until: str


class Clockwork:
    """The rules under one calendar, ready to be asked for many cases."""

    def __init__(self, table: Table, calendar: Calendar, institution: str = "") -> None:
        """`institution`: the code of C-24 of the own kind, "" for none in particular."""
        self._undone = {
            name: said.undone_by for name, said in table.milestones.items() if said.undone_by
        }
        self._plans = Plans(table.rules, Lengths(calendar), institution)

    def deadlines(
        self,
        happened: Iterable[tuple[str, str, str]],
        person: Person,
        today: date,
        decisions: Sequence[Decision] = (),
    ) -> list[Deadline]:
        """What is or was due because of what happened, in no order."""
        return self.worked_out(happened, person, today, decisions).deadlines

    def worked_out(
        self,
        happened: Iterable[tuple[str, str, str]],
        person: Person,
        today: date,
        decisions: Sequence[Decision] = (),
    ) -> Worked:
        """The same, and on which days it holds.

        `today` says how far a repeating clock is told: its last open day that has come, and the
        next. Of the station (rules of no case): what happened to the station, and no person.
        """
        events = Events(happened, self._undone)
        on = today.isoformat()
        found: list[Deadline] = []
        after = until = ""
        for begun in self._plans.begun_by(events.by_name):
            plan = begun.plan
            for trigger in events.triggers(plan.rule):
                if plan.dated and not plan.rule.valid(trigger.day):
                    continue
                if plan.scoped and not plan.begins(person, trigger.day):
                    continue
                if begun.single and not decisions:
                    ended = _ended(begun, trigger, events) if begun.touched else _OPEN
                    found.append(_single(plan, trigger, ended))
                else:
                    whole = _Clock(begun, trigger, events, decisions)
                    found += whole.deadlines(person, on)
                    after = max(after, whole.holds_after)
                    until = min(until or whole.holds_until, whole.holds_until or until)
        return Worked(found, after, until)


def _single(plan: Plan, trigger: Event, ended: tuple[str, str]) -> Deadline:
    """Most clocks: one step, nothing decided, and nothing it could stand still by."""
    rule = plan.rule
    day, at, uid = trigger
    span = plan.length.span(0, at if plan.length.in_hours else day)
    # What `Deadline(...)` makes, without the call: there are ten for each case.
    said = (rule.id, rule.version, 0, uid, at, *span, *ended, "", False, rule.threshold)
    return tuple.__new__(Deadline, said)


_OPEN = ("", "")


def _ended(begun: Begun, trigger: Event, events: Events) -> tuple[str, str]:
    """By what it was settled, and made needless."""
    rule = begun.plan.rule
    done = events.since(begun.done, rule, trigger) if begun.done else ()
    stopped = (begun.unless and events.ever(begun.unless)) or (
        begun.stops and events.since(begun.stops, rule, trigger)
    )
    return done[0].at if done else "", stopped[0].at if stopped else ""


class _Clock:
    """One rule begun by one trigger."""

    __slots__ = (
        "_decided", "_done", "_length", "_paused_on", "_rule", "_start", "_stopped_on", "_trigger",
        "holds_after", "holds_until",
    )  # fmt: skip

    def __init__(
        self,
        begun: Begun,
        trigger: Event,
        events: Events,
        decisions: Sequence[Decision],
    ) -> None:
        rule = begun.plan.rule
        self._rule, self._trigger, self._length = rule, trigger, begun.plan.length
        # Once its deadlines were asked: the days on which these are all.
        self.holds_after = self.holds_until = ""
        self._done = events.since(begun.done, rule, trigger) if begun.done else []
        _, self._stopped_on = _ended(begun, trigger, events)
        self._start = trigger.at if self._length.in_hours else trigger.day
        self._paused_on = ""
        self._decided = [
            each
            for each in decisions
            if (each.rule, each.record_uid) == (rule.id, trigger.record_uid)
            and each.since in ("", trigger.at)
        ]
        if rule.pauses or self._decided:
            self._stand_still(events)

    def deadlines(self, person: Person, today: str) -> list[Deadline]:
        """Each listed step, and of the repeated ones the last open one that has come, and the
        next."""
        rule, listed = self._rule, len(self._rule.steps)
        if listed == 1 and rule.every is None:
            done_on = self._done[0].at if self._done else ""
            return [self._deadline(0, self._span(0), done_on)]
        spans = [self._span(step) for step in range(listed)]
        if (rule.every or rule.on) and not self._stopped_on:
            spans += self._repeated(person, today)
        settled = self._settled(spans) if self._done else [""] * len(spans)
        open_: Sequence[int] = range(listed, len(spans))
        if self._done:
            open_ = [step for step in open_ if not settled[step]]
        come = bisect_left(open_, today, key=lambda step: spans[step].due)
        last, coming = open_[:come][-1:], open_[come : come + 1]
        self.holds_after = spans[last[0]].due if last else ""
        self.holds_until = spans[coming[0]].due if coming else ""
        return [
            self._deadline(step, spans[step], settled[step])
            for step in (*range(listed), *last, *coming)
            if step < listed or meant(rule.scope, person, spans[step].nominal)
        ]

    def _repeated(self, person: Person, today: str) -> list[Span]:
        """The repeated steps, as long as they repeat for her."""
        rule = self._rule
        known = max(today, self._done[-1].day) if self._done else today
        spans = self._length.repeated(self._start, known)
        if rule.until is None and rule.until_age is None:
            return spans
        if not self._is_over(spans[-1].nominal, person):
            return spans
        return list(takewhile(lambda span: not self._is_over(span.nominal, person), spans))

    def _is_over(self, day: str, person: Person) -> bool:
        """Whether repeating has ended by a day: its time is over, and she is certainly of age."""
        rule = self._rule
        if rule.until and day <= self._length.until(self._start):
            return False
        return rule.until_age is None or not may_be_under(rule.until_age, person, day)

    def _settled(self, spans: list[Span]) -> list[str]:
        """What settled each step. A thing done settles the step it lies nearest to, and all
        before: a visit in the third week is that of the 30 days, and the one of 7 days late."""
        settled = [""] * len(spans)
        ends = [days.ordinal(span.nominal[:_DAY]) for span in spans]
        for event in self._done:
            done = days.ordinal(event.day)
            for step in range(len(spans)):
                if step and 2 * done < ends[step - 1] + ends[step]:
                    break
                settled[step] = settled[step] or event.at
        return settled

    def _span(self, step: int) -> Span:
        return self._length.span(step, self._start)

    def _deadline(self, step: int, span: Span, done_on: str) -> Deadline:
        rule, trigger = self._rule, self._trigger
        exempt = False
        for each in self._decided:
            if each.step in (None, step):
                exempt = exempt or each.does is Does.EXEMPT
                if each.does is Does.OVERRIDE:
                    span = set_to(span, self._start, each.until)
        said = (rule.id, rule.version, step, trigger.record_uid, trigger.at, *span, done_on,
                self._stopped_on, self._paused_on, exempt, rule.threshold)  # fmt: skip
        return tuple.__new__(Deadline, said)

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


_DAY = len("2026-03-05")


def _later(start: str, begin: str, until: str) -> str:
    """A start put off by the days from one day to another."""
    days = date.fromisoformat(until) - date.fromisoformat(begin)
    if is_instant(start):
        return clock.stamp(clock.instant(start) + days)
    return (date.fromisoformat(start) + days).isoformat()
