"""A calm word while somebody is asked at length: so long already, rest, they can stop (K-25).

The time begins with the first answer that is written. The word takes no focus and stops nothing;
one key takes it away, and it comes again after as long a time.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer

from rescueapp import clock
from rescueapp.domain.case import may_be_under
from rescueapp.i18n import mark
from ui.forms.form_pad import FormPad
from ui.forms.notice_bar import NoticeBar

MINUTES, CHILD_MINUTES = 45, 20
CHILD = 14  # under it a person is asked for a shorter time
_MINUTE_MS = 60_000

REST = mark(
    "{minutes} minutes of questions so far. Take a rest; the person can stop at any time.",
    "form view",
)
RESTED = mark("Understood (&B)", "form view")


class BreakReminder(NoticeBar):
    """Stands above the questions of a form and listens to its pad. `minute_ms`: how long a minute
    is, for tests."""

    def __init__(self, pad: FormPad, *, minute_ms: int = _MINUTE_MS) -> None:
        super().__init__("breakNotice")
        self._pad, self._minute_ms = pad, minute_ms
        self._asked_for = 0  # minutes
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self._remind)
        pad.changed.connect(lambda _: self._written())

    def _written(self) -> None:
        if not self.timer.isActive() and self.isHidden():
            self._wait()

    def _wait(self) -> None:
        """Once more as long: of a child under 14, or who may be one, a shorter time."""
        self.timer.start(self._minutes() * self._minute_ms)

    def _minutes(self) -> int:
        child = may_be_under(CHILD, self._pad.born_to(), clock.today())
        return CHILD_MINUTES if child else MINUTES

    def _remind(self) -> None:
        self._asked_for += self.timer.interval() // self._minute_ms
        done = (("breakOk", RESTED, self._wait),)
        self.ask(REST(minutes=self._asked_for), done, "teal", focus=False)
