"""A family in the window: a sister is taken in from her brother's case, linked, parted, put back;
the same form for her; that they part is said."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from rescueapp.actions.family import families
from rescueapp.actions.recording import records
from rescueapp.domain.case import CaseRow
from rescueapp.domain.family import Joining
from tests.ui.windows.conftest import Driver
from ui.case.case_family import CaseFamily
from ui.case.sections import FAMILY
from ui.forms.form_view import FormView
from ui.forms.notice_bar import NoticeBar
from ui.forms.person_editors import PersonEditor
from ui.widgets.family_chips import FamilyChips

BOY: dict[str, Any] = {
    "arrived_at": "2026-06-29T13:40:00Z",
    "sex": "1",
    "birth_date": "2010-02",
    "arrival_mode": "01",
    "escort_unit": "松岭县公安局（虚构）",
    "languages": ["mya"],
    "body_state": ["01"],
}
COPIED = {"arrived_at", "arrival_mode", "escort_unit", "languages"}
FOSTER = {"placement": "04", "custody": "03", "care_child_view": "想和哥哥在一起"}


@pytest.fixture
def boy(station: Driver) -> str:
    station.sign_in("he")
    return station.write("intake", BOY).case_uid


def family(station: Driver, case: str) -> CaseFamily:
    page: Any = station.go("case", case_uid=case)
    page._choose_section(FAMILY)
    station.settle()
    place = page._places[FAMILY]
    assert isinstance(place, CaseFamily)
    return place


def form(station: Driver) -> FormView:
    station.settle()
    view = station.frame.shown.findChild(FormView)
    assert isinstance(view, FormView)
    return station.until_built(view)


def linked(station: Driver, boy: str) -> str:
    girl = station.write("intake", BOY | {"sex": "2", "birth_date": "2017-05"}).case_uid
    station.do(lambda ws: families.link(ws, girl, Joining(boy, "04", own="04")))
    return girl


def test_a_sister_is_taken_in_from_her_brothers_case(station: Driver, boy: str) -> None:
    assert not family(station, boy)._rows.rows
    station.click("familyAdd")
    assert station.find(QComboBox, "familyNewOwn").currentData() == "04"
    station.click("familyNewNow")
    view = form(station)
    assert view.desk.copied == COPIED
    assert f"{len(COPIED)} answers" in view.notice.words()
    assert "body_state" not in view.pad.answers()

    station.click("arrival_mode.checked")
    assert view.desk.copied == COPIED - {"arrival_mode"}
    view.pad.row("escort_unit").focus_here()
    station.press(Qt.Key.Key_F8)
    assert view.desk.copied == {"arrived_at", "languages"}
    view.pad.put(view.pad.kept() | {"sex": "2"}, {})
    view.save(complete=False)
    station.settle()

    girl = station.frame.shown._case_uid
    assert girl != boy
    assert [each.member.case_uid for each in station.do(lambda ws: families.seen(ws, girl))] == [
        girl, boy,
    ]  # fmt: skip
    assert station.find(FamilyChips, "familyChips").isVisible()
    uid = station.do(lambda ws: records.records.rows(ws.db, girl, form="intake")[0].uid)
    assert station.do(lambda ws: records.open_record(ws, uid)).copied == {
        "arrived_at", "languages",
    }  # fmt: skip

    station.click("familyChip0")
    station.settle()
    assert station.frame.shown._case_uid == boy


def test_a_case_is_linked_taken_out_and_put_back(station: Driver, boy: str) -> None:
    girl = station.write("intake", BOY | {"sex": "2"}).case_uid
    place = family(station, boy)
    station.click("familyLink")
    station.click("familyJoinNow")
    assert not place._rows.rows
    station.find(PersonEditor, "familyJoinCase").set_value(girl)
    station.click("familyJoinNow")
    station.settle()
    assert [each.member.case_uid for each in place._rows.rows] == [boy, girl]

    place._table.selectRow(1)
    station.click("familyOut")
    station.settle()
    assert place._rows.rows == []
    assert "was taken out" in station.find(NoticeBar, "familyUndo").words()
    station.click("familyUndoNow")
    station.settle()
    assert [each.member.case_uid for each in place._rows.rows] == [boy, girl]


def test_the_same_form_is_offered_for_the_other(station: Driver, boy: str) -> None:
    girl = linked(station, boy)
    station.go("case", case_uid=boy, form="police_handover")
    view = form(station)
    view.pad.put({"handed_over_at": "2026-06-29T13:00:00Z", "found_how": "01"}, {})
    view.save(complete=True)
    station.settle()
    assert "The same form for another of the family?" in view.notice.words()
    station.click("familySame0")
    hers = form(station)
    assert (hers.keeper.place.form, hers.keeper.place.case_uid) == ("police_handover", girl)
    assert hers.desk.copied == {"handed_over_at", "found_how"}


def test_that_they_part_is_said_and_why_is_asked(station: Driver, boy: str) -> None:
    girl = linked(station, boy)
    station.write("care_arrangement", FOSTER, case_uid=girl)
    station.go("case", case_uid=boy, form="care_arrangement")
    view = form(station)
    assert "it is written there already" in view.beside.words()
    view.pad.put(FOSTER | {"placement": "02"}, {})
    view.save(complete=False)
    station.settle()
    assert "it stands otherwise there: Placement" in view.notice.words()
    station.activate()
    station.click("familyReason")
    station.settle()
    assert view.pad.row("apart").property("near")


def test_the_list_and_what_is_found_show_a_mark(station: Driver, boy: str) -> None:
    girl = linked(station, boy)
    station.go("cases")
    station.settle()
    model: Any = station.frame.shown._model
    rows: list[CaseRow] = [model.row_at(model.index(n, 0)) for n in range(model.rowCount())]
    assert {row.uid for row in rows if row.family} == {boy, girl}
    for number, row in enumerate(rows):
        cell = model.index(number, 1)
        assert (cell.data(Qt.ItemDataRole.DecorationRole) is not None) is row.family
        spoken = cell.data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == (f"{row.alias} · family" if row.family else row.alias)
