"""Backups: a folder that opens only for supervisors and paper recovery, proved from the medium.

A folder, not one file: sticks are often FAT32 and hold no file above 4 GiB; the attachments
are encrypted already and are copied as they lie; a damaged attachment spoils itself alone;
and the database can be checked where it is, without unpacking.

    rescue-backup-20260305T063000Z-1f2e3d4c/
        manifest.json   canonical: what is here, sizes, SHA-256, counts, audit head
        manifest.sig    Ed25519 over manifest.json
        backup.key      the database's fresh random key, sealed to each recipient
        case.db         consistent copy under that key, one file without a log
        keyring.json, keyring.2.json
        blobs/aa/….bin

It is written as `….partial` and renamed only after everything has been read again from the
medium: a folder with the final name is a verified backup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rescueapp.progress import Progress, Quiet
from rescueapp.storage.audit import Head
from rescueapp.storage.database import Database

Sign = Callable[[bytes], bytes]


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


def back_up(
    db: Database,
    folder: Path,
    target: Path,
    *,
    vault: str,
    recipients: Sequence[bytes],
    sign: Sign,
    signer_public: bytes,
    manifest: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> BackupInfo:
    """Back the vault `folder` up into a new folder under `target` and verify it from there.

    `recipients`: X25519 publics (supervision, recovery). `manifest`: more values to sign.
    Raises `Unavailable` (no room, medium gone), `Damaged` (the vault's own database is), and
    lets `Cancelled` through; nothing unfinished is left under a final name.
    """
    raise NotImplementedError


def verify(
    backup: Path, *, secret: bytes, signer_public: bytes, progress: Progress | None = None
) -> BackupInfo:
    """Check everything in a backup: signature, every file's hash, the database on a fresh
    connection, its counts and its audit chain. Raises `Damaged`; `Refused` when `secret`
    is not one of its recipients."""
    raise NotImplementedError


def restore(
    backup: Path,
    folder: Path,
    *,
    secret: bytes,
    database_key: bytes,
    signer_public: bytes,
    keep_old: bool = False,
    progress: Progress | None = None,
) -> BackupInfo:
    """Make a vault of a backup in `folder`, its database under the vault's own key again.

    Everything is verified before the folder is touched. A folder that holds anything is
    `Refused`; with `keep_old` a vault in it that nobody has open is renamed aside (its new
    name ends in the time) and only then replaced. `database_key`: the DATABASE grant of the
    backup's keyring; `secret`: private key of one recipient.
    """
    raise NotImplementedError


def keyring_folder(backup: Path) -> Path:
    """Where `Keyring.read` finds the keyring of a backup."""
    return backup


def note(db: Database, info: BackupInfo, *, worker: str) -> None:
    """Remember in the vault that a backup was made, for the frame's bottom line."""
    raise NotImplementedError


def last(db: Database) -> str | None:
    """When the last backup was verified, or None."""
    raise NotImplementedError
