"""Rights and support at the screen: the letters a form offers."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox

from tests.ui.windows.conftest import Driver
from ui.papers.paper_dialog import PaperDialog


@pytest.mark.parametrize(
    ("form", "asked"), [("social_assistance", "assist_office"), ("protection_order", "order_court")]
)
def test_a_form_that_goes_to_one_office_offers_its_letter(
    station: Driver, form: str, asked: str
) -> None:
    station.sign_in("he")
    uid = station.case_row().uid
    record = station.write(form, {asked: "某街道办事处（虚构）"}, uid).record_uid
    page = station.go("case", case_uid=uid, form=form, record_uid=record)
    page._offer_print()
    assert page._tools.print._letters.isVisible()
    page._tools.print._letters.trigger()
    station.settle()
    which = station.find(QComboBox, "whichChannel")
    assert which.count() == 1
    assert "某街道办事处" in which.itemText(0)
    station.click("chooseChannelNow")
    dialog = station.find(PaperDialog, "paperDialog")
    station.until(lambda: dialog._paper.pages.count > 0)
    dialog.reject()
    station.settle()
    assert station.failures == []


def test_a_form_without_an_office_offers_none(station: Driver) -> None:
    station.sign_in("he")
    uid = station.case_row().uid
    record = station.write("judicial_aid", {"judicial_organ": "02"}, uid).record_uid
    page = station.go("case", case_uid=uid, form="judicial_aid", record_uid=record)
    page._offer_print()
    assert not page._tools.print._letters.isVisible()
