"""What tells of the unsafe list is seen before it is printed, left out, or kept with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from rescueapp.actions.finding import cases
from rescueapp.actions.outward.disclosure import UNDECIDED
from rescueapp.printing.preview import Preview
from tests.ui.windows.conftest import Driver
from ui import messages

BUYER = {"relation": "R1", "relative_name": "罗大魁", "contact_forbidden": True}
TOLD = {"wishes": "不想再见到羅大魁。"}


@pytest.fixture
def case(station: Driver) -> str:
    """A woman whose papers name the man who bought her."""
    station.sign_in("duan")
    intake = {"arrived_at": "2026-03-01T02:00:00Z", "sex": "2", "brief": "被罗大魁关了半年"}
    uid = station.write("intake", intake).case_uid
    station.write("relative", BUYER, uid)
    station.write("trafficking_case", TOLD, uid)
    return uid


def order(driver: Driver, uid: str, *, recipient: str = "县人民法院") -> Any:
    page = driver.go("print", what="file", case_uid=uid)
    for name, words in (("Recipient", recipient), ("Purpose", "Trial"), ("Reason", "Asked")):
        driver.find(QLineEdit, f"print{name}").setText(words)
    driver.click("printHere")
    driver.click("printShow")
    return page


def ready(driver: Driver) -> tuple[bool, bool]:
    buttons = (driver.find(QPushButton, name) for name in ("printPrint", "printSave"))
    print_it, save_it = (button.isEnabled() for button in buttons)
    return print_it, save_it


def text_of(page: Any) -> str:
    (pdf,) = page._paper.prepared.pdfs
    with Preview(pdf) as pages:
        return "".join(pages.text(number) for number in range(len(pages))).replace("\n", "")


def test_k13_nothing_is_printed_before_it_is_decided_what_is_told(
    station: Driver, case: str
) -> None:
    page = order(station, case)
    assert ready(station) == (False, False)
    lines = page._found._lines.text()
    assert "Intake registration, “What happened, in brief”: a name of the unsafe list" in lines
    assert "罗大魁" not in lines
    page._paper.print()  # Ctrl+P
    page._paper.save()
    assert page._paper.prepared.held


def test_k13_leave_them_out_and_the_pages_are_built_anew(
    station: Driver, case: str, tmp_path: Path
) -> None:
    page = order(station, case)
    assert "罗大魁" in text_of(page)
    station.click("printLeaveOut")
    assert ready(station) == (True, True)
    assert "left out of this print: 2" in page._found._notice.words()
    messages.answer_next("save", tmp_path / "out.pdf")
    station.click("printSave")
    with Preview((tmp_path / "out.pdf").read_bytes()) as pages:
        text = "".join(pages.text(number) for number in range(len(pages)))
    assert "罗大魁" not in text
    assert "羅大魁" not in text


def test_k13_a_supervisor_keeps_them_with_a_reason_and_not_without(
    station: Driver, case: str
) -> None:
    page = order(station, case)
    station.click("printKeep")
    assert ready(station) == (False, False)
    station.find(QLineEdit, "printKeepReason").setText("法院要求写明")
    station.click("printKeep")
    assert ready(station) == (True, True)
    assert "register of copies" in page._found._notice.words()
    messages.answer_next(False)
    station.click("printPrint")


def test_k13_another_order_is_decided_about_anew(station: Driver, case: str) -> None:
    page = order(station, case)
    station.click("printLeaveOut")
    order(station, case)
    assert ready(station) == (False, False)
    assert page._paper.prepared.decision == UNDECIDED


def test_k13_a_recipient_of_the_list_is_refused_in_place(station: Driver, case: str) -> None:
    page = order(station, case, recipient="罗大魁")
    assert "unsafe list" in page._paper.problem.words()
    assert ready(station) == (False, False)
    assert page._paper.prepared is None


def test_k13_the_paper_of_the_first_hour_is_shown_and_ready(station: Driver, case: str) -> None:
    found = station.do(lambda ws: [row.uid for row in _rows(ws, case)])
    page = station.go("print", what="sheet", case_uid=case, form="intake", record_uid=found[0])
    station.settle()
    assert page._found.isVisible()
    assert station.find(QPushButton, "printPrint").isEnabled()
    assert page._found._keep.isHidden()


def _rows(ws: Any, case: str) -> list[Any]:
    return [row for row in cases.records_of(ws, case) if row.form == "intake"]


def test_k13_a_profile_is_asked_only_what_it_can_take(station: Driver, case: str) -> None:
    page = order(station, case)
    box = station.find(QComboBox, "printProfile")
    for key, identity, level_3 in (
        ("internal", True, False),
        ("next_institution", False, True),
        ("family", False, False),
        ("court", True, True),
    ):
        box.setCurrentIndex(box.findData(key))
        shown = (page._order._identity.isVisibleTo(page), page._order._l3.isVisibleTo(page))
        assert shown == (identity, level_3)
