"""Making backups: a folder that opens only for supervisors and paper recovery.

It is written as `….partial` and renamed only after everything has been read again from the
medium: a folder with the final name is a verified backup. `backup_folder` says what lies in
it, `restore` makes a vault of it again.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import rescueapp
from rescueapp import clock, identity
from rescueapp.crypto import canonical, seal, sign
from rescueapp.progress import Progress
from rescueapp.storage import audit, blobs, digests, files, migrate
from rescueapp.storage.backup_folder import (
    DATABASE,
    FORMAT,
    KEY,
    KEYRING,
    MANIFEST,
    PARTIAL,
    PURPOSE,
    SIGNATURE,
    BackupInfo,
    Meter,
    counts,
    flush_folders,
    key_bound,
    make_room,
    prove,
    read_manifest,
    row_digests,
    verify,
)
from rescueapp.storage.database import Database
from rescueapp.storage.restore import restore

__all__ = ["BackupInfo", "back_up", "finished", "folder_name", "restore", "verify"]

PREFIX = "rescue-backup-"
_STRAY_AFTER = timedelta(days=1)
_NAME = re.compile(
    rf"{PREFIX}(?P<begun>\d{{8}}T\d{{6}}Z)-(?P<uid>[0-9a-f]{{8}})"
    rf"(\.(?P<vault>[0-9a-f]{{8}}){re.escape(PARTIAL)})?"
)


def back_up(
    db: Database,
    folder: Path,
    target: Path,
    *,
    vault: str,
    recipients: Sequence[bytes],
    signing_seed: bytes,
    values: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> BackupInfo:
    """Back the vault `folder` up into a new folder under `target` and verify it from there.

    `recipients`: X25519 publics (supervision, recovery). `values`: more to sign in the
    manifest. Raises `Unavailable` (no room, medium gone), `Damaged` (the vault's own database
    is), and lets `Cancelled` through; nothing unfinished is left under a final name.
    Attachments the vault itself lacks do not stop it: the manifest and the answer name them, and
    those that are not what the audit says was put in. `db` may be a connection of its own that
    only reads, so that the work goes on beside it.
    """
    uid, made_at, key = identity.uid(), clock.stamp(), seal.new_key()
    final = target / folder_name(uid, made_at)
    about = {"uid": uid, "vault": vault, "made_at": made_at, "values": dict(values or {})}
    with files.on_disk():
        database = db.path.stat().st_size
        _sweep(target, vault)
        with _unfinished(final, vault) as partial:
            with db.snapshot():  # somebody may be saving meanwhile
                present, missing = _attachments(db, folder)
                told = digests.of_files(db)
                total = database + sum(path.stat().st_size for path in present.values())
                meter = Meter(progress, 2 * total)  # written once, read once
                make_room(target, total)
                db.copy_to(partial / DATABASE, key, report=meter.pages(database))
                about |= _state(db)
            copied = _copy_files(folder, partial, present, meter)
            files.write(partial / KEY, seal.seal_for(recipients, key, bound=key_bound(vault, uid)))
            about |= {"missing": missing, "altered": _altered(copied, told)}
            _sign(partial, about, copied, signing_seed)
            flush_folders(partial)
            manifest = read_manifest(partial, sign.public_of(signing_seed))
            info = prove(partial, manifest, key=key, meter=meter)
            partial.rename(final)
        files.flush_folder(target)
    return replace(info, path=final)


def folder_name(uid: str, made_at: str) -> str:
    """What the folder of a finished backup is called."""
    return f"{PREFIX}{_stamped(made_at)}-{uid[:8]}"


def _stamped(instant: str) -> str:
    return instant.replace("-", "").replace(":", "")


def finished(target: Path) -> list[tuple[str, Path]]:
    """(the first eight digits of its uid, its folder) of each finished backup of whichever vault,
    by its name, the newest first. Raises `Unavailable`."""
    with files.on_disk():
        named = [(_NAME.fullmatch(path.name), path) for path in target.iterdir()]
    found = [(each["uid"], path) for each, path in named if each and not each["vault"]]
    return sorted(found, key=lambda each: each[1].name, reverse=True)


def _sweep(target: Path, vault: str) -> None:
    """Remove what a backup of this vault that was cut off (power, stick pulled) left unfinished.

    Another vault may be writing to the same medium just now: its folders go when they were begun
    more than a day ago.
    """
    yesterday = _stamped(clock.stamp(clock.now() - _STRAY_AFTER))
    for path in target.iterdir():
        named = _NAME.fullmatch(path.name)
        of = named and named["vault"]
        if named and of and (of == vault[:8] or named["begun"] < yesterday):
            shutil.rmtree(path)


def _ending(vault: str) -> str:
    return f".{vault[:8]}{PARTIAL}"


@contextmanager
def _unfinished(final: Path, vault: str) -> Iterator[Path]:
    """A folder under its unfinished name, removed again on any error."""
    partial = final.with_name(final.name + _ending(vault))
    partial.mkdir(mode=0o700)
    try:
        yield partial
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _altered(copied: Mapping[str, str], told: Mapping[str, str]) -> list[str]:
    """The attachments whose files are not what the audit says was put in (by hash)."""
    hashes = {Path(name).stem: sha256 for name, sha256 in copied.items() if name not in KEYRING}
    return sorted(uid for uid, sha256 in hashes.items() if told.get(uid, sha256) != sha256)


def _attachments(db: Database, folder: Path) -> tuple[dict[str, Path], list[str]]:
    """The attachments' files by their name in a backup, and the uids of those missing."""
    uids = [uid for (uid,) in db.read("SELECT uid FROM blobs ORDER BY uid")]
    places = {uid: blobs.place(folder, uid) for uid in uids}
    missing = [uid for uid, path in places.items() if not path.is_file()]
    for uid in missing:
        del places[uid]
    return {path.relative_to(folder).as_posix(): path for path in places.values()}, missing


