"""What a backup folder holds, and how every part of one is proved.

    rescue-backup-20260305T063000Z-1f2e3d4c/
        manifest.json   canonical: what is here, sizes, SHA-256, counts, audit head
        manifest.sig    Ed25519 over manifest.json by the vault's signing key
        backup.key      the database's fresh random key, sealed to each recipient
        case.db         consistent copy under that key, one file without a log
        keyring.json, keyring.2.json
        blobs/aa/….bin

A folder, not one file: sticks are often FAT32 and hold no file above 4 GiB; the attachments
are encrypted already and are copied as they lie; a damaged attachment spoils itself alone;
and the database can be checked where it is, without unpacking.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.crypto import canonical, seal, sign
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.i18n import mark
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import audit, files, maintenance, migrate
from rescueapp.storage.audit import Head
from rescueapp.storage.database import Database, Key

PARTIAL = ".partial"
MANIFEST, SIGNATURE, KEY, DATABASE = "manifest.json", "manifest.sig", "backup.key", "case.db"
KEYRING = ("keyring.json", "keyring.2.json")

FORMAT = 1
PURPOSE = "backup"  # of the signature
MAX_MANIFEST = 64 << 20
RESERVE = 16 << 20  # bytes to leave free on a medium
_NAMES = re.compile(r"case\.db|backup\.key|keyring(\.2)?\.json|blobs/[0-9a-f]{2}/[0-9a-f]{32}\.bin")

NOT_A_BACKUP = mark("This folder is not a finished backup. Choose another one.", "storage")
NEWER = mark("A newer version of the program made this backup. Install that version.", "storage")
SPOILED = mark("The backup is damaged or incomplete. Use another one.", "storage")
NOT_FOR_YOU = mark("This backup was not made for your key. Ask one of its supervisors.", "storage")


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A verified backup."""

    path: Path
    uid: str
    vault: str
    made_at: str
    verified_at: str
    size: int  # bytes of all files
    audit: Head
    missing_blobs: tuple[str, ...]  # attachments that were missing in the vault already
    altered_blobs: tuple[str, ...]  # those that were damaged there, copied as they lie
    values: dict[str, Any]  # what the caller had signed with it
    same_disk: bool = False  # as the vault's, where that was looked at


class Meter:
    """Adds up bytes for a progress that wants done and total."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress or Quiet()
        self._total = total
        self._done = 0

    def add(self, size: int) -> None:
        """So many bytes more. Raises Cancelled as the progress does."""
        self._done += size
        self._progress.report(min(self._done, self._total), self._total)

    def pages(self, size: int) -> Callable[[int, int], None]:
        """A report for `Database.copy_to` of a database of `size` bytes."""
        start = self._done

        def report(done: int, total: int) -> None:
            self._done = start + size * done // max(total, 1)
            self.add(0)

        return report


def verify(
    backup: Path, *, secret: bytes, signer_public: bytes, progress: Progress | None = None
) -> BackupInfo:
    """Check everything in a backup, reading all of it.

    `secret`: the private key of one recipient, else `Refused`. `signer_public`: the vault's
    signing key, from its keyring. Raises `Damaged` for anything changed, cut or missing.
    """
    with files.on_disk():
        manifest = read_manifest(backup, signer_public)
        key = unseal_key(backup, manifest, secret)
        return prove(backup, manifest, key=key, meter=Meter(progress, size(manifest)))


def read_manifest(backup: Path, signer_public: bytes) -> dict[str, Any]:
    """The manifest, once its signature fits. Raises `Damaged`; `Refused` for what is no backup
    or a newer one."""
    if not (backup / MANIFEST).is_file():
        raise Refused(NOT_A_BACKUP)
    if not (backup / SIGNATURE).is_file():
        raise Damaged(SPOILED)
    data = (backup / MANIFEST).read_bytes()
    sign.verify(signer_public, data, (backup / SIGNATURE).read_bytes(), purpose=PURPOSE)
    manifest: dict[str, Any] = canonical.loads(data, limit=MAX_MANIFEST)
    if manifest["format"] > FORMAT or manifest["schema"] > migrate.present_schema():
        raise Refused(NEWER)
    if not all(_NAMES.fullmatch(listed["name"]) for listed in manifest["files"]):
        raise Damaged(SPOILED)
    return manifest


def unseal_key(backup: Path, manifest: dict[str, Any], secret: bytes) -> bytes:
    """The key of the database in a backup."""
    listed = next((f for f in manifest["files"] if f["name"] == KEY), None)
    if listed is None or not _intact(backup, listed):
        raise Damaged(SPOILED)
    sealed = (backup / KEY).read_bytes()
    try:
        return seal.unseal_for(secret, sealed, bound=key_bound(manifest["vault"], manifest["uid"]))
    except Damaged:  # its bytes are as they were signed, so it is not for this key
        raise Refused(NOT_FOR_YOU) from None


def prove(backup: Path, manifest: dict[str, Any], *, key: bytes, meter: Meter) -> BackupInfo:
    """Everything `verify` promises after the signature, with the database's key in hand."""
    for listed in manifest["files"]:
        if not _intact(backup, listed):
            raise Damaged(SPOILED)
        meter.add(listed["size"])
    if any(backup.glob(f"{DATABASE}-*")):
        raise Damaged(SPOILED)  # a planted journal would change what the engine reads
    maintenance.check(backup / DATABASE, key)
    head = compare(backup / DATABASE, key, manifest)
    return BackupInfo(
        path=backup,
        uid=manifest["uid"],
        vault=manifest["vault"],
        made_at=manifest["made_at"],
        verified_at=clock.stamp(),
        size=size(manifest),
        audit=head,
        missing_blobs=tuple(manifest["missing"]),
        altered_blobs=tuple(manifest.get("altered", ())),  # not told in backups of before
        values=manifest["values"],
    )


