"""From an empty computer to a confirmed report: what was typed is what both sides hold, and nothing
of it lies anywhere in clear. In one file, so that one process walks the journey once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.exchanging import enrolment, exchange
from rescueapp.actions.finding import cases
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import identity, records
from rescueapp.actions.vault import vaults
from rescueapp.domain.case import Query
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.workspace import Workspace
from tests.journeys import told
from tests.journeys.apart import MEDIUM
from tests.journeys.conftest import Left
from tests.journeys.journey import OFFICER, PSYCHOLOGIST, SUPERVISOR
from tests.journeys.sweep import ENCODINGS, files, found, hits, shapes

TOLD: dict[str, dict[str, Any]] = {
    "intake": told.INTAKE,
    **told.FORMS,
    "medical_care": told.MEDICAL_CARE,
    "psychological_record": told.PSYCHOLOGICAL_RECORD,
}
NOTES = "process_notes"


@contextmanager
def at_desk(folder: Path, left: Left, login: str) -> Iterator[Workspace]:
    """A vault of the journey, opened with the passphrase read from its screen."""
    opened = vaults.unlock(folder, login, left.walked.passphrases[f"{folder.name}/{login}"])
    assert isinstance(opened, Workspace)
    try:
        yield opened
    finally:
        vaults.lock(opened)


def only_case(ws: Workspace) -> str:
    [row] = cases.case_rows(ws, cases.find_cases(ws, Query()))
    return row.uid


def held(ws: Workspace, case_uid: str) -> dict[str, dict[str, Any]]:
    """Form → answers of its one record, as far as this worker opens them."""
    rows = cases.records_of(ws, case_uid)
    return {row.form: records.open_record(ws, row.uid).answers for row in rows}


def test_the_station_holds_every_answer_that_was_typed(left: Left) -> None:
    with at_desk(left.station, left, SUPERVISOR) as ws:
        case_uid = only_case(ws)
        identity.reveal(ws, case_uid, "paper")
        answers = held(ws, case_uid)
    assert answers.keys() == TOLD.keys()
    for form, typed in TOLD.items():
        expected = {key: value for key, value in typed.items() if key != NOTES}
        assert {key: answers[form].get(key) for key in expected} == expected, form


def test_the_process_notes_are_their_writers_alone(left: Left) -> None:
    with at_desk(left.station, left, SUPERVISOR) as ws:
        assert NOTES not in held(ws, only_case(ws))["psychological_record"]
    with at_desk(left.station, left, PSYCHOLOGIST) as ws:
        assert held(ws, only_case(ws))["psychological_record"][NOTES] == told.NOTES


def test_the_office_holds_the_coded_facts_field_by_field_and_nothing_else(left: Left) -> None:
    with at_desk(left.station, left, SUPERVISOR) as ws:
        sent = exchange.coded_records(ws, only_case(ws))
    with at_desk(left.office, left, OFFICER) as ws:
        [station] = enrolment.correspondents(ws)
        [(pseudonym, facts)] = exchange.coded_cases(ws, station.key_id, 1)
    assert left.walked.alias not in pseudonym
    assert [row["form"] for row in facts["records"]] == [row.form for row in sent]
    for row, record in zip(facts["records"], sent, strict=True):
        form = FORMS[record.form]
        assert row["answers"] == record.answers, record.form
        assert row["answers"] == interpreter.coded(form, TOLD[record.form]), record.form
        assert {f.key for f in interpreter.fields(form) if f.coded} >= row["answers"].keys()


def test_the_receipt_confirms_the_export(left: Left) -> None:
    with at_desk(left.station, left, SUPERVISOR) as ws:
        [export] = exchange.exports(ws)
    assert export.sequence == 1
    assert export.cases == 1
    assert export.confirmed_at is not None
    assert "已确认" in left.walked.receipt_line
    assert "第1号" in left.walked.received


def test_the_reveal_shows_the_name_and_the_audit_says_why(left: Left) -> None:
    assert told.NAME in left.walked.revealed
    with at_desk(left.station, left, SUPERVISOR) as ws:
        acts = [entry.act for entry in trail.entries(ws)]
    assert {"reveal", "print", "export", "receipt", "grant_access", "enrol"} <= set(acts)


def test_the_window_thread_leaves_work_to_the_others(
    left: Left, record_testsuite_property: Any
) -> None:
    """How long it was ever busy is reported; that it reads no database is asserted."""
    walked = left.walked
    longest = f"{walked.longest_ms:.0f} ms of {walked.turns} turns, at {walked.longest_at}"
    record_testsuite_property("longest block of the window thread", longest)
    print(f"longest block of the window thread: {longest}")  # noqa: T201 - a report
    assert walked.strayed == []
    assert walked.elsewhere > len(TOLD), "nothing was watched"


# --- nothing of it lies in clear ----------------------------------------------------------------


def canaries(left: Left) -> dict[str, set[bytes]]:
    """What was told, and every secret that stood on the screen."""
    found = {what: shapes(words) for what, words in told.CANARIES.items()}
    for login, passphrase in left.walked.passphrases.items():
        found[f"passphrase of {login}"] = shapes(passphrase) | shapes(passphrase.replace("-", ""))
    for number, share in enumerate(left.walked.shares):
        found[f"share {number}"] = shapes(share)
    return found


@pytest.mark.fault(10, what="journeys through the windows: files")
def test_k11_no_file_holds_a_word_of_it(left: Left) -> None:
    names = {path.name for path in files(left.apart.folder)}
    assert {"case.db", "keyring.json", "window.json", "journey.said"} <= names, names
    assert found(left.apart.folder, canaries(left)) == {}


@pytest.mark.fault(10, what="journeys through the windows: names, titles, clipboard")
def test_k05_no_file_name_window_title_or_clipboard_tells_of_it(left: Left) -> None:
    paths = [str(p.relative_to(left.apart.folder)) for p in left.apart.folder.rglob("*")]
    seen = [*paths, *left.walked.titles, left.walked.clipboard]
    told_words = [*told.CANARIES.values(), left.walked.alias]
    assert [each for each in seen for words in told_words if words in each] == []
    assert left.walked.titles, "no title was ever set: nothing was watched"
    assert len(left.walked.titles) == 1, "one neutral title, whatever is open"


@pytest.mark.fault(10, what="journeys through the windows: streams")
def test_the_programs_say_nothing_on_their_standard_streams(left: Left) -> None:
    assert left.apart.said("tests.journeys.journey") == ""


def test_the_medium_carries_keys_packages_receipts_and_the_paper(left: Left) -> None:
    carried = sorted(path.suffix for path in (left.apart.folder / MEDIUM).iterdir())
    assert carried == [".age", ".pdf", ".rescuekey", ".rescuekey", ".rescuereceipt"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_sweep_would_find_a_word_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    planted = tmp_path / "planted"
    planted.write_bytes(b"\x00\x01" + "天明前".encode(encoding) + b"\xff")
    canaries = told.CANARIES | {"planted": "天明前"}
    wanted = {what: shapes(words) for what, words in canaries.items()}
    assert hits(planted, wanted) == ["planted"]
