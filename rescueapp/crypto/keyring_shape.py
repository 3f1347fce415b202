"""What keyring.json holds, and within which bounds it is believed.

    {"digest", "format", "generation", "mac", "roster", "selves", "signature", "v"}

While keys are being made anew the roster has a `renewal` beside the present keys and `v` is 2;
with a user whose access ends on a day (`until`) it is 3; with one who signed with other keys before
theirs were made anew (`signed_before`), or with more than 64 who have or had a slot, 4. A program
that does not know these takes such a file for a newer one and changes nothing.

`roster` is signed by the vault's authority key, which administrators and supervisors hold:
the vault, the public keys, who the users are and what is sealed to them. `selves` are the
users' secrets under their passphrases, which each may change alone. `mac` covers all that
under a key every user holds. `digest` (SHA-256) finds damage before anybody is known.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final, cast

from rescueapp.crypto import canonical, primitives, sign
from rescueapp.crypto.kdf import SALT, Kdf
from rescueapp.crypto.keyring_values import BROKEN, b64, count, data_of, day, text
from rescueapp.crypto.slots import Grant, UserSlot
from rescueapp.errors import Damaged
from rescueapp.i18n import mark

FORMAT: Final = "rescueapp-keyring"
VERSION: Final = 1
RENEWING: Final = 2  # the version of a file with a renewal
ENDING: Final = 3  # of one with somebody whose access ends on a day, renewal or not
GROWN: Final = 4  # of one with somebody who has had other keys, or with very many who left
LIMIT = 1_000_000
MAX_USERS = 64  # with access at once
MAX_SLOTS = 512  # who have or had it: a slot stays, so that what somebody signed verifies
MAX_BEFORE = 64  # keys somebody signed with before
KINDS = ("station", "office")

# Keys of the keyring itself, sealed beside the grants.
MAC: Final = "keyring:mac"  # every user
AUTHORITY: Final = "keyring:authority"  # who may change the roster
_KEY_NAMES = frozenset({*Grant, MAC, AUTHORITY})

NEWER = mark("This vault was written by a newer version of the program.", "damage")


@dataclass(frozen=True, slots=True)
class Self:
    """A user's own part: how their passphrase opens their secrets."""

    kdf: Kdf
    salt: bytes
    secret: bytes  # sealed; see `keyring`


