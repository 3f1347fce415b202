"""Referrals: which are without an answer, and how long each department takes (S37, S39)."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from rescueapp.actions.outward import referrals
from rescueapp.actions.outward.referrals import Sent
from rescueapp.i18n import Text, mark, say
from ui.desks.desk import Desk, Tell
from ui.lists.columns import Column, Row
from ui.lists.referral_list import DEPARTMENTS, SENT
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.widgets.buttons import ChipButton
from ui.widgets.words import Words

_TITLE = mark("Referrals", "oversight")
_WORDS = mark(
    "What was sent to other departments and partners, the longest without an answer on top, then"
    " what was not taken on and nobody else has taken on since. Each is on Today of whoever works"
    " on the case when its receipt is due.",
    "referrals",
)
_ALL = mark("Also those answered", "referrals")
_NOTHING = mark("No referral waits for an answer, or for somebody else.", "referrals")
_BY_DEPARTMENT = mark("By department", "referrals")
_NONE = mark("No referral was sent yet.", "referrals")


class ReferralsDesk(Desk):
    """Two tables: each referral, and what becomes of them by department."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="referralsDesk")
        self._found: list[Sent] = []
        self.column.addWidget(Words(say(_TITLE), "heading", wrap=False))
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self._all = ChipButton(say(_ALL), "referralsAll", self._show)
        line = QHBoxLayout()
        line.addWidget(self._all)
        line.addStretch(1)
        self.column.addLayout(line)
        self._sent, self._rows = self._table("referralsTable", _TITLE, SENT, _NOTHING, 5)
        self.column.addWidget(Words(say(_BY_DEPARTMENT), "heading", wrap=False))
        _, self._departments = self._table(
            "referralDepartments", _BY_DEPARTMENT, DEPARTMENTS, _NONE, 3
        )

    def read(self) -> None:
        """Override Desk.read."""
        self.session.run(referrals.sent, self._take, owner=self)

    def focus_first(self) -> None:
        """Override Desk.focus_first."""
        self._sent.setFocus()

    def _take(self, found: list[Sent]) -> None:
        self._found = found
        self._departments.show_rows(referrals.by_department(found))
        self._show()

    def _show(self) -> None:
        shown = [each for each in self._found if each.waits or self._all.isChecked()]
        self._rows.show_rows(shown)
        if shown:
            self._sent.setCurrentIndex(self._rows.index(0, 0))

    def _table(
        self, name: str, words: Text, columns: tuple[Column[Row], ...], nothing: Text, least: int
    ) -> tuple[Table, Rows[Row]]:
        rows = Rows(columns, self)
        table = Table(name, say(words), rows)
        table.say_when_empty(say(nothing))
        table.setMinimumHeight(least * ROW_HEIGHT)
        self.column.addWidget(table, 1)
        return table, rows
