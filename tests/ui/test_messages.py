"""What a message box says is read at a glance, however short its title."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from ui import messages


@pytest.mark.parametrize("body", ["旧证书将作废。", "旧证书将作废。" * 40])
def test_a_sentence_is_not_broken_to_the_width_of_a_short_title(qtbot: QtBot, body: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    messages.ask(window, "作废？", body, {"no": "否", "yes": "是"}, lambda _: None)
    box = window.findChild(QMessageBox)
    assert box is not None
    with qtbot.waitExposed(box):
        box.show()
    told = box.findChild(QLabel, "qt_msgbox_informativelabel")
    assert told is not None
    assert told.width() >= min(360, told.fontMetrics().horizontalAdvance(body))
    box.reject()
