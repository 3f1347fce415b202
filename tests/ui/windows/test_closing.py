"""Closing the window: what was typed is sealed as a draft first, or somebody is asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.recording import drafts
from rescueapp.actions.vault.training import Demo
from rescueapp.errors import Unavailable
from rescueapp.i18n import mark
from rescueapp.progress import Progress
from tests.ui.windows.conftest import Driver, fill
from ui import messages
from ui.forms.form_view import FormView
from ui.forms.relative_dialog import RelativeDialog
from ui.widgets.setup_secrets import Secret, SecretCard

NAME = "苏小禾"


def _intake(driver: Driver) -> FormView:
    driver.sign_in("he")
    return driver.until_built(driver.go("intake")._form)


def _drafts_after(begin: Callable[[Path], Driver], demo: Demo) -> tuple[Driver, list[Any]]:
    """The drafts that are there when the program is opened again."""
    again = begin(demo.station)
    again.sign_in("he")
    return again, list(again.go("today")._drafts.rows)


def test_what_was_just_typed_is_a_draft_after_closing(
    begin: Callable[[Path], Driver], demo: Demo
) -> None:
    first = begin(demo.station)
    fill(_intake(first), "name", NAME)
    first.program.window.close()
    assert not first.program.window.isVisible()
    again, kept = _drafts_after(begin, demo)
    assert [draft.form for draft in kept] == ["intake"]
    page = again.go("intake", draft_uid=kept[0].uid)
    assert page._form.pad.kept()["name"] == NAME


def test_closing_beside_a_shown_name_keeps_the_typing_and_asks_nothing(
    begin: Callable[[Path], Driver], demo: Demo
) -> None:
    first = begin(demo.station)
    first.sign_in("he")
    page = first.go("case", case_uid=first.case_row(-1).uid, form="risk_and_needs")
    page._reveal_for("care")
    first.settle()
    first.go("case", case_uid=page._case_uid, form="service_plan")
    first.go("case", case_uid=page._case_uid, form="trafficking_case")
    view = first.until_built(page._forms.form)
    key = next(k for k, row in view.pad._rows() if row.question.kind.value == "text")
    fill(view, key, "正在写的话")
    first.program.window.close()
    assert not first.program.window.isVisible()
    _, kept = _drafts_after(begin, demo)
    assert [draft.form for draft in kept] == ["trafficking_case"]


def test_what_is_typed_in_a_dialog_is_kept_too(begin: Callable[[Path], Driver], demo: Demo) -> None:
    first = begin(demo.station)
    first.sign_in("he")
    page = first.go("case", case_uid=first.case_row(-1).uid)
    page._show_form("follow_up", None, None)
    first.settle()
    page._forms.form._add_one("relative", lambda _: None)
    first.settle()
    view = first.until_built(first.find(RelativeDialog, "relativeDialog").view)
    fill(view, "relative_name", "祝长庚")
    first.program.window.close()
    _, kept = _drafts_after(begin, demo)
    assert "relative" in [draft.form for draft in kept]


def test_what_cannot_be_kept_is_asked_about_before_it_is_lost(
    station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise Unavailable(mark("The disk is full.", "test"))

    view = _intake(station)
    monkeypatch.setattr(drafts, "keep_draft", full)
    fill(view, "name", NAME)
    messages.answer_next("stay")
    station.program.window.close()
    assert station.program.window.isVisible()
    assert "could not be kept" in messages.told[-1]
    assert view.pad.kept()["name"] == NAME
    messages.answer_next("leave")
    station.program.window.close()
    station.until(lambda: not station.program.window.isVisible())


def test_the_disk_that_is_there_again_lets_the_window_close(
    begin: Callable[[Path], Driver], demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise Unavailable(mark("The disk is full.", "test"))

    first = begin(demo.station)
    view = _intake(first)
    with monkeypatch.context() as gone:
        gone.setattr(drafts, "keep_draft", full)
        fill(view, "name", NAME)
        messages.answer_next("stay")
        first.program.window.close()
        assert first.program.window.isVisible()
    first.program.window.close()
    assert not first.program.window.isVisible()
    assert len(_drafts_after(begin, demo)[1]) == 1


def test_words_shown_once_are_not_closed_away_unasked(station: Driver) -> None:
    card = SecretCard(Secret("Passphrase of he", "", ("anlan", "beiwang")))
    card.setParent(station.program.window)
    card.show()
    messages.answer_next("stay")
    station.program.window.close()
    assert station.program.window.isVisible()
    assert "only this once" in messages.told[-1]
    messages.answer_next("leave")
    station.program.window.close()
    station.until(lambda: not station.program.window.isVisible())


def test_what_is_under_way_is_not_stopped_by_closing_unasked(station: Driver) -> None:
    """Who prints and closes has gone to the printer: the paper comes, or somebody was told."""
    frame = station.sign_in("duan")
    begun, stopped = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress.report(1, 2)
        finally:
            stopped.set()

    frame.session.run_beside(work, owner=frame)
    station.until(begun.is_set)
    messages.answer_next("stay")
    station.program.window.close()
    assert station.program.window.isVisible()
    assert "still under way" in messages.told[-1]
    assert not stopped.is_set()
    messages.answer_next("leave")
    station.program.window.close()
    station.until(lambda: not station.program.window.isVisible())
    assert stopped.is_set()


def test_who_stops_what_is_under_way_is_asked_about_typing_that_is_not_kept_too(
    station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise Unavailable(mark("The disk is full.", "test"))

    def work(progress: Progress) -> None:
        while True:
            progress.report(1, 2)

    view = _intake(station)
    monkeypatch.setattr(drafts, "keep_draft", full)
    fill(view, "name", NAME)
    station.frame.session.run_beside(work, owner=station.frame)
    messages.answer_next("leave", "stay")
    station.program.window.close()
    station.until(lambda: "could not be kept" in messages.told[-1])
    assert station.program.window.isVisible()
