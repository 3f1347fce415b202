"""The table of the roles holds together."""

from __future__ import annotations

import pytest

from rescueapp.crypto.keyring import Grant
from rescueapp.domain.worker import (
    ACTS,
    COMPARTMENTS,
    GRANTS,
    ROLE_NAMES,
    Act,
    Role,
    Worker,
    check,
)
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import TEAM_COMPARTMENTS, Compartment


def test_every_role_has_a_name_compartments_grants_and_acts() -> None:
    for table in (ROLE_NAMES, COMPARTMENTS, GRANTS, ACTS):
        assert set(table) == set(Role)


def test_every_act_is_somebodys() -> None:
    assert set().union(*ACTS.values()) == set(Act)


def test_nobodys_role_holds_process_notes() -> None:
    assert all(Compartment.AUTHOR not in held for held in COMPARTMENTS.values())


def test_only_a_supervisor_holds_every_part_and_the_keys_of_compartments() -> None:
    assert [r for r in Role if set(COMPARTMENTS[r]) == set(TEAM_COMPARTMENTS)] == [Role.SUPERVISOR]
    private = {grant for grant in Grant if grant.startswith("compartment:")}
    assert [role for role in Role if private & set(GRANTS[role])] == [Role.SUPERVISOR]


def test_an_administrator_holds_nothing_of_the_data() -> None:
    assert (GRANTS[Role.ADMINISTRATOR], COMPARTMENTS[Role.ADMINISTRATOR]) == ((), ())
    assert ACTS[Role.ADMINISTRATOR] == {Act.MANAGE_PEOPLE}


def test_who_saves_can_match_and_who_exports_can_sign() -> None:
    for role in Role:
        if Act.REGISTER_CASE in ACTS[role]:
            assert {Grant.DATABASE, Grant.MATCH} <= set(GRANTS[role])
        if {Act.EXPORT, Act.ENROL, Act.RECEIVE, Act.BACK_UP} & ACTS[role]:
            assert {Grant.DATABASE, Grant.SIGNING} <= set(GRANTS[role])


def test_every_writer_of_a_form_is_a_role_that_saves() -> None:
    saves = {Act.SAVE_RECORD, Act.WORK_LENT}
    saving = {role.value for role in Role if saves & ACTS[role]}
    for form in FORMS.values():
        assert set(form.writers) <= saving, form.key
        assert form.writers, form.key


def test_a_refusal_names_the_role_and_somebody_who_may() -> None:
    worker = Worker("u", "he", "和晓燕", Role.CASEWORKER)
    with pytest.raises(Refused) as refused:
        check(worker, Act.RECEIVE)
    values = refused.value.words.values
    assert (values["role"], values["who"]) == (
        ROLE_NAMES[Role.CASEWORKER],
        ROLE_NAMES[Role.OFFICE_OFFICER],
    )
    check(worker, Act.SAVE_RECORD)
