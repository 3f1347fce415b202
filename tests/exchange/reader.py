"""A package reader from the words of `resources/docs/transfer-package.md` alone.

An age library, Ed25519, SHA-256 and JSON; nothing of the program.
"""

import hashlib
import io
import json

import nacl.signing
import pyrage


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def canonical(data: bytes) -> dict:
    value = json.loads(data)
    again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert again.encode() == data, "not canonical"
    return value


def key_id(key: bytes) -> str:
    return sha256(b"rescueapp key\0" + key).hex()[:32]


def check_signature(public: bytes, purpose: str, message: bytes, signature: bytes) -> None:
    signed = b"rescueapp/1 " + purpose.encode() + b"\0" + sha256(message)
    nacl.signing.VerifyKey(public).verify(signed, signature)


def signed_file(data: bytes, purpose: str, public: bytes | None = None) -> dict:
    value = canonical(data)
    rest = {name: value[name] for name in value if name != "signature"}
    message = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    public = public or bytes.fromhex(value["signing"])
    check_signature(public, purpose, message, bytes.fromhex(value["signature"]))
    return {**rest, "message": message}


def words(message: bytes, listed: list[str]) -> list[str]:
    bits = f"{int.from_bytes(sha256(message), 'big'):0256b}"
    return [listed[int(bits[n : n + 11], 2)] for n in range(0, 132, 11)]


def package(data: bytes, identity: str, sender_key_file: bytes) -> tuple[dict, list[dict], bytes]:
    """(manifest, cases, manifest hash)."""
    opener = pyrage.x25519.Identity.from_str(identity)
    stream = io.BytesIO(pyrage.decrypt(data, [opener]))
    assert stream.read(8) == bytes.fromhex("52 53 43 50 4b 47 01 0a")
    raw = stream.read(int.from_bytes(stream.read(4), "big"))
    manifest, signature = canonical(raw), stream.read(64)
    container, public = manifest["container"], bytes.fromhex(
        signed_file(sender_key_file, "key-file")["signing"])  # fmt: skip
    assert container["v"] == 1
    assert container["signer"] == key_id(public)
    assert container["recipient"] == key_id(str(opener.to_public()).encode("ascii"))
    check_signature(public, "package", sha256(raw), signature)
    entries = {}
    for entry in container["entries"]:
        content = entries[entry["name"]] = stream.read(entry["size"])
        assert (len(content), sha256(content).hex()) == (entry["size"], entry["sha256"])
    assert not stream.read()
    return manifest, [canonical(x) for x in entries["cases.jsonl"].split(b"\n")[:-1]], sha256(raw)
