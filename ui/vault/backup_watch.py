"""The day's backup beside the work, and what everybody is told when there is none.

It stands in the frame: a banner nobody can put away after a fortnight without a verified backup,
and a line with its progress while one makes itself. What goes wrong is said once, in words, and
tried again; nothing here stops anybody's work or a lock.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rescueapp.actions.attached.attachment_check import faults
from rescueapp.actions.backup import backup_schedule, backups
from rescueapp.actions.backup.backups import BackupInfo
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.i18n import Text, mark, say
from ui import messages
from ui.session import Apart, Session
from ui.theme import GRID
from ui.widgets.busy import Busy
from ui.widgets.notice import Notice

_LOOK_MS = 15 * 60 * 1000  # a stick that was put in, a new day
_MAKING = mark("Making the day's backup; work goes on…", "backup")
_NOT_MADE = mark(
    "The day's backup was not made. {words} The older ones are untouched; it is tried again.",
    "backup",
)


class BackupWatch(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("backupWatch")
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lacking = Notice(name="backupLacking")
        self._trouble = Notice(name="backupTrouble")
        self._busy = Busy("dayBackupBusy")
        self._busy.row.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        for widget in (self._lacking, self._trouble, self._busy):
            column.addWidget(widget)
        self._stopped = False  # by somebody: not again in this session
        session.changes.happened.connect(self._changed)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Whether somebody must be told, and whether a backup is due and can be made."""
        if not self._session.has_data:
            return
        self._session.run(backup_schedule.banner, self._tell, owner=self)
        if self._session.may(Act.BACK_UP) and not self._busy.running and not self._stopped:
            self._session.run_apart(
                Apart(backup_schedule.due, backups.carry_out, backups.settle), self._made,
                self._failed, owner=self, moved=self._busy.moved, cancelled=self._stop,
                begun=lambda job: self._busy.begin(job, say(_MAKING)), awaited=False,
            )  # fmt: skip

    def _changed(self, changed: Changed) -> None:
        if changed.backups:
            self._stopped = False
            self.look()

    def _tell(self, words: Text | None) -> None:
        self._lacking.say(say(words) if words else "", "brick")

    def _made(self, info: BackupInfo) -> None:
        self._busy.end()
        lacking = faults(info.missing_blobs, info.altered_blobs)
        self._trouble.say("\n".join(map(say, lacking)), "brick")
        self._session.tell(Changed(backups=True))

    def _failed(self, error: BaseException) -> None:
        self._busy.end()
        self._trouble.say(say(_NOT_MADE(words=messages.words_of(error))), "amber")

    def _stop(self) -> None:
        self._busy.end()
        self._stopped = True
