"""What is typed about a person teaches no input method; passphrases are typed without one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from rescueapp.forms import answers
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Field, Form, Kind, Level
from ui.finding import FindField
from ui.forms.editor import NOT_LEARNT, Desk
from ui.forms.editor_of import make_editor
from ui.widgets.passphrase import PassphraseField

TYPED = (QLineEdit, QPlainTextEdit, QTextEdit)


def _fields(form: Form) -> Iterator[Field]:
    for question in answers.fields(form):
        yield from question.rows if question.kind is Kind.ROWS else (question,)


def _inputs(widget: QWidget) -> list[QWidget]:
    return [
        w for kind in TYPED for w in (widget, *widget.findChildren(kind)) if isinstance(w, kind)
    ]


def _hints(widget: QWidget) -> Qt.InputMethodHint:
    """What the input method is told when it asks the widget."""
    return Qt.InputMethodHint(widget.inputMethodQuery(Qt.InputMethodQuery.ImHints))


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_no_sensitive_answer_is_learnt(form: Form, qtbot: QtBot) -> None:
    desk = Desk(form=form)
    for question in _fields(form):
        if question.level < Level.L3:
            continue
        for compact in (False, True):
            editor = make_editor(question, desk, compact=compact)
            qtbot.addWidget(editor)
            unsaid = [w for w in _inputs(editor) if _hints(w) & NOT_LEARNT != NOT_LEARNT]
            assert unsaid == [], question.key


def test_a_passphrase_is_typed_without_an_input_method_also_when_it_is_shown(
    qapp: QApplication, qtbot: QtBot
) -> None:
    field = PassphraseField("passphrase", "Passphrase")
    qtbot.addWidget(field)
    field.show()
    for shown in (False, True, False):
        field._shown.setChecked(shown)
        field.line.setFocus()
        assert not field.line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        assert _hints(field.line) & NOT_LEARNT == NOT_LEARNT
    qtbot.keyClicks(field.line, "anlan-bei")
    assert field.text() == "anlan-bei"


def test_names_that_are_looked_for_are_not_learnt(qapp: QApplication, qtbot: QtBot) -> None:
    field = FindField()
    qtbot.addWidget(field)
    assert _hints(field) & NOT_LEARNT == NOT_LEARNT
    assert field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), "Chinese is typed here"
