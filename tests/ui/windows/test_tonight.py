"""The page Tonight, the desk of referrals and the plan of the place, in the real window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtWidgets import QComboBox

from rescueapp import clock
from rescueapp.actions.finding import departments
from rescueapp.actions.opened import entries
from rescueapp.actions.papers import tonight
from rescueapp.actions.recording import registers
from rescueapp.domain.departments import Plan
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Field, Kind
from tests.ui.windows.conftest import Driver
from tests.ui.windows.test_low_windows import LOW
from ui.forms.editor import Desk
from ui.forms.form_view import FormView
from ui.forms.form_work import offers_for
from ui.forms.place_editors import DepartmentEditor
from ui.lists.table import Table
from ui.lists.tonight_list import here_for
from ui.papers.paper_dialog import PaperDialog
from ui.widgets.words import Words
from ui.windows.tonight import TonightPage


def came(station: Driver) -> str:
    """Somebody who came just now, in the case of who is signed in."""
    saved = station.write("intake", {"arrived_at": clock.stamp(), "sex": "2"})
    station.frame.session.tell(saved.changed)
    station.settle()
    return saved.case_uid


def lines(station: Driver, name: str = "tonightFirst") -> list[Any]:
    return list(station.find(Table, name).model().rows)


def mine(station: Driver) -> list[Any]:
    return [line for line in lines(station) if line.form]


def test_today_leads_to_tonight_and_esc_back(station: Driver) -> None:
    station.sign_in("he")
    station.activate()
    station.click("tonight")
    assert isinstance(station.frame.shown, TonightPage)
    assert station.focused().objectName() == "tonightFirst"
    station.press(Qt.Key.Key_Escape)
    assert station.frame.shown.objectName() == "todayPage"
    assert station.failures == []


def test_enter_opens_the_paper_that_is_not_written(station: Driver) -> None:
    station.sign_in("he")
    case = came(station)
    station.go("tonight")
    first = mine(station)[0]
    assert (first.case.uid, first.record_uid) == (case, "")
    assert here_for(first).startswith("0 h 0")
    table = station.find(Table, "tonightFirst")
    table.opened.emit(table.model().index(0, 0))
    station.settle()
    view = station.frame.shown.findChild(FormView)
    assert view is not None
    assert view.keeper.place.form == first.form
    assert view.keeper.place.case_uid == case
    assert station.failures == []


def test_the_list_follows_what_is_written_while_it_is_shown(station: Driver) -> None:
    station.sign_in("he")
    case = came(station)
    station.go("tonight")
    before = sum(not line.record_uid for line in mine(station))
    saved = station.write("belongings", {}, case_uid=case)
    station.frame.session.tell(saved.changed)
    station.settle()
    assert sum(not line.record_uid for line in mine(station)) == before - 1


def test_a_shift_is_begun_and_handed_over_and_its_sheet_is_shown(station: Driver) -> None:
    station.sign_in("he")
    station.go("tonight")
    station.click("tonightLog")
    assert station.frame.shown.objectName() == "registersPage"
    station.go("tonight")
    station.click("tonightHandOver")
    [shift] = station.do(lambda ws: entries.entries(ws, "duty_log"))
    assert shift.answers["duty_until"]
    assert shift.answers["duty_open"]
    form = station.until_built(station.frame.shown._forms.form)
    row = form.pad.row("duty_open")  # where the hand-over begins
    station.until(lambda: row.isAncestorOf(form.focusWidget()))
    station.frame.shown._forms.step_back()
    station.settle()
    station.click("duty_logSheet")
    dialog = station.find(PaperDialog, "paperDialog")
    station.until(lambda: dialog._paper.prepared is not None)
    station.settle()
    dialog.reject()
    assert station.failures == []


def test_departments_that_the_plan_names_are_offered_first(station: Driver) -> None:
    station.sign_in("duan")
    station.do(lambda ws: departments.set_plan(ws, Plan.HN2008))
    offers = station.do(lambda ws: offers_for(ws, "referral", None))
    desk = Desk(FORMS["referral"], station.frame.session)
    desk.take(offers)
    desk.answers = {"referral_service": "08"}
    editor = DepartmentEditor(Field("unit", "Unit", Kind.DEPARTMENT), desk)
    first, second, *_ = editor.options("")
    assert (first.value, second.value) == ("01", "06")
    assert first.detail == "leads here"
    assert second.detail == "supports here"
    assert len(editor.options("")) == len({each.value for each in editor.options("")})


def test_a_supervisor_chooses_the_plan(station: Driver) -> None:
    station.sign_in("duan")
    station.go("admin")
    plans = station.find(QComboBox, "plans")
    plans.setCurrentIndex(plans.findData(Plan.CUSTOM))
    station.click("planSet")
    assert station.do(departments.plan) is Plan.CUSTOM
    assert station.failures == []


def test_the_desk_lists_what_waits_for_an_answer(station: Driver) -> None:
    station.sign_in("he")
    case = came(station)
    day = clock.today().isoformat()
    slip = {"referral_on": day, "referral_service": "03", "referral_asked": "x",
            "referral_department": {"code": "24", "name": ""}, "referral_abroad": False,
            "referral_sent_on": day}  # fmt: skip
    station.write("referral", slip, case_uid=case)
    station.write("referral", {**slip, "referral_answered_on": day}, case_uid=case)
    station.change_to("duan")
    station.go("oversight", desk="referrals")
    table = station.find(Table, "referralsTable")
    assert len([row for row in table.model().rows if row.case_uid == case]) == 1
    station.click("referralsAll")
    assert len([row for row in table.model().rows if row.case_uid == case]) == 2
    counts = station.find(Table, "referralDepartments").model().rows
    [hospital] = [row for row in counts if row.department == "24"]
    assert hospital.sent - hospital.answered == 1
    assert table.model().index(0, 0, QModelIndex()).data() == day
    assert station.failures == []


def test_free_beds_are_told_by_kind_and_stay_whole_in_a_low_window(station: Driver) -> None:
    station.sign_in("he")
    for kind, count in (("01", 3), ("05", 2), ("08", 1), ("02", 1), ("04", 2)):
        told = {"bed_kind": kind, "bed_room": f"间{kind}（虚构）", "bed_count": count}
        station.do(
            lambda ws, told=told: registers.save_entry(
                ws, register="beds", entry_uid=None, based_on=0, answers=told, complete=True
            )
        )
    station.frame.window().resize(910, 500)
    station.go("tonight")
    words = station.find(Words, "tonightBedsWords")
    told = station.do(lambda ws: tonight.tonight(ws).beds)
    assert {kind: each.free for kind, each in told.items()}["05"] == 2
    assert all(str(each.free) in words.text() for each in told.values())
    assert words.height() >= words.heightForWidth(words.width())


def test_whose_shift_it_is_is_read_whole_in_a_low_window(station: Driver) -> None:
    station.sign_in("he")
    station.program.window.resize(*LOW)
    station.do(tonight.begin_shift)
    station.go("tonight")
    shift = station.find(Words, "tonightShift")
    shift.setText("Shift of two colleagues with long names, since 2026-11-24 03:35")
    station.settle()
    wraps = Qt.TextFlag.TextWordWrap if shift.wordWrap() else Qt.TextFlag.TextSingleLine
    inside = QRect(0, 0, shift.width(), 1000)
    needed = shift.fontMetrics().boundingRect(inside, int(wraps), shift.text())
    assert needed.width() <= shift.width()
    assert needed.height() <= shift.height()
