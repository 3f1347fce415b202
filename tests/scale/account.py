"""Proving the account: every entry of the chain computed anew and compared with its anchors."""

from __future__ import annotations

import time
from collections.abc import Iterator

from rescueapp.actions.papers import trail
from rescueapp.actions.vault import vaults
from rescueapp.workspace import Workspace
from tests.scale.sizes import Ground
from tests.scale.table import Row, ms
from tests.scale.timing import median
from tests.scale.vaults import HEAD, Vault

ENTRIES = 100_000  # are proved within
LIMIT = 1.0  # seconds of one core (security.md C.7)


def rows(ground: Ground) -> Iterator[Row]:
    """The one row about the account."""
    small, large = (_measure(vault, ground.sizes.rounds) for vault in ground.vaults)
    yield Row(
        what=f"audit chain proved, for each {ENTRIES:,} entries",
        small=ms(small), large=ms(large), against="1 s of one core",
        ratio=large / LIMIT, budget=1,
    )  # fmt: skip


def _measure(vault: Vault, rounds: int) -> float:
    """Seconds of one core for so many entries, as this vault's own account takes them."""
    ws = vault.open(HEAD)
    try:
        return median(_once(ws) for _ in range(min(rounds, 5)))
    finally:
        vaults.lock(ws)


def _once(ws: Workspace) -> float:
    began = time.process_time()
    proved = trail.verified(ws)
    return (time.process_time() - began) * ENTRIES / proved.entries
