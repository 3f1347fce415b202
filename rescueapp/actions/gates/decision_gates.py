"""What stands against saving an assessment of the family, a placement, a resettlement, a closing.

Asked of `domain.guards` with what the vault knows. A forbidden answer is refused always; what is
only missing yet stops a complete record and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from rescueapp import clock
from rescueapp.actions.gates.at_risk import at_risk
from rescueapp.actions.opened import closing
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import disclosure
from rescueapp.domain import going_home
from rescueapp.domain.case import may_be_of
from rescueapp.domain.guards import closing as ending
from rescueapp.domain.guards import decisions as guards
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.i18n import Text
from rescueapp.storage import cases, person, records
from rescueapp.workspace import Workspace

ASSESSMENT, CARE = "family_assessment", "care_arrangement"
_CONSENTS = 8  # who is so old, or may be, consents to an adoption
_VISIT, _MET = "follow_up", "01"  # L-visit-result


def check(ws: Workspace, saving: Saving) -> None:
    """Let a save of one of `FORMS` pass. Raises Refused, with the rule and what would do."""
    forbidden, missing = _CHECKS[saving.form.key]
    _refuse(forbidden(ws, saving))
    if saving.complete:
        _refuse(missing(ws, saving))


def assessed(ws: Workspace, case_uid: str, day: date) -> tuple[Any, bool]:
    """The result of the last complete assessment of the family (None: there is none), and whether
    a return on that day can still rest on it. Of two of one moment the one that is not fit."""
    done = [row for row in person.rows(ws.db, case_uid, form=ASSESSMENT) if _done(row.state)]
    last = [row for row in done if _when(row) == _when(done[0])]
    said = [records.contents(ws.db, row.uid) for row in last]
    results = [contents.answers.get("family_result") for contents in said if contents]
    if not results:
        return None, False
    unfit = (result for result in results if not guards.fit(result))
    return next(unfit, results[0]), guards.in_time(_day(last[0].on_date), day)


def _when(row: RecordRow) -> tuple[str, str]:
    return row.on_date or "", row.created_at


def fit_to_return(ws: Workspace, case_uid: str, day: date | None = None) -> bool:
    """Whether the last complete assessment of the family came out fit and is not too old (A-303):
    for whatever gives a child back. `day`: of the return, today if none is said."""
    result, in_time = assessed(ws, case_uid, day or clock.today())
    return in_time and guards.fit(result)


def _refuse(found: Iterator[Text | None]) -> None:
    for words in found:
        if words is not None:
            raise Refused(words)


def _done(state: str) -> bool:
    return state == closing.COMPLETE


def _nothing(_ws: Workspace, _saving: Saving) -> Iterator[Text | None]:
    yield from ()


def _unfit_all_the_same(ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    said = saving.whole
    result = said.get("family_result")
    members = said.get("household_members")
    members = members if isinstance(members, list) else []
    yield guards.family_result(result=result, involved=said.get("family_involved"))
    yield guards.household(
        result=result,
        parts=[row.get("member_part") for row in members],
        unsafe=any(_unsafe(ws, saving.case_uid, row) for row in members),
    )
    yield guards.nearness(
        result=result,
        near=(said.get("trafficker_near"), said.get("buyer_near")),
        plan=interpreter.answered(said.get("near_plan")),
    )


def _unsafe(ws: Workspace, case_uid: str, member: Mapping[str, Any]) -> bool:
    """Whether somebody who lives there is of the buyer's side, or on the unsafe list."""
    uid = member.get("member_relative")
    relations = [member.get("member_relation")]
    if isinstance(uid, str):
        reading = Reading(ws)
        relations.append(reading.parts(*reading.found(uid)).answers.get("relation"))
    listed = isinstance(uid, str) and disclosure.lists(ws, case_uid, uid)
    return listed or any(guards.unsafe_relation(each) for each in relations)


