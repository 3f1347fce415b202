"""Printing: what goes out is seen first; nothing leaves before it stands in the register."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPushButton

from rescueapp.actions.papers import prints
from rescueapp.errors import Unavailable
from rescueapp.i18n import say
from rescueapp.printing.preview import Preview
from rescueapp.progress import Quiet
from rescueapp.storage import files
from tests.faults.limits import no_file_longer_than
from tests.ui.windows.conftest import Driver
from ui import messages, paper

UI = Path(paper.__file__).parent


def _first_case(driver: Driver) -> str:
    driver.sign_in("duan")
    return driver.case_row().uid


def _copies(driver: Driver, case_uid: str) -> list[Any]:
    return driver.do(lambda ws: prints.register_of_copies(ws, case_uid))


@pytest.fixture
def ordered(station: Driver) -> tuple[Driver, str]:
    """A case file prepared and on the screen."""
    uid = _first_case(station)
    station.go("print", what="file", case_uid=uid)
    for name, words in (("Recipient", "Court"), ("Purpose", "Trial"), ("Reason", "Asked")):
        station.find(QLineEdit, f"print{name}").setText(words)
    station.click("printHere")
    station.click("printShow")
    return station, uid


def test_what_goes_out_and_what_stays_is_listed(ordered: tuple[Driver, str]) -> None:
    page = ordered[0].frame.shown
    assert page._out.text()
    assert page._stays.text()
    assert page._paper.pages.count > 0


def test_an_order_without_a_reason_is_refused_in_place(station: Driver) -> None:
    uid = _first_case(station)
    page = station.go("print", what="file", case_uid=uid)
    station.click("printShow")
    assert page._paper.problem.words()
    assert not station.find(QPushButton, "printPrint").isEnabled()


def test_k14_where_the_recipient_is_is_asked_and_not_presumed(station: Driver) -> None:
    page = station.go("print", what="file", case_uid=_first_case(station))
    for name, words in (("Recipient", "Court"), ("Purpose", "Trial"), ("Reason", "Asked")):
        station.find(QLineEdit, f"print{name}").setText(words)
    station.click("printShow")
    assert "Say whether" in page._paper.problem.words()
    station.click("printAbroad")
    station.click("printShow")
    assert "nothing goes there" in page._paper.problem.words()
    station.click("printHere")
    station.click("printShow")
    station.until(lambda: page._paper.pages.count > 0)
    assert page._paper.problem.words() == ""
    assert station.failures == []


def test_the_safe_answer_to_the_warning_writes_nothing(
    ordered: tuple[Driver, str], tmp_path: Path
) -> None:
    driver, uid = ordered
    messages.answer_next("cancel")
    driver.click("printSave")
    assert _copies(driver, uid) == []


def test_a_saved_pdf_stands_in_the_register(ordered: tuple[Driver, str], tmp_path: Path) -> None:
    driver, uid = ordered
    target = tmp_path / "out.pdf"
    messages.answer_next("save", target)
    driver.click("printSave")
    with Preview(target.read_bytes()) as pages:
        assert len(pages) > 0
    (copy,) = _copies(driver, uid)
    assert (copy.recipient, copy.medium) == ("Court", prints.FILE)


def test_the_proposed_file_name_tells_nothing(
    ordered: tuple[Driver, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, _ = ordered
    proposed: list[str] = []
    monkeypatch.setattr(
        messages, "choose_target", lambda parent, title, kinds, name, then: proposed.append(name)
    )
    messages.answer_next("save")
    driver.click("printSave")
    assert proposed[0] == f"{driver.frame.shown._paper.prepared.print_id}.pdf"


def test_a_print_dialog_closed_prints_nothing(ordered: tuple[Driver, str]) -> None:
    driver, uid = ordered
    messages.answer_next(False)
    driver.click("printPrint")
    assert _copies(driver, uid) == []


def test_where_there_is_no_printer_it_is_said_and_nothing_is_registered(
    ordered: tuple[Driver, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, uid = ordered
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    driver.click("printPrint")
    assert "printer" in messages.told[-1]
    assert _copies(driver, uid) == []
    driver.find(QMessageBox, "message").reject()
    assert driver.find(QPushButton, "printSave").isEnabled()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX systems")
def test_a_full_medium_is_said_in_words_and_what_was_there_stays(
    ordered: tuple[Driver, str], tmp_path: Path
) -> None:
    driver, _ = ordered
    page, target = driver.frame.shown, tmp_path / "out.pdf"
    target.write_bytes(b"%PDF earlier")
    with no_file_longer_than(1000):
        page._paper._write(target, page._paper.prepared)
        driver.settle()
    assert page._paper.problem.words() == say(files.DISK_FULL)
    assert page._paper.problem.property("tone") == "brick"
    assert {f.name: f.read_bytes() for f in tmp_path.glob("out*")} == {"out.pdf": b"%PDF earlier"}


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_every_way_of_being_full_reads_the_same(fault: int) -> None:
    with pytest.raises(Unavailable) as full, files.on_disk():
        raise OSError(fault, "no room")
    assert messages.words_of(full.value) == say(files.DISK_FULL)


def test_printing_draws_every_page_of_every_copy(
    ordered: tuple[Driver, str], tmp_path: Path
) -> None:
    page = ordered[0].frame.shown
    printer = paper.neutral_printer("1")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    pdfs = (*page._paper.prepared.pdfs, *page._paper.prepared.pdfs)
    assert paper.send(printer, pdfs, Quiet()) == 2 * page._paper.pages.count
    with Preview((tmp_path / "printed.pdf").read_bytes()) as printed:
        assert len(printed) == 2 * page._paper.pages.count


def test_the_job_name_is_neutral(qapp: object) -> None:
    printer = paper.neutral_printer("4821")
    assert (printer.docName(), printer.creator()) == ("document 4821", "")


def test_only_one_place_makes_printers_and_names_their_jobs() -> None:
    made = {path.name for path in UI.rglob("*.py") if "QPrinter(" in path.read_text("utf-8")}
    named = {path.name for path in UI.rglob("*.py") if "setDocName" in path.read_text("utf-8")}
    assert made == named == {"paper.py"}


def test_a_blank_sheet_needs_no_order(station: Driver) -> None:
    station.sign_in("he")
    page = station.go("print", what="sheet", form="intake", record_uid=None, case_uid=None)
    assert page._paper.prepared.pdfs
    assert not page._order.isVisible()


def test_page_down_scrolls_and_then_turns(ordered: tuple[Driver, str]) -> None:
    driver, _ = ordered
    view = driver.frame.shown._paper.pages
    scroller = view._area.verticalScrollBar()
    for key, number in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageUp, 0)):
        pressed = 0
        while view.number != number:
            at = scroller.value()
            driver.qtbot.keyClick(view._area, key)
            driver.settle()
            assert scroller.value() != at or view.number == number
            pressed += 1
        assert pressed > 1 or number == 0
        assert not view._page.pixmap().isNull()


def test_pages_are_made_larger_and_fit_again_by_keys(ordered: tuple[Driver, str]) -> None:
    driver, _ = ordered
    view, control = driver.frame.shown._paper.pages, Qt.KeyboardModifier.ControlModifier
    fits = view._page.pixmap().deviceIndependentSize().width()
    driver.qtbot.keyClick(view._area, Qt.Key.Key_Plus, control)
    driver.settle()
    assert view._page.pixmap().deviceIndependentSize().width() == pytest.approx(1.25 * fits, abs=2)
    driver.qtbot.keyClick(view._area, Qt.Key.Key_0, control)
    driver.settle()
    assert view._page.pixmap().deviceIndependentSize().width() == fits
