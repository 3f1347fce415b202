"""All background work: one thread for the database, one for what takes long on a medium, one for
everything else.

A job is a `QRunnable` that holds callables only: the pools never own a `QObject`. Its result
comes back as one frozen `_Outcome` by a queued signal into the window thread, and `then`
runs only if the job's owner is still alive. Nothing here polls, nests an event loop or calls
`processEvents`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Required, TypedDict, TypeVar, Unpack

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QRunnable,
    Qt,
    QThreadPool,
    Signal,
    Slot,
)

from rescueapp.errors import Cancelled
from rescueapp.progress import Progress

_PATIENCE_S = 10  # for the disk, when the window closes
# Reports more often than this are dropped: the eye does not see them, the loop would.
_REPORT_EVERY_S = 0.05

Result = TypeVar("Result")  # what a piece of work gives

Work = Callable[[Progress], Result]
Then = Callable[[Result], object]
Failed = Callable[[BaseException], object]
Moved = Callable[[int, int], object]  # done, total; total 0: not known yet
Cancel = Callable[[], object]


class Rest(TypedDict, total=False):
    """What else a job may be given; without `owner` nobody is there to be told."""

    owner: Required[QObject]
    failed: Failed | None
    moved: Moved | None
    cancelled: Cancel | None


class Job:
    """A piece of work under way. `cancel()` stops it at its next report."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.running = True
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it ends with `Cancelled`, and `then` does not run."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class _Outcome:
    number: int
    value: Any = None
    error: BaseException | None = None


@dataclass(slots=True)
class _Pending:
    """What is kept of a job until its outcome has arrived, so that nothing is collected."""

    job: Job
    runnable: QRunnable
    owner: QObject
    then: Then[Any] | None
    failed: Failed | None
    moved: Moved | None
    cancelled: Cancel | None


class _Reports:
    """The `Progress` that a job's work receives; lives in the worker thread."""

    def __init__(self, job: Job, tell: Callable[[int, int, int], None]) -> None:
        self._job = job
        self._tell = tell
        self._told_at = 0.0

    def report(self, done: int, total: int = 0) -> None:
        if self._job.stopped:
            raise Cancelled
        at = time.monotonic()
        if at - self._told_at >= _REPORT_EVERY_S or (total and done >= total):
            self._told_at = at
            self._tell(self._job.number, done, total)


class _Runnable(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)  # Python owns it: `_Pending` holds it until it is over
        self._work = work

    def run(self) -> None:
        self._work()


class Tasks(QObject):
    """All pools. Made once, in the window thread; `close()` before the program ends."""

    _arrived = Signal(object)
    _reported = Signal(int, int, int)
    busy_changed = Signal(bool)  # whether any job is under way

    def __init__(self, on_failed: Callable[[QObject, BaseException], None]) -> None:
        """`on_failed` presents an error nobody else takes (`messages.problem`)."""
        super().__init__()
        self.on_failed = on_failed
        self._pending: dict[int, _Pending] = {}
        self._last = 0
        self._database = QThreadPool()
        self._database.setMaxThreadCount(1)
        # Or the thread, and with it the owner of the connection, is gone after 30 s.
        self._database.setExpiryTimeout(-1)
        self._others = QThreadPool()
        self._others.setMaxThreadCount(1)  # pdfium is not safe in two threads at once
        self._lasting = QThreadPool()
        self._lasting.setMaxThreadCount(1)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._move, Qt.ConnectionType.QueuedConnection)

    def in_database(
        self, work: Work[Result], then: Then[Result] | None = None, **rest: Unpack[Rest]
    ) -> Job:
        """Run `work(progress)` in the database thread; jobs there run in their order.

        `rest`: owner (required), failed, moved, cancelled.
        """
        return self._start(self._database, work, then, **rest)

    def beside(
        self, work: Work[Result], then: Then[Result] | None = None, **rest: Unpack[Rest]
    ) -> Job:
        """Run `work(progress)` in a thread that must not touch the database."""
        return self._start(self._others, work, then, **rest)

    def lasting(
        self, work: Work[Result], then: Then[Result] | None = None, **rest: Unpack[Rest]
    ) -> Job:
        """The same for what waits long for a medium (a backup): nobody waits behind it."""
        return self._start(self._lasting, work, then, **rest)

    @property
    def busy(self) -> bool:
        return bool(self._pending)

    def cancel_all(self) -> None:
        """Stop what is under way at its next report, and what is queued before it begins."""
        for pending in self._pending.values():
            pending.job.cancel()

    def close(self) -> None:
        """Stop everything and wait for the threads; afterwards no job may be started."""
        self.cancel_all()
        self.finish()

    def settle_database(self) -> None:
        """Wait until what is queued for the database is done, and tell its outcomes now: before
        the window closes, somebody must know whether what was typed is kept. A disk that does
        not answer is not waited for without end. (`waitForDone` would end the thread, and with
        it the owner of the connection.)"""
        done = threading.Event()
        self.in_database(lambda _: done.set(), owner=self)
        done.wait(_PATIENCE_S)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def finish(self) -> None:
        """Wait until what is queued is done (drafts, the lock); no result arrives any more."""
        self._database.waitForDone()
        self._others.waitForDone()
        self._lasting.waitForDone(_PATIENCE_S * 1000)
        self._pending.clear()

    def _start(
        self,
        pool: QThreadPool,
        work: Work[Result],
        then: Then[Result] | None,
        *,
        owner: QObject,
        failed: Failed | None = None,
        moved: Moved | None = None,
        cancelled: Cancel | None = None,
    ) -> Job:
        self._last += 1
        job = Job(self._last)
        reports = _Reports(job, self._reported.emit)
        runnable = _Runnable(self._performed(job, work, reports))
        was_busy = self.busy
        self._pending[job.number] = _Pending(job, runnable, owner, then, failed, moved, cancelled)
        if not was_busy:
            self.busy_changed.emit(True)
        pool.start(runnable)
        return job

    def _performed(self, job: Job, work: Work[Any], reports: Progress) -> Callable[[], None]:
        """What the thread runs: the work, and its outcome sent, whatever happens."""
        send = self._arrived.emit

        def perform() -> None:
            try:
                if job.stopped:
                    raise Cancelled
                outcome = _Outcome(job.number, value=work(reports))
            except BaseException as error:
                outcome = _Outcome(job.number, error=error)
            send(outcome)

        return perform

    @Slot(object)
    def _take(self, outcome: _Outcome) -> None:
        pending = self._pending.pop(outcome.number, None)
        if pending is None:
            return
        pending.job.running = False
        if not self.busy:
            self.busy_changed.emit(False)
        if not shiboken6.isValid(pending.owner):
            return
        self._finish(pending, outcome)

    def _finish(self, pending: _Pending, outcome: _Outcome) -> None:
        if isinstance(outcome.error, Cancelled):
            if pending.cancelled is not None:
                pending.cancelled()
        elif outcome.error is not None:
            failed = pending.failed or (lambda error: self.on_failed(pending.owner, error))
            failed(outcome.error)
        elif pending.then is not None:
            pending.then(outcome.value)

    @Slot(int, int, int)
    def _move(self, number: int, done: int, total: int) -> None:
        pending = self._pending.get(number)
        if pending is None or pending.moved is None or not shiboken6.isValid(pending.owner):
            return
        pending.moved(done, total)
