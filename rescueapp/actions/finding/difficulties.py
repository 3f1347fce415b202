"""Difficulties that departments are to resolve, by who leads (S37, S39): what a departmental
meeting wrote down and nobody has resolved. Of what blocks the help only the case tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from rescueapp import clock
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.forms.catalogue import FORMS
from rescueapp.storage import cases, clear_answers
from rescueapp.workspace import Workspace

FORM: Final = "case_conference"
_DEPARTMENTAL = "03"  # L-conference
_RESOLVED = "01"  # L-difficulty


@dataclass(frozen=True, slots=True)
class Difficulty:
    """One that is not resolved. Days are ISO, "" for none; `department`: C-24."""

    case_uid: str
    record_uid: str
    alias: str
    number: str
    department: str
    lead: str
    met_on: str
    due_on: str
    stands: str  # L-difficulty, "" while nobody has said

    @property
    def overdue(self) -> bool:
        return bool(self.due_on) and self.due_on < clock.today().isoformat()


def unresolved(ws: Workspace) -> list[Difficulty]:
    """Those of the cases one works on: by the department that leads, the earliest day on top."""
    ws.check(Act.READ_CASES)
    found = [
        _difficulty(ws, case_uid, uid, answers)
        for case_uid, uid, answers in clear_answers.of_form(ws.db, FORM, reader=ws.holder)
        if answers.get("conference_kind") == _DEPARTMENTAL
        and answers.get("difficulty_result") != _RESOLVED
    ]
    return sorted(found, key=lambda each: (each.department, each.due_on or "9999", each.met_on))


def _difficulty(ws: Workspace, case_uid: str, record_uid: str, answers: Answers) -> Difficulty:
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    lead = answers.get("difficulty_lead")
    told = lead if isinstance(lead, dict) and "none" not in lead else {}
    return Difficulty(
        case_uid=case_uid,
        record_uid=record_uid,
        alias=row.alias if row else "",
        number=row.number if row else "",
        department=str(told.get("code") or ""),
        lead=interpreter.say(_LEAD, told) if told else "",
        met_on=_day(answers.get("conference_on")),
        due_on=_day(answers.get("difficulty_by")),
        stands=_code(answers.get("difficulty_result")),
    )


def _day(value: Any) -> str:
    known = isinstance(value, str) and dates.valid(value)
    return dates.earliest(value).isoformat() if known else ""


def _code(value: Any) -> str:
    return value if isinstance(value, str) else ""


_LEAD = next(each for each in interpreter.fields(FORMS[FORM]) if each.key == "difficulty_lead")
