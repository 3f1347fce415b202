"""One hash over everything a saved version says: what its audit entry holds, and what proves later
that nobody put an older part or an older version back.

Each sealed part is bound to its version, so a part cannot stand in another's place; but a row and
the part that was once beside it could be put back together. The chain of the audit cannot.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rescueapp.crypto import canonical
from rescueapp.storage.database import Database, Row

SAVED = "save_record"  # the act whose entries hold a version and its digest
SAVED_ENTRY = "save_entry"  # the same of an entry of a register
_ENTRIES = """
SELECT object, json_extract(detail, '$.version'), json_extract(detail, '$.digest')
FROM audit WHERE act = ? ORDER BY seq"""
_FILES = """
SELECT object, json_extract(detail, '$.sha256') FROM audit
WHERE act = 'attach' AND json_extract(detail, '$.sha256') IS NOT NULL"""
_VERSION = """
SELECT r.uid, r.case_uid, r.form, v.version, v.form_version, v.state, v.answers
FROM record_versions v JOIN records r ON r.uid = v.record_uid
WHERE v.record_uid = ? AND v.version = ?"""
_VERSION_PARTS = """
SELECT compartment, max(version), sealed FROM record_version_parts
WHERE record_uid = ? AND version <= ? GROUP BY compartment"""
_PRESENT = """
SELECT uid, case_uid, form, version, form_version, state, answers FROM records WHERE uid = ?"""
_PRESENT_PARTS = "SELECT compartment, version, sealed FROM record_parts WHERE record_uid = ?"
_ENTRY_VERSION = """
SELECT e.uid, e.register, v.version, v.form_version, v.state, v.answers
FROM register_versions v JOIN register_entries e ON e.uid = v.entry_uid
WHERE v.entry_uid = ? AND v.version = ?"""
_ENTRY_PRESENT = """
SELECT uid, register, version, form_version, state, answers FROM register_entries WHERE uid = ?"""


def of_version(db: Database, record_uid: str, version: int) -> str:
    """The digest (hex) of a record as one version left it; '' when there is no such version.

    SHA-256 over ids, state, the clear answers as stored and each sealed part as it lies: it tells
    nothing of the answers and is checked without any key.
    """
    parts = db.read(_VERSION_PARTS, (record_uid, version))
    return _digest(db.one(_VERSION, (record_uid, version)), parts)


def of_present(db: Database, record_uid: str) -> str:
    """The same of the record as it is shown now; '' when it is not there."""
    parts = db.read(_PRESENT_PARTS, (record_uid,))
    return _digest(db.one(_PRESENT, (record_uid,)), parts)


def of_entry(db: Database, entry_uid: str, version: int) -> str:
    """The digest of an entry of a register as one version left it; '' for no such version."""
    return _digest(db.one(_ENTRY_VERSION, (entry_uid, version)), ())


def of_present_entry(db: Database, entry_uid: str) -> str:
    """The same of the entry as it is shown now; '' when it is not there."""
    return _digest(db.one(_ENTRY_PRESENT, (entry_uid,)), ())


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where versions lie whose digests the entries of one act hold."""

    act: str
    table: str
    at: Callable[[Database, str, int], str]
    present: Callable[[Database, str], str]


_KEPT = (
    _Kept(SAVED, "records", of_version, of_present),
    _Kept(SAVED_ENTRY, "register_entries", of_entry, of_present_entry),
)


def changed(db: Database) -> list[str]:
    """The uids of records and entries that are not as the audit says they were saved.

    Compares every version with its entry, and what is shown now with the newest. Entries of
    before digests were kept prove only that the version is there.
    """
    return sorted(uid for kept in _KEPT for uid in _changed(db, kept))


def _changed(db: Database, kept: _Kept) -> set[str]:
    found: set[str] = set()
    newest: dict[str, tuple[int, str]] = {}
    for uid, version, digest in _entries(db, kept.act):
        newest[uid] = max(newest.get(uid, (0, "")), (version, digest))
        now = kept.at(db, uid, version)
        if not now or (digest and now != digest):
            found.add(uid)
    for uid, (version, digest) in newest.items():
        stands = db.one(f"SELECT version FROM {kept.table} WHERE uid = ?", (uid,))
        if stands != (version,) or (digest and kept.present(db, uid) != digest):
            found.add(uid)
    unsaved = (uid for (uid,) in db.each(f"SELECT uid FROM {kept.table}") if uid not in newest)
    return {*found, *unsaved}


def of_files(db: Database) -> dict[str, str]:
    """SHA-256 (hex) of the attachments' encrypted files by uid, where the audit holds it."""
    return dict(db.read(_FILES))


def _entries(db: Database, act: str) -> Iterator[tuple[str, int, str]]:
    for uid, version, digest in db.each(_ENTRIES, (act,)):
        yield str(uid), int(version or 0), str(digest or "")


def _digest(version: Row | None, parts: Iterable[Row]) -> str:
    if version is None:
        return ""
    *ids, answers = version
    told = {
        "version": ids,
        "answers": _sha256(answers.encode()),
        "parts": {name: [by, _sha256(sealed)] for name, by, sealed in parts},
    }
    return _sha256(canonical.dumps(told))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
