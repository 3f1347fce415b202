"""What a passphrase opened: the keys one user holds while a vault is unlocked."""

from __future__ import annotations

from dataclasses import dataclass, field

from rescueapp.crypto import sign
from rescueapp.crypto.keyring_secrets import Secrets
from rescueapp.crypto.keyring_shape import AUTHORITY, Roster
from rescueapp.crypto.slots import Grant, UserSlot


@dataclass(slots=True)
class Keys:
    """What one user's passphrase opened. `wipe` drops it.

    Python cannot erase bytes it has handed out; what locking promises comes from ending the
    process that held them.
    """

    user: UserSlot
    grants: dict[Grant, bytes] = field(repr=False)
    box_secret: bytes = field(repr=False)
    _sign_seed: bytes = field(repr=False)
    _own: dict[str, bytes] = field(repr=False)  # keys of the keyring itself

    def sign(self, message: bytes, *, purpose: str = "worker") -> bytes:
        """The user's signature; `sign.verify` with `user.sign_public` and the purpose."""
        return sign.sign(self._sign_seed, message, purpose=purpose)

    @property
    def manages(self) -> bool:
        """Whether this user may change who opens the vault."""
        return AUTHORITY in self._own

    def wipe(self) -> None:
        """Drop every key. The object is of no use afterwards."""
        self.grants.clear()
        self._own.clear()
        self.box_secret = self._sign_seed = b""

    def all(self) -> dict[str, bytes]:
        """Grants and the keyring's own keys by name; for `keyring` itself."""
        return {**{str(grant): key for grant, key in self.grants.items()}, **self._own}

    def secrets(self, roster: Roster) -> Secrets:
        """What the passphrase guards; for `keyring` itself."""
        return Secrets(self.box_secret, self._sign_seed, roster.authority)
