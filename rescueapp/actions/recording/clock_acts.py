"""Deciding about a deadline: let it stand still and go on, need none, set another day (A-009).

Whoever works on the case lets a clock of the station's own or of the place stand still, with a
reason. That one of the law or of a ministry does, that nothing needs to be done, and that another
day holds, a second person agrees to, never who asked. None of it is needed to go on caring: a
deadline that is over stops nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

from rescueapp import clock
from rescueapp.actions.due import clock_decisions, clocks, rules
from rescueapp.actions.opened import milestones
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.two_people import requests
from rescueapp.actions.workers import vetting
from rescueapp.domain.changed import Changed
from rescueapp.domain.clocks import STEPS, Clock, Decided, Order, Step, needs_two
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark
from rescueapp.rules.engine import Deadline
from rescueapp.storage import clocks as stored
from rescueapp.workspace import Workspace

LATEST = timedelta(days=366)  # of another day

NOT_OPEN = mark("This deadline is not open (any more).", "clock")
STANDS = mark("This deadline stands still already.", "clock")
OVER = mark("This deadline is over: it stands still no more. Ask for another day.", "clock")
RUNS = mark("This deadline does not stand still.", "clock")
WAITS = mark("Somebody has asked for this already; a second person has not decided yet.", "clock")
NO_DAY = mark("Choose a day from today on, at most a year ahead.", "clock")
ASKED_OF = "A-009"  # in place of the reason, which is sealed
ABOUT = mark("{what} ({basis}): {step}", "clock")
ABOUT_DAY = mark("{what} ({basis}): {step}, {day}", "clock")


def pause(ws: Workspace, case_uid: str, deadline: Deadline, reason: str) -> Changed:
    """Let a clock stand still from today, until `resume`; where a text sets it (`needs_two`), ask
    a second person to agree. Raises Refused."""
    if deadline.paused_on:
        raise Refused(STANDS)
    if deadline.ends_at < clock.stamp():
        raise Refused(OVER)
    today = clock.today().isoformat()
    return _decide(ws, case_uid, deadline, Step.PAUSE, reason, on=today)


def resume(ws: Workspace, case_uid: str, deadline: Deadline, reason: str) -> Changed:
    """Let a clock go on today; the days it stood still count for nothing. Raises Refused."""
    if not deadline.paused_on:
        raise Refused(RUNS)
    today = clock.today().isoformat()
    return _decide(ws, case_uid, deadline, Step.RESUME, reason, until=today)


def ask_exempt(ws: Workspace, case_uid: str, deadline: Deadline, reason: str) -> Changed:
    """Ask a second person to agree that nothing needs to be done. Raises Refused."""
    return _decide(ws, case_uid, deadline, Step.EXEMPT, reason)


def ask_another_day(
    ws: Workspace, case_uid: str, deadline: Deadline, day: date, reason: str
) -> Changed:
    """Ask a second person to agree to another day. Raises Refused."""
    today = clock.today()
    if not today <= day <= today + LATEST:
        raise Refused(NO_DAY)
    return _decide(ws, case_uid, deadline, Step.OVERRIDE, reason, until=day.isoformat())


def decided(ws: Workspace, case_uid: str) -> list[Decided]:
    """What was decided in a case and asked for, with who and why, in its order."""
    return clock_decisions.decided(ws, case_uid) if ws.case_keys(case_uid) else []


def told(ws: Workspace, request_uid: str) -> tuple[Text, str] | None:
    """(what is asked for, why) of a request about a deadline, for who decides; None for who
    cannot open it."""
    kept = stored.decision_of(ws.db, request_uid)
    order = clock_decisions.opened(ws, kept) if kept is not None else None
    if order is None:
        return None
    rule = rules.table(ws).rule(order.rule)
    about = ABOUT_DAY if order.until else ABOUT
    words = about(what=rule.words.label, basis=rule.basis, step=STEPS[order.step], day=order.until)
    return words, order.reason


def _decide(
    ws: Workspace, case_uid: str, deadline: Deadline, step: Step, reason: str, *,
    on: str = "", until: str = "",
) -> Changed:  # fmt: skip
    ws.check(Act.SAVE_RECORD)
    Reading(ws).refuse_others(case_uid)
    vetting.refuse_change(ws, case_uid)
    standing = _standing(ws, case_uid, deadline)
    order = Order(step, standing.rule, standing.step, standing.record_uid, on, until,
                  requests.long_enough(reason), standing.since)  # fmt: skip
    two = needs_two(step, rules.table(ws).rule(standing.rule, standing.version))
    if two:
        _refuse_twice(ws, case_uid, standing)
    part = part_of(ws, case_uid, standing)
    request = _request(ws, case_uid) if two else None
    with ws.db.transaction():
        if request is not None:
            requests.put(ws, request)
        [decision] = clock_decisions.write(
            ws, case_uid, [(order, part)], request.uid if request else None
        )
        detail = {} if part else {"rule": order.rule}
        ws.log(f"deadline_{step.value}", case_uid, decision=decision, **detail)
        clocks.write(ws, case_uid)
    clocks.refresh(ws, case_uid)
    return Changed(cases=frozenset({case_uid}), people=request is not None)


def _standing(ws: Workspace, case_uid: str, deadline: Deadline) -> Deadline:
    """The deadline as it is now. Raises Refused when it is settled or gone."""
    for each in clocks.of_case(ws, case_uid):
        if _same(each, deadline) and each.deadline.open:
            return each.deadline
    raise Refused(NOT_OPEN)


def _same(one: Clock, other: Deadline) -> bool:
    of = one.deadline
    return (of.rule, of.step, of.record_uid, of.since) == (
        other.rule, other.step, other.record_uid, other.since,
    )  # fmt: skip


def _refuse_twice(ws: Workspace, case_uid: str, standing: Deadline) -> None:
    for each in clock_decisions.decided(ws, case_uid):
        same = each.order.about(standing) and each.order.deadline_step == standing.step
        if each.waits and same:
            raise Refused(WAITS)


def part_of(ws: Workspace, case_uid: str, deadline: Deadline) -> Compartment | None:
    """The compartment that tells what began a deadline; None: that is in clear."""

    def begun_by(found: list[stored.Told]) -> bool:
        return any(
            told.record_uid == deadline.record_uid and told.at == deadline.since for told in found
        )

    if begun_by(milestones.in_clear(ws, case_uid)):
        return None
    parts = milestones.opened(ws, case_uid).items()
    return next((part for part, found in parts if begun_by(found)), Compartment.CARE)


def _request(ws: Workspace, case_uid: str) -> Request:
    """What a second person is asked; the words tell of no deadline, for they lie in clear."""
    return requests.signed(ws, Kind.CLOCK, case_uid, ASKED_OF)
