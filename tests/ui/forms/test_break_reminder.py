"""A calm word while somebody is asked at length: when it comes, that it stops nothing (K-25)."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from rescueapp.forms.catalogue import FORMS
from tests.ui.forms.conftest import Desk
from ui.forms.break_reminder import CHILD_MINUTES, MINUTES, BreakReminder
from ui.forms.form_view import FormView
from ui.widgets.buttons import Button


def reminder(view: FormView) -> BreakReminder:
    (found,) = view.findChildren(BreakReminder)
    return found


def write(view: FormView, words: str) -> None:
    editor = view.pad.row("strengths").editor
    assert editor is not None
    editor.take(words)


def opened(desk: Desk, born: str) -> FormView:
    saved = desk.register(birth_date=born)
    return desk.open("risk_and_needs", case_uid=saved.case_uid)


@pytest.mark.parametrize(("born", "minutes"), [("1999-05-02", 45), ("2016-05-02", 20)])
def test_k25_the_time_begins_with_the_first_word_and_is_shorter_for_a_child(
    desk: Desk, born: str, minutes: int
) -> None:
    view = opened(desk, born)
    timer = reminder(view).timer
    assert not timer.isActive()
    write(view, "会做饭")
    assert timer.isActive()
    assert timer.interval() == minutes * 60_000
    assert {45: MINUTES, 20: CHILD_MINUTES}[minutes] == minutes


def test_k25_it_takes_no_focus_and_one_key_takes_it_away_for_as_long_again(desk: Desk) -> None:
    view = opened(desk, "1999-05-02")
    write(view, "会做饭")
    word = reminder(view)
    held = QApplication.focusWidget()
    word.timer.timeout.emit()
    assert "45 minutes" in word.words()
    assert QApplication.focusWidget() is held
    ok = view.findChild(Button, "breakOk")
    assert ok is not None
    assert not ok.shortcut().isEmpty()  # Alt and a letter, from any question
    ok.click()
    assert word.words() == ""
    assert word.timer.isActive()
    word.timer.timeout.emit()
    assert "90 minutes" in word.words()


def test_k25_it_comes_by_itself(desk: Desk) -> None:
    view = opened(desk, "1999-05-02")
    word = BreakReminder(view.pad, minute_ms=1)
    write(view, "会做饭")
    desk.qtbot.waitUntil(lambda: word.words() != "")


def test_k25_every_form_in_which_somebody_is_asked_at_length_reminds(desk: Desk) -> None:
    asked = {key for key, form in FORMS.items() if form.at_length}
    assert {"interview", "trafficking_case", "risk_and_needs", "psychological_record"} <= asked
    saved = desk.register()
    view = desk.open("belongings", case_uid=saved.case_uid)
    assert view.findChildren(BreakReminder) == []