@dataclass(frozen=True, slots=True)
class Slot:
    """A user in the roster; `keys` are sealed to `box_public`, by key name."""

    uid: str
    login: str
    role: str
    active: bool
    box_public: bytes
    sign_public: bytes
    keys: dict[str, bytes]
    until: str = ""  # ISO date, included; "" has no end
    signed_before: tuple[bytes, ...] = ()  # what they signed before each reset still verifies

    def face(self) -> UserSlot:
        held = tuple(grant for grant in Grant if grant in self.keys)
        return UserSlot(
            self.uid, self.login, self.role, self.active, self.box_public, self.sign_public, held,
            self.until, self.signed_before,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Renewal:
    """Keys made anew, beside those they follow until everything lies under them."""

    epochs: dict[str, int]  # of the new keys, by name
    publics: dict[str, bytes]
    proofs: dict[str, bytes]  # SHA-256 of each new key: no other can be slipped in
    recovery_keys: dict[str, bytes]
    keys: dict[str, dict[str, bytes]]  # by user uid, as `Slot.keys`

    def digest(self) -> str:
        """SHA-256 (hex) of which keys these are; who they are sealed to may change."""
        told = {name: value for name, value in _renewal_out(self).items() if name != "keys"}
        return _digest(told)


@dataclass(frozen=True, slots=True)
class Roster:
    """What the authority signs."""

    vault: str
    kind: str
    training: bool
    kdf: Kdf  # for new passphrases
    authority: bytes  # Ed25519 public
    epochs: dict[str, int]  # how often each key was made anew, from 1
    publics: dict[str, bytes]  # by grant: public halves
    recovery_public: bytes
    recovery_keys: dict[str, bytes]
    users: tuple[Slot, ...]
    renewal: Renewal | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A whole keyring file."""

    generation: int
    roster: Roster
    selves: dict[str, Self]  # by user uid; active users only
    signature: bytes
    mac: bytes

    def signed(self) -> bytes:
        """What `signature` covers."""
        return canonical.dumps(_roster_out(self.roster))

    def maced(self) -> bytes:
        """What `mac` covers."""
        return canonical.dumps(self._without("mac"))

    def to_bytes(self) -> bytes:
        """The file. Raises ValueError when it would be larger than readers take."""
        obj = self._without()
        obj["digest"] = hashlib.sha256(canonical.dumps(obj)).hexdigest()
        data = canonical.dumps(obj)
        if len(data) > LIMIT:
            raise ValueError("keyring too large")
        return data

    def marks(self) -> dict[str, dict[str, Any]]:
        """By user uid: whether active, whose keys, a digest of which, one of the sealed secret.

        Keys made anew leave it as it is: they come to everybody who held those before.
        """
        return {
            slot.uid: {
                "active": slot.active,
                "box": b64(slot.box_public),
                "keys": _digest({"names": sorted(slot.keys)}),
                "secret": _digest(_self_out(self.selves[slot.uid])) if slot.active else "",
            }
            | _until_out(slot)
            for slot in self.roster.users
        }

    def _without(self, *names: str) -> dict[str, Any]:
        obj = {
            "format": FORMAT,
            "v": _version(self.roster),
            "generation": self.generation,
            "roster": _roster_out(self.roster),
            "selves": {uid: _self_out(own) for uid, own in self.selves.items()},
            "signature": b64(self.signature),
            "mac": b64(self.mac),
        }
        return {name: value for name, value in obj.items() if name not in names}


def parse(data: bytes) -> Content:
    """A keyring file, whole and within bounds, or Damaged. Costs no derivation."""
    try:
        obj = canonical.loads(data, limit=LIMIT)
        _check_digest(obj)
        content = _content_in(obj)
        sign.verify(
            content.roster.authority, content.signed(), content.signature, purpose="keyring"
        )
    except (KeyError, TypeError, ValueError):
        raise Damaged(BROKEN) from None
    except Damaged as error:
        raise Damaged(NEWER if error.words == NEWER else BROKEN) from None
    return content


def _check_digest(obj: dict[str, Any]) -> None:
    """Before anything else is believed, the version included."""
    rest = {name: value for name, value in obj.items() if name != "digest"}
    if obj["digest"] != hashlib.sha256(canonical.dumps(rest)).hexdigest():
        raise Damaged(BROKEN)


def _roster_out(roster: Roster) -> dict[str, Any]:
    renewal = {"renewal": _renewal_out(roster.renewal)} if roster.renewal else {}
    return renewal | {
        "vault": roster.vault,
        "kind": roster.kind,
        "training": roster.training,
        "kdf": kdf_out(roster.kdf),
        "authority": b64(roster.authority),
        "epochs": roster.epochs,
        "publics": _map_out(roster.publics),
        "recovery": {
            "public": b64(roster.recovery_public),
            "keys": _map_out(roster.recovery_keys),
        },
        "users": [_slot_out(slot) for slot in roster.users],
    }


def _renewal_out(renewal: Renewal) -> dict[str, Any]:
    return {
        "epochs": renewal.epochs,
        "publics": _map_out(renewal.publics),
        "proofs": _map_out(renewal.proofs),
        "recovery": _map_out(renewal.recovery_keys),
        "keys": {uid: _map_out(keys) for uid, keys in renewal.keys.items()},
    }


def kdf_out(kdf: Kdf) -> dict[str, int]:
    """A cost as it is stored, and bound to the secret it guards."""
    return {"memory_kib": kdf.memory_kib, "passes": kdf.passes, "lanes": kdf.lanes}


def _digest(obj: dict[str, Any]) -> str:
    return hashlib.sha256(canonical.dumps(obj)).hexdigest()


def _version(roster: Roster) -> int:
    """The lowest that tells all there is in it."""
    if any(slot.signed_before for slot in roster.users) or len(roster.users) > MAX_USERS:
        return GROWN
    if any(slot.until for slot in roster.users):
        return ENDING
    return RENEWING if roster.renewal else VERSION


def _until_out(slot: Slot) -> dict[str, Any]:
    return {"until": slot.until} if slot.until else {}


def _before_out(slot: Slot) -> dict[str, Any]:
    return {"signed_before": list(map(b64, slot.signed_before))} if slot.signed_before else {}


def _slot_out(slot: Slot) -> dict[str, Any]:
    return (
        _until_out(slot)
        | _before_out(slot)
        | {
            "uid": slot.uid,
            "login": slot.login,
            "role": slot.role,
            "active": slot.active,
            "box": b64(slot.box_public),
            "sign": b64(slot.sign_public),
            "keys": _map_out(slot.keys),
        }
    )


def _self_out(own: Self) -> dict[str, Any]:
    return {"kdf": kdf_out(own.kdf), "salt": b64(own.salt), "secret": b64(own.secret)}


def _content_in(obj: dict[str, Any]) -> Content:
    if obj["format"] != FORMAT:
        raise Damaged(BROKEN)
    if count(obj["v"]) > GROWN:
        raise Damaged(NEWER)
    names = ("digest", "format", "generation", "mac", "roster", "selves", "signature", "v")
    _, _, generation, mac, roster, selves, signature, version = _fields(obj, *names)
    content = Content(
        generation=count(generation),
        roster=_roster_in(roster),
        selves={},
        signature=data_of(signature, sign.SIZE),
        mac=data_of(mac, primitives.KEY),
    )
    if version != _version(content.roster):
        raise Damaged(BROKEN)
    content.selves.update(_selves_in(selves, content.roster))
    return content


def _roster_in(obj: Any) -> Roster:
    names = ("vault", "kind", "training", "kdf", "authority", "epochs", "publics")
    renewing = ("renewal",) if "renewal" in obj else ()
    *plain, recovery, users = _fields(obj, *renewing, *names, "recovery", "users")
    vault, kind, training, kdf, authority, epochs, publics = plain[len(renewing) :]
    public, keys = _fields(recovery, "public", "keys")
    if kind not in KINDS or not isinstance(training, bool):
        raise Damaged(BROKEN)
    return Roster(
        vault=text(vault),
        kind=kind,
        training=training,
        kdf=_kdf_in(kdf, training),
        authority=data_of(authority, primitives.KEY),
        epochs={name: count(epoch) for name, epoch in _named(epochs).items()},
        publics={name: data_of(value) for name, value in _named(publics).items()},
        recovery_public=data_of(public, primitives.KEY),
        recovery_keys=_map_in(keys),
        users=_users_in(users),
        renewal=_renewal_in(plain[0]) if renewing else None,
    )


def _renewal_in(obj: Any) -> Renewal:
    epochs, publics, proofs, recovery, keys = _fields(
        obj, "epochs", "publics", "proofs", "recovery", "keys"
    )
    if not isinstance(keys, dict) or len(keys) > MAX_USERS:
        raise Damaged(BROKEN)
    named = {name: count(epoch) for name, epoch in _named(epochs).items()}
    renewal = Renewal(
        epochs=named,
        publics=_map_in(publics),
        proofs={name: data_of(value, primitives.KEY) for name, value in _named(proofs).items()},
        recovery_keys=_map_in(recovery),
        keys={text(uid): _map_in(held) for uid, held in keys.items()},
    )
    if not named or set(named) != set(renewal.proofs) or set(named) != set(renewal.recovery_keys):
        raise Damaged(BROKEN)
    return renewal


def _users_in(obj: Any) -> tuple[Slot, ...]:
    if not isinstance(obj, list) or not 1 <= len(obj) <= MAX_SLOTS:
        raise Damaged(BROKEN)
    users = tuple(_slot_in(each) for each in obj)
    alike = len(users) > min(len({u.uid for u in users}), len({u.login for u in users}))
    if alike or sum(u.active for u in users) > MAX_USERS:
        raise Damaged(BROKEN)
    return users


def _slot_in(obj: Any) -> Slot:
    names = ("uid", "login", "role", "active", "box", "sign", "keys")
    more = [name for name in ("until", "signed_before") if name in obj]
    *told, uid, login, role, active, box, signer, keys = _fields(obj, *more, *names)
    besides = dict(zip(more, told, strict=True))
    if not isinstance(active, bool):
        raise Damaged(BROKEN)
    return Slot(
        uid=text(uid),
        login=text(login),
        role=text(role),
        active=active,
        box_public=data_of(box, primitives.KEY),
        sign_public=data_of(signer, primitives.KEY),
        keys=_map_in(keys),
        until=day(besides["until"]) if "until" in besides else "",
        signed_before=_before_in(besides["signed_before"]) if "signed_before" in besides else (),
    )


def _before_in(obj: Any) -> tuple[bytes, ...]:
    if not isinstance(obj, list) or not 1 <= len(obj) <= MAX_BEFORE:
        raise Damaged(BROKEN)
    return tuple(data_of(each, primitives.KEY) for each in obj)


def _selves_in(obj: Any, roster: Roster) -> dict[str, Self]:
    active = {user.uid for user in roster.users if user.active}
    if not isinstance(obj, dict) or set(obj) != active:
        raise Damaged(BROKEN)
    return {uid: _self_in(value, roster.training) for uid, value in obj.items()}


def _self_in(obj: Any, training: bool) -> Self:
    kdf, salt, secret = _fields(obj, "kdf", "salt", "secret")
    return Self(_kdf_in(kdf, training), data_of(salt, SALT), data_of(secret))


def _kdf_in(obj: Any, training: bool) -> Kdf:
    memory, passes, lanes = _fields(obj, "memory_kib", "passes", "lanes")
    kdf = Kdf(count(memory), count(passes), count(lanes))
    if not kdf.is_allowed(training=training):
        raise Damaged(BROKEN)
    return kdf


def _fields(obj: Any, *names: str) -> list[Any]:
    if not isinstance(obj, dict) or set(obj) != set(names):
        raise Damaged(BROKEN)
    return [obj[name] for name in names]


def _named(obj: Any) -> dict[str, Any]:
    if not isinstance(obj, dict) or not set(obj) <= _KEY_NAMES:
        raise Damaged(BROKEN)
    return cast(dict[str, Any], obj)


def _map_out(keys: dict[str, bytes]) -> dict[str, str]:
    return {name: b64(sealed) for name, sealed in keys.items()}


def _map_in(obj: Any) -> dict[str, bytes]:
    return {name: data_of(value) for name, value in _named(obj).items()}
