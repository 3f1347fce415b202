"""A table of records of a form: good rows are saved in their cases, bad ones are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.opened import entries
from rescueapp.actions.recording import form_imports, records
from rescueapp.actions.recording.imports import ImportReport
from rescueapp.errors import Cancelled, Refused, Unavailable
from rescueapp.i18n import say, speaking
from rescueapp.progress import Quiet
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save

FORM = "follow_up"


@pytest.fixture
def number(ws: Workspace) -> str:
    return save(ws, answers=INTAKE | {"birth_date": "1999-05-06"}).number


def table(path: Path, *rows: dict[str, Any]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    heads = list(dict.fromkeys(title for row in rows for title in row))
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(title) for title in heads])
    book.save(path)
    return path


def visit(number: str, **more: Any) -> dict[str, Any]:
    return {"个案编号": number, "实际日期": "2026-06-20", "回访方式": "面访", "回访结果": "完成",
            "法律进展": "侦查；撤销婚姻或离婚", **more}  # fmt: skip


def rows_of(ws: Workspace, number: str, form: str = FORM) -> list[dict[str, Any]]:
    row = cases.case_by_number(ws, number)
    assert row is not None
    found = [r for r in cases.records_of(ws, row.uid) if r.form == form]
    return [records.open_record(ws, r.uid).answers for r in found]


def words(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(each.number, each.title, say(each.words)) for each in report.bad]


def test_a_row_is_a_record_of_its_case_to_be_looked_at(
    ws: Workspace, number: str, tmp_path: Path
) -> None:
    path = table(tmp_path / "visits.xlsx", visit(number), visit(number, 实际日期="2026-06-27"))
    report = form_imports.import_records(ws, FORM, path)
    assert (report.done, report.already, report.bad) == (2, 0, ())
    told = sorted(row["visited_on"] for row in rows_of(ws, number))
    assert told == ["2026-06-20", "2026-06-27"]
    row = cases.case_by_number(ws, number)
    assert row is not None
    kept = [r for r in cases.records_of(ws, row.uid) if r.form == FORM]
    assert {r.state for r in kept} == {"incomplete"}
    assert all(r.entered_late for r in kept)


def test_the_same_table_again_adds_nothing(ws: Workspace, number: str, tmp_path: Path) -> None:
    path = table(tmp_path / "visits.xlsx", visit(number), visit(number, 实际日期="2026-06-27"))
    form_imports.import_records(ws, FORM, path)
    again = form_imports.import_records(ws, FORM, path)
    assert (again.done, again.already) == (0, 2)
    assert len(rows_of(ws, number)) == 2


def test_cut_off_half_way_it_is_simply_taken_in_again(
    ws: Workspace, number: str, tmp_path: Path
) -> None:
    class Stopped(Quiet):
        def report(self, done: int, total: int = 0) -> None:
            if done == 4:  # the third of the rows
                raise Cancelled

    days = ("2026-06-19", "2026-06-20", "2026-06-21", "2026-06-22")
    path = table(tmp_path / "visits.xlsx", *(visit(number, 实际日期=day) for day in days))
    with pytest.raises(Cancelled):
        form_imports.import_records(ws, FORM, path, progress=Stopped())
    assert len(rows_of(ws, number)) == 2
    again = form_imports.import_records(ws, FORM, path)
    assert (again.done, again.already) == (2, 2)
    assert sorted(row["visited_on"] for row in rows_of(ws, number)) == list(days)


def test_a_dry_run_saves_nothing(ws: Workspace, number: str, tmp_path: Path) -> None:
    path = table(tmp_path / "visits.xlsx", visit(number))
    report = form_imports.import_records(ws, FORM, path, dry_run=True)
    assert report.done == 1
    assert rows_of(ws, number) == []


def test_bad_rows_are_named_and_the_good_ones_taken(
    ws: Workspace, number: str, tmp_path: Path
) -> None:
    path = table(
        tmp_path / "visits.xlsx",
        visit(number),
        visit("LX01-2026-0999"),
        visit(""),
        visit(number, 实际日期="2026年2月30日"),
        visit(number, 回访结果="差不多"),
        visit(number, 处置="已做DNA检测，STR分型 D3S1358 15,16"),
    )
    report = form_imports.import_records(ws, FORM, path)
    assert report.done == 1
    told = {row: (title, text) for row, title, text in words(report)}
    assert told[3] == ("", "There is no case with this number.")
    assert told[4] == ("个案编号", "The case number is missing.")
    assert told[5][0] == "实际日期"
    assert told[6][0] == "回访结果"
    assert told[7][0] == "处置"  # K-21
    assert not any("STR" in text for _, text in told.values())


def test_a_formula_and_a_row_that_says_nothing_stop_no_other(
    ws: Workspace, number: str, tmp_path: Path
) -> None:
    nothing = dict.fromkeys(visit(number)) | {"个案编号": number}
    path = table(
        tmp_path / "visits.xlsx", visit("=A3"), visit(number), nothing, visit(number, 处置="=1+1")
    )
    report = form_imports.import_records(ws, FORM, path)
    assert report.done == 1
    told = {row: (title, text[:22]) for row, title, text in words(report)}
    assert told == {
        2: ("个案编号", "This cell holds a form"),
        4: ("", "Nothing is said in thi"),
        5: ("处置", "This cell holds a form"),
    }


@pytest.mark.parametrize("dry_run", [True, False])
def test_anothers_case_is_not_written_in(
    station: House, number: str, tmp_path: Path, dry_run: bool
) -> None:
    path = table(tmp_path / "visits.xlsx", visit(number))
    report = form_imports.import_records(station.sign_in("mu"), FORM, path, dry_run=dry_run)
    assert report.done == 0
    assert len(report.bad) == 1
    assert rows_of(station.sign_in("he"), number) == []


@pytest.mark.parametrize("login", ["li", "duan"])
def test_who_may_take_in_tables(station: House, number: str, tmp_path: Path, login: str) -> None:
    path = table(tmp_path / "visits.xlsx", visit(number))
    ws = station.sign_in(login)
    if login == "li":  # the psychologist
        with pytest.raises(Refused):
            form_imports.import_records(ws, FORM, path)
    else:
        assert form_imports.import_records(ws, FORM, path, dry_run=True).bad == ()


def test_a_form_of_another_role_is_refused_before_any_row(
    ws: Workspace, number: str, tmp_path: Path
) -> None:
    path = table(tmp_path / "notes.xlsx", visit(number))
    with pytest.raises(Refused, match="Your role does not write this form"):
        form_imports.import_records(ws, "psychological_record", path)


def test_what_the_form_does_not_ask_is_told(ws: Workspace, number: str, tmp_path: Path) -> None:
    path = table(tmp_path / "visits.xlsx", visit(number, 拒访失联原因="不想再提"))
    report = form_imports.import_records(ws, FORM, path)
    assert [say(each.words)[:13] for each in report.remarks] == ["Not taken in:"]
    [told] = rows_of(ws, number)
    assert "不想再提" not in told.values()


def test_a016_a_gate_stands_against_a_row_as_against_a_form(
    ws: Workspace, number: str, tmp_path: Path
) -> None:
    child = save(ws, answers=INTAKE | {"birth_date": "2013-05-06"}).number
    job = {"日期": "2026-06-20", "就业情况1：起始日期": "2026-06-01"}
    path = table(tmp_path / "work.xlsx", {"个案编号": child} | job, {"个案编号": number} | job)
    report = form_imports.import_records(ws, "training_and_work", path)
    assert [(row, text[:15]) for row, _, text in words(report)] == [(2, "Nobody under 16")]
    assert report.done == 1


def test_a_table_without_the_case_is_refused(ws: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path / "visits.xlsx", {"实际日期": "2026-06-20", "回访方式": "面访"})
    with pytest.raises(Refused, match="no column with the title"):
        form_imports.import_records(ws, FORM, path)


def test_a_register_is_filled_from_a_table(ws: Workspace, tmp_path: Path) -> None:
    path = table(
        tmp_path / "interpreters.xlsx",
        {"姓名": "某译员（虚构）", "性别": "女", "电话": "10000000001"},
        {"姓名": "某译员（虚构）", "性别": "女", "电话": "10000000001"},
        {"姓名": "另一译员（虚构）", "性别": None, "电话": "10000000002"},
    )
    report = form_imports.import_records(ws, "interpreters", path)
    assert (report.done, report.already) == (1, 1)
    assert [(row, title) for row, title, _ in words(report)] == [(4, "性别")]
    assert [entry.name for entry in entries.entries(ws, "interpreters")] == ["某译员（虚构）"]


def test_the_empty_table_of_a_form_is_taken_in_when_it_is_filled(
    ws: Workspace, number: str, tmp_path: Path
) -> None:
    with speaking("zh_Hans"):
        form_imports.write_template(FORM, tmp_path / "empty.xlsx")
    with pytest.raises(Refused, match="no rows"):
        form_imports.import_records(ws, FORM, tmp_path / "empty.xlsx")
    book = openpyxl.load_workbook(tmp_path / "empty.xlsx")
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    sheet.append([visit(number).get(str(head)) for head in heads])
    book.save(tmp_path / "full.xlsx")
    assert form_imports.import_records(ws, FORM, tmp_path / "full.xlsx").done == 1


def test_every_cell_of_the_empty_table_is_text(tmp_path: Path) -> None:
    """No number loses a zero, and no day becomes another."""
    form_imports.write_template("belongings", tmp_path / "empty.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "empty.xlsx").worksheets[0]
    letters = [cell.column_letter for cell in sheet[1]]
    assert {sheet.column_dimensions[letter].number_format for letter in letters} == {"@"}


def test_an_empty_table_is_never_written_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(Refused):
        form_imports.write_template(FORM, path)
    assert path.read_bytes() == b"mine"
    with pytest.raises(Unavailable):
        form_imports.write_template(FORM, tmp_path / "no folder" / "a.xlsx")
    with pytest.raises(Refused):
        form_imports.write_template("no such form", tmp_path / "b.xlsx")


def test_the_account_knows_how_many_and_of_which_form(
    ws: Workspace, number: str, tmp_path: Path
) -> None:
    form_imports.import_records(ws, FORM, table(tmp_path / "visits.xlsx", visit(number)))
    [last] = [row for row in audit.rows(ws.db, limit=5) if row.act == "import"]
    assert last.detail == {"form": FORM, "done": 1, "already": 0, "bad": 0, "dry_run": False}
