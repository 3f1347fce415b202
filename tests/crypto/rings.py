"""Keyrings for the tests: cheap ones, for training, and forged ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from rescueapp.crypto import keyring_secrets, sign
from rescueapp.crypto.keyring import TRAINING, Grant, Keyring, NewUser
from rescueapp.crypto.keyring_shape import AUTHORITY, MAC, Content, parse

LI = NewUser("1" * 32, "li", "supervisor", "shanpo-huoche-qingwa", tuple(Grant))
YANG = NewUser("2" * 32, "yang", "administrator", "zhulin-yueliang-caomei", ())
HE = NewUser("3" * 32, "he", "caseworker", "yunhai-xiaoqiao-dadi", (Grant.DATABASE, Grant.MATCH))


def ring(folder: Path, *users: NewUser) -> tuple[Keyring, tuple[str, str, str]]:
    """A training keyring of a supervisor, an administrator and a caseworker."""
    return Keyring.create(
        folder,
        vault="0" * 32,
        kind="station",
        training=True,
        users=users or (LI, YANG, HE),
        kdf=TRAINING,
    )


def content(folder: Path) -> Content:
    """What is in the first copy."""
    return parse((folder / "keyring.json").read_bytes())


def put(folder: Path, changed: Content) -> None:
    """Write both copies as somebody with a hex editor would: with a right digest."""
    for name in ("keyring.json", "keyring.2.json"):
        (folder / name).write_bytes(changed.to_bytes())


def forge(before: Content, keys: dict[str, bytes], **roster: Any) -> Content:
    """Another roster, signed and sealed with whatever of the keyring's own keys is at hand."""
    seed = keys.get(AUTHORITY, bytes(32))
    changed = replace(before.roster, **{"authority": sign.public_of(seed), **roster})
    held = {AUTHORITY: seed, MAC: keys.get(MAC, bytes(32))}
    return keyring_secrets.complete(before.generation, changed, before.selves, held)
