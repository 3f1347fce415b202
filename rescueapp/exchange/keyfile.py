"""The key file of a station or an office: who they are, and their public keys.

Keys travel as files; twelve words read out over the telephone confirm them. The words come
from everything the file says, so that the same words mean the same keys, name and validity.
A file proves that whoever made it holds the signing key; that they are who they say is what
the two people on the telephone confirm.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from rescueapp.crypto import canonical, sign, words
from rescueapp.crypto.primitives import age_encrypt
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import signed_file, spoken
from rescueapp.i18n import mark

KIND: Final = "key-file"
SUFFIX: Final = ".rescuekey"
YEARS: Final = 2  # of validity; the next file comes before, so that the two overlap

Holder = Literal["station", "office"]

NOT_A_KEY_FILE: Final = mark("This is not the key file of a station or an office.", "key file")
NOT_YET_VALID: Final = mark("These keys are valid only from {date}.", "key file")
EXPIRED: Final = mark("These keys were valid until {date}. Ask for the new key file.", "key file")

_MEMBERS = {
    "kind", "code", "name", "training", "signing", "recipient", "valid_from", "valid_to",
}  # fmt: skip
CODE: Final = r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}"
_NAME = r"[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]{1,80}"
_RECIPIENT = r"age1[02-9ac-hj-np-z]{58}"
_DATE = r"\d{4}-\d{2}-\d{2}"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key file that was read and whose signature fits."""

    kind: Holder
    code: str  # of the institution, as in case numbers
    name: str
    training: bool  # of a training vault; real ones refuse it
    signing_public: bytes = field(repr=False)  # Ed25519, 32 bytes
    recipient: str = field(repr=False)  # age, "age1…"
    valid_from: date
    valid_to: date  # the last day
    data: bytes = field(repr=False)  # the file, to keep

    @property
    def key_id(self) -> str:
        """The short name of the signing key: 32 hex digits."""
        return sign.key_id(self.signing_public)

    @property
    def recipient_id(self) -> str:
        """The short name of the age key, as packages name whom they are for: 32 hex digits."""
        return sign.key_id(self.recipient.encode("ascii"))

    @property
    def words(self) -> tuple[str, ...]:
        """The twelve words both sides compare: of everything the file says."""
        return words.fingerprint(self.signed_part())

    @property
    def digits(self) -> str:
        """The same as ten groups of four digits, the last one a check digit."""
        return words.digits(self.signed_part())

    def signed_part(self) -> bytes:
        """What the signature covers."""
        return signed_file.signed_part(canonical.loads(self.data, limit=signed_file.LIMIT))

    def check_words(self, typed: str) -> None:
        """Refuse unless all twelve words were typed, in order (`spoken.check`)."""
        spoken.check(self.words, typed)

    def check_valid(self, on: date) -> None:
        """Refuse keys that are not valid that day."""
        if on < self.valid_from:
            raise Refused(NOT_YET_VALID(date=self.valid_from.isoformat()))
        if on > self.valid_to:
            raise Refused(EXPIRED(date=self.valid_to.isoformat()))


def make_key_file(
    *,
    kind: Holder,
    code: str,
    name: str,
    training: bool,
    signing_seed: bytes,
    recipient: str | bytes,
    valid_from: date,
) -> bytes:
    """A key file valid for two years. Raises ValueError for a code or name that cannot be read."""
    members: dict[str, Any] = {
        "kind": kind,
        "code": code,
        "name": name,
        "training": training,
        "signing": sign.public_of(signing_seed).hex(),
        "recipient": recipient.decode("ascii") if isinstance(recipient, bytes) else recipient,
        "valid_from": valid_from.isoformat(),
        "valid_to": last_day(valid_from).isoformat(),
    }
    data = signed_file.write(members, kind=KIND, signing_seed=signing_seed)
    try:
        read_key_file(data)
    except Damaged:
        raise ValueError("not a code, name or recipient for a key file") from None
    return data


def load_key_file(path: Path) -> KeyFile:
    """Read a key file from a medium. Raises as `read_key_file`, and Unavailable."""
    return read_key_file(signed_file.load(path))


def read_key_file(data: bytes) -> KeyFile:
    """Read a key file and check its form and its own signature; validity is not checked.

    Raises Refused for another kind of file or a newer one, Damaged for a changed one.
    """
    whole = signed_file.read(data, kind=KIND, members=_MEMBERS, other=NOT_A_KEY_FILE)
    public = signed_file.unhex(whole["signing"], 32)
    signed_file.verify(whole, public, kind=KIND)
    starts, ends = _date(whole["valid_from"]), _date(whole["valid_to"])
    if not starts <= ends <= last_day(starts):
        raise Damaged(canonical.UNREADABLE)
    return KeyFile(
        kind=_holder(whole["kind"]),
        code=signed_file.text(whole["code"], CODE),
        name=signed_file.text(whole["name"], _NAME),
        training=signed_file.truth(whole["training"]),
        signing_public=public,
        recipient=_recipient(whole["recipient"]),
        valid_from=starts,
        valid_to=ends,
        data=data,
    )


def last_day(first: date) -> date:
    """The last day of two years that begin on `first`."""
    day = 28 if (first.month, first.day) == (2, 29) else first.day
    return first.replace(year=first.year + YEARS, day=day)


def _date(value: object) -> date:
    try:
        return date.fromisoformat(signed_file.text(value, _DATE))
    except ValueError:
        raise Damaged(canonical.UNREADABLE) from None


def _recipient(value: object) -> str:
    """A recipient age itself accepts: its check digits fit."""
    recipient = signed_file.text(value, _RECIPIENT)
    try:
        age_encrypt(io.BytesIO(), io.BytesIO(), recipient.encode("ascii"))
    except ValueError:
        raise Damaged(canonical.UNREADABLE) from None
    return recipient


def _holder(value: object) -> Holder:
    if value == "station":
        return "station"
    if value == "office":
        return "office"
    raise Damaged(canonical.UNREADABLE)
