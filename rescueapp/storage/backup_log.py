"""What the vault remembers of its backups and of the trials of restoring one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rescueapp.storage.backup_folder import BackupInfo
from rescueapp.storage.database import Database

_COLUMNS = "uid, made_at, verified_at, worker, size, in_series, same_disk, removed_at"


@dataclass(frozen=True, slots=True)
class Noted:
    """A backup that was made and read back. `in_series`: in the remembered place."""

    uid: str
    made_at: str
    verified_at: str
    worker: str
    size: int  # bytes of all files
    in_series: bool
    same_disk: bool  # as the vault: lost with it
    removed_at: str | None


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial of restoring a backup. `report`: JSON by `actions.backup.restore_trial`."""

    at: str
    worker: str
    backup: str
    passed: bool
    report: str


def note(
    db: Database, info: BackupInfo, *, worker: str, in_series: bool = False, same_disk: bool = False
) -> None:
    """Remember that a backup was made and read back; told again, it stays as it is."""
    db.execute(
        "INSERT OR IGNORE INTO backups (uid, made_at, verified_at, worker, size, audit_seq,"
        " in_series, same_disk) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (info.uid, info.made_at, info.verified_at, worker, info.size, info.audit.seq,
         int(in_series), int(same_disk)),
    )  # fmt: skip


def noted(db: Database) -> list[Noted]:
    """Every backup ever made, newest first."""
    rows = db.read(f"SELECT {_COLUMNS} FROM backups ORDER BY made_at DESC, uid")
    return [
        Noted(uid, made, verified, worker, size, bool(series), bool(same), removed)
        for uid, made, verified, worker, size, series, same, removed in rows
    ]


def note_removed(db: Database, uids: Iterable[str], *, at: str) -> None:
    """Remember that backups of the series were let go."""
    db.execute_many("UPDATE backups SET removed_at = ? WHERE uid = ?", ((at, uid) for uid in uids))


def first(db: Database) -> str | None:
    """When the first backup was made (instant), or None."""
    row = db.one("SELECT min(made_at) FROM backups")
    return row[0] if row else None


def last_elsewhere(db: Database, *, now: str) -> str | None:
    """When the last backup was made and proved (instant), or None. Those on the vault's own disk
    do not count, and none of an instant to come (a clock that was ahead)."""
    row = db.one(
        "SELECT max(verified_at) FROM backups"
        " WHERE removed_at IS NULL AND same_disk = 0 AND verified_at <= ?",
        (now,),
    )
    return row[0] if row else None


def add_trial(db: Database, trial: Trial) -> None:
    """Keep what a trial found."""
    db.execute(
        "INSERT INTO restore_trials (at, worker, backup, passed, report) VALUES (?, ?, ?, ?, ?)",
        (trial.at, trial.worker, trial.backup, int(trial.passed), trial.report),
    )


def trials(db: Database, *, limit: int = 12) -> list[Trial]:
    """The last trials, newest first."""
    rows = db.read(
        "SELECT at, worker, backup, passed, report FROM restore_trials ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return [
        Trial(at, worker, uid, bool(passed), report) for at, worker, uid, passed, report in rows
    ]


def last_shredding(db: Database) -> str | None:
    """When the keys of a case were last destroyed (instant), or None."""
    row = db.one("SELECT max(destroyed_at) FROM destroyed_cases")
    return row[0] if row else None
