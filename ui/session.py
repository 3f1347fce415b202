"""The unlocked session: who works, in which vault, and the way to its database thread.

The `Workspace` lives in the database thread; the window never touches it. It hands over
callables instead:

    session.run(lambda ws: cases.case(ws, uid), self._show, owner=self)
    session.run_long(lambda ws, progress: …, self._done, owner=self, moved=bar.move)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject

from rescueapp import logs
from rescueapp.actions.watch.face import VaultFace
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act, Worker
from rescueapp.errors import Cancelled
from rescueapp.progress import Progress
from rescueapp.workspace import KeyDesk, VaultInfo, Workspace
from ui.changes import Changes
from ui.tasks import Cancel, Failed, Job, Moved, Result, Tasks, Then

_STRETCH_S = 0.03  # of work in steps: what a list may have to wait behind it

Order = TypeVar("Order")  # of work in three parts
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Apart(Generic[Order, Made, Result]):
    """Work in three parts: `prepare(ws)` gives an order (None: nothing to do), `work(order,
    progress)` needs no workspace, `settle(ws, order, done)` writes down what came of it."""

    prepare: Callable[[Workspace], Order | None]
    work: Callable[[Order, Progress], Made]
    settle: Callable[[Workspace, Order, Made], Result]


class Session(QObject):
    """From unlock to lock. `worker` and `vault` are frozen data, safe in the window thread."""

    def __init__(
        self,
        tasks: Tasks,
        workspace: Workspace | KeyDesk,
        *,
        worker: Worker,
        vault: VaultInfo | VaultFace,
    ) -> None:
        super().__init__()
        self.tasks = tasks
        self.worker = worker
        self.vault = vault
        self.changes = Changes(self)
        self._workspace: Workspace | KeyDesk | None = workspace
        self._has_data = isinstance(workspace, Workspace)
        self._long: list[Job] = []
        self._awaited: list[Job] = []  # of these, what a person began and looks at
        self._closed = False

    def may(self, act: Act) -> bool:
        return self.worker.may(act)

    def tell(self, changed: Changed) -> None:
        """Tell every view what an act changed."""
        self.changes.tell(changed)

    def run(
        self,
        work: Callable[[Workspace], Result],
        then: Then[Result] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject,
    ) -> Job:
        """Run `work(workspace)` in the database thread, then `then(result)` in this one.

        Without `failed`, a problem is shown in words to the person. Neither runs when
        `owner` is gone or the session is locked by then.
        """
        return self._queue(lambda ws, _: work(ws), then, failed, owner=owner)

    def run_on_keys(
        self,
        work: Callable[[KeyDesk], Result],
        then: Then[Result] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject,
    ) -> Job:
        """As `run`, for what only an administrator does, without data: `work(key desk)`."""
        return self._queue(lambda desk, _: work(desk), then, failed, owner=owner)

    def run_long(
        self,
        work: Callable[[Workspace, Progress], Result],
        then: Then[Result] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject,
        moved: Moved | None = None,
        cancelled: Cancel | None = None,
    ) -> Job:
        """As `run`, for work that reports: `work(workspace, progress)`. A lock cancels it."""
        job = self._queue(work, then, failed, owner=owner, moved=moved, cancelled=cancelled)
        return self._stops(job, awaited=cancelled is not None)

    def run_beside(
        self,
        work: Callable[[Progress], Result],
        then: Then[Result] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject,
        moved: Moved | None = None,
        cancelled: Cancel | None = None,
    ) -> Job:
        """What a person sends out, without the database: to a printer, onto a medium. A lock
        cancels it, waits until nothing half-made is left, and they are told."""
        job = self.tasks.beside(
            work, self._while_open(then), owner=owner,
            failed=self._while_open(failed or (lambda error: self.tasks.on_failed(owner, error))),
            moved=moved, cancelled=cancelled,
        )  # fmt: skip
        return self._stops(job, awaited=True)

    def run_apart(
        self,
        apart: Apart[Order, Made, Result],
        then: Then[Result] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject,
        begun: Callable[[Job], object] | None = None,
        moved: Moved | None = None,
        cancelled: Cancel | None = None,
        awaited: bool = True,
        lasting: bool = True,
    ) -> None:
        """Long work, while the database stays free for everybody (`Apart`).

        `begun(job)` once it is under way; not at all when `prepare` finds nothing to do. A lock
        cancels it, and waits until it is undone. `awaited`: a person began it and is told if a
        lock stopped it. `lasting`: it waits long for a medium, and nothing short stands behind it.
        """
        start = self.tasks.lasting if lasting else self.tasks.beside
        present = failed or (lambda error: self.tasks.on_failed(owner, error))

        def work(order: Order | None) -> None:
            if order is None:
                return
            job = start(
                lambda progress: apart.work(order, progress),
                self._while_open(lambda done: settle(order, done)),
                owner=owner, failed=self._while_open(present), moved=moved, cancelled=cancelled,
            )  # fmt: skip
            self._stops(job, awaited=awaited)
            if begun is not None:
                begun(job)

        def settle(order: Order, done: Made) -> None:
            self.run(lambda ws: apart.settle(ws, order, done), then, present, owner=owner)

        self.run(apart.prepare, work, present, owner=owner)

    def run_in_steps(
        self,
        work: Callable[[Workspace], Iterator[tuple[int, int]]],
        then: Callable[[], object],
        *,
        owner: QObject,
        moved: Moved | None = None,
    ) -> None:
        """Run `work(workspace)` to its end a stretch at a time, so that what is asked meanwhile
        comes in between. It yields how far it is: (done, total). A lock ends it."""
        under_way: list[Iterator[tuple[int, int]]] = []

        def stretch(ws: Workspace, progress: Progress) -> bool:
            if not under_way:
                under_way.append(work(ws))
            until = time.monotonic() + _STRETCH_S
            for done, total in under_way[0]:
                progress.report(done, total)
                if time.monotonic() >= until:
                    return False
            return True

        def go_on(finished: bool) -> None:
            if finished:
                then()
            else:
                self.run_long(stretch, go_on, owner=owner, moved=moved)

        go_on(False)

    def close(
        self,
        lock: Callable[[Workspace | KeyDesk], object],
        then: Callable[[], object],
        owner: QObject,
    ) -> None:
        """Lock: what was queued before (drafts) is done first, what comes later is dropped; `then`
        once what was cancelled has left nothing half-made."""
        if self._closed:
            return
        self._closed = True
        self.stop_long()

        def in_thread(_: Progress) -> None:
            workspace, self._workspace = self._workspace, None
            if workspace is not None:
                lock(workspace)

        def failed(error: BaseException) -> None:
            logs.fault(error)
            self._undo(then, owner)

        self.tasks.in_database(
            in_thread, lambda _: self._undo(then, owner), owner=owner, failed=failed
        )

    def _undo(self, then: Callable[[], object], owner: QObject) -> None:
        """What is last in each of the other queues comes after everything that was cancelled."""
        if not any(job.running for job in self._long):
            then()
            return
        self.tasks.beside(
            lambda _: None,
            lambda _: self.tasks.lasting(lambda _: None, lambda _: then(), owner=owner),
            owner=owner,
        )

    def stop_long(self) -> None:
        """Cancel long work, so that what was typed need not wait behind it."""
        for job in self._long:
            job.cancel()

    @property
    def somebody_waits(self) -> bool:
        """Whether something is under way that a person began: an export, a backup, a check."""
        return any(job.running for job in self._awaited)

    @property
    def has_data(self) -> bool:
        """False for an administrator, who works on keys and people and opens no data."""
        return self._has_data

    @property
    def closed(self) -> bool:
        return self._closed

    def _stops(self, job: Job, *, awaited: bool) -> Job:
        """A lock stops this job."""
        self._long = [*(j for j in self._long if j.running), job]
        if awaited:
            self._awaited = [*(j for j in self._awaited if j.running), job]
        return job

    def _queue(
        self,
        work: Callable[[Any, Progress], Result],
        then: Then[Result] | None,
        failed: Failed | None,
        *,
        owner: QObject,
        moved: Moved | None = None,
        cancelled: Cancel | None = None,
    ) -> Job:
        present = failed or (lambda error: self.tasks.on_failed(owner, error))

        def in_thread(progress: Progress) -> Result:
            if self._workspace is None:
                raise Cancelled
            return work(self._workspace, progress)

        return self.tasks.in_database(
            in_thread,
            self._while_open(then),
            owner=owner,
            failed=self._while_open(present),
            moved=moved,
            cancelled=cancelled,
        )

    def _while_open(self, call: Then[Result] | None) -> Then[Result]:
        """Results that arrive after the lock show nothing."""

        def guarded(value: Result) -> None:
            if call is not None and not self._closed:
                call(value)

        return guarded


def opened(tasks: Tasks, workspace: Workspace | KeyDesk) -> Session:
    """The session of what `actions.vault.vaults.unlock` returned."""
    if isinstance(workspace, Workspace):
        return Session(tasks, workspace, worker=workspace.worker, vault=workspace.vault)
    ring = workspace.keyring
    face = VaultFace(kind=ring.kind, training=ring.training)
    return Session(tasks, workspace, worker=workspace.worker, vault=face)
