"""The outcome scales of a case over time: the picture, and beside it the numbers that open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rescueapp.actions.opened import outcomes as outcomes_of
from rescueapp.domain import outcomes
from rescueapp.domain.outcomes import Scored
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import mark, say
from rescueapp.printing import outcome_chart
from rescueapp.printing.outcome_chart import CHART, Colours
from rescueapp.printing.preview import Picture, Preview
from ui import paper, texts, theme
from ui.case_view import CaseView
from ui.lists.outcome_list import COLUMNS, OutcomeRow, change_words
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.empty import Empty
from ui.widgets.words import Words

_NONE = mark("No scores yet. The scales (P17) are filled in at the beginning, at reviews, before "
             "leaving and after the return.", "outcomes")  # fmt: skip
_SUM = mark("{records} records · better in {better}, the same in {same}, worse in {worse} domains",
            "outcomes")  # fmt: skip
_SAID = mark("{domain}: {change}", "outcomes")
_NEW = mark("New scores", "outcomes")
_PRINTED = mark("Printed with the case file.", "outcomes")
_LEAST, _MOST, _STEP = 80 * GRID, 110 * GRID, 4 * GRID
_HEAD = 14 * GRID  # of the width, so that all of the picture is seen below the words


class CaseOutcomes(QWidget):
    """Enter on a domain opens the last record."""

    def __init__(
        self,
        session: Session,
        open_record: Callable[[str], object],
        write_new: Callable[[], object],
    ) -> None:
        super().__init__()
        self._session, self._open_record = session, open_record
        self._case_uid = ""
        self._scores: tuple[Scored, ...] = ()
        self._drawn: tuple[Any, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(Words(say(CHART), "heading", wrap=False))
        head.addStretch(1)
        self._new = Button(say(_NEW), "newScores", write_new, icon="plus")
        head.addWidget(self._new)
        column.addLayout(head)
        self._sum = Words("", "muted")
        column.addWidget(self._sum)
        column.addWidget(self._build_inside(), 1)
        self._none = Empty(say(_NONE), "file", name="noOutcomes")
        column.addWidget(self._none, 1)
        self.setFocusProxy(self._table)

    def _build_inside(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("role", "page")
        self._picture = QLabel()
        self._picture.setObjectName("outcomeChart")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._rows = Rows(COLUMNS, self)
        self._table = Table("outcomeTable", say(CHART), self._rows)
        self._table.setMinimumHeight((len(outcomes.DOMAINS) + 1) * ROW_HEIGHT + GRID)
        self._table.opened.connect(self._open)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._picture)
        column.addWidget(self._table, 1)
        column.addWidget(Words(say(_PRINTED), "muted"))
        self._scroll = QScrollArea()
        self._scroll.setObjectName("outcomes")
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        return self._scroll

    def show_case(self, view: CaseView) -> None:
        """Read the scores of a case; of another's there are none."""
        self._case_uid = uid = view.row.uid
        writers = FORMS[outcomes.FORM].writers
        self._new.setVisible(view.row.mine and self._session.worker.role.value in writers)
        if not view.of_form(outcomes.FORM):
            self._show(uid, ())
            return
        self._session.run(
            lambda ws: outcomes_of.of_case(ws, uid), lambda scores: self._show(uid, scores),
            owner=self,
        )  # fmt: skip

    def _show(self, case_uid: str, scores: tuple[Scored, ...]) -> None:
        if case_uid != self._case_uid:
            return
        self._scores = scores
        found = outcomes.changes(scores)
        self._scroll.setVisible(bool(scores))
        self._sum.setVisible(bool(scores))
        self._none.setVisible(not scores)
        rows = [OutcomeRow(outcomes.title(FORMS[outcomes.FORM], c.domain), c) for c in found]
        self._rows.show_rows(rows)
        better, same, worse = outcomes.better_and_worse(found)
        self._sum.setText(say(_SUM(records=len(scores), better=better, same=same, worse=worse)))
        told = [say(_SAID(domain=r.title, change=change_words(r.change))) for r in rows]
        self._picture.setAccessibleName(texts.listed(told))
        self._draw()

    def _open(self, _: QModelIndex) -> None:
        if self._scores:
            self._open_record(self._scores[-1].record_uid)

    # --- the picture -----------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: the picture is as wide as there is room."""
        super().resizeEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: the picture follows the theme."""
        super().changeEvent(event)
        if theme.turned(self, event):
            self._draw()

    def _draw(self) -> None:
        if not self._scores:
            return
        ratio = self.devicePixelRatioF()
        whole = self.height() * outcome_chart.WIDE / outcome_chart.HIGH - _HEAD
        room = min(self.width() - 3 * GRID, whole)
        wide = int(min(max(room, _LEAST), _MOST)) // _STEP * _STEP
        asked = (self._scores, wide, ratio, theme.is_dark())
        if asked == self._drawn:
            return
        self._drawn = asked
        scores, colours = self._scores, _colours()

        def put(drawn: Picture) -> None:
            if self._drawn == asked:
                self._picture.setPixmap(paper.pixmap(drawn, ratio))

        self._session.run(lambda _: _picture(scores, colours, wide * ratio), put, owner=self)


def _colours() -> Colours:
    now = theme.colours()
    return Colours(now["window"], now["text"], now["border"], now["accent"], now["amber"])


def _picture(scores: tuple[Scored, ...], colours: Colours, wide: float) -> Picture:
    """Beside the window: pdfium draws for one at a time."""
    with Preview(outcome_chart.pdf(scores, colours)) as page:
        return page.picture(0, wide / outcome_chart.WIDE)
