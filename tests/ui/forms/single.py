"""One editor in a window of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rescueapp.forms.schema import Field, Form, Kind, Section, Topic
from ui.forms.editor import Desk, Editor, Option
from ui.forms.editor_of import make_editor

ROWS = (
    Field("what", "What", Kind.TEXT),
    Field("count", "How many", Kind.NUMBER),
    Field("state", "State", Kind.CHOICE, codes="C-22"),
)


def made(qtbot: QtBot, question: Field) -> Editor:
    form = Form("test", "T1", "Test", 1, Topic.CASE, (Section("s", "S", (question,)),))
    desk = Desk(form, relatives=[Option("r1", "Mother"), Option("r2", "Aunt")],
                entries={"interpreters": [Option("e1", "Wang Mei", "Burmese")]},
                called={"e1": "Wang Mei", "e2": "Zhao Qing"},
                institutions=("某县人民医院", "某县中医院"))  # fmt: skip
    editor = make_editor(question, desk)
    qtbot.addWidget(editor)
    editor.resize(700, 200)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    return editor


def told(editor: Editor) -> list[Any]:
    """Every value the editor says it has from now on."""
    values: list[Any] = []
    editor.changed.connect(lambda: values.append(editor.value()))
    return values


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
