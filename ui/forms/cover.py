"""Sensitive answers on the screen (K-26): covered, shown for a reason and a time.

What is typed now is not covered, nor the question one stands in: it is covered once one leaves
it. The bar tells how many answers are covered, and shows them all with one reason.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp.actions.recording import sensitive
from rescueapp.domain.record import RecordView
from rescueapp.i18n import Text, mark, say
from ui.forms import form_notices
from ui.forms.form_pad import FormPad
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.countdown import Countdown
from ui.widgets.notice import Notice
from ui.widgets.reveal import ReasonMenu

COVERED = mark("{count} sensitive answers are covered: others can see the screen.", "cover")
BOTH = mark(
    "{count} sensitive answers are covered, and questions about identity are not asked while the"
    " name is: others can see the screen.",
    "cover",
)
SHOW = mark("Show them (F7)", "cover")
SHOW_TIP = mark("Show the sensitive answers for five minutes; the reason is recorded (F7)", "cover")
SHOWN = mark("Sensitive answers are shown.", "cover")
SHOWN_BUT = mark(
    "Sensitive answers are shown. Questions about identity are not asked while the name is"
    " covered.",
    "cover",
)


class Cover(QWidget):
    """The bar above the questions of a record, and what it does to them."""

    def __init__(self, session: Session, pad: FormPad) -> None:
        super().__init__()
        self._session, self._pad = session, pad
        self._case_uid = ""
        self._veiled = False  # questions about identity are not there
        self._reason = ""
        self._countdown = Countdown("cover")
        self._countdown.extend_asked.connect(lambda: self._reveal(self._reason))
        self._countdown.over.connect(self._over)
        self._show = Button(say(SHOW), "coverShow", self.ask, icon="eye", tip=say(SHOW_TIP))
        self._menu = ReasonMenu(self, "coverReasons", self._reveal)
        self._notice = Notice(name="cover")
        self._notice.row.addWidget(self._show)
        self._notice.row.addWidget(self._countdown)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, 0)
        column.addWidget(self._notice)
        self.hide()
        pad.uncover_wanted.connect(self.ask)
        pad.counted.connect(self._show_state)

    def begin(self, view: RecordView) -> None:
        """Follow a record that the pad shows from now on."""
        self._case_uid = view.case_uid or ""
        self._veiled = form_notices.hides(view)
        if view.shown_for:
            self._countdown.start(view.shown_for)
        self._show_state()

    def ask(self) -> None:
        """F7, the button, or a covered answer: which reason? Shown already, they are covered."""
        if self._countdown.runs:
            self._countdown.stop()
        elif self._pad.is_covered:
            at = self._show if self._show.isVisible() else self
            self._menu.popup(at.mapToGlobal(QPoint(0, at.height())))

    def _reveal(self, reason: str) -> None:
        uid, self._reason = self._case_uid, reason
        self._session.run(lambda ws: sensitive.reveal(ws, uid, reason), self._uncover, owner=self)

    def _uncover(self, seconds: Any) -> None:
        self._countdown.start(seconds)
        self._pad.set_covered(False)

    def _over(self) -> None:
        uid = self._case_uid
        self._session.run(lambda ws: sensitive.cover(ws, uid), owner=self)
        self._pad.set_covered(True)

    def _show_state(self) -> None:
        shown, count = self._countdown.runs, self._pad.covered_count()
        self._countdown.setVisible(shown)
        self._show.setVisible(not shown and count > 0)
        words = self._state(shown, count)
        self._notice.say(say(words) if words else "")
        self.setVisible(words is not None)

    def _state(self, shown: bool, count: int) -> Text | None:
        if shown:
            return SHOWN_BUT if self._veiled else SHOWN
        if count:
            return (BOTH if self._veiled else COVERED)(count=count)
        return form_notices.VEILED if self._veiled else None

    def words(self) -> str:
        """What the bar says; "" when there is nothing to cover."""
        return self._notice.words()
