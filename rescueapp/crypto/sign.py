"""Signatures and the names of public keys.

A signature is made for a purpose ("receipt", "key-file", …) and is worth nothing for another.
"""

from __future__ import annotations

import hashlib

from rescueapp.crypto import primitives
from rescueapp.crypto.primitives import Forged
from rescueapp.errors import Damaged
from rescueapp.i18n import mark

SIZE = primitives.SIGNATURE

NOT_SIGNED = mark(
    "The signature does not fit: the content was changed, or somebody else signed it.", "damage"
)


def sign(seed: bytes, message: bytes, *, purpose: str) -> bytes:
    """An Ed25519 signature of 64 bytes over the message, for this purpose only."""
    return primitives.sign(seed, _framed(message, purpose))


def verify(public: bytes, message: bytes, signature: bytes, *, purpose: str) -> None:
    """Raises Damaged unless this key signed this message for this purpose."""
    try:
        primitives.verify(public, _framed(message, purpose), signature)
    except Forged:
        raise Damaged(NOT_SIGNED) from None


def public_of(seed: bytes) -> bytes:
    """The public half (32 bytes) of a signing seed."""
    return primitives.sign_public(seed)


def key_id(public: bytes) -> str:
    """A short name for a public key: 32 hex digits of its SHA-256."""
    return hashlib.sha256(b"rescueapp key\0" + public).hexdigest()[:32]


def _framed(message: bytes, purpose: str) -> bytes:
    return b"rescueapp/1 " + purpose.encode() + b"\0" + hashlib.sha256(message).digest()
