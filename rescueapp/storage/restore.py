"""Making a vault of a backup. What is there already is never overwritten."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark
from rescueapp.progress import Progress
from rescueapp.storage import files, lock, maintenance, migrate
from rescueapp.storage.backup_folder import (
    DATABASE,
    KEY,
    SPOILED,
    BackupInfo,
    Meter,
    compare,
    flush_folders,
    make_room,
    prove,
    read_manifest,
    size,
    unseal_key,
)
from rescueapp.storage.database import Database, Key

Settle = Callable[[BackupInfo, Database], None]

OCCUPIED = mark("There is something in this folder already. Choose a new one.", "storage")


def restore(
    backup: Path,
    folder: Path,
    *,
    secret: bytes,
    database_key: Key,
    signer_public: bytes,
    settle: Settle | None = None,
    keep_old: bool = False,
    progress: Progress | None = None,
) -> BackupInfo:
    """Make a vault of a backup in `folder`, its database under the vault's own key again.

    Everything is verified, and the new vault is finished and checked beside its place, before
    the folder is touched. A folder that holds anything is `Refused`; with `keep_old` a vault
    in it that nobody has open is renamed aside (`…-before-<time>`). `database_key`: the
    DATABASE grant of the backup's keyring. `settle`: what is to be written into the new vault
    before it has its place, in one transaction, once its tables are those of this program. Other
    parameters and errors as for `verify`.
    """
    with files.on_disk():
        occupied = folder.exists() and any(folder.iterdir())
        if occupied and not keep_old:
            raise Refused(OCCUPIED)
        with _beside(folder) as made:
            with lock.hold(folder) if occupied else nullcontext():
                manifest = read_manifest(backup, signer_public)
                meter = Meter(progress, 2 * size(manifest))
                key = unseal_key(backup, manifest, secret)
                info = prove(backup, manifest, key=key, meter=meter)
                make_room(made, size(manifest))
                _copy_files(backup, made, manifest, meter)
                _copy_database(backup, made, key, database_key, meter)
                maintenance.check(made / DATABASE, database_key)
                compare(made / DATABASE, database_key, manifest)
                if settle is not None:
                    _settle(made / DATABASE, database_key, partial(settle, info))
                flush_folders(made)
            _put(made, folder, aside=occupied)
    return info


def _copy_files(backup: Path, made: Path, manifest: dict[str, Any], meter: Meter) -> None:
    for listed in manifest["files"]:
        if listed["name"] not in (DATABASE, KEY):
            _copy_file(backup / listed["name"], made / listed["name"], listed["sha256"])
            meter.add(listed["size"])


def _copy_file(source: Path, target: Path, sha256: str) -> None:
    files.private_folder(target.parent)
    digest = hashlib.sha256()
    with files.new_file(target) as file:
        for chunk in files.read(source):
            digest.update(chunk)
            file.write(chunk)
    if digest.hexdigest() != sha256:  # it changed since it was proved: a failing medium
        raise Damaged(SPOILED)


def _copy_database(backup: Path, made: Path, key: bytes, database_key: Key, meter: Meter) -> None:
    source = Database.open(backup / DATABASE, key, read_only=True)
    try:
        report = meter.pages(source.path.stat().st_size)
        source.copy_to(made / DATABASE, database_key, report=report)
    finally:
        source.close()


def _settle(path: Path, key: Key, settle: Callable[[Database], None]) -> None:
    db = Database.open(path, key)
    try:
        migrate.migrate(db, backup=lambda: None)  # what it was before lies on the medium
        with db.transaction():
            settle(db)
    finally:
        db.close()


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder next to the place, for the vault while it is made; removed on any error."""
    made = folder.with_name(folder.name + files.UNFINISHED)
    files.private_folder(folder.parent)
    if made.exists():
        shutil.rmtree(made)  # of a restore that was cut off
    made.mkdir(mode=0o700)
    try:
        yield made
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _put(made: Path, folder: Path, *, aside: bool) -> None:
    """Give the finished vault its name, the old one another."""
    if aside:
        moment = clock.stamp().replace("-", "").replace(":", "")
        old = folder.rename(folder.with_name(f"{folder.name}-before-{moment}"))
    elif folder.exists():
        folder.rmdir()
    try:
        made.rename(folder)
    except OSError:
        if aside:
            old.rename(folder)
        raise
    files.flush_folder(folder.parent)
