"""One's own referrals without an answer, by department, below what is due: opened on demand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp.actions.outward.referrals import Sent
from rescueapp.domain import referral
from rescueapp.i18n import mark, say
from ui.lists.columns import Column
from ui.lists.referral_list import DEPARTMENT, SENT
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.navigator import Navigator
from ui.theme import GRID
from ui.widgets.buttons import ChipButton
from ui.widgets.words import Words

_TITLE = mark("My referrals without an answer", "today")
_SHOWN = ("sent_on", "alias", "receiver", "service", "received", "days")
_COLUMNS: tuple[Column[Sent], ...] = (DEPARTMENT, *(each for each in SENT if each.key in _SHOWN))
_MOST_ROWS = 6


class ReferralsPart(QWidget):
    """Hidden until `chip` is pressed; Enter opens the referral."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("referralsPart")
        self._navigator = navigator
        self._rows = Rows(_COLUMNS, self)
        self._table = Table("ownReferrals", say(_TITLE), self._rows)
        self._table.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addWidget(Words(say(_TITLE), "heading", wrap=False))
        column.addWidget(self._table)
        self.chip = ChipButton(say(_TITLE), "showReferrals", self._turn)
        self.chip.hide()
        self.hide()

    def show_sent(self, found: Sequence[Sent]) -> None:
        """Those that wait now; without any, nothing of it is seen."""
        self._rows.show_rows(list(found))
        self._table.setFixedHeight((min(len(found), _MOST_ROWS) + 1) * ROW_HEIGHT + GRID)
        self.chip.setVisible(bool(found))
        self.setVisible(bool(found) and self.chip.isChecked())

    def _turn(self) -> None:
        self.setVisible(self.chip.isChecked())
        if self.chip.isChecked():
            self._table.setCurrentIndex(self._rows.index(0, 0))
            self._table.setFocus()

    def _open(self, index: QModelIndex) -> None:
        sent = self._rows.row_at(index)
        if isinstance(sent, Sent):
            self._navigator.go(
                "case", case_uid=sent.case_uid, form=referral.FORM, record_uid=sent.record_uid
            )
