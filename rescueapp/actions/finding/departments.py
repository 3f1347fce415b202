"""The plan that names the departments here, and what the register of departments adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rescueapp.actions.opened import entries
from rescueapp.domain import departments
from rescueapp.domain.departments import Plan, Responsible
from rescueapp.domain.worker import Act
from rescueapp.storage import vault_values
from rescueapp.workspace import Workspace

REGISTER = "offices"
_PLAN = "plan_profile"


def plan(ws: Workspace) -> Plan:
    """Which plan holds here; until somebody chose, that of the place."""
    kept = vault_values.get(ws.db, _PLAN)
    if kept in set(Plan):
        return Plan(kept)
    return departments.usual_plan(vault_values.get(ws.db, "region"))


def set_plan(ws: Workspace, chosen: Plan) -> None:
    """For everybody in this vault, from the next form that is opened. Raises Refused."""
    ws.check(Act.GRANT_ACCESS)
    with ws.db.transaction():
        vault_values.set(ws.db, _PLAN, chosen.value)
        ws.log("plan_profile_set", plan=chosen.value)


def responsible(ws: Workspace) -> Mapping[str, Responsible]:
    """Who leads and supports each service here: the register of departments first, then the
    plan."""
    ws.check(Act.READ_CASES)
    found = dict(_registered(ws))
    for service, planned in departments.of_plan(plan(ws)).items():
        found[service] = found.get(service, Responsible()).joined(planned)
    return found


def _registered(ws: Workspace) -> Mapping[str, Responsible]:
    found: dict[str, Responsible] = {}
    for entry in entries.entries(ws, REGISTER):
        code = entry.answers.get("office_department")
        if not entry.in_use or not isinstance(code, str):
            continue
        for service in _codes(entry.answers.get("office_leads")):
            found[service] = found.get(service, Responsible()).joined(Responsible(lead=(code,)))
        for service in _codes(entry.answers.get("office_supports")):
            found[service] = found.get(service, Responsible()).joined(Responsible(support=(code,)))
    return found


def _codes(value: Any) -> list[str]:
    return value if isinstance(value, list) else []
