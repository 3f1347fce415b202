"""A form over another form: a relative or an entry of a register is written, saved, and chosen
where one was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from rescueapp.actions.recording.records import Saved
from ui.forms import form_work
from ui.forms.editor import Desk, Offers, Option
from ui.widgets.scrolled import within

_SIZE = (808, 560)


class RelativeDialog(QDialog):
    """Holds the form view of what is new (`view`, made by the caller: forms do not import the
    view they stand in). After the save the desk knows it, and `then` gets it as an option."""

    def __init__(
        self, desk: Desk, view: Any, then: Callable[[Option], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._then = then
        self.view = view
        self.setObjectName("relativeDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(within(parent, *_SIZE))
        QVBoxLayout(self).addWidget(view)
        view.title_changed.connect(self.setWindowTitle)
        view.closed.connect(self.accept)
        view.saved.connect(self._saved)

    def reject(self) -> None:
        """Override QDialog.reject: Esc and the corner ask as the form's own button does."""
        self.view.ask_to_leave(super().reject)

    def _saved(self, saved: Saved) -> None:
        form, case_uid = self._desk.form.key, self._desk.case_uid
        self._desk.session.run(
            lambda ws: form_work.offers_for(ws, form, case_uid),
            lambda found: self._known(found, saved.record_uid),
            owner=self,
        )

    def _known(self, found: Offers, uid: str) -> None:
        self._desk.take(found)
        self.accept()
        new = found.option(uid)
        if new is not None:
            self._then(new)
