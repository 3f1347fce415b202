"""Sensitive answers on the screen: covered, shown for a reason and a time (K-26, K-12)."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from rescueapp.actions.recording import records
from rescueapp.storage import audit
from tests.ui.forms.conftest import Desk
from tests.ui.forms.filling import editor_of
from tests.ui.forms.keyboard import Keys
from ui.forms.field_row import FieldRow
from ui.forms.form_view import FormView

FORM = "follow_up"
STORY, NEEDS, CALM = "own_view", "life_note", "visited_on"  # two L3 narratives, an L1 date
ANSWERS = {STORY: "夜里醒过两次，想念书。", NEEDS: "和弟弟同住。", CALM: "2026-03-08"}


@pytest.fixture
def written(desk: Desk) -> Any:
    """A record of a case that is past its intake: there nothing would be covered."""
    case_uid = desk.register().case_uid
    return desk.do(
        lambda ws: records.save_record(
            ws, form=FORM, case_uid=case_uid, record_uid=None, based_on=0, answers=ANSWERS,
            complete=False,
        )
    )  # fmt: skip


def opened(desk: Desk, written: Any) -> FormView:
    view = desk.open(FORM, case_uid=written.case_uid, record_uid=written.record_uid)
    desk.settle()
    return view


def shows(row: FieldRow) -> bool:
    assert row.editor is not None
    return row.editor.isVisible()


def reasons(view: FormView) -> QMenu:
    menu = view.cover.findChild(QMenu, "coverReasons")
    assert menu is not None
    return menu


def choose(desk: Desk, view: FormView, reason: str) -> None:
    """From the list of reasons, as its key does."""
    view.cover.ask()
    desk.qtbot.waitUntil(reasons(view).isVisible)
    action = next(a for a in reasons(view).actions() if a.objectName() == f"reason_{reason}")
    action.trigger()
    reasons(view).close()
    view.activateWindow()
    desk.qtbot.waitUntil(view.isActiveWindow)
    desk.settle()


def looks(desk: Desk, case_uid: str) -> list[Any]:
    entries = desk.do(lambda ws: list(audit.rows(ws.db, object=case_uid)))
    return [e.detail["reason"] for e in entries if e.act == "reveal_sensitive"]


def test_k26_what_was_written_before_is_covered_and_the_rest_is_not(
    desk: Desk, written: Any
) -> None:
    view = opened(desk, written)
    assert not shows(view.pad.row(STORY))
    assert not shows(view.pad.row(NEEDS))
    assert shows(view.pad.row(CALM))
    assert view.pad.covered_count() == 2
    assert "2" in view.cover.words()


def test_k26_a_reason_shows_all_of_it_and_stands_in_the_account(desk: Desk, written: Any) -> None:
    view = opened(desk, written)
    choose(desk, view, "safety")
    assert shows(view.pad.row(STORY))
    assert shows(view.pad.row(NEEDS))
    assert editor_of(view, STORY).value() == ANSWERS[STORY]
    assert looks(desk, written.case_uid) == ["safety"]


def test_k26_the_keyboard_alone_gets_there(desk: Desk, written: Any, keys: Keys) -> None:
    view = opened(desk, written)
    keys.tab_to(f"{STORY}.cover").press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(reasons(view).isVisible)
    desk.qtbot.keyClick(reasons(view), Qt.Key.Key_1)
    desk.settle()
    focused = view.focusWidget()  # of its window, which a menu has just covered
    assert focused is not None
    assert focused.objectName() == f"{STORY}.input"


def test_k26_it_is_covered_again_in_time_but_not_what_one_stands_in(
    desk: Desk, written: Any, keys: Keys
) -> None:
    view = opened(desk, written)
    choose(desk, view, "care")
    view.go_to((STORY,))
    for _ in range(300):
        view.cover._countdown.count_down()
    assert shows(view.pad.row(STORY))
    assert not shows(view.pad.row(NEEDS))
    keys.tab()
    assert not shows(view.pad.row(STORY))


def test_k26_the_time_is_extended_with_one_key_and_the_same_reason(
    desk: Desk, written: Any
) -> None:
    view = opened(desk, written)
    choose(desk, view, "police")
    view.cover._countdown.extend_asked.emit()
    desk.settle()
    assert looks(desk, written.case_uid) == ["police", "police"]


def test_k26_what_is_typed_now_is_not_covered(desk: Desk, written: Any) -> None:
    view = opened(desk, written)
    choose(desk, view, "care")
    row = view.pad.row(STORY)
    assert row.editor is not None
    row.editor.take("想念书，也想见弟弟。")
    view.pad.set_covered(True)
    assert shows(row)
    assert not shows(view.pad.row(NEEDS))


def test_k26_a_new_record_and_ones_own_intake_have_nothing_covered(desk: Desk) -> None:
    saved = desk.register(brief="晚上到站")
    new = desk.open("interview", case_uid=saved.case_uid)
    assert new.pad.covered_count() == 0
    assert not desk.do(lambda ws: records.open_record(ws, saved.record_uid)).covered


def test_k26_a_draft_of_yesterday_is_covered_too(desk: Desk, written: Any) -> None:
    view = desk.open(FORM, case_uid=written.case_uid)
    row = view.pad.row(STORY)
    assert row.editor is not None
    row.editor.take("写到一半")
    view.keep_now()
    desk.settle()
    draft = desk.do(lambda ws: ws.db.read("SELECT uid FROM drafts")[0][0])
    again = desk.open(FORM, case_uid=written.case_uid, draft_uid=draft)
    assert not shows(again.pad.row(STORY))


def test_k26_no_answer_is_put_over_one_that_is_covered(
    desk: Desk, written: Any, keys: Keys
) -> None:
    view = opened(desk, written)
    keys.tab_to(f"{STORY}.cover").press(Qt.Key.Key_F9)
    assert view.pad.answers()[STORY] == ANSWERS[STORY]


def test_k26_revealed_once_the_next_record_of_the_case_is_shown_for_what_is_left(
    desk: Desk, written: Any
) -> None:
    choose(desk, opened(desk, written), "care")
    again = opened(desk, written)
    assert shows(again.pad.row(STORY))
    assert again.cover._countdown.runs
    again.cover.ask()  # F7 once more covers
    desk.settle()
    assert not shows(again.pad.row(STORY))


def test_one_bar_tells_of_answers_that_are_covered_and_of_questions_that_are_veiled(
    desk: Desk, written: Any
) -> None:
    intake = desk.do(lambda ws: ws.db.read("SELECT uid FROM records WHERE form = 'intake'")[0][0])
    view = desk.open(case_uid=written.case_uid, record_uid=intake)
    assert "about identity" in view.cover.words()
    assert view.notice.words() == ""


def test_prepared_rows_that_nobody_answered_are_not_covered(desk: Desk) -> None:
    case_uid = desk.register().case_uid
    saved = desk.do(
        lambda ws: records.save_record(
            ws, form="social_assistance", case_uid=case_uid, record_uid=None, based_on=0,
            answers={"assist_kind": "01"}, complete=False,
        )
    )  # fmt: skip
    view = desk.open("social_assistance", case_uid=case_uid, record_uid=saved.record_uid)
    desk.settle()
    assert view.pad.answers()["assist_checks"]
    assert view.pad.is_covered
    assert view.pad.covered_count() == 0
