"""The emergency card on paper: sheets for the wall, without a word of any case (K-25, K-26)."""

from __future__ import annotations

import io
from dataclasses import replace

from rescueapp.actions.papers import papers
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.domain import emergency_card
from rescueapp.domain.worker import Act
from rescueapp.i18n import Text, mark
from rescueapp.printing.wall_sheet import write_wall_sheets
from rescueapp.workspace import Workspace

SHEETS = "wall_sheets"  # what they are called in the registers
TITLE = mark("Emergency sheets for the wall", "emergency card")


def prepare(ws: Workspace) -> Prepared:
    """All sheets as one paper, a page each; released like any print. They hang where everybody
    reads them, so they say who made them to nobody: station and number alone.

    Raises Refused for who prints nothing.
    """
    ws.check(Act.PRINT_SHEET)
    print_id = papers.new_id()
    target = io.BytesIO()
    head = replace(papers.head(ws, print_id), who="")
    write_wall_sheets(target, emergency_card.sheets(), head)
    return Prepared(print_id=print_id, what=SHEETS, case_uid=None, pdfs=(target.getvalue(),))


def title_of(what: str) -> Text | None:
    """What the registers call such a print; None for another."""
    return TITLE if what == SHEETS else None
