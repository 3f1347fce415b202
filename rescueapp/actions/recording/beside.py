"""What is told above a form because it should be looked at before writing, and stops nothing.

Above what decides where somebody goes: those of the family, where theirs is otherwise. Above a
closing and a visit: the outcome scales, at the beginning and now. Above a closing: what stays due,
what of its checklist goes on elsewhere or was not needed, what ends with it, and copies of its
papers that have not come back.
Above an interview: what to know of an interpreter who stands in no register.
Above what is written in a case that is closed: how it is opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.exchanging import handing_over
from rescueapp.actions.family import family_apart
from rescueapp.actions.gates import companions
from rescueapp.actions.opened import closing, courses, outcomes, reminders
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.running_clocks import day_of_due
from rescueapp.domain.case import STAGES
from rescueapp.domain.clocks import Clock
from rescueapp.domain.guards.closing import Step, lines
from rescueapp.domain.outcomes import FORM as SCALES
from rescueapp.domain.outcomes import Scored, changes, title
from rescueapp.domain.record import RecordRow, RecordView
from rescueapp.domain.worker import Act
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import Text, lookup, mark, say
from rescueapp.workspace import Workspace

SCORES = mark("Outcome scales, first and now (last on {day}): {scores}", "beside")
SCORE = mark("{domain} {first} → {now}", "beside")
NO_SCORES = mark("The outcome scales (P17) have not been filled in.", "beside")
STILL_DUE = mark("Still due in this case: {what}. It stays due after closing.", "beside")
DUE = mark("{what} ({day})", "beside")
ENDS_WITH_IT = mark(
    "The closing ends these deadlines, done or not: {what}. Who needs them still is reminded of"
    " them by nobody.",
    "beside",
)
DUE_BY = mark("{what} ({who}, {day})", "beside")
PAPERS = mark("Papers still missing ({count}): {papers}", "course")
GOES_ON = mark("Not done, and handed on: {what}", "beside")
NOT_NEEDED = mark("Not needed, it says: {what}", "beside")
POINT_WHY = mark("{point} ({why})", "beside")
COPIES_OUT = mark("Copies of its papers that have not come back: {count}.", "beside")

HANDED_OVER = mark(
    "{station} took the case up on {day}: as the kind of closing, 05 is offered (referred to"
    " another institution). Nothing is closed by itself.",
    "beside",
)
NOT_ANSWERED = mark(
    "The case was handed over to {station} on {day}, and whether it was taken up is not answered"
    " yet.",
    "beside",
)
CLOSED = mark("Help in this case ended on {day}. If it goes on, write first: {form}.", "beside")

_REOPENING = FORMS["reopening"]
_HELPS = frozenset(key for key, form in FORMS.items() if form.stage in STAGES[1:-1])
_CLOSING_ENDS = "closed"  # the milestone
_INTERVIEW = "interview"
_SHOWS_SCORES = frozenset({"follow_up", *closing.CLOSES})


def beside(ws: Workspace, view: RecordView) -> RecordView:
    """The view of a case's form with what is told above it, in the language in use."""
    if not ws.worker.may(Act.READ_CASES):  # from outside: what was lent, and no more
        return view
    if view.case_uid is None or not ws.case_keys(view.case_uid):
        return view
    told = list(family_apart.told(ws, view.form, view.case_uid, view.answers))
    if view.form == _INTERVIEW:
        told += map(say, companions.told_of_typed(ws, view.case_uid, view.answers))
    if view.form in _HELPS and (day := closing.closed_on(ws, view.case_uid)):
        told.append(say(CLOSED(day=day, form=lookup(_REOPENING.title, _REOPENING.key))))
    if view.form in _SHOWS_SCORES:
        closes = view.form in closing.CLOSES
        told += _scores(outcomes.of_case(ws, view.case_uid), ask=closes)
        told += _checked(view) if closes else ()
        told += _what_becomes_of_it(ws, view.case_uid, view) if closes else ()
        told += _handed_over(ws, view.case_uid) if closes else ()
    told += _papers(ws, view)
    return replace(view, beside=tuple(told))


