"""A line of a dialog that is full says so, as a question of a form does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rescueapp.i18n import mark
from ui.widgets.asking import Asking
from ui.widgets.cut import CutWords

_UI = Path(__file__).parents[2] / "ui"


def typed(line: QLineEdit) -> None:
    QTest.keyClicks(line, "12345678901")


def pasted(line: QLineEdit) -> None:
    QGuiApplication.clipboard().setText("12345678901")
    line.paste()


def composed(line: QLineEdit) -> None:
    """As an input method gives a whole sentence."""
    event = QInputMethodEvent()
    event.setCommitString("一二三四五六七八九十一")
    QApplication.sendEvent(line, event)


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[tuple[Asking, QLineEdit, CutWords]]:
    window = QWidget()
    qtbot.addWidget(window)
    box = Asking(window, "box", "", "")
    line = QLineEdit()
    box.add_field(mark("Why", "test"), line, "line")
    line.setMaxLength(10)
    box.show()
    yield box, line, box.findChild(CutWords)
    window.close()


@pytest.mark.parametrize("way", [typed, pasted, composed])
def test_what_was_not_taken_is_said_below_the_line_until_there_is_room(
    dialog: tuple[Asking, QLineEdit, CutWords], way: Callable[[QLineEdit], None]
) -> None:
    box, line, words = dialog
    assert words.isHidden()
    high = box.height()
    way(line)
    assert len(line.text()) == 10
    assert not words.isHidden()
    assert "10" in words.text()
    assert box.height() > high  # its words have their room
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert words.isHidden()


def test_what_fits_says_nothing(dialog: tuple[Asking, QLineEdit, CutWords]) -> None:
    _, line, words = dialog
    QTest.keyClicks(line, "1234567890")
    assert words.isHidden()


def test_words_below_two_lines_stay_until_the_line_that_was_cut_has_room(qtbot: QtBot) -> None:
    full, other = QLineEdit(maxLength=10), QLineEdit(maxLength=10)
    words = CutWords(full, other)
    for each in (full, other, words):
        qtbot.addWidget(each)
    typed(full)
    QTest.keyClicks(other, "1")
    assert not words.isHidden()
    QTest.keyClick(full, Qt.Key.Key_Backspace)
    assert words.isHidden()


# A search, a login and a secret say by themselves that nothing was found.
_SAYS_OTHERWISE = {
    "ui/desks/account_desk.py", "ui/desks/masked_desk.py", "ui/desks/proof_desk.py",
    "ui/widgets/passphrase.py", "ui/widgets/pin_entry.py", "ui/windows/unlock.py",
}  # fmt: skip


def test_every_line_with_a_most_is_in_a_place_that_says_so() -> None:
    """A dialog that asks (`Asking.add_field`), a form, or one that has the words itself."""
    of_the_base = "ui/forms/document_editor.py"  # `place_editors` says it
    bare = set()
    for path in sorted(_UI.rglob("*.py")):
        words = path.read_text(encoding="utf-8")
        if "setMaxLength(" in words and not re.search(
            r"add_field\(|add_beside\(|CutWords|cut_words|tell_cut", words
        ):
            bare.add(path.relative_to(_UI.parent).as_posix())
    assert bare == _SAYS_OTHERWISE | {of_the_base}
