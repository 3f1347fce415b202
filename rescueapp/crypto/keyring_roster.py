"""Changes of a roster, and of the users' own parts: pure, nothing is written or signed here.

While keys are being made anew (`Renewal`), whoever gets a key gets the new one beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rescueapp.crypto import keyring_secrets as under
from rescueapp.crypto import primitives, sign, words
from rescueapp.crypto.keyring_secrets import Secrets
from rescueapp.crypto.keyring_shape import (
    AUTHORITY,
    MAC,
    MAX_BEFORE,
    MAX_SLOTS,
    MAX_USERS,
    Roster,
    Self,
    Slot,
)
from rescueapp.crypto.keyring_values import MAX_TEXT
from rescueapp.crypto.keys import Keys
from rescueapp.crypto.slots import Grant, NewUser
from rescueapp.errors import Refused
from rescueapp.i18n import mark

# Roles that may change who opens the vault: only they can decrypt the authority key.
MANAGERS: Final = frozenset({"administrator", "supervisor", "office_officer"})
LEAST_CHARACTERS = 15  # NIST SP 800-63B-4, where a passphrase is all there is
MOST_CHARACTERS = 256

TOO_SHORT = mark("The passphrase is too short: at least {least} characters.", "passphrase")
TOO_LONG = mark("The passphrase is too long: at most {most} characters.", "passphrase")
NO_USERS = mark("A vault needs between 1 and {most} users.", "set-up")
FULL = mark(
    "{most} people have access to this vault; more cannot at once. End the access of somebody who"
    " has left.",
    "keyring",
)
NO_ROOM = mark("This vault has had {most} people; it takes in no more.", "keyring")
NAME_TAKEN = mark("There is a user with this login name already.", "keyring")
NOT_A_USER = mark("There is no active user with this login name.", "keyring")
BAD_NAME = mark("A login name has 1 to {most} characters.", "keyring")

Selves = dict[str, Self]


def plain_login(login: str) -> str:
    """A login name in the one form in which it is compared: NFKC, no case, no edges."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def slot_of(roster: Roster, uid: str) -> Slot:
    """The slot of an active user. Raises Refused."""
    found = next((u for u in roster.users if u.active and u.uid == uid), None)
    if found is None:
        raise Refused(NOT_A_USER)
    return found


def with_user(
    roster: Roster,
    selves: Mapping[str, Self],
    user: NewUser,
    keys: Mapping[str, bytes],
    renewed: Mapping[str, bytes],
) -> tuple[Roster, Selves]:
    """One more user, with those of `keys` they are to have. Raises Refused."""
    login = plain_login(user.login)
    if not all(1 <= len(text) <= MAX_TEXT for text in (user.uid, login, user.role)):
        raise Refused(BAD_NAME(most=MAX_TEXT))
    if any(slot.uid == user.uid or slot.login == login for slot in roster.users):
        raise Refused(NAME_TAKEN)
    if sum(slot.active for slot in roster.users) >= MAX_USERS:
        raise Refused(FULL(most=MAX_USERS))
    if len(roster.users) >= MAX_SLOTS:
        raise Refused(NO_ROOM(most=MAX_SLOTS))
    own, slot = new_slot(roster, replace(user, login=login), keys)
    after = replace(roster, users=(*roster.users, slot))
    return with_renewed(after, slot, slot.keys, renewed), {**selves, user.uid: own}


def new_slot(
    roster: Roster, user: NewUser, keys: Mapping[str, bytes], *, before: Slot | None = None
) -> tuple[Self, Slot]:
    """Fresh secrets under a passphrase, and a slot with what the user is granted. What they signed
    with the secrets of `before` stays theirs."""
    check_passphrase(user.passphrase, training=roster.training)
    secrets = Secrets.fresh(roster.authority)
    names = (*user.grants, MAC, *((AUTHORITY,) if user.role in MANAGERS else ()))
    public = primitives.box_public(secrets.box)
    slot = Slot(
        uid=user.uid,
        login=user.login,
        role=user.role,
        active=True,
        box_public=public,
        sign_public=sign.public_of(secrets.sign),
        keys=under.seal_keys(roster, keys, names, public),
        until=user.until,
        signed_before=(*before.signed_before, before.sign_public)[-MAX_BEFORE:] if before else (),
    )
    return under.seal_self(roster, slot, secrets, user.passphrase), slot


