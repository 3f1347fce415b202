"""Register of releases (F36): everything of a case that left, by whatever way, in one list."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from rescueapp.storage.copies import Copy
from rescueapp.storage.database import Database, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One thing that left. A print of several copies is one release; `storage.copies` has them.

    `fields`: "form.field" of all that went out; `found`: those of them that told of the unsafe
    list; `left_out`: what was taken out for it.
    """

    uid: str
    kind: str  # print, package, hand_over, outside
    case_uid: str | None  # None: of many cases
    number: str  # what stands on it: the print number, the sequence of a package
    what: str  # form key, profile, level of a package
    medium: str
    recipient: str = ""
    basis: str = ""  # a code of L-release-basis
    purpose: str = ""
    reason: str = ""
    fields: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    copies: int = 0
    worker: str
    approved_by: str = ""
    released_at: str
    return_by: str | None = None

    def copy(self, number: int, uid: str = "") -> Copy:
        """Its copy of this number, as the register of copies keeps it; 0: it left none."""
        return Copy(
            uid=uid,
            print_id=self.number,
            case_uid=self.case_uid,
            what=self.what,
            copy_number=number,
            copies=self.copies,
            recipient=self.recipient,
            purpose=self.purpose,
            reason=self.reason,
            worker=self.worker,
            printed_at=self.released_at,
            medium=self.medium,
        )


_NAMES = tuple(each.name for each in fields(Release))
_LISTS = ("fields", "found", "left_out")
_COLUMNS = ", ".join(_NAMES)
_OUT = (
    "EXISTS (SELECT 1 FROM copies c WHERE c.print_id = releases.number AND c.returned_on IS NULL)"
)


def put(db: Database, release: Release) -> None:
    """Register a release before it leaves; one of the same uid (a record written on) anew."""
    db.execute(
        f"INSERT OR REPLACE INTO releases ({_COLUMNS}) VALUES ({', '.join('?' * len(_NAMES))})",
        tuple(_stored(name, getattr(release, name)) for name in _NAMES),
    )


def of_case(db: Database, case_uid: str) -> list[Release]:
    """What left of a case, newest first."""
    return _found(db, "case_uid = ?", (case_uid,))


def between(db: Database, first: str, last: str) -> list[Release]:
    """What left from one instant until before another (UTC), newest first."""
    return _found(db, "released_at >= ? AND released_at < ?", (first, last))


def not_returned(db: Database, *, before: str) -> list[Release]:
    """What was to come back before a day (ISO) and has a copy that did not, earliest first."""
    return _found(db, f"return_by IS NOT NULL AND return_by < ? AND {_OUT}", (before,),
                  order="return_by, released_at")  # fmt: skip


def out(db: Database) -> frozenset[str]:
    """The uids of the releases of which a copy is still out."""
    return frozenset(uid for (uid,) in db.read(f"SELECT uid FROM releases WHERE {_OUT}"))


def one(db: Database, uid: str) -> Release | None:
    """A release by its uid, or None."""
    return next(iter(_found(db, "uid = ?", (uid,))), None)


def _found(
    db: Database, where: str, values: tuple[Any, ...], *, order: str = "released_at DESC, uid"
) -> list[Release]:
    rows = db.read(f"SELECT {_COLUMNS} FROM releases WHERE {where} ORDER BY {order}", values)
    return [_release(row) for row in rows]


def _release(row: Row) -> Release:
    told = dict(zip(_NAMES, row, strict=True))
    return Release(**{name: _read(name, value) for name, value in told.items()})


def _stored(name: str, value: Any) -> Any:
    return json.dumps(list(value), ensure_ascii=False) if name in _LISTS else value


def _read(name: str, value: Any) -> Any:
    return tuple(json.loads(value)) if name in _LISTS else value
