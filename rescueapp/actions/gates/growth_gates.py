"""What stands against work at an age, and counselling that treats, in whichever form it is told.

Each is refused always, in a draft's first save as in the complete record: nothing of it is to
stand in a file as if it were allowed. What a visit finds is no act of ours: a child who works is
written down, and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from rescueapp import clock
from rescueapp.actions.opened.saving import Saving
from rescueapp.domain import referral
from rescueapp.domain.guards import growth as guards
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.forms.schema import Field, Form, Kind
from rescueapp.i18n import Text
from rescueapp.storage import cases
from rescueapp.workspace import Workspace

_STOPPED = "07"  # L-job-ended: the law does not allow it at this age
_WORKING = ("05", "06", "07")  # L-work-stands: looking for work, at work, for six months and more
_PUBLIC_POST = "01"  # L-work-help
_TREATMENT = "04"  # L-psych-work
_COUNSELLING, _VISIT, _NOTE = "psychological_record", "follow_up", "service_note"
_EMPLOYMENT, _TRAINING, _PSYCHOLOGICAL = "08", "07", "04"  # C-23
_HELP_TO_WORK = "07"  # L-assistance
ASKS_KIND = ("training_and_work", "resettlement")  # complete when the kind of work is said
_GIVEN_UP = "05"  # L-goal
_REFERRED = ("referral_asked", "referral_summary", "referral_back")
_EMPLOYED, _LEARNS = {"01", "04"}, "02"  # L-resettle-work: work, own business; training
# Answers in words that say what we do, did or plan. The test of every form says why not the others.
_WE_DO = frozenset({
    "round_seen", "outing_what", "termination_other_help",
    "safety_action", "self_harm_action", "medical_action", "trauma_action", "substances_action",
    "housing_action", "money_action", "papers_action", "family_action", "children_action",
    "support_action", "education_action", "work_action", "legal_action", "culture_action",
    "guardianship_action", "review_note", "intervention", "team_summary", "term_help",
    "placement_plan", "station_opinion", "hukou_next", "staying_plan", "return_child_decided",
    "return_care", "problem_step", "closure_summary", "closure_visit_plan", "open_what", "done",
    "supporter_task", "protected_now", "protection_after", "duty_next", "care_reasons",
    "best_decision", "best_reasons", "community_done", "community_more", "barrier_step",
    "child_answer", "note_done", "note_asks", "note_answer",
})  # fmt: skip
_FOUND = frozenset({"occupation_note", "life_note"})  # how a visit found her: not by us
# Answers in our words about psychological help; None: every one of the form.
_COUNSEL: dict[str, frozenset[str] | None] = {
    _COUNSELLING: None,
    _VISIT: frozenset({"done"}),
    _NOTE: frozenset({"note_done", "note_asks", "note_answer"}),
    "stay_and_leaving": frozenset({"stay_psychological"}),
    "risk_and_needs": frozenset({
        "self_harm_situation", "self_harm_action", "trauma_situation", "trauma_action",
    }),
    "service_plan": frozenset({"measure", "measure_goal", "review_note"}),
    "closure": frozenset({"closure_summary"}),
}  # fmt: skip


class Work(NamedTuple):
    """Work, or a course for it, that a record tells of. `on`: the first day that counts for it;
    `asked`: the record asks what kind of work it is."""

    on: date
    kind: Any = None
    harmful: bool = False
    course: bool = False
    asked: bool = False


def check(ws: Workspace, saving: Saving) -> None:
    """Let a save of any form pass. A referral has its own gate, which asks here. Raises Refused."""
    if saving.form.key != referral.FORM:
        check_work(ws, saving)
    if saving.form.key in _COUNSEL:
        check_counselling(ws, saving)


def check_work(ws: Workspace, saving: Saving) -> None:
    """No job, introduction or own business under 16, no forbidden work or course in it under 18
    (A-016, A-017).

    The age counts on the day it is saved and on the day the work begins, whichever is earlier. A
    record is complete when the kind of a minor's work is said. Raises Refused.
    """
    born_to = _born_to(ws, saving)
    every = tuple(told_work(saving.form, saving.whole, clock.today()))
    found = [_against(born_to, each) for each in every]
    if saving.complete:
        asked = (each for each in every if each.asked and not each.course)
        found += [guards.kind_unsaid(born_to, each.on, kind=each.kind) for each in asked]
    for words in found:
        if words is not None:
            raise Refused(words)


def told_work(form: Form, told: Answers, today: date) -> Iterator[Work]:
    """All work a record tells of: by the questions of its form, and in words."""
    if form.key in _OF_FORM:
        yield from _OF_FORM[form.key](told, today)
    on = _first(today, interpreter.spine(form, told).on_date)
    for asked, _, words in _in_words(form, told):
        ours = asked.key in _WE_DO and guards.gives_work(words)
        if ours or (asked.key in _FOUND and guards.we_gave_work(words)):
            yield Work(on, harmful=guards.closed_place(words))


def _against(born_to: str | None, work: Work) -> Text | None:
    return guards.work(born_to, work.on, kind=work.kind, harmful=work.harmful, course=work.course)


def _born_to(ws: Workspace, saving: Saving) -> str | None:
    row = cases.row(ws.db, saving.case_uid, reader=ws.holder)
    return row.born_to if row else None


def check_counselling(ws: Workspace, saving: Saving) -> None:
    """A counsellor neither diagnoses nor treats (A-403: L11 art. 23, 51). What stood there before
    stays. Raises Refused."""
    if ws.worker.role is Role.MEDICAL_WORKER:
        return
    told, before = saving.whole, interpreter.join(saving.before)
    if told.get("psych_work") == _TREATMENT:
        raise Refused(guards.COUNSELLING)
    earlier = set(_counsel(saving.form, before))
    new = (words for words in _counsel(saving.form, told) if words not in earlier)
    if any(guards.tells_of_treatment(words) for words in new):
        raise Refused(guards.COUNSELLING)


def is_counsel(form: Form, asked: Field) -> bool:
    """Whether an answer in words is about psychological help, and ours."""
    keys = _COUNSEL.get(form.key, frozenset())
    return keys is None or asked.key in keys


def _counsel(form: Form, told: Answers) -> Iterator[str]:
    """What is told in words of psychological help, in tables too, but for what she says or a
    hospital found and is told as that, and for measures of another service."""
    for asked, row, words in _in_words(form, told):
        by_others = asked.personal and guards.told_by_others(words)
        service = row.get("measure_service", _PSYCHOLOGICAL)
        if is_counsel(form, asked) and service == _PSYCHOLOGICAL and not by_others:
            yield words


def _in_words(form: Form, told: Answers) -> Iterator[tuple[Field, Mapping[str, Any], str]]:
    """Everything told in words, in tables too: the question, the row, and what it says."""
    for asked in interpreter.fields(form):
        rows = _rows(told, asked.key) if asked.kind is Kind.ROWS else [told]
        for row in rows:
            for each in asked.rows or (asked,):
                value = row.get(each.key)
                if each.kind in (Kind.TEXT, Kind.LONG_TEXT) and isinstance(value, str):
                    yield each, row, value


def _asked_of_others(told: Answers, today: date) -> Iterator[Work]:
    """A referral to employment or training (F25)."""
    service, keys = told.get("referral_service"), _REFERRED
    given = service == _EMPLOYMENT or any(guards.gives_work(told.get(key)) for key in keys)
    if given or service == _TRAINING:
        on = _first(today, told.get("referral_on"))
        yield Work(on, harmful=_closed(told, *keys), course=not given)


def _noted(told: Answers, today: date) -> Iterator[Work]:
    """Employment or training among the services of a note (P24)."""
    services = told.get("note_services")
    given = set(services) & {_EMPLOYMENT, _TRAINING} if isinstance(services, list) else set()
    if given:
        closed = _closed(told, "note_done", "note_asks", "note_answer")
        course = _EMPLOYMENT not in given
        yield Work(_first(today, told.get("note_on")), harmful=closed, course=course)


def _applied(told: Answers, today: date) -> Iterator[Work]:
    """An application for help to employment (F23)."""
    if told.get("assist_kind") == _HELP_TO_WORK:
        yield Work(min(_first(today, told.get(key)) for key in ("assist_on", "assist_applied_on")))


def _given(told: Answers, today: date) -> Iterator[Work]:
    """Employment among the services of a whole case (F29)."""
    services = told.get("closure_services")
    if isinstance(services, list) and _EMPLOYMENT in services:
        yield Work(_first(today, told.get("closed_on")))


def _planned(told: Answers, today: date) -> Iterator[Work]:
    """Employment among the services or measures of a plan, but for what was given up (F16)."""
    services = told.get("services")
    if isinstance(services, list) and _EMPLOYMENT in services:
        yield Work(today)
    for row in _rows(told, "measures"):
        given_up = row.get("measure_state") == _GIVEN_UP
        service = row.get("measure_service")
        told_so = any(guards.gives_work(row.get(key)) for key in ("measure", "measure_goal"))
        given = service == _EMPLOYMENT or told_so
        if (given or service == _TRAINING) and not given_up:
            closed = _closed(row, "measure", "measure_goal")
            yield Work(today, harmful=closed, course=not given)


def _decided(told: Answers, today: date) -> Iterator[Work]:
    """What a case conference decides (P09)."""
    for row in _rows(told, "conference_decisions"):
        if guards.gives_work(row.get("decision_what")):
            yield Work(today, harmful=_closed(row, "decision_what"))


def _elsewhere(told: Answers, today: date) -> Iterator[Work]:
    """Work, an own business or an employer in a life elsewhere; else the training there (F31)."""
    chosen, services = told.get("resettle_work"), told.get("resettle_services")
    secured = told.get("resettle_security")
    done = set(chosen) if isinstance(chosen, list) else set()
    learns = _LEARNS in done
    employed = bool(done & _EMPLOYED) or (
        interpreter.answered(told.get("resettle_employer")) and not learns
    )
    helped = (isinstance(services, list) and _EMPLOYMENT in services) or (
        isinstance(secured, list) and _HELP_TO_WORK in secured
    )
    if employed or helped or learns:
        on = _first(today, told.get("resettle_on"))
        closed = guards.closed_place(told.get("resettle_employer"))
        course = not (employed or helped)
        yield Work(on, told.get("resettle_work_kind"), closed, course, asked=True)


def _work(told: Answers, today: date) -> Iterator[Work]:
    """Everything in the record that is work, but for jobs stopped for age; and the courses. What
    stands beside a table in words says where the work in it is."""
    places = _closed(told, "course_places")
    for course in _rows(told, "courses"):
        on = _first(today, course.get("course_on"))
        yield Work(on, course.get("course_kind"), places, course=True)
    yield from _jobs(told, today)
    asked = _closed(told, "introduced_to")
    for each in _rows(told, "introductions"):
        on, harmful = _first(today, each.get("introduced_on")), each.get("introduced_harmful")
        yield Work(on, each.get("introduced_kind"), asked or harmful is True, asked=True)
    if told.get("work_stands") in _WORKING:
        yield Work(today)
    if _told_beside(told):
        closed = _closed(told, "self_employment_kind", "employers", "introduced_to")
        yield Work(_first(today, told.get("work_on")), harmful=closed)


def _jobs(told: Answers, today: date) -> Iterator[Work]:
    """Where one of them was stopped for age, the employers in words may be that one's."""
    jobs = _rows(told, "jobs")
    stopped = [job.get("job_ended_why") == _STOPPED for job in jobs]
    closed = not any(stopped) and _closed(told, "employers")
    for job, is_over in zip(jobs, stopped, strict=True):
        if not is_over:
            on, harmful = _first(today, job.get("job_from")), job.get("job_harmful")
            yield Work(on, job.get("job_kind"), closed or harmful is True, asked=True)


