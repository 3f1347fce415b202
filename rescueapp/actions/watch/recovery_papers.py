"""The recovery papers of today, and what became of those they replaced.

New papers open all that is sealed from their day on. What was sealed before to the papers alone
(process notes, the first keys of the account's epochs) stays as it lies. Two papers of before,
typed when the new ones are made, are carried by these: their secret lies in the database, sealed to
the new ones. Where two were not left, the new papers open all but that.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from rescueapp import clock
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Keyring, Keys
from rescueapp.crypto.keyring_secrets import paper_public
from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.storage import vault_values
from rescueapp.storage.database import Database

REPLACED = "papers"  # vault values: the papers of before; the secret of those that are carried
CARRIED = "papers_carried"
BEGUN = "papers_begun"  # and a replacement that the keyring may not have yet
_CARRIED = ("papers", "carried")  # what that secret is bound to

REPLACED_THEN = mark(
    "These recovery papers were replaced on {day} and open this vault no more. Backups made before"
    " that day still open with them.",
    "recovery",
)


@dataclass(frozen=True, slots=True)
class Before:
    """Recovery papers that were replaced."""

    public: str  # hex
    until: str  # instant
    epoch: int  # the first epoch of the account that is not sealed to them
    carried: bool  # whether those that followed open what lies under them


def before(db: Database) -> list[Before]:
    """The papers that were replaced, the oldest first."""
    return [Before(**each) for each in json.loads(vault_values.get(db, REPLACED) or "[]")]


def replaced_at(db: Database) -> str:
    """When the papers of today were made; "" where they are those of the first day."""
    return max((each.until for each in before(db)), default="")


def closed_until(db: Database) -> int:
    """Of the account's epochs before this one the papers of today may open none: two papers of
    before were not left. 0: they open all."""
    return max((each.epoch for each in before(db) if not each.carried), default=0)


def recovered(db: Database, keyring: Keyring, shares: Sequence[str]) -> Keys:
    """What two papers of today open, with the secrets of the papers they carry.

    Raises Refused; for papers that were replaced it says so.
    """
    refuse_replaced(db, keyring, shares)
    keys = keyring.recovered(shares)
    keys.box_secret = whole_secret(db, keys.box_secret)
    return keys


def refuse_replaced(db: Database, keyring: Keyring, shares: Sequence[str]) -> None:
    """Raises Refused for papers of before, and for two that are none together."""
    public = paper_public(shares)
    if public == keyring.recovery_public:
        return
    for each in before(db):
        if each.public == public.hex():
            raise Refused(REPLACED_THEN(day=clock.local(each.until).date()))


def whole_secret(db: Database, secret: bytes) -> bytes:
    """The papers' secret with those of the papers they carry behind it (`seal`)."""
    carried = bytes.fromhex(vault_values.get(db, CARRIED))
    if not carried:
        return secret
    return secret + seal.unseal_for(secret, carried, bound=_CARRIED)


def carry(secret: bytes, public: bytes) -> bytes:
    """The secrets of papers of before, for those of a new public half alone."""
    return seal.seal_for([public], secret, bound=_CARRIED)


def begun(db: Database) -> dict[str, str]:
    """A replacement that was begun and is not settled; empty without one."""
    return dict(json.loads(vault_values.get(db, BEGUN) or "{}"))
