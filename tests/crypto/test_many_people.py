"""Slots stay when people go; a vault that is used for many years takes in new ones all the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp.crypto import keyring_roster
from rescueapp.crypto.keyring import Grant, Keyring, NewUser
from rescueapp.crypto.keyring_shape import GROWN, MAX_SLOTS, MAX_USERS
from rescueapp.errors import Damaged, Refused
from tests.crypto.rings import HE, LI, YANG, content, forge, put, ring


def with_slots(tmp_path: Path, count: int, *, active: bool) -> Keyring:
    """A keyring in which, beside three who work there, so many have or had a slot."""
    keyring, _ = ring(tmp_path)
    before, keys = content(tmp_path), keyring.unlock("li", LI.passphrase).all()
    he, own = before.roster.users[2], before.selves[HE.uid]
    uids = [f"{n:032x}" for n in range(count)]
    more = [replace(he, uid=uid, login=uid, active=active, keys={}) for uid in uids]
    selves = before.selves | (dict.fromkeys(uids, own) if active else {})
    grown = replace(before, selves=selves)
    put(tmp_path, forge(grown, keys, users=(*before.roster.users, *more)))
    return Keyring.read(tmp_path)


def test_people_come_and_go_for_years_and_somebody_new_is_let_in(tmp_path: Path) -> None:
    keyring = with_slots(tmp_path, MAX_SLOTS - 4, active=False)
    yang = keyring.unlock("yang", YANG.passphrase)
    new = NewUser("4" * 32, "mu", "caseworker", "a", ())
    after = keyring.add_user(yang, new)
    assert json.loads((tmp_path / "keyring.json").read_text())["v"] == GROWN
    assert Keyring.read(tmp_path).unlock("mu", "a").user.login == "mu"
    after = after.begin_renewal(after.unlock("li", LI.passphrase), [Grant.DATABASE])
    with pytest.raises(Refused) as refused:
        after.add_user(yang, replace(new, uid="5" * 32, login="ning"))
    assert refused.value.words == keyring_roster.NO_ROOM(most=MAX_SLOTS)


def test_who_is_too_many_at_once_is_refused_in_words(tmp_path: Path) -> None:
    keyring = with_slots(tmp_path, MAX_USERS - 3, active=True)
    yang = keyring.unlock("yang", YANG.passphrase)
    new = NewUser("4" * 32, "mu", "caseworker", "a", ())
    with pytest.raises(Refused) as refused:
        keyring.add_user(yang, new)
    assert refused.value.words == keyring_roster.FULL(most=MAX_USERS)
    assert keyring.deactivate(yang, HE.uid).add_user(yang, new).unlock("mu", "a")


@pytest.mark.parametrize(("count", "active"), [(MAX_SLOTS - 2, False), (MAX_USERS - 2, True)])
def test_a_roster_beyond_that_is_damage(tmp_path: Path, count: int, active: bool) -> None:
    with pytest.raises(Damaged):
        with_slots(tmp_path, count, active=active)
