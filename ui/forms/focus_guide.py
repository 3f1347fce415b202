"""Where the person stands in a form: which question, which editor, and how to get to another."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui.forms.editor import Editor
from ui.forms.field_row import FieldRow
from ui.forms.form_pad import FormPad
from ui.forms.tab_order import leave

_W = TypeVar("_W", bound=QWidget)


class FocusGuide(QObject):
    """Follows the focus through a form.

    The question one stands in shows its three words and what is known; it is kept in sight.
    `row` is that question, None outside of all.
    """

    def __init__(self, form: QWidget, pad: FormPad, scroll: QScrollArea) -> None:
        super().__init__(form)
        self.row: FieldRow | None = None
        self._form = form
        self._pad = pad
        self._scroll = scroll
        self._going: FieldRow | None = None
        pad.built.connect(self._built)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    def editor(self) -> Editor | None:
        """The editor one stands in: a cell of a row, else the question's."""
        focused = QApplication.focusWidget()
        if focused is None or not self._form.isAncestorOf(focused):
            return None
        return _around(focused, Editor)

    def go_to(self, path: tuple[str | int, ...]) -> None:
        """Unfold, show and focus a question; `path` may name a row and a column in it."""
        self._going = self._pad.row(str(path[0]))
        self._going.focus_here(path)
        self._pad.build_rest()  # rows that come to stand above it move it down

    def step(self, stops: list[QWidget], *, forward: bool) -> bool:
        """Tab: the next of `stops`, and after the last the next widget outside of the form."""
        here = QApplication.focusWidget()
        at = _place(stops, here)
        to = at + (1 if forward else -1)
        if at < 0 or not 0 <= to < len(stops):
            return leave(self._form, forward=forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[to].setFocus(reason)
        return True

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._form.isAncestorOf(now):
            return
        row = _around(now, FieldRow)
        if row is not self._going:
            self._going = None  # the person went on by themselves meanwhile
        if row is not self.row:
            if self.row is not None and self.row in list(self._pad.rows_shown()):
                self.row.set_near(False)
                self._pad.cover_left(self.row)
            self.row = row
            if row is not None:
                row.set_near(True)
        if row is not None:
            self._scroll.ensureWidgetVisible(now, 0, 96)

    def _built(self) -> None:
        if self._going is not None:
            QTimer.singleShot(0, self, self._arrive)  # once the new rows are laid out

    def _arrive(self) -> None:
        row, self._going = self._going, None
        if row is not None:
            self._scroll.ensureWidgetVisible(row, 0, 48)
            self._scroll.ensureWidgetVisible(row.label, 0, 48)  # of a long answer the question


def _place(stops: list[QWidget], here: QWidget | None) -> int:
    """Where one stands among the stops. An option that is no stop itself stands with the one
    of its question; -1 outside of all."""
    while here is not None:
        for number, stop in enumerate(stops):
            if stop is here or here.isAncestorOf(stop):
                return number
        here = here.parentWidget()
    return -1


def _around(widget: QObject | None, kind: type[_W]) -> _W | None:
    """The nearest of `kind` that a widget stands in, or is."""
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parent()
    return widget
