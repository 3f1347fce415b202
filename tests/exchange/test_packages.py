"""Packages of coded cases: written, read back, read by others, refused when anything is odd."""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rescueapp import clock, paths
from rescueapp.crypto import canonical
from rescueapp.crypto.package import write_package
from rescueapp.errors import Cancelled, Damaged, Refused
from rescueapp.exchange import bundle, manifest, receipts, waiting
from rescueapp.exchange.bundle import Bundle, Contents, Written, open_bundle, write_bundle
from rescueapp.exchange.coded import (
    CodedCase,
    CodedRecord,
    line,
    pseudonym,
    read_lines,
)
from rescueapp.exchange.sequence import UNKNOWN_STATION
from tests.exchange import reader
from tests.exchange.makers import TODAY, Party, contents, party, records, uids


@pytest.fixture(scope="module")
def office() -> Party:
    return party("office", code="530000")


@pytest.fixture(scope="module")
def station() -> Party:
    return party()


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: TODAY)


def _write(office: Party, station: Party, what: Contents) -> tuple[bytes, Written]:
    target = io.BytesIO()
    written = write_bundle(target, what, to=office.keys, signing_seed=station.seed)
    return target.getvalue(), written


def _open(path: Path, office: Party, *stations: Party) -> Bundle:
    enrolled = {s.keys.key_id: s.keys.signing_public for s in stations}

    def signer_public(key_id: str) -> bytes:
        if key_id not in enrolled:
            raise Refused(UNKNOWN_STATION)
        return enrolled[key_id]

    return open_bundle(path, identity=office.identity, signer_public=signer_public)


def _refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.words.msgid


# --- there and back ----------------------------------------------------------------------


def test_a_package_reads_back_as_it_was_written(
    office: Party, station: Party, tmp_path: Path
) -> None:
    data, written = _write(office, station, contents(40))
    path = tmp_path / "package.age"
    path.write_bytes(data)
    with _open(path, office, station) as opened:
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
    path.write_bytes(_write(office, station, contents(0))[0])
    with _open(path, office, station) as opened:
        assert list(opened.cases()) == []


def test_the_same_case_has_the_same_pseudonym_next_time_and_another_elsewhere() -> None:
    assert pseudonym(b"k" * 32, "a" * 32) == pseudonym(b"k" * 32, "a" * 32)
    assert pseudonym(b"k" * 32, "a" * 32) != pseudonym(b"k" * 32, "b" * 32)
    assert pseudonym(b"k" * 32, "a" * 32) != pseudonym(b"m" * 32, "a" * 32)
    assert "aaaa" not in pseudonym(b"k" * 32, "a" * 32)


def test_k16_nothing_of_a_case_but_coded_facts_is_in_a_package(
    office: Party, station: Party
) -> None:
    data, _ = _write(office, station, contents(5))
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

    _write(office, station, contents(20, coded=coded))
    assert sorted(asked) == sorted(uids(20))


def test_facts_an_office_keeps_are_plain_json() -> None:
    case = CodedCase("0" * 32, records(uids(1)[0]))
    assert json.loads(json.dumps(bundle.facts_of(case)))["records"][0]["form"] == "intake"


# --- by others ---------------------------------------------------------------------------


def test_the_page_alone_is_enough_to_read_a_package(office: Party, station: Party) -> None:
    data, written = _write(office, station, contents(7, sequence=3, previous=b"q" * 32))
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
    data, _ = _write(office, station, contents(1))
    found, cases, _ = reader.package(data, office.identity.decode(), station.keys.data)
    keys = reader.signed_file(office.keys.data, "key-file")
    record = cases[0]["records"][0]
    for each in (found, found["container"], cases[0], record, keys):
        for member in set(each) - {"message", "container"}:
            assert f"`{member}`" in page, member


# --- refused before it is written ----------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "words"),
    [("statistics", "come with a later version"), ("identified", "one case that is handed over")],
)
def test_other_levels_are_refused_in_words(
    office: Party, station: Party, level: str, words: str
) -> None:
    assert words in _refused(lambda: _write(office, station, contents(level=level)))


def test_there_are_no_other_levels() -> None:
    assert _refused(lambda: manifest.check_level("everything")).startswith("There is no such level")


@pytest.mark.parametrize(
    "answer",
    [
        "张三",
        "某某县某某村",
        "Zhang San",
        "13800000000",
        "990101199003070012",
        "1234567",
        "a" * 60,
        "",
        "a\nb",
        {"name": "张三"},
        ["01", "张三"],
        [[[[["01"]]]]],
        {"Key": "01"},
        None,
        10_000_000,
        float("nan"),
        b"01",
        ["01"] * 201,
    ],
)
def test_what_is_no_coded_fact_does_not_leave(answer: Any, office: Party, station: Party) -> None:
    record = CodedRecord("intake", 1, None, {"reasons": answer})
    words = _refused(lambda: _write(office, station, contents(1, coded=lambda uid: [record])))
    assert words.startswith("The answer {field} of the form")


