"""Each editor shows an answer and gives back the same; typing gives what `parse` would."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rescueapp.forms.numbers import check_digit
from rescueapp.forms.schema import Compartment, Field, Form, Kind, Level, Section, Topic
from tests.ui.forms.keyboard import write
from tests.ui.forms.single import ROWS, focused, made, told
from ui.forms.code_finders import FindCodeEditor, FindSeveralEditor
from ui.forms.editor import Desk
from ui.forms.field_row import FieldRow
from ui.forms.no_answer import KEYS, step, toggle
from ui.forms.open_choices import ChecksEditor, RadioEditor
from ui.forms.text_editors import LongTextEditor

WIDE_ROWS = (Field("story", "Story", Kind.LONG_TEXT), Field("when", "When", Kind.DATE))

SAMPLES: list[tuple[Field, list[Any]]] = [
    (Field("text", "Text", Kind.TEXT), ["青桥", "two words"]),
    (Field("story", "Story", Kind.LONG_TEXT), ["第一行\n第二行", "x" * 3000]),
    (Field("number", "Number", Kind.NUMBER, unit="cm"), [0, 158, 12.5]),
    (Field("money", "Money", Kind.MONEY), ["12.50", "0.00"]),
    (Field("day", "Day", Kind.DATE), ["2026-03-05", "2026-03", "2026", "2026-01/2026-05"]),
    (Field("at", "At", Kind.DATE_TIME), ["2026-03-05T06:30:00Z", "2025-12-31T16:00:00Z"]),
    (Field("one", "One", Kind.CHOICE, codes="C-22"), ["0", "4"]),
    (Field("long_one", "One of many", Kind.CHOICE, codes="C-13"), ["01", "99"]),
    (Field("some", "Some", Kind.CHOICES, codes="C-14"), [["01"], ["01", "03", "13"]]),
    (Field("many", "Many", Kind.CHOICES, codes="C-03"), [["01"], ["02", "01"]]),
    (Field("yes", "Yes", Kind.YES_NO), [True, False]),
    (
        Field("place", "Place", Kind.PLACE),
        [{"code": "530700", "text": "某村"}, {"code": "", "text": "a bridge"},
         {"code": "530700", "text": ""}],
    ),
    (Field("country", "Country", Kind.COUNTRY), ["CN", "MM"]),
    (
        Field("paper", "Paper", Kind.ID_DOCUMENT),
        [{"type": "01", "number": "99010119900307002X"}, {"type": "99", "number": ""}],
    ),
    (Field("relative", "Relative", Kind.RELATIVE), ["r1"]),
    (Field("entry", "Entry", Kind.ENTRY, register="interpreters"), ["e1"]),
    (Field("unit", "Unit", Kind.DEPARTMENT), [{"code": "02", "name": "某派出所"}]),
    (Field("house", "House", Kind.INSTITUTION), ["某县人民医院"]),
    (Field("scale", "Scale", Kind.SCALE, minimum=0, maximum=4), [0, 4]),
    (
        Field("things", "Things", Kind.ROWS, rows=ROWS),
        [[{"what": "包", "count": 1}, {"what": "手机", "state": "2"}]],
    ),
    (
        Field("events", "Events", Kind.ROWS, rows=WIDE_ROWS),
        [[{"story": "一", "when": "2026"}, {"when": {"none": "unknown"}}]],
    ),
    (
        Field("file", "File", Kind.ATTACHMENT, compartment=Compartment.LEGAL),
        [{"blob": "b1", "type": "application/pdf", "size": 4096, "label": "File"}],
    ),
    (
        Field("photo", "Photo", Kind.PHOTO, compartment=Compartment.IDENTITY),
        [{"blob": "b2", "type": "image/jpeg", "size": 4096, "label": "Photo"}],
    ),
]  # fmt: skip
EACH = [pytest.param(f, v, id=f"{f.key}-{i}") for f, vs in SAMPLES for i, v in enumerate(vs)]
KINDS = [pytest.param(f, vs[0], id=f.key) for f, vs in SAMPLES]


@pytest.mark.parametrize(("question", "value"), EACH)
def test_an_answer_comes_back_as_it_was_shown(qtbot: QtBot, question: Field, value: Any) -> None:
    editor = made(qtbot, question)
    changes = told(editor)
    editor.set_value(value)
    assert editor.value() == value
    assert editor.kept() == value
    assert editor.trouble() is None
    editor.set_value(None)
    assert editor.value() is None
    assert changes == []


@pytest.mark.parametrize(("question", "value"), KINDS)
@pytest.mark.parametrize("code", KEYS)
def test_each_kind_takes_no_answer_and_gives_back_what_stood_there(
    qtbot: QtBot, question: Field, value: Any, code: str
) -> None:
    editor = made(qtbot, question)
    editor.set_value(value)
    toggle(editor, code)
    assert editor.value() == {"none": code}
    toggle(editor, code)
    assert editor.value() == value


@pytest.mark.parametrize(("question", "value"), KINDS)
def test_everything_a_person_can_touch_has_a_name(
    qtbot: QtBot, question: Field, value: Any
) -> None:
    editor = made(qtbot, question)
    editor.set_value(value)
    takes_keys = [w for w in editor.findChildren(QWidget)
                  if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
                  and w.isVisibleTo(editor) and not w.objectName().startswith("qt_")]  # fmt: skip
    assert takes_keys
    for widget in takes_keys:
        assert widget.objectName().startswith(question.key), type(widget)
        assert widget.accessibleName(), widget.objectName()


def test_f9_goes_through_the_three_and_back(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("text", "Text", Kind.TEXT))
    editor.set_value("words")
    seen = []
    for _ in range(4):
        step(editor)
        seen.append(editor.none())
    assert seen == ["declined", "unknown", "not_asked", None]
    assert editor.value() == "words"


def test_typing_takes_the_place_of_no_answer(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("number", "Number", Kind.NUMBER))
    toggle(editor, "unknown")
    write(editor.focusProxy(), "42")
    assert editor.value() == 42


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2026.3.5", "2026-03-05"),
        ("2026年3月", "2026-03"),
        ("20260305", "2026-03-05"),
        ("１９９０", "1990"),
        ("2026-01/2026-05", "2026-01/2026-05"),
    ],
)
def test_dates_are_read_as_offices_write_them(qtbot: QtBot, typed: str, value: str) -> None:
    editor = made(qtbot, Field("day", "Day", Kind.DATE))
    write(editor.focusProxy(), typed)
    QTest.keyClick(editor.focusProxy(), Qt.Key.Key_Return)
    assert editor.value() == value
    assert editor.focusProxy().text() == value


def test_what_cannot_be_read_is_kept_and_said(qtbot: QtBot) -> None:
    question = Field("day", "Day", Kind.DATE)
    editor = made(qtbot, question)
    write(editor.focusProxy(), "2026-13-45")
    assert editor.value() is None
    assert editor.trouble() is not None
    again = made(qtbot, question)
    again.set_value(editor.kept())
    assert again.kept() == {"typed": "2026-13-45"}
    assert again.trouble() is not None


def test_short_lists_stand_open_and_long_ones_are_found(qtbot: QtBot) -> None:
    kinds = {
        ("C-22", Kind.CHOICE): RadioEditor,
        ("C-13", Kind.CHOICE): FindCodeEditor,
        ("C-14", Kind.CHOICES): ChecksEditor,
        ("C-03", Kind.CHOICES): FindSeveralEditor,
    }
    for (codes, kind), expected in kinds.items():
        assert type(made(qtbot, Field("k", "K", kind, codes=codes))) is expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [("04", "0"), ("jinji", "4"), ("Urgent", "4"), ("4", "4")],  # its codes have one digit
)
def test_a_radio_list_is_chosen_by_typing(qtbot: QtBot, typed: str, code: str) -> None:
    editor = made(qtbot, Field("risk", "Risk", Kind.CHOICE, codes="C-22"))
    editor.setFocus()
    for letter in typed:
        write(focused(), letter)
    assert editor.value() == code
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert editor.value() is None


@pytest.mark.parametrize("typed", ["01", "gongan", "gahs", "公安"])
def test_a_long_list_is_found_by_code_pinyin_initials_and_word(qtbot: QtBot, typed: str) -> None:
    editor = made(qtbot, Field("mode", "Mode", Kind.CHOICE, codes="C-13"))
    editor.setFocus()
    write(focused(), typed)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert editor.value() == "01"


def test_a_word_that_is_in_no_list_says_so_and_stays(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("mode", "Mode", Kind.CHOICE, codes="C-13"))
    editor.setFocus()
    write(focused(), "qqqq")
    assert editor.value() is None
    assert editor.trouble() is not None
    assert editor.kept() == {"typed": "qqqq"}


def test_several_are_gathered_and_the_last_goes_with_backspace(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("many", "Many", Kind.CHOICES, codes="C-03"))
    editor.setFocus()
    for typed in ("01", "02"):
        write(focused(), typed)
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert editor.value() == ["01", "02"]
    QTest.keyClick(focused(), Qt.Key.Key_Backspace)
    assert editor.value() == ["01"]


def test_a_place_is_found_by_any_part_and_unknown_words_stay(qtbot: QtBot) -> None:
    editor: Any = made(qtbot, Field("place", "Place", Kind.PLACE))
    editor.setFocus()
    write(focused(), "玉龙")
    assert editor.finder.is_offering()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert editor.value() == {"code": "530721", "text": ""}
    editor.set_value(None)
    write(focused(), "石桥边")
    assert editor.value() == {"code": "", "text": "石桥边"}


def test_a_document_number_is_checked_as_it_is_typed(qtbot: QtBot) -> None:
    editor: Any = made(qtbot, Field("paper", "Paper", Kind.ID_DOCUMENT))
    digits = "99010119900307002"
    right = digits + check_digit(digits)
    wrong = digits + ("1" if right[-1] == "0" else "0")
    write(editor.line, wrong)
    assert editor.value() == {"type": "01", "number": wrong}
    said = editor._verdict.text()
    QTest.keyClick(editor.line, Qt.Key.Key_Backspace)
    write(editor.line, right[-1])
    assert editor.value() == {"type": "01", "number": right}
    assert editor._verdict.text() != said


def test_nothing_is_said_of_a_number_that_nothing_is_known_of(qtbot: QtBot) -> None:
    editor: Any = made(qtbot, Field("paper", "Paper", Kind.ID_DOCUMENT))
    editor.set_value({"type": "10", "number": "123"})
    assert editor._verdict.isHidden()


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT])
def test_what_is_longer_than_an_answer_may_be_is_said(qtbot: QtBot, kind: Kind) -> None:
    question = Field("brief", "Brief", kind, max_length=10)
    form = Form("test", "T1", "Test", 1, Topic.CASE, (Section("s", "S", (question,)),))
    row = FieldRow(question, Desk(form), None, None, write=True)
    qtbot.addWidget(row)
    row.show()
    QApplication.clipboard().setText("一" * 10)
    assert row.editor is not None
    line: Any = row.editor.inputs()[0]
    line.paste()
    assert not row.problem()
    line.paste()
    assert "10" in row.problem()
    assert row.editor.value() == "一" * 10


def test_a_digit_chooses_on_a_scale(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("scale", "Scale", Kind.SCALE, minimum=0, maximum=4))
    editor.setFocus()
    write(focused(), "3")
    assert editor.value() == 3


def test_yes_and_no_are_one_key(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("yes", "Yes", Kind.YES_NO))
    editor.setFocus()
    write(focused(), "n")
    assert editor.value() is False


def test_now_is_one_key(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    from rescueapp import clock

    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 5, 15, 59, 30, tzinfo=UTC))
    editor = made(qtbot, Field("at", "At", Kind.DATE_TIME))
    editor.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == "2026-03-05T15:59:00Z"
    assert editor.focusProxy().text() == "2026-03-05 23:59"


def test_an_institution_is_completed_and_may_be_new(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("house", "House", Kind.INSTITUTION))
    editor.setFocus()
    write(focused(), "中医")
    assert editor.value() == "中医"
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert editor.value() == "某县中医院"


def test_only_words_are_pasted_into_a_narrative(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("story", "Story", Kind.LONG_TEXT, max_length=10))
    assert isinstance(editor, LongTextEditor)
    rich = QMimeData()
    rich.setHtml("<b>fett</b>")
    rich.setText("0123456789abc")
    editor.paper.insertFromMimeData(rich)
    assert editor.value() == "0123456789"
    editor.paper.selectAll()
    assert editor.paper.createMimeDataFromSelection().formats() == ["text/plain"]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT, Kind.PLACE, Kind.ID_DOCUMENT])
def test_input_methods_learn_nothing_sensitive_and_still_compose(qtbot: QtBot, kind: Kind) -> None:
    editor = made(qtbot, Field("secret", "Secret", kind, Level.L4, Compartment.IDENTITY))
    composing = Qt.WidgetAttribute.WA_InputMethodEnabled
    inputs = [each for each in editor.inputs() if isinstance(each, QWidget)]
    composed = [each for each in inputs if each.testAttribute(composing)]
    assert composed
    for widget in composed:
        hints = widget.inputMethodHints()
        assert hints & Qt.InputMethodHint.ImhSensitiveData
        assert hints & Qt.InputMethodHint.ImhNoPredictiveText
        assert not hints & Qt.InputMethodHint.ImhHiddenText


def test_a_photo_is_hidden_until_asked_for(qtbot: QtBot) -> None:
    editor: Any = made(qtbot, Field("photo", "Photo", Kind.PHOTO))
    editor.set_value({"blob": "b", "type": "image/png", "size": 10, "label": "Photo"})
    assert editor._picture.isHidden()


def test_a_choice_can_be_undone(qtbot: QtBot) -> None:
    editor: Any = made(qtbot, Field("risk", "Risk", Kind.CHOICE, codes="C-22"))
    editor.setFocus()
    write(focused(), "1")
    editor.choices._forget_typed()
    write(focused(), "3")
    assert editor.value() == "3"
    QTest.keyClick(focused(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == "1"
