"""What the computer must bring for the vault to be safe on it, looked at as far as a program can.

Each is green, red, or "look yourself" where the system does not tell an ordinary user.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rescueapp.i18n import Text, mark


class State(StrEnum):
    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """One line of the list; `words` say how it is and what to do."""

    key: str
    title: Text
    state: State
    words: Text


STATE_WORDS = {
    State.GOOD: mark("In order", "prerequisites"),
    State.BAD: mark("To be put right", "prerequisites"),
    State.UNKNOWN: mark("Please look yourself", "prerequisites"),
}

_DISK = mark("Disk encryption", "prerequisites")
_DISK_WORDS = {
    State.GOOD: mark("This folder lies on an encrypted disk.", "prerequisites"),
    State.BAD: mark(
        "This folder lies on a disk that is not encrypted. Ask whoever looks after the "
        "computers to switch disk encryption on.",
        "prerequisites",
    ),
    State.UNKNOWN: mark(
        "Whether the disk is encrypted cannot be seen from here. Look in the system settings.",
        "prerequisites",
    ),
}
_ACCOUNT = mark("Ordinary account", "prerequisites")
_ACCOUNT_WORDS = {
    State.GOOD: mark("You work under an ordinary account.", "prerequisites"),
    State.BAD: mark(
        "You work under an administrator's account. Use an ordinary one for this program.",
        "prerequisites",
    ),
    State.UNKNOWN: mark("Use an account without administrator's rights.", "prerequisites"),
}
_SLEEP = mark("No hibernation", "prerequisites")
_SLEEP_WORDS = {
    State.GOOD: mark("This computer does not write its memory to the disk.", "prerequisites"),
    State.BAD: mark(
        "This computer can hibernate: then its memory, with open files, lies on the disk. "
        "Switch hibernation off.",
        "prerequisites",
    ),
    State.UNKNOWN: mark(
        "Whether hibernation is off cannot be seen from here. Look in the system settings.",
        "prerequisites",
    ),
}


def look(folder: Path) -> tuple[Prerequisite, ...]:
    """The list for a vault that is to lie in `folder`. Never raises."""
    return (
        _line("disk", _DISK, _quietly(lambda: disk_encrypted(folder)), _DISK_WORDS),
        _line("account", _ACCOUNT, _quietly(ordinary_account), _ACCOUNT_WORDS),
        _line("sleep", _SLEEP, _quietly(no_hibernation), _SLEEP_WORDS),
    )


def disk_encrypted(folder: Path, system: Path = Path("/sys/dev/block")) -> bool | None:
    """Linux: whether the device below the folder is a dm-crypt one; None where it cannot tell."""
    if not sys.platform.startswith("linux"):
        return None
    there = next(p for p in (folder, *folder.parents) if p.exists())
    number = there.stat().st_dev
    device = system / f"{os.major(number)}:{os.minor(number)}"
    return _is_crypt(device) if device.exists() else None


def _is_crypt(device: Path) -> bool:
    """The device itself, or one it lies on (LVM over LUKS)."""
    name = device / "dm" / "uuid"
    if name.exists() and name.read_text(encoding="ascii").startswith("CRYPT-"):
        return True
    below = device / "slaves"
    return below.is_dir() and any(_is_crypt(slave) for slave in below.iterdir())


def ordinary_account() -> bool | None:
    if sys.platform == "win32":
        return not ctypes.windll.shell32.IsUserAnAdmin()
    return os.geteuid() != 0


def no_hibernation(
    power: Path = Path("/sys/power"), swaps: Path = Path("/proc/swaps")
) -> bool | None:
    """Linux: no disk sleep, or no swap to write it to."""
    if not sys.platform.startswith("linux"):
        return None
    state = power / "state"
    if not state.exists():
        return None
    if "disk" not in state.read_text(encoding="ascii").split():
        return True
    return len(swaps.read_text(encoding="utf-8").splitlines()) <= 1


def _line(key: str, title: Text, good: bool | None, words: dict[State, Text]) -> Prerequisite:
    state = State.UNKNOWN if good is None else State.GOOD if good else State.BAD
    return Prerequisite(key, title, state, words[state])


def _quietly(question: Callable[[], bool | None]) -> bool | None:
    try:
        return question()
    except OSError:
        return None
