"""The office's own versions of rules, the numbers of its rules files, and days off it took in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from rescueapp.rules.calendar import Kind, SpecialDay
from rescueapp.rules.limits import Handed
from rescueapp.rules.periods import Period, parse
from rescueapp.rules.table import Change
from rescueapp.storage.database import Database, Row

FILES = "rules"  # the series of the numbers of an office's rules files
_CHANGE = "rule, version, valid_from, worker, changed_at, why, what"


def add_change(db: Database, change: Change) -> None:
    """A new version of a rule. One that is there already is a StatementError."""
    what = {
        "steps": None if change.steps is None else [str(each) for each in change.steps],
        "every": _written(change.every),
        "soon": _written(change.soon),
        "off": change.off,
        "amount": change.amount,
        "handed": None if change.handed is None else asdict(change.handed),
    }
    db.execute(
        f"INSERT INTO rule_changes ({_CHANGE}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            change.rule,
            change.version,
            change.valid_from,
            change.by,
            change.at,
            change.why,
            json.dumps(what, sort_keys=True),
        ),
    )


def changes(db: Database) -> list[Change]:
    """Every change, those of a rule in the order of its versions."""
    return [_change(row) for row in db.read(f"SELECT {_CHANGE} FROM rule_changes ORDER BY 1, 2")]


def last_file(db: Database) -> int:
    """The last number a rules file bears, 0 for none."""
    found = db.one("SELECT last FROM numbers WHERE series = ?", (FILES,))
    return int(found[0]) if found else 0


def skip_files(db: Database, last: int) -> None:
    """Go on after this number: a rules file of it may have left after the backup."""
    db.execute(
        "INSERT INTO numbers (series, last) VALUES (?, ?)"
        " ON CONFLICT (series) DO UPDATE SET last = max(last, excluded.last)",
        (FILES, last),
    )


def add_days(db: Database, days: Iterable[SpecialDay], *, worker: str, at: str) -> None:
    """Days of an imported table. A late December day that is known already stays as it was."""
    for each in days:
        db.execute(
            "INSERT OR IGNORE INTO holidays (day, kind, name, worker, imported_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (each.day.isoformat(), each.kind.value, each.name, worker, at),
        )


_OF_YEAR = """
WHERE substr(day, 1, 7) BETWEEN ?1 || '-12' AND ?2 || '-12' AND imported_at =
      (SELECT imported_at FROM holidays WHERE day = ?2 || '-01-01')"""


def take_out(db: Database, year: int) -> list[SpecialDay]:
    """Take out the table of a year, with the late December that came with it; what it was."""
    asked = (str(year - 1), str(year))
    rows = db.read(f"SELECT day, kind, name FROM holidays {_OF_YEAR} ORDER BY day", asked)
    db.execute(f"DELETE FROM holidays {_OF_YEAR}", asked)
    return [SpecialDay(date.fromisoformat(day), Kind(kind), name) for day, kind, name in rows]


def days(db: Database) -> list[SpecialDay]:
    """Every day that was taken in, in order."""
    rows = db.read("SELECT day, kind, name FROM holidays ORDER BY day")
    return [SpecialDay(date.fromisoformat(day), Kind(kind), name) for day, kind, name in rows]


def _change(row: Row) -> Change:
    rule, version, valid_from, by, at, why, told = row
    what: dict[str, Any] = json.loads(told)
    steps, handed = what["steps"], what.get("handed")
    return Change(
        rule=rule,
        version=version,
        valid_from=valid_from,
        by=by,
        at=at,
        why=why,
        steps=None if steps is None else tuple(parse(each) for each in steps),
        every=_read(what["every"]),
        soon=_read(what["soon"]),
        off=bool(what["off"]),
        amount=what.get("amount"),
        handed=Handed(**handed) if handed else None,
    )


def _written(period: Period | None) -> str | None:
    return None if period is None else str(period)


def _read(written: str | None) -> Period | None:
    return None if written is None else parse(written)
