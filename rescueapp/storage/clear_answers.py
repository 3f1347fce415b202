"""Clear answers of one form over many cases, for lists of what waits in them."""

from __future__ import annotations

import json
from collections.abc import Collection

from rescueapp.domain.record import Answers
from rescueapp.storage import merges
from rescueapp.storage.database import Database
from rescueapp.storage.records import NEWEST_FIRST


def of_form(db: Database, form: str, *, reader: str) -> list[tuple[str, str, Answers]]:
    """(case uid, record uid, clear answers) of every record of a form in the reader's cases; of a
    folded file under the case that is kept."""
    found = db.read(
        "SELECT r.case_uid, r.uid, r.answers FROM records r WHERE r.form = ? AND EXISTS"
        " (SELECT 1 FROM case_keys k WHERE k.holder = ? AND k.case_uid = r.case_uid)",
        (form, reader),
    )
    into = merges.standing(db)
    return [(into.get(at, at), uid, json.loads(answers)) for at, uid, answers in found]


def of_worker(db: Database, form: str, *, worker: str) -> list[tuple[str, str, Answers]]:
    """The same in the cases a worker (uid) answers for, by the day of the record."""
    found = db.read(
        "SELECT r.case_uid, r.uid, r.answers, coalesce(r.on_date, r.created_at) AS day"
        " FROM cases c JOIN records r ON r.case_uid = c.uid"
        f" WHERE c.worker = ?1 AND r.form = ?2 AND c.uid NOT IN {merges.FOLDED_SQL}"
        " UNION ALL SELECT k.uid, r.uid, r.answers, coalesce(r.on_date, r.created_at)"
        " FROM merges m JOIN cases k ON k.uid = m.kept JOIN records r ON r.case_uid = m.folded"
        " WHERE m.undone_at IS NULL AND k.worker = ?1 AND r.form = ?2 ORDER BY day",
        (worker, form),
    )
    return [(case_uid, uid, json.loads(answers)) for case_uid, uid, answers, _ in found]


def by_case(
    db: Database, form: str, case_uids: Collection[str]
) -> dict[str, list[tuple[str, Answers]]]:
    """(uid, clear answers) of the records of a form, latest first, by case."""
    found: dict[str, list[tuple[str, Answers]]] = {}
    for case_uid, uid, answers in db.read(
        "SELECT r.case_uid, r.uid, r.answers FROM records r WHERE r.form = ?"
        f" AND r.case_uid IN (SELECT value FROM json_each(?)) {NEWEST_FIRST}",
        (form, json.dumps(list(case_uids))),
    ):
        found.setdefault(case_uid, []).append((uid, json.loads(answers)))
    return found
