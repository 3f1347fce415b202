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
    renewed: dict[str, bytes] = field(default_factory=dict, repr=False)  # of a renewal under way
    _before: dict[str, bytes] = field(default_factory=dict, repr=False)  # those it replaces

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
        self.renewed.clear()
        self._before.clear()
        self.box_secret = self._sign_seed = b""

    def all(self) -> dict[str, bytes]:
        """Grants and the keyring's own keys by name; for `keyring` itself."""
        return {**{str(g): key for g, key in self.grants.items()}, **self._before, **self._own}

    def take_up(self) -> None:
        """Work under the keys of a renewal: what is sealed now is under the new ones, what lies
        under those before still opens (`seal`: a key may carry those it replaced)."""
        for grant, before in list(self.grants.items()):
            new = self.renewed.get(grant)
            if new is not None and str(grant) not in self._before:
                self._before[str(grant)] = before
                self.grants[grant] = new if grant is Grant.DATABASE else new + before

    @property
    def took_up(self) -> bool:
        """Whether one works under keys that are still being made anew."""
        return bool(self._before)

    def settle(self) -> None:
        """Hold the new keys alone, once the keyring holds them alone."""
        for grant in list(self.grants):
            self.grants[grant] = self.renewed.get(grant, self.grants[grant])
        self._own = {name: self.renewed.get(name, key) for name, key in self._own.items()}
        self.forget_renewal()

    def forget_renewal(self) -> None:
        """Go back to the keys before one that was dropped, or that has come to its end."""
        self.renewed.clear()
        self._before.clear()

    def secrets(self, roster: Roster) -> Secrets:
        """What the passphrase guards; for `keyring` itself."""
        return Secrets(self.box_secret, self._sign_seed, roster.authority)
