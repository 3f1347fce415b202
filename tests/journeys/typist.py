"""Somebody who fills in forms by keyboard alone: Tab from question to question, and types."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication, QToolButton, QTreeWidget, QWidget

from rescueapp import clock
from rescueapp.forms import answers as interpreter
from rescueapp.forms import places
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Field, Kind
from ui.forms.finder import Finder
from ui.forms.form_view import FormView
from ui.tour.tour_hand import Hand

_KEY_COLUMN = 256  # Qt.ItemDataRole.UserRole: the form's key in the left side of a case


class Typist:
    """`fill` goes once through the form that is open; `seen` are the questions it came by."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self.seen: list[str] = []

    def fill(self, form: str, answers: dict[str, Any]) -> None:
        """Type every answer where Tab comes to its question. Fails on one it never came to."""
        self.seen = []
        left = dict(answers)
        fields = {field.key: field for field in interpreter.fields(FORMS[form])}
        while left:
            key = self._at().split(".")[0]
            assert not key.startswith("form"), f"Tab never came to {sorted(left)}: {self.seen}"
            self.seen.append(self._at())
            assert len(self.seen) < 600, f"Tab goes in circles: {self.seen[-20:]}"
            if key == "section":
                self._unfold(form, left)
            elif key in left:
                self._answer(fields[key], key, left.pop(key))
            self._hand.press("Tab")

    def open_section(self, form: str) -> None:
        """From anywhere in a case: to its left side, down it, unfolding topics, and Enter."""
        tree = self._hand.find("sections", QTreeWidget)
        for _ in range(60):
            if tree.hasFocus():
                break
            self._hand.press("Shift+Tab")
        self._hand.press("Home")
        for _ in range(150):
            item = tree.currentItem()
            if item is not None and item.data(0, _KEY_COLUMN) == form:
                break
            if item is not None and item.childCount() and not item.isExpanded():
                self._hand.press("Right")
            self._hand.press("Down")
        self._hand.press("Return")

    def save_complete(self) -> None:
        """Ctrl+Enter, until the form says that it is complete or has gone."""
        view = self._hand.find("formView", FormView)
        saved: list[Any] = []
        view.saved.connect(saved.append)
        self._hand.press("Ctrl+Return")
        self._hand.until("saved", lambda: saved)
        self._hand.settle()

    # --- one question -----------------------------------------------------------------------

    def _at(self) -> str:
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    def _unfold(self, form: str, left: dict[str, Any]) -> None:
        name = self._at().split(".")[1]
        section = next(s for s in FORMS[form].sections if s.key == name)
        head = QApplication.focusWidget()
        wanted = any(field.key in left for field in section.fields)
        if isinstance(head, QToolButton) and wanted and not head.isChecked():
            self._hand.press("Space")

    def _answer(self, field: Field, path: str, value: Any) -> None:
        if field.kind is Kind.ROWS:
            self._rows(field, value)
        elif field.kind is Kind.CHOICES:
            self._several(path, value)
        elif field.kind in _TWO_PARTS:
            self._two_parts(field, value)
        else:
            self._hand.write(typed(field, value))

    def _several(self, path: str, codes: list[str]) -> None:
        """Each by its code: Space ticks in an open list, Enter takes in a long one."""
        for code in codes:
            self._hand.write(code)
            if isinstance(QApplication.focusWidget(), Finder):
                self._hand.press("Return")
            else:
                assert self._at() == f"{path}.{code}"
                self._hand.press("Space")

    def _two_parts(self, field: Field, value: dict[str, str]) -> None:
        first, second = _TWO_PARTS[field.kind]
        found = places.place_label(value["code"]) if field.kind is Kind.PLACE else value[first]
        self._hand.write(found.split()[-1])
        self._hand.press("Tab")
        if value[second]:
            self._hand.write(value[second])

    def _rows(self, field: Field, rows: list[dict[str, Any]]) -> None:
        """Space on the button adds the first row; Enter in the last cell the next one."""
        columns = [column for column in field.rows if not column.retired]
        self._hand.press("Space")
        for number, row in enumerate(rows):
            path = f"{field.key}.{number}."
            left = dict(row)
            while left or number + 1 < len(rows):
                key = self._at().removeprefix(path).split(".")[0]
                assert self._at().startswith(path), f"{path} has no {sorted(left)}"
                column = next(c for c in columns if c.key == key)
                if key in left:
                    self._answer(column, f"{path}{key}", left.pop(key))
                if column is columns[-1] and number + 1 < len(rows):
                    self._hand.press("Return")
                    break
                self._hand.press("Tab")


_TWO_PARTS = {
    Kind.PLACE: ("code", "text"),
    Kind.ID_DOCUMENT: ("type", "number"),
    Kind.DEPARTMENT: ("code", "name"),
}


def typed(field: Field, value: Any) -> str:
    """What is typed for an answer that is kept so: codes as codes, y and n for yes and no."""
    if field.kind is Kind.YES_NO:
        return "y" if value else "n"
    if field.kind is Kind.DATE_TIME:
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    return str(value)


def focus_path() -> list[str]:
    """The names from the focused widget up, for messages."""
    names, widget = [], QApplication.focusWidget()
    while isinstance(widget, QWidget):
        names.append(widget.objectName() or type(widget).__name__)
        widget = widget.parentWidget()
    return names
