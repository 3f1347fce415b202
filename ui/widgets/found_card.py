"""What in a print tells of the unsafe list: shown before it leaves, to be left out or kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from rescueapp.actions.outward.disclosure import said
from rescueapp.actions.papers.prints import Prepared
from rescueapp.i18n import mark, say
from ui.desktop.not_learnt import not_learnt
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_HELD = mark(
    "These answers name people, numbers or places of the unsafe list, or tell where she is:",
    "disclosure",
)
_URGENT = mark(
    "This paper waits for nobody. Look whether these answers of the unsafe list stay in it:",
    "disclosure",
)
_MORE = mark("and {count} more", "disclosure")
_LEAVE_OUT = mark("Leave them out and go on", "disclosure")
_KEEP = mark("Keep them, with this reason", "disclosure")
_REASON = mark("Why they may stay in", "disclosure")
_NEEDS_REASON = mark("Write why they may stay in.", "disclosure")
_ASK = mark("Only a supervisor keeps them, with a reason.", "disclosure")
_IN_ORDER = mark("Change what the print is for: it cannot be left out.", "disclosure")
_LEFT_OUT = mark("Answers left out of this print: {count}. It was built anew.", "disclosure")
_KEPT = mark("They stay in. Your reason goes into the register of copies.", "disclosure")
_NOT_WHOLE = mark(
    "The unsafe list of another case of the family cannot be read with your keys. Let a supervisor"
    " print.",
    "disclosure",
)
_MOST = 8  # lines; the rest is counted


class FoundCard(Card):
    """Hidden while there is nothing to say. `on_leave_out()`, `on_keep(reason)`."""

    def __init__(
        self, on_leave_out: Callable[[], object], on_keep: Callable[[str], object], *, may: bool
    ) -> None:
        super().__init__(name="printFound")
        self._keep_with, self._may_keep = on_keep, may
        self._notice = Notice(name="printFoundNotice")
        self._lines = Words(name="printFoundLines")
        self._out = Button(say(_LEAVE_OUT), "printLeaveOut", on_leave_out, kind="primary")
        self._reason = not_learnt(QLineEdit())
        self._reason.setObjectName("printKeepReason")
        self._reason.setPlaceholderText(say(_REASON))
        self._reason.setAccessibleName(say(_REASON))
        self._keep = Button(say(_KEEP), "printKeep", self._kept)
        self._ask = Words(say(_ASK), "muted", wrap=False)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._out)
        row.addWidget(self._reason, 1)
        row.addWidget(self._keep)
        row.addWidget(self._ask)
        row.addStretch(0)
        for widget in (self._notice, self._lines):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.hide()

    def show_found(self, prepared: Prepared) -> None:
        """What was found in a print, and what can be done about it now."""
        left_out = len(prepared.decision.left_out)
        if prepared.found:
            self._notice.say(say(_URGENT if prepared.urgent else _HELD), "amber")
        elif not prepared.whole_list:
            self._notice.say(say(_NOT_WHOLE), "amber")
        else:
            self._notice.say(say(_LEFT_OUT(count=left_out)) if left_out else "", "teal")
        self._lines.setText(_listed(prepared))
        self._lines.setVisible(bool(prepared.found))
        self._offer(prepared)
        self.setVisible(bool(prepared.found or left_out or not prepared.whole_list))

    def show_kept(self) -> None:
        """The reason was given: the words stay, and the card stays to say so."""
        self._notice.say(say(_KEPT), "teal")
        for widget in (self._out, self._reason, self._keep, self._ask):
            widget.hide()

    def _offer(self, prepared: Prepared) -> None:
        removable = any(found.record for found in prepared.found)
        self._out.setVisible(removable)
        keeping = bool(prepared.found) and not prepared.urgent
        self._reason.clear()
        self._reason.setVisible(keeping and self._may_keep)
        self._keep.setVisible(keeping and self._may_keep)
        self._ask.setText(say(_ASK) if removable else say(_IN_ORDER))
        self._ask.setVisible(keeping and (not self._may_keep or not removable))

    def _kept(self) -> None:
        reason = self._reason.text().strip()
        if reason:
            self._keep_with(reason)
            return
        self._notice.say(say(_NEEDS_REASON), "brick")
        self._reason.setFocus()


def _listed(prepared: Prepared) -> str:
    """Each field and what stands in it, once; many are counted."""
    lines = list(dict.fromkeys(said(found) for found in prepared.found))
    if len(lines) > _MOST:
        lines = [*lines[:_MOST], say(_MORE(count=len(lines) - _MOST))]
    return " · ".join(lines)