@pytest.mark.parametrize("key", ["name", "id_document", "home_address", "brief", "no_such_field"])
def test_fields_that_are_not_coded_do_not_leave(key: str, office: Party, station: Party) -> None:
    record = CodedRecord("intake", 1, None, {key: "01"})
    words = _refused(lambda: _write(office, station, contents(1, coded=lambda uid: [record])))
    assert words.startswith("The answer {field} of the form")


def test_forms_nobody_knows_do_not_leave(office: Party, station: Party) -> None:
    record = CodedRecord("no_such_form", 1, None, {})
    words = _refused(lambda: _write(office, station, contents(1, coded=lambda uid: [record])))
    assert words.startswith("Records of the form")


def test_numbers_with_a_fraction_go_as_text() -> None:
    found = line(CodedCase("0" * 32, (CodedRecord("intake", 1, None, {"age_low": 36.5}),)))
    assert b'"age_low":"36.5"' in found
    found = line(CodedCase("0" * 32, (CodedRecord("intake", 1, None, {"age_low": 36.0}),)))
    assert b'"age_low":36' in found


def test_an_office_whose_keys_have_expired_gets_nothing(
    office: Party, station: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2028, 1, 2))
    assert _refused(lambda: _write(office, station, contents())).startswith("These keys were valid")


def test_packages_go_to_offices_of_the_same_kind_of_vault(station: Party) -> None:
    assert _refused(lambda: _write(party(), station, contents())).startswith("Such a package")
    for office, what in (
        (party("office", training=True), contents()),
        (party("office"), contents(training=True)),
    ):
        words = _refused(lambda office=office, what=what: _write(office, station, what))  # type: ignore[misc]
        assert words.startswith("A training vault sends")


