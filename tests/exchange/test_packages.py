"""Packages of coded cases: written, read back, read by others, and not too large to carry."""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rescueapp import clock, paths
from rescueapp.errors import Cancelled
from rescueapp.exchange import bundle, receipts
from rescueapp.exchange.bundle import write_bundle
from rescueapp.exchange.coded import CodedCase, CodedRecord, pseudonym, read_lines
from tests.exchange import reader
from tests.exchange.bundles import open_at, two_cases, two_lines, write_to
from tests.exchange.makers import Party, contents, records, uids

pytestmark = pytest.mark.usefixtures("today")

# --- there and back ----------------------------------------------------------------------


def test_a_package_reads_back_as_it_was_written(
    office: Party, station: Party, tmp_path: Path
) -> None:
    data, written = write_to(office, station, contents(40))
    path = tmp_path / "package.age"
    path.write_bytes(data)
    with open_at(path, office, station) as opened:
        assert opened.manifest == written.manifest
        assert opened.manifest_hash == written.manifest_hash
        assert opened.manifest.station == station.keys.key_id
        assert opened.manifest.recipient == office.keys.recipient_id
        cases = list(opened.cases())
    expected = {pseudonym(b"p" * 32, uid): records(uid) for uid in uids(40)}
    assert {case.pseudonym: case.records for case in cases} == expected
    assert [case.pseudonym for case in cases] == sorted(expected)
    assert (written.manifest.cases, written.manifest.records) == (40, 80)


def test_a_package_without_cases_is_a_report_too(
    office: Party, station: Party, tmp_path: Path
) -> None:
    path = tmp_path / "package.age"
    path.write_bytes(write_to(office, station, contents(0))[0])
    with open_at(path, office, station) as opened:
        assert list(opened.cases()) == []


def test_the_same_case_has_the_same_pseudonym_next_time_and_another_elsewhere() -> None:
    assert pseudonym(b"k" * 32, "a" * 32) == pseudonym(b"k" * 32, "a" * 32)
    assert pseudonym(b"k" * 32, "a" * 32) != pseudonym(b"k" * 32, "b" * 32)
    assert pseudonym(b"k" * 32, "a" * 32) != pseudonym(b"m" * 32, "a" * 32)
    assert "aaaa" not in pseudonym(b"k" * 32, "a" * 32)


def test_k16_nothing_of_a_case_but_coded_facts_is_in_a_package(
    office: Party, station: Party
) -> None:
    data, _ = write_to(office, station, contents(5))
    found, cases, _ = reader.package(data, office.identity.decode(), station.keys.data)
    text = json.dumps([found, cases])
    for uid in uids(5):
        assert uid not in text
    assert "某某" not in text


def test_every_case_is_asked_for_once(office: Party, station: Party) -> None:
    asked: list[str] = []

    def coded(uid: str) -> Sequence[CodedRecord]:
        asked.append(uid)
        return records(uid)

    write_to(office, station, contents(20, coded=coded))
    assert sorted(asked) == sorted(uids(20))


def test_facts_an_office_keeps_are_plain_json() -> None:
    case = CodedCase("0" * 32, records(uids(1)[0]))
    assert json.loads(json.dumps(bundle.facts_of(case)))["records"][0]["form"] == "intake"


# --- by others ---------------------------------------------------------------------------


def test_the_page_alone_is_enough_to_read_a_package(office: Party, station: Party) -> None:
    data, written = write_to(office, station, contents(7, sequence=3, previous=b"q" * 32))
    found, cases, digest = reader.package(data, office.identity.decode(), station.keys.data)
    assert digest == written.manifest_hash
    assert (found["seq"], found["prev"]) == (3, (b"q" * 32).hex())
    assert found["period"] == ["2025-12-16", "2026-06-15"]
    assert found["counts"] == {"cases": len(cases), "records": 14}
    assert [case["case"] for case in cases] == sorted(pseudonym(b"p" * 32, u) for u in uids(7))
    assert cases[0]["records"][0]["answers"]["reasons"] == ["01", "08"]