def _checked(view: RecordView) -> Iterator[str]:
    """Of the checklist what whoever approves should weigh: what goes on, what was not needed."""
    told = tuple(lines(view.answers))
    goes_on = [
        say(DUE_BY(what=each.label, who=each.post, day=each.until)) for each in told if each.goes_on
    ]
    spared = [
        say(POINT_WHY(point=each.label, why=each.why))
        for each in told
        if each.state == Step.NOT_NEEDED and each.why
    ]
    for words, found in ((GOES_ON, goes_on), (NOT_NEEDED, spared)):
        if found:
            yield say(words(what=" · ".join(found)))


def _papers(ws: Workspace, view: RecordView) -> Iterator[str]:
    """Of a workflow that goes on: what its situation needs and what is not there."""
    if view.row is not None:
        minor = Reading(ws).minor(view.case_uid)
        lacking = courses.missing(form_of(view.form), view.answers, minor=minor)
        if lacking:
            yield say(PAPERS(count=len(lacking), papers=" · ".join(lacking)))


def _scores(scores: tuple[Scored, ...], *, ask: bool) -> Iterator[str]:
    found = [
        say(SCORE(domain=title(FORMS[SCALES], c.domain), first=c.ours[0], now=c.ours[1]))
        for c in changes(scores)
        if c.ours[0] is not None
    ]
    if found:
        yield say(SCORES(day=scores[-1].on_date, scores=" · ".join(found)))
    elif ask:
        yield say(NO_SCORES)


def _handed_over(ws: Workspace, case_uid: str) -> Iterator[str]:
    found = handing_over.of_case(ws, case_uid)
    if found and found[0].accepted:
        day = clock.local(found[0].hand_over.answered_at or "").date().isoformat()
        yield say(HANDED_OVER(station=found[0].recipient, day=day))
    elif found and not found[0].hand_over.verdict:
        day = clock.local(found[0].hand_over.made_at).date().isoformat()
        yield say(NOT_ANSWERED(station=found[0].recipient, day=day))


def _what_becomes_of_it(ws: Workspace, case_uid: str, view: RecordView) -> Iterator[str]:
    """What stays due after the closing, and what nobody will be reminded of any more. What it hands
    on itself is told line by line (`_checked`)."""
    found = closing.still_open(ws, case_uid)
    others = [row for row in found.due if view.row is None or row.uid != view.row.uid]
    stays = [_planned(row) for row in others if reminders.outlasts(row, view.answers)]
    ends = [_planned(row) for row in others if not reminders.outlasts(row, view.answers)]
    ends += _ended_by_it(clocks.of_case(ws, case_uid), found.due)
    if stays:
        yield say(STILL_DUE(what=" · ".join(stays)))
    if ends:
        yield say(ENDS_WITH_IT(what=" · ".join(ends)))
    if found.copies:
        yield say(COPIES_OUT(count=found.copies))


def _planned(row: RecordRow) -> str:
    """What a record planned, and for when."""
    form = form_of(row.form)
    return say(DUE(what=lookup(form.reminder or form.title, form.key), day=row.due_on))


def _ended_by_it(found: Iterable[Clock], planned: Iterable[RecordRow]) -> Iterator[str]:
    """Deadlines that end with the case, with who owes them: of what one record began the first of
    each rule, and none that is the day a record planned itself."""
    days = {(row.uid, row.due_on) for row in planned}
    first: dict[tuple[str, str], Clock] = {}
    for each in found:
        of = each.deadline
        ends = of.open and _CLOSING_ENDS in each.rule.stops and not each.rule.threshold
        if ends and (of.record_uid, day_of_due(of.due)) not in days:
            first.setdefault((each.rule.id, of.record_uid), each)
    yield from (say(_due_by(each)) for each in first.values())


def _due_by(of: Clock) -> Text:
    day = of.deadline.due[: len("2026-01-01")]
    who = codes.label("C-24", of.rule.holder)
    return DUE_BY(what=of.rule.words.label, who=who, day=day)
