"""The channels that can show where she is: a table that begins filled, and its letters."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import letters, prints
from rescueapp.actions.recording import records
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import speaking
from rescueapp.printing import sheet
from rescueapp.printing.pages import SheetHead
from rescueapp.workspace import Workspace
from tests.actions.leaving import BUYER, WHOLE
from tests.actions.station import House, save
from tests.output.paper import words_of

PATHS = form_of("whereabouts_paths")


@pytest.fixture
def case(station: House) -> str:
    ws = station.sign_in("he")
    case = save(ws, answers=WHOLE).case_uid
    save(ws, "relative", BUYER, case=case)
    return case


@pytest.fixture
def ws(station: House, case: str) -> Workspace:
    return station.sign_in("he")


def rows(ws: Workspace, case: str, **first: Any) -> list[dict[str, Any]]:
    begun: list[dict[str, Any]] = records.blank(ws, PATHS.key, case).answers["leak_paths"]
    return [{**begun[0], **first}, *begun[1:]]


def kept(ws: Workspace, case: str, **first: Any) -> str:
    answers = {"leak_looked_on": "2026-06-30", "leak_paths": rows(ws, case, **first)}
    return save(ws, PATHS.key, answers, case=case).record_uid


def test_a_new_table_begins_with_every_channel_and_what_to_ask(ws: Workspace, case: str) -> None:
    begun = rows(ws, case)
    assert [row["leak_channel"] for row in begun] == [
        each.code for each in codes.codes("L-leak-channel")
    ]
    assert all(row["leak_ask"] == row["leak_channel"] for row in begun)
    assert {row["leak_status"] for row in begun} == {"01"}


def test_the_blank_has_every_channel_to_write_beside() -> None:
    with speaking("zh_Hans"):
        text = words_of(sheet.sheet(PATHS, None, SheetHead()))
    for each in codes.codes("L-leak-channel"):
        assert each.zh_hans[:4] in text.replace("\n", ""), each.zh_hans


def test_the_earliest_check_is_due_and_alone_in_clear(ws: Workspace, case: str) -> None:
    table = rows(ws, case, leak_check_on="2026-08-01", leak_office="县医保局")
    table[3]["leak_check_on"] = "2026-07-10"
    record = save(ws, PATHS.key, {"leak_paths": table}, case=case).record_uid

    (due,) = [each for each in cases.today(ws, before="2026-12-31") if each.form == PATHS.key]
    assert (due.due_on, due.record_uid) == ("2026-07-10", record)
    ((clear,),) = ws.db.read("SELECT answers FROM records WHERE uid = ?", (record,))
    assert "医保" not in clear
    table[3].pop("leak_check_on")
    save(ws, PATHS.key, {"leak_paths": table}, case=case, record=record, based_on=1)
    (due,) = [each for each in cases.today(ws, before="2026-12-31") if each.form == PATHS.key]
    assert due.due_on == "2026-08-01"
    assert interpreter.settled_by(PATHS) == "leak_paths"


def test_k05_a_letter_has_the_alias_and_neither_name_nor_station_nor_reason(
    ws: Workspace, case: str
) -> None:
    record = kept(ws, case, leak_office="玉龙县公安局户籍科")
    (first, *_) = letters.channels(ws, record)
    assert first.office == "玉龙县公安局户籍科"
    with speaking("zh_Hans"):
        prepared = letters.prepare_letter(ws, record, first.row)
    text = words_of(prepared.pdfs[0]).replace("\n", "")
    assert cases.case(ws, case).alias in text
    for told in ("苏小禾", "松岭", "救助", "和晓燕", "被拐", "买"):
        assert told not in text, told
    assert prepared.recipient == "玉龙县公安局户籍科"

    prints.release(ws, prepared, medium=prints.PRINTER)
    (left,) = releases.of_case(ws, case)
    assert (left.release.what, left.release.basis) == (letters.LETTER, "02")


def test_k15_the_office_of_a_public_list_is_asked_to_leave_her_out(
    ws: Workspace, case: str
) -> None:
    record = kept(ws, case)
    (public,) = (row for row in rows(ws, case) if row["leak_channel"] == "05")
    with speaking("zh_Hans"):
        prepared = letters.prepare_letter(ws, record, rows(ws, case).index(public))
        ask = codes.label("L-leak-ask", public["leak_ask"])
    assert ask in words_of(prepared.pdfs[0]).replace("\n", "")
    assert "公示" in ask


def test_k13_no_letter_goes_to_somebody_of_the_list(ws: Workspace, case: str) -> None:
    record = kept(ws, case, leak_office="柳湾运输有限公司")
    with pytest.raises(Refused, match="unsafe list"):
        letters.prepare_letter(ws, record, 0)
    with pytest.raises(Refused, match="Save the form"):
        letters.prepare_letter(ws, record, 99)


def test_k10_the_table_of_anothers_case_is_closed(station: House, case: str) -> None:
    record = kept(station.sign_in("he"), case)
    other = station.sign_in("mu")
    for act in (letters.channels, lambda ws, uid: letters.prepare_letter(ws, uid, 0)):
        with pytest.raises(Refused):
            act(other, record)
