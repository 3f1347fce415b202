"""The records of a person: of every file of theirs, whichever is folded into which (decision 26).

What protects somebody is asked of the person and not of one file: a family found unfit, a no, a
notice that still stands. Of somebody with one file these are the same statements as of the case.
"""

from __future__ import annotations

import json

from rescueapp.domain.begun import ENDED_IN_PLACE
from rescueapp.domain.case import Due
from rescueapp.domain.record import RecordRow
from rescueapp.storage import merges, records
from rescueapp.storage.database import Database


def rows(db: Database, case_uid: str, *, form: str | None = None) -> list[RecordRow]:
    """The records of the person of a file, newest first, of one form or of all."""
    files = merges.whole(db, case_uid)
    found = [row for uid in files for row in records.rows(db, uid, form=form)]
    return sorted(found, key=_newest, reverse=True) if len(files) > 1 else found


def of_latest(db: Database, form: str, *, limit: int) -> list[str]:
    """Whom the latest records of a form are about, by the day of each: the file that is kept."""
    found = db.read(
        "SELECT case_uid FROM records WHERE form = ? ORDER BY on_date DESC LIMIT ?", (form, limit)
    )
    return list(dict.fromkeys(merges.whole(db, case_uid)[0] for (case_uid,) in found))


def open_due(db: Database, case_uid: str, *, form: str | None = None) -> list[RecordRow]:
    """Those of them whose due act is not done, earliest first."""
    files = merges.whole(db, case_uid)
    found = [row for uid in files for row in records.open_due(db, uid, form=form)]
    return sorted(found, key=lambda row: row.due_on or "")


# To "" every case is open, as in `records.due`. Who reads the folded file alone is told of that.
_DUE_FOLDED = """
SELECT k.uid, k.number, k.alias, r.form, r.uid, r.due_on, w.display_name, k.worker = ?3
FROM merges m JOIN records r ON r.case_uid = m.folded JOIN cases k ON k.uid = CASE
  WHEN ?2 = '' OR EXISTS (SELECT 1 FROM case_keys c WHERE c.holder = ?2 AND c.case_uid = m.kept)
  THEN m.kept ELSE m.folded END
JOIN workers w ON w.uid = k.worker
WHERE m.undone_at IS NULL AND r.due_on IS NOT NULL AND r.done_on IS NULL AND r.due_on <= ?1
  AND r.form IN (SELECT value FROM json_each(?4))
  AND (?2 = '' OR EXISTS
       (SELECT 1 FROM case_keys c WHERE c.holder = ?2 AND c.case_uid = m.folded))
ORDER BY r.due_on"""


def due_in_folded(db: Database, *, before: str, reader: str, worker: str) -> list[Due]:
    """What of folded files is due all the same up to and on a day (ISO), because it is ended in its
    own record: told of the file that is kept to whoever reads both. `worker`: as `records.due`."""
    asked = (before, reader, worker, json.dumps(sorted(ENDED_IN_PLACE)))
    return [
        Due(case_uid, number, alias, form, uid, due_on, name, bool(mine))
        for case_uid, number, alias, form, uid, due_on, name, mine in db.read(_DUE_FOLDED, asked)
    ]


def _newest(row: RecordRow) -> tuple[str, str]:
    return row.on_date or row.created_at, row.created_at
