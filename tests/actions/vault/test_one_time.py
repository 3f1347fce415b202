"""A passphrase that somebody else made opens once: then its owner takes one of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp.actions.vault import one_time, people
from rescueapp.domain.worker import Role
from tests.actions.colleagues import granted, reset
from tests.actions.station import STATION, House, make_house


@pytest.fixture
def real(tmp_path: Path) -> House:
    """A real vault; the supervisor brought words of their own."""
    few = [p for p in STATION.people if p.login in ("zhao", "duan", "he")]
    few[1] = replace(few[1], passphrase="shanpo-huoche-qingwa-caomei")
    setup = replace(STATION, training=False, people=tuple(few))
    house = make_house(tmp_path / "real", setup)
    house.passphrases["duan"] = "shanpo-huoche-qingwa-caomei"
    return house


def take_ones_own(house: House, login: str) -> None:
    ws = house.sign_in(login)
    new = f"yunhai-xiaoqiao-dadi-{login}"
    people.change_passphrase(ws, old=house.passphrases[login], new=new)
    house.passphrases[login] = new


def test_the_words_of_the_set_up_are_given_until_ones_own_are_taken(real: House) -> None:
    assert one_time.given(real.sign_in("he"))
    assert one_time.given(real.sign_in("he"))
    assert not one_time.given(real.sign_in("duan"))
    take_ones_own(real, "he")
    assert not one_time.given(real.sign_in("he"))


def test_so_are_those_of_a_new_colleague_and_of_a_reset(real: House) -> None:
    wang = granted(real)
    take_ones_own(real, "he")
    assert one_time.given(real.sign_in("wang"))
    take_ones_own(real, "wang")
    assert not one_time.given(real.sign_in("wang"))
    reset(real, "wang")
    people.grant_access(real.sign_in("duan"), wang, display_name="")
    assert one_time.given(real.sign_in("wang"))
    assert not one_time.given(real.sign_in("he"))


def test_granting_again_what_somebody_has_makes_no_words_given(real: House) -> None:
    take_ones_own(real, "he")
    ws = real.sign_in("duan")
    people.grant_access(ws, people.uid_of(ws, "he"), display_name="")
    assert not one_time.given(real.sign_in("he"))


def test_in_a_training_vault_nobody_is_asked(station: House) -> None:
    granted(station, "wang", Role.SUPERVISOR)
    for login in ("he", "wang"):
        assert not one_time.given(station.sign_in(login))
