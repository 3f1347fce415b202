"""Taking a case out of the database with everything that hangs on it, keys first.

The keys are what matters: every copy of them goes in the same transaction, so that whatever of
the sealed text a disk may still hold opens with nothing. What cascades and what does not is not
trusted to memory: every table that has a column `case_uid` or `record_uid` is emptied of the case.
"""

from __future__ import annotations

import re

from rescueapp.storage import case_keys, institutions, search, vault_values, word_pages
from rescueapp.storage.cases import delete
from rescueapp.storage.database import Database

STAYS = "destroyed_cases"  # it tells that a case was, and nothing of it

# What was asked of a case, and of another: that it be merged with this one, or taken apart.
_ASKED = """requests WHERE subject = ?1 OR (kind = 'merge' AND about LIKE ?1 || '/%')
OR (kind = 'unmerge' AND about IN (SELECT uid FROM merges WHERE folded = ?1))"""

_COUNTS = {
    "keys": "SELECT (SELECT count(*) FROM case_keys WHERE case_uid = ?1)"
    " + (SELECT count(*) FROM lent_keys WHERE case_uid = ?1)",
    "records": "SELECT count(*) FROM records WHERE case_uid = ?1",
    "versions": "SELECT count(*) FROM record_versions v JOIN records r ON r.uid = v.record_uid"
    " WHERE r.case_uid = ?1",
    "facts": "SELECT count(*) FROM facts WHERE case_uid = ?1",
    "attachments": "SELECT count(*) FROM blobs WHERE case_uid = ?1",
    "drafts": "SELECT count(*) FROM drafts WHERE case_uid = ?1",
    "copies": "SELECT count(*) FROM copies WHERE case_uid = ?1",
    "out": "SELECT count(*) FROM copies WHERE case_uid = ?1 AND returned_on IS NULL",
    "requests": f"SELECT count(*) FROM {_ASKED}",
}


def counts(db: Database, case_uid: str) -> dict[str, int]:
    """What a case holds, in numbers (`domain.retention.COUNTED`)."""
    found = {}
    for what, query in _COUNTS.items():
        row = db.one(query, (case_uid,))
        found[what] = int(row[0]) if row else 0
    return found


def erase(db: Database, case_uid: str) -> None:
    """Take a case out, inside the caller's transaction. Its number is never given again.

    An institution no other record names is offered no more. The files of its attachments are
    removed later (`retention.shredded_files`): without their keys they are noise already.
    """
    row = db.one("SELECT id FROM cases WHERE uid = ?", (case_uid,))
    named = institutions.named_in(db, case_uid)
    for holder in (*case_keys.holders(db, case_uid), case_keys.COMPARTMENT):
        word_pages.drop(db, holder=holder)  # they tell the case's words under a key of the holder
    db.execute(
        "INSERT OR IGNORE INTO shredded_files (blob_uid) SELECT uid FROM blobs WHERE case_uid = ?",
        (case_uid,),
    )
    db.execute(f"DELETE FROM {_ASKED}", (case_uid,))
    vault_values.drop_unsent(db)  # which of them are about the case nobody can tell
    if row is not None:
        search.forget_case(db, row[0])
    for table, column in _tables(db):
        if column == "record_uid":
            db.execute(
                f"DELETE FROM {table} WHERE record_uid IN"
                " (SELECT uid FROM records WHERE case_uid = ?)",
                (case_uid,),
            )
    for table, column in _tables(db):
        if column == "case_uid":
            db.execute(f"DELETE FROM {table} WHERE case_uid = ?", (case_uid,))
    delete(db, case_uid)
    for name in named:
        institutions.let_go(db, name)


def _tables(db: Database) -> list[tuple[str, str]]:
    """(table, column) of everything that hangs on a case or one of its records."""
    rows = db.read("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL")
    return [
        (name, column)
        for name, sql in sorted(rows)
        for column in ("record_uid", "case_uid")
        if name != STAYS and re.search(rf"^\s*{column} TEXT\b", sql, re.MULTILINE)
    ]
