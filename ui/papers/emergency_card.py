"""The emergency card: one key away whatever lies open (F2), for whoever is signed in (K-25, K-26).

What to do now, line by line; telephone numbers to be read at arm's length; and from there to what
is written next. It shows nothing of any case and asks nothing of the database.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rescueapp.actions.papers import wall_sheets
from rescueapp.domain import emergency_card
from rescueapp.domain.emergency_card import Line, Sheet
from rescueapp.domain.worker import Act
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import mark, say
from ui import texts
from ui.navigator import Navigator
from ui.papers.paper_dialog import PaperDialog
from ui.papers.report_loss import LOSS, LossDesk
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.flow import FlowBox
from ui.widgets.words import Words

_CHOICE = mark("{number} {title}", "emergency card")
_NEXT = mark("Write next:", "emergency card")
_WRITE = mark("{number} {title}", "emergency card")
_OTHERS = mark("Another's case: open it now…", "emergency card")
_BENEATH = mark("To write it down, close what lies open beneath this card first.", "emergency card")
_PRINT = mark("&Print…", "emergency card")
_CLOSE = mark("&Close (Esc)", "emergency card")

_SIZE = (110 * GRID, 84 * GRID)
_NAME = "emergencyCard"
ANOTHERS = "another"  # instead of a form: a case of somebody else's is to be opened in need


class EmergencyCard(QDialog):
    """A sheet at a time; its number chooses it. `case_open`: what is written next goes into the
    case that lies open, else the case is chosen first; `beneath`: another window waits below, and
    nothing leads away from it."""

    def __init__(
        self, parent: QWidget, session: Session, navigator: Navigator, *, case_open: bool,
        beneath: bool,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._navigator = session, navigator
        self._case_open, self._beneath = case_open, beneath
        self._sheets = emergency_card.sheets()
        self._build()
        self.show_sheet(0)

    def show_sheet(self, place: int) -> None:
        """One of the sheets, from 0."""
        sheet = self._sheets[place]
        for number, button in enumerate(self._choices):
            button.setChecked(number == place)
        self._show_calls(sheet)
        self._show_lines(sheet)
        self._show_next(sheet)
        self._area.verticalScrollBar().setValue(0)
        self._choices[place].setFocus()

    def _show_calls(self, sheet: Sheet) -> None:
        clear(self._calls)
        for line in sheet.of("call"):
            self._calls.addWidget(Words(line.value, "call", name=f"call_{line.value}", wrap=False))
            self._calls.addWidget(Words(line.said, "muted", wrap=False))
            self._calls.addSpacing(3 * GRID)
        self._calls.addStretch(1)

    def _show_lines(self, sheet: Sheet) -> None:
        clear(self._lines)
        rows = [("", line.said, "strongStep") for line in sheet.of("note")]
        rows += [("·", line.said, "step") for line in sheet.of("sign")]
        steps = enumerate(sheet.of("step"), start=1)
        rows += [(str(number), line.said, "step") for number, line in steps]
        for row, (before, words, role) in enumerate(rows):
            if before:
                number = Words(before, "stepNumber", wrap=False)
                self._lines.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTop)
            said = Words(words, role)
            self._lines.addWidget(said, row, 1 if before else 0, 1, 1 if before else 2)

    def _show_next(self, sheet: Sheet) -> None:
        clear(self._next.flow)
        writes = sheet.of("write") if self._session.may(Act.SAVE_RECORD) else ()
        if writes:
            before = Words(say(_BENEATH if self._beneath else _NEXT), "muted", wrap=False)
            before.setMinimumHeight(4 * GRID)  # as high as the buttons beside it
            self._next.flow.addWidget(before)
        if not self._beneath:
            self._offer_next(sheet, writes)
        self._next.fit()

    def _offer_next(self, sheet: Sheet, writes: tuple[Line, ...]) -> None:
        for line in writes:
            form = FORMS[line.value]
            if self._session.worker.role in form.writers:
                words = _WRITE(number=form.number, title=texts.form_title(form))
                self._offer(say(words), f"write_{form.key}", partial(self._go, form.key))
        if sheet.of("incident") and self._session.has_data:
            self._offer(say(LOSS), "emergencyLoss", self._report)
        if writes and self._session.may(Act.ASK):
            self._offer(say(_OTHERS), "emergencyOthers", lambda: self._go(ANOTHERS))

    def _offer(self, words: str, name: str, act: Callable[[], object]) -> None:
        self._next.flow.addWidget(Button(words, name, act))

    # --- what comes next --------------------------------------------------------------------

    def _go(self, wanted: str) -> None:
        self.accept()
        if self._case_open and wanted != ANOTHERS:
            self._navigator.go("case", form=wanted)
        else:
            self._navigator.go("cases", wanted=wanted)

    def _report(self) -> None:
        over = self.parentWidget()
        assert over is not None, "it was opened over a window"
        self.accept()
        LossDesk(self._session, over).open()

    def _print(self) -> None:
        """Over this card, which stays to be read."""
        PaperDialog(
            self, self._session, say(wall_sheets.TITLE), lambda ws, _: wall_sheets.prepare(ws)
        ).open()

    # --- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        top = QHBoxLayout()
        choices = FlowBox()
        self._choices: list[Button] = []
        for place, sheet in enumerate(self._sheets):
            words = say(_CHOICE(number=place + 1, title=sheet.title))
            show = partial(self.show_sheet, place)
            button = Button(words, f"sheet_{sheet.key}", show, kind="chip")
            button.setCheckable(True)
            QShortcut(QKeySequence(str(place + 1)), self, show)
            self._choices.append(button)
            choices.flow.addWidget(button)
        top.addWidget(choices, 1)
        to_paper = Button(say(_PRINT), "emergencyPrint", self._print, icon="print")
        to_paper.setVisible(self._session.has_data and self._session.may(Act.PRINT_SHEET))
        top.addWidget(to_paper, 0, Qt.AlignmentFlag.AlignTop)
        close = Button(say(_CLOSE), "emergencyClose", self.reject)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        self._calls = QHBoxLayout()
        column.addLayout(self._calls)
        column.addWidget(self._build_area(), 1)
        self._next = FlowBox()
        column.addWidget(self._next)

    def _build_area(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(2 * GRID)
        self._lines.setVerticalSpacing(GRID // 2)
        self._lines.setColumnStretch(1, 1)
        column.addLayout(self._lines)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setObjectName("emergencyLines")
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        return self._area


def open_card(window: QWidget, session: Session, navigator: Navigator, *, case_open: bool) -> None:
    """Over whatever lies open: menus close, a dialog stays below as it is. Once at a time."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    below = QApplication.activeModalWidget()
    if any(w.objectName() == _NAME and w.isVisible() for w in QApplication.topLevelWidgets()):
        return
    card = EmergencyCard(
        below or window, session, navigator, case_open=case_open, beneath=below is not None
    )
    wide, high = window.width() - 4 * GRID, window.height() - 4 * GRID
    card.resize(min(_SIZE[0], wide), min(_SIZE[1], high))
    card.open()
