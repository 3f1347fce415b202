"""What lies under the seals of a keyring: keys to their holders, secrets to a passphrase."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rescueapp.crypto import canonical, primitives, seal, sign
from rescueapp.crypto.kdf import SALT
from rescueapp.crypto.keyring_shape import (
    AUTHORITY,
    FORMAT,
    MAC,
    VERSION,
    Content,
    Renewal,
    Roster,
    Self,
    Slot,
)
from rescueapp.crypto.keyring_values import BROKEN
from rescueapp.crypto.slots import Grant
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark

_PAYLOAD_LIMIT = 4096
_BOXES = (
    Grant.IDENTITY,
    Grant.CARE,
    Grant.PSYCHOLOGICAL,
    Grant.MEDICAL,
    Grant.LEGAL,
    Grant.SUPERVISION,
    Grant.EMERGENCY,
)

NOT_HELD = mark("You can pass on only keys that you hold yourself. Ask a supervisor.", "keyring")
BAD_SHARES = mark(
    "These recovery sheets do not open this vault. Two different sheets of it are needed.",
    "recovery",
)
MISTYPED = mark(
    "Sheet {number}, as it was typed, is not a whole recovery sheet: a word is wrong, missing or in"
    " another's place. Please compare it with the paper.",
    "recovery",
)
SAME_TWICE = mark("This is the same sheet twice. Two different ones are needed.", "recovery")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a user's passphrase guards."""

    box: bytes = field(repr=False)  # X25519
    sign: bytes = field(repr=False)  # Ed25519 seed
    authority: bytes  # Ed25519 public: whose roster this user believes

    @classmethod
    def fresh(cls, authority: bytes) -> Secrets:
        return cls(primitives.box_pair()[1], primitives.random(), authority)


