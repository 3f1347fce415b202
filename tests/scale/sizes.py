"""How much a run of the bench measures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rescueapp.crypto.keyring import STANDARD, TRAINING, Kdf
from tests.scale.vaults import Vault, make


@dataclass(frozen=True, slots=True)
class Sizes:
    """The two vaults' cases, and how often things are tried."""

    small: int
    large: int
    names: int  # in the index in memory
    records: int  # of the case that is opened
    pages: tuple[int, int]  # of the case files whose memory is compared
    rounds: int
    kdf: Kdf
    training: bool
    processes: int


FULL = Sizes(10_000, 100_000, 1_000_000, 200, (50, 500), 20, STANDARD, False, 1)
QUICK = Sizes(24, 48, 2_000, 12, (4, 12), 1, TRAINING, True, 0)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rows are measured on: both vaults, in the temporary folder of this run."""

    sizes: Sizes
    folder: Path
    small: Vault
    large: Vault

    @property
    def vaults(self) -> tuple[Vault, Vault]:
        return self.small, self.large


def lay(sizes: Sizes, folder: Path) -> Ground:
    """Make both vaults."""
    small, large = (_vault(sizes, folder, count) for count in (sizes.small, sizes.large))
    return Ground(sizes, folder, small, large)


def _vault(sizes: Sizes, folder: Path, count: int) -> Vault:
    return make(
        folder / f"vault-{count}",
        count,
        kdf=sizes.kdf,
        training=sizes.training,
        processes=sizes.processes,
    )
