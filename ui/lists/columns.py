"""A column of a list, declared: its key, its title, how a row reads in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from rescueapp.i18n import Text

Row = TypeVar("Row")  # what a line of a list is of


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """`words(row)` is what the cell shows; `icon(row)` an (icon, colour) pair or None;
    `spoken(row)` what a screen reader says, where the icon tells more than the words."""

    key: str
    title: Text
    words: Callable[[Row], str]
    width: int = 120
    icon: Callable[[Row], tuple[str, str] | None] | None = None
    sort: str = ""  # the name the database sorts by; "" cannot be sorted
    shown: bool = True  # until the person chooses otherwise
    least: int = 72  # the width where the room is short; the words end in "…" then
    spoken: Callable[[Row], str] | None = None
    rank: int = 1  # the highest goes out of sight first, 0 last (`fitting`)
