"""Rows: added, filled, moved and removed by keyboard, and never lost by a slip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rescueapp.forms.schema import Field, Kind
from tests.ui.forms.keyboard import write
from tests.ui.forms.single import ROWS, focused, made
from ui.forms.no_answer import toggle
from ui.forms.rows_editor import RowsEditor


def rows_editor(qtbot: QtBot) -> RowsEditor:
    editor = made(qtbot, Field("things", "Things", Kind.ROWS, rows=ROWS))
    assert isinstance(editor, RowsEditor)
    return editor


def test_rows_are_added_filled_moved_and_removed_by_keyboard(qtbot: QtBot) -> None:
    editor = rows_editor(qtbot)
    editor.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    for typed in ("包", "2", "3"):
        write(focused(), typed)
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        if typed == "3":  # the first Enter took the offer, this one goes on
            QTest.keyClick(focused(), Qt.Key.Key_Return)
    write(focused(), "手机")
    assert editor.value() == [{"what": "包", "count": 2, "state": "3"}, {"what": "手机"}]
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(focused(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier | shift)
    assert [row["what"] for row in editor.value()] == ["手机", "包"]
    assert focused().objectName() == "things.0.what.input"
    QTest.keyClick(focused(), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier | shift)
    assert [row["what"] for row in editor.value()] == ["包"]


def test_a_removed_row_can_be_brought_back(qtbot: QtBot) -> None:
    editor = rows_editor(qtbot)
    editor.set_value([{"what": "包"}, {"what": "手机"}])
    editor.remove_row(0)
    assert editor.value() == [{"what": "手机"}]
    editor.bring_back.click()
    assert editor.value() == [{"what": "手机"}, {"what": "包"}]


def test_a_cell_takes_no_answer_too(qtbot: QtBot) -> None:
    editor = rows_editor(qtbot)
    editor.set_value([{"what": "包"}])
    toggle(editor.rows[0].cells["count"], "unknown")
    assert editor.value() == [{"what": "包", "count": {"none": "unknown"}}]


def test_empty_rows_are_no_answer_and_unread_cells_are_kept(qtbot: QtBot) -> None:
    editor = rows_editor(qtbot)
    editor.add_row()
    assert editor.value() is None
    write(editor.rows[0].cells["count"].focusProxy(), "many")
    assert editor.value() is None
    assert editor.kept() == [{"count": {"typed": "many"}}]
    assert editor.trouble() is not None


def test_keys_of_a_newer_program_stay_in_their_row(qtbot: QtBot) -> None:
    editor = rows_editor(qtbot)
    editor.set_value([{"what": "包", "colour": "red"}])
    assert editor.value() == [{"colour": "red", "what": "包"}]
