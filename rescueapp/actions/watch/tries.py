"""Waiting between failed unlocks: 0, 1, 2, 4 … 900 seconds; after ten a supervisor comes first.

For the window and the command line alike, kept in a file beside the keyring, so that a restart
changes nothing. A try is counted before the passphrase is looked at: who ends the program in
between has tried, too. Two clocks tell how long ago the last one was, the one on the wall and the
one that runs since the computer was started, and the slower is believed, so that setting the date
forward shortens nothing. A wall clock that stands before the last try (an empty battery) tells
nothing; the other one, which nobody can set, goes on, and nobody is locked out for years.

It slows a person at this keyboard; a copied disk is held by Argon2 alone. The file says how often
and when, never a name: a name that was typed wrong may be a passphrase.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from rescueapp import clock
from rescueapp.crypto import canonical
from rescueapp.errors import Damaged, Problem, Refused
from rescueapp.i18n import mark
from rescueapp.storage import files

LONGEST_S = 900
MOST = 10  # failures, until somebody who answers for the vault has signed in
FILE = "unlock.tries"
_HEADS = frozenset({"supervisor", "office_officer"})  # as text: the unlock screen loads no roles
_LIMIT = 4 << 10

WAIT = mark("Please wait {seconds} seconds before the next try.", "unlock")
HEAD_FIRST = mark(
    "Ten tries have failed. A supervisor has to sign in first; after that everybody can again.",
    "unlock",
)


@dataclass(frozen=True, slots=True)
class Tries:
    """Failed tries since the last success, and when the last one was by both clocks."""

    count: int = 0
    at: str = ""  # instant
    uptime: int = 0  # seconds


def seconds_left(folder: Path) -> int:
    """How long to wait still; 0 when somebody may try."""
    return _left(_kept(folder))


def begin(folder: Path, role: str) -> Tries:
    """Count a try that is about to be made, by somebody of a role ("" for nobody known here);
    what was counted before. Raises Refused."""
    before = _kept(folder)
    if left := _left(before):
        raise Refused(WAIT(seconds=left))
    if before.count >= MOST and role not in _HEADS:
        raise Refused(HEAD_FIRST)
    put(folder, Tries(before.count + 1, clock.stamp(), clock.uptime()))
    return before


def put(folder: Path, tries: Tries) -> None:
    """So it stands; after a try that told nothing about a passphrase, as before it."""
    if not tries.count:
        succeeded(folder)
        return
    with suppress(Problem):  # a medium that cannot be written opens no vault either
        files.replace(folder / FILE, canonical.dumps(asdict(tries)))


def succeeded(folder: Path) -> None:
    """Somebody is in."""
    with suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)


def _left(tries: Tries) -> int:
    if tries.count < 2:  # the first costs nothing
        return 0
    wait: int = min(LONGEST_S, 2 ** (min(tries.count, MOST + 2) - 2))
    by_the_wall = int((clock.now() - clock.instant(tries.at)).total_seconds())
    # After a restart of the computer it began anew: then it is at least as long ago as that.
    since = clock.uptime() - tries.uptime if clock.uptime() >= tries.uptime else clock.uptime()
    waited = min(by_the_wall, since) if by_the_wall >= 0 else since
    return int(max(0, wait - waited))


def _kept(folder: Path) -> Tries:
    """As it stands in the file. One that was made unreadable costs the longest wait."""
    try:
        data = (folder / FILE).read_bytes()
    except OSError:
        return Tries()
    try:
        tries = Tries(**canonical.loads(data, limit=_LIMIT))
        clock.instant(tries.at)
        if tries.count >= 0 <= tries.uptime:
            return tries
    except (Damaged, TypeError, ValueError):
        pass
    spoiled = Tries(MOST - 1, clock.stamp(), clock.uptime())
    put(folder, spoiled)
    return spoiled
