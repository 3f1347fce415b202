"""What stands against saving F21 and F18: work and age, counselling and treatment.

Each is refused always, in a draft's first save as in the complete record: nothing of it is to
stand in a file as if it were allowed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from rescueapp import clock
from rescueapp.actions.saving import Saving
from rescueapp.domain.guards import growth as guards
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.storage import cases
from rescueapp.workspace import Workspace

_STOPPED = "07"  # L-job-ended: the law does not allow it at this age
_PUBLIC_POST = "01"  # L-work-help
_TREATMENT = "04"  # L-psych-work
_OUR_WORDS = ("intervention", "team_summary")


class _Work(NamedTuple):
    """Work, or a course for it, that a record tells of. `on`: the first day that counts for it."""

    on: date
    kind: Any = None
    harmful: bool = False
    course: bool = False


def check_work(ws: Workspace, saving: Saving) -> None:
    """No job, introduction or own business under 16, no forbidden work or course in it under 18
    (A-016, A-017).

    The age counts on the day it is saved and on the day the work begins, whichever is earlier.
    Raises Refused.
    """
    row = cases.row(ws.db, saving.case_uid, reader=ws.holder)
    born_to = row.born_to if row else None
    for work in _work(saving.whole, clock.today()):
        if not work.course and guards.too_young_to_work(born_to, work.on):
            raise Refused(guards.UNDER_16)
        if guards.forbidden_work(born_to, work.on, kind=work.kind, harmful=work.harmful):
            raise Refused(guards.UNDER_18)


def check_counselling(ws: Workspace, saving: Saving) -> None:
    """A counsellor neither diagnoses nor treats (A-403: L11 art. 23, 51). What stood there before
    stays. Raises Refused."""
    if ws.worker.role is Role.MEDICAL_WORKER:
        return
    told, before = saving.whole, interpreter.join(saving.before)
    if told.get("psych_work") == _TREATMENT:
        raise Refused(guards.COUNSELLING)
    for key in _OUR_WORDS:
        words = told.get(key)
        changed = words != before.get(key)
        if changed and isinstance(words, str) and guards.tells_of_treatment(words):
            raise Refused(guards.COUNSELLING)


def _work(told: Answers, today: date) -> Iterator[_Work]:
    """Everything in the record that is work, but for jobs stopped for age; and the courses."""
    for course in _rows(told, "courses"):
        yield _Work(_first(today, course.get("course_on")), course.get("course_kind"), course=True)
    for job in _rows(told, "jobs"):
        if job.get("job_ended_why") != _STOPPED:
            on = _first(today, job.get("job_from"))
            yield _Work(on, job.get("job_kind"), job.get("job_harmful") is True)
    for each in _rows(told, "introductions"):
        on = _first(today, each.get("introduced_on"))
        yield _Work(on, each.get("introduced_kind"), each.get("introduced_harmful") is True)
    if _told_beside(told):
        yield _Work(_first(today, told.get("work_on")))


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


_CHECKS = {"training_and_work": check_work, "psychological_record": check_counselling}
FORMS = tuple(_CHECKS)


def check(ws: Workspace, saving: Saving) -> None:
    """Let a save of one of `FORMS` pass. Raises Refused."""
    _CHECKS[saving.form.key](ws, saving)
