"""What stands against work at an age, and counselling that treats, in whichever form it is told:
F21, F16, F25, F31 and P09; F18 and F30.

Each is refused always, in a draft's first save as in the complete record: nothing of it is to
stand in a file as if it were allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from rescueapp import clock
from rescueapp.actions.opened.saving import Saving
from rescueapp.domain.guards import growth as guards
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.forms.schema import Form, Kind
from rescueapp.i18n import Text
from rescueapp.storage import cases
from rescueapp.workspace import Workspace

_STOPPED = "07"  # L-job-ended: the law does not allow it at this age
_WORKING = ("05", "06", "07")  # L-work-stands: looking for work, at work, for six months and more
_PUBLIC_POST = "01"  # L-work-help
_TREATMENT = "04"  # L-psych-work
_COUNSELLING, _VISIT = "psychological_record", "follow_up"
_EMPLOYMENT, _TRAINING = "08", "07"  # C-23
_GIVEN_UP = "05"  # L-goal
_EMPLOYED, _LEARNS = {"01", "04"}, "02"  # L-resettle-work: work, own business; training


class _Work(NamedTuple):
    """Work, or a course for it, that a record tells of. `on`: the first day that counts for it;
    `asked`: the record asks what kind of work it is."""

    on: date
    kind: Any = None
    harmful: bool = False
    course: bool = False
    asked: bool = False


def check_work(ws: Workspace, saving: Saving) -> None:
    """No job, introduction or own business under 16, no forbidden work or course in it under 18
    (A-016, A-017).

    The age counts on the day it is saved and on the day the work begins, whichever is earlier. A
    record is complete when the kind of a minor's work is said. Raises Refused.
    """
    words = stands_against(ws, saving) or (kind_unsaid(ws, saving) if saving.complete else None)
    if words is not None:
        raise Refused(words)


def stands_against(ws: Workspace, saving: Saving) -> Text | None:
    """The first thing that does, of all work a record of any form tells of."""
    born_to = _born_to(ws, saving)
    for each in _OF_FORM[saving.form.key](saving.whole, clock.today()):
        words = guards.work(
            born_to, each.on, kind=each.kind, harmful=each.harmful, course=each.course
        )
        if words is not None:
            return words
    return None


def kind_unsaid(ws: Workspace, saving: Saving) -> Text | None:
    """Why work of a minor is not completed: nobody has said what it is."""
    born_to = _born_to(ws, saving)
    told = _OF_FORM[saving.form.key](saving.whole, clock.today())
    work = (each for each in told if each.asked and not each.course)
    found = (guards.kind_unsaid(born_to, each.on, kind=each.kind) for each in work)
    return next((words for words in found if words is not None), None)


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
    earlier = set(_our_words(saving.form, before))
    new = (words for words in _our_words(saving.form, told) if words not in earlier)
    if any(guards.tells_of_treatment(words) for words in new):
        raise Refused(guards.COUNSELLING)


def _our_words(form: Form, told: Answers) -> Iterator[str]:
    """Everything told in words in a counselling record, in its tables too, but for what she says
    or a hospital found and is told as that; of a visit what was done."""
    for asked in interpreter.fields(form):
        if form.key == _VISIT and asked.key != "done":
            continue
        value = told.get(asked.key)
        if asked.kind is Kind.ROWS:
            cells = (row.get(inner.key) for row in _rows(told, asked.key) for inner in asked.rows)
            yield from (cell for cell in cells if isinstance(cell, str))
        elif asked.kind in (Kind.TEXT, Kind.LONG_TEXT) and isinstance(value, str):
            if asked.personal and guards.told_by_others(value):
                continue
            yield value


def _asked_of_others(told: Answers, today: date) -> Iterator[_Work]:
    """A referral to employment or training (F25)."""
    service, asked = told.get("referral_service"), told.get("referral_asked")
    given = service == _EMPLOYMENT or guards.gives_work(asked)
    if given or service == _TRAINING:
        on = _first(today, told.get("referral_on"))
        yield _Work(on, harmful=guards.closed_place(asked), course=not given)


def _planned(told: Answers, today: date) -> Iterator[_Work]:
    """Employment among the services or measures of a plan, but for what was given up (F16)."""
    services = told.get("services")
    if isinstance(services, list) and _EMPLOYMENT in services:
        yield _Work(today)
    for row in _rows(told, "measures"):
        given_up = row.get("measure_state") == _GIVEN_UP
        service = row.get("measure_service")
        given = service == _EMPLOYMENT or guards.gives_work(row.get("measure"))
        if (given or service == _TRAINING) and not given_up:
            closed = _closed(row, "measure", "measure_goal")
            yield _Work(today, harmful=closed, course=not given)


def _decided(told: Answers, today: date) -> Iterator[_Work]:
    """What a case conference decides (P09)."""
    for row in _rows(told, "conference_decisions"):
        if guards.gives_work(row.get("decision_what")):
            yield _Work(today, harmful=_closed(row, "decision_what"))


def _elsewhere(told: Answers, today: date) -> Iterator[_Work]:
    """Work, an own business or an employer in a life elsewhere; else the training there (F31)."""
    chosen, services = told.get("resettle_work"), told.get("resettle_services")
    done = set(chosen) if isinstance(chosen, list) else set()
    learns = _LEARNS in done
    employed = bool(done & _EMPLOYED) or (
        interpreter.answered(told.get("resettle_employer")) and not learns
    )
    helped = isinstance(services, list) and _EMPLOYMENT in services
    if employed or helped or learns:
        on = _first(today, told.get("resettle_on"))
        closed = guards.closed_place(told.get("resettle_employer"))
        course = not (employed or helped)
        yield _Work(on, told.get("resettle_work_kind"), closed, course, asked=True)


def _work(told: Answers, today: date) -> Iterator[_Work]:
    """Everything in the record that is work, but for jobs stopped for age; and the courses. What
    stands beside a table in words says where the work in it is."""
    places = _closed(told, "course_places")
    for course in _rows(told, "courses"):
        on = _first(today, course.get("course_on"))
        yield _Work(on, course.get("course_kind"), places, course=True)
    yield from _jobs(told, today)
    asked = _closed(told, "introduced_to")
    for each in _rows(told, "introductions"):
        on, harmful = _first(today, each.get("introduced_on")), each.get("introduced_harmful")
        yield _Work(on, each.get("introduced_kind"), asked or harmful is True, asked=True)
    if told.get("work_stands") in _WORKING:
        yield _Work(today)
    if _told_beside(told):
        closed = _closed(told, "self_employment_kind", "employers", "introduced_to")
        yield _Work(_first(today, told.get("work_on")), harmful=closed)


def _jobs(told: Answers, today: date) -> Iterator[_Work]:
    """Where one of them was stopped for age, the employers in words may be that one's."""
    jobs = _rows(told, "jobs")
    stopped = [job.get("job_ended_why") == _STOPPED for job in jobs]
    closed = not any(stopped) and _closed(told, "employers")
    for job, is_over in zip(jobs, stopped, strict=True):
        if not is_over:
            on, harmful = _first(today, job.get("job_from")), job.get("job_harmful")
            yield _Work(on, job.get("job_kind"), closed or harmful is True, asked=True)


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


_OF_FORM: dict[str, Callable[[Answers, date], Iterator[_Work]]] = {
    "training_and_work": _work,
    "referral": _asked_of_others,
    "service_plan": _planned,
    "resettlement": _elsewhere,
    "case_conference": _decided,
}
_CHECKS = {
    "training_and_work": check_work,
    "service_plan": check_work,
    "case_conference": check_work,
    _COUNSELLING: check_counselling,
    _VISIT: check_counselling,
}
FORMS = tuple(_CHECKS)  # F25 and F31 have their own gates, which ask here


def check(ws: Workspace, saving: Saving) -> None:
    """Let a save of one of `FORMS` pass. Raises Refused."""
    _CHECKS[saving.form.key](ws, saving)
