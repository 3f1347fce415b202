"""Between failed unlocks one waits, in the window and at the command line, before and after a
restart; after ten a supervisor comes first."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from rescueapp import clock, i18n
from rescueapp.actions.vault import vaults
from rescueapp.actions.watch import tries
from rescueapp.crypto.keyring import Keyring
from rescueapp.crypto.primitives import OutOfMemory
from rescueapp.errors import Problem, Refused
from tests.actions.station import Clock, House


def fail(house: House, login: str = "he") -> str:
    """A try with a wrong passphrase; what was said."""
    with pytest.raises(Refused) as refused:
        vaults.unlock(house.folder, login, "wrong")
    return i18n.say(refused.value.words)


@pytest.fixture
def locked(station: House) -> House:
    station.leave()
    return station


def test_each_wait_is_twice_the_last_up_to_a_quarter_of_an_hour(locked: House, now: Clock) -> None:
    waits = []
    for _ in range(13):
        fail(locked, "duan")
        waits.append(tries.seconds_left(locked.folder))
        now.later(seconds=waits[-1])
    assert waits[:6] == [0, 1, 2, 4, 8, 16]
    assert all(later >= earlier for earlier, later in pairwise(waits))
    assert waits[-1] == tries.LONGEST_S


def test_meanwhile_even_the_right_passphrase_waits_and_then_it_opens(
    locked: House, now: Clock
) -> None:
    for _ in range(4):
        fail(locked)
        now.later(seconds=tries.seconds_left(locked.folder))
    fail(locked)
    with pytest.raises(Refused) as refused:
        locked.sign_in("he")
    assert i18n.say(refused.value.words) == "Please wait 8 seconds before the next try."
    now.later(seconds=8)
    locked.sign_in("he")
    locked.leave()
    assert not (locked.folder / tries.FILE).exists()
    fail(locked)
    assert tries.seconds_left(locked.folder) == 0


def test_after_ten_a_supervisor_comes_first(locked: House, now: Clock) -> None:
    for _ in range(tries.MOST):
        fail(locked, "nobody")
        now.later(seconds=tries.seconds_left(locked.folder))
    for login in ("he", "zhao", "nobody"):
        with pytest.raises(Refused) as refused:
            vaults.unlock(locked.folder, login, locked.passphrases.get(login, ""))
        assert "supervisor" in i18n.say(refused.value.words)
    locked.sign_in("duan")
    locked.sign_in("he")


@pytest.mark.fault(17, what="clocks set forward or back to try passphrases sooner")
def test_setting_the_date_forward_or_back_shortens_nothing(
    locked: House, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    up = 5000
    monkeypatch.setattr(clock, "uptime", lambda: up)
    for _ in range(6):
        fail(locked)
        left = tries.seconds_left(locked.folder)
        now.later(seconds=left)
        up += left
    fail(locked)
    assert tries.seconds_left(locked.folder) == 32
    now.later(days=400)
    assert tries.seconds_left(locked.folder) == 32
    now.later(days=-800)
    assert tries.seconds_left(locked.folder) == 32
    up += 20
    assert tries.seconds_left(locked.folder) == 12
    now.later(days=400, seconds=10)
    assert tries.seconds_left(locked.folder) == 22  # the slower of two that can be true


def test_an_empty_battery_locks_nobody_out(
    locked: House, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock fell back to its first day over night; the computer was started anew."""
    for _ in range(6):
        fail(locked)
        now.later(seconds=tries.seconds_left(locked.folder))
    fail(locked)
    now.at = clock.instant("2000-01-01T00:00:00Z")
    monkeypatch.setattr(clock, "uptime", lambda: 31)
    assert tries.seconds_left(locked.folder) == 1
    monkeypatch.setattr(clock, "uptime", lambda: 32)
    locked.sign_in("he")


def test_after_a_restart_of_the_computer_one_still_waits(
    locked: House, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "uptime", lambda: 90_000)
    fail(locked)
    fail(locked)
    monkeypatch.setattr(clock, "uptime", lambda: 0)
    now.later(days=1)
    assert tries.seconds_left(locked.folder) == 1
    monkeypatch.setattr(clock, "uptime", lambda: 5)
    assert tries.seconds_left(locked.folder) == 0


def test_a_try_cut_off_in_the_middle_has_been_made(
    locked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted before the passphrase is looked at, so that killing the program gains nothing."""
    counted = []

    def killed(*_: object) -> None:
        counted.append(tries._kept(locked.folder).count)
        raise SystemExit

    monkeypatch.setattr(Keyring, "unlock", killed)
    for _ in range(2):
        with pytest.raises(SystemExit):
            vaults.unlock(locked.folder, "he", "x")
    assert counted == [1, 1]


def test_no_memory_is_nobodys_wrong_guess(locked: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> bytes:
        raise OutOfMemory

    with monkeypatch.context() as patch:
        patch.setattr("rescueapp.crypto.primitives.argon2id", none)
        for _ in range(5):
            with pytest.raises(Problem):
                vaults.unlock(locked.folder, "he", "x")
    assert tries.seconds_left(locked.folder) == 0
    locked.sign_in("he")


@pytest.mark.parametrize("data", [b"", b"[]", b'{"count":-1}', b'{"a":1}', b"\xff" * 9000])
def test_an_unreadable_count_is_the_longest_wait_and_no_end(
    locked: House, now: Clock, data: bytes
) -> None:
    (locked.folder / tries.FILE).write_bytes(data)
    assert 0 < tries.seconds_left(locked.folder) <= tries.LONGEST_S
    now.later(seconds=tries.LONGEST_S)
    locked.sign_in("he")


def test_the_file_holds_no_name(locked: House) -> None:
    fail(locked, "canaryname")
    assert b"canary" not in (locked.folder / tries.FILE).read_bytes()


def test_another_folder_has_its_own_count(locked: House, tmp_path: Path) -> None:
    fail(locked)
    fail(locked)
    assert tries.seconds_left(tmp_path) == 0
