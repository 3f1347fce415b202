"""What was written down days later says so, with both days: in lists and on paper."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.papers import prints
from rescueapp.actions.recording import records
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.actions.leaving import order
from tests.actions.station import INTAKE, House, save

BOTH = ("2026-03-01", "2026-06-30")  # of which day it is, on which day it was written down


@pytest.fixture
def ws(station: House) -> Workspace:
    return station.sign_in("duan")


@pytest.fixture
def late(ws: Workspace) -> tuple[str, str]:
    answers = INTAKE | {"arrived_at": "2026-03-01T04:00:00Z"}
    saved = save(ws, answers=answers, entered_late=True)
    return saved.case_uid, saved.record_uid


def words(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())


def test_the_list_the_record_and_the_timeline_tell_both_days(
    ws: Workspace, late: tuple[str, str]
) -> None:
    case, record = late
    (row,) = cases.records_of(ws, case)
    (event,) = cases.timeline(ws, case)
    shown = records.open_record(ws, record).row
    assert shown is not None
    for told in (row.late, event.late, shown.late):
        assert told is not None
        assert all(day in say(told) for day in BOTH)


def test_it_stays_so_when_the_record_is_changed(ws: Workspace, late: tuple[str, str]) -> None:
    case, record = late
    save(ws, answers=INTAKE | {"sex": "1"}, case=case, record=record, based_on=1)
    (row,) = cases.records_of(ws, case)
    assert row.entered_late


def test_a_change_that_was_entered_late_marks_the_record(ws: Workspace) -> None:
    saved = save(ws)
    assert cases.records_of(ws, saved.case_uid)[0].late is None
    save(ws, case=saved.case_uid, record=saved.record_uid, based_on=1, entered_late=True)
    assert cases.records_of(ws, saved.case_uid)[0].entered_late


def test_the_sheet_and_the_file_say_it(ws: Workspace, late: tuple[str, str]) -> None:
    case, record = late
    (sheet,) = prints.prepare_sheet(ws, form="intake", record_uid=record).pdfs
    (file,) = prints.prepare_file(ws, order(case)).pdfs
    for paper in (sheet, file):
        assert "Entered late: of 2026-03-01, written down 2026-06-30" in words(paper)


def test_what_was_written_at_its_time_says_nothing(ws: Workspace) -> None:
    saved = save(ws)
    (sheet,) = prints.prepare_sheet(ws, form="intake", record_uid=saved.record_uid).pdfs
    assert "Entered late" not in words(sheet)
    (event,) = cases.timeline(ws, saved.case_uid)
    assert event.late is None
