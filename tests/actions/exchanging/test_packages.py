"""What an office does about numbers that are missing or come again, and about its receipts."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.actions.exchanging import enrolment, exchange
from rescueapp.actions.papers import trail
from rescueapp.crypto import canonical
from rescueapp.crypto.keyring import Grant
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import receipts, sequence
from tests.actions.carrying import export, kept, receive
from tests.actions.station import Clock, Pair, copy_of, save


def test_a_package_is_taken_once_and_its_receipt_written_again(
    pair: Pair, first_package: Path, tmp_path: Path
) -> None:
    taken = receive(pair.office, first_package)
    again = receive(pair.office, first_package, to=tmp_path / "elsewhere")

    assert (taken.refused, again.refused) == (None, sequence.REPLAY)
    assert kept(pair.office) == ([1], 2)
    assert taken.receipt is not None
    assert again.receipt is not None
    assert again.receipt.read_bytes() == taken.receipt.read_bytes()
    assert len(again.lines()) == 2


def test_a_receipt_that_cannot_be_written_is_kept_until_it_can(
    pair: Pair, first_package: Path, tmp_path: Path
) -> None:
    (tmp_path / "stick").write_text("")
    taken = receive(pair.office, first_package, to=tmp_path / "stick")
    assert (taken.refused, taken.receipt, taken.cases) == (None, None, 2)
    assert taken.unwritten is not None
    assert "take in the same package again" in " ".join(taken.lines())

    again = receive(pair.office, first_package)
    assert again.receipt is not None
    done = exchange.take_receipt(pair.station.sign_in("duan"), again.receipt)
    assert done.sequence == 1


def test_a_gap_is_accepted_and_named_and_may_be_filled(pair: Pair, tmp_path: Path) -> None:
    ws = pair.station.sign_in("duan")
    paths = [export(ws, tmp_path).path for _ in range(4)]
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
    assert receive(pair.office, export(pair.station.sign_in("duan"), tmp_path).path).refused is None

    save(old.sign_in("he"))
    ws = old.sign_in("duan")
    forked, after = export(ws, tmp_path).path, export(ws, tmp_path).path
    old.leave()

    assert receive(pair.office, forked).refused == sequence.FORK
    assert receive(pair.office, after).refused == sequence.WRONG_PREVIOUS
    assert kept(pair.office) == ([1], 0)


def test_one_bad_package_in_a_folder_stops_no_good_one(
    pair: Pair, first_package: Path, tmp_path: Path
) -> None:
    (tmp_path / "0-bad.age").write_bytes(b"not a package")
    results = exchange.receive(pair.office.sign_in("wu"), [tmp_path], tmp_path / "receipts")
    assert sorted(bool(result.refused) for result in results) == [False, True]
    assert kept(pair.office) == ([1], 2)


def test_what_was_refused_is_in_the_audit(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "bad.age").write_bytes(b"not a package")
    receive(pair.office, tmp_path / "bad.age")
    acts = [entry.act for entry in trail.entries(pair.office.sign_in("wu"))]
    assert "package_refused" in acts


def test_a_station_takes_no_coded_packages_and_an_empty_folder_is_said(
    pair: Pair, first_package: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match="no package in this folder"):
        receive(pair.office, tmp_path / "empty")
    with pytest.raises(Refused, match="does not include this"):
        exchange.receive(pair.station.sign_in("he"), [first_package], tmp_path)
    (refused,) = exchange.receive(pair.station.sign_in("duan"), [first_package], tmp_path)
    assert refused.refused is not None


def test_only_the_offices_own_receipt_for_this_package_confirms_it(
    pair: Pair, first_package: Path, tmp_path: Path, now: Clock
) -> None:
    taken = receive(pair.office, first_package)
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
        with pytest.raises((Refused, Damaged)):
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
