"""Which departments lead and support a service under the plan a place works by (rules.md D.1)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rescueapp.i18n import mark
from rescueapp.paths import resources

_HAINAN = "46"  # the first digits of its divisions


class Plan(StrEnum):
    """Whose plan names the departments."""

    HN2008 = "HN2008"
    LJ2021 = "LJ2021"
    CUSTOM = "custom"  # the station's own: the register of departments alone


TITLES = {
    Plan.HN2008: mark("Hainan, plan of 2008", "departments"),
    Plan.LJ2021: mark("Lijiang, plan of 2021 to 2030", "departments"),
    Plan.CUSTOM: mark("Our own: the register of departments", "departments"),
}


@dataclass(frozen=True, slots=True)
class Responsible:
    """Codes of C-24, those who lead first. `clause`: where the plan says so."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    clause: str = ""

    def joined(self, other: Responsible) -> Responsible:
        """With others who lead and support; whoever leads does not support as well."""
        lead = tuple(dict.fromkeys((*self.lead, *other.lead)))
        support = dict.fromkeys((*self.support, *other.support))
        return Responsible(lead, tuple(c for c in support if c not in lead), self.clause)


def usual_plan(region: str) -> Plan:
    """The plan of the place, by its division, until somebody chooses."""
    return Plan.HN2008 if region.startswith(_HAINAN) else Plan.LJ2021


@cache
def of_plan(plan: Plan) -> Mapping[str, Responsible]:
    """Who is responsible by service (C-23); empty for a plan of one's own."""
    table = tomllib.loads(resources("departments.toml").read_text(encoding="utf-8"))
    return {
        service: Responsible(tuple(row["lead"]), tuple(row["support"]), row["clause"])
        for service, row in table.get(plan.value, {}).items()
    }


def first(found: Mapping[str, Responsible], services: Iterable[str]) -> tuple[str, ...]:
    """The departments to offer before all others for some services: who leads, who supports."""
    asked = [found[service] for service in services if service in found]
    lead = [code for each in asked for code in each.lead]
    return tuple(dict.fromkeys((*lead, *(code for each in asked for code in each.support))))
