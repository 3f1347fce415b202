"""What is typed is kept as it is typed: drafts, leaving, a lock, a disk that fails."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from rescueapp.actions.recording import drafts, records
from rescueapp.errors import Unavailable
from rescueapp.i18n import mark
from tests.ui.forms.conftest import ARRIVED, Desk
from tests.ui.forms.filling import button, change, editor_of, save
from tests.ui.forms.keyboard import Keys


def test_what_is_typed_is_kept_and_comes_back(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    keys.tab_to("birth_date").write("2026-13")
    keys.tab_to("name.").write("石小溪")
    with desk.qtbot.waitSignal(view.keeper.kept):
        view.keep_now()
    found = desk.do(drafts.drafts_of)
    assert [draft.form for draft in found] == ["intake"]
    back = desk.open(draft_uid=found[0].uid)
    assert editor_of(back, "name").value() == "石小溪"
    assert editor_of(back, "birth_date").kept() == {"typed": "2026-13"}
    assert back.notice.words()


def test_typing_keeps_itself_without_being_asked(desk: Desk, keys: Keys) -> None:
    view = desk.open()
    with desk.qtbot.waitSignal(view.keeper.kept, timeout=5000):
        keys.tab_to("name.").write("Shi")
    opened = desk.do(lambda ws: drafts.open_draft(ws, drafts.drafts_of(ws)[0].uid))
    assert opened.view.answers == {"name": "Shi"}
    assert view.foot.kept.text().startswith("Draft kept")


def test_a_saved_form_leaves_no_draft(desk: Desk) -> None:
    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    view.keep_now()  # queued before the save, which makes it superfluous
    save(desk, view)
    assert desk.do(drafts.drafts_of) == []
    change(view, "name", "Shi")
    view.keep_now()
    desk.settle()
    (draft,) = desk.do(drafts.drafts_of)
    assert (draft.record_uid is not None, draft.based_on) == (True, 1)


def test_keep_now_runs_what_follows_when_nothing_is_typed_too(desk: Desk) -> None:
    view = desk.open()
    done: list[int] = []
    view.keep_now(lambda: done.append(1))
    assert done == [1]


def test_leaving_asks_only_when_something_would_be_lost(desk: Desk) -> None:
    view = desk.open()
    left: list[str] = []
    view.ask_to_leave(lambda: left.append("clean"))
    assert left == ["clean"]
    change(view, "name", "Shi")
    view.ask_to_leave(lambda: left.append("kept"))
    assert left == ["clean"]
    assert QApplication.focusWidget() is button(view, "leaveKeep")
    button(view, "leaveKeep").click()
    desk.qtbot.waitUntil(lambda: left == ["clean", "kept"])
    assert len(desk.do(drafts.drafts_of)) == 1


def test_dropping_drops_the_draft(desk: Desk) -> None:
    view = desk.open()
    change(view, "name", "Shi")
    view.keep_now()
    left: list[int] = []
    view.ask_to_leave(lambda: left.append(1))
    button(view, "leaveDrop").click()
    desk.qtbot.waitUntil(lambda: left == [1])
    assert desk.do(drafts.drafts_of) == []


def test_leaving_may_save_first(desk: Desk) -> None:
    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    left: list[int] = []
    view.ask_to_leave(lambda: left.append(1))
    with desk.qtbot.waitSignal(view.saved):
        button(view, "leaveSave").click()
    assert left == [1]


def test_leaving_while_a_save_is_under_way_waits_for_it(desk: Desk) -> None:
    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    left: list[Any] = []
    view.save(complete=False)
    view.ask_to_leave(lambda: left.append(view.keeper.place.record_uid))
    assert left == []
    desk.qtbot.waitUntil(lambda: bool(left))
    assert left[0] is not None


def test_a_save_that_is_refused_loses_nothing(desk: Desk, monkeypatch: Any) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise Unavailable(mark("The disk is full.", "test"))

    view = desk.open()
    change(view, "arrived_at", ARRIVED)
    change(view, "sex", "2")
    monkeypatch.setattr(records, "save_record", refuse)
    left: list[int] = []
    view.save(complete=False)
    view.ask_to_leave(lambda: left.append(1))
    desk.settle()
    assert left == []
    assert len(desk.do(drafts.drafts_of)) == 1
    assert view.notice.words()


def test_a_draft_that_cannot_be_kept_is_said_and_tried_again(desk: Desk, monkeypatch: Any) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise Unavailable(mark("The disk is full.", "test"))

    view = desk.open()
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "keep_draft", refuse)
        change(view, "name", "Shi")
        with desk.qtbot.waitSignal(view.keeper.failed):
            view.keep_now()
    assert "The disk is full." in view.notice.words()
    change(view, "name", "Shi Xi")
    with desk.qtbot.waitSignal(view.keeper.kept):
        view.keep_now()


def test_a_lock_keeps_what_was_typed_a_moment_ago(desk: Desk) -> None:
    view = desk.open()
    change(view, "name", "Shi")
    view.keep_now()
    desk.close()
    back = Desk(desk.qtbot, desk.folder, "night")
    try:
        (draft,) = back.do(drafts.drafts_of)
        again_open = back.open(draft_uid=draft.uid)
        assert editor_of(again_open, "name").value() == "Shi"
    finally:
        back.close()
