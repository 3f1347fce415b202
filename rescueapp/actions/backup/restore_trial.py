"""The trial of restoring a backup: monthly, in a private folder, under a key nobody keeps.

A backup nobody has restored may restore nothing. The newest is restored whole, opened with a
supervisor's keys or with two recovery papers, and compared with what the vault was when it was
made: every row of every table by its hash. What was found stays in the vault.

In three parts like a backup (`backups`): `prepare`, `carry_out` in any thread, `settle`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.actions.backup import drill
from rescueapp.actions.watch import recovery_papers
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant, Keyring, Keys
from rescueapp.crypto.keyring_secrets import paper_public, share_numbers
from rescueapp.domain.worker import Act, Worker
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import Text, mark
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import backup_log, files, workers
from rescueapp.storage import restore as storage
from rescueapp.storage.backup_folder import DATABASE, counts, read_manifest, row_digests
from rescueapp.storage.backup_log import Noted, Trial
from rescueapp.storage.database import Database
from rescueapp.storage.lock import VaultLock
from rescueapp.workspace import VaultInfo, Workspace

EVERY = timedelta(days=30)
PLACE = Path("backups") / "trial"  # in the vault's folder: as private, and on an encrypted disk

NOT_YOURS = mark("This is a backup of another vault.", "backup")
BEFORE_KEYS = mark(
    "This backup was made before the keys were made anew; today's keys do not open it. Make a new "
    "backup and try that one, or try it with two recovery papers.",
    "backup",
)
WENT_WELL = mark(
    "The backup of {day} restores whole: {tables} tables with {rows} rows, each as it was, {keys}"
    " keys of {cases} cases, {parts} sealed parts and {files} attachments tried.",
    "backup",
)
BEFORE_PAPERS = mark(
    "This backup was made before the recovery papers were replaced: it opens with two of the papers"
    " of then, or with the supervisor's keys of its day.",
    "backup",
)
FAILED = mark(
    "The backup of {day} does NOT restore as it should. Make a new one now, on another medium, "
    "and try that.",
    "backup",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What a trial needs away from the workspace. Holds keys: it ends with the session."""

    backup: Path
    uid: str
    made_at: str
    folder: Path  # of the vault
    held: VaultLock
    worker: Worker
    keyring: Keyring
    keys: Keys = field(repr=False)
    shares: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial found. `tables`: rows by table; `differ`: those not as they were. `pair`: the
    recovery papers it was opened with, () for a supervisor's keys. `today`: whether today's
    passphrases open it."""

    at: str
    by: str  # display name; uid where nobody has one
    backup: str
    made_at: str
    passed: bool
    tables: dict[str, int]
    differ: tuple[str, ...]
    pair: tuple[int, ...]
    today: bool
    cases: int
    keys: int
    parts: int
    files: int

    def told(self) -> Text:
        """The report in one sentence."""
        day = clock.local(self.made_at).date().isoformat()
        if not self.passed:
            return FAILED(day=day)
        return WENT_WELL(
            day=day, tables=len(self.tables), rows=sum(self.tables.values()), keys=self.keys,
            cases=self.cases, parts=self.parts, files=self.files,
        )  # fmt: skip


def prepare(ws: Workspace, backup: Path, noted: Noted, shares: Sequence[str] = ()) -> Order:
    """Ask the workspace for all a trial needs. `shares`: two recovery papers, () for one's keys."""
    ws.check(Act.BACK_UP)
    keys = replace(ws.keys, grants=dict(ws.keys.grants))  # a lock empties those of the session
    return Order(
        backup, noted.uid, noted.made_at, ws.folder, ws.held, ws.worker, ws.keyring, keys,
        tuple(shares),
    )  # fmt: skip


def carry_out(order: Order, progress: Progress | None = None) -> Tried:
    """Restore, open, compare; nothing of it is left afterwards.

    What does not restore is in the answer. Raises Refused for papers or keys that do not fit,
    Unavailable for a medium that is not there or no room, Cancelled.
    """
    place = order.folder / PLACE
    _clear(place)
    try:
        with files.on_disk():
            manifest = read_manifest(order.backup, order.keyring.public(Grant.SIGNING))
            keyring = Keyring.read(order.backup)
        if manifest["vault"] != order.keyring.vault or manifest["uid"] != order.uid:
            raise Refused(NOT_YOURS)
        return _restored(order, place, keyring, manifest, progress or Quiet())
    except Damaged:
        return _told(order, passed=False)
    finally:
        _clear(place)


