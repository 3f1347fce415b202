"""Everything anybody did: an append-only table, each row chained to the one before.

A row holds ids, counts, codes and reasons, never a name or an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rescueapp.crypto import canonical, chain, forward
from rescueapp.errors import Damaged
from rescueapp.progress import Progress
from rescueapp.storage import migrate
from rescueapp.storage.database import Database, Row


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done."""

    seq: int
    at: str
    actor: str  # worker uid; '' before anybody is known
    act: str
    object: str
    detail: dict[str, Any]
    hash: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: what manifests, receipts and footers anchor. Empty: seq 0."""

    seq: int
    hash: bytes


_COLUMNS = "seq, at, actor, act, object, detail"
EMPTY = Head(0, chain.GENESIS)
MAX_DETAIL = 1 << 20
_LAST = 2**63 - 1
_quoted = json.encoder.encode_basestring  # as `canonical` writes a text
_STEP = 2000  # entries of a stretch of the check
_WITH_EPOCHS = 2  # the first schema whose entries have a MAC


def head(db: Database) -> Head:
    """The last entry's number and hash."""
    row = db.one("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    return Head(*row) if row else EMPTY


def by_start(db: Database, start: bytes) -> tuple[int, str] | None:
    """The number and the instant of the entry whose hash begins so; None where there is none."""
    row = db.one("SELECT seq, at FROM audit WHERE substr(hash, 1, ?) = ?", (len(start), start))
    return (row[0], row[1]) if row else None


def append(
    db: Database,
    *,
    at: str,
    actor: str,
    act: str,
    object: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Head:
    """Add an entry in the transaction of the act itself; the new head.

    `detail` holds ids, counts, codes and reasons: text, whole numbers, lists and dicts.
    """
    last = head(db)
    row = (last.seq + 1, at, actor, act, object, canonical.dumps(dict(detail or {})).decode())
    link = chain.link(last.hash, _entry(row))
    db.execute(
        f"INSERT INTO audit ({_COLUMNS}, prev, hash, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, last.hash, link, _mac(db, link)),
    )
    return Head(last.seq + 1, link)


def _mac(db: Database, link: bytes) -> bytes | None:
    """The MAC of the next entry, and its key is gone; None before the first epoch."""
    found = db.one("SELECT key FROM audit_key")
    if found is None:
        return None
    key = bytes(found[0])
    db.execute("UPDATE audit_key SET key = ?", (forward.after(key),))
    return forward.mac(key, link)


def rows(
    db: Database, *, object: str | None = None, before: int | None = None, limit: int = 200
) -> list[Entry]:
    """A page of entries, newest first: of one object or of all, with numbers below `before`."""
    of_object = "" if object is None else " AND object = ?3"
    parameters = [_LAST if before is None else before, limit, *([object] if of_object else [])]
    found = db.read(
        f"SELECT {_COLUMNS}, hash FROM audit WHERE seq < ?1{of_object} ORDER BY seq DESC LIMIT ?2",
        parameters,
    )
    return [Entry(**_entry(row), hash=row[6]) for row in found]


def objects(db: Database, act: str, *, actor: str, since: str) -> set[str]:
    """What somebody did an act to since an instant. Read from the end, so that a long account is
    not read whole; a clock put back meanwhile ends it early, and has its own entry."""
    found = set()
    for at, by, done, obj in db.each("SELECT at, actor, act, object FROM audit ORDER BY seq DESC"):
        if at < since:
            break
        if (by, done) == (actor, act):
            found.add(obj)
    return found


def details(db: Database, act: str, object: str) -> list[dict[str, Any]]:
    """What every entry of an act on something tells beside it, the oldest first."""
    found = db.read(
        "SELECT detail FROM audit WHERE object = ? AND act = ? ORDER BY seq", (object, act)
    )
    return [canonical.loads(detail.encode(), limit=MAX_DETAIL) for (detail,) in found]


def names_request(db: Database, act: str, subject: str, request: str) -> bool:
    """Whether there is an entry of an act on a subject (uid) that names a request (uid)."""
    found = db.one(
        "SELECT 1 FROM audit WHERE object = ? AND act = ?"
        " AND json_extract(detail, '$.request') = ?",
        (subject, act, request),
    )
    return found is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries a list is of. Empty: of all. Instants are UTC text."""

    actor: str = ""  # worker uid
    acts: tuple[str, ...] = ()
    but: tuple[str, ...] = ()  # acts that are left out
    case_uid: str = ""  # of this case, its records and attachments
    since: str = ""  # included
    until: str = ""  # not included
    outside: tuple[str, ...] | None = None  # these acts, and acts on a case that is not theirs


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with the case it is about, "" for none."""

    entry: Entry
    case_uid: str


# A supervisor holds every case; so does who is on its team. What a case is taken from: the
# detail, or the object, which is a case, a record or an attachment.
_CASE = "coalesce(json_extract(a.detail, '$.case'), c.uid, r.case_uid, b.case_uid)"
_FROM = (
    "FROM audit a LEFT JOIN cases c ON c.uid = a.object LEFT JOIN records r ON r.uid = a.object"
    " LEFT JOIN blobs b ON b.uid = a.object"
)
_NOT_THEIRS = (
    f"({_CASE} IS NOT NULL AND a.actor IN (SELECT uid FROM workers WHERE role <> 'supervisor')"
    f" AND NOT EXISTS (SELECT 1 FROM case_keys k WHERE k.case_uid = {_CASE}"
    " AND k.holder = a.actor))"
)


def listed(
    db: Database, wanted: Wanted, *, before: int | None = None, limit: int = 200
) -> list[Listed]:
    """A page of the entries wanted, newest first, with numbers below `before`."""
    where, parameters = _where(wanted, before)
    found = db.read(
        f"SELECT a.seq, a.at, a.actor, a.act, a.object, a.detail, a.hash, {_CASE} {_FROM}"
        f" WHERE {where} ORDER BY a.seq DESC LIMIT ?",
        [*parameters, limit],
    )
    return [Listed(Entry(**_entry(row), hash=row[6]), row[7] or "") for row in found]


def counts(db: Database, wanted: Wanted) -> dict[tuple[str, str], int]:
    """How many of the entries wanted, by (actor, act)."""
    where, parameters = _where(wanted, None)
    found = db.read(
        f"SELECT a.actor, a.act, count(*) {_FROM} WHERE {where} GROUP BY a.actor, a.act", parameters
    )
    return {(actor, act): count for actor, act, count in found}


def _where(wanted: Wanted, before: int | None) -> tuple[str, list[Any]]:
    parts: list[tuple[str, list[Any]]] = [("true", [])]
    if before is not None:
        parts.append(("a.seq < ?", [before]))
    if wanted.actor:
        parts.append(("a.actor = ?", [wanted.actor]))
    if wanted.acts:
        parts.append((f"a.act IN ({_marks(wanted.acts)})", [*wanted.acts]))
    if wanted.but:
        parts.append((f"a.act NOT IN ({_marks(wanted.but)})", [*wanted.but]))
    if wanted.case_uid:
        parts.append((f"{_CASE} = ?", [wanted.case_uid]))
    if wanted.since:
        parts.append(("a.at >= ?", [wanted.since]))
    if wanted.until:
        parts.append(("a.at < ?", [wanted.until]))
    if wanted.outside is not None:
        acts = wanted.outside
        parts.append((f"(a.act IN ({_marks(acts)}) OR {_NOT_THEIRS})", [*acts]))
    return " AND ".join(sql for sql, _ in parts), [value for _, given in parts for value in given]


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def verify(
    db: Database,
    *,
    anchors: Mapping[int, bytes] | None = None,
    progress: Progress | None = None,
) -> Head:
    """Recompute the whole chain; its head.

    Raises `Damaged` for the first entry that does not fit, a missing one, or a chain that no
    longer holds one of the `anchors`: hashes by number known from outside (a receipt, a
    manifest, a backup). Without an anchor a chain cut short looks whole.
    """
    for done, total in verify_in_steps(db, anchors=anchors):
        if progress is not None:
            progress.report(done, total)
    return head(db)


def verify_in_steps(
    db: Database, *, anchors: Mapping[int, bytes] | None = None
) -> Iterator[tuple[int, int]]:
    """The same a stretch at a time, so that others come in between; yields (done, total)."""
    walk = chain.Walk(anchors)
    while rows := db.read(
        f"SELECT {_COLUMNS}, prev, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT {_STEP}",
        (walk.seq,),
    ):
        walk.take((row[0], _written(row), row[6], row[7]) for row in rows)
        yield walk.seq, head(db).seq
    walk.end()
    if migrate.schema(db) < _WITH_EPOCHS:  # a backup of before is proved before it is migrated
        return
    bare = db.one(
        "SELECT min(seq) FROM audit"
        " WHERE mac IS NULL AND seq >= (SELECT min(first_seq) FROM audit_epochs)"
    )
    if bare and bare[0] is not None:
        raise Damaged(forward.FORGED(seq=int(bare[0])))


# --- the forward-secure MAC -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Epoch:
    """A stretch of the audit under one first key, sealed to the recovery papers."""

    epoch: int
    first_seq: int
    started_at: str
    sealed: bytes


def epochs(db: Database) -> list[Epoch]:
    """Every epoch, the oldest first."""
    rows = db.read("SELECT epoch, first_seq, started_at, sealed FROM audit_epochs ORDER BY epoch")
    return [Epoch(*row) for row in rows]


def begin_epoch(db: Database, *, first_key: bytes, sealed: bytes, at: str) -> None:
    """The next entry is the first under this key. `sealed`: the key, for who may check."""
    db.execute(
        "INSERT INTO audit_epochs (first_seq, started_at, sealed) VALUES (?, ?, ?)",
        (head(db).seq + 1, at, sealed),
    )
    db.execute(
        "INSERT INTO audit_key (id, key) VALUES (1, ?)"
        " ON CONFLICT (id) DO UPDATE SET key = excluded.key",
        (first_key,),
    )


def verify_epoch(db: Database, epoch: Epoch, first_key: bytes) -> int:
    """Check the MACs of an epoch; how many entries. Raises Damaged naming the first that is
    not as it was written."""
    rows = db.each(
        "SELECT seq, hash, mac FROM audit WHERE seq >= ?1 AND seq <"
        " (SELECT coalesce(min(first_seq), 9223372036854775807) FROM audit_epochs"
        "  WHERE first_seq > ?1) ORDER BY seq",
        (epoch.first_seq,),
    )
    return forward.verify(first_key, ((seq, link, mac) for seq, link, mac in rows))


def _written(row: Row) -> bytes:
    """The canonical bytes of `_entry(row)`, put together from what is canonical already."""
    seq, at, actor, act, object, detail = row[:6]
    return (
        f'{{"act":{_quoted(act)},"actor":{_quoted(actor)},"at":{_quoted(at)},"detail":{detail}'
        f',"object":{_quoted(object)},"seq":{seq}}}'
    ).encode()


def _entry(row: Row) -> dict[str, Any]:
    """What the chain covers of a row: all that somebody did, said or meant by it."""
    seq, at, actor, act, object, detail = row[:6]
    told = canonical.loads(detail.encode(), limit=MAX_DETAIL)
    return {"seq": seq, "at": at, "actor": actor, "act": act, "object": object, "detail": told}
