"""Which editor takes the answers of which kind."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rescueapp import clock
from rescueapp.forms import codes
from rescueapp.forms.schema import Field, Kind, Level
from ui.desktop.not_learnt import nothing_learnt_in
from ui.forms.attachment_editors import AttachmentEditor, photo_editor
from ui.forms.code_finders import FindCodeEditor, FindSeveralEditor
from ui.forms.date_editors import DateEditor, DateTimeEditor
from ui.forms.document_editor import DocumentEditor
from ui.forms.editor import Desk, Editor
from ui.forms.entry_editor import EntryEditor
from ui.forms.open_choices import ChecksEditor, RadioEditor, YesNoEditor
from ui.forms.person_editors import PersonEditor, RelativeEditor
from ui.forms.place_editors import CountryEditor, DepartmentEditor, InstitutionEditor, PlaceEditor
from ui.forms.rows_editor import RowsEditor
from ui.forms.scale_editor import ScaleEditor
from ui.forms.text_editors import LineEditor, LongTextEditor, MoneyEditor, NumberEditor

RADIO_LIMIT = 6  # as many choices stand open as radio buttons
CHECK_LIMIT = 24


def choice_editor(
    question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
) -> Editor:
    """The editor for a CHOICE or CHOICES field, by the length of its list and its place."""
    count = len(codes.codes(question.codes, clock.today()))
    several = question.kind is Kind.CHOICES
    if compact or count > (CHECK_LIMIT if several else RADIO_LIMIT):
        kind: type[Editor] = FindSeveralEditor if several else FindCodeEditor
    else:
        kind = ChecksEditor if several else RadioEditor
    return kind(question, desk, parent, compact=compact)


_EDITORS = {
    Kind.TEXT: LineEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.NUMBER: NumberEditor,
    Kind.MONEY: MoneyEditor,
    Kind.DATE: DateEditor,
    Kind.DATE_TIME: DateTimeEditor,
    Kind.CHOICE: choice_editor,
    Kind.CHOICES: choice_editor,
    Kind.YES_NO: YesNoEditor,
    Kind.PLACE: PlaceEditor,
    Kind.COUNTRY: CountryEditor,
    Kind.ID_DOCUMENT: DocumentEditor,
    Kind.PERSON: PersonEditor,
    Kind.RELATIVE: RelativeEditor,
    Kind.ENTRY: EntryEditor,
    Kind.DEPARTMENT: DepartmentEditor,
    Kind.INSTITUTION: InstitutionEditor,
    Kind.SCALE: ScaleEditor,
    Kind.ATTACHMENT: AttachmentEditor,
    Kind.PHOTO: photo_editor,
}


def make_editor(
    question: Field, desk: Desk, parent: QWidget | None = None, *, compact: bool = False
) -> Editor:
    """The editor for a question. `compact`: for a cell of a row."""
    if question.kind is Kind.ROWS:
        return RowsEditor(question, desk, parent, make=partial(make_editor, compact=True))
    editor = _EDITORS[question.kind](question, desk, parent, compact=compact)
    if question.level >= Level.L3:  # in whichever editor; one place for all
        nothing_learnt_in(editor)
    return editor