def settle(ws: Workspace, tried: Tried) -> Tried:
    """Keep the report, and say in the audit that it was tried."""
    kept = {
        "made_at": tried.made_at, "tables": tried.tables, "differ": list(tried.differ),
        "pair": list(tried.pair), "today": tried.today, "cases": tried.cases, "keys": tried.keys,
        "parts": tried.parts, "files": tried.files,
    }  # fmt: skip
    with ws.db.transaction():
        backup_log.add_trial(
            ws.db, Trial(tried.at, ws.worker.uid, tried.backup, tried.passed, json.dumps(kept))
        )
        ws.log(
            "restore_tried", tried.backup, passed=int(tried.passed), pair=list(tried.pair),
            rows=sum(tried.tables.values()), differ=list(tried.differ),
        )  # fmt: skip
    return tried


def tried(ws: Workspace) -> list[Tried]:
    """The reports of the last trials, newest first."""
    names = {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}
    return [_read(each, names) for each in backup_log.trials(ws.db)]


def last(ws: Workspace) -> Tried | None:
    """The newest report, or None."""
    return next(iter(tried(ws)), None)


def is_due(ws: Workspace) -> bool:
    """Whether a month has passed since a backup was restored on trial, or since there is one."""
    if ws.vault.training:
        return False
    passed = [each.at for each in backup_log.trials(ws.db) if each.passed]
    since = passed[0] if passed else backup_log.first(ws.db)
    return since is not None and clock.now() - clock.instant(since) >= EVERY


# --- inside -----------------------------------------------------------------------------------


def _restored(
    order: Order, place: Path, keyring: Keyring, manifest: dict[str, Any], watched: Progress
) -> Tried:
    keys = _on_paper(order, keyring) if order.shares else order.keys
    secret = keys.grants[Grant.SUPERVISION]
    if seal.public_of(secret) != keyring.public(Grant.SUPERVISION):
        raise Refused(BEFORE_KEYS)
    key = seal.new_key()
    storage.restore(
        order.backup, place, secret=secret, database_key=key, progress=watched,
        signer_public=order.keyring.public(Grant.SIGNING),
    )  # fmt: skip
    db = Database.open(place / DATABASE, key, read_only=True)
    try:
        rows, hashes = counts(db), row_digests(db)
        told = manifest.get("rows", hashes)  # not told in backups of before
        differ = tuple(sorted(name for name in rows if told.get(name) != hashes[name]))
        cases, held, parts, tried = _opened(order, place, db, keyring, keys, watched)
    finally:
        db.close()
    return replace(
        _told(order, passed=not differ), tables=rows, differ=differ,
        pair=share_numbers(order.shares) if order.shares else (),
        today=keyring.generation == order.keyring.generation,
        cases=cases, keys=held, parts=parts, files=tried,
    )  # fmt: skip


def _on_paper(order: Order, keyring: Keyring) -> Keys:
    """The keys of the backup's day, by two papers of its day. Raises Refused."""
    today = order.keyring.recovery_public
    if keyring.recovery_public != today == paper_public(order.shares):
        raise Refused(BEFORE_PAPERS)
    return keyring.recovered(order.shares)


def _opened(
    order: Order, place: Path, db: Database, keyring: Keyring, keys: Keys, watched: Progress
) -> tuple[int, int, int, int]:
    """Every key of every case, and a sample of what is sealed: cases, keys, parts, attachments.
    Raises Damaged."""
    vault = Workspace(
        folder=place, held=order.held, db=db, keyring=keyring, keys=keys, worker=order.worker,
        vault=VaultInfo.read(db),
    )  # fmt: skip
    secret = recovery_papers.whole_secret(db, keys.box_secret) if order.shares else None
    cases, opened = drill.open_case_keys(vault, watched)
    parts, notes, _ = drill.open_parts(vault, secret)
    tried = drill.open_files(vault, secret)
    return cases, opened, parts + notes, tried


def _told(order: Order, *, passed: bool) -> Tried:
    """A report of which nothing is known yet but whether it passed."""
    return Tried(
        at=clock.stamp(), by=order.worker.display_name, backup=order.uid, made_at=order.made_at,
        passed=passed, tables={}, differ=(), pair=(), today=False, cases=0, keys=0, parts=0,
        files=0,
    )  # fmt: skip


def _read(trial: Trial, names: Mapping[str, str]) -> Tried:
    kept = json.loads(trial.report)
    kept |= {name: tuple(kept[name]) for name in ("differ", "pair")}
    who = names.get(trial.worker, trial.worker)
    return Tried(at=trial.at, by=who, backup=trial.backup, passed=trial.passed, **kept)


def _clear(place: Path) -> None:
    """Of this trial, or of one that was cut off. Its key is gone: what stays is noise."""
    for folder in (place, place.with_name(place.name + files.UNFINISHED)):
        shutil.rmtree(folder, ignore_errors=True)
