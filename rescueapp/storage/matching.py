"""Likely the same person: cases that share a keyed token of a name, its pinyin or a document."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from rescueapp.domain.case import Likeness
from rescueapp.storage.database import Database

LIKENESSES_SQL = """
SELECT c.uid, c.number, c.alias, group_concat(DISTINCT t.kind),
       EXISTS (SELECT 1 FROM case_keys k WHERE k.holder = ? AND k.case_uid = c.uid),
       w.display_name
FROM match_tokens t LEFT JOIN merges m ON m.folded = t.case_uid AND m.undone_at IS NULL
JOIN cases c ON c.uid = coalesce(m.kept, t.case_uid) JOIN workers w ON w.uid = c.worker
WHERE t.token IN (SELECT unhex(value) FROM json_each(?))
GROUP BY c.uid
ORDER BY c.id"""


def set_tokens(db: Database, case_uid: str, tokens: Iterable[tuple[str, bytes]]) -> None:
    """All tokens of a case anew: (kind, token), kind being name, pinyin or document."""
    db.execute("DELETE FROM match_tokens WHERE case_uid = ?", (case_uid,))
    db.execute_many(
        "INSERT OR IGNORE INTO match_tokens (token, case_uid, kind) VALUES (?, ?, ?)",
        ((token, case_uid, kind) for kind, token in tokens),
    )


def likenesses(
    db: Database, tokens: Collection[bytes], *, reader: str, case_uid: str | None = None
) -> list[Likeness]:
    """Cases sharing a token, oldest first; without `case_uid` itself and what was decided
    not to be the same person as it. A file that is folded into another leads to that one."""
    wanted = json.dumps([token.hex() for token in tokens])
    apart = other_people(db, case_uid) if case_uid else frozenset[str]()
    return [
        Likeness(uid, number, alias, tuple(sorted(reasons.split(","))), bool(mine), worker)
        for uid, number, alias, reasons, mine, worker in db.read(LIKENESSES_SQL, (reader, wanted))
        if uid not in apart
    ]


def tokens_of(db: Database, case_uid: str) -> list[bytes]:
    """The tokens of a case."""
    rows = db.read("SELECT DISTINCT token FROM match_tokens WHERE case_uid = ?", (case_uid,))
    return [bytes(token) for (token,) in rows]


def not_the_same(db: Database, a: str, b: str, *, worker: str, decided_at: str) -> None:
    """Remember that two cases are two persons; saying it twice changes nothing."""
    first, second = sorted((a, b))
    db.execute(
        "INSERT OR IGNORE INTO not_the_same (case_uid, other_uid, worker, decided_at)"
        " VALUES (?, ?, ?, ?)",
        (first, second, worker, decided_at),
    )


def not_this_person(
    db: Database, case_uid: str, entry_uid: str, *, worker: str, decided_at: str
) -> None:
    """Remember that a missing person of the register is not the person of a case; said again, the
    last word stands."""
    db.execute(
        "INSERT INTO not_this_person (case_uid, entry_uid, worker, decided_at)"
        " VALUES (?, ?, ?, ?) ON CONFLICT (case_uid, entry_uid)"
        " DO UPDATE SET worker = excluded.worker, decided_at = excluded.decided_at",
        (case_uid, entry_uid, worker, decided_at),
    )


def take_back(db: Database, case_uid: str, other_uid: str) -> None:
    """Forget that an entry of the register, or another case, is of somebody else."""
    db.execute(
        "DELETE FROM not_this_person WHERE case_uid = ? AND entry_uid = ?", (case_uid, other_uid)
    )
    pair = sorted((case_uid, other_uid))
    db.execute("DELETE FROM not_the_same WHERE case_uid = ? AND other_uid = ?", pair)


def refused_entries(db: Database, case_uid: str) -> list[tuple[str, str, str]]:
    """Of a case: entries of the register that are of somebody else, with who said so and when."""
    return [
        (uid, worker, at)
        for uid, worker, at in db.read(
            "SELECT entry_uid, worker, decided_at FROM not_this_person WHERE case_uid = ?",
            (case_uid,),
        )
    ]


def refused_cases(db: Database, case_uid: str) -> list[tuple[str, str, str]]:
    """The same of other cases, said from either side."""
    return [
        (uid, worker, at)
        for uid, worker, at in db.read(
            "SELECT CASE case_uid WHEN ?1 THEN other_uid ELSE case_uid END, worker, decided_at"
            " FROM not_the_same WHERE case_uid = ?1 OR other_uid = ?1",
            (case_uid,),
        )
    ]


def others_missed(db: Database, case_uid: str) -> frozenset[str]:
    """The missing people who were decided not to be the person of a case."""
    rows = db.read("SELECT entry_uid FROM not_this_person WHERE case_uid = ?", (case_uid,))
    return frozenset(uid for (uid,) in rows)


def other_people(db: Database, case_uid: str) -> frozenset[str]:
    """The case itself, and those that were decided to be of somebody else."""
    rows = db.read(
        "SELECT case_uid, other_uid FROM not_the_same WHERE case_uid = ?1 OR other_uid = ?1",
        (case_uid,),
    )
    return frozenset({case_uid}.union(*rows))
