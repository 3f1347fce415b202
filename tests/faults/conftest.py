from __future__ import annotations

from tests.actions.conftest import english, made_pair, made_papers, now, pair, papers, station

__all__ = ["english", "made_pair", "made_papers", "now", "pair", "papers", "station"]
