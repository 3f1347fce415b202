"""Names of stations, hospitals and schools used before, offered while typing."""

from __future__ import annotations

import json

from rescueapp.storage.database import Database


def used(db: Database, name: str) -> None:
    """Count one more use of a name."""
    if name.strip():
        db.execute(
            "INSERT INTO institutions (name) VALUES (?)"
            " ON CONFLICT (name) DO UPDATE SET used = used + 1",
            (name.strip(),),
        )


def offered(db: Database, typed: str, *, limit: int = 12) -> list[str]:
    """Names that hold what was typed, the most used first; all for ''."""
    rows = db.read(
        "SELECT name FROM institutions WHERE instr(name, ?) > 0 ORDER BY used DESC, name LIMIT ?",
        (typed.strip(), limit),
    )
    return [name for (name,) in rows]


def named_in(db: Database, case_uid: str) -> list[str]:
    """Those offered that stand as an answer in some version of a case's records."""
    rows = db.read(
        "SELECT DISTINCT i.name FROM records r JOIN record_versions v ON v.record_uid = r.uid,"
        " json_each(v.answers) a JOIN institutions i ON i.name = trim(a.value)"
        " WHERE r.case_uid = ? AND a.type = 'text' ORDER BY i.name",
        (case_uid,),
    )
    return [name for (name,) in rows]


def let_go(db: Database, name: str) -> None:
    """Offer a name no more, unless some version of a record names it."""
    answer = json.dumps(name, ensure_ascii=False)  # as answers are kept
    db.execute(
        "DELETE FROM institutions WHERE name = ?"
        " AND NOT EXISTS (SELECT 1 FROM record_versions WHERE instr(answers, ?) > 0)",
        (name, answer),
    )
