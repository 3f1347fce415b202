"""What may be known of a vault before it is open. Apart from `vaults`, because the unlock screen
needs no more than this and would wait for the rest to be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rescueapp.crypto.keyring import Keyring
from rescueapp.crypto.keyring_file import NAME, TWIN
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark

DATABASE = "case.db"
NO_VAULT = mark("There is no vault in this folder.", "vault")
NO_DATABASE = mark(
    "The database of this vault is missing; its keyring is here. Look for it, or restore a backup"
    " into another folder.",
    "vault",
)
NO_KEYRING = mark(
    "The keyring of this vault is missing; its database is here. Look for it, or restore a backup"
    " into another folder.",
    "vault",
)


@dataclass(frozen=True, slots=True)
class VaultFace:
    """What a vault shows of itself while it is closed: no name, no counts."""

    kind: str
    training: bool


def face(folder: Path) -> VaultFace:
    """Whether there is a vault, and of which kind. Raises as `keyring_of`."""
    keyring = keyring_of(folder)
    return VaultFace(kind=keyring.kind, training=keyring.training)


def keyring_of(folder: Path) -> Keyring:
    """The keyring of a vault that is all there.

    Raises Refused where there is no vault, Damaged where there is a part of one: a vault that lost
    its database or its keyring must never look like a folder for a new one.
    """
    database = (folder / DATABASE).exists()
    ring = any((folder / name).exists() for name in (NAME, TWIN))
    if not database and not ring:
        raise Refused(NO_VAULT)
    if not ring:
        raise Damaged(NO_KEYRING)
    keyring = Keyring.read(folder)
    if not database:
        raise Damaged(NO_DATABASE)
    return keyring
