"""The power fails at any moment: what was acknowledged is there, whole.

The writes are those of the real engine, seen at the calls of the system; the disk is a model
(`tests.faults.power_cut`). On one that lies about having written, nothing can be promised but that
the loss is noticed.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp.crypto.keyring import Keyring
from rescueapp.errors import Damaged, Refused
from rescueapp.storage import audit, maintenance
from rescueapp.storage.database import Database
from tests.crypto.rings import HE, LI, ring
from tests.faults.figures import Figures
from tests.faults.power_cut import Disk, Step, recorded
from tests.storage.making import KEY, add_case, new_database
from tests.storage.saver import save
from tests.storage.test_killed import state

STATES = int(os.environ.get("STATES", "150"))  # 400 before a release
ACTS = 25
Seen = tuple[dict[str, bytes], list[Step]]

pytestmark = [
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace sees the writes"),
    pytest.mark.fault(2),
]


@pytest.fixture(scope="module")
def saving(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """A database, and what a process did to it that saved some acts."""
    folder = tmp_path_factory.mktemp("saving") / "vault"
    folder.mkdir()
    db = new_database(folder / "case.db")
    with db.transaction():
        add_case(db, 1)
    save(db, 1)
    db.close()
    return recorded(
        folder, [sys.executable, "-m", "tests.faults.power_cut", str(folder), str(ACTS)]
    )


def cut(seen: Seen, folder: Path, dice: random.Random, *, honest: bool, first: int = 1) -> int:
    """Leave what is left when the power fails somewhere; the last act it had acknowledged."""
    before, steps = seen
    disk = Disk(before, honest=honest)
    for step in steps[: dice.randrange(len(steps))]:
        disk.take(step)
    disk.left(folder, dice)
    return int(disk.said[-1]) if disk.said else first


def anchors(saving: Seen, folder: Path) -> dict[int, bytes]:
    """The head of the audit after every act, as backups and receipts would have kept it."""
    before, steps = saving
    whole = Disk(before, honest=True)
    for step in steps:
        whole.take(step)
    whole.left(folder, random.Random(0))
    db = Database.open(folder / "case.db", KEY)
    found = {entry.seq: entry.hash for entry in audit.rows(db, limit=1000)}
    db.close()
    return found


def test_nothing_acknowledged_is_lost_on_an_honest_disk(
    saving: Seen, tmp_path: Path, figures: Figures
) -> None:
    dice, lost, damaged = random.Random(31), 0, 0
    for n in range(STATES):
        folder = tmp_path / str(n)
        acknowledged = cut(saving, folder, dice, honest=True)
        try:
            db = Database.open(folder / "case.db", KEY)
            at = state(db)
            db.close()
            maintenance.check(folder / "case.db", KEY)
        except Damaged:
            damaged += 1
        else:
            lost += not acknowledged <= at <= acknowledged + 1
        shutil.rmtree(folder)
    figures.put("states of an honest disk", STATES, lost + damaged)
    assert (lost, damaged) == (0, 0)


def test_what_a_lying_disk_lost_is_always_noticed(
    saving: Seen, tmp_path: Path, figures: Figures
) -> None:
    dice, unnoticed, lost = random.Random(32), 0, 0
    heads = anchors(saving, tmp_path / "whole")
    for n in range(STATES):
        folder = tmp_path / str(n)
        acknowledged = cut(saving, folder, dice, honest=False)
        try:
            db = Database.open(folder / "case.db", KEY)
            maintenance.check(folder / "case.db", KEY)
            audit.verify(db, anchors={acknowledged: heads[acknowledged]})
            at = state(db)
            db.close()
        except Damaged:
            lost += 1
        except AssertionError:
            unnoticed += 1
        else:
            unnoticed += at < acknowledged
        shutil.rmtree(folder)
    figures.put("states of a disk that lies about it", STATES, unnoticed)
    assert lost > STATES // 10  # it did lie
    assert unnoticed == 0


CHANGER = """
import sys
from pathlib import Path
from rescueapp.crypto.keyring import Keyring
for n in range(10):
    ring = Keyring.read(Path(sys.argv[1]))
    ring.change_passphrase("he", f"caomei-dadi-{n}", f"caomei-dadi-{n + 1}")
    print(n + 1, flush=True)
"""


def test_the_last_acknowledged_passphrase_opens(tmp_path: Path, figures: Figures) -> None:
    folder, dice, wrong, states = tmp_path / "vault", random.Random(33), 0, STATES // 2
    folder.mkdir()
    ring(folder, LI, replace(HE, passphrase="caomei-dadi-0"))
    changing = recorded(folder, [sys.executable, "-c", CHANGER, str(folder)])
    for n in range(states):
        left = tmp_path / str(n)
        acknowledged = cut(changing, left, dice, honest=True, first=0)
        wrong += not any(opens(left, m) for m in (acknowledged, acknowledged + 1))
        shutil.rmtree(left)
    figures.put("states of an honest disk while passphrases changed", states, wrong)
    assert wrong == 0


def opens(folder: Path, n: int) -> bool:
    """Whether the n-th passphrase does."""
    try:
        return bool(Keyring.read(folder).unlock("he", f"caomei-dadi-{n}").grants)
    except Refused:
        return False
