"""Administration's backups: where they go, which there are, one now, and the trial of restoring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rescueapp.actions.backup import backup_schedule, backups, restore_trial
from rescueapp.actions.backup.backup_schedule import State
from rescueapp.actions.backup.backups import BackupInfo
from rescueapp.actions.backup.restore_trial import Tried
from rescueapp.domain.changed import Changed
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import Workspace
from ui import dates, messages
from ui.lists.backup_list import COLUMNS
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Apart, Session
from ui.theme import GRID
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.notice import Notice
from ui.widgets.papers_dialog import PapersDialog
from ui.widgets.words import Words

_TITLE = mark("Backup", "admin")
_WORDS = mark(
    "A backup is made while people work, sealed to the supervisors and the recovery papers, and "
    "read back from the medium before it counts. Choose a place once: then the day's makes itself "
    "when a supervisor is signed in and the medium is connected. Seven days, four weeks and twelve "
    "months are kept.",
    "backup",
)
_NO_PLACE = mark("No place has been chosen: nothing is backed up by itself.", "backup")
_PLACE = mark("Goes to: {folder}", "backup")
_NOT_CONNECTED = mark("Goes to: {folder} (not connected now)", "backup")
_NOW = mark("Back up now…", "admin")
_ELSEWHERE = mark("To another medium…", "backup")
_CHOOSE = mark("Choose the place…", "backup")
_CHOOSE_TITLE = mark("Choose the medium for the daily backup", "backup")
_MEDIUM = mark("Choose the medium for the backup", "admin")
_BACKING_UP = mark("Backing up and reading back…", "admin")
_BACKED_UP = mark("The backup is made and was read back whole.", "admin")
_CHOSEN = mark("From now on the day's backup goes there by itself.", "backup")
_LIST = mark("Backups", "backup")
_NONE = mark("No backup has been made yet.", "backup")
_TRY = mark("Try restoring", "backup")
_TRY_PAPERS = mark("Try with two papers…", "backup")
_TRYING = mark("Restoring for a trial and comparing…", "backup")
_REPORT = mark("Report…", "backup")
_REPORT_TITLE = mark("Trial of restoring a backup", "backup")
_NEVER_TRIED = mark(
    "Once a month the newest is restored for a trial, in a private folder, and every row compared; "
    "nothing of it stays. It has not been tried yet.",
    "backup",
)
_LAST_TRIED = mark("Restored for a trial on {day} by {name}: {result}", "backup")
_PASSED, _FAILED = mark("whole", "backup"), mark("NOT whole", "backup")
_TODAY = mark("It opens with today's passphrases.", "backup")
_NOT_TODAY = mark("It opens with the passphrases of its day.", "backup")
_WITH_PAPERS = mark("Opened with the recovery papers {first} and {second}.", "backup")
_DIFFER = mark("Not as they were: {tables}", "backup")

_FEWEST_ROWS, _MOST_ROWS = 2, 8

Say = Callable[[str, str], object]

Order = TypeVar("Order")
Made = TypeVar("Made")
Settled = TypeVar("Settled")


class BackupDesk(Card):
    """`tell(words, tone)` says what came of it, at the head of the page."""

    def __init__(self, session: Session, tell: Say) -> None:
        super().__init__(say(_TITLE), name="card_back_up")
        self._session, self._tell = session, tell
        self._state: State | None = None
        self._papers: PapersDialog | None = None
        self._tried: Tried | None = None
        self._build()
        session.changes.happened.connect(self._changed)

    def read(self) -> None:
        """How it stands now."""
        self._session.run(backup_schedule.state, self._show, owner=self)

    def _changed(self, changed: Changed) -> None:
        if changed.backups or changed.everything:
            self.read()

    def _show(self, state: State) -> None:
        self._state = state
        place = state.place
        words = _NO_PLACE()
        if place is not None:
            words = (_PLACE if place.connected else _NOT_CONNECTED)(folder=place.folder)
        self._where.setText(say(words))
        same = [backups.SAME_DISK()] if place is not None and place.same_disk else []
        self._warned.say("\n".join(map(say, (*same, *state.told))), "amber")
        self._elsewhere.setVisible(place is not None)
        self._rows.show_rows(list(state.kept))
        rows = min(max(len(state.kept), _FEWEST_ROWS), _MOST_ROWS)
        self._table.setFixedHeight((rows + 1) * ROW_HEIGHT + GRID)
        lies = self._newest() is not None
        self._try.setEnabled(lies)
        self._try_papers.setEnabled(lies)
        self._show_trial(state.trial)

    def _show_trial(self, tried: Tried | None) -> None:
        self._tried = tried
        self._report.setVisible(tried is not None)
        if tried is None:
            self._last.setText(say(_NEVER_TRIED))
            return
        result = say(_PASSED if tried.passed else _FAILED)
        told = _LAST_TRIED(day=dates.moment(tried.at), name=tried.by, result=result)
        self._last.setText(say(told))

    # --- a backup -------------------------------------------------------------------------

    def _choose(self) -> None:
        messages.choose_folder(self, say(_CHOOSE_TITLE), self._choose_now)

    def _choose_now(self, folder: Path) -> None:
        def chosen(_: object) -> None:
            self._tell(say(_CHOSEN), "teal")
            self._session.tell(Changed(backups=True))

        self._session.run(
            lambda ws: backup_schedule.choose_place(ws, folder), chosen, self._failed, owner=self
        )

    def _now(self) -> None:
        place = self._state.place if self._state else None
        if place is not None and place.connected:
            self._begin(backup_schedule.order_now)
        else:
            self._ask_where()

    def _ask_where(self) -> None:
        if not self._busy.running:
            messages.choose_folder(
                self, say(_MEDIUM), lambda to: self._begin(lambda ws: backups.prepare(ws, to))
            )

    def _begin(self, prepare: Callable[[Workspace], backups.Order]) -> None:
        self._run(Apart(prepare, backups.carry_out, backups.settle), self._backed_up, _BACKING_UP)

    def _backed_up(self, info: BackupInfo) -> None:
        told = backups.told(info)
        words = "\n".join(map(say, (_BACKED_UP, *told)))
        self._ended(words, "brick" if told else "teal")

    def _run(
        self, apart: Apart[Order, Made, Settled], then: Callable[[Settled], object], words: Text
    ) -> None:
        if self._busy.running:
            return
        self._tell("", "plain")
        self._session.run_apart(
            apart, then, self._failed, owner=self, moved=self._busy.moved,
            begun=lambda job: self._busy.begin(job, say(words)), cancelled=self._busy.end,
        )  # fmt: skip

    def _ended(self, words: str, tone: str) -> None:
        self._busy.end()
        self._tell(words, tone)
        self._session.tell(Changed(backups=True))

    def _failed(self, error: BaseException) -> None:
        self._busy.end()
        self._tell(messages.words_of(error), "brick")
        self.read()

    # --- the trial --------------------------------------------------------------------------

    def _newest(self) -> backup_schedule.Kept | None:
        kept = self._state.kept if self._state else ()
        return next((each for each in kept if each.lies), None)

    def _try_now(self) -> None:
        apart = self._trial()
        if apart is not None:
            self._run(apart, self._was_tried, _TRYING)

    def _ask_papers(self) -> None:
        if self._newest() is not None and not self._busy.running:
            self._papers = PapersDialog(self, self._try_with)
            self._papers.open()

    def _try_with(self, shares: list[str]) -> None:
        papers, apart = self._papers, self._trial(shares)
        if papers is None or apart is None:
            return

        def tried(found: Tried) -> None:
            papers.accept()
            self._was_tried(found)

        words = papers.begin()
        self._session.run_apart(
            apart, tried, lambda error: papers.refuse(messages.words_of(error)), owner=papers,
            begun=lambda job: papers.busy.begin(job, words), moved=papers.busy.moved,
            cancelled=papers.busy.end,
        )  # fmt: skip

    def _trial(
        self, shares: list[str] | None = None
    ) -> Apart[restore_trial.Order, Tried, Tried] | None:
        newest = self._newest()
        if newest is None or not newest.lies:
            return None
        path, noted = newest.lies, newest.noted
        return Apart(
            lambda ws: restore_trial.prepare(ws, path, noted, shares or ()),
            restore_trial.carry_out,
            lambda ws, _, found: restore_trial.settle(ws, found),
        )

    def _was_tried(self, found: Tried) -> None:
        self._ended(say(found.told()), "teal" if found.passed else "brick")

    def _show_report(self) -> None:
        if self._tried is not None:
            messages.tell(self, say(_REPORT_TITLE), "\n\n".join(report(self._tried)))

    # --- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self._where = Words(name="backupWhere")
        self.column.addWidget(self._where)
        self._warned = Notice(name="backupSameDisk")
        self.column.addWidget(self._warned)
        self._elsewhere = Button(say(_ELSEWHERE), "backUpElsewhere", self._ask_where)
        self.column.addWidget(
            _row(
                Button(say(_NOW), "backUp", self._now, icon="backup"),
                self._elsewhere,
                Button(say(_CHOOSE), "backupPlace", self._choose, icon="station"),
            )
        )
        self._busy = Busy("backupBusy")
        self.column.addWidget(self._busy)
        self._rows = Rows(COLUMNS, self)
        self._table = Table("backupTable", say(_LIST), self._rows)
        self._table.say_when_empty(say(_NONE))
        self.column.addWidget(self._table)
        self._last = Words(name="lastTrial")
        self.column.addWidget(self._last)
        self._try = Button(say(_TRY), "tryRestore", self._try_now, icon="restore")
        self._try_papers = Button(say(_TRY_PAPERS), "tryRestorePapers", self._ask_papers)
        self._report = Button(say(_REPORT), "trialReport", self._show_report, kind="quiet")
        self.column.addWidget(_row(self._try, self._try_papers, self._report))


def report(tried: Tried) -> list[str]:
    """What a trial found, in sentences."""
    lines = [say(tried.told())]
    if tried.pair:
        first, second = tried.pair
        lines.append(say(_WITH_PAPERS(first=first, second=second)))
    if tried.passed:
        lines.append(say(_TODAY if tried.today else _NOT_TODAY))
    if tried.differ:
        lines.append(say(_DIFFER(tables=", ".join(tried.differ))))
    return lines


def _row(*buttons: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return whole
