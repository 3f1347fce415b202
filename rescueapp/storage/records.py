"""Records: one row for the present state, one more for every version ever saved.

Clear answers lie in `answers` as one JSON object; each compartment's answers are one sealed
blob, bound by the caller to the version that wrote it. A save names only the compartments it
writes: the others stay as an earlier version left them, because the writer may not hold
their keys.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rescueapp.domain.case import Due, Event
from rescueapp.domain.record import Answers, RecordRow, Version
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark
from rescueapp.storage import cases, hand_overs
from rescueapp.storage.database import Database, Row

SAVED_MEANWHILE = mark(
    "Somebody else saved this form while you were writing. Your text is kept as a draft:"
    " open the form again and compare.",
    "storage",
)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What one save writes. `based_on` is the version the writer had open, 0 for a new record."""

    uid: str
    case_uid: str
    form: str
    form_version: int
    based_on: int
    state: str  # incomplete, complete
    worker: str
    at: str  # instant
    answers: Answers  # the clear ones
    sealed: Mapping[Compartment, bytes] = field(default_factory=dict)
    on_date: str | None = None
    due_on: str | None = None
    entered_late: bool = False

    @property
    def version(self) -> int:
        """The version this becomes; what `sealed` must be bound to."""
        return self.based_on + 1


@dataclass(frozen=True, slots=True)
class Part:
    """A compartment's answers as they lie: which version wrote them, and the sealed bytes."""

    version: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """What a record says: clear answers, and the sealed parts by compartment."""

    form_version: int
    answers: Answers
    parts: dict[Compartment, Part]


_SELECT = """
SELECT r.uid, r.case_uid, r.form, r.version, r.state, r.on_date, r.due_on, r.done_on,
       r.worker, w.display_name, r.created_at, r.changed_at, r.entered_late,
       t.written_by, t.station
FROM records r JOIN workers w ON w.uid = r.worker
LEFT JOIN carried_records t ON t.record_uid = r.uid"""
ROWS_SQL = f"{_SELECT} WHERE r.case_uid = ?"
NEWEST_FIRST = "ORDER BY coalesce(r.on_date, r.created_at) DESC, r.created_at DESC"


def save(db: Database, new: NewVersion) -> None:
    """Write a version: the record, its history, its parts, the due date of its case.

    Raises `Refused` when the record is no longer at the version it is based on; nothing of
    the transaction then stays.
    """
    if new.based_on:
        _change(db, new)
    else:
        _insert(db, new)
    _keep_version(db, new)
    cases.refresh_due(db, new.case_uid, changed_at=new.at)


def _insert(db: Database, new: NewVersion) -> None:
    if db.one("SELECT 1 FROM records WHERE uid = ?", (new.uid,)):
        raise Refused(SAVED_MEANWHILE)
    db.execute(
        "INSERT INTO records (uid, case_uid, form, form_version, version, state, on_date, due_on,"
        " worker, created_at, changed_at, entered_late, answers)"
        " VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            new.uid,
            new.case_uid,
            new.form,
            new.form_version,
            new.state,
            new.on_date,
            new.due_on,
            new.worker,
            new.at,
            new.at,
            int(new.entered_late),
            _json(new.answers),
        ),
    )


def _change(db: Database, new: NewVersion) -> None:
    changed = db.execute(
        "UPDATE records SET form_version = ?, version = ?, state = ?, on_date = ?,"
        # planned anew for a day after the one it was settled on: due again
        " done_on = CASE WHEN due_on IS NOT ? AND ? > done_on THEN NULL ELSE done_on END,"
        " due_on = ?, worker = ?, changed_at = ?, entered_late = max(entered_late, ?), answers = ?"
        " WHERE uid = ? AND version = ? AND case_uid = ? AND form = ?",
        (
            new.form_version,
            new.version,
            new.state,
            new.on_date,
            new.due_on,
            new.due_on,
            new.due_on,
            new.worker,
            new.at,
            int(new.entered_late),
            _json(new.answers),
            new.uid,
            new.based_on,
            new.case_uid,
            new.form,
        ),
    )
    if changed != 1:
        raise Refused(SAVED_MEANWHILE)


def _keep_version(db: Database, new: NewVersion) -> None:
    db.execute(
        "INSERT INTO record_versions"
        " (record_uid, version, saved_at, worker, form_version, state, answers)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            new.uid,
            new.version,
            new.at,
            new.worker,
            new.form_version,
            new.state,
            _json(new.answers),
        ),
    )
    parts = [(new.uid, c.value, new.version, sealed) for c, sealed in new.sealed.items()]
    columns = "(record_uid, compartment, version, sealed) VALUES (?, ?, ?, ?)"
    db.execute_many(f"INSERT INTO record_version_parts {columns}", parts)
    db.execute_many(
        f"INSERT INTO record_parts {columns} ON CONFLICT (record_uid, compartment)"
        " DO UPDATE SET version = excluded.version, sealed = excluded.sealed",
        parts,
    )


