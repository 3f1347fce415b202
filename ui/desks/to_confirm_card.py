"""What the rule table could not be read from, and the unit must find out (rules.md A.13)."""

from __future__ import annotations

from rescueapp.i18n import mark, say
from ui.widgets.card import Card
from ui.widgets.words import Words

_TITLE = mark("To be confirmed by the unit", "to confirm")
_INTRO = mark(
    "These texts were not read, or only in part, or are the unit's own. Rules marked as to be "
    "checked rest on them.",
    "to confirm",
)
GAPS = (
    mark("Order No. 84 of the Ministry of Civil Affairs and the revised measures on child welfare "
         "institutions (2026), in full: papers of intake, time limits of notices, keeping of "
         "files, how often one visits.", "to confirm"),
    mark("Document 132 of 2014, articles 7 to 89: not read in full.", "to confirm"),
    mark("Document 158, parts 2 and 3: not read.", "to confirm"),
    mark("The province's own rules: local time limits.", "to confirm"),
    mark("The unit's table of how long files are kept.", "to confirm"),
    mark("Local working days for the disability card and for household registration.",
         "to confirm"),
    mark("Whether the unit's network or this computer holds state secrets.", "to confirm"),
)  # fmt: skip


class ToConfirmCard(Card):
    """One line for each gap; nothing is chosen here."""

    def __init__(self) -> None:
        super().__init__(say(_TITLE), name="rulesToConfirm")
        self.column.addWidget(Words(say(_INTRO), "muted"))
        for gap in GAPS:
            self.column.addWidget(Words(say(gap)))
