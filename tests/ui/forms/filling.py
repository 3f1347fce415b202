"""A form as somebody uses it: answers put in, saved, read again, buttons found by their names."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from rescueapp.actions.recording import records
from rescueapp.domain.record import RecordView
from tests.ui.forms.conftest import Desk
from ui.forms.form_view import FormView


def editor_of(view: FormView, key: str) -> Any:
    """The editor of a question; KeyError if it is not asked."""
    editor = view.pad.row(key).editor
    assert editor is not None
    return editor


def change(view: FormView, key: str, value: Any) -> None:
    """As if the person had put in an answer."""
    editor_of(view, key).take(value)


def save(desk: Desk, view: FormView, *, complete: bool = False) -> Any:
    with desk.qtbot.waitSignal(view.saved) as saved:
        view.save(complete=complete)
    return saved.args[0]


def read(desk: Desk, record_uid: str) -> RecordView:
    view: RecordView = desk.do(lambda ws: records.open_record(ws, record_uid))
    return view


def again(desk: Desk, record_uid: str, based_on: int, **answers: Any) -> None:
    """A colleague saves the intake."""
    before = read(desk, record_uid)
    desk.do(
        lambda ws: records.save_record(
            ws, form="intake", case_uid=before.case_uid, record_uid=record_uid, based_on=based_on,
            answers={**before.answers, **answers}, complete=False,
        )
    )  # fmt: skip


def button(view: FormView, name: str) -> Any:
    found = view.findChild(QWidget, name)
    assert found is not None, name
    return found