def test_a_period_with_too_much_in_it_is_refused(
    office: Party, station: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MAX_ENTRY", 1000)
    assert _refused(lambda: _write(office, station, contents(40))).startswith("There is more")


# --- refused when it is opened ---------------------------------------------------------------


def _package(
    office: Party,
    station: Party,
    path: Path,
    *,
    values: dict[str, Any] | None = None,
    lines: bytes | None = None,
    name: str = bundle.ENTRY,
) -> Path:
    """A well-made container with other values or lines in it: one fault, rightly signed."""
    whole = replace(_written(office, station).manifest, cases=2, records=4).values()
    content = _lines() if lines is None else lines
    with path.open("wb") as target:
        write_package(
            target,
            {k: v for k, v in {**whole, **(values or {})}.items() if v is not ...},
            [(name, content)],
            recipient=office.keys.recipient,
            signing_seed=station.seed,
        )
    return path


def _written(office: Party, station: Party) -> Written:
    return _write(office, station, contents(2))[1]


def _cases() -> list[CodedCase]:
    found = (CodedCase(pseudonym(b"p" * 32, uid), records(uid)) for uid in uids(2))
    return sorted(found, key=lambda case: case.pseudonym)


def _lines() -> bytes:
    return b"".join(line(case) for case in _cases())


def test_the_faultless_one_opens(office: Party, station: Party, tmp_path: Path) -> None:
    with _open(_package(office, station, tmp_path / "p"), office, station) as opened:
        assert len(list(opened.cases())) == 2


VALUES: dict[str, tuple[dict[str, Any], type[Exception]]] = {
    "later level": ({"level": "statistics"}, Refused),
    "no such level": ({"level": "all"}, Refused),
    "level as number": ({"level": 2}, Damaged),
    "newer content": ({"schema": 3}, Refused),
    "schema without what it tells": ({"schema": 2}, Damaged),
    "schema as text": ({"schema": "1"}, Damaged),
    "number nought": ({"seq": 0}, Damaged),
    "number too large": ({"seq": 1_000_000}, Damaged),
    "number missing": ({"seq": ...}, Damaged),
    "previous too short": ({"prev": "00"}, Damaged),
    "previous no hex": ({"prev": "zz" * 32}, Damaged),
    "time that is none": ({"utc": "2026-13-01T00:00:00Z"}, Damaged),
    "period of one": ({"period": ["2026-01-01"]}, Damaged),
    "period turned round": ({"period": ["2026-06-01", "2026-01-01"]}, Damaged),
    "period that is none": ({"period": ["2026-02-30", "2026-03-01"]}, Damaged),
    "training as text": ({"training": "no"}, Damaged),
    "counts negative": ({"counts": {"cases": -1, "records": 0}}, Damaged),
    "counts missing": ({"counts": {"cases": 2}}, Damaged),
    "audit too short": ({"audit": {"seq": 1, "head": "00"}}, Damaged),
    "package no id": ({"package": "x"}, Damaged),
    "member too many": ({"more": 1}, Damaged),
}


@pytest.mark.parametrize("name", VALUES)
def test_one_fault_in_the_manifest_though_well_signed_is_refused(
    name: str, office: Party, station: Party, tmp_path: Path
) -> None:
    values, error = VALUES[name]
    path = _package(office, station, tmp_path / "p", values=values)
    with pytest.raises(error):
        _open(path, office, station)


def _edited(edit: Callable[[dict[str, Any]], None]) -> Callable[[], bytes]:
    def lines() -> bytes:
        first, second = (canonical.loads(x, limit=10**6) for x in _lines().splitlines())
        edit(first)
        return canonical.dumps(first) + b"\n" + canonical.dumps(second) + b"\n"

    return lines


def _answers(**answers: Any) -> Callable[[], bytes]:
    return _edited(lambda case: case["records"][0]["answers"].update(answers))


def _record(**members: Any) -> Callable[[], bytes]:
    return _edited(lambda case: case["records"][0].update(members))


LINES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "one line too few": lambda: _lines().split(b"\n")[0] + b"\n",
    "one line too many": lambda: _lines() + line(CodedCase("f" * 32, ())),
    "no line feed at the end": lambda: _lines()[:-1],
    "blank line": lambda: _lines() + b"\n",
    "carriage returns": lambda: _lines().replace(b"\n", b"\r\n"),
    "other order": lambda: b"\n".join(reversed(_lines().splitlines())) + b"\n",
    "the same twice": lambda: (_lines().splitlines()[0] + b"\n") * 2,
    "spaces": lambda: _lines().replace(b":", b": ", 1),
    "no object": lambda: b"[]\n[]\n",
    "one record fewer": _edited(lambda case: case["records"].pop()),
    "records as object": _edited(lambda case: case.update(records={})),
    "pseudonym in capitals": _edited(lambda case: case.update(case="A" * 32)),
    "pseudonym too short": _edited(lambda case: case.update(case="0" * 31)),
    "name beside it": _edited(lambda case: case.update(name="x")),
    "name among the answers": _answers(sex="张三"),
    "telephone among the answers": _answers(sex="13800000000"),
    "sentence among the answers": _answers(sex="two words"),
    "answer nothing": _answers(sex=None),
    "answers deep": _answers(sex=[[[[["1"]]]]]),
    "answer too large": _answers(sex=10**9),
    "key in capitals": _answers(Sex="2"),
    "form in capitals": _record(form="Intake"),
    "version nought": _record(v=0),
    "day that is none": _record(on="2026-02-30"),
    "instant for a day": _record(on="2026-03-05T00:00:00Z"),
    "record member too many": _record(text="x"),
    "answers as list": _record(answers=[]),
}


@pytest.mark.parametrize("name", LINES)
def test_one_fault_in_the_content_though_well_signed_is_refused(
    name: str, office: Party, station: Party, tmp_path: Path
) -> None:
    path = _package(office, station, tmp_path / "p", lines=LINES[name]())
    with _open(path, office, station) as opened, pytest.raises(Damaged):
        list(opened.cases())


def test_forms_of_a_newer_sender_are_kept(office: Party, station: Party, tmp_path: Path) -> None:
    lines = _record(form="next_years_form", v=9)()
    with _open(_package(office, station, tmp_path / "p", lines=lines), office, station) as opened:
        assert next(opened.cases()).records[0].form == "next_years_form"


def test_a_package_with_another_entry_is_refused(
    office: Party, station: Party, tmp_path: Path
) -> None:
    with pytest.raises(Damaged):
        _open(_package(office, station, tmp_path / "p", name="other"), office, station)


def test_senders_nobody_enrolled_and_other_offices_are_refused(
    office: Party, station: Party, tmp_path: Path
) -> None:
    path = _package(office, station, tmp_path / "p")
    assert _refused(lambda: _open(path, office)) == UNKNOWN_STATION.msgid
    with pytest.raises(Refused):
        _open(path, party("office"), station)


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
    path.write_bytes(_write(office, station, contents(60))[0])
    with _open(path, office, station) as opened, pytest.raises(Cancelled):
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
    with _open(path, office, station) as opened:
        count = sum(len(case.records) for case in opened.cases())
    assert count == 10_000
    assert path.stat().st_size > 7_500_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 5_000  # kB


def test_lines_come_whole_however_the_chunks_are_cut() -> None:
    data = _lines()

    def cut(size: int) -> Iterator[bytes]:
        return (data[n : n + size] for n in range(0, len(data), size))

    for size in (1, 7, 64, len(data)):
        assert list(read_lines(cut(size), cases=2, records=4)) == _cases()
