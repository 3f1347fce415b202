"""Beside the forms, too, nothing that may name a person is learnt by an input method."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.windows.conftest import Driver
from ui import messages
from ui.desktop.not_learnt import NOT_LEARNT
from ui.pages import PAGES
from ui.papers.report_loss import ReportLoss
from ui.widgets.setup_secrets import Secret, SecretCard

# The name of a form, days, numbers, sign-in names, folders: nothing of a person in a case.
OF_NOBODY = {"findForm", "exportFrom", "exportTo", "printReturn", "accountNumber", "user"}


def learnt(top: QWidget) -> Iterator[str]:
    """The fields inside that an input method may learn from."""
    for widget in (*top.findChildren(QLineEdit), *top.findChildren(QPlainTextEdit)):
        hints = Qt.InputMethodHint(widget.inputMethodQuery(Qt.InputMethodQuery.ImHints))
        counted = isinstance(widget.parentWidget(), QAbstractSpinBox)
        if not (widget.isReadOnly() or counted or hints & NOT_LEARNT == NOT_LEARNT):
            yield widget.objectName()


@pytest.mark.parametrize("page", sorted(PAGES.keys() - {"intake", "lent"}))
def test_k11_no_page_lets_a_name_or_a_reason_be_learnt(station: Driver, page: str) -> None:
    station.sign_in("duan")
    uid = station.case_row().uid
    values = {
        "case": {"case_uid": uid},
        "her_page": {"case_uid": uid},
        "print": {"what": "file", "case_uid": uid},
    }
    station.go(page, **values.get(page, {}))
    assert set(learnt(station.program.window)) <= OF_NOBODY


def test_k11_no_question_in_a_window_of_its_own_lets_it_be_learnt(station: Driver) -> None:
    frame = station.sign_in("duan")
    dialog = ReportLoss(frame, lambda *_: None)
    assert list(learnt(dialog)), "else this proves nothing"
    dialog.open()
    assert list(learnt(dialog)) == []


def test_k11_a_file_is_named_without_teaching_it(station: Driver) -> None:
    messages.choose_file(station.program.window, "?", "Text (*.txt)", lambda _: None)
    assert list(learnt(station.find(QFileDialog, "fileDialog"))) == []


def test_k11_a_word_of_a_passphrase_is_typed_back_without_an_input_method(station: Driver) -> None:
    card = SecretCard(Secret("Passphrase of he", "", ("anlan", "beiwang")))
    typed = card.findChild(QLineEdit, "typedBack")
    assert not typed.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert list(learnt(card)) == []
