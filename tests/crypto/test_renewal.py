"""Keys made anew: both held while it lasts, nobody left out, nothing slipped in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp.crypto import keyring_secrets, primitives, seal
from rescueapp.crypto.keyring import Grant, Keyring, Keys, NewUser
from rescueapp.crypto.keyring_shape import MAC
from rescueapp.crypto.keyring_values import BROKEN
from rescueapp.errors import Damaged, Refused
from tests.crypto.rings import HE, LI, YANG, content, put, ring

LEFT = (Grant.DATABASE, Grant.CARE, Grant.EMERGENCY)
WU = NewUser("4" * 32, "wu", "caseworker", "caomei-dadi-yunhai", (Grant.DATABASE,))


def begun(folder: Path) -> tuple[Keyring, Keys, tuple[str, str, str]]:
    keyring, shares = ring(folder)
    keys = keyring.unlock("li", LI.passphrase)
    return keyring.begin_renewal(keys, LEFT), keys, shares


def test_while_it_lasts_both_keys_are_held_by_whoever_held_the_one_and_on_paper(
    tmp_path: Path,
) -> None:
    _, keys, shares = begun(tmp_path)
    again = Keyring.read(tmp_path)
    for found in (again.unlock("li", LI.passphrase), again.recovered(shares[1:])):
        assert {k: v for k, v in found.renewed.items() if k in LEFT} == {
            name: keys.renewed[name] for name in LEFT
        }
        assert found.grants == keys.grants
    he = again.unlock("he", HE.passphrase)
    assert set(he.renewed) == {Grant.DATABASE, MAC}  # as far as he held those before
    assert he.renewed[Grant.DATABASE] == keys.renewed[Grant.DATABASE] != he.grants[Grant.DATABASE]
    assert set(again.unlock("yang", YANG.passphrase).renewed) == {MAC}


def test_afterwards_the_new_ones_alone_open_for_everybody_and_from_paper(tmp_path: Path) -> None:
    during, keys, shares = begun(tmp_path)
    new, before = dict(keys.renewed), dict(keys.grants)
    after = during.finish_renewal(keys)
    assert not after.renewal
    assert {g: after.epoch(g) for g in Grant if after.epoch(g) > 1} == dict.fromkeys(LEFT, 2)
    assert after.public(Grant.CARE) == primitives.box_public(new[Grant.CARE])
    again = Keyring.read(tmp_path)
    wanted = {**before, **{g: new[g] for g in LEFT}}
    for found in (keys, again.unlock("li", LI.passphrase), again.recovered(shares[:2])):
        assert found.grants == wanted
        assert not found.renewed
    assert again.unlock("he", HE.passphrase).grants[Grant.DATABASE] == new[Grant.DATABASE]


def test_dropped_everything_is_as_it_was(tmp_path: Path) -> None:
    during, keys, _ = begun(tmp_path)
    before = dict(keys.grants)
    after = during.drop_renewal(keys)
    assert (after.renewal, keys.grants, keys.renewed) == ("", before, {})
    assert content(tmp_path).roster.renewal is None


def test_taken_up_new_things_lie_under_the_new_key_and_old_ones_still_open(tmp_path: Path) -> None:
    during, keys, _ = begun(tmp_path)
    old = seal.wrap(b"k" * 32, during.public(Grant.CARE))
    keys.take_up()
    keys.take_up()  # a second time changes nothing
    new = seal.wrap(b"k" * 32, during.taken_up().public(Grant.CARE))
    for sealed in (old, new):
        assert seal.unwrap(sealed, keys.grants[Grant.CARE]) == b"k" * 32
    public = during.taken_up().public(Grant.CARE)
    assert seal.unwrap(old, keys.grants[Grant.CARE], public) == b"k" * 32
    during.finish_renewal(keys)
    with pytest.raises(Damaged):
        seal.unwrap(old, keys.grants[Grant.CARE])
    assert seal.unwrap(new, keys.grants[Grant.CARE]) == b"k" * 32


def test_people_come_and_go_while_it_lasts(tmp_path: Path) -> None:
    during, keys, shares = begun(tmp_path)
    new = keys.renewed[Grant.DATABASE]
    keys.take_up()
    during = during.taken_up().add_user(keys, replace(WU, grants=()))
    during = during.grant(keys, WU.uid, [Grant.DATABASE, Grant.EMERGENCY])
    during = during.change_passphrase("li", LI.passphrase, "another-passphrase-of-li")
    during = during.reset(keys, YANG.uid, "new-passphrase-of-yang")
    during = during.deactivate(keys, HE.uid)
    wu = during.unlock("wu", WU.passphrase)
    assert (wu.renewed[Grant.DATABASE], wu.grants[Grant.DATABASE] == new) == (new, False)
    head = NewUser("9" * 32, "head", "supervisor", "zhulin-yunhai-dadi", tuple(Grant))
    during = during.take_over(shares[:2], head)
    assert during.unlock("head", head.passphrase).renewed[Grant.DATABASE] == new

    after = during.finish_renewal(keys)
    assert after.unlock("wu", WU.passphrase).grants[Grant.DATABASE] == new
    assert after.unlock("head", head.passphrase).grants[Grant.DATABASE] == new
    assert after.unlock("yang", "new-passphrase-of-yang").manages
    assert content(tmp_path).roster.users[2].keys == {}
    with pytest.raises(Refused):
        after.unlock("he", HE.passphrase)


def test_another_key_under_the_same_renewal_is_noticed(tmp_path: Path) -> None:
    _, keys, _ = begun(tmp_path)
    was = content(tmp_path)
    assert was.roster.renewal
    digest = was.roster.renewal.digest()
    after = replace(was.roster, epochs=was.roster.epochs | was.roster.renewal.epochs)
    other = {Grant.DATABASE: b"x" * 32}
    slipped = keyring_secrets.seal_keys(after, other, other, was.roster.users[2].box_public)
    held = {**was.roster.renewal.keys, HE.uid: slipped}
    renewal = replace(was.roster.renewal, keys=held)
    assert renewal.digest() == digest  # the digest says which keys, the proofs hold it to them
    roster = replace(was.roster, renewal=renewal)
    put(tmp_path, keyring_secrets.complete(was.generation + 1, roster, was.selves, keys.all()))
    with pytest.raises(Damaged) as damaged:
        Keyring.read(tmp_path).unlock("he", HE.passphrase)
    assert damaged.value.words == BROKEN


def test_only_who_manages_begins_and_not_with_keys_that_others_outside_know(
    tmp_path: Path,
) -> None:
    keyring, _ = ring(tmp_path)
    with pytest.raises(Refused):
        keyring.begin_renewal(keyring.unlock("he", HE.passphrase), LEFT)
    keys = keyring.unlock("li", LI.passphrase)
    for grant in (Grant.SIGNING, Grant.AGE):
        with pytest.raises(ValueError, match="cannot be made anew"):
            keyring.begin_renewal(keys, [grant])


def test_beginning_again_replaces_what_was_never_used(tmp_path: Path) -> None:
    during, keys, _ = begun(tmp_path)
    first = dict(keys.renewed)
    again = during.begin_renewal(keys, [Grant.DATABASE])
    assert again.renewed() == (Grant.DATABASE,)
    assert keys.renewed[Grant.DATABASE] != first[Grant.DATABASE]
    assert keys.renewed == Keyring.read(tmp_path).unlock("li", LI.passphrase).renewed


def test_a_key_with_those_before_it_seals_with_the_newest(tmp_path: Path) -> None:
    old, new = seal.new_key(), seal.new_key()
    before = seal.seal(old, b"what was said", bound=("a",))
    after = seal.seal(new + old, b"what is said", bound=("a",))
    assert seal.unseal(new + old, before, bound=("a",)) == b"what was said"
    assert seal.unseal(new, after, bound=("a",)) == b"what is said"
    with pytest.raises(Damaged):
        seal.unseal(old, after, bound=("a",))
    with pytest.raises(Damaged):
        seal.unseal(new + old, before, bound=("b",))
    for key in (b"", b"x" * 31, b"x" * 33):
        with pytest.raises(ValueError, match="32 bytes"):
            seal.seal(key, b"", bound=())
