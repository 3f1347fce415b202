"""Who can sign in to a training vault, with the passphrases that lie beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from rescueapp.crypto.keyring import Keyring
from rescueapp.domain.worker import ROLE_NAMES, Role
from rescueapp.i18n import say

_LONGEST = 400  # bytes of a passphrase file


@dataclass(frozen=True, slots=True)
class TrainingPerson:
    login: str
    role: str  # in words
    passphrase: str = field(repr=False)


def people_of(folder: Path) -> list[TrainingPerson]:
    """Those of a training vault whose passphrase file is there; a real vault has none."""
    keyring = Keyring.read(folder)
    if not keyring.training:
        return []
    kept = folder.parent / "passphrases"
    return [
        TrainingPerson(user.login, say(ROLE_NAMES[Role(user.role)]), _read(kept / user.login))
        for user in keyring.users
        if (kept / user.login).is_file() and (kept / user.login).stat().st_size <= _LONGEST
    ]


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip()
