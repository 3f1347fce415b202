"""What an office does not take in, and what it does about numbers that are missing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest

from rescueapp.actions import enrolment, exchange, receiving, trail
from rescueapp.actions.exchange import Received
from rescueapp.crypto import canonical, sign
from rescueapp.crypto import package_shape as shape
from rescueapp.crypto.keyring import Grant
from rescueapp.crypto.package import Package
from rescueapp.errors import Refused
from rescueapp.exchange import bundle, receipts, sequence
from rescueapp.i18n import Text
from rescueapp.workspace import Workspace
from tests.actions.station import (
    OFFICE,
    STATION,
    Clock,
    House,
    Pair,
    copy_of,
    make_house,
    make_pair,
    save,
)  # fmt: skip

PERIOD = {"level": "pseudonymous", "period_from": "2026-06-01", "period_to": "2026-06-30"}


def made(ws: Workspace, folder: Path) -> Path:
    return exchange.export_package(ws, out_dir=folder, **PERIOD).path


def receive(office: House, path: Path, *, to: Path | None = None) -> Received:
    (only,) = exchange.receive(office.sign_in("wu"), [path], to or path.parent / "receipts")
    return only


def kept(office: House) -> tuple[list[int], int]:
    """(numbers of the packages, coded cases) that are in the office."""
    ws = office.sign_in("wu")
    found = exchange.packages(ws)
    rows = sum(len(list(exchange.coded_cases(ws, p.station, p.sequence))) for p in found)
    return sorted(package.sequence for package in found), rows


@pytest.fixture
def first(pair: Pair, tmp_path: Path) -> Path:
    """Package 1 of the station, with two cases."""
    ws = pair.station.sign_in("he")
    save(ws)
    save(ws)
    return made(pair.station.sign_in("duan"), tmp_path)


def test_a_package_is_taken_once_and_its_receipt_written_again(
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    taken = receive(pair.office, first)
    again = receive(pair.office, first, to=tmp_path / "elsewhere")

    assert (taken.refused, again.refused) == (None, sequence.REPLAY)
    assert kept(pair.office) == ([1], 2)
    assert taken.receipt is not None
    assert again.receipt is not None
    assert again.receipt.read_bytes() == taken.receipt.read_bytes()
    assert len(again.lines()) == 2


def test_a_receipt_that_cannot_be_written_is_kept_until_it_can(
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    (tmp_path / "stick").write_text("")
    taken = receive(pair.office, first, to=tmp_path / "stick")
    assert (taken.refused, taken.receipt, taken.cases) == (None, None, 2)
    assert taken.unwritten is not None
    assert "take in the same package again" in " ".join(taken.lines())

    again = receive(pair.office, first)
    assert again.receipt is not None
    done = exchange.take_receipt(pair.station.sign_in("duan"), again.receipt)
    assert done.sequence == 1


def test_a_gap_is_accepted_and_named_and_may_be_filled(pair: Pair, tmp_path: Path) -> None:
    ws = pair.station.sign_in("duan")
    paths = [made(ws, tmp_path) for _ in range(4)]
    taken = [receive(pair.office, paths[n]) for n in (0, 3, 1, 2)]

    assert [each.refused for each in taken] == [None] * 4
    assert [each.gap for each in taken] == [None, sequence.SOME_MISSING, None, None]
    assert taken[1].gap is not None
    assert taken[1].gap.values == {"first": 2, "last": 3}
    assert any("Packages 2 to 3 have not arrived" in line for line in taken[1].lines())
    assert taken[1].receipt is not None
    done = exchange.take_receipt(pair.station.sign_in("duan"), taken[1].receipt)
    assert done.missing == (2, 3)
    assert kept(pair.office)[0] == [1, 2, 3, 4]


def test_a_station_put_back_to_an_old_copy_is_noticed(pair: Pair, tmp_path: Path) -> None:
    pair.station.leave()
    old = copy_of(pair.station, tmp_path / "old")
    assert receive(pair.office, made(pair.station.sign_in("duan"), tmp_path)).refused is None

    save(old.sign_in("he"))
    ws = old.sign_in("duan")
    forked, after = made(ws, tmp_path), made(ws, tmp_path)
    old.leave()

    assert receive(pair.office, forked).refused == sequence.FORK
    assert receive(pair.office, after).refused == sequence.WRONG_PREVIOUS
    assert kept(pair.office) == ([1], 0)


@pytest.mark.fault(8, what="strange senders")
def test_a_package_of_a_station_nobody_enrolled_is_refused(
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    stranger = make_house(tmp_path / "stranger", STATION)
    written = enrolment.write_key_file(pair.office.sign_in("wu"), tmp_path)
    ws = stranger.sign_in("duan")
    enrolment.enrol(ws, written.path, " ".join(written.words))
    path = made(ws, tmp_path)
    stranger.leave()
    assert receive(pair.office, path).refused == sequence.UNKNOWN_STATION
    assert kept(pair.office) == ([], 0)


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
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    assert receive(pair.office, rewritten(pair, first, tmp_path / "same.age")).refused is None


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
    pair: Pair, first: Path, tmp_path: Path, other_seed: bytes
) -> None:
    true = pair.station.sign_in("duan").keyring.public(Grant.SIGNING)
    forged = rewritten(pair, first, tmp_path / "forged.age", seed=other_seed, signer=true)

    assert receive(pair.office, forged).refused == sign.NOT_SIGNED
    assert kept(pair.office) == ([], 0)


def test_a_package_that_takes_the_name_of_another_stations_is_refused(
    pair: Pair, first: Path, tmp_path: Path, other_seed: bytes
) -> None:
    assert receive(pair.office, first).refused is None
    renumbered = rewritten(
        pair, first, tmp_path / "renumbered.age", lambda values: values.update(seq=2)
    )
    for borrowed in (
        rewritten(pair, first, tmp_path / "borrowed.age", seed=other_seed), renumbered,
    ):  # fmt: skip
        taken = receive(pair.office, borrowed)
        assert (taken.refused, taken.receipt) == (receiving.BORROWED, None)
    assert kept(pair.office) == ([1], 2)


@pytest.mark.fault(8, what="packages passed on")
def test_a_package_passed_on_by_another_office_is_refused(
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    ws = pair.office.sign_in("wu")
    identity = pyrage.x25519.Identity.from_str(ws.keys.grants[Grant.AGE].decode())
    plain = pyrage.decrypt(first.read_bytes(), [identity])
    beyond = make_house(tmp_path / "beyond", OFFICE)
    above = beyond.sign_in("wu")
    written = enrolment.write_key_file(pair.station.sign_in("duan"), tmp_path)
    enrolment.enrol(above, written.path, " ".join(written.words))
    recipient = pyrage.x25519.Recipient.from_str(above.keyring.public(Grant.AGE).decode())
    passed_on = tmp_path / "passed-on.age"
    passed_on.write_bytes(pyrage.encrypt(plain, [recipient]))

    assert receive(beyond, passed_on).refused is not None
    assert receive(beyond, first).refused is not None  # nor the one it cannot open
    assert kept(beyond) == ([], 0)
    beyond.leave()


@pytest.mark.fault(8, what="changed packages that reached no table")
def test_every_changed_byte_and_every_cut_is_refused(
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    whole = first.read_bytes()
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


def test_one_bad_package_in_a_folder_stops_no_good_one(
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    (tmp_path / "0-bad.age").write_bytes(b"not a package")
    results = exchange.receive(pair.office.sign_in("wu"), [tmp_path], tmp_path / "receipts")
    assert sorted(bool(result.refused) for result in results) == [False, True]
    assert kept(pair.office) == ([1], 2)


def test_rows_that_are_no_coded_facts_leave_nothing_behind(
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    def more(values: dict[str, Any]) -> None:
        values["counts"]["cases"] += 1  # found only after the last row was read

    lying = rewritten(pair, first, tmp_path / "lying.age", more)
    assert receive(pair.office, lying).refused is not None
    assert kept(pair.office) == ([], 0)
    folder = pair.office.folder / "packages"
    assert list(folder.iterdir()) == []


def test_a_package_of_a_training_vault_is_not_taken_by_a_real_office(
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    real = make_pair(tmp_path / "real", training=False)
    ws = real.office.sign_in("wu")
    assert not ws.vault.training
    written = enrolment.write_key_file(pair.station.sign_in("duan"), tmp_path)
    with pytest.raises(Refused, match="Training vaults"):
        enrolment.enrol(ws, written.path, " ".join(written.words))

    lies = rewritten(
        real, made(real.station.sign_in("duan"), tmp_path), tmp_path / "lies.age",
        lambda values: values.update(training=True),
    )  # fmt: skip
    assert receive(real.office, lies).refused == sequence.TRAINING_PACKAGE
    true = rewritten(
        pair, first, tmp_path / "true.age", lambda values: values.update(training=False)
    )
    assert receive(pair.office, true).refused == sequence.REAL_PACKAGE
    real.leave()


def test_a_package_made_after_the_keys_ran_out_is_refused(
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    late = rewritten(
        pair, first, tmp_path / "late.age",
        lambda values: values.update(utc="2036-01-01T00:00:00Z"),
    )  # fmt: skip
    assert receive(pair.office, late).refused == sequence.NOT_VALID_THEN


def test_what_was_refused_is_in_the_audit(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "bad.age").write_bytes(b"not a package")
    receive(pair.office, tmp_path / "bad.age")
    acts = [entry.act for entry in trail.entries(pair.office.sign_in("wu"))]
    assert "package_refused" in acts


def test_a_station_takes_no_packages_and_an_empty_folder_is_said(
    pair: Pair, first: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match="no package in this folder"):
        receive(pair.office, tmp_path / "empty")
    with pytest.raises(Refused, match="does not include this"):
        exchange.receive(pair.station.sign_in("duan"), [first], tmp_path)


# --- receipts ---------------------------------------------------------------------------------


def test_only_the_offices_own_receipt_for_this_package_confirms_it(
    pair: Pair, first: Path, tmp_path: Path, now: Clock
) -> None:
    taken = receive(pair.office, first)
    assert taken.receipt is not None
    data = taken.receipt.read_bytes()
    seed = pair.office.sign_in("wu").keys.grants[Grant.SIGNING]
    forged = canonical.loads(data, limit=10_000) | {"manifest": "ab" * 32}
    wrong: dict[str, bytes] = {
        "changed": data.replace(b'"counter":1', b'"counter":2'),
        "cut": data[:-3],
        "empty": b"",
        "forged": canonical.dumps(forged),
    }
    ws = pair.station.sign_in("duan")
    for name, content in wrong.items():
        path = tmp_path / f"{name}.rescuereceipt"
        path.write_bytes(content)
        with pytest.raises((Refused, exchange.receipts.Damaged)):
            exchange.take_receipt(ws, path)
    refused = receipts.make_receipt(
        office=enrolment.own_key_file(pair.office.sign_in("wu")).key_id,
        station=enrolment.own_key_file(ws).key_id, sequence=1,
        manifest_hash=exchange.exports(ws)[0].manifest_hash, verdict=receipts.REFUSED,
        missing=range(0), counter=9, made_at="2026-06-30T05:00:00Z", audit_sequence=1,
        audit_head=b"a" * 32, signing_seed=seed,
    )  # fmt: skip
    (tmp_path / "refused.rescuereceipt").write_bytes(refused.data)
    with pytest.raises(Refused, match="refused package"):
        exchange.take_receipt(ws, tmp_path / "refused.rescuereceipt")
    assert exchange.exports(ws)[0].confirmed_at is None

    exchange.take_receipt(ws, taken.receipt)
    confirmed_at = exchange.exports(ws)[0].confirmed_at
    now.later(days=1)
    exchange.take_receipt(ws, taken.receipt)
    assert exchange.exports(ws)[0].confirmed_at == confirmed_at


# --- who exchanges with whom -----------------------------------------------------------------


def test_enrolment_needs_the_words_the_other_side_reads(pair: Pair, tmp_path: Path) -> None:
    other = make_house(tmp_path / "other", OFFICE)
    written = enrolment.write_key_file(other.sign_in("wu"), tmp_path)
    other.leave()
    ws = pair.station.sign_in("duan")
    for typed in ("", " ".join(written.words[::-1]), " ".join(written.words[:-1])):
        with pytest.raises(Refused):
            enrolment.enrol(ws, written.path, typed)
    assert [c.name for c in enrolment.correspondents(ws)] == [OFFICE.station_name]
    before = enrolment.correspondents(ws)[0].key_id

    enrolment.enrol(ws, written.path, "，".join(written.words))

    (now_enrolled,) = enrolment.correspondents(ws)
    assert now_enrolled.key_id != before


def test_a_station_enrols_no_station_and_nobody_oneself(pair: Pair, tmp_path: Path) -> None:
    other = make_house(tmp_path / "other", STATION)
    theirs = enrolment.write_key_file(other.sign_in("duan"), tmp_path)
    other.leave()
    ws = pair.station.sign_in("duan")
    ours = enrolment.write_key_file(ws, tmp_path)
    with pytest.raises(Refused, match="wrong kind"):
        enrolment.enrol(ws, theirs.path, " ".join(theirs.words))
    with pytest.raises(Refused, match="your own key file"):
        enrolment.enrol(ws, ours.path, " ".join(ours.words))


def test_the_words_of_a_key_file_stay_the_same(pair: Pair, tmp_path: Path, now: Clock) -> None:
    ws = pair.station.sign_in("duan")
    first = enrolment.write_key_file(ws, tmp_path)
    now.later(days=100)
    again = enrolment.write_key_file(ws, tmp_path)
    assert (first.words, first.digits) == (again.words, again.digits)
    assert enrolment.look_at_key_file(again.path).name == STATION.station_name


def test_words_of_a_refusal_hold_no_file_content(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "name-苏小禾.age"
    path.write_bytes("苏小禾".encode())
    refused = receive(pair.office, path).refused
    assert isinstance(refused, Text)
    assert "苏小禾" not in repr(refused)