def _copy_files(
    folder: Path, partial: Path, present: Mapping[str, Path], meter: Meter
) -> dict[str, str]:
    """Copy keyring and attachments; the SHA-256 of each as it was read in the vault."""
    # The first copy is always the newest; a twin that lags behind would be mended by the first
    # reader of the backup, and then no longer be as it was signed.
    keyrings = dict.fromkeys(KEYRING, folder / KEYRING[0])
    hashes = {}
    for name, source in {**keyrings, **present}.items():
        files.private_folder((partial / name).parent)
        digest = hashlib.sha256()
        with files.new_file(partial / name) as target:
            for chunk in files.read(source):
                digest.update(chunk)
                target.write(chunk)
                meter.add(len(chunk))
        hashes[name] = digest.hexdigest()
    return hashes


def _state(db: Database) -> dict[str, Any]:
    """What the copy must hold, asked of the vault itself."""
    head = audit.head(db)
    return {
        "format": FORMAT,
        "program": rescueapp.__version__,
        "schema": migrate.schema(db),
        "audit": {"seq": head.seq, "hash": head.hash.hex()},
        "counts": counts(db),
        "rows": row_digests(db),
    }


def _sign(
    partial: Path, manifest: dict[str, Any], copied: Mapping[str, str], signing_seed: bytes
) -> None:
    """List and sign what is there. A copied file is signed as its source was, so that a medium
    that kept something else is found out when the copy is proved."""
    paths = {path.relative_to(partial).as_posix(): path for path in partial.rglob("*")}
    listed = [
        {
            "name": name,
            "size": path.stat().st_size,
            "sha256": copied.get(name) or files.sha256(path),
        }
        for name, path in sorted(paths.items())
        if path.is_file()
    ]
    data = canonical.dumps({**manifest, "files": listed})
    files.write(partial / MANIFEST, data)
    files.write(partial / SIGNATURE, sign.sign(signing_seed, data, purpose=PURPOSE))
