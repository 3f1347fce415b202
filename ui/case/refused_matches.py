"""Who was put aside for a case, why and by whom; taken back by one press (S36, S49)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions.desk import match_refusals
from rescueapp.actions.desk.match_refusals import REASONS, Refusal
from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from ui import dates, messages, texts
from ui.lists.columns import Column
from ui.lists.match_list import AMONG
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_TITLE = mark("Put aside for this case", "matches")
_BACK = mark("Compare them &again", "matches")
_WHY = mark("Why is it somebody else?", "matches")
_REASON = mark("&Reason", "matches")
_NOW = mark("Put aside", "matches")
_AGAIN = mark("{reason}; told more of since, and shown again", "matches")
_CLOSED = mark("Not compared, because they are closed: {cases}", "matches")
_LEAST, _MOST = 1, 3  # rows


def _why(refusal: Refusal) -> str:
    words = codes.label(REASONS, refusal.reason) if refusal.reason else ""
    return say(_AGAIN(reason=words)) if refusal.again else words


_COLUMNS: tuple[Column[Refusal], ...] = (
    Column("called", mark("Who", "matches"), lambda r: r.called, 170, least=110, rank=0),
    Column("among", mark("From", "matches"), lambda r: say(AMONG[r.among]), 120, least=90, rank=3),
    Column("reason", mark("Why not", "matches"), _why, 260, least=130, rank=0),
    Column("who", mark("Decided by", "matches"), lambda r: r.who, 100, least=70, rank=2),
    Column("at", mark("Decided on", "matches"), lambda r: dates.moment(r.at), 150, least=100,
           rank=1),
)  # fmt: skip


class WhyNot(Asking):
    """`then(box, reason)`: why somebody is not the person of the case."""

    def __init__(self, parent: QWidget, then: Callable[[WhyNot, str], object]) -> None:
        super().__init__(parent, "whyNot", say(_WHY), say(_NOW))
        self._then = then
        self._reason = Choice()
        self._reason.addItem("", "")
        for code in codes.codes(REASONS):
            self._reason.addItem(code.label, code.code)
        self.add_field(_REASON, self._reason, "whyNotReason")
        self._reason.setFocus()

    def act(self) -> None:
        """Override Asking.act."""
        reason = self._reason.currentData()
        if not reason:
            self.refuse(say(match_refusals.NO_REASON))
            return
        self._then(self, reason)


class RefusedMatches(QWidget):
    """Hidden while nobody was put aside. `changed()`: somebody was taken back."""

    def __init__(self, session: Session, changed: Callable[[], object]) -> None:
        super().__init__()
        self._session, self._changed = session, changed
        self._case_uid = ""
        self._rows = Rows(_COLUMNS, self)
        self._table = Table("refusedMatches", say(_TITLE), self._rows)
        self._back = Button(say(_BACK), "matchAgain", self._take_back, icon="find")
        self._problem = Notice(name="refusedProblem")
        head = QHBoxLayout()
        head.addWidget(Words(say(_TITLE), "strong", wrap=False))
        head.addStretch(1)
        head.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addLayout(head)
        column.addWidget(self._problem)
        column.addWidget(self._table)
        self.hide()

    def read(self, case_uid: str) -> None:
        """Those of a case; "" shows none."""
        self._case_uid = case_uid
        self._show([])
        if case_uid:
            self._session.run(
                lambda ws: match_refusals.refusals(ws, case_uid), self._show, self._refused,
                owner=self,
            )  # fmt: skip

    def _show(self, found: list[Refusal]) -> None:
        self._problem.say("")
        self._rows.show_rows(found)
        self._table.setFixedHeight((max(_LEAST, min(len(found), _MOST)) + 1) * ROW_HEIGHT + GRID)
        if found:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        self.setVisible(bool(found))

    def _take_back(self) -> None:
        chosen, case_uid = self._rows.row_at(self._table.currentIndex()), self._case_uid
        if not isinstance(chosen, Refusal):
            return

        def taken(_: object) -> None:
            self.read(case_uid)
            self._changed()

        self._session.run(
            lambda ws: match_refusals.take_back(ws, case_uid, chosen), taken, self._refused,
            owner=self,
        )  # fmt: skip

    def _refused(self, error: BaseException) -> None:
        self._problem.say(messages.words_of(error), "brick")


def closed_words(closed: tuple[str, ...]) -> str:
    """That closed cases are left out, by number; "" where there is none."""
    return say(_CLOSED(cases=texts.listed(closed))) if closed else ""
