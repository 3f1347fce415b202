"""The ciphers, named by what they do. Nothing else imports a cipher library.

X25519 and Ed25519, XChaCha20-Poly1305, sealed boxes and secretstream from libsodium
(PyNaCl); Argon2id from argon2-cffi; age from pyrage; SLIP-39 from shamir-mnemonic. The
libraries' own exceptions end here: a failure of authentication is `Forged`.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import BinaryIO, Protocol, cast

import pyrage
from nacl import bindings, exceptions

KEY = 32
NONCE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
TAG = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
BOX_OVERHEAD = bindings.crypto_box_SEALBYTES
SIGNATURE = bindings.crypto_sign_BYTES
STREAM_HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
STREAM_OVERHEAD = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE


class Forged(Exception):
    """The bytes were not made with this key, or have been changed since."""


class NotForUs(Exception):
    """An age file that our identity does not open."""


class OutOfMemory(Exception):
    """Argon2 did not get the memory it asked for."""


class Reader(Protocol):
    """What age reads from."""

    def read(self, size: int = -1, /) -> bytes: ...


class Writer(Protocol):
    """What age writes to."""

    def write(self, data: bytes, /) -> int: ...
    def flush(self) -> None: ...


def random(size: int = KEY) -> bytes:
    """Bytes from the operating system."""
    return secrets.token_bytes(size)


# --- one message under one key


def encrypt(key: bytes, plaintext: bytes, nonce: bytes, aad: bytes) -> bytes:
    """XChaCha20-Poly1305. The nonce has 24 bytes; the result is 16 longer than the text."""
    return bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, aad, nonce, key)


def decrypt(key: bytes, ciphertext: bytes, nonce: bytes, aad: bytes) -> bytes:
    """The reverse of `encrypt`. Raises Forged."""
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, aad, nonce, key)
    except (exceptions.CryptoError, exceptions.ValueError, ValueError):
        raise Forged from None


# --- a message to the holder of a public key


def box_pair() -> tuple[bytes, bytes]:
    """A new X25519 pair: (public, secret)."""
    return bindings.crypto_box_keypair()


def box_public(secret: bytes) -> bytes:
    """The public half of an X25519 secret."""
    return bindings.crypto_scalarmult_base(secret)


def box_seal(plaintext: bytes, public: bytes) -> bytes:
    """Seal to a public key; the sender stays unknown."""
    return bindings.crypto_box_seal(plaintext, public)


def box_open(sealed: bytes, public: bytes, secret: bytes) -> bytes:
    """The reverse of `box_seal`. Raises Forged."""
    try:
        return bindings.crypto_box_seal_open(sealed, public, secret)
    except (exceptions.CryptoError, exceptions.ValueError, exceptions.TypeError):
        raise Forged from None


# --- signatures


def sign_public(seed: bytes) -> bytes:
    """The public half of an Ed25519 seed."""
    return bindings.crypto_sign_seed_keypair(seed)[0]


def sign(seed: bytes, message: bytes) -> bytes:
    """An Ed25519 signature, 64 bytes, without the message."""
    secret = bindings.crypto_sign_seed_keypair(seed)[1]
    return bindings.crypto_sign(message, secret)[:SIGNATURE]


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Raises Forged when the signature is not by this key over this message."""
    if len(signature) != SIGNATURE or len(public) != KEY:
        raise Forged
    try:
        bindings.crypto_sign_open(signature + message, public)
    except exceptions.CryptoError:
        raise Forged from None


# --- streams


class StreamOut:
    """secretstream, writing side. `header` comes first in the file."""

    def __init__(self, key: bytes) -> None:
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self.header = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)

    def push(self, chunk: bytes, aad: bytes, *, last: bool) -> bytes:
        tag = _FINAL if last else _MESSAGE
        return bindings.crypto_secretstream_xchacha20poly1305_push(self._state, chunk, aad, tag)


