"""One hash over everything a saved version says: what its audit entry holds, and what proves later
that nobody put an older part or an older version back.

Each sealed part is bound to its version, so a part cannot stand in another's place; but a row and
the part that was once beside it could be put back together. The chain of the audit cannot.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from rescueapp.crypto import canonical
from rescueapp.storage.database import Database, Row

SAVED = "save_record"  # the act whose entries hold a version and its digest
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


def changed(db: Database) -> list[str]:
    """The uids of records that are not as the audit says they were saved.

    Compares every version with its entry, and what is shown now with the newest. Entries of
    before digests were kept prove only that the version is there.
    """
    found: set[str] = set()
    newest: dict[str, tuple[int, str]] = {}
    for record_uid, version, digest in _entries(db):
        newest[record_uid] = max(newest.get(record_uid, (0, "")), (version, digest))
        now = of_version(db, record_uid, version)
        if not now or (digest and now != digest):
            found.add(record_uid)
    for record_uid, (version, digest) in newest.items():
        stands = db.one("SELECT version FROM records WHERE uid = ?", (record_uid,))
        if stands != (version,) or (digest and of_present(db, record_uid) != digest):
            found.add(record_uid)
    unsaved = (uid for (uid,) in db.each("SELECT uid FROM records") if uid not in newest)
    return sorted({*found, *unsaved})


def of_files(db: Database) -> dict[str, str]:
    """SHA-256 (hex) of the attachments' encrypted files by uid, where the audit holds it."""
    return dict(db.read(_FILES))


def _entries(db: Database) -> Iterator[tuple[str, int, str]]:
    for record_uid, version, digest in db.each(_ENTRIES, (SAVED,)):
        yield str(record_uid), int(version or 0), str(digest or "")


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
