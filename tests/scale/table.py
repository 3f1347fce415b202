"""The rows the bench prints, and how they stand to their budgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

_HEADS = ("what", "10k", "100k", "measured against", "ratio", "budget", "")
_WIDTHS = (49, 9, 9, 43, 8, 8, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the budget table.

    `small`, `large`: figures at the two sizes, with their unit, or "" where size plays no
    part. `ratio` is what the budget limits, of the larger size; None with `said` in words
    where nothing could be measured. `budget` None: told, not judged.
    """

    what: str
    small: str = ""
    large: str = ""
    against: str = ""
    ratio: float | None = None
    budget: float | None = None
    at: Literal["most", "least"] = "most"
    said: str = ""

    @property
    def verdict(self) -> str:
        """ok, over, or nothing where there is nothing to judge."""
        if self.ratio is None or self.budget is None:
            return ""
        kept = self.ratio <= self.budget if self.at == "most" else self.ratio >= self.budget
        return "ok" if kept else "over"

    def cells(self) -> tuple[str, ...]:
        """What stands in the columns."""
        if self.ratio is None:
            return (self.what, self.small, self.large, self.said, "", "", "")
        sign = "≤" if self.at == "most" else "≥"
        budget = "" if self.budget is None else f"{sign} {self.budget:g}"
        ratio = f"{self.ratio:.2f}"
        return (self.what, self.small, self.large, self.against, ratio, budget, self.verdict)


def ms(seconds: float) -> str:
    """Milliseconds with a sensible number of digits."""
    value = seconds * 1000
    return f"{value:.0f} ms" if value >= 100 else f"{value:.3g} ms"


def mib(size: float) -> str:
    """Bytes as MiB."""
    return f"{size / 1024 / 1024:.0f} MiB"


def head(sizes: tuple[int, int]) -> str:
    """The first line of the table."""
    return _line((_HEADS[0], *(f"{size:,}" for size in sizes), *_HEADS[3:]))


def lines(rows: Iterable[Row]) -> Iterable[str]:
    """The rows as text, each when it is there."""
    return (_line(row.cells()) for row in rows)


def _line(cells: tuple[str, ...]) -> str:
    return "  ".join(cell.ljust(wide) for cell, wide in zip(cells, _WIDTHS, strict=True)).rstrip()
