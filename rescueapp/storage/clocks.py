"""Clocks as they lie: what happened in a case, what is due because of it, what was decided.

What is in clear can be read with the database's key alone; what a compartment tells is opaque
here, and no column tells that it is there.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from rescueapp.forms.schema import Compartment
from rescueapp.storage import merges
from rescueapp.storage.database import Database


class Told(NamedTuple):
    """Something that happened, as a record tells. `at`: an ISO day or an instant."""

    name: str
    at: str
    record_uid: str


class Running(NamedTuple):
    """A deadline that runs: JSON, the day of it at the station, the last instant in time, and
    whether it is no duty."""

    deadline: str
    due_on: str
    ends_at: str
    threshold: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision as it is kept; `about` is JSON, "" where it is sealed with the reason."""

    uid: str
    case_uid: str
    compartment: Compartment
    about: str
    sealed: bytes
    worker: str
    asked_at: str
    request_uid: str | None


class Line(NamedTuple):
    """A running deadline of a case, for Today."""

    case_uid: str
    number: str
    alias: str
    worker_name: str
    mine: bool
    deadline: str = ""  # JSON


# What the records of some cases tell in clear, and that they were handed over and answered for:
# each by its key. Put together in SQL they would be gathered and sorted in locked memory, which
# takes longer than everything that is worked out from them.
_OF_THEM = "WHERE case_uid IN (SELECT value FROM json_each(?))"
_TOLD = f"SELECT case_uid, name, at, told_by FROM milestones {_OF_THEM}"
_HANDED_OVER = f"""
SELECT c.case_uid, h.made_at, h.answered_at, h.uid
FROM handed_over_cases c JOIN hand_overs h ON h.uid = c.package_uid {_OF_THEM}"""


# Whether help goes on the kept file says alone, as it tells the stage (decision 26).
_OF_THE_FILE = frozenset({"closed", "reopened"})


# --- what happened


def put_told(db: Database, case_uid: str, record_uid: str, told: Iterable[tuple[str, str]]) -> None:
    """What a record tells in clear, in place of what it told before."""
    put_told_of(db, {(case_uid, record_uid): told})


def told(db: Database, case_uid: str) -> list[Told]:
    """What the records of a case tell in clear."""
    return _told_of(db, [case_uid]).get(case_uid, [])


def _told_of(db: Database, case_uids: Collection[str]) -> dict[str, list[Told]]:
    """The same of some cases, by case."""
    asked = (json.dumps(list(case_uids)),)
    found: dict[str, list[Told]] = defaultdict(list)
    for uid, *said in db.read(_TOLD, asked):
        found[uid].append(Told(*said))
    for uid, made_at, answered_at, hand_over in db.read(_HANDED_OVER, asked):
        found[uid].append(Told("handed_over", made_at, hand_over))
        if answered_at is not None:
            found[uid].append(Told("hand_over_answered", answered_at, hand_over))
    return found


def of_person(told_of: Iterable[Told]) -> Iterator[Told]:
    """What a folded file tells of the person, and not of itself: a duplicate that was closed
    closes nothing."""
    return (each for each in told_of if each.name not in _OF_THE_FILE)


def put_told_of(db: Database, told: Mapping[tuple[str, str], Iterable[tuple[str, str]]]) -> None:
    """The same of many, by (case, record)."""
    db.execute_many("DELETE FROM milestones WHERE case_uid = ? AND told_by = ?", told)
    db.execute_many(
        "INSERT OR IGNORE INTO milestones (case_uid, told_by, name, at) VALUES (?, ?, ?, ?)",
        ((*key, name, at) for key, found in told.items() for name, at in found),
    )


def sealed(db: Database, case_uid: str) -> dict[Compartment, bytes]:
    """What the records of a case tell, by compartment, as it lies."""
    rows = db.read(
        "SELECT compartment, sealed FROM sealed_milestones WHERE case_uid = ?", (case_uid,)
    )
    return {Compartment(name): data for name, data in rows}


def put_sealed(db: Database, case_uid: str, compartment: Compartment, data: bytes) -> None:
    """The same of one compartment, in place of what lay there."""
    db.execute(
        "INSERT INTO sealed_milestones (case_uid, compartment, sealed) VALUES (?, ?, ?)"
        " ON CONFLICT (case_uid, compartment) DO UPDATE SET sealed = excluded.sealed",
        (case_uid, compartment.value, data),
    )


def parts_of(db: Database, case_uid: str, forms: Collection[str]) -> set[tuple[Compartment, str]]:
    """(compartment, record) of every sealed part in the records of some forms of a case."""
    rows = db.read(
        "SELECT p.compartment, p.record_uid FROM records r"
        " JOIN record_parts p ON p.record_uid = r.uid"
        " WHERE r.case_uid = ? AND r.form IN (SELECT value FROM json_each(?))",
        (case_uid, json.dumps(list(forms))),
    )
    return {(Compartment(name), record_uid) for name, record_uid in rows}


# --- what runs


