"""Six digits for one shift: what is no PIN, who holds what, and when it is forgotten."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rescueapp.crypto import keeper_child, shift_pin
from rescueapp.crypto.keeper import Keeper
from rescueapp.crypto.keyring import TRAINING, Grant, Keyring, NewUser
from rescueapp.crypto.keys import Keys
from rescueapp.errors import Refused

PIN = "840173"
SECRET = "fictional-words-of-nobody-at-all"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="not offered there")


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    users = [
        NewUser("1" * 32, "duan", "supervisor", SECRET, tuple(Grant)),
        NewUser("2" * 32, "he", "caseworker", SECRET, (Grant.DATABASE,)),
    ]
    made, _ = Keyring.create(
        tmp_path, vault="e" * 32, kind="station", training=True, users=users, kdf=TRAINING
    )
    return made


@pytest.fixture
def keys(keyring: Keyring) -> Keys:
    return keyring.unlock("he", SECRET)


@pytest.fixture
def keeper(keyring: Keyring, keys: Keys) -> Iterator[Keeper]:
    made = Keeper.start(shift_pin.seal_under(PIN, keyring, keys))
    yield made
    made.forget()


def opened(keeper: Keeper, keyring: Keyring, pin: str = PIN) -> Keys:
    face = keeper.face()
    assert face is not None
    return shift_pin.open_with(pin, face, keyring, keeper.prove)


def test_the_pin_opens_what_the_passphrase_opened(
    keeper: Keeper, keyring: Keyring, keys: Keys
) -> None:
    again = opened(keeper, keyring)
    assert again.grants == keys.grants
    assert again.box_secret == keys.box_secret
    assert again.user == keys.user
    assert opened(keeper, keyring).grants == keys.grants  # through the whole shift


@pytest.mark.parametrize(
    "pin",
    ["111111", "121212", "123123", "123456", "987654", "890123", "135791", "112211", "123321",
     "198512", "121985", "200001", "850617", "170685", "061785", "112233"[:2] * 3, "001100"],
)  # fmt: skip
def test_what_everybody_would_try_first_is_refused(pin: str) -> None:
    with pytest.raises(Refused, match="first anybody would try"):
        shift_pin.check(pin)


@pytest.mark.parametrize(
    "pin", ["", "84017", "8401733", "84017a", "８４０１７３", "-40173", " 84017"]
)
def test_what_is_no_six_digits_is_refused(pin: str) -> None:
    with pytest.raises(Refused, match="digits"):
        shift_pin.check(pin)


def test_most_of_the_million_are_left() -> None:
    def holds(number: int) -> bool:
        try:
            shift_pin.check(f"{number:06}")
        except Refused:
            return False
        return True

    assert sum(holds(number) for number in range(0, 1_000_000, 37)) * 37 > 800_000


def test_after_three_wrong_ones_it_is_forgotten(keeper: Keeper, keyring: Keyring) -> None:
    face = keeper.face()
    assert face is not None
    for words in (r"\{left\} more tries", "One more try", "wrong three times"):
        with pytest.raises(Refused, match=words):
            shift_pin.open_with("840174", face, keyring, keeper.prove)
    with pytest.raises(Refused, match="holds no longer"):
        shift_pin.open_with(PIN, face, keyring, keeper.prove)
    assert keeper.face() is None
    assert keeper._child.wait(20) == 0


def test_a_right_one_gives_the_three_tries_back(keeper: Keeper, keyring: Keyring) -> None:
    for _ in range(3):
        for _ in range(2):
            with pytest.raises(Refused, match="not right"):
                opened(keeper, keyring, "840174")
        assert opened(keeper, keyring)


def test_whoever_was_ended_or_reset_meanwhile_is_not_let_in(
    keeper: Keeper, keyring: Keyring
) -> None:
    head = keyring.unlock("duan", SECRET)
    with pytest.raises(Refused):
        opened(keeper, keyring.deactivate(head, "2" * 32))


def test_a_reset_ends_the_pin(keeper: Keeper, keyring: Keyring) -> None:
    head = keyring.unlock("duan", SECRET)
    with pytest.raises(Refused, match="holds no longer"):
        opened(keeper, keyring.reset(head, "2" * 32, "other-words-of-nobody-at-all"))


def test_the_keeper_of_another_vault_opens_nothing(
    keeper: Keeper, tmp_path: Path, keyring: Keyring
) -> None:
    users = [NewUser("2" * 32, "he", "caseworker", SECRET, (Grant.DATABASE,))]
    (tmp_path / "other").mkdir()
    other, _ = Keyring.create(
        tmp_path / "other", vault="f" * 32, kind="station", training=True, users=users, kdf=TRAINING
    )
    with pytest.raises(Refused, match="holds no longer"):
        opened(keeper, other)


def test_it_ends_with_whoever_could_ask(keyring: Keyring, keys: Keys) -> None:
    keeper = Keeper.start(shift_pin.seal_under(PIN, keyring, keys))
    child = keeper._child
    keeper._questions.close()
    assert child.wait(20) == 0
    keeper.forget()


def test_what_it_is_given_holds_no_pin_and_no_key(keyring: Keyring, keys: Keys) -> None:
    sealed = shift_pin.seal_under(PIN, keyring, keys)
    given = repr(sealed) + sealed.secrets.hex() + sealed.proof.hex()
    for secret in (PIN, keys.box_secret.hex(), *(key.hex() for key in keys.grants.values())):
        assert secret not in given


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as Linux tells it")
def test_nobody_reads_its_memory_and_it_leaves_no_dump(keeper: Keeper) -> None:
    pid = keeper._child.pid
    assert keeper.face()
    if os.getuid():  # root reads everything
        with pytest.raises(PermissionError):
            Path(f"/proc/{pid}/mem").read_bytes()
    told = Path(f"/proc/{pid}/limits").read_text(encoding="ascii").splitlines()
    (core,) = (line.split() for line in told if line.startswith("Max core file size"))
    assert core[4] == "0"


@pytest.mark.parametrize("clock_ahead", ["now", "uptime"])
def test_eight_hours_by_either_clock_end_it(clock_ahead: str) -> None:
    code = f"""
import datetime
from rescueapp import clock
from rescueapp.crypto import keeper_child
hours = {{"now": datetime.timedelta(hours=8), "uptime": 8 * 3600}}[{clock_ahead!r}]
real = getattr(clock, {clock_ahead!r})
calls = []
def moved():
    calls.append(1)
    return real() if len(calls) == 1 else real() + hours
clock.{clock_ahead} = moved
keeper_child.main()
"""
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None
    from rescueapp import pipes

    pipes.send(child.stdin, b'{"face": {}, "proof": "00", "secrets": "00"}')
    assert child.wait(30) == 0
    child.stdin.close()
    assert child.stdout is not None
    child.stdout.close()


def test_numbers_that_are_no_pipes_are_nobody(tmp_path: Path) -> None:
    assert Keeper.adopt((-1, -1)) is None
    assert Keeper.adopt((0, 1)) is None
    with (tmp_path / "file").open("wb") as file:
        assert Keeper.adopt((file.fileno(), file.fileno())) is None


def test_the_shift_is_eight_hours_and_three_tries() -> None:
    assert (keeper_child.HOURS, keeper_child.MOST_TRIES, shift_pin.DIGITS) == (8, 3, 6)