def _closed(told: Mapping[str, Any], *keys: str) -> bool:
    """Whether any of some answers names a place closed to minors."""
    return any(guards.closed_place(told.get(key)) for key in keys)


def _told_beside(told: Answers) -> bool:
    """Whether work is told of outside the tables, or its employer without a line in them."""
    helped = told.get("work_help")
    if isinstance(helped, list) and _PUBLIC_POST in helped:
        return True
    beside = {"self_employment": "", "employers": "jobs", "wages_to": "jobs",
              "introduced_to": "introductions"}  # fmt: skip
    return any(
        interpreter.answered(told.get(key)) and not _rows(told, table)
        for key, table in beside.items()
    )


def _rows(told: Answers, key: str) -> list[Mapping[str, Any]]:
    """The rows of a table in which something is said."""
    rows = told.get(key)
    return [row for row in rows if row] if isinstance(rows, list) else []


def _first(today: date, said: Any) -> date:
    """Today, or the day that is said if it is earlier; of a range the first day."""
    return min(today, dates.earliest(said)) if isinstance(said, str) else today


_OF_FORM: dict[str, Callable[[Answers, date], Iterator[Work]]] = {
    "training_and_work": _work,
    referral.FORM: _asked_of_others,
    "service_plan": _planned,
    "resettlement": _elsewhere,
    "case_conference": _decided,
    "social_assistance": _applied,
    "closure": _given,
    _NOTE: _noted,
}