def set_done(db: Database, record_uid: str, *, done_on: str | None, at: str) -> None:
    """What this record made due was done that day, or ended with its case; None: it is due."""
    found = row(db, record_uid)
    if found:
        db.execute("UPDATE records SET done_on = ? WHERE uid = ?", (done_on, record_uid))
        cases.refresh_due(db, found.case_uid, changed_at=at)


def set_due(db: Database, record_uid: str, *, due_on: str, at: str) -> None:
    """What this record plans is due that day, and not done."""
    found = row(db, record_uid)
    if found:
        db.execute(
            "UPDATE records SET due_on = ?, done_on = NULL WHERE uid = ?", (due_on, record_uid)
        )
        cases.refresh_due(db, found.case_uid, changed_at=at)


# --- reading


def row(db: Database, record_uid: str) -> RecordRow | None:
    """One record without its answers, or None."""
    found = db.one(f"{_SELECT} WHERE r.uid = ?", (record_uid,))
    return _row(found) if found else None


def _row(values: Row) -> RecordRow:
    found = RecordRow(*(*values[:-3], bool(values[-3])))
    name = hand_overs.writer(values[-2], values[-1], found.version)
    return found if name is None else replace(found, worker_name=name)


def rows(db: Database, case_uid: str, *, form: str | None = None) -> list[RecordRow]:
    """The records of a case, newest first, of one form or of all."""
    of_form, parameters = "", [case_uid]
    if form is not None:
        of_form, parameters = "AND r.form = ?", [case_uid, form]
    found = db.read(f"{ROWS_SQL} {of_form} {NEWEST_FIRST}", parameters)
    return [_row(values) for values in found]


def forms_of(db: Database, case_uid: str) -> list[tuple[str, bool]]:
    """The forms a case has records of, each with whether one of them is complete."""
    found = db.read(
        "SELECT form, max(state = 'complete') FROM records WHERE case_uid = ? GROUP BY form",
        (case_uid,),
    )
    return [(form, bool(complete)) for form, complete in found]


def count_of_other_forms(db: Database, case_uids: Collection[str], forms: Iterable[str]) -> int:
    """How many records of some cases are of none of these forms."""
    found = db.one(
        "SELECT count(*) FROM records WHERE case_uid IN (SELECT value FROM json_each(?))"
        " AND form NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(list(case_uids)), json.dumps(list(forms))),
    )
    return int(found[0]) if found else 0


def newest(db: Database, case_uid: str, forms: Collection[str]) -> list[str]:
    """The uids of the records of some forms, newest first, in the order of `rows`."""
    found = db.read(
        "SELECT uid FROM records r WHERE case_uid = ? AND form IN (SELECT value FROM json_each(?))"
        f" {NEWEST_FIRST}",
        (case_uid, json.dumps(list(forms))),
    )
    return [uid for (uid,) in found]


def clear_answers(db: Database, case_uid: str) -> list[tuple[str, Answers]]:
    """(form, clear answers) of every record of a case, for search."""
    found = db.read("SELECT form, answers FROM records WHERE case_uid = ?", (case_uid,))
    return [(form, json.loads(answers)) for form, answers in found]


def contents(db: Database, record_uid: str) -> Contents | None:
    """The present answers of a record, or None for an unknown uid."""
    found = db.one("SELECT form_version, answers FROM records WHERE uid = ?", (record_uid,))
    if found is None:
        return None
    parts = db.read(
        "SELECT compartment, version, sealed FROM record_parts WHERE record_uid = ?", (record_uid,)
    )
    return _contents(found, parts)


def contents_of_case(db: Database, case_uid: str) -> Iterator[tuple[RecordRow, Contents]]:
    """Every record of a case with its answers, oldest first: for paper, coded facts, search."""
    for record in reversed(rows(db, case_uid)):
        held = contents(db, record.uid)
        if held is not None:
            yield record, held


def versions(db: Database, record_uid: str) -> list[Version]:
    """The history of a record, newest first. What was written at another station names that
    station with who wrote it; `worker` is who took it up here."""
    found = db.read(
        "SELECT t.written_by, t.station, v.version, v.saved_at, v.worker, w.display_name,"
        " v.form_version, v.state FROM record_versions v LEFT JOIN workers w ON w.uid = v.worker"
        " LEFT JOIN carried_records t ON t.record_uid = v.record_uid"
        " WHERE v.record_uid = ? ORDER BY v.version DESC",
        (record_uid,),
    )
    return [_version(*values) for values in found]