def put_running(
    db: Database, gone: Iterable[tuple[str, Running]], new: Iterable[tuple[str, Running]]
) -> None:
    """Take out what runs no more, and write what runs now: (case, deadline)."""
    db.execute_many(
        "DELETE FROM deadlines WHERE case_uid = ? AND deadline = ?",
        ((case_uid, each.deadline) for case_uid, each in gone),
    )
    db.execute_many(
        "INSERT INTO deadlines (case_uid, deadline, due_on, ends_at, threshold)"
        " VALUES (?, ?, ?, ?, ?)",
        ((case_uid, *each) for case_uid, each in new),
    )


_LINES = """
SELECT d.case_uid, c.number, c.alias, w.display_name, c.worker = ?3,
       d.deadline
FROM deadlines d JOIN cases c ON c.uid = d.case_uid JOIN workers w ON w.uid = c.worker"""
_TO_READER = """
WHERE d.due_on <= ?1 AND d.due_on >= ?5 AND (?2 = '' OR EXISTS
      (SELECT 1 FROM case_keys k WHERE k.holder = ?2 AND k.case_uid = d.case_uid))"""
LINES_SQL = f"{_LINES} {_TO_READER} ORDER BY d.due_on"
COUNTS_SQL = f"""
SELECT count(*) FILTER (WHERE d.ends_at < ?4),
       count(*) FILTER (WHERE d.due_on = ?1 AND d.ends_at >= ?4)
FROM deadlines d {_TO_READER}
  AND NOT d.threshold AND d.case_uid NOT IN (SELECT value FROM json_each(?3))"""


def lines(db: Database, *, first: str, last: str, reader: str, worker: str) -> list[Line]:
    """What runs in clear from a day (ISO) to another, included, in the reader's cases, earliest
    first.

    `reader` as in `records.due`; `mine`: `worker` (a uid) is the case's own worker.
    """
    return [
        Line(uid, number, alias, name, bool(mine), deadline)
        for uid, number, alias, name, mine, deadline in db.read(
            LINES_SQL, (last, reader, worker, None, first)
        )
    ]


def lines_of_rule(db: Database, rule: str) -> list[Line]:
    """What runs in clear of one rule in every case, the earliest first."""
    found = db.read(
        f"{_LINES} WHERE substr(d.deadline, 1, length(?1)) = ?1 ORDER BY d.due_on",
        (f'["{rule}",', None, ""),  # how it begins: to read it as JSON takes a hundred times longer
    )
    return [Line(uid, number, alias, name, bool(mine), told)
            for uid, number, alias, name, mine, told in found]  # fmt: skip


def counts(
    db: Database, on: str, *, now: str, reader: str, but: Collection[str], since: str
) -> tuple[int, int]:
    """(how many are overdue at an instant, how many are due that day), but in some cases; what was
    due before the day `since` is not counted."""
    row = db.one(COUNTS_SQL, (on, reader, json.dumps(list(but)), now, since))
    return (int(row[0]), int(row[1])) if row else (0, 0)


def planned(db: Database, case_uids: Collection[str]) -> set[tuple[str, str]]:
    """(record, day) of what records of some cases make due themselves and nobody has done."""
    rows = db.read(
        "SELECT uid, due_on FROM records WHERE due_on IS NOT NULL AND done_on IS NULL"
        " AND case_uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(case_uids)),),
    )
    return {(uid, day) for uid, day in rows}


# --- all cases


class Basis(NamedTuple):
    """What the deadlines of a case in clear are worked out from."""

    case_uid: str
    sex: str | None
    born_from: str | None
    born_to: str | None
    closed_on: str | None
    told: list[Told]


def bases(db: Database, case_uids: Collection[str]) -> list[Basis]:
    """What the deadlines of some cases are worked out from, in two queries. What a folded file
    tells of the person counts for the file it is folded into; its own clocks rest."""
    asked = (json.dumps(list(case_uids)),)
    kept = merges.standing(db)
    happened: dict[str, list[Told]] = defaultdict(list)
    for uid, told_of in _told_of(db, merges.with_folded(db, case_uids)).items():
        happened[kept.get(uid, uid)].extend(of_person(told_of) if uid in kept else told_of)
    rows = db.read(
        "SELECT uid, sex, born_from, born_to, closed_on FROM cases"
        " WHERE uid IN (SELECT value FROM json_each(?))",
        asked,
    )
    return [
        Basis(uid, sex, first, last, None if uid in kept else closed,
              happened.get(uid, []))
        for uid, sex, first, last, closed in rows
    ]  # fmt: skip


def running_of(db: Database, case_uids: Collection[str]) -> dict[str, set[Running]]:
    """What runs in some cases, as it was written last, by case."""
    rows = db.read(
        "SELECT case_uid, deadline, due_on, ends_at, threshold FROM deadlines"
        " WHERE case_uid IN (SELECT value FROM json_each(?)) ORDER BY case_uid",
        (json.dumps(list(case_uids)),),
    )
    return {
        uid: {Running(deadline, due, ends, bool(status)) for deadline, due, ends, status in found}
        for uid, found in _by_case(rows).items()
    }


