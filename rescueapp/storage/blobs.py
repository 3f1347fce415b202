"""Attachments: the file encrypted under its own key in `blobs/aa/<uid>.bin`, its row here.

Order: temporary file → fsync → rename → row. So no committed row is without its file; a file
without a row is an attachment nobody finished, and the sweeper removes it after a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from rescueapp.errors import Damaged, Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark
from rescueapp.storage.database import Database

FOLDER = "blobs"
MAX_SIZE = 25 * 1024 * 1024
UNFINISHED_FOR = timedelta(hours=24)

TOO_LARGE = mark(
    "The file is larger than 25 MB. Scan it with fewer pages or a lower quality.", "storage"
)
MISSING = mark("The attachment's file is missing. Restore it from a backup.", "storage")
ALTERED = mark("The attachment's file is damaged. Restore it from a backup.", "storage")


@dataclass(frozen=True, slots=True)
class Blob:
    """An attachment's row. `sealed_key` opens the file; it is sealed under the case's key."""

    uid: str
    case_uid: str | None  # None while its form is a draft
    compartment: Compartment
    media_type: str
    size: int  # bytes of the clear file
    sealed_key: bytes
    added_at: str
    worker: str


def place(folder: Path, uid: str) -> Path:
    """Where an attachment's file lies in a vault folder."""
    return folder / FOLDER / uid[:2] / f"{uid}.bin"


def write(folder: Path, uid: str, source: BinaryIO, *, key: bytes, size: int) -> None:
    """Encrypt a file into the vault, durable when it returns; then `add` its row.

    `size` is bound into the encryption. Raises `Refused` above 25 MB, `Unavailable`.
    """
    raise NotImplementedError


def add(db: Database, blob: Blob) -> None:
    raise NotImplementedError


def adopt(db: Database, uid: str, *, case_uid: str, sealed_key: bytes) -> None:
    """A draft's attachment becomes its case's, its key sealed anew under the case's."""
    raise NotImplementedError


def by_uid(db: Database, uid: str) -> Blob | None:
    raise NotImplementedError


def of_case(db: Database, case_uid: str) -> list[Blob]:
    raise NotImplementedError


def read(folder: Path, blob: Blob, *, key: bytes) -> bytes:
    """The clear file, all of it verified. Raises `Damaged` when it is missing or altered."""
    raise NotImplementedError


def drop(db: Database, uid: str) -> None:
    """Remove the row; the sweeper removes the file (without its key it is noise already)."""
    raise NotImplementedError


def sweep(db: Database, folder: Path) -> int:
    """Remove files without a row that are older than a day; how many."""
    raise NotImplementedError


def missing(db: Database, folder: Path) -> list[str]:
    """The uids of attachments whose file is not there."""
    raise NotImplementedError
