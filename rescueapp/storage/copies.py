"""Register of copies: every sheet and file that was printed or saved, and its return."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from rescueapp.storage.database import Database, Row


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
    returned_to: str = ""  # worker uid
    destroyed: bool = False  # what did not come back, and is no more


_COLUMNS = (
    "uid, print_id, case_uid, what, copy_number, copies, recipient, purpose, reason, worker,"
    " printed_at, medium, returned_on, returned_to, destroyed"
)


def add(db: Database, copy: Copy) -> None:
    """Register a copy, before it leaves the program."""
    db.execute(
        f"INSERT INTO copies ({_COLUMNS}) VALUES ({', '.join('?' * 15)})",
        astuple(copy),
    )


def of_case(db: Database, case_uid: str) -> list[Copy]:
    """The copies of a case, newest first."""
    rows = db.read(
        f"SELECT {_COLUMNS} FROM copies WHERE case_uid = ?"
        " ORDER BY printed_at DESC, print_id, copy_number",
        (case_uid,),
    )
    return [_copy(row) for row in rows]


def of_print(db: Database, print_id: str) -> list[Copy]:
    """The copies of one print, by their numbers."""
    rows = db.read(
        f"SELECT {_COLUMNS} FROM copies WHERE print_id = ? ORDER BY copy_number", (print_id,)
    )
    return [_copy(row) for row in rows]


def set_returned(
    db: Database, uid: str, *, returned_on: str | None, to: str = "", destroyed: bool = False
) -> None:
    """The day a copy came back or was `destroyed`, and who noted it; None takes the note back."""
    db.execute(
        "UPDATE copies SET returned_on = ?, returned_to = ?, destroyed = ? WHERE uid = ?",
        (returned_on, to, int(destroyed), uid),
    )


def _copy(row: Row) -> Copy:
    return Copy(*(*row[:-1], bool(row[-1])))
