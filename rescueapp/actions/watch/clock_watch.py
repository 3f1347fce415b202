"""The computer's clock: whether it was set back or jumped ahead, and what waits then (K-30).

The last instant anybody saw is kept in the database and, for what comes before it is open, in a
small file beside the keyring. More than five minutes back: an entry in the audit, a notice for
everybody, and no export and no change of a rule until a supervisor has looked at the date. A leap
ahead is only noted, because a computer that lay in a drawer for a year is no sign of anything.
Entries of the audit are in order by their numbers, whatever the clock says. (security.md C.11)
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from rescueapp import clock
from rescueapp.crypto import canonical
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.errors import Damaged, Problem, Refused
from rescueapp.i18n import mark
from rescueapp.storage import files, vault_values
from rescueapp.workspace import KeyDesk, Workspace

FILE = "clock.seen"
BACK = timedelta(minutes=5)
AHEAD_WHILE_OPEN = timedelta(days=1)
AHEAD_WHILE_SHUT = timedelta(days=365)
KEPT_EVERY = timedelta(minutes=5)
_SEEN, _DOUBT = "clock_seen", "clock_doubt"  # vault values
_LIMIT = 1 << 10

IN_DOUBT = mark(
    "The computer's date went back from {seen} to {now}. Put the date of the computer right where "
    "it is wrong; then a supervisor confirms it here. Until then nothing is exported and no rule "
    "is changed; the rest of the work goes on.",
    "clock",
)
WAITS = mark(
    "The date of this computer went back and nobody has confirmed it yet. A supervisor does so in "
    "the red line at the top; exports and changes of rules wait until then.",
    "clock",
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A clock that went back: from which instant to which. Instants are UTC text."""

    seen: str
    now: str


@dataclass(frozen=True, slots=True)
class Both:
    """One moment by the clock on the wall and by the one that nobody can set (seconds)."""

    wall: datetime
    uptime: int

    @classmethod
    def now(cls) -> Both:
        """This moment."""
        return cls(clock.now(), clock.uptime())

    def leap(self, later: Both) -> timedelta:
        """By how much the clock on the wall went further than the other one; negative: back."""
        return (later.wall - self.wall) - timedelta(seconds=later.uptime - self.uptime)


# --- before the database is open ----------------------------------------------------------------


def latest_day(folder: Path) -> date:
    """Today, or the last day anybody saw here if that is later: by this a right that ends on a
    day has ended, also when the clock was set back."""
    kept = _kept(folder)
    seen = clock.local(kept).date() if kept else date.min
    return max(seen, clock.today())


def _kept(folder: Path) -> str:
    try:
        told = canonical.loads((folder / FILE).read_bytes(), limit=_LIMIT)
        return clock.stamp(clock.instant(told["seen"]))
    except (OSError, Damaged, ValueError, TypeError, KeyError):
        return ""


# --- while it is open -----------------------------------------------------------------------------


def begin(ws: Workspace) -> None:
    """At the unlock, inside its transaction: compare with the last instant seen, and keep this
    one."""
    seen = max(vault_values.get(ws.db, _SEEN), _kept(ws.folder))
    if seen:
        _compare(ws, clock.instant(seen), ahead=AHEAD_WHILE_SHUT)
    _keep(ws)


def look(ws: Workspace | KeyDesk, before: Both) -> Both:
    """While the vault is open: note a clock that was moved since `before`; this moment, to be
    given the next time."""
    now = Both.now()
    if isinstance(ws, KeyDesk):
        return now
    leap = before.leap(now)
    moved = leap < -BACK or leap > AHEAD_WHILE_OPEN
    if moved or clock.stamp(now.wall - KEPT_EVERY) >= vault_values.get(ws.db, _SEEN):
        with ws.db.transaction():
            if moved:
                _compare(ws, now.wall - leap, ahead=AHEAD_WHILE_OPEN)
            _keep(ws)
    return now


def _compare(ws: Workspace, should: datetime, *, ahead: timedelta) -> None:
    moved = clock.now() - should
    seconds = int(moved.total_seconds())
    if moved < -BACK and doubt(ws) is None:
        vault_values.set(ws.db, _DOUBT, f"{clock.stamp(should)} {clock.stamp()}")
        ws.log("clock_back", seen=clock.stamp(should), seconds=-seconds)
    elif moved > ahead:
        ws.log("clock_ahead", seen=clock.stamp(should), seconds=seconds)


def _keep(ws: Workspace) -> None:
    """The latest instant seen; while the date is in doubt it stays as it was."""
    now = clock.stamp()
    if doubt(ws) is not None or now <= vault_values.get(ws.db, _SEEN):
        return
    vault_values.set(ws.db, _SEEN, now)
    _keep_beside(ws.folder, now)


def _keep_beside(folder: Path, seen: str) -> None:
    with suppress(Problem):  # the database has it
        files.replace(folder / FILE, canonical.dumps({"seen": seen}))


def doubt(ws: Workspace | KeyDesk) -> Doubt | None:
    """The step back that nobody has confirmed yet, or None."""
    kept = vault_values.get(ws.db, _DOUBT) if isinstance(ws, Workspace) else ""
    return Doubt(*kept.split(" ")) if kept else None


def confirm(ws: Workspace) -> Changed:
    """A supervisor has looked at the date: it is right as it stands now. Exports go on."""
    ws.check(Act.CONFIRM_DATE)
    with ws.db.transaction():
        found = doubt(ws)
        if found is not None:
            vault_values.set(ws.db, _DOUBT, "")
            vault_values.set(ws.db, _SEEN, clock.stamp())
            ws.log("clock_confirmed", seen=found.seen)
    _keep_beside(ws.folder, clock.stamp())
    return Changed(exchange=True)


def check_date(ws: Workspace) -> None:
    """Before anything is exported and a rule changed. Raises Refused while the date is in doubt."""
    if doubt(ws) is not None:
        raise Refused(WAITS)