def with_slot(roster: Roster, slot: Slot) -> Roster:
    """The roster with this slot in place of the one with its uid."""
    users = tuple(slot if user.uid == slot.uid else user for user in roster.users)
    return replace(roster, users=users)


def with_grants(roster: Roster, slot: Slot, grants: Sequence[Grant], keys: Keys) -> Roster:
    """Further grants sealed to a slot. Raises Refused for those not among the giver's."""
    sealed = under.seal_keys(roster, keys.all(), grants, slot.box_public)
    after = with_slot(roster, replace(slot, keys={**slot.keys, **sealed}))
    return with_renewed(after, slot, grants, keys.renewed)


def with_papers(roster: Roster, keys: Mapping[str, bytes], public: bytes) -> Roster:
    """Every key of the vault sealed to recovery papers of this public half, and to no others.

    Raises Refused where one of them is not at hand; ValueError while keys are being made anew.
    """
    if roster.renewal is not None:
        raise ValueError("a renewal is under way")
    sealed = under.seal_keys(roster, keys, roster.epochs, public)
    return replace(roster, recovery_public=public, recovery_keys=sealed)


# --- keys made anew -----------------------------------------------------------------------------


def with_renewed(
    roster: Roster, slot: Slot, names: Iterable[str], renewed: Mapping[str, bytes]
) -> Roster:
    """The new ones of these keys sealed to a slot too; without a renewal, the roster as it is."""
    renewal = roster.renewal
    if renewal is None:
        return roster
    wanted = set(map(str, names)) & set(renewal.epochs)
    after = replace(roster, epochs=roster.epochs | renewal.epochs)
    sealed = under.seal_keys(after, renewed, sorted(wanted), slot.box_public)
    held = {**renewal.keys.get(slot.uid, {}), **sealed}
    return replace(roster, renewal=replace(renewal, keys={**renewal.keys, slot.uid: held}))


def without_renewed(roster: Roster, user_uid: str) -> Roster:
    """Nobody gets a new key by a slot that ended or that begins anew."""
    if roster.renewal is None:
        return roster
    held = {uid: keys for uid, keys in roster.renewal.keys.items() if uid != user_uid}
    return replace(roster, renewal=replace(roster.renewal, keys=held))


def begun(roster: Roster, names: Iterable[str]) -> tuple[Roster, dict[str, bytes]]:
    """A roster that holds new keys of these names beside the present ones, and the new keys.

    They are sealed to paper recovery and to every active user who holds those before.
    """
    renewal, new = under.renewed_keys(roster, names)
    after = replace(roster, renewal=renewal)
    for slot in roster.users:
        if slot.active:
            after = with_renewed(after, slot, slot.keys, new)
    return after, new


def ended(roster: Roster) -> Roster:
    """The roster with the new keys in place of those before. Raises ValueError without any."""
    renewal = roster.renewal
    if renewal is None:
        raise ValueError("no renewal is under way")
    users = (
        replace(slot, keys={**slot.keys, **renewal.keys.get(slot.uid, {})}) for slot in roster.users
    )
    return replace(
        roster,
        epochs=roster.epochs | renewal.epochs,
        publics=roster.publics | renewal.publics,
        recovery_keys=roster.recovery_keys | renewal.recovery_keys,
        users=tuple(users),
        renewal=None,
    )


def check_passphrase(passphrase: str, *, training: bool) -> None:
    """Raises Refused for one that is too short or too long."""
    length = len(words.normalise(passphrase))
    least = 1 if training else LEAST_CHARACTERS
    if length < least:
        raise Refused(TOO_SHORT(least=least))
    if len(passphrase) > MOST_CHARACTERS:
        raise Refused(TOO_LONG(most=MOST_CHARACTERS))
