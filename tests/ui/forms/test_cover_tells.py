"""A covered answer is told by nothing else either: no question, no problem, no colleague (K-26)."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from rescueapp.actions.recording import records
from rescueapp.i18n import say
from tests.ui.forms.conftest import Desk
from tests.ui.forms.filling import change, editor_of
from tests.ui.forms.keyboard import Keys
from ui.forms.form_pad import BEHIND_COVER
from ui.forms.form_view import FormView

FORM = "risk_and_needs"
LEVEL, FOLLOWS = "self_harm_level", "self_harm_action"  # both L3; asked of some levels alone
STORY = "self_harm_situation"  # the same, at most 500 characters
HIGH = "3"
ANSWERS = {"assessed_on": "2026-03-08", LEVEL: HIGH, FOLLOWS: "每班有人陪同"}


@pytest.fixture
def written(desk: Desk) -> Any:
    """An assessment in a case that is past its intake."""
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


def shown(view: FormView) -> set[str]:
    return {field.key for box in view.pad.boxes for field in box.wanted}


def test_k26_a_question_asked_only_for_a_covered_answer_is_hidden_with_it(
    desk: Desk, written: Any
) -> None:
    view = opened(desk, written)
    assert LEVEL in shown(view)
    assert FOLLOWS not in shown(view)
    assert view.pad.covered_count() == 1
    view.pad.set_covered(False)
    assert FOLLOWS in shown(view)
    assert editor_of(view, FOLLOWS).value() == ANSWERS[FOLLOWS]
    view.pad.set_covered(True)
    assert FOLLOWS not in shown(view)


def test_k26_hidden_with_the_cover_an_answer_is_kept_and_saved(desk: Desk, written: Any) -> None:
    view = opened(desk, written)
    change(view, "assessed_on", "2026-03-07")
    assert view.pad.answers() == ANSWERS | {"assessed_on": "2026-03-07"}


def test_k26_what_is_asked_for_an_answer_of_now_is_asked(desk: Desk, written: Any) -> None:
    view = opened(desk, written)
    view.pad.set_covered(False)
    change(view, LEVEL, "2")
    view.pad.set_covered(True)
    assert FOLLOWS in shown(view)


def test_k26_the_question_one_stands_in_goes_once_one_leaves_it(
    desk: Desk, written: Any, keys: Keys
) -> None:
    view = opened(desk, written)
    view.pad.set_covered(False)
    view.go_to((FOLLOWS,))
    view.pad.set_covered(True)
    assert FOLLOWS in shown(view)
    keys.tab()
    assert FOLLOWS not in shown(view)


def test_k26_what_a_hidden_question_lacks_is_said_without_naming_it(
    desk: Desk, written: Any
) -> None:
    view = opened(desk, written)
    view.pad.put(ANSWERS | {STORY: "很" * 600}, {})
    found = {p.path[0]: say(p.words) for p in view.pad.problems(complete=False)}
    assert STORY not in found
    assert found[LEVEL] == say(BEHIND_COVER)
    view.pad.set_covered(False)
    assert STORY in {p.path[0] for p in view.pad.problems(complete=False)}


def test_k26_going_to_a_hidden_question_asks_for_the_reason(desk: Desk, written: Any) -> None:
    view = opened(desk, written)
    view.go_to((FOLLOWS,))
    menu = view.cover.findChild(QMenu, "coverReasons")
    assert menu is not None
    desk.qtbot.waitUntil(menu.isVisible)
    desk.qtbot.keyClick(menu, Qt.Key.Key_Escape)


def test_k26_what_a_colleague_wrote_over_ones_typing_is_covered(desk: Desk, written: Any) -> None:
    view = opened(desk, written)
    view.pad.set_covered(False)
    change(view, LEVEL, HIGH)
    view.pad.set_covered(True)
    view.pad.put(ANSWERS | {LEVEL: "2"}, {})
    assert view.pad.row(LEVEL).is_covered


def test_k26_what_only_a_newer_program_asks_is_covered_too(desk: Desk) -> None:
    case_uid = desk.register().case_uid
    saved = desk.do(
        lambda ws: records.save_record(
            ws, form="follow_up", case_uid=case_uid, record_uid=None, based_on=0,
            answers={"visited_on": "2026-03-08", "newer_story": "想念书"}, complete=False,
        )
    )  # fmt: skip
    view = desk.open("follow_up", case_uid=case_uid, record_uid=saved.record_uid)
    assert "想念书" not in view.pad._newer.text()
    assert view.pad.covered_count() == 1
    view.pad.set_covered(False)
    assert "想念书" in view.pad._newer.text()
