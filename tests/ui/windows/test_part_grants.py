"""In a case of one's own: asking for a part that one's role does not open."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from rescueapp.actions.recording import records
from rescueapp.actions.two_people import requests
from rescueapp.domain.request import Kind
from tests.ui.windows.conftest import Driver
from ui.windows.case import CasePage

WHY = "安排住宿需要知道过敏和用药情况"


def _open(driver: Driver, login: str) -> CasePage:
    driver.sign_in(login)
    page: CasePage = driver.go("case", case_uid=driver.case_row(-1).uid)
    return page


def _ask(driver: Driver, page: CasePage, kind: Kind) -> None:
    action = next(
        a for a in page._tools.part.menu().actions() if a.objectName() == f"ask_{kind.value}"
    )
    action.trigger()
    driver.find(QLineEdit, "why").setText(WHY)
    driver.click("askWhyNow")
    driver.settle()


def test_k09_it_is_asked_for_allowed_said_on_the_case_and_given_back(station: Driver) -> None:
    page = _open(station, "he")
    _ask(station, page, Kind.OPEN_MEDICAL)
    assert page._view is not None
    asked = page._view.asked
    assert "one part more" in page._access.bar.words()
    station.change_to("duan")
    station.do(lambda ws: requests.decide(ws, asked, granted=True))
    station.change_to("he")
    page = station.go("case", case_uid=page._view.row.uid)
    assert "medical part" in page._access.bar.words()
    station.click("accessBack")
    station.settle()
    assert page._access.bar.words() == ""


def test_a_supervisor_has_every_part_and_is_offered_none(station: Driver) -> None:
    page = _open(station, "duan")
    assert not page._tools.part.isVisible()


def test_k09_what_was_lent_leaves_the_screen_with_the_loan(station: Driver) -> None:
    page = _open(station, "he")
    _ask(station, page, Kind.OPEN_MEDICAL)
    assert page._view is not None
    asked, case_uid = page._view.asked, page._view.row.uid
    station.change_to("duan")
    station.do(lambda ws: requests.decide(ws, asked, granted=True))
    told = station.do(
        lambda ws: records.save_record(
            ws, form="medical_care", case_uid=case_uid, record_uid=None, based_on=0,
            answers={"allergies": "对青霉素过敏"}, complete=False,
        )
    )  # fmt: skip
    station.change_to("he")
    page = station.go("case", case_uid=case_uid, form="medical_care", record_uid=told.record_uid)
    station.settle()
    form = page._forms.form
    assert form is not None
    assert form.pad.kept()["allergies"] == "对青霉素过敏"
    station.click("accessBack")
    station.settle()
    assert page._forms.form is not None
    assert "allergies" not in page._forms.form.pad.kept()
