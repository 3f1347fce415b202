"""The idle lock comes through whatever is open, and ends the process that held the data."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QDrag
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QToolButton, QWidget

from rescueapp.actions.recording import drafts
from rescueapp.actions.vault import locking
from rescueapp.progress import Progress
from tests.faults.limits import fill, small_disk
from tests.ui.windows.conftest import Demo, Driver
from tests.ui.windows.conftest import fill as fill_in
from ui import messages, paper
from ui.ending import Again
from ui.guard import HIDDEN_S
from ui.session import Apart
from ui.widgets.busy import Busy
from ui.windows.frame import Frame
from ui.windows.unlock import Unlock


def _message(driver: Driver) -> None:
    messages.ask(driver.program.window, "?", "?", {"no": "no", "yes": "yes"}, lambda _: None)


def _modal_loop(driver: Driver) -> None:
    QMessageBox(driver.program.window).exec()


def _file_dialog(driver: Driver) -> None:
    messages.choose_folder(driver.program.window, "?", lambda _: None)


def _file_dialog_loop(driver: Driver) -> None:
    dialog = QFileDialog(driver.program.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.exec()


def _menu(driver: Driver) -> None:
    menu = driver.find(QToolButton, "me").menu()
    menu.exec()


def _drag(driver: Driver) -> None:
    drag = QDrag(driver.program.window)
    data = QMimeData()
    data.setText("x")
    drag.setMimeData(data)
    drag.exec()


def _question_in_a_question(driver: Driver) -> None:
    QTimer.singleShot(0, lambda: _modal_loop(driver))
    _modal_loop(driver)


OPEN = [
    _message, _modal_loop, _file_dialog, _file_dialog_loop, _menu, _drag, _question_in_a_question,
]  # fmt: skip


@pytest.mark.fault(12, what="dialogs, menus and drags open")
@pytest.mark.parametrize("open_it", OPEN, ids=lambda each: each.__name__.strip("_"))
def test_k11_the_vault_is_locked_whatever_is_open(
    station: Driver, open_it: Callable[[Driver], None]
) -> None:
    station.sign_in("duan")
    program = station.program
    program._guard.idle_s = 0  # the next look finds nobody there
    QTimer.singleShot(50, program._guard.look)
    open_it(station)
    station.until(lambda: isinstance(program._screen, Unlock))
    assert program.session is None
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert shown == [program.window]
    assert station.failures == []


@pytest.mark.fault(12, what="pages being drawn")
def test_a_page_being_drawn_for_print_does_not_hold_it_up(station: Driver) -> None:
    station.sign_in("duan")
    row = station.case_row(-1)
    station.frame.navigator.go(
        "print", what="sheet", case_uid=row.uid, form="intake", record_uid=None
    )
    station.program._guard.lock()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    station.settle()
    assert station.failures == []


@pytest.mark.fault(12, what="drafts kept under a dialog")
def test_typing_is_sealed_before_a_dialog_over_it_is_closed(station: Driver) -> None:
    station.sign_in("he")
    view = station.until_built(station.go("intake")._form)
    fill_in(view, "name", "祝望舒")
    _message(station)
    station.program._guard.lock()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    station.sign_in("he")
    assert [draft.form for draft in station.do(drafts.drafts_of)] == ["intake"]


@pytest.mark.fault(12, what="full disks")
def test_on_a_full_disk_what_is_typed_is_sealed_all_the_same(
    begin: Callable[[Path], Driver], demo: Demo, tmp_path: Path
) -> None:
    """Saying that the disk is full helps nobody who is not there any more."""
    with small_disk(tmp_path / "small", size="48m") as disk:
        shutil.copytree(demo.station.parent, disk / "demo")
        station = begin(disk / "demo" / demo.station.name)
        station.sign_in("he")
        view = station.until_built(station.go("intake")._form)
        others = fill(disk)
        fill_in(view, "name", "祝望舒")
        view.keep_now()
        station.settle()
        assert view.keeper.is_waiting, "while somebody is there, they are told"
        station.program._guard.lock()
        station.until(lambda: isinstance(station.program._screen, Unlock))
        others.unlink()
        station.sign_in("he")
        [draft] = station.do(drafts.drafts_of)
        opened = station.do(lambda ws: drafts.open_draft(ws, draft.uid))
        assert opened.view.answers["name"] == "祝望舒"
        station.program.leave()


@pytest.mark.fault(12, what="pages that fail")
def test_a_page_that_fails_while_it_is_left_does_not_hold_it_up(
    station: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    station.sign_in("duan")

    def fails(_: Frame) -> None:
        raise ValueError

    monkeypatch.setattr(Frame, "keep_now", fails)
    station.program._guard.lock()
    station.until(lambda: isinstance(station.program._screen, Unlock))


@pytest.mark.fault(12, what="exports under way")
def test_what_is_under_way_is_stopped_and_told_at_the_next_unlock(station: Driver) -> None:
    frame = station.sign_in("duan")
    begun, busy = threading.Event(), Busy("busy")

    def export(_: Any, progress: Progress) -> None:
        begun.set()
        while True:
            progress.report(1, 2)

    frame.session.run_long(export, owner=frame, moved=busy.moved, cancelled=busy.end)
    station.until(begun.is_set)
    station.program._guard.lock()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    told = len(messages.told)
    messages.answer_next(None)
    station.sign_in("duan")
    assert ["It was stopped" in words for words in messages.told[told:]] == [True]
    station.program._guard.lock()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    station.sign_in("duan")
    assert len(messages.told) == told + 1, "told once"


def _apart(frame: Frame, work: Callable[[Progress], None]) -> None:
    frame.session.run_apart(
        Apart(lambda _: 1, lambda _, progress: work(progress), lambda *_: None), owner=frame
    )


def _beside(frame: Frame, work: Callable[[Progress], None]) -> None:
    frame.session.run_beside(work, owner=frame)


@pytest.mark.fault(12, what="exports under way")
@pytest.mark.parametrize("hand_over", [_apart, _beside], ids=["backup", "print"])
def test_the_process_ends_once_what_is_half_made_is_undone(
    station: Driver, hand_over: Callable[[Frame, Callable[[Progress], None]], None]
) -> None:
    """Else a half-made backup stays on its medium, and a document on its way to the printer."""
    frame = station.sign_in("duan")
    begun, allowed, undone, calls = threading.Event(), threading.Event(), [], _ended(station)

    def work(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress.report(1, 2)
        finally:
            allowed.wait(60)
            undone.append(len(calls))

    hand_over(frame, work)
    station.until(begun.is_set)
    session = frame.session
    station.program._guard.lock()
    station.until(lambda: session._workspace is None)
    QApplication.processEvents()
    assert calls == []
    allowed.set()
    station.until(lambda: bool(calls))
    assert undone == [0]


@pytest.mark.fault(12, what="pages being drawn")
def test_a_picture_that_takes_long_is_not_waited_for(station: Driver) -> None:
    """It makes nothing that could be left half-made."""
    frame = station.sign_in("duan")
    calls, drawn = _ended(station), threading.Event()
    picture = frame.session.tasks.beside(lambda _: drawn.wait(10), owner=frame)
    station.program._late.setInterval(60_000)
    station.program._guard.lock()
    station.until(lambda: bool(calls))
    assert picture.running
    drawn.set()


@pytest.mark.fault(12, what="prints under way")
def test_a_print_is_stopped_and_told_at_the_next_unlock(
    station: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    station.sign_in("duan")
    page = station.go("print", what="sheet", form="intake", record_uid=None, case_uid=None)
    drawing, locked = threading.Event(), threading.Event()
    draw, pages = paper._draw, []

    def drawn(*values: Any) -> None:
        draw(*values)
        pages.append(values)
        drawing.set()
        locked.wait(60)

    def to_a_file(print_id: str) -> QPrinter:
        printer = neutral(print_id)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "out"))
        return printer

    neutral = paper.neutral_printer
    monkeypatch.setattr(paper, "_draw", drawn)
    monkeypatch.setattr(paper, "neutral_printer", to_a_file)
    assert page._paper.pages.count > 1
    messages.answer_next(True)
    page._paper.print()
    station.until(drawing.is_set)
    station.program._guard.lock()
    locked.set()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    assert len(pages) == 1
    messages.answer_next(None)
    station.sign_in("duan")
    assert "It was stopped" in messages.told[-1]


@pytest.mark.fault(12, what="hidden windows")
def test_hidden_for_a_minute_it_locks_and_any_language_can_be_chosen(station: Driver) -> None:
    station.sign_in("duan")
    guard, then = station.program._guard, station.program._guard._clocks()
    guard.hide()
    assert station.program._layers.currentWidget().objectName() == "cover"
    guard._clocks = lambda: (then[0] + HIDDEN_S + 1, then[1] + HIDDEN_S + 1)
    guard.look()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    station.program._choose_language("zh_Hant")
    assert station.program._layers.currentWidget() is station.program._screen


def test_the_search_by_name_is_no_work_of_a_person(station: Driver) -> None:
    frame = station.sign_in("duan")
    assert not frame.session.somebody_waits


def test_the_limit_of_the_vault_holds_from_the_next_unlock(station: Driver) -> None:
    station.sign_in("duan")
    assert station.program._guard.idle_s == 300
    station.do(lambda ws: locking.set_limit(ws, 2))
    station.program._guard.lock()
    station.until(lambda: isinstance(station.program._screen, Unlock))
    station.sign_in("he")
    assert station.program._guard.idle_s == 120


# --- the end of the process -----------------------------------------------------------------


def _ended(driver: Driver) -> list[tuple[Path, Again]]:
    """The program with an end of which only is told."""
    calls: list[tuple[Path, Again]] = []
    driver.program.ender = lambda folder, again: calls.append((folder, again))
    return calls


@pytest.mark.parametrize("login", ["duan", "zhao"])
def test_the_process_ends_once_the_vault_is_closed(station: Driver, login: str) -> None:
    station.sign_in(login)
    calls = _ended(station)
    session = station.frame.session
    station.click("lock")
    station.until(lambda: bool(calls))
    assert session._workspace is None
    assert calls[0][0] == station.program.folder
    assert not station.program._late.isActive()


@pytest.mark.fault(12, what="disks that do not answer")
def test_a_disk_that_does_not_answer_cannot_hold_it_up(station: Driver) -> None:
    frame = station.sign_in("duan")
    calls, stuck = _ended(station), threading.Event()
    frame.session.run(lambda _: stuck.wait(60), owner=frame)
    station.program._late.setInterval(50)
    station.program._guard.lock()
    assert station.program._layers.currentWidget().objectName() == "blank"
    station.until(lambda: bool(calls))
    stuck.set()


def test_closing_the_window_begins_no_other(station: Driver) -> None:
    station.sign_in("duan")
    calls = _ended(station)
    station.program.window.close()
    QApplication.processEvents()
    assert calls == []


def test_where_the_window_stands_is_told_and_read_again(qapp: object) -> None:
    window = QWidget()
    window.setGeometry(-5, 40, 900, 500)
    again = Again.of(window)
    assert Again.read(again.written()) == again
    other = QWidget()
    again.apply(other)
    assert other.size() == window.size()
    other.close()


@pytest.mark.parametrize(
    "argument", ["", "zh_Hans", "zh_Hans.0.1.2.3.4", "xx.0.1.2.3.4.-1", "zh_Hans.0.a.2.3.4.-1"]
)
def test_any_other_argument_is_none(argument: str) -> None:
    assert Again.read(argument) is None


def test_a_number_that_is_no_display_is_not_closed(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        Again("en", False, (0, 0, 1, 1), file.fileno()).let_go()
        file.write(b"still open")
