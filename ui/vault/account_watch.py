"""What the frame says of the computer's clock and of the account.

A clock that went back: a red line nobody can put away until a supervisor has confirmed the date.
An account that does not hold together: a red line. One that does: a quiet word at the bottom. The
check runs a stretch at a time beside the work and holds nobody up. A night shift goes on past
midnight: what the new day makes due is told then, not at the next unlock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.actions.papers import trail
from rescueapp.actions.papers.trail import Checked
from rescueapp.actions.watch import clock_watch
from rescueapp.actions.watch.clock_watch import Both, Doubt
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import ROLE_NAMES, Act, Role
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import dates
from ui.session import Session
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice

_LOOK_MS = 60 * 1000
_CONFIRM = mark("The date is right: {now}", "clock")
_CONFIRM_PLAIN = mark("The date is right", "clock")
_ASK = mark(
    "Ask {who} to sign in on this computer and to press “The date is right” in this line.", "clock"
)
_WHOLE = mark("Account whole: {entries} entries", "account")
_BROKEN = mark(
    "The account of what everybody did does not hold together. {words} Tell the superior bureau; "
    "do not work in other copies of this vault.",
    "account",
)


class AccountWatch(QWidget):
    """Hidden while there is nothing to say. `quiet(words)` is what the bottom line shows.
    `date_moved`: another day has begun, or the date came into doubt or out of it."""

    date_moved = Signal()

    def __init__(self, session: Session, quiet: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("accountWatch")
        self._session, self._quiet = session, quiet
        self._before = Both.now()
        self._date: tuple[date, Doubt | None] | None = None  # as it was looked at last
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._clock = Notice(name="clockDoubt")
        self._confirm = Button(say(_CONFIRM_PLAIN), "confirmDate", self._confirm_now, icon="check")
        self._confirm.setVisible(session.may(Act.CONFIRM_DATE))
        self._clock.row.addWidget(self._confirm)
        self._account = Notice(name="accountBroken")
        column.addWidget(self._clock)
        column.addWidget(self._account)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        if session.has_data:
            self._timer.start()

    def look(self) -> None:
        """Whether the clock was moved, and whether somebody must look at the date."""
        if not self._session.has_data:
            return
        before = self._before

        def work(ws: Workspace) -> tuple[Both, Doubt | None]:
            return clock_watch.look(ws, before), clock_watch.doubt(ws)

        self._session.run(work, lambda found: self._show(*found), owner=self)

    def check(self) -> None:
        """Look the account through, for those who may read it."""
        if not (self._session.has_data and self._session.may(Act.READ_AUDIT)):
            return
        found = Checked()
        self._session.run_in_steps(
            lambda ws: trail.check_in_steps(ws, found), lambda: self._checked(found), owner=self
        )

    def _show(self, before: Both, doubt: Doubt | None) -> None:
        self._before = before
        was, self._date = self._date, (clock.today(), doubt)
        if was not in (None, self._date):
            self.date_moved.emit()
        if doubt is None:
            self._clock.say("")
            return
        words = clock_watch.IN_DOUBT(seen=dates.moment(doubt.seen), now=dates.moment(doubt.now))
        told = say(words)
        if not self._session.may(Act.CONFIRM_DATE):
            office = self._session.vault.kind == "office"
            who = ROLE_NAMES[Role.OFFICE_OFFICER if office else Role.SUPERVISOR]
            told += "\n" + say(_ASK(who=who))
        self._clock.say(told, "brick")
        now = dates.moment(clock.stamp(before.wall))
        self._confirm.setText(say(_CONFIRM(now=now)))

    def _confirm_now(self) -> None:
        self._session.run(clock_watch.confirm, self._confirmed, owner=self)

    def _confirmed(self, changed: Changed) -> None:
        self._session.tell(changed)
        self.look()

    def _checked(self, found: Checked) -> None:
        if found.broken is None:
            self._quiet(say(_WHOLE(entries=found.entries)))
        else:
            self._account.say(say(_BROKEN(words=found.broken)), "brick")
