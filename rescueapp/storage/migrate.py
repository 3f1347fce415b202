"""Numbered migrations: `migrations/NNNN_subject.sql`, each one transaction.

The schema's number is `PRAGMA user_version` and, because an export loses that, the value
`schema` in the table `vault` too. A database of a newer program is refused, not guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark
from rescueapp.storage import vault_values
from rescueapp.storage.database import Database

FOLDER = Path(__file__).resolve().parent / "migrations"
NEWER = mark(
    "This vault was used with a newer version of the program. Install that version here too.",
    "storage",
)
UNSURE = mark("The database does not say which version it has. Restore the last backup.", "storage")


def migrations(folder: Path = FOLDER) -> dict[int, Path]:
    """The migration files by number, 1 to the present schema without gaps.

    Finding none raises FileNotFoundError: a program packed without them must not start.
    """
    found = {int(path.name[:4]): path for path in sorted(folder.glob("[0-9]*.sql"))}
    if not found or list(found) != list(range(1, len(found) + 1)):
        raise FileNotFoundError("the program is incomplete: migrations are missing")
    return found


def present_schema() -> int:
    """The schema this program writes."""
    return len(migrations())


def schema(db: Database) -> int:
    """The schema a database has; 0 for one just created."""
    row = db.one("PRAGMA user_version")
    number = int(row[0]) if row else 0
    if number and vault_values.get(db, "schema") != str(number):
        raise Damaged(UNSURE)
    return number


def migrate(db: Database, *, backup: Callable[[], None], folder: Path = FOLDER) -> int:
    """Bring a database to the present schema; returns the number it had.

    `backup` is called once before the first change to a database that holds something, and
    what it raises stops the migration. Each step is all or nothing; broken foreign keys after
    a step undo it as `Damaged`. A newer schema is `Refused` and nothing is touched.
    """
    steps = migrations(folder)
    had = schema(db)
    if had > len(steps):
        raise Refused(NEWER)
    if 0 < had < len(steps):
        backup()
    for number in range(had + 1, len(steps) + 1):
        _step(db, number, steps[number].read_text(encoding="utf-8"))
    return had


def _step(db: Database, number: int, script: str) -> None:
    with db.transaction():
        for statement in _statements(script):
            db.execute(statement)
        if db.read("PRAGMA foreign_key_check"):
            raise Damaged(UNSURE)
        vault_values.set(db, "schema", str(number))
        db.execute(f"PRAGMA user_version = {number:d}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script. The engine itself says where one ends (triggers hold `;`)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlcipher.complete_statement(statement):
            yield statement
            statement = ""
    if any(line.strip() and not line.startswith("--") for line in statement.splitlines()):
        raise ValueError("a migration ends in the middle of a statement")