def compare(path: Path, key: Key, manifest: dict[str, Any]) -> Head:
    """Whether a database holds what the manifest says; its audit's head. Raises `Damaged`."""
    told = Head(manifest["audit"]["seq"], bytes.fromhex(manifest["audit"]["hash"]))
    db = Database.open(path, key, read_only=True)
    try:
        head = audit.verify(db)
        same = migrate.schema(db) == manifest["schema"] and counts(db) == manifest["counts"]
    finally:
        db.close()
    if head != told or not same:
        raise Damaged(SPOILED)
    return head


def counts(db: Database) -> dict[str, int]:
    """How many rows each table has. The search index is left out: it follows from the rest."""
    return {name: db.read(f'SELECT count(*) FROM "{name}"')[0][0] for name in _tables(db)}


def row_digests(db: Database) -> dict[str, str]:
    """A SHA-256 sum (hex) over all rows of each table, whatever their order: what a restored
    vault is compared with, row by row."""
    return {name: _rows_digest(db, name) for name in _tables(db)}


def _tables(db: Database) -> list[str]:
    tables = db.read(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'case_search%' ORDER BY name"
    )
    return [name for (name,) in tables]


def _rows_digest(db: Database, table: str) -> str:
    total = 0
    for row in db.each(f'SELECT * FROM "{table}"'):
        told = b"".join(map(_told, row))
        total += int.from_bytes(hashlib.sha256(told).digest(), "big")
    return (total % (1 << 256)).to_bytes(32, "big").hex()


def _told(value: Any) -> bytes:
    """A value with its type and length, so that no two rows read alike."""
    data = value if isinstance(value, bytes) else str(value).encode()
    return f"{type(value).__name__} {len(data)} ".encode() + data


def key_bound(vault: str, uid: str) -> tuple[str, ...]:
    """What a backup's key is bound to."""
    return ("backup", vault, uid)


def size(manifest: dict[str, Any]) -> int:
    """Bytes of all files of a backup."""
    return sum(listed["size"] for listed in manifest["files"])


def make_room(folder: Path, needed: int) -> None:
    """Raise `Unavailable` now rather than in the middle of a long copy."""
    if shutil.disk_usage(folder).free < needed + RESERVE:
        raise Unavailable(files.DISK_FULL)


def flush_folders(folder: Path) -> None:
    """Make every name in a folder's tree durable."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_dir():
            files.flush_folder(path)


def _intact(backup: Path, listed: dict[str, Any]) -> bool:
    path = backup / listed["name"]
    if not path.is_file() or path.stat().st_size != listed["size"]:
        return False
    told: str = listed["sha256"]
    return files.sha256(path) == told
