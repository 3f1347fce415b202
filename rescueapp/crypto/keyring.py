"""The keyring of a vault: who can open it, and with which keys.

Passphrase → Argon2id → key → the user's secrets (X25519, Ed25519, the authority they trust).
To the X25519 key the vault's keys are sealed, each with its name, vault and epoch. The same
keys are sealed to a recovery key whose private half exists only on paper (SLIP-39, any two
of three shares). Administrators may hold no key of the data and still sign the roster.

What this cannot see: both copies of the file put back to an older state (the audit keeps the
generation at each unlock), and an administrator who puts other public keys into the roster
(`publics_digest`, kept in the database, which administrators cannot open).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hmac import compare_digest
from pathlib import Path
from typing import Any, Literal

from rescueapp.crypto import canonical, keyring_file, primitives, sign, words
from rescueapp.crypto import keyring_roster as rosters
from rescueapp.crypto import keyring_secrets as under
from rescueapp.crypto.kdf import FLOOR, SALT, STANDARD, TRAINING, Kdf, calibrate
from rescueapp.crypto.keyring_roster import MANAGERS, NO_USERS, plain_login
from rescueapp.crypto.keyring_secrets import Secrets
from rescueapp.crypto.keyring_shape import AUTHORITY, MAC, MAX_USERS, Content, Roster, Self, Slot
from rescueapp.crypto.keyring_values import BROKEN
from rescueapp.crypto.keys import Keys
from rescueapp.crypto.slots import Grant, NewUser, UserSlot
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark

__all__ = [
    "FLOOR",
    "MANAGERS",
    "STANDARD",
    "TRAINING",
    "Grant",
    "Kdf",
    "Keyring",
    "Keys",
    "NewUser",
    "UserSlot",
    "calibrate",
    "plain_login",
]

NOT_OPENED = mark("The user name or the passphrase is not right.", "unlock")
TOO_CHEAP = mark("Only a training vault may use such a cheap passphrase check.", "set-up")
NOT_YOURS = mark("Only an administrator or supervisor changes who opens the vault.", "keyring")
NOT_ONESELF = mark("Nobody takes away their own access. Ask a colleague to do it.", "keyring")


class Keyring:
    """One generation of a keyring. Each change writes the next one and returns it."""

    def __init__(self, folder: Path, content: Content, *, taken_up: bool = False) -> None:
        self._folder = folder
        self._content = content
        self._taken_up = taken_up  # a renewal's public keys are those that are sealed to

    # --- made and read

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        vault: str,
        kind: Literal["station", "office"],
        training: bool,
        users: Sequence[NewUser],
        kdf: Kdf,
    ) -> tuple[Keyring, tuple[str, str, str]]:
        """A new keyring with fresh keys, on disk, and the three recovery shares.

        The shares exist nowhere else: they are to be printed before anything is entered.
        Raises Refused for a vault that is there already, a bad user or passphrase, a cheap
        `kdf` outside training.
        """
        if not kdf.is_allowed(training=training):
            raise Refused(TOO_CHEAP)
        if not 1 <= len(users) <= MAX_USERS:
            raise Refused(NO_USERS(most=MAX_USERS))
        keys, publics = under.fresh_keys()
        recovery_public, shares = under.fresh_papers()
        roster = Roster(
            vault=vault,
            kind=kind,
            training=training,
            kdf=kdf,
            authority=sign.public_of(keys[AUTHORITY]),
            epochs=dict.fromkeys(keys, 1),
            publics=publics,
            recovery_public=b"",
            recovery_keys={},
            users=(),
        )
        roster = rosters.with_papers(roster, keys, recovery_public)
        selves: dict[str, Self] = {}
        for user in users:
            roster, selves = rosters.with_user(roster, selves, user, keys, {})
        content = under.complete(1, roster, selves, keys)
        keyring_file.write(folder, content, follows=None)
        return cls(folder, content), shares

    @classmethod
    def read(cls, folder: Path) -> Keyring:
        """The keyring of a vault folder, checked whole before any user is looked up.

        Raises Refused when there is none, Damaged, Unavailable.
        """
        return cls(folder, keyring_file.read(folder))

    # --- what anybody may know

    @property
    def vault(self) -> str:
        """The vault's uid."""
        return self._content.roster.vault

    @property
    def kind(self) -> str:
        """station or office."""
        return self._content.roster.kind

    @property
    def training(self) -> bool:
        return self._content.roster.training

    @property
    def generation(self) -> int:
        """Counts the changes, from 1. An older number than seen before is a rollback."""
        return self._content.generation

    @property
    def users(self) -> tuple[UserSlot, ...]:
        """Everyone who has or had a slot."""
        return tuple(slot.face() for slot in self._content.roster.users)

    @property
    def recovery_public(self) -> bytes:
        """X25519: what is sealed to it opens with two recovery shares."""
        return self._content.roster.recovery_public

    def public(self, grant: Grant) -> bytes:
        """The public half of a compartment, SUPERVISION, SIGNING (32 bytes) or AGE (ASCII); a
        KeyError for a grant that has none."""
        return self._in_use().publics[grant]

    def publics_digest(self, *, papers: bytes = b"") -> str:
        """SHA-256, as hex, of every public key that is sealed to: what must not change unseen.
        `papers`: as it will be with other recovery papers, of this public half."""
        roster = self._in_use()
        keys = {**roster.publics, "recovery": papers or roster.recovery_public}
        named = {str(name): public.hex() for name, public in keys.items()}
        return hashlib.sha256(canonical.dumps(named)).hexdigest()

    def among(self, grants: Iterable[Grant]) -> tuple[Grant, ...]:
        """Those of some grants this vault has: one made by an older program lacks newer keys."""
        return tuple(grant for grant in grants if grant in self._content.roster.epochs)

    def epoch(self, grant: Grant) -> int:
        """How often this key has been made anew, from 1."""
        return self._content.roster.epochs[grant]

    def marks(self) -> dict[str, dict[str, Any]]:
        """By user uid what changes when somebody changes it: `active`, a digest of the sealed
        `keys`, a digest of the `secret` under the passphrase. Nothing of them can be learned."""
        return self._content.marks()

    def fingerprint(self) -> tuple[str, ...]:
        """12 words over the signing key and the age recipient: what two offices compare."""
        return words.fingerprint(self.public(Grant.SIGNING) + self.public(Grant.AGE))

    @property
    def renewal(self) -> str:
        """Which keys are being made anew just now: a digest of them, "" for none. Who made it so
        may hold no data: such keys are used only once the database says the same digest."""
        renewal = self._content.roster.renewal
        return renewal.digest() if renewal else ""

    def renewed(self) -> tuple[Grant, ...]:
        """Which of the grants a renewal makes anew."""
        renewal = self._content.roster.renewal
        return tuple(grant for grant in Grant if renewal and grant in renewal.epochs)

    # --- opened

    def unlock(self, login: str, passphrase: str) -> Keys:
        """The keys of a user.

        Raises Refused, in the same words and after the same work, for a wrong passphrase, an
        unknown or an inactive user; Damaged when the keyring is not what its users trusted.
        """
        slot = self._active(login)
        own = self._content.selves[slot.uid] if slot else None
        kdf, salt = (own.kdf, own.salt) if own else (self._content.roster.kdf, bytes(SALT))
        kek = kdf.derive(passphrase, salt)
        if slot is None or own is None:
            raise Refused(NOT_OPENED)
        try:
            secrets = under.open_self(self._content.roster, slot, own, kek)
        except Damaged:
            raise Refused(NOT_OPENED) from None
        return self.reopened(slot.uid, secrets)

    def guarded(self, keys: Keys) -> tuple[Kdf, Secrets]:
        """For a shift PIN: what a guess costs here, and what the user's passphrase guards."""
        return self._content.roster.kdf, keys.secrets(self._content.roster)

    def reopened(self, uid: str, secrets: Secrets) -> Keys:
        """The keys of an active user by their secrets. Raises Refused, Damaged (reset since)."""
        keys = self._opened(self._slot(uid), secrets)
        self._check(keys, secrets.authority)
        return keys

    # --- changed

    def add_user(self, keys: Keys, user: NewUser) -> Keyring:
        """Give somebody a slot, with grants the one who adds them holds.

        Raises Refused for a login or uid in use, a bad passphrase, grants not held.
        """
        self._check_manager(keys)
        now = self._content
        changed = rosters.with_user(now.roster, now.selves, user, keys.all(), keys.renewed)
        return self._next(keys, *changed)

    def grant(self, keys: Keys, user_uid: str, grants: Sequence[Grant]) -> Keyring:
        """Seal further grants to a user. Raises Refused for grants not held."""
        self._check_manager(keys)
        roster = rosters.with_grants(self._content.roster, self._slot(user_uid), grants, keys)
        return self._next(keys, roster, self._content.selves)

    def deactivate(self, keys: Keys, user_uid: str) -> Keyring:
        """Take a user's access away; the slot stays, so that their signatures verify.

        What they copied they keep: keys they held are to be made anew.
        """
        self._check_manager(keys, about=user_uid)
        slot = replace(self._slot(user_uid), active=False, keys={})
        roster = rosters.without_renewed(self._content.roster, user_uid)
        return self._next(keys, rosters.with_slot(roster, slot), self._others(user_uid))

    def set_until(self, keys: Keys, user_uid: str, until: str) -> Keyring:
        """The last day of a user's access, an ISO date; the roster's signature covers it."""
        self._check_manager(keys, about=user_uid)
        slot = replace(self._slot(user_uid), until=until)
        roster = rosters.with_slot(self._content.roster, slot)
        return self._next(keys, roster, self._content.selves)

    def reset(self, keys: Keys, user_uid: str, passphrase: str) -> Keyring:
        """A new passphrase for somebody who forgot theirs: new secrets, no grants.

        What was sealed to the old ones a supervisor seals again, so a reset takes two.
        """
        self._check_manager(keys, about=user_uid)
        slot, roster = self._slot(user_uid), self._content.roster
        user = NewUser(slot.uid, slot.login, slot.role, passphrase, (), slot.until)
        own, begun = rosters.new_slot(roster, user, keys.all(), before=slot)
        anew = rosters.with_slot(rosters.without_renewed(roster, user_uid), begun)
        anew = rosters.with_renewed(anew, begun, begun.keys, keys.renewed)
        return self._next(keys, anew, {**self._content.selves, user_uid: own})

    def change_passphrase(self, login: str, old: str, new: str) -> Keyring:
        """Raises Refused as `unlock` does, or when the new one is too short or too long."""
        keys, roster = self.unlock(login, old), self._content.roster
        rosters.check_passphrase(new, training=roster.training)
        own = under.seal_self(roster, self._slot(keys.user.uid), keys.secrets(roster), new)
        selves = {**self._content.selves, keys.user.uid: own}
        after = replace(self._content, generation=self.generation + 1, selves=selves)
        return self._written(under.with_mac(after, keys.all()))

    # --- keys made anew

    def begin_renewal(self, keys: Keys, grants: Iterable[Grant]) -> Keyring:
        """Make new keys of some grants, and of the keyring's own MAC, beside the present ones.

        Everybody who holds one before gets the new one too, and so do the recovery papers; `keys`
        learns them. Nothing uses them yet. A renewal that was never used is replaced.
        Raises ValueError for SIGNING and AGE, which others outside know.
        """
        self._check_manager(keys)
        roster = replace(self._content.roster, renewal=None)
        roster, new = rosters.begun(roster, (*grants, MAC))
        after = self._next(keys, roster, self._content.selves)
        keys.renewed = {name: new[name] for name in keys.all() if name in new}
        return after

    def taken_up(self, *, new: bool = True) -> Keyring:
        """The same with the public keys of its renewal as those that are sealed to, or without."""
        return Keyring(self._folder, self._content, taken_up=new)

    def finish_renewal(self, keys: Keys) -> Keyring:
        """The new keys alone, once everything lies under them. `keys` holds them alone then."""
        self._check_manager(keys)
        roster = rosters.ended(self._content.roster)
        signing = {**keys.all(), MAC: keys.renewed[MAC]}
        content = under.complete(self.generation + 1, roster, self._content.selves, signing)
        self._taken_up = False
        after = self._written(content)
        keys.settle()
        return after

    def drop_renewal(self, keys: Keys) -> Keyring:
        """Forget new keys nothing lies under yet."""
        self._check_manager(keys)
        self._taken_up = False
        roster = replace(self._content.roster, renewal=None)
        after = self._next(keys, roster, self._content.selves)
        keys.forget_renewal()
        return after

    # --- with two recovery papers

    def recovered(self, shares: Sequence[str]) -> Keys:
        """Every key as two recovery shares open it, held by nobody. Raises Refused."""
        roster = self._content.roster
        secret = under.paper_secret(shares, self.recovery_public)
        paper = Slot("recovery", "", "", True, roster.recovery_public, b"", roster.recovery_keys)
        keys = self._opened(paper, Secrets(secret, b"", roster.authority))
        if set(keys.grants) != set(self.among(Grant)):
            raise Damaged(BROKEN)
        self._check_mac(keys)
        return keys

    def take_over(self, shares: Sequence[str], user: NewUser) -> Keyring:
        """Add a user with two recovery shares, when nobody who could is left."""
        return self.add_user(self.recovered(shares), user)

    def replace_papers(self, keys: Keys, public: bytes) -> Keyring:
        """Every key sealed to other papers, of this public half. Raises Refused: not held."""
        self._check_manager(keys)
        roster = rosters.with_papers(self._content.roster, keys.all(), public)
        return self._next(keys, roster, self._content.selves)

    # --- inside

    def _in_use(self) -> Roster:
        return rosters.ended(self._content.roster) if self._taken_up else self._content.roster

    def _active(self, login: str) -> Slot | None:
        wanted = plain_login(login)
        users = self._content.roster.users
        return next((u for u in users if u.active and u.login == wanted), None)

    def _slot(self, uid: str) -> Slot:
        return rosters.slot_of(self._content.roster, uid)

    def _others(self, uid: str) -> dict[str, Self]:
        return {other: own for other, own in self._content.selves.items() if other != uid}

    def _opened(self, slot: Slot, secrets: Secrets) -> Keys:
        opened = under.open_keys(self._content.roster, slot.keys, secrets.box)
        grants = {grant: opened[grant] for grant in Grant if grant in opened}
        own = {name: key for name, key in opened.items() if name in (MAC, AUTHORITY)}
        return Keys(slot.face(), grants, secrets.box, secrets.sign, own, self._new(slot, secrets))

    def _new(self, slot: Slot, secrets: Secrets) -> dict[str, bytes]:
        """What a renewal has for the holder of a slot."""
        roster, renewal = self._content.roster, self._content.roster.renewal
        if renewal is None:
            return {}
        on_paper = slot.box_public == roster.recovery_public
        sealed = renewal.recovery_keys if on_paper else renewal.keys.get(slot.uid, {})
        return under.open_renewed(roster, renewal, sealed, secrets.box)

    def _check(self, keys: Keys, authority: bytes) -> None:
        """That this is the keyring the user's own secrets vouch for."""
        secrets = keys.secrets(self._content.roster)
        trusted = (
            authority == self._content.roster.authority
            and primitives.box_public(secrets.box) == keys.user.box_public
            and sign.public_of(secrets.sign) == keys.user.sign_public
        )
        if not trusted:
            raise Damaged(BROKEN)
        self._check_mac(keys)

    def _check_mac(self, keys: Keys) -> None:
        key = keys.all().get(MAC, b"")
        if not compare_digest(under.mac(key, self._content), self._content.mac):
            raise Damaged(BROKEN)

    def _check_manager(self, keys: Keys, about: str = "") -> None:
        seed = keys.all().get(AUTHORITY)
        if seed is None or sign.public_of(seed) != self._content.roster.authority:
            raise Refused(NOT_YOURS)
        if about == keys.user.uid:
            raise Refused(NOT_ONESELF)

    def _next(self, keys: Keys, roster: Roster, selves: dict[str, Self]) -> Keyring:
        return self._written(under.complete(self.generation + 1, roster, selves, keys.all()))

    def _written(self, content: Content) -> Keyring:
        keyring_file.write(self._folder, content, follows=self.generation)
        return Keyring(self._folder, content, taken_up=self._taken_up)
