"""Packages somebody made up, changed or passed on: the office takes none of them in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest

from rescueapp.actions.exchanging import enrolment, exchange, receiving
from rescueapp.crypto import package_shape as shape
from rescueapp.crypto import sign
from rescueapp.crypto.keyring import Grant
from rescueapp.crypto.package import Package
from rescueapp.errors import Refused
from rescueapp.exchange import bundle, sequence
from rescueapp.i18n import Text
from tests.actions.carrying import export, kept, receive
from tests.actions.station import OFFICE, STATION, Pair, make_house, make_pair


def rewritten(
    pair: Pair, path: Path, target: Path, change: Callable[[dict[str, Any]], None] | None = None,
    *, seed: bytes | None = None, signer: bytes | None = None,
) -> Path:  # fmt: skip
    """The package again with another manifest, signed and encrypted anew as its station would.

    `seed`: who signs it instead; `signer`: who it says has signed it, by public key.
    """
    ws = pair.office.sign_in("wu")
    publics = {c.key_id: enrolment.keys_of(c) for c in enrolment.correspondents(ws)}
    with Package.open(
        path, identity=ws.keys.grants[Grant.AGE],
        signer_public=lambda key_id: publics[key_id].signing_public,
    ) as package:  # fmt: skip
        values, lines = dict(package.manifest), b"".join(package.read(bundle.ENTRY))
    recipient = ws.keyring.public(Grant.AGE)
    if change is not None:
        change(values)
    seed = seed or pair.station.sign_in("duan").keys.grants[Grant.SIGNING]
    entry = shape.Entry(bundle.ENTRY, len(lines), hashlib.sha256(lines).hexdigest())
    said = sign.key_id(signer or sign.public_of(seed))
    raw = shape.pack_manifest(values, shape.Container(said, sign.key_id(recipient), (entry,)))
    signature = sign.sign(seed, shape.digest(raw), purpose=shape.PURPOSE)
    plain = shape.MAGIC + len(raw).to_bytes(shape.LENGTH) + raw + signature + lines
    to = pyrage.x25519.Recipient.from_str(recipient.decode())
    target.write_bytes(pyrage.encrypt(plain, [to]))
    return target


def test_a_package_rewritten_by_its_own_station_is_taken(
    pair: Pair, first_package: Path, tmp_path: Path
) -> None:
    assert (
        receive(pair.office, rewritten(pair, first_package, tmp_path / "same.age")).refused is None
    )


@pytest.fixture
def other_seed(pair: Pair, tmp_path: Path) -> bytes:
    """The signing seed of a second station that the office has enrolled."""
    other = make_house(tmp_path / "other", STATION)
    ws = other.sign_in("duan")
    written = enrolment.write_key_file(ws, tmp_path)
    seed = ws.keys.grants[Grant.SIGNING]
    other.leave()
    enrolment.enrol(pair.office.sign_in("wu"), written.path, " ".join(written.words))
    return seed


def test_a_package_signed_by_another_station_than_it_says_is_refused(
    pair: Pair, first_package: Path, tmp_path: Path, other_seed: bytes
) -> None:
    true = pair.station.sign_in("duan").keyring.public(Grant.SIGNING)
    forged = rewritten(pair, first_package, tmp_path / "forged.age", seed=other_seed, signer=true)

    assert receive(pair.office, forged).refused == sign.NOT_SIGNED
    assert kept(pair.office) == ([], 0)


def test_a_package_that_takes_the_name_of_another_stations_is_refused(
    pair: Pair, first_package: Path, tmp_path: Path, other_seed: bytes
) -> None:
    assert receive(pair.office, first_package).refused is None
    renumbered = rewritten(
        pair, first_package, tmp_path / "renumbered.age", lambda values: values.update(seq=2)
    )
    for borrowed in (
        rewritten(pair, first_package, tmp_path / "borrowed.age", seed=other_seed), renumbered,
    ):  # fmt: skip
        taken = receive(pair.office, borrowed)
        assert (taken.refused, taken.receipt) == (receiving.BORROWED, None)
    assert kept(pair.office) == ([1], 2)


@pytest.mark.fault(8, what="packages passed on")
def test_a_package_passed_on_by_another_office_is_refused(
    pair: Pair, first_package: Path, tmp_path: Path
) -> None:
    ws = pair.office.sign_in("wu")
    identity = pyrage.x25519.Identity.from_str(ws.keys.grants[Grant.AGE].decode())
    plain = pyrage.decrypt(first_package.read_bytes(), [identity])
    beyond = make_house(tmp_path / "beyond", OFFICE)
    above = beyond.sign_in("wu")
    written = enrolment.write_key_file(pair.station.sign_in("duan"), tmp_path)
    enrolment.enrol(above, written.path, " ".join(written.words))
    recipient = pyrage.x25519.Recipient.from_str(above.keyring.public(Grant.AGE).decode())
    passed_on = tmp_path / "passed-on.age"
    passed_on.write_bytes(pyrage.encrypt(plain, [recipient]))

    assert receive(beyond, passed_on).refused is not None
    assert receive(beyond, first_package).refused is not None  # nor the one it cannot open
    assert kept(beyond) == ([], 0)
    beyond.leave()


@pytest.mark.fault(8, what="changed packages that reached no table")
def test_every_changed_byte_and_every_cut_is_refused(
    pair: Pair, first_package: Path, tmp_path: Path
) -> None:
    whole = first_package.read_bytes()
    bad = tmp_path / "bad"
    bad.mkdir()
    places = [0, 30, 200, len(whole) // 3, len(whole) // 2, len(whole) - 20, len(whole) - 1]
    for place in places:
        changed = whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :]
        (bad / f"changed-{place}.age").write_bytes(changed)
        (bad / f"cut-{place}.age").write_bytes(whole[:place])
    (bad / "longer.age").write_bytes(whole + b"\x00")
    (bad / "empty.age").write_bytes(b"")

    results = exchange.receive(pair.office.sign_in("wu"), [bad], tmp_path / "receipts")

    assert len(results) == 2 * len(places) + 2
    assert all(result.refused and not result.receipt for result in results)
    assert kept(pair.office) == ([], 0)
    assert not (tmp_path / "receipts").exists()


def test_rows_that_are_no_coded_facts_leave_nothing_behind(
    pair: Pair, first_package: Path, tmp_path: Path
) -> None:
    def more(values: dict[str, Any]) -> None:
        values["counts"]["cases"] += 1  # found only after the last row was read

    lying = rewritten(pair, first_package, tmp_path / "lying.age", more)
    assert receive(pair.office, lying).refused is not None
    assert kept(pair.office) == ([], 0)
    folder = pair.office.folder / "packages"
    assert list(folder.iterdir()) == []


def test_a_package_of_a_training_vault_is_not_taken_by_a_real_office(
    pair: Pair, first_package: Path, tmp_path: Path
) -> None:
    real = make_pair(tmp_path / "real", training=False)
    ws = real.office.sign_in("wu")
    assert not ws.vault.training
    written = enrolment.write_key_file(pair.station.sign_in("duan"), tmp_path)
    with pytest.raises(Refused, match="Training vaults"):
        enrolment.enrol(ws, written.path, " ".join(written.words))

    lies = rewritten(
        real, export(real.station.sign_in("duan"), tmp_path).path, tmp_path / "lies.age",
        lambda values: values.update(training=True),
    )  # fmt: skip
    assert receive(real.office, lies).refused == sequence.TRAINING_PACKAGE
    true = rewritten(
        pair, first_package, tmp_path / "true.age", lambda values: values.update(training=False)
    )
    assert receive(pair.office, true).refused == sequence.REAL_PACKAGE
    real.leave()


def test_a_package_made_after_the_keys_ran_out_is_refused(
    pair: Pair, first_package: Path, tmp_path: Path
) -> None:
    late = rewritten(
        pair, first_package, tmp_path / "late.age",
        lambda values: values.update(utc="2036-01-01T00:00:00Z"),
    )  # fmt: skip
    assert receive(pair.office, late).refused == sequence.NOT_VALID_THEN


def test_words_of_a_refusal_hold_no_file_content(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "name-苏小禾.age"
    path.write_bytes("苏小禾".encode())
    refused = receive(pair.office, path).refused
    assert isinstance(refused, Text)
    assert "苏小禾" not in repr(refused)
