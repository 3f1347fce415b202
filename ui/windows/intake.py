"""A new intake: the form that registers a person, before there is a case."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from rescueapp.actions.recording.records import Saved
from rescueapp.i18n import mark, say
from ui import texts
from ui.forms.form_bars import FORM_KEYS
from ui.forms.form_view import FormView
from ui.navigator import Navigator
from ui.session import Session
from ui.settings import Settings
from ui.widgets.buttons import Button
from ui.widgets.page import Page
from ui.widgets.words import Words

INTAKE = "intake"  # the form that registers
_TITLE = mark("New intake", "intake")
_OPEN = mark("Intake", "rail")
_NAMELESS = mark("The person gets a number and an alias when the form is saved.", "intake")


class IntakePage(Page):
    """One intake at a time: what was begun is shown again until it is saved or closed."""

    def __init__(self, session: Session, navigator: Navigator, _: Settings) -> None:
        super().__init__("intakePage")
        self._session, self._navigator = session, navigator
        self._form: FormView | None = None
        head = QHBoxLayout()
        head.addWidget(Button(say(texts.BACK), "intakeBack", self._back, icon="back", kind="quiet"))
        head.addWidget(Words(say(_TITLE), "title", wrap=False))
        head.addWidget(Words(say(_NAMELESS), "muted", wrap=False))
        head.addStretch(1)
        self.column.addLayout(head)
        QShortcut(QKeySequence("Esc"), self, self._back)

    def holds_form(self) -> bool:
        return self._form is not None

    def enter(self, *, draft_uid: str | None = None, **_: Any) -> None:
        if self._form is None:
            self._begin(draft_uid)
        elif draft_uid is not None:
            self._form.ask_to_leave(lambda: self._begin(draft_uid))
        else:
            self.focus_first()

    def focus_first(self) -> None:
        if self._form is not None:
            self._form.focus_again()

    def keys(self) -> str:
        return say(FORM_KEYS)

    def _begin(self, draft_uid: str | None) -> None:
        self._drop()
        self._form = FormView(
            self._session, form=INTAKE, case_uid=None, record_uid=None, draft_uid=draft_uid,
            parent=self,
        )  # fmt: skip
        self._form.saved.connect(self._saved)
        self._form.closed.connect(self._closed)
        self._form.print_wanted.connect(self._print_record)
        self._form.case_wanted.connect(self._open_case)
        self._form.same_person.connect(self._go_on_in)
        self.column.addWidget(self._form, 1)
        self.named.emit(say(_OPEN))
        self.focus_first()

    def _saved(self, saved: Saved) -> None:
        self._drop()
        self._navigator.go("case", case_uid=saved.case_uid)

    def _open_case(self, case_uid: str) -> None:
        """Another case is looked at; what is typed here stays as it is."""
        self._navigator.go("case", case_uid=case_uid)

    def _go_on_in(self, case_uid: str) -> None:
        """The person is in that case already; what was typed stays as a draft."""
        self._drop()
        self._open_case(case_uid)

    def _print_record(self, record_uid: str) -> None:
        self._navigator.go("print", what="sheet", form=INTAKE, record_uid=record_uid)

    def _closed(self) -> None:
        self._drop()
        self._navigator.go("today")

    def _back(self) -> None:
        if self._form is not None:
            self._form.ask_to_leave(self._closed)

    def _drop(self) -> None:
        form, self._form = self._form, None
        if form is not None:
            self.column.removeWidget(form)
            form.hide()
            form.deleteLater()
            self.named.emit("")
