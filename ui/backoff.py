"""Waiting between failed unlocks: 0, 1, 2, 4 … 900 seconds, kept over a restart.

It slows a person at this keyboard; a copied disk is held by Argon2 alone.
"""

from __future__ import annotations

from datetime import timedelta

from rescueapp import clock
from ui.settings import Settings

LONGEST_S = 900
_KEY = "unlock"


class Backoff:
    """Counts failures in the settings file, beside the instant when the next try is allowed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def failed(self) -> None:
        """One more failure: the first costs nothing, each further one twice the last."""
        count = self._count() + 1
        wait = min(LONGEST_S, 2 ** (count - 2)) if count > 1 else 0
        until = clock.now() + timedelta(seconds=wait)
        self._settings.set(_KEY, {"failures": count, "until": clock.stamp(until)})

    def succeeded(self) -> None:
        self._settings.set(_KEY, None)

    def seconds_left(self) -> int:
        """How long to wait still. A clock set back cannot make it longer than the longest."""
        kept = self._settings.get(_KEY)
        try:
            until = clock.instant(kept["until"])
        except (TypeError, KeyError, ValueError):
            return 0
        return max(0, min(LONGEST_S, int((until - clock.now()).total_seconds())))

    def _count(self) -> int:
        kept = self._settings.get(_KEY)
        count = kept.get("failures", 0) if isinstance(kept, dict) else 0
        return count if isinstance(count, int) else 0
