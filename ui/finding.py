"""The find field of the frame: it narrows the list of cases, and leads nobody out of a form.

While a form is open, what is found is offered below the field, and the form stays where it is
until a case is chosen. Everywhere else the list of cases is the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidgetItem, QWidget

from rescueapp.actions.finding import cases
from rescueapp.domain.case import CaseRow, Query
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import texts, theme
from ui.desktop.not_learnt import not_learnt
from ui.forms.editor import Option
from ui.forms.finder import Offers
from ui.lists.case_list import alias_words
from ui.navigator import Navigator
from ui.session import Session
from ui.theme import GRID
from ui.widgets.escape import takes_escape

_FIND = mark("Find: number, alias, name, pinyin, words  (Ctrl+K)", "frame")
_FIND_NAME = mark("Find cases", "frame")
_FOUND_NAME = mark("Cases found; the form stays open until one is chosen", "frame")
_NONE = mark("No case matches.", "frame")
_ALL = mark("All {count} in the list of cases", "frame")
_LINE = mark("{number}  {stage}  {worker}", "frame")

_TYPING_MS = 120
_OFFERED = 8
_OPTION = Qt.ItemDataRole.UserRole


class Finding(QObject):
    """Works for one find field. `in_form` says whether a form lies open on the page shown;
    `go_back` puts the focus where work is, when nobody knows where it was."""

    def __init__(
        self,
        frame: QWidget,
        field: FindField,
        session: Session,
        navigator: Navigator,
        *,
        in_form: Callable[[], bool],
        go_back: Callable[[], None],
    ) -> None:
        super().__init__(frame)
        self._field, self._session, self._navigator = field, session, navigator
        self._in_form, self._go_back = in_form, go_back
        self._came_from: QWidget | None = None
        self._narrows = ""  # what narrows the list of cases now
        self._asked = 0  # answers to what stands there no more are not shown
        self.offers = Offers(frame)
        self.offers.setObjectName("found")
        self.offers.setAccessibleName(say(_FOUND_NAME))
        self.offers.itemClicked.connect(self._take_item)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._find)
        field.textEdited.connect(lambda _: self._typing.start())
        field.entered.connect(self._enter)
        field.walked.connect(self._walk)
        field.escaped.connect(self._escape)
        field.left.connect(self.offers.hide)
        navigator.asked.connect(self._gone_to)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    def focus(self) -> None:
        """Ctrl+K."""
        if self._field.isVisible():
            self._field.setFocus()
            self._field.selectAll()

    # --- asking ---------------------------------------------------------------------------

    def _find(self) -> None:
        if not self._in_form():
            self._navigator.go("cases", text=self._field.text(), keep_focus=True)
            return
        self._asked += 1
        text, number = self._field.text(), self._asked
        if not text.strip():
            self.offers.hide()
            return
        self._session.run(
            lambda ws: _found(ws, text), lambda found: self._offer(number, *found), owner=self
        )

    def _offer(self, number: int, rows: list[CaseRow], count: int) -> None:
        if number != self._asked or not self._field.hasFocus():
            return
        options = [Option(row.uid, alias_words(row), _detail(row)) for row in rows]
        if count > len(rows):
            options.append(Option("", say(_ALL(count=count))))
        self.offers.fill(options or [Option(None, say(_NONE))], choose_first=bool(options))
        self.offers.put_under(self._field)

    # --- keys -----------------------------------------------------------------------------

    def _enter(self) -> None:
        """On to what was found: the case that is marked, or the list of cases."""
        if self.offers.isVisible():
            self._take(self.offers.chosen())
            return
        self._typing.stop()
        if self._in_form():
            self._find()
        else:
            self._navigator.go("cases", text=self._field.text())

    def _walk(self, step: int) -> None:
        if self.offers.isVisible():
            last = self.offers.count() - 1
            self.offers.setCurrentRow(max(0, min(last, self.offers.currentRow() + step)))
        elif step > 0:
            self._enter()

    def _escape(self) -> None:
        """Back to where one was; what was typed to find goes with it."""
        self.offers.hide()
        self._typing.stop()
        self._asked += 1
        came_from = self._came_from
        if came_from is not None and shiboken6.isValid(came_from) and came_from.isVisible():
            came_from.setFocus()
        else:
            self._go_back()

    def _take_item(self, item: QListWidgetItem) -> None:
        self._take(item.data(_OPTION))

    def _take(self, option: Option | None) -> None:
        if option is None or option.value is None:
            return
        self.offers.hide()
        if option.value:
            self._navigator.go("case", case_uid=option.value)
        else:
            self._navigator.go("cases", text=self._field.text())

    def _gone_to(self, page: str, values: dict[str, Any]) -> None:
        """What was typed may be a name: it stands nowhere but above the list it narrows (K-05)."""
        if page != "cases":
            self._typing.stop()
            self._field.clear()
            return
        self._narrows = values.get("text", self._narrows)
        if not self._field.hasFocus():
            self._field.setText(self._narrows)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self._field and before is not None:
            self._came_from = before


class FindField(QLineEdit):
    """One field for everything that finds a case.

    `entered` on Enter, `walked(±1)` on an arrow, `escaped` on Esc, `left` when it loses the focus.
    """

    entered = Signal()
    walked = Signal(int)
    escaped = Signal()
    left = Signal()

    def __init__(self) -> None:
        self._picture: QAction | None = None
        super().__init__()
        self.setObjectName("find")
        self.setAccessibleName(say(_FIND_NAME))
        self.setPlaceholderText(say(_FIND))
        self.setClearButtonEnabled(True)
        not_learnt(self)  # names are looked for here
        self.setMinimumWidth(30 * GRID)
        self.setMaximumWidth(64 * GRID)
        picture = theme.icon("find", "muted")
        self._picture = self.addAction(picture, QLineEdit.ActionPosition.LeadingPosition)

    def changeEvent(self, event: QEvent) -> None:
        """Override QLineEdit.changeEvent: the icon follows the theme."""
        super().changeEvent(event)
        if theme.turned(self, event) and self._picture is not None:
            self._picture.setIcon(theme.icon("find", "muted"))

    def event(self, event: QEvent) -> bool:
        """Override QLineEdit.event: Esc is for this field, before it leaves the page below."""
        return takes_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLineEdit.keyPressEvent."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.walked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QLineEdit.focusOutEvent."""
        super().focusOutEvent(event)
        self.left.emit()


def _found(ws: Workspace, text: str) -> tuple[list[CaseRow], int]:
    ids = cases.find_cases(ws, Query(text=text))
    return cases.case_rows(ws, ids[:_OFFERED]), len(ids)


def _detail(row: CaseRow) -> str:
    stage = say(texts.STAGES[row.stage])
    if row.folded_into:
        stage = say(texts.MERGED_INTO(number=row.folded_into))
    return say(_LINE(number=row.number, stage=stage, worker=row.worker_name))
