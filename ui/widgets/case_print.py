"""The print button of a case: the form on the screen, the same blank, the whole file, a card."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from rescueapp.i18n import Text, mark, say
from ui import messages
from ui.widgets.buttons import Tool

_PRINT = mark("Print", "case")
_SHEET = mark("This form as a sheet", "case")
_BLANK = mark("This form, blank", "case")
_FILE = mark("Case file…", "case")
_CARD = mark("Card of services for the pocket…", "case")
_NO_SHEET = mark("There is no sheet to print here", "case")
_CHOOSE_SHEET = mark(
    "Choose a form on the left to print it. A whole case file is printed by a supervisor.", "case"
)
_NOT_ALONE = mark(
    "This form is not printed alone: it stands in the case file, which a supervisor prints.", "case"
)


def tell_no_sheet(owner: QWidget, *, is_open: bool) -> None:
    """Ctrl+P where nothing can be printed: say what would. `is_open`: whether a form is."""
    messages.tell(owner, say(_NO_SHEET), say(_NOT_ALONE if is_open else _CHOOSE_SHEET))


class CasePrintButton(Tool):
    """`file` is None for those who may not print a case file."""

    def __init__(
        self,
        sheet: Callable[[], object],
        blank: Callable[[], object],
        file: Callable[[], object] | None,
        letters: Callable[[], object],
        card: Callable[[], object],
    ) -> None:
        super().__init__(say(_PRINT), "casePrint", icon="print")
        menu = QMenu(self)
        menu.setObjectName("casePrintMenu")
        self._sheet = menu.addAction(say(_SHEET), sheet)
        self._blank = menu.addAction(say(_BLANK), blank)
        if file is not None:
            menu.addAction(say(_FILE), file)
        self._letters = menu.addAction("", letters)
        menu.addAction(say(_CARD), card).setObjectName("caseCard")
        self.setMenu(menu)
        self.setPopupMode(Tool.ToolButtonPopupMode.InstantPopup)

    def offer(self, *, is_sheet: bool, is_open: bool, letter: Text | None) -> None:
        """What can be printed just now: the form chosen is a sheet; it is open; `letter`: what
        else can be made of it."""
        self._sheet.setEnabled(is_sheet and is_open)
        self._blank.setEnabled(is_sheet)
        self._letters.setVisible(letter is not None)
        self._letters.setText(say(letter) if letter is not None else "")
