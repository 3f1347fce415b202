"""Comparing who is here with who is missed; a decision against it is remembered (S36, S49, S56).

Both the register of missing people and one's other cases are compared, on this computer alone.
Nothing of it is told to anybody: what fits is asked of the police (F38), and only then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.actions.desk import match_refusals
from rescueapp.actions.desk.match_refusals import NOT_HELD, Among
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import entries, restriction
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.recording import registers
from rescueapp.domain.case import CaseRow, Query
from rescueapp.domain.changed import Changed
from rescueapp.domain.likeness import MOST, Fit, Traits, fit
from rescueapp.domain.names import simplified
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.exchange.missing_list import REGISTER, read_missing
from rescueapp.exchange.rows import RowProblem
from rescueapp.exchange.spreadsheet import read_table
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import matching
from rescueapp.workspace import Workspace

__all__ = [
    "Among",
    "Candidate",
    "TakenIn",
    "candidates",
    "left_out",
    "missed_traits",
    "not_this_person",
    "take_in",
]

_LOOKS = ("build", "hair", "face", "skin")
_TOLD = ("own_account_of_origin", "home_address", "carried")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the person of the case. `told`: what the list says, in (label, words);
    of another case only its number and alias."""

    among: Among
    uid: str
    called: str
    fit: Fit
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a list: entries made, rows that were there already, rows not taken."""

    done: int
    already: int
    bad: tuple[RowProblem, ...]
    changed: Changed


def candidates(
    ws: Workspace, case_uid: str, *, progress: Progress | None = None
) -> list[Candidate]:
    """Who may be the person of a case, the best first. Raises Refused without its identity."""
    ws.check(Act.READ_CASES)
    restriction.refuse_look(ws, case_uid)
    if not ws.holds(case_uid, Compartment.IDENTITY):
        raise Refused(NOT_HELD)
    here = _traits(ws, cases.case(ws, case_uid))
    found = [*_missing(ws, case_uid, here), *_others(ws, case_uid, here, progress or Quiet())]
    found.sort(key=lambda each: -each.fit.points)
    with ws.db.transaction():
        ws.log("compare_missing", case_uid, found=len(found))
    return found[:MOST]


def left_out(ws: Workspace, case_uid: str) -> tuple[str, ...]:
    """The closed cases of one's own that are not compared, by number and alias: whoever looks for
    somebody who was here before opens them by hand."""
    ws.check(Act.READ_CASES)
    rows = cases.case_rows(ws, cases.find_cases(ws, Query(mine=True)))
    return tuple(
        f"{row.number} {row.alias}"
        for row in rows
        if row.stage is Stage.CLOSED and row.uid != case_uid
    )


def not_this_person(ws: Workspace, case_uid: str, candidate: Candidate, reason: str) -> Changed:
    """Remember that it is somebody else, and why (a code of `match_refusals.REASONS`): they are
    not shown for this case again unless more is told of them. Raises Refused without a reason."""
    return match_refusals.refuse(ws, case_uid, candidate.among, candidate.uid, reason)


def _missing(ws: Workspace, case_uid: str, here: Traits) -> Iterator[Candidate]:
    apart = match_refusals.apart(ws, case_uid)
    for entry in entries.entries(ws, REGISTER):
        if entry.uid in apart or not entry.in_use:
            continue
        fits = fit(here, missed_traits(entry.answers))
        if fits is not None:
            lines = interpreter.lines(REGISTERS[REGISTER], entry.answers, False)
            told = tuple((line.label, line.words) for line in lines if line.words)
            yield Candidate(Among.MISSING, entry.uid, entry.name, fits, told)


def _others(ws: Workspace, case_uid: str, here: Traits, progress: Progress) -> Iterator[Candidate]:
    apart = matching.other_people(ws.db, case_uid)
    rows = cases.case_rows(ws, cases.find_cases(ws, Query(mine=True)))
    for done, row in enumerate(rows):
        progress.report(done, len(rows))
        if row.uid in apart or row.stage is Stage.CLOSED:
            continue
        if not ws.holds(row.uid, Compartment.IDENTITY):
            continue
        other = _traits(ws, row)
        fits = fit(here, other) or fit(other, here)
        if fits is not None:
            yield Candidate(Among.CASES, row.uid, f"{row.number} {row.alias}", fits)


def _traits(ws: Workspace, row: CaseRow) -> Traits:
    known = Reading(ws).present_facts(row.uid)
    told = {key: value for key, value in known.items() if interpreter.answered(value)}
    return Traits(
        names=tuple(filter(None, (_words(told, "name"), *_words(told, "other_names").split("、")))),
        sex=row.sex,
        born=(_date(row.born_from), _date(row.born_to)),
        height=told.get("height"),
        home=_code(told, "home_county"),
        account=" ".join(_words(told, key) for key in _TOLD),
        accent=_words(told, "accent"),
        marks=_words(told, "marks"),
        clothes=_words(told, "clothing"),
        looks={key: told[key] for key in _LOOKS if key in told},
        seen=clock.local(row.arrived_at).date() if row.arrived_at else None,
        place=_code(told, "found_county"),
    )


def missed_traits(told: Mapping[str, Any]) -> Traits:
    """What an entry of the register says of somebody."""
    born, since = told.get("missing_born"), told.get("missing_since")
    home = told.get("missing_home")
    return Traits(
        names=(_words(told, "missing_name"),),
        sex=told.get("missing_sex"),
        born=(dates.earliest(born), dates.latest(born)) if isinstance(born, str) else (None, None),
        height=told.get("missing_height"),
        home=_code(told, "missing_home"),
        account=" ".join((_words(told, "missing_told"), str((home or {}).get("text", "")))),
        accent=_words(told, "missing_accent"),
        marks=_words(told, "missing_marks"),
        clothes=_words(told, "missing_clothing"),
        looks={key: code for key in _LOOKS if (code := _words(told, f"missing_{key}"))},
        seen=dates.earliest(since) if isinstance(since, str) else None,
        place=_code(told, "missing_from"),
    )


def _words(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return value if isinstance(value, str) else ""


def _code(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return str(value.get("code", "")) if isinstance(value, dict) else ""


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


# --- taking a list in -----------------------------------------------------------------------


def take_in(ws: Workspace, path: Path, *, progress: Progress | None = None) -> TakenIn:
    """Enter every good row of an .xlsx or CSV list; one that is here already makes no second.

    Each row is a save of its own: stopped half-way, the list is simply taken in again. Raises
    Refused for what is no such list.
    """
    ws.check(Act.SAVE_RECORD)
    watched = progress or Quiet()
    table = read_table(path)
    here = {_known_by(entry.answers) for entry in entries.entries(ws, REGISTER)}
    done = already = 0
    bad: list[RowProblem] = []
    for row in read_missing(table, today=clock.today()):
        if isinstance(row, RowProblem):
            bad.append(row)
            continue
        watched.report(row.number, len(table.rows))
        if _known_by(row.answers) in here:
            already += 1
            continue
        try:
            registers.save_entry(ws, register=REGISTER, entry_uid=None, based_on=0,
                                 answers=row.answers, complete=True)  # fmt: skip
        except Refused as reason:
            bad.append(RowProblem(row.number, "", reason.words))
            continue
        here.add(_known_by(row.answers))
        done += 1
    with ws.db.transaction():
        ws.log("take_in_missing", done=done, already=already, bad=len(bad))
    return TakenIn(done, already, tuple(bad), Changed(forms=frozenset({REGISTER})))


def _known_by(told: Mapping[str, Any]) -> tuple[str, str, str]:
    """What tells one missing person from another in a list that comes again."""
    name = simplified(_words(told, "missing_name"))
    return name, _words(told, "missing_born"), _words(told, "missing_since")
