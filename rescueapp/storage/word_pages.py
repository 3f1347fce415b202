"""Pages of search words that a holder opened before, and which cases changed since.

What a page holds is opaque here. Changes are counted within a compartment; the pages of a holder
remember the last one they tell, so that any number of holders can follow the same changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from rescueapp.forms.schema import Compartment
from rescueapp.storage.database import Database


def kept(db: Database, *, holder: str, compartment: Compartment) -> tuple[int, int]:
    """(how many pages, the last change they tell); (0, 0) when there are none."""
    row = db.one(
        "SELECT count(*), coalesce(max(upto), 0) FROM word_pages"
        " WHERE holder = ? AND compartment = ?",
        (holder, compartment.value),
    )
    return (int(row[0]), int(row[1])) if row else (0, 0)


def page(db: Database, number: int, *, holder: str, compartment: Compartment) -> bytes:
    """A page as it is sealed, from 0; empty when it is gone."""
    row = db.one(
        "SELECT sealed FROM word_pages WHERE holder = ? AND compartment = ? AND page = ?",
        (holder, compartment.value, number),
    )
    return bytes(row[0]) if row else b""


def put(
    db: Database, sealed: Sequence[bytes], *, holder: str, compartment: Compartment, upto: int
) -> None:
    """All pages of a holder and compartment anew."""
    db.execute(
        "DELETE FROM word_pages WHERE holder = ? AND compartment = ?", (holder, compartment.value)
    )
    db.execute_many(
        "INSERT INTO word_pages (holder, compartment, page, upto, sealed) VALUES (?, ?, ?, ?, ?)",
        ((holder, compartment.value, n, upto, data) for n, data in enumerate(sealed)),
    )


def drop(db: Database, *, holder: str) -> None:
    """All pages of a holder away: they tell of a case that is no longer theirs."""
    db.execute("DELETE FROM word_pages WHERE holder = ?", (holder,))


def mark_changed(db: Database, case_uid: str, compartment: Compartment) -> None:
    """No page tells the words of this case any more."""
    db.execute(
        "INSERT INTO words_changed (compartment, case_uid, change) VALUES (?1, ?2,"
        " (SELECT coalesce(max(change), 0) + 1 FROM words_changed WHERE compartment = ?1))"
        " ON CONFLICT (compartment, case_uid) DO UPDATE SET change = excluded.change",
        (compartment.value, case_uid),
    )


def last_change(db: Database, compartment: Compartment) -> int:
    """The number of the last change; 0 when there was none."""
    row = db.one(
        "SELECT coalesce(max(change), 0) FROM words_changed WHERE compartment = ?",
        (compartment.value,),
    )
    return int(row[0]) if row else 0


def changed(db: Database, compartment: Compartment, *, since: int) -> list[str]:
    """The uids of the cases that changed after a change."""
    rows = db.read(
        "SELECT case_uid FROM words_changed WHERE compartment = ? AND change > ?",
        (compartment.value, since),
    )
    return [uid for (uid,) in rows]
