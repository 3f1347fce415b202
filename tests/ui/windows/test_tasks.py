"""Background work: one database thread, results in the window thread, only for the living."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from rescueapp.errors import Cancelled, Refused
from rescueapp.i18n import mark
from rescueapp.progress import Progress
from tests.ui.windows.watchdog import Watchdog
from ui.tasks import Tasks


@pytest.fixture
def presented() -> list[BaseException]:
    return []


@pytest.fixture
def tasks(qapp: object, presented: list[BaseException]) -> Iterator[Tasks]:
    made = Tasks(lambda _, error: presented.append(error))
    yield made
    made.close()


def test_a_result_arrives_in_the_window_thread(tasks: Tasks, qtbot: QtBot) -> None:
    owner, seen = QObject(), []
    tasks.in_database(
        lambda _: threading.get_ident(),
        lambda worker: seen.append((worker, threading.get_ident())),
        owner=owner,
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, window = seen[0]
    assert window == threading.get_ident() != worker


def test_database_work_stays_in_one_thread_and_in_order(tasks: Tasks, qtbot: QtBot) -> None:
    owner, order, threads = QObject(), [], set()

    def work(number: int) -> int:
        threads.add(threading.get_ident())
        return number

    for number in range(200):
        tasks.in_database(lambda _, n=number: work(n), order.append, owner=owner)
    qtbot.waitUntil(lambda: len(order) == 200)
    assert order == list(range(200))
    assert len(threads) == 1


def test_nothing_runs_for_an_owner_that_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    import shiboken6

    owner, seen, gate = QObject(), [], threading.Event()
    tasks.in_database(lambda _: gate.wait(10), seen.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == []


def test_cancelled_work_stops_at_its_next_report(tasks: Tasks, qtbot: QtBot) -> None:
    owner, seen, stopped = QObject(), [], []
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        begun.set()
        go_on.wait(10)
        progress.report(1, 2)
        return "finished"

    job = tasks.in_database(work, seen.append, owner=owner, cancelled=lambda: stopped.append(True))
    begun.wait(10)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(stopped))
    assert seen == []


def test_cancelled_before_it_begins_it_never_begins(tasks: Tasks, qtbot: QtBot) -> None:
    owner, ran, gate = QObject(), [], threading.Event()
    tasks.in_database(lambda _: gate.wait(10), owner=owner)
    second = tasks.in_database(lambda _: ran.append(True), owner=owner)
    second.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert ran == []


def test_progress_arrives_in_the_window_thread(tasks: Tasks, qtbot: QtBot) -> None:
    owner, moves = QObject(), []
    tasks.in_database(
        lambda progress: progress.report(7, 7),
        owner=owner,
        moved=lambda done, total: moves.append((done, total, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: not tasks.busy)
    assert moves == [(7, 7, threading.get_ident())]


def test_a_problem_nobody_takes_is_presented_once(
    tasks: Tasks, qtbot: QtBot, presented: list[BaseException]
) -> None:
    owner = QObject()
    refusal = Refused(mark("No."))

    def work(_: Progress) -> None:
        raise refusal

    taken: list[BaseException] = []
    tasks.in_database(work, owner=owner)
    tasks.in_database(work, owner=owner, failed=taken.append)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert presented == [refusal]
    assert taken == [refusal]


def test_a_cancelled_job_is_no_problem(
    tasks: Tasks, qtbot: QtBot, presented: list[BaseException]
) -> None:
    def work(_: Progress) -> None:
        raise Cancelled

    tasks.in_database(work, owner=QObject())
    qtbot.waitUntil(lambda: not tasks.busy)
    assert presented == []


def test_the_window_lives_while_the_database_works(tasks: Tasks, qtbot: QtBot) -> None:
    """The window's own timer goes on while a job stands still; the watchdog tells how smoothly."""
    owner, gate, ticks = QObject(), threading.Event(), []
    timer = QTimer(owner, interval=1)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start()
    with Watchdog() as watchdog:
        tasks.in_database(lambda _: gate.wait(30), owner=owner)
        qtbot.waitUntil(lambda: len(ticks) >= 20)
        assert tasks.busy
        gate.set()
        qtbot.waitUntil(lambda: not tasks.busy)
    assert watchdog.beats > 0
