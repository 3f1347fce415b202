"""A reader of SQLCipher's pages from its published format alone: nothing of the program, nothing
of SQLite. What it gives is every byte a page holds, deleted or not.

Each page of 4096 bytes: AES-256-CBC text, then 16 bytes of IV and 64 of HMAC-SHA512. The first
page begins with the 16 bytes of salt, from which the key of the HMAC comes (PBKDF2, 2 rounds).
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

PAGE, IV, MAC, SALT = 4096, 16, 64, 16


def pages(path: Path, key: bytes) -> Iterator[bytes]:
    """Every page of a database in clear. A page that was not written under the key fails."""
    data = path.read_bytes()
    assert len(data) % PAGE == 0
    salt = data[:SALT]
    proof = hashlib.pbkdf2_hmac("sha512", key, bytes(b ^ 0x3A for b in salt), 2, 32)
    for number in range(1, len(data) // PAGE + 1):
        start = (number - 1) * PAGE
        page = data[start + (SALT if number == 1 else 0) : start + PAGE]
        text, iv, mac = page[: -IV - MAC], page[-IV - MAC : -MAC], page[-MAC:]
        made = hmac.new(proof, text + iv + number.to_bytes(4, "little"), "sha512").digest()
        assert made == mac, f"page {number}"
        yield _decrypted(key, iv, text)


def count(path: Path, key: bytes, words: list[bytes]) -> int:
    """How often any of these words stands in any page."""
    return sum(page.count(word) for page in pages(path, key) for word in words)


def _decrypted(key: bytes, iv: bytes, text: bytes) -> bytes:
    # Where nobody can be asked (no ldconfig), by the name Python's own hashlib loads it under.
    crypto = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
    crypto.EVP_CIPHER_CTX_new.restype = ctypes.c_void_p
    crypto.EVP_aes_256_cbc.restype = ctypes.c_void_p
    context = ctypes.c_void_p(crypto.EVP_CIPHER_CTX_new())
    cipher = ctypes.c_void_p(crypto.EVP_aes_256_cbc())
    clear, length = ctypes.create_string_buffer(len(text) + 32), ctypes.c_int()
    try:
        assert crypto.EVP_DecryptInit_ex(context, cipher, None, key, iv) == 1
        crypto.EVP_CIPHER_CTX_set_padding(context, 0)
        assert crypto.EVP_DecryptUpdate(context, clear, ctypes.byref(length), text, len(text)) == 1
    finally:
        crypto.EVP_CIPHER_CTX_free(context)
    return clear.raw[: length.value]