def _unfit_or_buyers(ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    yield from _unfit_all_the_same(ws, saving)
    yield _as_relative(ws, saving.whole.get("assessed_guardian"))


def _contacted(_ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    said = saving.whole
    yield guards.never_contacted(said.get("relation"), said.get("contact_forbidden"))


def _buyers(ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    yield _as_relative(ws, saving.whole.get("carer_relative"))


def _as_relative(ws: Workspace, uid: Any) -> Text | None:
    """Somebody chosen among the relatives, by what they are to her."""
    if not isinstance(uid, str):
        return None
    reading = Reading(ws)
    told = reading.parts(*reading.found(uid)).answers
    return guards.not_of_the_buyer(told.get("relation"))


def _two_assessors(_ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    said = saving.whole
    yield guards.family_assessors(said.get("family_assessor"), said.get("family_assessor_second"))


def _placement(ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    said = saving.whole
    minor = Reading(ws).minor(saving.case_uid)
    if not minor and said.get("placement") in guards.AT_HOME:
        yield from _adult_at_home(ws, saving)
    yield guards.lives_with_family(
        minor=minor,
        placement=said.get("placement"),
        assessed=fit_to_return(ws, saving.case_uid, _day(said.get("care_from"))),
    )
    before = tuple(_arranged_before(ws, saving))
    custody = said.get("custody")
    yield guards.adoption(custody=custody, earlier=(each.get("custody") for each in before))
    row = cases.row(ws.db, saving.case_uid, reader=ws.holder)
    yield guards.adoption_ready(
        custody=custody,
        done=(step for each in before for step in _steps_done(each)),
        consents=row is None or may_be_of(_CONSENTS, row.born_from, clock.today()),
    )


def _adult_at_home(ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    """To relatives or home nobody goes unwilling or into danger (A-903); of who is at risk it is
    said that they wish it, that it is safe, and that the family was assessed."""
    said, case_uid = saving.whole, saving.case_uid
    result, in_time = assessed(ws, case_uid, _day(said.get("care_from")) or clock.today())
    placed = going_home.placed(
        relatives=said.get("placement") == guards.WITH_RELATIVES,
        wish=said.get("care_agreed"),
        assessed=in_time,
        result=result,
        home_safety=said.get("care_safety"),
    )
    yield going_home.forbids(placed)
    if at_risk(ws, case_uid):
        yield going_home.waits(placed)


def _arranged_before(ws: Workspace, saving: Saving) -> Iterator[Answers]:
    """The arrangements that are complete, but for the one being saved."""
    reading = Reading(ws)
    for row in person.rows(ws.db, saving.case_uid, form=CARE):
        if row.uid != saving.record_uid and _done(row.state):
            yield reading.parts(*reading.found(row.uid)).answers


def _steps_done(arranged: Answers) -> Iterator[Any]:
    rows = arranged.get("adoption_steps")
    for row in rows if isinstance(rows, list) else ():
        if row.get("adoption_state") == ending.Step.DONE:
            yield row.get("adoption_step")


def _confirmed(_ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    yield guards.resettled(confirmed=saving.whole.get("resettle_confirmed"))


def _ends(ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    said = saving.whole
    known = [day for day in (_day(said.get("lost_since")), *_met(ws, saving.case_uid)) if day]
    yield guards.lost_contact(
        kind=said.get("closure_kind"),
        closed_on=_day(said.get("closed_on")),
        last=max(known, default=None),
    )
    yield ending.checklist(said)


def _holds(ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    if saving.row is not None and _done(saving.row.state):
        before = interpreter.join(saving.before)
        said, stood = (interpreter.approved(saving.form, each) for each in (saving.whole, before))
        same = saving.complete and said == stood
        open_again = closing.closed_on(ws, saving.case_uid) is None
        yield guards.closing_holds(changed=not same, reopened=open_again)


def _met(ws: Workspace, case_uid: str) -> Iterator[date | None]:
    """The days on which a visit met her."""
    for row in person.rows(ws.db, case_uid, form=_VISIT):
        contents = records.contents(ws.db, row.uid)
        if contents is not None and contents.answers.get("visit_result") == _MET:
            yield _day(row.on_date)


def _day(value: Any) -> date | None:
    """The last day of what is told of a day; None for no answer."""
    return dates.latest(value) if isinstance(value, str) else None


def _was_closed(ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    if saving.row is None:
        yield guards.reopened(closed=closing.closed_on(ws, saving.case_uid) is not None)


_Check = Callable[[Workspace, Saving], Iterator[Text | None]]

# By form: what is refused always, and what only a complete record is refused for.
_CHECKS: dict[str, tuple[_Check, _Check]] = {
    "relative": (_contacted, _nothing),
    ASSESSMENT: (_unfit_or_buyers, _two_assessors),
    CARE: (_buyers, _placement),
    "resettlement": (_nothing, _confirmed),
    "closure": (_holds, _ends),
    "reopening": (_nothing, _was_closed),
}
FORMS = frozenset(_CHECKS)
