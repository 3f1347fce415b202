"""Who holds which key: the names of the vault's keys and the people they are sealed to."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from rescueapp.crypto import sign
from rescueapp.errors import Damaged


class Grant(StrEnum):
    """A key of the vault that a user slot may carry."""

    DATABASE = "database"  # raw SQLCipher key, 32 bytes
    MATCH = "match"  # tokens of the likely same person, 32 bytes
    NAMES = "names"  # pages of search names, 32 bytes
    IDENTITY = "compartment:identity"  # private X25519 of the compartment, as the next four
    CARE = "compartment:care"
    PSYCHOLOGICAL = "compartment:psychological"
    MEDICAL = "compartment:medical"
    LEGAL = "compartment:legal"
    SUPERVISION = "supervision"  # private X25519: drafts, backups
    EMERGENCY = "emergency"  # private X25519: what care needs of any case, when life is at stake
    STATISTICS = "statistics"  # coded facts of the cases, 32 bytes
    SIGNING = "signing"  # Ed25519 seed of the station or office
    AGE = "age"  # age identity, ASCII "AGE-SECRET-KEY-1…"


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody who is to get a slot. `passphrase` is normalised before use."""

    uid: str
    login: str
    role: str
    passphrase: str = field(repr=False)
    grants: tuple[Grant, ...]
    until: str = ""  # the last day of their access, ISO date; "" has no end


@dataclass(frozen=True, slots=True)
class UserSlot:
    """What everyone with the folder can read of a user: no name, no secret."""

    uid: str
    login: str
    role: str
    active: bool
    box_public: bytes  # X25519: keys are sealed to it
    sign_public: bytes  # Ed25519: verifies what `Keys.sign` made
    grants: tuple[Grant, ...]
    until: str = ""  # the last day of their access, ISO date; "" has no end
    signed_before: tuple[bytes, ...] = ()  # as `sign_public`, the keys of before each reset

    def check_signed(self, message: bytes, signature: bytes, *, purpose: str) -> None:
        """Raises Damaged unless this user signed this: with the key of today, or one of before."""
        for earlier in self.signed_before:
            with suppress(Damaged):
                sign.verify(earlier, message, signature, purpose=purpose)
                return
        sign.verify(self.sign_public, message, signature, purpose=purpose)
