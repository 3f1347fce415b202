"""keyring.json on disk: damage is found, a cut write costs nothing, writers do not collide."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp.crypto import keyring_file, keyring_shape
from rescueapp.crypto.keyring import Keyring
from rescueapp.crypto.keyring_shape import LIMIT, parse
from rescueapp.errors import Damaged, Refused, Unavailable
from tests.crypto.rings import HE, LI, YANG, content, put, ring
from tests.faults.figures import Figures

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("keyring.json", "keyring.2.json")
KILLS = int(os.environ.get("KILLS", "20"))  # 100 before a release


def flips(data: bytes, count: int) -> Iterator[bytes]:
    """Copies with one bit flipped each, spread over the whole."""
    chance = random.Random(20260305)
    step = max(1, len(data) // count)
    for at in range(0, len(data), step):
        bit = 1 << chance.randrange(8)
        yield data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]


@pytest.mark.fault(7, what="flipped bits")
def test_every_flipped_bit_is_refused(tmp_path: Path, figures: Figures) -> None:
    ring(tmp_path)
    flipped = list(flips((tmp_path / "keyring.json").read_bytes(), 1500))
    for data in flipped:
        with pytest.raises(Damaged):
            parse(data)
    figures.put("flipped bits", len(flipped))


def test_a_flipped_bit_of_every_byte_is_refused(tmp_path: Path) -> None:
    ring(tmp_path, LI)
    data = (tmp_path / "keyring.json").read_bytes()
    for place in range(0, len(data) * 8, 7):  # in each byte one, and every bit of some
        at, bit = place // 8, 1 << place % 8
        with pytest.raises(Damaged):
            parse(data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :])


@pytest.mark.fault(7, what="cuts and appended bytes")
def test_every_cut_and_every_appended_byte_is_refused(tmp_path: Path, figures: Figures) -> None:
    ring(tmp_path)
    data = (tmp_path / "keyring.json").read_bytes()
    ends = range(0, len(data), 101)
    figures.put("cuts and appended bytes", len(ends) + 5)
    for end in ends:
        with pytest.raises(Damaged):
            parse(data[:end])
    for more in (b" ", b"\n", b"\0", data):
        with pytest.raises(Damaged):
            parse(data + more)
    with pytest.raises(Damaged):
        parse(b"[" * LIMIT + b"]" * LIMIT)


@pytest.mark.fault(7, what="downgrades")
def test_a_newer_version_is_said_to_be_newer_and_is_not_downgraded(tmp_path: Path) -> None:
    ring(tmp_path)
    obj = json.loads((tmp_path / "keyring.json").read_text())
    newer = {**obj, "v": keyring_shape.GROWN + 1}
    del newer["digest"]
    whole = keyring_shape.canonical.dumps(newer)
    newer["digest"] = keyring_shape.hashlib.sha256(whole).hexdigest()
    (tmp_path / "keyring.json").write_bytes(keyring_shape.canonical.dumps(newer))
    with pytest.raises(Damaged) as damaged:
        Keyring.read(tmp_path)
    assert damaged.value.words == keyring_shape.NEWER


@pytest.mark.fault(7, what="damaged copies mended")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("fault", ["flip", "cut", "empty", "gone"])
def test_one_damaged_copy_is_mended_from_the_other(tmp_path: Path, name: str, fault: str) -> None:
    ring(tmp_path)
    path, data = tmp_path / name, (tmp_path / name).read_bytes()
    damaged = {"flip": next(flips(data[50:], 1)), "cut": data[:-7], "empty": b"", "gone": b""}
    path.write_bytes(damaged[fault])
    if fault == "gone":
        path.unlink()
    assert Keyring.read(tmp_path).unlock("li", LI.passphrase)
    assert path.read_bytes() == data


def test_with_both_copies_damaged_nobody_is_looked_up(tmp_path: Path) -> None:
    ring(tmp_path)
    for name in NAMES:
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-1])
    with pytest.raises(Damaged):
        Keyring.read(tmp_path)


def test_without_a_keyring_there_is_no_vault(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Refused) as refused:
            Keyring.read(folder)
        assert refused.value.words == keyring_file.ABSENT


@pytest.mark.fault(20, what="read-only folders")
def test_a_read_only_folder_opens_unmended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ring(tmp_path)
    (tmp_path / NAMES[0]).write_bytes(b"")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(keyring_file, "_replace", refuse)
    assert Keyring.read(tmp_path).unlock("li", LI.passphrase)
    assert (tmp_path / NAMES[0]).read_bytes() == b""


@pytest.mark.fault(2, what="power cuts between the keyring's two copies")
def test_after_a_cut_between_the_copies_the_newer_one_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring, _ = ring(tmp_path)
    real = keyring_file._replace

    def power_fails(folder: Path, name: str, data: bytes) -> None:
        if name == keyring_file.TWIN:
            raise OSError("power")
        real(folder, name, data)

    with monkeypatch.context() as patch:
        patch.setattr(keyring_file, "_replace", power_fails)
        keyring.change_passphrase("he", HE.passphrase, "caomei-dadi-yunhai")
    assert parse((tmp_path / NAMES[1]).read_bytes()).generation == 1
    assert Keyring.read(tmp_path).unlock("he", "caomei-dadi-yunhai")
    assert parse((tmp_path / NAMES[1]).read_bytes()).generation == 2


@pytest.mark.fault(4, what="writes of the keyring that fail")
def test_a_write_that_fails_leaves_the_old_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring, _ = ring(tmp_path)

    def disk_full(_: int) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(keyring_file.os, "fsync", disk_full)
        with pytest.raises(Unavailable):
            keyring.change_passphrase("he", HE.passphrase, "caomei-dadi-yunhai")
    assert Keyring.read(tmp_path).unlock("he", HE.passphrase)


@pytest.mark.fault(7, what="second writers")
def test_the_second_of_two_writers_is_refused(tmp_path: Path) -> None:
    ring(tmp_path)
    first, second = Keyring.read(tmp_path), Keyring.read(tmp_path)
    first.change_passphrase("he", HE.passphrase, "caomei-dadi-yunhai")
    with pytest.raises(Refused) as refused:
        second.deactivate(second.unlock("yang", YANG.passphrase), HE.uid)
    assert refused.value.words == keyring_file.CHANGED_MEANWHILE
    assert Keyring.read(tmp_path).unlock("he", "caomei-dadi-yunhai")


@pytest.mark.fault(7, what="second writers")
def test_two_writers_at_the_same_moment_do_not_both_write(tmp_path: Path) -> None:
    keyring, _ = ring(tmp_path)
    with keyring_file._held(tmp_path), pytest.raises(Unavailable):
        keyring.change_passphrase("he", HE.passphrase, "caomei-dadi-yunhai")
    assert Keyring.read(tmp_path).generation == 1


@pytest.mark.fault(7, what="copies that contradict each other")
@pytest.mark.parametrize("change", ["generation", "vault"])
def test_copies_that_contradict_each_other_are_refused(tmp_path: Path, change: str) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        ring(tmp_path / name)
    other = content(tmp_path / "b")
    if change == "vault":
        put(tmp_path / "b", replace(other, generation=2))
    (tmp_path / "a" / NAMES[1]).write_bytes((tmp_path / "b" / NAMES[1]).read_bytes())
    if change == "generation":
        with pytest.raises(Damaged):
            Keyring.read(tmp_path / "a")
    else:
        # The same vault uid in both is what the two share; the authority is not.
        with pytest.raises(Damaged):
            Keyring.read(tmp_path / "a").unlock("li", LI.passphrase)


CHANGER = """
import sys
from pathlib import Path
from rescueapp.crypto.keyring import Keyring
folder, n = Path(sys.argv[1]), int(sys.argv[2])
while True:
    Keyring.read(folder).change_passphrase("he", f"caomei-dadi-{n}", f"caomei-dadi-{n + 1}")
    n += 1
    print(n, flush=True)
"""


@pytest.mark.fault(3, what="kills while passphrases change")
def test_killed_while_changing_a_passphrase_the_last_acknowledged_one_opens(
    tmp_path: Path, figures: Figures
) -> None:
    keyring, _ = ring(tmp_path, LI, replace(HE, passphrase="caomei-dadi-0"))
    chance, known = random.Random(7), 0
    for _ in range(KILLS):
        known = _kill_after(tmp_path, known, acknowledged=chance.randrange(1, 6))
        keyring = Keyring.read(tmp_path)
        known = next(n for n in (known, known + 1) if _opens(keyring, f"caomei-dadi-{n}"))
    figures.put("kills while passphrases change", KILLS)


def _kill_after(folder: Path, known: int, *, acknowledged: int) -> int:
    command = [sys.executable, "-c", CHANGER, str(folder), str(known)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(acknowledged):
            known = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        return int((child.stdout.read().split() or [known])[-1])


def _opens(keyring: Keyring, passphrase: str) -> bool:
    with contextlib.suppress(Refused):
        return bool(keyring.unlock("he", passphrase).grants)
    return False
