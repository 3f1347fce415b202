"""The sheet an office has kept for years: good rows become cases, bad ones are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.opened import names
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import imports, records
from rescueapp.actions.recording.imports import ImportReport
from rescueapp.domain.case import Query
from rescueapp.errors import Cancelled, Refused
from rescueapp.i18n import say
from rescueapp.progress import Quiet
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.station import House
from tests.exchange.spreadsheets import (
    FIRST_ROW_CSV,
    FIRST_ROW_XLSX,
    WAYS,
    Made,
    make,
    write_csv,
    write_xlsx,
)  # fmt: skip

ROWS, WRONG = 500, 50


def counts(ws: Workspace) -> dict[str, int]:
    """How many rows every table a case touches has."""
    tables = ("cases", "records", "record_versions", "case_keys", "facts", "imported_rows",
              "match_tokens", "search_parts", "case_search")  # fmt: skip
    return {table: (ws.db.one(f"SELECT count(*) FROM {table}") or (0,))[0] for table in tables}


def test_hundreds_of_rows_good_ones_in_bad_ones_named_and_never_twice(
    station: House, tmp_path: Path
) -> None:
    made = make(ROWS, WRONG)
    path = tmp_path / "sheet.xlsx"
    write_xlsx(made, path)
    ws = station.sign_in("he")

    report = imports.import_cases(ws, path)

    assert (report.done, report.already) == (ROWS - WRONG, 0)
    named = {problem.number - FIRST_ROW_XLSX: problem for problem in report.bad}
    assert set(named) == set(made.wrong)
    for place, way in made.wrong.items():
        problem = named[place]
        assert problem.title == WAYS[way].title, way
        assert say(problem.words).startswith(WAYS[way].words), way
    after = counts(ws)
    assert after["cases"] == after["records"] == after["case_search"] == ROWS - WRONG
    assert after["imported_rows"] == ROWS - WRONG
    _check_some(ws, made)

    again = imports.import_cases(ws, path)
    assert (again.done, again.already, len(again.bad)) == (0, ROWS - WRONG, len(report.bad))
    assert counts(ws) == after
    audit.verify(ws.db)


def _check_some(ws: Workspace, made: Made) -> None:
    """That each 50th person can be found by name and is as the row says."""
    good = [row for place, row in enumerate(made.rows) if place not in made.wrong]
    numbers = cases.case_rows(ws, cases.find_cases(ws, Query(sort="number", descending=False)))
    assert len(numbers) == len(good)
    for row, case in list(zip(good, numbers, strict=True))[::50]:
        assert case.uid in ws.names.find(row["受助人姓名"])
        intake = cases.records_of(ws, case.uid)[0]
        answers = records.open_record(ws, intake.uid).answers
        assert answers["name"] == row["受助人姓名"]
        assert answers["sex"] == {"女": "2", "F": "2", "2": "2"}.get(row["性别"][0], "1")
        assert (intake.state, intake.form) == ("incomplete", "intake")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_table_says_how_it_was_read(station: House, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "sheet.csv"
    write_csv(make(20, 4), path, encoding)
    report = imports.import_cases(station.sign_in("he"), path)
    assert report.done == 16
    assert {p.number for p in report.bad} == {
        FIRST_ROW_CSV + place for place in make(20, 4).wrong
    }  # fmt: skip
    assert report.guess.encoding.lower().replace("-", "")[:4] in ("utf8", "gb18")
    assert report.lines()[-1] == "16 taken in, 0 were here already, 4 rows not taken."


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.csv"
    write_csv(make(20, 4), path, "utf-8")
    return path


def test_a_dry_run_tells_the_same_and_keeps_nothing(station: House, sheet: Path) -> None:
    ws = station.sign_in("he")
    before = counts(ws)
    dry = imports.import_cases(ws, sheet, dry_run=True)
    assert counts(ws) == before
    wet = imports.import_cases(ws, sheet)
    assert (dry.done, dry.already, dry.bad) == (wet.done, wet.already, wet.bad)
    assert not dry.changed.everything


def test_a_corrected_sheet_adds_only_the_corrected_rows(
    station: House, tmp_path: Path, sheet: Path
) -> None:
    ws = station.sign_in("he")
    imports.import_cases(ws, sheet)
    write_csv(make(20, 0), tmp_path / "right.csv", "gb18030")
    report = imports.import_cases(ws, tmp_path / "right.csv")
    assert (report.done, report.already, report.bad) == (4, 16, ())


def test_an_import_that_is_stopped_is_taken_up_where_it_was(station: House, sheet: Path) -> None:
    class Stopped(Quiet):
        left = 9

        def report(self, done: int, total: int = 0) -> None:
            self.left -= 1
            if self.left < 0:
                raise Cancelled

    ws = station.sign_in("he")
    with pytest.raises(Cancelled):
        imports.import_cases(ws, sheet, progress=Stopped())
    begun = counts(ws)["cases"]
    assert 0 < begun < 16
    report = imports.import_cases(ws, sheet)
    assert (report.done, report.already) == (16 - begun, begun)


def test_what_was_taken_in_is_found_and_says_it_was_entered_late(
    station: House, sheet: Path
) -> None:
    imports.import_cases(station.sign_in("duan"), sheet)
    ws = station.sign_in("yang")
    names.start_names(ws)
    assert len(ws.names) == 16
    assert ws.db.read("SELECT DISTINCT entered_late FROM records") == [(1,)]


def test_the_audit_tells_counts_and_no_words(station: House, sheet: Path) -> None:
    imports.import_cases(station.sign_in("duan"), sheet)
    ws = station.sign_in("duan")
    (entry,) = [e for e in trail.entries(ws, limit=1000) if e.act == "import"]
    assert entry.detail == {"done": 16, "already": 0, "bad": 4, "dry_run": False}


def test_a_mapping_is_guessed_written_corrected_and_used(
    station: House, tmp_path: Path, sheet: Path
) -> None:
    mapping = tmp_path / "mapping.toml"
    guess = imports.write_guess(sheet, mapping)
    assert ("受助人姓名", "Name") in guess.described
    words = mapping.read_text(encoding="utf-8")
    mapping.write_text(
        words.replace('"受助人姓名" = "name"', '"受助人姓名" = ""'), encoding="utf-8"
    )
    ws = station.sign_in("he")
    report = imports.import_cases(ws, sheet, mapping=mapping)
    assert report.done == 16
    assert ("受助人姓名", "not taken in") in report.guess.described
    for row in ws.db.read("SELECT uid FROM records"):
        assert "name" not in records.open_record(ws, row[0]).answers


@pytest.mark.parametrize("login", ["yang", "li"])
def test_only_caseworkers_and_supervisors_take_sheets_in(
    station: House, sheet: Path, login: str
) -> None:
    ws = station.sign_in(login)
    with pytest.raises(Refused, match="does not include this"):
        imports.import_cases(ws, sheet)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b""), ("a.csv", b"\x00\x01\x02" * 50), ("a.xlsx", b"PK\x03\x04broken"),
     ("a.csv", "一,二,三\n1,2,3\n".encode()), ("a.doc", b"\xd0\xcf\x11\xe0" * 10)],
)  # fmt: skip
def test_what_is_no_table_of_people_is_refused_in_words(
    station: House, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    ws = station.sign_in("he")
    before = counts(ws)
    with pytest.raises(Refused):
        imports.import_cases(ws, path)
    assert counts(ws) == before


def test_a_sheet_that_is_not_there_is_said(station: House, tmp_path: Path) -> None:
    ws = station.sign_in("he")
    with pytest.raises(Refused, match="no such file"):
        imports.import_cases(ws, tmp_path / "gone.xlsx")


def test_the_same_two_nameless_women_of_one_night_stay_two(station: House, tmp_path: Path) -> None:
    path = tmp_path / "night.csv"
    path.write_text("性别,入站时间\n女,2026-06-01\n女,2026-06-01\n", encoding="utf-8")
    ws = station.sign_in("he")
    done: list[Any] = [imports.import_cases(ws, path) for _ in range(2)]
    assert [(r.done, r.already) for r in done] == [(2, 0), (0, 2)]


def test_a_report_reads_as_sentences_with_row_and_column(station: House, sheet: Path) -> None:
    report: ImportReport = imports.import_cases(station.sign_in("he"), sheet, dry_run=True)
    rows = [line for line in report.lines() if line.startswith("Row ")]
    assert len(rows) == len(report.bad) + len(report.remarks)
    assert rows[0].startswith(f"Row {report.bad[0].number}, {report.bad[0].title}: ")