def _by_case(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    grouped = groupby(rows, key=itemgetter(0))
    return {uid: [row[1:] for row in found] for uid, found in grouped}


def clear_records(
    db: Database, case_uids: Collection[str], forms: Collection[str]
) -> Iterator[tuple[str, str, str, str | None, bool, dict[str, object]]]:
    """(case, record, form, day, whether it is complete, clear answers) of the records of some
    forms of some cases."""
    for case_uid, record_uid, form, on_date, state, answers in db.each(
        "SELECT case_uid, uid, form, on_date, state, answers FROM records"
        " WHERE case_uid IN (SELECT value FROM json_each(?))"
        " AND form IN (SELECT value FROM json_each(?))",
        (json.dumps(list(case_uids)), json.dumps(list(forms))),
    ):
        yield case_uid, record_uid, form, on_date, state == "complete", json.loads(answers)


# --- what was decided

_DECISION = "uid, case_uid, compartment, about, sealed, worker, asked_at, request_uid"


def add_decision(db: Database, kept: Kept) -> None:
    """Write a decision down."""
    db.execute(
        f"INSERT INTO clock_decisions ({_DECISION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (kept.uid, kept.case_uid, kept.compartment.value, kept.about, kept.sealed, kept.worker,
         kept.asked_at, kept.request_uid),
    )  # fmt: skip


def decisions(db: Database, case_uids: Collection[str]) -> list[Kept]:
    """What was decided in some cases, in the order it was asked."""
    rows = db.read(
        f"SELECT {_DECISION} FROM clock_decisions"
        " WHERE case_uid IN (SELECT value FROM json_each(?)) ORDER BY asked_at, uid",
        (json.dumps(list(case_uids)),),
    )
    return [Kept(r[0], r[1], Compartment(r[2]), *r[3:]) for r in rows]


# What was decided in a folded file stands still in the one it is folded into.
_MAY_STAND_STILL = """
SELECT DISTINCT coalesce(m.kept, d.case_uid) AS uid FROM clock_decisions d
LEFT JOIN merges m ON m.folded = d.case_uid AND m.undone_at IS NULL
WHERE (d.about = '' OR d.about LIKE '%"step": "pause"%') AND (?1 = '' OR EXISTS
      (SELECT 1 FROM case_keys k WHERE k.holder = ?1 AND k.case_uid = coalesce(m.kept, d.case_uid)))
"""


def may_stand_still(db: Database, reader: str) -> list[str]:
    """The cases of a reader (as in `lines`) in which somebody may have let a clock stand still."""
    return [uid for (uid,) in db.read(_MAY_STAND_STILL, (reader,))]


def decision_of(db: Database, request_uid: str) -> Kept | None:
    """The decision that waits for a request, or waited for it."""
    row = db.one(f"SELECT {_DECISION} FROM clock_decisions WHERE request_uid = ?", (request_uid,))
    return Kept(row[0], row[1], Compartment(row[2]), *row[3:]) if row else None


# --- what compartments tell, of many cases

_SEALED_OF = """
SELECT k.case_uid, s.compartment, k.sealed, s.sealed
FROM sealed_milestones s
JOIN case_keys k ON k.case_uid = s.case_uid AND k.compartment = s.compartment AND k.holder = ?2
WHERE s.case_uid IN (SELECT value FROM json_each(?1))"""
_SEALED_CASES = """
SELECT DISTINCT s.case_uid FROM sealed_milestones s
JOIN case_keys k ON k.case_uid = s.case_uid AND k.compartment = s.compartment AND k.holder = ?"""
_UNKEPT = """
SELECT DISTINCT r.case_uid, p.compartment
FROM records r JOIN record_parts p ON p.record_uid = r.uid
JOIN case_keys k ON k.case_uid = r.case_uid AND k.compartment = p.compartment AND k.holder = ?1
WHERE r.form IN (SELECT value FROM json_each(?2)) AND p.compartment = ?3
  AND NOT EXISTS (SELECT 1 FROM sealed_milestones s
                  WHERE s.case_uid = r.case_uid AND s.compartment = p.compartment)"""


def sealed_cases(db: Database, holder: str) -> list[str]:
    """The cases of which something lies sealed that a holder has a key of."""
    return [uid for (uid,) in db.read(_SEALED_CASES, (holder,))]


def sealed_of(
    db: Database, case_uids: Collection[str], holder: str
) -> list[tuple[str, Compartment, bytes, bytes]]:
    """(case, compartment, sealed key, sealed milestones) of some cases, for a holder."""
    asked = (json.dumps(list(case_uids)), holder)
    return [
        (uid, Compartment(name), key, data) for uid, name, key, data in db.read(_SEALED_OF, asked)
    ]


def unkept(
    db: Database, holder: str, forms: Collection[str], compartment: Compartment
) -> list[str]:
    """The cases with a sealed part in a record of these forms, but nothing kept of what it tells,
    where the holder has the key."""
    asked = (holder, json.dumps(list(forms)), compartment.value)
    return [uid for uid, _ in db.read(_UNKEPT, asked)]
