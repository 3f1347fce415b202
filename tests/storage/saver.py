"""A process that saves records until it is killed, and says each save once it has returned.

    python -m tests.storage.saver FOLDER FIRST

Each act is one transaction: a new version of a record, its sealed part, a fact, the search
words, the audit. Afterwards it prints the act's number.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from rescueapp.forms.schema import Compartment
from rescueapp.storage import audit, cases, facts, records, search
from rescueapp.storage.database import Database
from tests.storage.making import ANNA, AT, KEY, version

CASE = f"{1:032x}"


def save(db: Database, n: int) -> None:
    """Act number n: version n of the one record."""
    with db.transaction():
        records.save(
            db,
            version(
                CASE,
                based_on=n - 1,
                answers={"act": n, "text": "x" * (n * 37 % 900)},
                sealed={Compartment.CARE: n.to_bytes(4, "big") * 200},
                due_on=f"2026-{n % 12 + 1:02d}-01",
            ),
        )
        facts.add(db, case_uid=CASE, key="act", value=n, worker=ANNA.uid, recorded_at=AT)
        search.index_case(db, 1, number="n", alias="a", words=f"act{n} 说话")
        cases.update_spine(db, CASE, changed_at=AT, safety_line=f"act {n}")
        audit.append(db, at=AT, actor=ANNA.uid, act="save", object=CASE, detail={"n": n})


def main(folder: str, first: str) -> None:
    db = Database.open(Path(folder) / "case.db", KEY)
    for n in count(int(first)):
        save(db, n)
        print(n, flush=True)  # noqa: T201 - the acknowledgement


if __name__ == "__main__":
    main(*sys.argv[1:])
