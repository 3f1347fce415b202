"""An entry of a register in a form: found, added beside, and what is said of it (K-04)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rescueapp.actions.recording import registers
from rescueapp.domain import companions
from rescueapp.forms.schema import Field, Form, Kind, Section, Topic
from rescueapp.i18n import say
from tests.ui.forms.conftest import Desk
from ui.forms.editor import Desk as EditorDesk
from ui.forms.editor import Option
from ui.forms.editor_of import make_editor
from ui.forms.entry_editor import EntryEditor
from ui.forms.form_view import FormView
from ui.forms.relative_dialog import RelativeDialog

MEI: dict[str, Any] = {"interpreter_name": "Wang Mei", "interpreter_sex": "2",
                       "interpreter_languages": ["mya"]}  # fmt: skip
QUESTION = Field("entry", "Entry", Kind.ENTRY, register="interpreters")


def enter(desk: Desk, **changed: Any) -> str:
    """An interpreter in the register."""
    saved = desk.do(
        lambda ws: registers.save_entry(
            ws, register="interpreters", entry_uid=None, based_on=0, answers={**MEI, **changed},
            complete=True,
        )
    )  # fmt: skip
    return str(saved.record_uid)


def interview(desk: Desk) -> tuple[FormView, EntryEditor]:
    """An interview of a girl, with the question who interpreted."""
    case = desk.register(birth_date="2012", languages=["mya"]).case_uid
    view = desk.open("interview", case_uid=case)
    asked = view.pad.row("interpretation").editor
    assert asked is not None
    asked.take("02")
    editor = view.pad.row("interpreter").editor
    assert isinstance(editor, EntryEditor)
    return view, editor


def test_an_entry_is_found_by_what_is_told_of_it_and_read_when_out_of_use(qtbot: QtBot) -> None:
    form = Form("test", "T1", "Test", 1, Topic.CASE, (Section("s", "S", (QUESTION,)),))
    desk = EditorDesk(form, entries={"interpreters": [Option("e1", "Wang Mei", "Burmese")]},
                      called={"e1": "Wang Mei", "e2": "Zhao Qing"})  # fmt: skip
    editor = make_editor(QUESTION, desk)
    assert isinstance(editor, EntryEditor)
    qtbot.addWidget(editor)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.setFocus()
    qtbot.keyClicks(editor.line, "burm")
    assert editor.line.offered() == ["Wang Mei　Burmese"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == "e1"
    editor.set_value("e2")
    assert (editor.line.text(), editor.value()) == ("Zhao Qing", "e2")
    assert editor.options("zhao") == []


def test_k04_what_is_wrong_with_an_interpreter_stands_under_the_question(desk: Desk) -> None:
    man = enter(desk, interpreter_sex="1", undertaking_on="2026-01-01")
    right = enter(desk, undertaking_on="2026-01-01", interpreter_vetted_on="2026-11-01")
    _, editor = interview(desk)
    editor.take(man)
    desk.settle()
    said = editor.cautions()
    assert say(companions.MAN) in said
    assert say(companions.UNVETTED) in said
    assert say(companions.UNSIGNED) not in said
    editor.take(right)
    desk.settle()
    assert say(companions.MAN) not in editor.cautions()
    editor.take(None)
    desk.settle()
    assert editor.cautions() == ""


def test_k04_somebody_new_is_entered_without_leaving_the_interview(desk: Desk) -> None:
    view, editor = interview(desk)
    editor._add.click()
    dialog = view.findChild(RelativeDialog)
    assert dialog is not None
    desk.qtbot.waitUntil(lambda: bool(dialog.view.pad.boxes))
    for key, value in MEI.items():
        row = dialog.view.pad.row(key).editor
        assert row is not None
        row.take(value)
    dialog.view.save(complete=True)
    desk.qtbot.waitUntil(lambda: editor.value() is not None)
    assert editor.line.text() == "Wang Mei"
    desk.settle()


def test_what_was_chosen_is_read_by_its_name(desk: Desk) -> None:
    mei = enter(desk)
    view, editor = interview(desk)
    editor.take(mei)
    desk.settle()
    view.save(complete=False)
    desk.settle()
    again = desk.open(
        "interview", case_uid=view.desk.case_uid, record_uid=view.keeper.place.record_uid
    )
    shown = again.pad.row("interpreter").editor
    assert isinstance(shown, EntryEditor)
    assert shown.line.text() == "Wang Mei"
    desk.settle()
    assert say(companions.UNSIGNED) in shown.cautions()
    assert again.findChild(QLabel, "interpreter.cautions") is not None


def test_two_who_write_an_entry_lose_nothing(desk: Desk) -> None:
    mei = enter(desk)
    view = desk.open("interpreters", record_uid=mei)
    telephone, unit = (view.pad.row(f"interpreter_{key}").editor for key in ("phone", "unit"))
    assert telephone is not None
    assert unit is not None
    telephone.take("13900001234")
    desk.do(
        lambda ws: registers.save_entry(
            ws, register="interpreters", entry_uid=mei, based_on=1,
            answers={**MEI, "interpreter_unit": "A school"}, complete=True,
        )
    )  # fmt: skip
    view.save(complete=True)
    desk.settle()
    assert view.keeper.place.based_on == 2
    assert (telephone.value(), unit.value()) == ("13900001234", "A school")
    view.save(complete=True)
    desk.settle()
    assert view.keeper.place.based_on == 3