def fresh_keys() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Every key of a new vault by name, and the public halves of those that have one."""
    keys: dict[str, bytes] = {name: seal.new_key() for name in (*Grant, MAC, AUTHORITY)}
    publics: dict[str, bytes] = {}
    for grant in _BOXES:
        publics[grant], keys[grant] = primitives.box_pair()
    publics[Grant.SIGNING] = sign.public_of(keys[Grant.SIGNING])
    publics[Grant.AGE], keys[Grant.AGE] = primitives.age_pair()
    return keys, publics


def renewed_keys(roster: Roster, names: Iterable[str]) -> tuple[Renewal, dict[str, bytes]]:
    """New keys of these names, not sealed to any user yet, and the keys themselves.

    Raises ValueError for a name whose key is known outside the vault (signing, age).
    """
    wanted = sorted(set(map(str, names)))
    keys, publics = fresh_keys()
    fixed = {str(Grant.SIGNING), str(Grant.AGE), AUTHORITY}
    if not wanted or not set(wanted) <= set(roster.epochs) - fixed:
        raise ValueError("these keys cannot be made anew here")
    new = {name: keys[name] for name in wanted}
    renewal = Renewal(
        epochs={name: roster.epochs[name] + 1 for name in wanted},
        publics={str(name): public for name, public in publics.items() if str(name) in new},
        proofs={},
        recovery_keys={},
        keys={},
    )
    proofs = {name: _proof(renewal, roster, name, key) for name, key in new.items()}
    after = replace(roster, epochs=roster.epochs | renewal.epochs)
    sealed = seal_keys(after, new, new, roster.recovery_public)
    return replace(renewal, proofs=proofs, recovery_keys=sealed), new


def open_renewed(
    roster: Roster, renewal: Renewal, sealed: Mapping[str, bytes], secret: bytes
) -> dict[str, bytes]:
    """New keys as they are sealed to a holder. Raises Damaged for any but those begun with."""
    after = replace(roster, epochs=roster.epochs | renewal.epochs)
    opened = open_keys(after, sealed, secret)
    for name, key in opened.items():
        if renewal.proofs.get(name) != _proof(renewal, roster, name, key):
            raise Damaged(BROKEN)
    return opened


def _proof(renewal: Renewal, roster: Roster, name: str, key: bytes) -> bytes:
    told = ["renewed", roster.vault, name, renewal.epochs[name], key.hex()]
    return hashlib.sha256(canonical.dumps(told)).digest()


def seal_keys(
    roster: Roster, keys: Mapping[str, bytes], names: Iterable[str], public: bytes
) -> dict[str, bytes]:
    """The named keys, each sealed to a public key with what it is and where it belongs.

    Raises Refused for a name that is not among `keys`.
    """
    wanted = list(names)
    if not set(wanted) <= set(keys):
        raise Refused(NOT_HELD)
    return {
        str(name): seal.wrap(canonical.dumps(_labelled(roster, name, keys[name])), public)
        for name in wanted
    }


def open_keys(roster: Roster, sealed: Mapping[str, bytes], secret: bytes) -> dict[str, bytes]:
    """The reverse. Raises Damaged for a key of another name, vault or epoch."""
    opened = {}
    for name, value in sealed.items():
        payload = canonical.loads(seal.unwrap(value, secret), limit=_PAYLOAD_LIMIT)
        key = bytes.fromhex(payload["key"])
        if payload != _labelled(roster, name, key):
            raise Damaged(BROKEN)
        opened[name] = key
    return opened


def seal_self(roster: Roster, slot: Slot, secrets: Secrets, passphrase: str) -> Self:
    """A user's secrets under a passphrase, at the vault's present cost."""
    salt = primitives.random(SALT)
    payload = {
        "box": secrets.box.hex(),
        "sign": secrets.sign.hex(),
        "authority": secrets.authority.hex(),
    }
    own = Self(roster.kdf, salt, b"")
    kek = roster.kdf.derive(passphrase, salt)
    sealed = seal.seal(kek, canonical.dumps(payload), bound=_bound(roster, slot, own))
    return replace(own, secret=sealed)


def open_self(roster: Roster, slot: Slot, own: Self, kek: bytes) -> Secrets:
    """The reverse. Raises Damaged, for a wrong passphrase too: the two look the same."""
    payload = canonical.loads(
        seal.unseal(kek, own.secret, bound=_bound(roster, slot, own)), limit=_PAYLOAD_LIMIT
    )
    return Secrets(**{name: bytes.fromhex(value) for name, value in payload.items()})


def fresh_papers() -> tuple[bytes, tuple[str, str, str]]:
    """New recovery papers: the public half, and the three shares, which exist nowhere else."""
    public, secret = primitives.box_pair()
    return public, primitives.split_secret(secret)


def paper_secret(shares: Sequence[str], public: bytes) -> bytes:
    """The recovery key from two shares. Raises Refused unless it is that of `public`, naming the
    one in which a word is wrong: each carries a check of its own."""
    secret = _joined(shares)
    if primitives.box_public(secret) != public:
        raise Refused(BAD_SHARES)
    return secret


def paper_public(shares: Sequence[str]) -> bytes:
    """The public half of whichever papers these two are. Raises Refused."""
    return primitives.box_public(_joined(shares))


def _joined(shares: Sequence[str]) -> bytes:
    typed = _tidy(shares)[:2]
    for place, share in enumerate(typed, 1):
        if not is_share(share):
            raise Refused(MISTYPED(number=place))
    if len(typed) > len(set(typed)):
        raise Refused(SAME_TWICE)
    try:
        secret = primitives.join_secret(typed)
    except primitives.Forged:
        raise Refused(BAD_SHARES) from None
    if len(secret) != primitives.KEY:
        raise Refused(BAD_SHARES)
    return secret


def share_numbers(shares: Sequence[str]) -> tuple[int, ...]:
    """Which of the three papers these are, from 1, in order. Raises Refused."""
    try:
        return tuple(sorted(primitives.share_number(share) for share in _tidy(shares)[:2]))
    except primitives.Forged:
        raise Refused(BAD_SHARES) from None


def is_share(typed: str) -> bool:
    """Whether these are the words of a share, each in its place: a check in them says so."""
    try:
        return primitives.share_number(*_tidy([typed])) > 0
    except primitives.Forged:
        return False


def share_words(typed: str) -> list[str | None]:
    """The words of a share as they are typed or scanned; four letters tell one. None stands for
    what is no word of the list."""
    return [primitives.share_word(word) for word in typed.split()]


def _tidy(shares: Sequence[str]) -> list[str]:
    return [" ".join(word or "?" for word in share_words(share)) for share in shares]


def mac(key: bytes, content: Content) -> bytes:
    """The MAC of a whole keyring but for itself: 32 bytes."""
    return hashlib.blake2b(
        content.maced(), key=key, digest_size=32, person=b"rescueapp-ring-1"
    ).digest()


def complete(
    generation: int, roster: Roster, selves: dict[str, Self], keys: Mapping[str, bytes]
) -> Content:
    """A keyring file signed by the authority among `keys`, with its MAC."""
    draft = Content(generation, roster, selves, signature=b"", mac=b"")
    signature = sign.sign(keys[AUTHORITY], draft.signed(), purpose="keyring")
    return with_mac(replace(draft, signature=signature), keys)


def with_mac(content: Content, keys: Mapping[str, bytes]) -> Content:
    """The same under a new MAC; for changes the authority does not sign."""
    return replace(content, mac=mac(keys[MAC], content))


def _labelled(roster: Roster, name: str, key: bytes) -> dict[str, object]:
    return {
        "vault": roster.vault,
        "name": str(name),
        "epoch": roster.epochs[name],
        "key": key.hex(),
    }


def _bound(roster: Roster, slot: Slot, own: Self) -> tuple[str, ...]:
    """Everything that must not change under a passphrase: training vaults open only as such."""
    who = (slot.uid, slot.login, slot.role)
    cost = (str(own.kdf.memory_kib), str(own.kdf.passes), str(own.kdf.lanes))
    vault = (roster.vault, roster.kind, "training" if roster.training else "real")
    return (FORMAT, str(VERSION), *vault, *who, *cost, own.salt.hex())
