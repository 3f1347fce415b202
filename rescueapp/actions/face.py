"""What may be known of a vault before it is open. Apart from `vaults`, because the unlock screen
needs no more than this and would wait for the rest to be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rescueapp.crypto.keyring import Keyring
from rescueapp.errors import Refused
from rescueapp.i18n import mark

DATABASE = "case.db"
NO_VAULT = mark("There is no vault in this folder.", "vault")


@dataclass(frozen=True, slots=True)
class VaultFace:
    """What a vault shows of itself while it is closed: no name, no counts."""

    kind: str
    training: bool


def face(folder: Path) -> VaultFace:
    """Whether there is a vault, and of which kind. Raises Refused, Damaged."""
    if not (folder / DATABASE).exists():
        raise Refused(NO_VAULT)
    keyring = Keyring.read(folder)
    return VaultFace(kind=keyring.kind, training=keyring.training)
