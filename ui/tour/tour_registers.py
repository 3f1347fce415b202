"""The registers of the station, and the card of services: part of the tour."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget

from rescueapp.actions.papers.service_card import REGISTER as SERVICES
from rescueapp.forms.registers import REGISTERS
from rescueapp.i18n import mark
from ui.tour.tour_album import Album
from ui.tour.tour_caseworker import wait_for_page
from ui.tour.tour_hand import Hand

INTERPRETERS = mark("Registers: who interprets, found by a language", "tour")
CARD = mark("A card of services for the pocket, without the name of the station", "tour")


def look_at_registers(hand: Hand, album: Album) -> None:
    """From wherever one is to the interpreters, then to the services and their card."""
    hand.press("Alt+3")
    hand.until("registersPage", lambda: hand.sees("interpretersTable"))
    hand.settle()
    album.keep(hand, "interpreters", INTERPRETERS)
    which = hand.find("registers", QListWidget)
    hand.act(lambda: which.setCurrentRow(list(REGISTERS).index(SERVICES)))
    hand.until("servicesTable", lambda: hand.sees("servicesTable"))
    hand.click("servicesCard")
    hand.until("cardDialog", lambda: hand.sees("cardDialog"))
    hand.click("cardDialogNow")
    wait_for_page(hand)
    album.keep(hand, "service-card", CARD)
    hand.click("paperClose")
