"""New keys, the drill and the waiting at the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rescueapp import cli
from rescueapp.actions import drill, key_renewal, people, vaults
from rescueapp.actions.vaults import Created
from rescueapp.crypto.keyring import Grant, Keyring
from tests.actions.station import STATION, Clock, House


@pytest.fixture
def own(tmp_path: Path) -> tuple[House, Created]:
    created = vaults.create_vault(tmp_path / "vault", STATION)
    house = House(tmp_path / "vault", {k: p.pinyin for k, p in created.passphrases.items()})
    return house, created


def typed(house: House, login: str, *command: str) -> int:
    file = house.passphrase_file(login, house.folder.parent)
    return cli.main([
        "--vault", str(house.folder), "--user", login, "--password-file", str(file),
        "--language", "en", *command,
    ])  # fmt: skip


def sheets(folder: Path, *shares: str) -> Path:
    path = folder / "sheets"
    path.write_text("\n".join(shares) + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def test_new_keys_are_made_and_said(own: tuple[House, Created], capfd: Any) -> None:
    house, _ = own
    desk = house.key_desk()
    people.deactivate(desk, next(c.uid for c in people.colleagues(desk) if c.login == "mu"))
    house.leave()
    assert typed(house, "duan", "rotate-key") == 0
    assert "The vault has new keys." in capfd.readouterr().out
    assert Keyring.read(house.folder).epoch(Grant.EMERGENCY) == 2
    assert key_renewal.state(house.sign_in("duan")).left == ()


def test_who_may_not_is_told_so(own: tuple[House, Created], capfd: Any) -> None:
    assert typed(own[0], "he", "rotate-key") == 1
    assert "does not include this" in capfd.readouterr().err


def test_the_drill_says_what_opened_in_words_and_as_json(
    own: tuple[House, Created], tmp_path: Path, capfd: Any
) -> None:
    house, created = own
    file = sheets(tmp_path, created.shares[0], created.shares[2])
    assert typed(house, "duan", "drill", "--sheets", str(file)) == 0
    assert "Papers 1 and 3 open everything" in capfd.readouterr().out
    assert typed(house, "duan", "--json", "drill", "--sheets", str(file)) == 0
    assert json.loads(capfd.readouterr().out)["pair"] == [1, 3]
    found = drill.last(house.sign_in("duan"))
    assert found is not None
    assert found.pair == (1, 3)


def test_one_sheet_or_a_file_others_can_read_is_refused(
    own: tuple[House, Created], tmp_path: Path, capfd: Any
) -> None:
    house, created = own
    file = sheets(tmp_path, created.shares[0])
    assert typed(house, "duan", "drill", "--sheets", str(file)) == 1
    file.chmod(0o644)
    assert typed(house, "duan", "drill", "--sheets", str(file)) == 1
    assert created.shares[0].split()[0] not in capfd.readouterr().err


def test_wrong_passphrases_make_it_wait_as_the_window_does(
    own: tuple[House, Created], capfd: Any, now: Clock
) -> None:
    house, _ = own
    right = house.passphrases["he"]
    house.passphrases["he"] = "wrong"
    for _ in range(3):
        assert typed(house, "he", "today") == 1
        now.later(seconds=2)
    house.passphrases["he"] = right
    assert typed(house, "he", "today") == 0
    house.passphrases["he"] = "wrong"
    for _ in range(2):
        assert typed(house, "he", "today") == 1
    capfd.readouterr()
    house.passphrases["he"] = right
    assert typed(house, "he", "today") == 1
    assert "Please wait 1 seconds" in capfd.readouterr().err
