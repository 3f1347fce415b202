"""The idle lock: after how long, and what it had to stop."""

from __future__ import annotations

from rescueapp import clock
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.storage import reserve, vault_values
from rescueapp.workspace import KeyDesk, Workspace

SHORTEST, USUAL, LONGEST = 1, 5, 15  # minutes
OUT_OF_RANGE = mark("The screen locks after {least} to {most} minutes.", "lock")

_LIMIT = "lock_minutes"
_STOPPED = "lock_stopped:{worker}"


def limit(ws: Workspace | KeyDesk) -> int:
    """Minutes without anybody until the screen locks; an administrator, who opens no data, has
    the usual ones. What somebody put into the database is kept to the range."""
    if isinstance(ws, KeyDesk):
        return USUAL
    kept = vault_values.get(ws.db, _LIMIT)
    return min(max(int(kept), SHORTEST), LONGEST) if kept.isdecimal() else USUAL


def set_limit(ws: Workspace, minutes: int) -> None:
    """For everybody in this vault, from each one's next unlock. Raises Refused."""
    ws.check(Act.GRANT_ACCESS)
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused(OUT_OF_RANGE(least=SHORTEST, most=LONGEST))
    with ws.db.transaction():
        vault_values.set(ws.db, _LIMIT, str(minutes))
        ws.log("lock_limit_set", minutes=minutes)


def make_room(ws: Workspace) -> None:
    """Before what is typed is sealed for the last time: a full disk has room for it."""
    reserve.give_up(ws.folder)


def note_stopped(ws: Workspace | KeyDesk) -> None:
    """Before a lock that stopped something under way (an export, a backup, a check): this
    worker is told at the next unlock."""
    if isinstance(ws, Workspace):
        _set_stopped(ws, clock.stamp())


def take_stopped(ws: Workspace | KeyDesk) -> str:
    """The instant of a lock that stopped something of this worker's; "" for none, told once."""
    if isinstance(ws, KeyDesk):
        return ""
    at = vault_values.get(ws.db, _STOPPED.format(worker=ws.worker.uid))
    if at:
        _set_stopped(ws, "")
    return at


def _set_stopped(ws: Workspace, at: str) -> None:
    with ws.db.transaction():
        vault_values.set(ws.db, _STOPPED.format(worker=ws.worker.uid), at)
