"""Every role at every action: who lacks the act is refused, and told nothing else."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from rescueapp.actions.vault.vaults import Person
from rescueapp.domain.worker import ACTS, GRANTS, NOT_YOUR_ROLE, ROLE_NAMES, Act, Role
from rescueapp.i18n import say
from tests.actions.entering import enter
from tests.actions.station import INTAKE, OFFICE, STATION, Pair, save
from tests.faults.figures import Figures
from tests.faults.looks import Given, everything, functions

_ASKED = re.compile(r"\bws\.check\(Act\.(\w+)\)")
NEEDS = {
    name: Act[found[1]]
    for name, function, _ in functions()
    if (found := _ASKED.search(inspect.getsource(function)))
}
PEOPLE = [p for p in (*STATION.people, *OFFICE.people) if GRANTS[p.role]]


def test_every_act_belongs_to_an_action() -> None:
    beyond = {Act.RELEASE_UNSAFE, Act.MANAGE_PEOPLE, Act.READ_CASES}  # asked deeper inside
    assert set(Act) - beyond <= set(NEEDS.values())


@pytest.mark.fault(13)
@pytest.mark.parametrize("person", PEOPLE, ids=[p.login for p in PEOPLE])
@pytest.mark.lives("S21", "S55")
def test_k09_whose_role_lacks_an_act_is_refused_by_every_action_of_it(
    pair: Pair, tmp_path: Path, figures: Figures, person: Person
) -> None:
    saved = save(pair.station.sign_in("he"), answers=INTAKE | {"name": "虚构名"})
    entered = enter(pair.station.sign_in("he"))
    house = pair.office if person in OFFICE.people else pair.station
    given = Given(
        saved.case_uid, "LX01-2026-0001", {"intake": saved.record_uid},
        {"interpreters": entered.record_uid}, ["虚构名"], INTAKE, tmp_path,
    )  # fmt: skip
    seen = everything(house.sign_in(person.login), given)
    closed = {name for name, act in NEEDS.items() if act not in ACTS[person.role]}
    wrong, asked = [], 0
    for key, answer in seen.items():
        if key.split()[0] in closed:
            asked += 1
            if answer != refusal(person.role, NEEDS[key.split()[0]]):
                wrong.append((key, answer))
    figures.put("actions asked by a role that lacks the act", asked, len(wrong))
    assert wrong == []


def refusal(role: Role, act: Act) -> list[str]:
    """The words of who may not, as an action answers them."""
    who = next(each for each in Role if act in ACTS[each])
    return ["Refused", say(NOT_YOUR_ROLE(role=ROLE_NAMES[role], who=ROLE_NAMES[who]))]
