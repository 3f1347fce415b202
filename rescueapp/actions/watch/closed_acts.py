"""What happens while the database is closed, and how it comes into the audit afterwards.

An administrator holds no key of the database. What they do to the keyring is noted in a journal
beside it, each line signed by them; the next unlock of the data takes the lines into the audit.
Nobody depends on the journal being there: the database remembers how everybody's slot stood, and
a change that no line and no entry tells of gets an entry of its own, without an actor. So does a
change whose own entry was lost in a crash.

Failed unlocks are counted in another file: their number and times, no names, because a name that
was typed wrong may be a passphrase.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.crypto import canonical
from rescueapp.crypto.keyring import Keyring
from rescueapp.errors import Damaged, Problem
from rescueapp.storage import audit, files, vault_values
from rescueapp.workspace import KeyDesk, Workspace

JOURNAL, FAILED = "people.journal", "unlock.failed"
STANDING = "standing"  # the vault value that remembers the keyring
PURPOSE = "people-journal"
_LINE, _MOST = 4 << 10, 1 << 20  # bytes of a line, of the file
_FAILED = {"count", "first", "last"}
_Done = tuple[str, str]  # an act and the uid of the user it was about


@dataclass(frozen=True, slots=True)
class Line:
    """One act at the key desk, as its signature covers it."""

    act: str
    actor: str
    object: str
    at: str
    generation: int  # of the keyring after it
    role: str


# --- at the key desk, and before anybody is known -------------------------------------------------


def note(desk: KeyDesk, act: str, user_uid: str) -> None:
    """Write down what was just done to the keyring. What cannot be written the next unlock of the
    data still finds, only not who and when."""
    role = next(slot.role for slot in desk.keyring.users if slot.uid == user_uid)
    line = Line(act, desk.worker.uid, user_uid, clock.stamp(), desk.keyring.generation, role)
    told = asdict(line)
    told["signature"] = desk.keys.sign(canonical.dumps(told), purpose=PURPOSE).hex()
    with suppress(Problem):
        files.append(desk.folder / JOURNAL, canonical.dumps(told) + b"\n")


def note_failed(folder: Path, *, pin: bool = False) -> None:
    """One more unlock that was refused; `pin`: of a shift PIN, which are counted among them."""
    before, now = _failed(folder), clock.stamp()
    told = {"count": before.get("count", 0) + 1, "first": before.get("first", now), "last": now}
    if pins := before.get("pins", 0) + int(pin):
        told["pins"] = pins
    with suppress(Problem):
        files.replace(folder / FAILED, canonical.dumps(told))


def _failed(folder: Path) -> dict[str, Any]:
    try:
        told = canonical.loads((folder / FAILED).read_bytes(), limit=_LINE)
        clock.instant(told["first"])
        counted = isinstance(told["count"], int) and isinstance(told.get("pins", 0), int)
        return dict(told) if counted and set(told) - {"pins"} == _FAILED else {}
    except (OSError, Damaged, ValueError, TypeError, KeyError):
        return {}


# --- at the unlock of the data --------------------------------------------------------------------


def take_in(ws: Workspace) -> None:
    """Bring the audit up to all this, inside the caller's transaction; then `forget` the files."""
    if failed := _failed(ws.folder):
        ws.log("failed_unlocks", **failed)
    before = _standing(ws)
    told = set(_tell(ws, before.get("generation", 0)))
    seen = {"seen_in": "keyring", "generation": ws.keyring.generation}
    for act, user_uid in sorted(_changes(before, ws.keyring) - told):
        audit.append(ws.db, at=clock.stamp(), actor="", act=act, object=user_uid, detail=seen)
    remember(ws)


def forget(folder: Path) -> None:
    """What is in the audit need not lie beside it."""
    for name in (JOURNAL, FAILED):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def remember(ws: Workspace) -> None:
    """How everybody's slot stands now, inside the caller's transaction."""
    standing = standing_of(ws.keyring)
    if vault_values.get(ws.db, STANDING) != standing:
        vault_values.set(ws.db, STANDING, standing)


def standing_of(keyring: Keyring) -> str:
    """What the database remembers of a keyring."""
    return json.dumps({"generation": keyring.generation, "users": keyring.marks()}, sort_keys=True)


def _standing(ws: Workspace) -> dict[str, Any]:
    """How they stood before; a vault that never noted it begins today."""
    standing = vault_values.get(ws.db, STANDING) or standing_of(ws.keyring)
    return dict(json.loads(standing))


def _tell(ws: Workspace, after: int) -> Iterator[_Done]:
    """Log the journal's lines that are newer than what was taken in before."""
    unread = 0
    for line in _lines(ws.folder, ws.keyring):
        if line is None:
            unread += 1
        elif line.generation > after:
            audit.append(ws.db, at=clock.stamp(), actor=line.actor, act=line.act,
                         object=line.object,
                         detail={"done_at": line.at, "generation": line.generation,
                                 "role": line.role})  # fmt: skip
            yield line.act, line.object
    if unread:
        ws.log("journal_unreadable", lines=unread)


def _lines(folder: Path, keyring: Keyring) -> Iterator[Line | None]:
    """The lines as they were signed; None for one that nobody here has signed."""
    users = {slot.uid: slot for slot in keyring.users}
    try:
        with (folder / JOURNAL).open("rb") as file:
            data = file.read(_MOST)
    except OSError:
        return
    for line in data.splitlines():
        try:
            told = canonical.loads(line, limit=_LINE)
            signature = bytes.fromhex(told.pop("signature"))
            users[told["actor"]].check_signed(canonical.dumps(told), signature, purpose=PURPOSE)
            yield Line(**told)
        except (Damaged, KeyError, TypeError, ValueError, AttributeError):
            yield None


def _changes(before: dict[str, Any], keyring: Keyring) -> set[_Done]:
    """What became of the slots since, in the names of the acts that do it."""
    was, now = before["users"], keyring.marks()
    gone = {("user_gone", uid) for uid in was if uid not in now}
    return gone.union(*(_change(uid, was.get(uid), mark) for uid, mark in now.items()))


def _change(uid: str, was: dict[str, Any] | None, now: dict[str, Any]) -> set[_Done]:
    if was is None:
        return {("add_user", uid)} | (set() if now["active"] else {("deactivate", uid)})
    if was["active"] and not now["active"]:
        return {("deactivate", uid)}
    if was.get("box", now["box"]) != now["box"]:
        return {("reset", uid)}
    found = set()
    if was["keys"] != now["keys"]:
        found.add(("grant_access", uid))
    if was["secret"] != now["secret"]:
        found.add(("change_passphrase", uid))
    if was.get("until", "") != now.get("until", ""):
        found.add(("set_until", uid))
    return found
