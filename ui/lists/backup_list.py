"""Columns of the backups: when, for what each is kept, and how it stands with it."""

from __future__ import annotations

from rescueapp.actions.backup.backup_schedule import Kept
from rescueapp.domain.backup_series import Purpose
from rescueapp.i18n import Text, mark, say
from ui import dates
from ui.lists.columns import Column

_FOR = {
    Purpose.DAY: mark("One of the last seven days", "backup"),
    Purpose.WEEK: mark("One of the last four weeks", "backup"),
    Purpose.MONTH: mark("One of the last twelve months", "backup"),
}
_BY_HAND = mark("Made by hand", "backup")
_SPARE = mark("Goes with the next backup", "backup")
_SIZE = mark("{size} MB", "backup")
_READ_BACK = mark("Read back whole on {at}", "backup")
_SAME_DISK = mark("On the same disk as the data: does not count", "backup")
_GONE = mark("No longer on the medium", "backup")
_NOT_SEEN = mark("Medium not connected; read back on {at}", "backup")


def _for(kept: Kept) -> str:
    if not kept.noted.in_series:
        return say(_BY_HAND)
    return say(_FOR.get(kept.purpose, _SPARE) if kept.purpose else _SPARE) if kept.lies else ""


def _state(kept: Kept) -> tuple[Text, tuple[str, str]]:
    at = dates.moment(kept.noted.verified_at)
    if kept.lies is False:
        return _GONE(), ("close", "muted")
    if kept.noted.same_disk:
        return _SAME_DISK(), ("warning", "amber")
    if kept.lies is None and kept.noted.in_series:
        return _NOT_SEEN(at=at), ("info", "muted")
    return _READ_BACK(at=at), ("complete", "accent")


COLUMNS: tuple[Column[Kept], ...] = (
    Column("made_at", mark("Made", "backup"), lambda k: dates.moment(k.noted.made_at), 150,
           least=130, rank=0),
    Column("purpose", mark("Kept as", "backup"), _for, 230, least=130, rank=1),
    Column("size", mark("Size", "backup"),
           lambda k: say(_SIZE(size=max(1, round(k.noted.size / 1_000_000)))), 90,
           least=70, rank=2),
    Column("state", mark("State", "backup"), lambda k: say(_state(k)[0]), 360,
           lambda k: _state(k)[1], least=200, rank=0),
)  # fmt: skip
