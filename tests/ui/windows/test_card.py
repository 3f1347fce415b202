"""A card of services from the case of a person: the language proposed, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QListWidget

from rescueapp.actions import registers
from rescueapp.actions.card_words import BY_HAND
from tests.actions.station import INTAKE
from tests.actions.test_service_card import LEGAL
from tests.output.paper import squeezed, words_of
from tests.ui.windows.conftest import Driver
from ui import messages
from ui.paper_dialog import PaperDialog
from ui.service_card import CardDialog
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
    menu = station.frame.shown._tools.print.menu()
    menu.findChild(QAction, "caseCard").trigger()
    station.settle()
    return station.find(CardDialog, "cardDialog")


@pytest.mark.parametrize(
    ("languages", "chosen", "said"),
    [
        (["cmn", "vie"], "vie", "Written down in this case: Mandarin, Vietnamese."),
        (["mya"], BY_HAND, "mislead: Burmese. Print the card to write on"),
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
    assert offered == ["zh_Hans", "zh_Hant", "en", "vie", BY_HAND]
    assert any(said in each.text() for each in dialog.findChildren(Words))
    dialog.reject()


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
