"""A card of services from the case of a person: the language proposed, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QListWidget

from rescueapp.actions.papers.card_words import BY_HAND
from rescueapp.actions.recording import registers
from rescueapp.workspace import Workspace
from tests.actions.papers.test_service_card import LEGAL
from tests.actions.station import INTAKE
from tests.output.paper import squeezed, words_of
from tests.ui.windows.conftest import Driver
from tests.ui.windows.test_low_windows import LOW
from ui import messages
from ui.papers.paper_dialog import PaperDialog
from ui.papers.service_card import CardDialog
from ui.widgets.notice import Notice
from ui.widgets.words import Words


def ask(station: Driver, languages: list[str]) -> CardDialog:
    """The dialog over the case of somebody who speaks these; a service is in the register."""
    station.sign_in("he")
    station.do(
        lambda ws: registers.save_entry(
            ws, register="services", entry_uid=None, based_on=0, answers=LEGAL, complete=True
        )
    )
    told: dict[str, Any] = {"languages": languages} if languages else {}
    case = station.write("intake", INTAKE | told).case_uid
    station.go("case", case_uid=case)
    return asked_again(station)


def asked_again(station: Driver) -> CardDialog:
    """The same from the menu of the case that is open."""
    menu = station.frame.shown._tools.print.menu()
    menu.findChild(QAction, "caseCard").trigger()
    station.settle()
    return station.find(CardDialog, "cardDialog")


def registers_filled(ws: Workspace, count: int) -> None:
    """So many services more in the register."""
    for n in range(count):
        registers.save_entry(
            ws, register="services", entry_uid=None, based_on=0, complete=True,
            answers=LEGAL | {"service_phone": f"0888-555{n:04}"},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("languages", "chosen", "said"),
    [
        (["cmn", "vie"], "vie", "Written down in this case: Mandarin, Vietnamese."),
        (["mya"], "mya", "Written down in this case: Burmese."),
        (["npi"], BY_HAND, "mislead: Nepali. Print the card to write on"),
        ([], "en", "No language is written down in this case yet."),
    ],
)
def test_k03_her_language_is_proposed_and_another_can_be_chosen(
    station: Driver, languages: list[str], chosen: str, said: str
) -> None:
    dialog = ask(station, languages)
    choice = station.find(QComboBox, "cardLanguage")
    assert choice.currentData() == chosen
    offered = [choice.itemData(n) for n in range(choice.count())]
    written = ["khm", "lao", "mya", "tha", "vie"]
    assert offered == ["zh_Hans", "zh_Hant", "en", *written, BY_HAND]
    assert any(said in each.text() for each in dialog.findChildren(Words))
    dialog.reject()


def test_what_does_not_fit_is_said_where_fewer_are_chosen(station: Driver) -> None:
    dialog = ask(station, ["vie"])
    station.do(lambda ws: registers_filled(ws, 20))
    dialog.reject()
    dialog = asked_again(station)
    station.click("cardDialogNow")
    assert "Choose fewer services" in station.find(Notice, "cardDialogProblem").words()
    assert dialog.column.totalMinimumHeightForWidth(dialog.width()) < LOW[1]  # also at 150 %
    services = station.find(QListWidget, "cardServices")
    for row in range(2, services.count()):
        services.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.act()
    station.settle()
    station.find(PaperDialog, "paperDialog").reject()
    assert station.failures == []


def test_k03_the_card_in_her_language_is_shown_and_saved(station: Driver, tmp_path: Path) -> None:
    dialog = ask(station, ["vie"])
    assert station.find(QListWidget, "cardServices").count() > 0
    dialog.act()
    station.settle()
    messages.answer_next("save", tmp_path / "card.pdf")
    station.click("paperSave")
    text = words_of((tmp_path / "card.pdf").read_bytes())
    assert squeezed("Vấn đề pháp luật") in text
    assert "法律问题" in text
    station.find(PaperDialog, "paperDialog").reject()
    assert station.failures == []
