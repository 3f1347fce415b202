"""The form that lies open in a case, and over it an earlier version of its record to read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from rescueapp.actions.recording.records import Saved
from ui.forms.family_offer import FamilyOffer
from ui.forms.form_view import FormView
from ui.forms.version_view import VersionView
from ui.session import Session


class CaseForms(QObject):
    """One form at a time, in the stack of the case page.

    `closed`: the person is done with it and nothing would be lost. `moved`: a form was opened
    or is gone. `print_wanted`: the uid of its record. `form_wanted`: where to go on with the same
    form for another of the family.
    """

    closed = Signal()
    moved = Signal()
    print_wanted = Signal(str)
    form_wanted = Signal(dict)

    def __init__(self, session: Session, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._session, self._stack = session, stack
        self.form: FormView | None = None
        self.version: VersionView | None = None
        self._of: tuple[str, str | None] = ("", None)  # form, case
        self._record: str | None = None

    @property
    def is_open(self) -> bool:
        return self.form is not None

    def open(
        self, key: str, case_uid: str | None, record_uid: str | None, draft_uid: str | None
    ) -> FormView:
        """Show a record (without a case: an entry of a register), a draft or a blank form instead
        of what was open."""
        self.drop()
        self._of, self._record = (key, case_uid), record_uid
        self.form = form = FormView(
            self._session, form=key, case_uid=case_uid, record_uid=record_uid,
            draft_uid=draft_uid, parent=self._stack,
        )  # fmt: skip
        form.saved.connect(self._saved)
        form.closed.connect(self.closed)
        form.print_wanted.connect(self.print_wanted)
        form.version_wanted.connect(self.open_version)
        form.next_wanted.connect(lambda: self.leave(lambda: self.open(key, case_uid, None, None)))
        FamilyOffer(self._session, form, self.form_wanted.emit)
        self._put(form)
        return form

    def shows(self, record_uid: str) -> bool:
        """Whether this record lies open, perhaps with typing in it."""
        return self.form is not None and self._record == record_uid

    def open_again(self) -> None:
        """Read the record again, and the version over it: more may be seen now, or less."""
        if self.form is None or self._record is None:
            return
        (key, case_uid), record = self._of, self._record
        version = self.version.version if self.version is not None else None

        def again() -> None:
            self.open(key, case_uid, record, None)
            if version is not None:
                self.open_version(version)

        self.leave(again)

    def open_version(self, number: int) -> None:
        """An earlier version over the form, which stays as it is, typing and all."""
        if self._record is None:
            return
        self._close_version()
        self.version = version = VersionView(
            self._session, form=self._of[0], record_uid=self._record, version=number,
            parent=self._stack,
        )  # fmt: skip
        version.closed.connect(self.back_to_form)
        self._put(version)

    def _put(self, shown: QWidget) -> None:
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)
        self.moved.emit()
        shown.setFocus()

    def back_to_form(self) -> None:
        """Take the earlier version away; the person was at the list of versions."""
        self._close_version()
        if self.form is not None:
            self._stack.setCurrentWidget(self.form)
            self.form.head.history.setFocus()

    def step_back(self) -> None:
        """Esc: from a version to the form, from the form out of it."""
        if self.version is not None:
            self.back_to_form()
        elif self.form is not None:
            self.form.ask_to_leave(self.closed.emit)

    def leave(self, then: Callable[[], object]) -> None:
        """Run `then` without a form: at once, or when the person has decided about it."""
        if self.form is None:
            then()
            return
        if self.version is not None:
            self.back_to_form()

        def left() -> None:
            self.drop()
            then()

        self.form.ask_to_leave(left)

    def drop(self) -> None:
        """Take the form away as it is."""
        self._close_version()
        form, self.form = self.form, None
        self._record = None
        if form is not None:
            self._take_out(form)
            self.moved.emit()

    def focus_first(self) -> None:
        shown = self.version or self.form
        if shown is not None:
            shown.focus_again()

    def _saved(self, saved: Saved) -> None:
        self._record = saved.record_uid

    def _close_version(self) -> None:
        version, self.version = self.version, None
        if version is not None:
            self._take_out(version)

    def _take_out(self, widget: QWidget) -> None:
        self._stack.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
