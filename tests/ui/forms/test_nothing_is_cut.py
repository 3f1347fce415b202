"""Each form and register as it stands on a screen of 1366 by 768, in Chinese, all of it answered:
no label, choice or word of a list is cut, and nothing reaches over the edge."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from rescueapp import i18n
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Compartment, Field, Form, Kind
from tests.every_form.sample import answers_for
from ui.forms import row_widths
from ui.forms.code_finders import options_of
from ui.forms.editor import Desk, Editor
from ui.forms.form_bars import FormHead
from ui.forms.form_frame import COLUMN_LEAST, COLUMN_MOST
from ui.forms.form_pad import FormPad
from ui.forms.open_choices import Buttons
from ui.forms.rows_editor import RowsEditor

EVERY_FORM = pytest.mark.parametrize(
    "form", {**FORMS, **REGISTERS}.values(), ids=lambda form: form.key
)
KEYS = frozenset({"", *(each.value for each in Compartment)})
Kept = TypeVar("Kept", bound=QWidget)
_ARROW = 44  # of a line with an arrow: its border, its padding, the margin of its text


def pad_of(qtbot: QtBot, form: Form, width: int) -> FormPad:
    """The questions of a form with sections open, answers in them, and a row where none is."""
    pad = FormPad(Desk(form))
    qtbot.addWidget(pad)
    pad.resize(width, 700)
    answers = answers_for(form, 1)
    pad.load(answers, known={}, readable=KEYS, write=True, born_to=None)
    for box in pad.boxes:
        box.open()
    with qtbot.waitSignal(pad.built, timeout=20_000):
        pad.show()
        pad.build_rest()
    for rows in seen(pad, RowsEditor):
        if not rows.rows:
            rows.add_row(focus=False)
    pad.resize(width, pad.heightForWidth(width))
    qtbot.wait(1)
    return pad


def seen(pad: FormPad, kind: type[Kept]) -> list[Kept]:
    return [widget for widget in pad.findChildren(kind) if widget.isVisibleTo(pad)]


@EVERY_FORM
def test_nothing_is_cut_and_nothing_reaches_over_the_edge(qtbot: QtBot, form: Form) -> None:
    with i18n.speaking("zh_Hans"):
        pad = pad_of(qtbot, form, COLUMN_MOST)
        assert [w.text() for w in seen(pad, QLabel) if _is_cut(w)] == []
        choices = [*seen(pad, QCheckBox), *seen(pad, QRadioButton)]
        assert [w.text() for w in choices if w.width() < w.sizeHint().width()] == []
        assert [cell for rows in seen(pad, RowsEditor) for cell in _cut_cells(rows)] == []
        assert over_the_edge(pad, QWidget) == []
        pad.resize(COLUMN_LEAST + 100, pad.height())  # beside the list of forms, at 150 %
        qtbot.wait(1)
        assert over_the_edge(pad, Buttons) == []


@pytest.mark.parametrize("language", ["zh_Hant", "en"])
def test_rows_stay_within_the_form_in_each_language(qtbot: QtBot, language: str) -> None:
    with i18n.speaking(language):
        for key in ("care_arrangement", "training_and_work", "whereabouts_paths"):  # long lists
            assert over_the_edge(pad_of(qtbot, FORMS[key], COLUMN_MOST), QWidget) == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@EVERY_FORM
def test_the_title_of_a_form_is_whole_on_a_narrow_screen(
    qtbot: QtBot, form: Form, language: str
) -> None:
    with i18n.speaking(language):
        head = FormHead(form)
        qtbot.addWidget(head)
        head.show_state("incomplete")
        head.resize(COLUMN_LEAST + 100, head.height())
        head.show()
        head.resize(head.width(), head.heightForWidth(head.width()))
        assert not _is_cut(head.title)


def test_a_sentence_stands_in_a_card() -> None:
    """Four columns of sentences side by side would show ten characters of each."""
    told = [(Field(f"told_{n}", "Told", Kind.TEXT), "Told") for n in range(4)]
    assert row_widths.widths(told) is None
    assert all(row_widths.is_wide(field) for field, _ in told)
    words = [(Field(f"word_{n}", "Word", Kind.TEXT, max_length=40), "Word") for n in range(4)]
    assert row_widths.widths(words) is not None


def over_the_edge(pad: FormPad, kind: type[QWidget]) -> list[str]:
    """What ends further to the right than the form."""
    corners = ((each, each.mapTo(pad, each.rect().topRight())) for each in seen(pad, kind))
    return [each.objectName() for each, corner in corners if corner.x() > pad.width()]


def _is_cut(label: QLabel) -> bool:
    if not label.text():
        return False
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return label.sizeHint().width() > label.width()


def _cut_cells(rows: RowsEditor) -> list[str]:
    """The cells in which the longest word of their list has no room."""
    cells = rows.rows[0].cells.values() if rows.rows else ()
    lists = [cell for cell in cells if cell.question.kind is Kind.CHOICE and not cell.isHidden()]
    return [cell.question.key for cell in lists if _longest(cell) + _ARROW > cell.width()]


def _longest(cell: Editor) -> int:
    words = (option.words for option in options_of(cell.question))
    return max(cell.fontMetrics().horizontalAdvance(each) for each in words)