def _version(there: str | None, station: str | None, *told: Any) -> Version:
    found = Version(*told)
    name = hand_overs.writer(there, station, found.version)
    return found if name is None else replace(found, worker_name=name)


def began(db: Database, record_uid: str) -> str:
    """Who saved its first version."""
    (worker,) = db.one(
        "SELECT worker FROM record_versions WHERE record_uid = ? AND version = 1", (record_uid,)
    ) or ("",)
    return str(worker)


def contents_at(db: Database, record_uid: str, version: int) -> Contents | None:
    """The answers as a version left them; a part it did not write is the latest before it."""
    found = db.one(
        "SELECT form_version, answers FROM record_versions WHERE record_uid = ? AND version = ?",
        (record_uid, version),
    )
    if found is None:
        return None
    parts = db.read(
        "SELECT compartment, max(version), sealed FROM record_version_parts"
        " WHERE record_uid = ? AND version <= ? GROUP BY compartment",
        (record_uid, version),
    )
    return _contents(found, parts)


def _contents(found: Row, parts: list[Row]) -> Contents:
    form_version, answers = found
    return Contents(
        form_version,
        json.loads(answers),
        {Compartment(name): Part(version, sealed) for name, version, sealed in parts},
    )


# --- what is due, what happened

# To "" every case is open: its compartments' own keys.
_DUE = """
SELECT r.case_uid, c.number, c.alias, r.form, r.uid, r.due_on, w.display_name, c.worker = ?3
FROM records r JOIN cases c ON c.uid = r.case_uid JOIN workers w ON w.uid = c.worker"""
_DUE_TO_READER = """
WHERE r.due_on IS NOT NULL AND r.done_on IS NULL AND r.due_on <= ?1
  AND (?2 = '' OR EXISTS
       (SELECT 1 FROM case_keys k WHERE k.holder = ?2 AND k.case_uid = r.case_uid))
  AND NOT EXISTS (SELECT 1 FROM merges m WHERE m.folded = r.case_uid AND m.undone_at IS NULL)"""
DUE_SQL = f"{_DUE} {_DUE_TO_READER} ORDER BY r.due_on"
DUE_COUNTS_SQL = f"""
SELECT count(*) FILTER (WHERE r.due_on < ?1), count(*) FILTER (WHERE r.due_on = ?1)
FROM records r {_DUE_TO_READER}"""


def due(db: Database, *, before: str, reader: str, worker: str) -> list[Due]:
    """What is open and due up to and on a day (ISO) in the reader's cases, earliest first.

    `mine`: `worker` (a uid) is the case's own worker, whose name is `worker_name`.
    """
    return [
        Due(case_uid, number, alias, form, uid, due_on, worker, bool(mine))
        for case_uid, number, alias, form, uid, due_on, worker, mine in db.read(
            DUE_SQL, (before, reader, worker)
        )
    ]


def due_counts(db: Database, on: str, *, reader: str) -> tuple[int, int]:
    """(how much is overdue, how much is due) on a day (ISO), of what `due` tells the reader."""
    row = db.one(DUE_COUNTS_SQL, (on, reader))
    return (int(row[0]), int(row[1])) if row else (0, 0)


def open_due(db: Database, case_uid: str, *, form: str | None = None) -> list[RecordRow]:
    """The records of a case whose due act is not done, earliest first."""
    where, parameters = "r.case_uid = ? AND r.due_on IS NOT NULL AND r.done_on IS NULL", [case_uid]
    if form is not None:
        where, parameters = f"{where} AND r.form = ?", [case_uid, form]
    return [_row(v) for v in db.read(f"{_SELECT} WHERE {where} ORDER BY r.due_on", parameters)]


def timeline(db: Database, case_uid: str) -> list[Event]:
    """What happened in a case, newest first, by the day each record is about."""
    return events(rows(db, case_uid))


def events(found: Iterable[RecordRow]) -> list[Event]:
    """The same of rows that were read already."""
    return [
        Event(
            at=row.on_date or row.created_at,
            form=row.form,
            record_uid=row.uid,
            state=row.state,
            worker_name=row.worker_name,
            saved_at=row.changed_at,
            late=row.late,
            file=row.file,
        )
        for row in found
    ]


def _json(answers: Answers) -> str:
    return json.dumps(
        answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def cases_between(db: Database, first: str, last: str) -> list[str]:
    """The uids of the cases with a record about a day of this period (ISO dates, included)."""
    rows = db.read(
        "SELECT DISTINCT case_uid FROM records WHERE on_date BETWEEN ? AND ? ORDER BY case_uid",
        (first, last),
    )
    return [case_uid for (case_uid,) in rows]
