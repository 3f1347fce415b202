"""What was written once opens for ever, and what must not open never does."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from rescueapp.crypto import chain, forward, primitives, seal, sign
from rescueapp.crypto.keyring import Keyring
from rescueapp.crypto.package import Package
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark
from tests.vectors import columns, make

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
PACKAGES = VECTORS / "package"


def expected(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def index() -> list[tuple[str, str, str]]:
    with (PACKAGES / "index.tsv").open(encoding="utf-8") as file:
        return [(r["name"], r["ends"], r["found"]) for r in csv.DictReader(file, delimiter="\t")]


@pytest.mark.parametrize(
    "version", ["keyring", "keyring-renewing", "keyring-ending", "keyring-reset"]
)
def test_the_frozen_keyring_opens(tmp_path: Path, version: str) -> None:
    for name in ("keyring.json", "keyring.2.json"):
        shutil.copy(VECTORS / version / name, tmp_path)
    wanted = expected(f"{version}/expected.json")
    keyring = Keyring.read(tmp_path)
    for login, passphrase in wanted["passphrases"].items():
        keys = keyring.unlock(login, passphrase)
        assert {grant: key.hex() for grant, key in keys.grants.items()} == wanted["grants"][login]
        assert keys.user.until == (wanted.get("until", "") if login == "bai" else "")
    recovered = keyring.recovered(wanted["shares"][1:])
    assert {grant: key.hex() for grant, key in recovered.grants.items()} == wanted["grants"]["shen"]
    for name, key in wanted.get("renewed", {}).items():
        assert recovered.renewed[name].hex() == key
        assert keyring.unlock("shen", wanted["passphrases"]["shen"]).renewed[name].hex() == key
    if signed := wanted.get("signed"):
        bai = keyring.unlock("bai", wanted["passphrases"]["bai"]).user
        bai.check_signed(make.SIGNED, bytes.fromhex(signed), purpose="worker")
    assert list(keyring.fingerprint()) == wanted["fingerprint"]


def test_the_frozen_seals_open() -> None:
    wanted = expected("seal/expected.json")
    key, secret = bytes.fromhex(wanted["key"]), bytes.fromhex(wanted["secret"])
    plaintext, bound = bytes.fromhex(wanted["plaintext"]), tuple(wanted["bound"])
    assert seal.unseal(key, bytes.fromhex(wanted["seal"]), bound=bound) == plaintext
    assert seal.unwrap(bytes.fromhex(wanted["wrap"]), secret) == key
    assert seal.unseal_for(secret, bytes.fromhex(wanted["seal_for"]), bound=bound) == plaintext
    assert seal.token(key, "name", "小鹿").hex() == wanted["token"]
    with (VECTORS / "seal" / "stream.bin").open("rb") as file:
        streamed = b"".join(seal.unseal_stream(key, file, bound=bound))
    assert streamed == plaintext * wanted["stream_times"]


def test_the_frozen_audit_holds() -> None:
    rows = expected("audit/chain.json")
    links = [(r["entry"], bytes.fromhex(r["prev"]), bytes.fromhex(r["hash"])) for r in rows]
    assert chain.verify(links) == len(rows) == 20


def test_the_frozen_columns_open() -> None:
    said = columns.opened(expected("columns/expected.json"))
    assert said == [columns.TOLD, columns.NOTES, columns.NAME, columns.WORDS[columns.RECORD]]


def test_the_frozen_macs_of_the_audit_hold() -> None:
    wanted = expected("forward/expected.json")
    rows = [(seq, bytes.fromhex(link), bytes.fromhex(mac)) for seq, link, mac in wanted["rows"]]
    assert forward.verify(bytes.fromhex(wanted["first"]), rows) == 20
    key = bytes.fromhex(wanted["first"])
    for _ in rows:
        key = forward.after(key)
    assert key.hex() == wanted["last"]


def test_there_is_a_file_for_every_line_and_a_line_for_every_file() -> None:
    names = [name for name, _, _ in index()]
    assert len(names) == len(set(names)) >= 60
    assert sorted(names) == sorted(path.stem for path in PACKAGES.glob("*.age"))


@pytest.mark.fault(8, what="frozen packages of one fault each")
@pytest.mark.parametrize(("name", "ends", "found"), index())
def test_package(name: str, ends: str, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each ends as it must, and bad outsides never reach age or ask for a key."""
    keys, asked = expected("package/keys.json"), []
    if found == "header":
        monkeypatch.setattr(primitives, "age_decrypt", lambda *_: pytest.fail("age was asked"))

    def enrolled(key_id: str) -> bytes:
        asked.append(key_id)
        public = bytes.fromhex(keys["signing_public"])
        if key_id != sign.key_id(public):
            raise Refused(mark("Nobody enrolled this key.", "test"))
        return public

    def opened() -> Package:
        path, identity = PACKAGES / f"{name}.age", keys["identity"]
        return Package.open(path, identity=identity, signer_public=enrolled)

    if ends == "opens":
        with opened() as package:
            assert package.manifest["seq"] == 1
            sizes = {name: sum(map(len, package.read(name))) for name in package.names}
            assert sizes == {each.name: each.size for each in package._facts.container.entries}
        return
    with pytest.raises({"damaged": Damaged, "refused": Refused}[ends]):
        opened()
    assert found == "inside" or len(asked) <= 1
