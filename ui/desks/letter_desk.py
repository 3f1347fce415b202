"""Papers made of a form that is open: a letter for a channel that can show where she is, and the
tracing notice as it goes out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from rescueapp.actions.papers import letters, notice_paper
from rescueapp.actions.papers.letters import Channel
from rescueapp.errors import Refused
from rescueapp.i18n import Text, mark, say
from ui import messages
from ui.forms.form_view import FormView
from ui.papers.paper_dialog import PaperDialog
from ui.session import Session
from ui.widgets.asking import Asking
from ui.widgets.choice import Choice
from ui.widgets.words import Words

_LETTER = mark("Letter asking for confidentiality…", "case")
_OFFERED = {
    **dict.fromkeys(letters.FORMS, _LETTER),
    notice_paper.FORM: mark("Tracing notice as it goes out…", "case"),
}
_HEADING = mark("A letter asking for confidentiality", "case")
_SHOW = mark("Show the letter", "case")
_HINT = mark(
    "As it was saved. The letter has the alias alone; who it is about is told in person.",
    "case",
)
_CHANNEL = mark("Fo&r", "case")
_ROW = mark("{channel}: {office}", "case")


def offered(form: str) -> Text | None:
    """What can be made of a form that is open, beside its sheet."""
    return _OFFERED.get(form)


class ChooseChannel(Asking):
    """`then(row)` with the row that was chosen."""

    def __init__(
        self, parent: QWidget, found: list[Channel], then: Callable[[int], object]
    ) -> None:
        super().__init__(parent, "chooseChannel", say(_HEADING), say(_SHOW))
        self._then = then
        self.fields.addWidget(Words(say(_HINT), "muted"))
        self._which = Choice()
        for channel in found:
            words = channel.words
            if channel.office:
                words = say(_ROW(channel=channel.words, office=channel.office))
            self._which.addItem(words, channel.row)
        self.add_field(_CHANNEL, self._which, "whichChannel")
        self._which.setFocus()

    def act(self) -> None:
        self.accept()
        self._then(self._which.currentData())


class LetterDesk(QObject):
    """Asks for the row of the table that is open, then shows its letter; or the notice."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def open(self, form: FormView | None) -> None:
        """The letters of the table in this form, or its notice, as it was saved last."""
        record_uid = form.keeper.place.record_uid if form is not None else None
        if form is not None and form.keeper.place.form == notice_paper.FORM:
            self._show_notice(record_uid)
            return
        if record_uid is None:
            messages.problem(self._page, Refused(letters.NO_ROW))
            return
        self._session.run(
            lambda ws: letters.channels(ws, record_uid),
            lambda found: self._ask(record_uid, found), owner=self._page,
        )  # fmt: skip

    def _show_notice(self, record_uid: str | None) -> None:
        if record_uid is None:
            messages.problem(self._page, Refused(notice_paper.NO_NOTICE))
            return
        PaperDialog(
            self._page, self._session, say(notice_paper.TITLE),
            lambda ws, gaps: notice_paper.prepare_notice(ws, record_uid, gaps=gaps),
        ).open()  # fmt: skip

    def _ask(self, record_uid: str, found: list[Channel]) -> None:
        if not found:
            messages.problem(self._page, Refused(letters.NO_ROW))
            return
        ChooseChannel(self._page, found, lambda row: self._show(record_uid, row)).open()

    def _show(self, record_uid: str, row: int) -> None:
        PaperDialog(
            self._page, self._session, say(letters.TITLE),
            lambda ws, gaps: letters.prepare_letter(ws, record_uid, row, gaps=gaps),
        ).open()  # fmt: skip
