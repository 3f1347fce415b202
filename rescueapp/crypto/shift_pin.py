"""A shift PIN: six digits that open again, for one shift, what a passphrase opened (decision 12).

What the passphrase guards is sealed under a key from the PIN; the sealed half lies with the keeper
(`keeper`), a process of its own, which gives it out only against a proof that the PIN is right and
forgets it after three wrong ones. Neither PIN nor key ever reaches the keeper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from rescueapp.crypto import canonical, primitives, seal
from rescueapp.crypto.kdf import SALT, Kdf
from rescueapp.crypto.keyring import Keyring
from rescueapp.crypto.keyring_secrets import Secrets
from rescueapp.crypto.keys import Keys
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark

DIGITS = 6
FEWEST_DIFFERENT = 3
_PAYLOAD_LIMIT = 4096

NOT_SIX = mark("A PIN has {digits} digits.", "pin")
WEAK = mark(
    "This PIN is among the first anybody would try: one digit, a row, a repeated pair, a year or a "
    "date of birth. Take digits without a meaning.",
    "pin",
)
NOT_VALID = mark("The PIN holds no longer. Sign in with the passphrase.", "pin")


@dataclass(frozen=True, slots=True)
class Face:
    """What anybody at the unlock screen may know: whose PIN it is, and what a guess costs."""

    vault: str
    uid: str
    login: str
    kdf: Kdf
    salt: bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the keeper is given: the face, the proof it asks for, and what it gives out then."""

    face: Face
    proof: bytes = field(repr=False)
    secrets: bytes = field(repr=False)


def check(pin: str) -> None:
    """Refuse what is no PIN, or one of the first anybody would try."""
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdecimal()):
        raise Refused(NOT_SIX(digits=DIGITS))
    if len(set(pin)) < FEWEST_DIFFERENT or _is_row(pin) or _repeats(pin) or _is_day(pin):
        raise Refused(WEAK)


def seal_under(pin: str, keyring: Keyring, keys: Keys) -> Sealed:
    """Seal what the passphrase guards under a PIN. Raises Refused for a weak one."""
    check(pin)
    kdf, secrets = keyring.guarded(keys)
    user = keys.user
    face = Face(keyring.vault, user.uid, user.login, kdf, primitives.random(SALT))
    proof, key = _derived(pin, face)
    payload = {
        "box": secrets.box.hex(),
        "sign": secrets.sign.hex(),
        "authority": secrets.authority.hex(),
    }
    return Sealed(face, proof, seal.seal(key, canonical.dumps(payload), bound=_bound(face)))


def open_with(pin: str, face: Face, keyring: Keyring, ask: Callable[[bytes], bytes]) -> Keys:
    """The keys again. `ask(proof)` is the keeper: it gives the sealed half or raises Refused.

    Raises Refused too when the user was ended or reset since, or the keeper is of another vault.
    """
    if face.vault != keyring.vault:
        raise Refused(NOT_VALID)
    proof, key = _derived(pin, face)
    try:
        payload = canonical.loads(
            seal.unseal(key, ask(proof), bound=_bound(face)), limit=_PAYLOAD_LIMIT
        )
        secrets = Secrets(**{name: bytes.fromhex(value) for name, value in payload.items()})
        return keyring.reopened(face.uid, secrets)
    except Damaged:
        raise Refused(NOT_VALID) from None


def _derived(pin: str, face: Face) -> tuple[bytes, bytes]:
    """The proof for the keeper, and the key it never sees."""
    whole = face.kdf.derive(pin, face.salt)
    return _part(whole, b"pin-proof"), _part(whole, b"pin-key")


def _part(whole: bytes, person: bytes) -> bytes:
    return hashlib.blake2b(key=whole, digest_size=32, person=person).digest()


def _bound(face: Face) -> tuple[str, ...]:
    return ("shift-pin", face.vault, face.uid, face.login)


# --- weak -------------------------------------------------------------------------------------


def _is_row(pin: str) -> bool:
    """123456, 987654, 024680: one step from each digit to the next."""
    return len({(int(b) - int(a)) % 10 for a, b in pairwise(pin)}) == 1


def _repeats(pin: str) -> bool:
    """121212, 123123, 123321."""
    return pin == pin[:2] * 3 or pin == pin[:3] * 2 or pin == pin[::-1]


def _is_day(pin: str) -> bool:
    """A year of somebody's life at either end, or a day as people write it."""
    if any(year in range(1900, 2100) for year in (int(pin[:4]), int(pin[2:]))):
        return True
    pairs = (pin[:2], pin[2:4], pin[4:])
    return any(
        _exists(int(pairs[y]), int(pairs[m]), int(pairs[d]))
        for y, m, d in ((0, 1, 2), (2, 1, 0), (2, 0, 1))
    )


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(2000 + year % 4, month, day)
    except ValueError:
        return False
    return True
