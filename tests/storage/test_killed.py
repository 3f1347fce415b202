"""A program killed while it saves loses nothing it had acknowledged, and half-saves nothing.

Killing does not test the disk's own cache: that WAL with synchronous=FULL survives a power
cut was measured apart (security.md B.5); here the setting itself is asserted.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from rescueapp.errors import Damaged
from rescueapp.forms.schema import Compartment
from rescueapp.storage import audit, cases, facts, maintenance, migrate, records, search
from rescueapp.storage.database import Database
from tests.faults.figures import Figures
from tests.storage.making import ANNA, KEY, add_case, new_database, nothing, version
from tests.storage.saver import CASE, save

KILLS = int(os.environ.get("KILLS", "20"))  # 200 before a release

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL")


def killed_after(folder: Path, first: int, acts: int) -> int:
    """Let the saver save `acts` acts from `first` on, kill it in the middle of what it does
    then; the last act it acknowledged."""
    command = [sys.executable, "-m", "tests.storage.saver", str(folder), str(first)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as saver:
        assert saver.stdout is not None
        for _ in range(acts):
            saver.stdout.readline()
        saver.kill()
        said = saver.stdout.read().split()
    return int(said[-1]) if said else first + acts - 1


def state(db: Database) -> int:
    """The act the database is at, once every trace of it has been found to agree."""
    uid = version(CASE).uid
    row, held = records.row(db, uid), records.contents(db, uid)
    case = cases.row(db, CASE, reader=ANNA.uid)
    assert row is not None
    assert held is not None
    assert case is not None
    n = row.version
    assert held.answers["act"] == n
    assert held.parts[Compartment.CARE] == records.Part(n, n.to_bytes(4, "big") * 200)
    assert len(records.versions(db, uid)) == n
    assert facts.present(db, CASE)["act"].value == n
    assert len(facts.history(db, CASE, "act")) == n
    assert (case.safety_line, case.due_on) == (f"act {n}", row.due_on)
    assert search.find(db, f"act{n} 说话") == [1]
    assert search.find(db, f"act{n - 1} 说话") == []
    assert audit.verify(db).seq == n
    return n


@pytest.mark.fault(1, what="kills of a saver at the level of the storage")
def test_every_acknowledged_save_is_there_and_every_other_is_not(
    tmp_path: Path, figures: Figures
) -> None:
    figures.put("kills of a saver at the level of the storage", KILLS)
    dice = random.Random(11)
    db = new_database(tmp_path / "case.db")
    with db.transaction():
        add_case(db, 1)
    save(db, 1)
    db.close()
    at = 1
    for _ in range(KILLS):
        acknowledged = killed_after(tmp_path, at + 1, dice.randrange(1, 12))
        db = Database.open(tmp_path / "case.db", KEY)
        at = state(db)
        # The act it was killed in may have reached the disk before it could be said.
        assert acknowledged <= at <= acknowledged + 1
        db._connection.close()  # without the checkpoint: the next one starts on the log
    maintenance.check(tmp_path / "case.db", KEY)


@pytest.mark.fault(5, what="logs cut short")
def test_a_cut_log_gives_an_earlier_whole_state_and_an_anchor_shows_it(tmp_path: Path) -> None:
    db = new_database(tmp_path / "case.db")
    with db.transaction():
        add_case(db, 1)
    for n in range(1, 30):
        save(db, n)
    anchor = audit.head(db)
    log = (tmp_path / "case.db-wal").read_bytes()
    states = []
    for share in range(40, 100, 6):
        place = tmp_path / str(share)
        place.mkdir()
        (place / "case.db").write_bytes((tmp_path / "case.db").read_bytes())
        (place / "case.db-wal").write_bytes(log[: len(log) * share // 100])
        cut = Database.open(place / "case.db", KEY)
        states.append(state(cut))
        with pytest.raises(Damaged):
            audit.verify(cut, anchors={anchor.seq: anchor.hash})
        cut.close()
    db.close()
    assert states == sorted(states)
    assert states[0] < states[-1] < 29


KILLED_IN_MIGRATION = """
import os, signal, sys
from pathlib import Path
from rescueapp.storage import migrate
from rescueapp.storage.database import Database
from tests.storage.making import KEY, nothing

folder, die_at = Path(sys.argv[1]), int(sys.argv[2])
db = Database.open(folder / "case.db", KEY)
real, calls = db.execute, 0
def execute(sql, parameters=()):
    global calls
    calls += 1
    if calls == die_at:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(sql, parameters)
db.execute = execute
migrate.migrate(db, backup=nothing)
print("finished")
"""


@pytest.mark.fault(3, what="kills of a migration")
def test_a_migration_that_is_killed_has_happened_or_not(tmp_path: Path, figures: Figures) -> None:
    Database.create(tmp_path / "case.db", KEY).close()
    steps = (1, 5, 20, 35)
    figures.put("kills of a migration", len(steps))
    for die_at in steps:
        done = subprocess.run(
            [sys.executable, "-c", KILLED_IN_MIGRATION, str(tmp_path), str(die_at)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=False,
        )
        assert done.returncode == -9, done.stderr
        db = Database.open(tmp_path / "case.db", KEY)
        assert migrate.schema(db) == 0
        assert db.read("SELECT * FROM sqlite_master") == []
        db.close()
    db = Database.open(tmp_path / "case.db", KEY)
    migrate.migrate(db, backup=nothing)
    assert migrate.schema(db) == migrate.present_schema()
    db.close()
