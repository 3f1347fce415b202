"""Before anybody is asked again: what is known stands above the form, and a child's second
interview waits for a second person."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from rescueapp.actions.recording.records import save_record
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.actions.vault import vaults
from rescueapp.domain.request import Kind
from tests.ui.forms.conftest import PASSPHRASE, Desk
from ui.forms.form_view import FormView
from ui.forms.tab_order import in_reading_order

WHY = "需补充核实时间，无法向他人了解"
HELD = {
    "held_at": "2026-03-05T15:00:00Z",
    "footing": "01",
    "held_by": "青桥派出所",
    "asked_for": "03",
}


@pytest.fixture
def child(desk: Desk) -> str:
    """A girl of ten, interviewed once."""
    uid = str(desk.register(birth_date="2016").case_uid)
    desk.do(lambda ws: save_record(ws, form="interview", case_uid=uid, record_uid=None, based_on=0,
                                   answers=HELD, complete=False))  # fmt: skip
    return uid


def in_window(name: str) -> QWidget:
    for top in QApplication.topLevelWidgets():
        found = top.findChild(QWidget, name)
        if found is not None and found.isVisible():
            return found
    raise AssertionError(f"no {name}")


def press(desk: Desk, name: str) -> None:
    button = in_window(name)
    assert isinstance(button, QAbstractButton)
    desk.qtbot.keyClick(button, Qt.Key.Key_Return)
    desk.settle()


def type_into(name: str, words: str) -> None:
    field = in_window(name)
    assert isinstance(field, QLineEdit)
    field.setText(words)


def save(desk: Desk, view: FormView) -> None:
    for key in ("footing", "asked_for"):
        editor = view.pad.row(key).editor
        assert editor is not None
        editor.set_value("01")
        editor.changed.emit()
    view.save(complete=False)
    desk.settle()


def test_k07_what_is_known_stands_above_a_new_interview(desk: Desk, child: str) -> None:
    view = desk.open("interview", case_uid=child)
    assert "青桥派出所" in view.brief.words()
    assert "Female" in view.brief.words()
    assert view.brief.isVisible()
    assert view.area.height() > view.brief.height() / 2  # the questions keep room


def test_the_brief_scrolls_and_folds_by_keys(desk: Desk, child: str) -> None:
    view = desk.open("interview", case_uid=child)
    stops = [w.objectName() for w in in_reading_order(view.brief)]
    assert {"briefHead", "briefBody"} <= set(stops)
    desk.qtbot.keyClick(in_window("briefHead"), Qt.Key.Key_Return)
    assert not view.brief.findChild(QWidget, "briefBody").isVisible()


def test_other_forms_and_saved_interviews_have_no_brief(desk: Desk, child: str) -> None:
    assert not desk.open("consent", case_uid=child).brief.isVisible()


def test_k07_a_refused_interview_is_asked_for_from_the_form(desk: Desk, child: str) -> None:
    view = desk.open("interview", case_uid=child)
    save(desk, view)
    assert "before a supervisor has agreed" in view.notice.words()
    press(desk, "secondAsk")
    type_into("secondWhy", "短")
    press(desk, "askSecondNow")
    type_into("secondWhy", WHY)
    press(desk, "askSecondNow")
    assert "was asked for on" in view.notice.words()
    assert desk.do(lambda ws: requests.waiting_for(ws, Kind.SECOND_INTERVIEW, child)).reason == WHY
    assert view.keeper.exists  # the typing stays


def test_a_code_by_telephone_lets_it_be_saved(
    desk: Desk, child: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet: list[telephone_codes.Sheet] = []
    desk.do(lambda ws: requests.ask(ws, Kind.SECOND_INTERVIEW, child, WHY))
    folder = desk.folder
    desk.close()
    head = vaults.unlock(folder, "head", PASSPHRASE)
    sheet.append(telephone_codes.make_sheet(head))
    vaults.lock(head)
    night = Desk(qtbot, folder, "night")
    view = night.open("interview", case_uid=child)
    assert "was asked for on" in view.brief.need.words()
    press(night, "secondCode")
    number = in_window("codeNumber")
    assert isinstance(number, QSpinBox)
    number.setValue(3)
    type_into("codeDigits", "0123456789")
    press(night, "typeCodeNow")
    type_into("codeDigits", sheet[0].codes[2])
    press(night, "typeCodeNow")
    assert "agreed to" in view.notice.words()
    save(night, view)
    assert view.keeper.place.record_uid
    night.close()
    assert night.failures == []


def test_an_adults_interview_waits_for_nobody(desk: Desk) -> None:
    uid = desk.register(birth_date="1990").case_uid
    for _ in range(2):
        view = desk.open("interview", case_uid=uid)
        save(desk, view)
        assert view.keeper.place.record_uid


def test_k08_men_alone_are_noticed_under_the_question(desk: Desk, child: str) -> None:
    view = desk.open("interview", case_uid=child)
    editor = view.pad.row("interviewer_sex").editor
    assert editor is not None
    editor.set_value("03")
    editor.changed.emit()
    found = {p.path[0] for p in view.pad.problems(complete=False)}
    assert "interviewer_sex" in found


def test_k02_that_nobody_has_assessed_the_risks_stands_above_a_new_interview(desk: Desk) -> None:
    case_uid = desk.register(sex="2").case_uid
    view = desk.open("interview", case_uid=case_uid)
    warning = view.findChild(QWidget, "briefUnscreened")
    assert warning is not None
    assert warning.isVisible()
