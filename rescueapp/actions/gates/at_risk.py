"""Whom a return may bring back to danger: read from the records of the person, for the gates that
ask more of it than of an adult who only passes by (A-903, A-114)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rescueapp.actions.opened.reading import Reading
from rescueapp.storage import cases, person
from rescueapp.workspace import Workspace

_CASE_FORM, _INTAKE, _POLICE = "trafficking_case", "intake", "police_handover"
_NO_VICTIM = "03"  # L-victim-status
_SUSPECTED = {"01", "10", "11"}  # C-14
_FROM_HOME = {"03", "04", "12"}  # C-14: violence at home, abandoned, escaped
_BY_POLICE, _HOME_BY_POLICE = "03", {"02", "04"}  # L-suspicion: trafficked; abandoned, violence
_HIGH = ("3", "4")  # C-22


def victim(ws: Workspace, case_uid: str) -> bool:
    """Whether the records tell of somebody who may have been trafficked."""
    case = latest(ws, case_uid, _CASE_FORM)
    if case is not None:
        return case.get("victim_status") != _NO_VICTIM
    return bool(_SUSPECTED & _reasons(ws, case_uid)) or _BY_POLICE in _signs(ws, case_uid)


def at_risk(ws: Workspace, case_uid: str) -> bool:
    """Whether somebody is a victim, fled or was abandoned by those at home, or is at high risk."""
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    if row is not None and row.risk in _HIGH:
        return True
    fled = bool(_FROM_HOME & _reasons(ws, case_uid) or _HOME_BY_POLICE & _signs(ws, case_uid))
    return fled or victim(ws, case_uid)


def latest(ws: Workspace, case_uid: str, form: str) -> Mapping[str, Any] | None:
    """The newest record of a form in any file of the person, as far as this worker holds its keys;
    None: there is none."""
    reading = Reading(ws)
    row = next(iter(person.rows(ws.db, case_uid, form=form)), None)
    return reading.parts(*reading.found(row.uid)).answers if row else None


def _reasons(ws: Workspace, case_uid: str) -> set[str]:
    return _chosen(latest(ws, case_uid, _INTAKE), "reasons")


def _signs(ws: Workspace, case_uid: str) -> set[str]:
    return _chosen(latest(ws, case_uid, _POLICE), "suspected")


def _chosen(told: Mapping[str, Any] | None, key: str) -> set[str]:
    codes = (told or {}).get(key)
    return set(codes) if isinstance(codes, list) else set()
