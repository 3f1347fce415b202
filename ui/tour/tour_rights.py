"""What is read together with her, and the desk where she asks for it: part of the tour."""

from __future__ import annotations

from rescueapp.i18n import mark
from ui.case.sections import RIGHTS
from ui.tour.tour_album import Album
from ui.tour.tour_hand import Hand

HER_PAGE = mark("Her page: her words beside ours, read together", "tour")
RIGHTS_DESK = mark("The rights desk: what she asked for, answers, who has looked", "tour")


def look_at_rights(hand: Hand, album: Album) -> None:
    """From the case that lies open to her page and back, then to its rights desk."""
    hand.click("caseHerPage")
    hand.until("herWords0", lambda: hand.sees("herWords0"))
    album.keep(hand, "her-page", HER_PAGE)
    hand.press("Escape")
    hand.until("casePage", lambda: hand.sees("casePage"))
    hand.click_section(RIGHTS)
    album.keep(hand, "rights-desk", RIGHTS_DESK)
