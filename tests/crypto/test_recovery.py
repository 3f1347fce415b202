"""Two of three paper sheets open everything; fewer, mixed or mistyped ones nothing."""

from __future__ import annotations

import random
from itertools import combinations, permutations
from pathlib import Path

import pytest

from rescueapp.crypto import keyring_secrets
from rescueapp.crypto.keyring import Grant, Keyring, NewUser
from rescueapp.crypto.keyring_secrets import share_numbers, share_words
from rescueapp.errors import Refused
from tests.crypto.rings import LI, YANG, ring
from tests.faults.figures import Figures


@pytest.mark.fault(16, what="pairs that open everything")
def test_k28_every_pair_of_shares_gives_every_key(tmp_path: Path, figures: Figures) -> None:
    keyring, shares = ring(tmp_path)
    grants = keyring.unlock("li", LI.passphrase).grants
    figures.put("pairs that open everything", 6)
    for pair in permutations(shares, 2):
        assert Keyring.read(tmp_path).recovered(pair).grants == grants
    assert keyring.recovered([f"  {share.upper()}\n" for share in shares]).grants == grants


def test_after_a_recovery_a_new_supervisor_holds_everything(tmp_path: Path) -> None:
    keyring, shares = ring(tmp_path)
    grants = keyring.unlock("li", LI.passphrase).grants
    new = NewUser("9" * 32, "new", "supervisor", "caomei-dadi-yunhai", tuple(Grant))
    after = keyring.take_over(shares[1:], new)
    keys = after.unlock("new", new.passphrase)
    assert keys.grants == grants
    assert keys.manages


def test_shares_still_open_after_users_and_passphrases_changed(tmp_path: Path) -> None:
    keyring, shares = ring(tmp_path)
    keyring = keyring.change_passphrase("li", LI.passphrase, "caomei-dadi-yunhai")
    keyring = keyring.deactivate(keyring.unlock("yang", YANG.passphrase), LI.uid)
    assert set(keyring.recovered(shares[:2]).grants) == set(Grant)


@pytest.mark.fault(16, what="single papers")
def test_one_share_or_one_share_twice_gives_nothing(tmp_path: Path) -> None:
    keyring, shares = ring(tmp_path)
    for few in ([], shares[:1], [shares[0], shares[0]], [""], ["", ""]):
        with pytest.raises(Refused):
            keyring.recovered(few)


@pytest.mark.fault(16, what="mixed sets")
def test_shares_of_two_vaults_do_not_mix(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, ours = ring(tmp_path / "a")
    _, theirs = ring(tmp_path / "b")
    for pair in combinations((ours[0], ours[1], theirs[0], theirs[1]), 2):
        if set(pair) <= set(ours):
            continue
        with pytest.raises(Refused):
            one.recovered(pair)


@pytest.mark.fault(16, what="mistyped or swapped words")
def test_a_mistyped_share_gives_nothing(tmp_path: Path, figures: Figures) -> None:
    keyring, shares = ring(tmp_path)
    chance, tried = random.Random(5), 0
    for _ in range(150):
        first = shares[0].split()
        at, other = chance.sample(range(len(first)), 2)
        swapped = [*first]
        swapped[at], swapped[other] = first[other], first[at]
        first[at] = chance.choice(shares[1].split())
        for typed in (first, swapped):
            if typed != shares[0].split():
                tried += 1
                with pytest.raises(Refused):
                    keyring.recovered([" ".join(typed), shares[1]])
    figures.put("mistyped or swapped words", tried)


def test_it_is_said_which_paper_is_mistyped_and_when_both_are_the_same(tmp_path: Path) -> None:
    keyring, shares = ring(tmp_path)
    first, second, _ = shares
    wrong = " ".join(["zero" if first.split()[0] != "zero" else "acid", *first.split()[1:]])
    short = second.rsplit(" ", 1)[0]
    for pair, number in (((wrong, second), 1), ((second, wrong), 2), ((first, short), 2)):
        with pytest.raises(Refused) as refused:
            keyring.recovered(pair)
        assert refused.value.words == keyring_secrets.MISTYPED(number=number)
    with pytest.raises(Refused) as refused:
        keyring.recovered([first, f" {first.upper()}\n"])
    assert refused.value.words == keyring_secrets.SAME_TWICE()


def test_four_letters_of_each_word_are_enough(tmp_path: Path) -> None:
    keyring, shares = ring(tmp_path)
    short = [" ".join(word[:4].upper() for word in share.split()) for share in shares[:2]]
    assert keyring.recovered(short).grants == keyring.recovered(shares[1:]).grants
    assert share_words("acad ACADEMIC aca academix zzzz") == [
        "academic", "academic", None, None, None
    ]  # fmt: skip


def test_a_share_says_which_of_the_three_it_is(tmp_path: Path) -> None:
    _, shares = ring(tmp_path)
    assert [share_numbers([share]) for share in shares] == [(1,), (2,), (3,)]
    assert share_numbers([shares[2], shares[0]]) == (1, 3)
    with pytest.raises(Refused):
        share_numbers(["nothing of the kind", shares[0]])
