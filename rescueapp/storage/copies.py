"""Register of copies: every sheet and file that was printed or saved, and its return."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from rescueapp.storage.database import Database


@dataclass(frozen=True, slots=True)
class Copy:
    """One paper copy or saved file. Several copies of a print job share its `print_id`."""

    uid: str
    print_id: str
    case_uid: str | None  # None: a blank form
    what: str  # form key or profile
    copy_number: int
    copies: int
    recipient: str
    purpose: str
    reason: str
    worker: str
    printed_at: str
    medium: str  # printer, file
    returned_on: str | None = None


_COLUMNS = (
    "uid, print_id, case_uid, what, copy_number, copies, recipient, purpose, reason, worker,"
    " printed_at, medium, returned_on"
)


def add(db: Database, copy: Copy) -> None:
    """Register a copy, before it leaves the program."""
    db.execute(
        f"INSERT INTO copies ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        astuple(copy),
    )


def of_case(db: Database, case_uid: str) -> list[Copy]:
    """The copies of a case, newest first."""
    rows = db.read(
        f"SELECT {_COLUMNS} FROM copies WHERE case_uid = ?"
        " ORDER BY printed_at DESC, print_id, copy_number",
        (case_uid,),
    )
    return [Copy(*row) for row in rows]


def set_returned(db: Database, uid: str, *, returned_on: str | None) -> None:
    """The day a copy came back or was destroyed."""
    db.execute("UPDATE copies SET returned_on = ? WHERE uid = ?", (returned_on, uid))
