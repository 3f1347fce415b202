from __future__ import annotations

from tests.actions.conftest import english, made_pair, now, pair, station

__all__ = ["english", "made_pair", "now", "pair", "station"]
