"""Seconds of calls, and two calls against one another in the same minute."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

Call = Callable[[], Any]


def seconds(call: Call) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def of_each(calls: Iterable[Call]) -> list[float]:
    """The seconds of each call, without the collector of garbage between."""
    was_on = gc.isenabled()  # a window looks for garbage itself
    gc.collect()
    gc.disable()
    try:
        return [seconds(call) for call in calls]
    finally:
        if was_on:
            gc.enable()


def worst_but_one(times: Sequence[float]) -> float:
    """The 99th of 100."""
    return sorted(times)[max(0, len(times) * 99 // 100 - 1)]


@dataclass(frozen=True, slots=True)
class Pair:
    """The medians of two calls that took turns."""

    ours: float
    yardstick: float

    @property
    def ratio(self) -> float:
        return self.ours / self.yardstick


def against(ours: Call, yardstick: Call, rounds: int) -> Pair:
    """Both calls in turns: what else the machine does falls on both alike."""
    times = [(seconds(yardstick), seconds(ours)) for _ in range(rounds)]
    return Pair(median(o for _, o in times), median(y for y, _ in times))


__all__ = ["Call", "Pair", "against", "median", "of_each", "seconds", "worst_but_one"]
