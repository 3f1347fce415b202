"""Another key for the database: afterwards the new one opens, and a kill leaves exactly one."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from rescueapp.errors import Damaged, Unavailable
from rescueapp.storage import cases, maintenance
from rescueapp.storage.database import Database
from tests.faults.figures import Figures
from tests.storage.making import ANNA, KEY, add_case, new_database

KILLS = int(os.environ.get("KILLS", "30"))  # 100 before a release
NEW = bytes(range(100, 132))
CASES = 3000


def filled(path: Path, count: int = CASES) -> None:
    db = new_database(path)
    with db.transaction():
        for n in range(1, count + 1):
            add_case(db, n, alias=f"alias{n}" + "x" * 900)
    db.close()


def opens(path: Path, key: bytes) -> bool:
    try:
        db = Database.open(path, key)
    except Damaged:
        return False
    assert len(db.ids("SELECT id FROM cases")) == CASES
    db.close()
    return True


def in_child(work: Callable[[], None], seconds: float) -> bool:
    """Run it in a process of its own and kill that after a while; whether it had ended by then."""
    child = os.fork()
    if not child:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends it as abruptly as SIGKILL
        signal.setitimer(signal.ITIMER_REAL, seconds)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_the_new_key_opens_everything_and_the_old_one_nothing(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    filled(path)
    maintenance.rekey(path, KEY, NEW)
    assert (opens(path, NEW), opens(path, KEY)) == (True, False)
    maintenance.check(path, NEW)
    db = Database.open(path, NEW)
    with db.transaction():
        uid = add_case(db, CASES + 1)
    assert cases.row(db, uid, reader=ANNA.uid)
    db.close()


def test_with_a_wrong_key_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    filled(path, CASES)
    with pytest.raises(Damaged):
        maintenance.rekey(path, NEW, NEW)
    assert opens(path, KEY)


def test_a_database_somebody_has_open_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    filled(path)
    other = Database.open(path, KEY)
    other.read("SELECT count(*) FROM cases")
    with pytest.raises(Unavailable):
        maintenance.rekey(path, KEY, NEW)
    other.close()
    assert opens(path, KEY)


@pytest.mark.fault(3, what="kills while the database gets a new key")
@pytest.mark.skipif(os.name == "nt", reason="fork")
def test_killed_at_any_moment_exactly_one_of_the_two_keys_opens(
    tmp_path: Path, figures: Figures
) -> None:
    figures.put("kills while the database gets a new key", KILLS)
    dice = random.Random(4)
    path, old, new = tmp_path / "case.db", KEY, NEW
    filled(path)
    started = time.monotonic()
    maintenance.rekey(path, old, new)
    took = time.monotonic() - started
    old, new = new, old
    seen = {"old": 0, "new": 0}
    for _ in range(KILLS):
        in_child(partial(maintenance.rekey, path, old, new), dice.uniform(0, took * 1.1))
        # The new key is tried first, as at unlock: a hot journal is rolled back under it, too.
        held = [opens(path, new), opens(path, old)]
        assert held.count(True) == 1
        if held[0]:
            old, new = new, old
        seen["new" if held[0] else "old"] += 1
    assert seen["old"] > 0, seen  # some did come before the moment it holds
    assert in_child(partial(maintenance.rekey, path, old, new), 0)  # no timer: to its end
    assert (opens(path, new), opens(path, old)) == (True, False)
    maintenance.check(path, new)
