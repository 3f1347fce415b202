"""A vault folder somebody or something has changed: found by unlocking or by the check, and the
program goes on with words. What was put back as a whole is seen against an anchor."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rescueapp.actions.backup import backups
from rescueapp.actions.papers import trail
from rescueapp.errors import Damaged, Problem
from rescueapp.forms.schema import Compartment
from rescueapp.storage import reserve
from tests.actions.station import INTAKE, House, attach_file, copy_of, save
from tests.faults.figures import Figures

FLIPS = int(os.environ.get("FLIPS", "60"))  # 500 before a release
PAGE = 4096

pytestmark = pytest.mark.fault(5)


@pytest.fixture
def filled(station: House, tmp_path: Path) -> House:
    """A station with a few cases and a file attached; nobody is signed in."""
    ws = station.sign_in("he")
    paper = tmp_path / "paper.txt"
    paper.write_text("虚构" * 3000, encoding="utf-8")
    for _ in range(3):
        case = save(ws, answers=INTAKE | {"name": "虚构名"})
    attach_file(ws, case_uid=case.case_uid, compartment=Compartment.CARE, path=paper, label="材料")
    station.leave()
    return station


# Beside the vault: the lock, room with nothing in it, and the time last seen, which doubts only a
# clock (its own tests).
BESIDE = {"vault.lock", "keyring.lock", "clock.seen", reserve.NAME}


def files_of(house: House) -> list[Path]:
    """What a vault consists of."""
    found = [path for path in sorted(house.folder.rglob("*")) if path.is_file()]
    return [path for path in found if path.stat().st_size and path.name not in BESIDE]


def noticed(house: House) -> bool:
    """Whether unlocking or the check finds it. Anything but a problem in words is a crash."""
    try:
        return bool(backups.verify(house.sign_in("duan")).faults())
    except Problem:
        return True
    finally:
        house.leave()


def mended(house: House, name: str, was: bytes) -> bool:
    """One copy of the keyring is made anew from the other: nothing is lost, nobody is told."""
    return name.startswith("keyring") and (house.folder / name).read_bytes() == was


def test_a_flipped_bit_in_any_file_is_found(
    filled: House, tmp_path: Path, figures: Figures
) -> None:
    dice, missed = random.Random(51), []
    for n in range(FLIPS):
        house = copy_of(filled, tmp_path / f"flip{n}")
        path = dice.choice(files_of(house))
        data = path.read_bytes()
        at = dice.randrange(len(data))
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :])
        name = str(path.relative_to(house.folder))
        if not noticed(house) and not mended(house, name, data):
            missed.append((name, at))
        shutil.rmtree(house.folder)
    figures.put("flipped bits in any file of a vault", FLIPS, len(missed))
    assert missed == []


def changes(data: bytes) -> Iterator[tuple[str, bytes]]:
    """A database with whole pages at fault."""
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    yield "swapped", b"".join([*pages[:2], pages[4], pages[3], pages[2], *pages[5:]])
    yield "emptied", b"".join([*pages[:5], bytes(PAGE), *pages[6:]])
    yield "cut", b"".join(pages[:-2])
    yield "half a page", data[: -PAGE // 2]
    yield "longer", data + os.urandom(PAGE)
    yield "another's page", b"".join([*pages[:3], os.urandom(PAGE), *pages[4:]])


def test_swapped_emptied_cut_and_longer_databases_are_found(
    filled: House, tmp_path: Path, figures: Figures
) -> None:
    missed = []
    found = list(changes((filled.folder / "case.db").read_bytes()))
    for n, (what, data) in enumerate(found):
        house = copy_of(filled, tmp_path / f"page{n}")
        (house.folder / "case.db").write_bytes(data)
        if not noticed(house):
            missed.append(what)
    figures.put("databases with whole pages at fault", len(found), len(missed))
    assert missed == []


def test_a_planted_journal_or_log_changes_nothing(
    filled: House, tmp_path: Path, figures: Figures
) -> None:
    dice = random.Random(52)
    older = (filled.folder / "case.db").read_bytes()
    for n, name in enumerate(("case.db-journal", "case.db-wal", "case.db-shm")):
        house = copy_of(filled, tmp_path / f"planted{n}")
        (house.folder / name).write_bytes(dice.randbytes(9000))
        ws = house.sign_in("duan")
        assert len(trail.entries(ws)) > 3
        assert backups.verify(ws).faults() == []
        house.leave()
    assert (filled.folder / "case.db").read_bytes() == older
    figures.put("planted journals and logs", 3)


def test_an_old_database_in_place_is_seen_against_an_anchor(
    filled: House, tmp_path: Path, figures: Figures
) -> None:
    """A missing log is the same: the database as it was at the last checkpoint."""
    older = (filled.folder / "case.db").read_bytes()
    ws = filled.sign_in("duan")
    save(ws)
    made = backups.back_up(ws, tmp_path / "stick").path
    filled.leave()
    (filled.folder / "case.db").write_bytes(older)
    seen = False
    try:
        seen = bool(backups.verify(filled.sign_in("duan"), backups=[made]).faults())
    except Damaged:
        seen = True
    figures.put("old databases put back", 1, int(not seen))
    assert seen
