"""Packages with one fault each: what must never open, made byte by byte.

`index.tsv` says of each file how it ends (opens, damaged, refused), where it is found out
(header: before age sees it, age, inside) and what the fault is.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyrage

from rescueapp.crypto import canonical, primitives, sign
from rescueapp.crypto.package_shape import MAGIC, MAX_ENTRIES, MAX_ENTRY, MAX_MANIFEST

CHUNK = 64 * 1024
BIG = b"0123456789abcdef" * 4500  # reaches into a second age chunk


@dataclass(frozen=True)
class Keys:
    """Fixed keys of the vectors: ours, another office's, an enrolled and a strange station's."""

    recipient: bytes
    identity: bytes
    other_recipient: bytes
    seed: bytes = bytes(range(32))
    strange_seed: bytes = bytes(range(32, 64))

    @classmethod
    def new(cls) -> Keys:
        recipient, identity = primitives.age_pair()
        return cls(recipient, identity, primitives.age_pair()[0])


@dataclass(frozen=True)
class Draft:
    """A package about to be written; a fault replaces one of its parts."""

    keys: Keys
    bodies: tuple[tuple[str, bytes], ...] = (("cases.jsonl", b'{"a":1}\n'), ("more.bin", b"xyz"))
    container: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=lambda: {"seq": 1, "level": "pseudonymous"})
    magic: bytes = MAGIC
    raw: bytes | None = None
    length: int | None = None
    signature: bytes | None = None
    tail: bytes | None = None

    def manifest(self) -> dict[str, Any]:
        entries = [
            {"name": name, "size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
            for name, body in self.bodies
        ]
        container = {
            "v": 1,
            "signer": sign.key_id(sign.public_of(self.keys.seed)),
            "recipient": sign.key_id(self.keys.recipient),
            "entries": entries,
        }
        return {**self.values, "container": {**container, **self.container}}

    def plaintext(self) -> bytes:
        raw = canonical.dumps(self.manifest()) if self.raw is None else self.raw
        signature = self.signature
        if signature is None:
            digest = hashlib.sha256(raw).digest()
            signature = sign.sign(self.keys.seed, digest, purpose="package")
        length = len(raw) if self.length is None else self.length
        tail = b"".join(body for _, body in self.bodies) if self.tail is None else self.tail
        return self.magic + length.to_bytes(4) + raw + signature + tail

    def entries(self, *changes: dict[str, Any]) -> Draft:
        """The same with its entries changed, one dict for each."""
        pairs = zip(self.manifest()["container"]["entries"], changes, strict=False)
        return replace(self, container={"entries": [{**old, **new} for old, new in pairs]})

    def text(self) -> str:
        return canonical.dumps(self.manifest()).decode()

    def file(self, recipient: bytes | None = None) -> bytes:
        target = io.BytesIO()
        to = recipient or self.keys.recipient
        primitives.age_encrypt(io.BytesIO(self.plaintext()), target, to)
        return target.getvalue()


Vector = tuple[str, str, str, bytes]  # name, ends, found, file


def vectors(keys: Keys) -> Iterator[Vector]:
    """Every vector. The fault is the name."""
    draft = Draft(keys)
    yield "good", "opens", "", draft.file()
    yield "good_without_entries", "opens", "", replace(draft, bodies=()).file()
    yield "good_empty_entry", "opens", "", replace(draft, bodies=(("none", b""),)).file()
    yield "good_two_chunks", "opens", "", replace(draft, bodies=(("big.bin", BIG),)).file()
    for name, file in _bad_headers(draft):
        yield name, "damaged", "header", file
    for name, file in _bad_payloads(draft):
        yield name, "damaged", "age", file
    yield "wrong_recipient", "refused", "age", draft.file(keys.other_recipient)
    good = draft.file()  # a flip in the stanza looks as if it were for somebody else
    yield "stanza_flipped", "refused", "age", _flip(good, good.index(b"-> X25519") + 20)
    for name, bad in {**_bad_manifests(draft), **_bad_entries(draft), **_bad_tails(draft)}.items():
        yield name, "damaged", "inside", bad.file()
    unknown = {"signer": sign.key_id(sign.public_of(keys.strange_seed))}
    yield "unknown_signer", "refused", "inside", replace(draft, container=unknown).file()
    forwarded = {"recipient": sign.key_id(keys.other_recipient)}
    yield "forwarded", "refused", "inside", replace(draft, container=forwarded).file()


def _bad_headers(draft: Draft) -> Iterator[tuple[str, bytes]]:
    good = draft.file()
    intro, stanza = b"age-encryption.org/v1\n", b"-> x aGVsbG8\naGVsbG8\n"
    scrypt = b"-> scrypt bBjlhJVYZeE4aqUdmtRHfw 23\nZV/AhotwSGqaPCU43cepl4WYUouAa17a3xpu4G2yi5k\n"
    rest = good[len(intro) :]
    yield "empty", b""
    yield "text", "姓名,出生日期\n".encode()
    yield "age_v2", good.replace(b"/v1\n", b"/v2\n", 1)
    yield "header_cut", good[:60]
    yield "header_without_mac", intro + stanza
    yield "header_crlf", good.replace(b"\n", b"\r\n", 4)
    yield "header_too_long", intro + b"-> x" + b" aGVsbG8" * 600 + b"\naGVsbG8\n" + rest
    yield "nine_stanzas", intro + stanza * 8 + rest
    yield "four_thousand_stanzas", intro + stanza * 4000 + rest
    yield "stanza_without_body_end", intro + b"-> x y\n" + b"A" * 64 + b"\n" + rest
    yield "scrypt_only", pyrage.passphrase.encrypt(draft.plaintext(), "yunhai-xiaoqiao")
    yield "scrypt_beside_x25519", intro + scrypt + rest
    yield "armoured", b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCg==\n"


def _bad_payloads(draft: Draft) -> Iterator[tuple[str, bytes]]:
    good, big = draft.file(), replace(draft, bodies=(("big.bin", BIG),)).file()
    yield "mac_flipped", _flip(good, good.index(b"\n--- ") + 8)
    yield "payload_flipped_first", _flip(good, _payload(good))
    yield "payload_flipped_last", _flip(good, len(good) - 1)
    yield "second_chunk_flipped", _flip(big, len(big) - 100)
    yield "payload_missing", good[: _payload(good) - 16]
    yield "nonce_cut", good[: _payload(good) - 5]
    yield "last_byte_cut", good[:-1]
    yield "final_chunk_missing", big[: _payload(big) + CHUNK + 16]
    yield "chunks_swapped", _swapped(big)
    yield "chunk_doubled", big[: _payload(big) + CHUNK + 16] + big[_payload(big) :]
    yield "byte_appended", good + b"\0"
    yield "package_appended", good + good
    yield "stanza_added", good.replace(b"-> X25519", b"-> x y\naGVsbG8\n-> X25519", 1)


def _bad_manifests(draft: Draft) -> dict[str, Draft]:
    text = draft.text()

    def raw(new: str) -> Draft:
        return replace(draft, raw=new.encode())

    return {
        "magic_wrong": replace(draft, magic=b"RSCPKX\x01\n"),
        "magic_newer": replace(draft, magic=b"RSCPKG\x02\n"),
        "cut_in_magic": replace(draft, magic=b"", raw=b"", signature=b"", tail=b""),
        "manifest_too_long": replace(draft, length=MAX_MANIFEST + 1),
        "manifest_length_short": replace(draft, length=len(text) - 1),
        "manifest_length_long": replace(draft, length=len(text) + 1),
        "manifest_longer_than_file": replace(draft, length=MAX_MANIFEST),
        "manifest_with_space": raw(text.replace(":", ": ", 1)),
        "manifest_unsorted": raw('{"seq":1,' + text[1:].replace(',"seq":1', "")),
        "manifest_doubled_key": raw('{"container":{},' + text[1:]),
        "manifest_escaped": raw(text.replace("level", "l\\u0065vel")),
        "manifest_float": raw(text.replace('"seq":1', '"seq":1.0')),
        "manifest_exponent": raw(text.replace('"seq":1', '"seq":1e0')),
        "manifest_nan": raw(text.replace('"seq":1', '"seq":NaN')),
        "manifest_huge_number": raw(text.replace('"seq":1', '"seq":1' + "0" * 5000)),
        "manifest_deep": raw(text.replace('"seq":1', '"seq":' + "[" * 50_000 + "]" * 50_000)),
        "manifest_not_utf8": replace(draft, raw=text.encode().replace(b"level", b"l\xffvel")),
        "manifest_list": raw("[]"),
        "manifest_empty": raw(""),
        "container_missing": raw('{"seq":1}'),
        "container_list": raw('{"container":[],"seq":1}'),
        "container_newer": replace(draft, container={"v": 2}),
        "container_version_zero": replace(draft, container={"v": 0}),
        "container_version_true": replace(draft, container={"v": True}),
        "container_unknown_member": replace(draft, container={"more": 1}),
        "signer_not_an_id": replace(draft, container={"signer": "STATION"}),
        **_bad_signatures(draft),
    }


def _bad_signatures(draft: Draft) -> dict[str, Draft]:
    digest = hashlib.sha256(draft.text().encode()).digest()
    right = sign.sign(draft.keys.seed, digest, purpose="package")
    strange = sign.sign(draft.keys.strange_seed, digest, purpose="package")
    return {
        "signature_flipped": replace(draft, signature=_flip(right, 40)),
        "signature_of_nothing": replace(draft, signature=bytes(64)),
        "signature_missing": replace(draft, signature=b""),
        "signature_wrong_signer": replace(draft, signature=strange),
        "signature_wrong_purpose": replace(
            draft, signature=sign.sign(draft.keys.seed, digest, purpose="receipt")
        ),
        "signature_of_other_manifest": replace(draft, signature=right, values={"seq": 2}),
    }


def _bad_entries(draft: Draft) -> dict[str, Draft]:
    names = {
        "parent": "../x",
        "absolute": "/etc/passwd",
        "folder": "a/b",
        "backslash": "a\\b",
        "drive": "c:x",
        "hidden": ".x",
        "capital": "Cases",
        "empty": "",
        "nul": "a\0b",
        "newline": "a\n",
        "not_ascii": "案件",
        "too_long": "a" * 65,
    }
    tiny = {"name": "n", "size": 0, "sha256": hashlib.sha256(b"").hexdigest()}
    many = [{**tiny, "name": f"n{i}"} for i in range(MAX_ENTRIES + 1)]
    huge = [{**tiny, "name": f"n{i}", "size": MAX_ENTRY} for i in range(9)]
    listed = draft.manifest()["container"]["entries"]
    return {
        **{f"name_{why}": draft.entries({"name": name}, {}) for why, name in names.items()},
        "name_number": draft.entries({"name": 1}, {}),
        "name_twice": draft.entries({}, {"name": "cases.jsonl"}),
        "entries_not_a_list": replace(draft, container={"entries": {}}),
        "entry_not_an_object": replace(draft, container={"entries": ["cases.jsonl"]}),
        "entry_unknown_member": draft.entries({"mode": 511}, {}),
        "entries_too_many": replace(draft, container={"entries": many}, tail=b""),
        "entry_too_large": draft.entries({"size": MAX_ENTRY + 1}, {}),
        "entries_too_large_together": replace(draft, container={"entries": huge}),
        "size_negative": draft.entries({"size": -1}, {}),
        "size_text": draft.entries({"size": "8"}, {}),
        "size_true": draft.entries({"size": True}, {}),
        "size_too_small": draft.entries({"size": 7}, {}),
        "size_too_large": draft.entries({"size": 9}, {}),
        "hash_wrong": draft.entries({"sha256": "0" * 64}, {}),
        "hash_capital": draft.entries({"sha256": listed[0]["sha256"].upper()}, {}),
        "hash_short": draft.entries({"sha256": "00"}, {}),
        "entries_swapped": replace(draft, container={"entries": listed[::-1]}),
        "entry_left_out": replace(draft, container={"entries": listed[:1]}),
    }


def _bad_tails(draft: Draft) -> dict[str, Draft]:
    tail = b"".join(body for _, body in draft.bodies)
    return {
        "bytes_after": replace(draft, tail=tail + b"\0"),
        "bytes_after_nothing": replace(draft, bodies=(), tail=b"\0"),
        "bytes_missing": replace(draft, tail=tail[:-1]),
        "no_bytes": replace(draft, tail=b""),
        "one_byte_changed": replace(draft, tail=_flip(tail, 3)),
    }


def _payload(file: bytes) -> int:
    """Where the first chunk begins: after the MAC line and the nonce of 16 bytes."""
    return file.index(b"\n", file.index(b"\n--- ") + 1) + 1 + 16


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _swapped(file: bytes) -> bytes:
    start = _payload(file)
    cut = start + CHUNK + 16
    return file[:start] + file[cut:] + file[start:cut]


def make_packages(folder: Path) -> None:
    """The files, `index.tsv` and `keys.json`."""
    keys = Keys.new()
    lines = ["name\tends\tfound"]
    for name, ends, found, file in vectors(keys):
        (folder / f"{name}.age").write_bytes(file)
        lines.append(f"{name}\t{ends}\t{found or 'nowhere'}")
    (folder / "index.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    held = {
        "identity": keys.identity.decode(),
        "signing_public": sign.public_of(keys.seed).hex(),
    }
    (folder / "keys.json").write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