class StreamIn:
    """secretstream, reading side. Raises Forged."""

    def __init__(self, key: bytes, header: bytes) -> None:
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        try:
            bindings.crypto_secretstream_xchacha20poly1305_init_pull(self._state, header, key)
        except (exceptions.CryptoError, exceptions.ValueError, RuntimeError):
            raise Forged from None

    def pull(self, chunk: bytes, aad: bytes) -> tuple[bytes, bool]:
        """The plaintext of a chunk, and whether it was the last one."""
        try:
            plaintext, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(
                self._state, chunk, aad
            )
        except (exceptions.CryptoError, exceptions.ValueError, RuntimeError):
            raise Forged from None
        return plaintext, tag == _FINAL


# --- passphrases


def argon2id(secret: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int) -> bytes:
    """32 bytes of Argon2id (version 0x13). Raises OutOfMemory."""
    from argon2.exceptions import HashingError  # the unlock screen is not to wait for it
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(secret, salt, passes, memory_kib, lanes, KEY, Type.ID)
    except HashingError:
        raise OutOfMemory from None


# --- age files


def age_pair() -> tuple[bytes, bytes]:
    """A new age pair as ASCII: (recipient "age1…", identity "AGE-SECRET-KEY-1…")."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()).encode(), str(identity).encode()


def age_public(identity: bytes) -> bytes:
    """The recipient of an identity, ASCII. Raises Forged for what is no identity."""
    return str(_identity(identity).to_public()).encode()


class _Watched:
    """A target whose failures are remembered: age swallows the one of its last write."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self.failure: Exception | None = None

    def write(self, data: bytes, /) -> int:
        try:
            return self._target.write(data)
        except Exception as error:
            self.failure = self.failure or error
            raise

    def flush(self) -> None:
        pass


def age_encrypt(source: Reader, target: BinaryIO, recipient: bytes) -> None:
    """Encrypt everything `source` gives.

    Raises ValueError for what is no recipient, and what `target` raises.
    """
    try:
        to = pyrage.x25519.Recipient.from_str(recipient.decode("ascii"))
    except (pyrage.RecipientError, UnicodeDecodeError):
        raise ValueError("not an age recipient") from None
    watched = _Watched(target)
    try:
        pyrage.encrypt_io(source, watched, [to])
    finally:
        if watched.failure:
            raise watched.failure from None
    target.flush()


def age_decrypt(source: Reader, sink: Writer, identity: bytes) -> None:
    """Decrypt into `sink`, which must hold everything back until this returns.

    Raises NotForUs, Forged (also when the file is cut), or what `sink` raised.
    """
    opened = _identity(identity)
    try:
        pyrage.decrypt_io(source, sink, [opened])
    except pyrage.DecryptError as error:
        raise (NotForUs if "No matching keys" in str(error) else Forged) from None
    except OSError as error:
        # age reports a bad payload chunk as an error of reading, without a number.
        if error.errno is None:
            raise Forged from None
        raise


def _identity(identity: bytes) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(identity.decode("ascii"))
    except (pyrage.IdentityError, UnicodeDecodeError):
        raise Forged from None


# --- recovery shares


def split_secret(secret: bytes) -> tuple[str, str, str]:
    """Three SLIP-39 shares of 33 English words; any two give the secret back."""
    from shamir_mnemonic import generate_mnemonics  # once or twice in the life of a vault

    first, second, third = generate_mnemonics(1, [(2, 3)], secret)[0]
    return first, second, third


def join_secret(shares: Sequence[str]) -> bytes:
    """The secret of two shares. Raises Forged for too few, mixed or mistyped ones."""
    from shamir_mnemonic import MnemonicError, combine_mnemonics

    try:
        return cast(bytes, combine_mnemonics(shares))
    except MnemonicError:
        raise Forged from None


def share_number(share: str) -> int:
    """Which of the three a share is, from 1. Raises Forged for a mistyped one."""
    from shamir_mnemonic import MnemonicError
    from shamir_mnemonic.share import Share

    try:
        return int(Share.from_mnemonic(share).index) + 1
    except MnemonicError:
        raise Forged from None


def share_word(typed: str) -> str | None:
    """The word of the list that begins as typed, in four letters or more; None for none."""
    from shamir_mnemonic.wordlist import WORDLIST

    whole = typed.casefold()
    found = [word for word in WORDLIST if word == whole or word.startswith(whole[:4])]
    return found[0] if len(whole) >= 4 and found and found[0].startswith(whole) else None