def test_the_page_alone_is_enough_to_read_key_files_and_receipts(
    office: Party, station: Party
) -> None:
    listed = paths.resources("words", "passphrase.tsv").read_text(encoding="utf-8").splitlines()
    listed = [each.split("\t")[0] for each in listed]
    keys = reader.signed_file(office.keys.data, "key-file")
    assert reader.key_id(bytes.fromhex(keys["signing"])) == office.keys.key_id
    assert reader.key_id(keys["recipient"].encode()) == office.keys.recipient_id
    assert reader.words(keys["message"], listed) == list(office.keys.words)
    receipt = receipts.make_receipt(
        office=office.keys.key_id,
        station=station.keys.key_id,
        sequence=3,
        manifest_hash=b"m" * 32,
        verdict=receipts.TAKEN,
        missing=range(0),
        counter=1,
        made_at=clock.stamp(),
        audit_sequence=5,
        audit_head=b"h" * 32,
        signing_seed=office.seed,
    )
    read = reader.signed_file(receipt.data, "receipt", office.keys.signing_public)
    said = ["rescueapp-receipt", *(read[n] for n in ("office", "station", "seq", "manifest"))]
    message = json.dumps([*said, "taken"], separators=(",", ":")).encode()
    assert reader.words(message, listed) == list(receipt.words)


def test_the_reader_is_short_and_knows_nothing_of_the_program() -> None:
    lines = Path(reader.__file__).read_text(encoding="utf-8").splitlines()
    code = [text for text in lines if text.strip() and not text.startswith(('"""', "An age"))]
    assert len(code) <= 60
    assert not any("import rescueapp" in text or "from rescueapp" in text for text in code)


def test_the_page_names_every_member_there_is(office: Party, station: Party) -> None:
    page = paths.resources("docs", "transfer-package.md").read_text(encoding="utf-8")
    data, _ = write_to(office, station, contents(1))
    found, cases, _ = reader.package(data, office.identity.decode(), station.keys.data)
    keys = reader.signed_file(office.keys.data, "key-file")
    record = cases[0]["records"][0]
    for each in (found, found["container"], cases[0], record, keys):
        for member in set(each) - {"message", "container"}:
            assert f"`{member}`" in page, member


# --- long ones -------------------------------------------------------------------------------


class Stop:
    def __init__(self, after: int) -> None:
        self.left = after

    def report(self, done: int, total: int = 0) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("after", [0, 3, 41, 42])
def test_writing_and_reading_can_be_stopped(
    after: int, office: Party, station: Party, tmp_path: Path
) -> None:
    with pytest.raises(Cancelled):
        write_bundle(
            io.BytesIO(), contents(40), to=office.keys, signing_seed=station.seed,
            progress=Stop(after),
        )  # fmt: skip
    path = tmp_path / "p"
    path.write_bytes(write_to(office, station, contents(60))[0])
    with open_at(path, office, station) as opened, pytest.raises(Cancelled):
        list(opened.cases(Stop(after)))


def test_progress_goes_once_from_nothing_to_all(office: Party, station: Party) -> None:
    seen: list[tuple[int, int]] = []

    class Watch:
        def report(self, done: int, total: int = 0) -> None:
            seen.append((done, total))

    write_bundle(
        io.BytesIO(), contents(30), to=office.keys, signing_seed=station.seed, progress=Watch()
    )
    assert seen == sorted(seen)
    assert seen[-1] == (1000, 1000)


@pytest.mark.skipif(sys.platform != "linux", reason="measures the resident set")
def test_a_large_package_is_written_and_read_in_flat_memory(
    office: Party, station: Party, tmp_path: Path
) -> None:
    """5,000 cases, 9 MB: less than 5 MB more than before."""
    many = tuple(
        CodedRecord("intake", 1, "2026-03-05", {"reasons": ["01"] * 150}) for _ in range(2)
    )
    what = contents(5_000, coded=lambda uid: many)
    path = tmp_path / "p"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with path.open("wb") as target:
        write_bundle(target, what, to=office.keys, signing_seed=station.seed)
    with open_at(path, office, station) as opened:
        count = sum(len(case.records) for case in opened.cases())
    assert count == 10_000
    assert path.stat().st_size > 7_500_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 5_000  # kB


def test_lines_come_whole_however_the_chunks_are_cut() -> None:
    data = two_lines()

    def cut(size: int) -> Iterator[bytes]:
        return (data[n : n + size] for n in range(0, len(data), size))

    for size in (1, 7, 64, len(data)):
        assert list(read_lines(cut(size), cases=2, records=4)) == two_cases()
