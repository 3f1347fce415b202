"""The buttons at the head of a case: the name, her page, print, the team, the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QMenu

from rescueapp.domain.request import KINDS, Kind, parts_to_ask
from rescueapp.domain.worker import Act
from rescueapp.i18n import mark, say
from ui.case_view import CaseView
from ui.session import Session
from ui.widgets.buttons import Tool
from ui.widgets.case_print import CasePrintButton
from ui.widgets.reveal import RevealButton

_TEAM = mark("Team", "case")
_PART = mark("Ask to read", "case")
_PART_TIP = mark("Ask to read a part of this case that your role does not open", "case")
_OUTSIDE = mark("Lend", "case")
_OUTSIDE_TIP = mark("Lend parts of this case to a partner's social worker, for a time", "case")
_TIMELINE = mark("Timeline", "case")
_MERGE = mark("Merge", "merging")
_MERGE_TIP = mark("Merge with another file of the same person", "merging")
_HER_PAGE = mark("Her page", "case")
_HER_PAGE_TIP = mark("Her page: read together what is written about her (Alt+R)", "case")

Do = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseActs:
    """What the page does for each button."""

    reveal: Callable[[str], object]
    read_together: Do
    print_sheet: Do
    print_blank: Do
    print_file: Do
    print_letter: Do
    print_card: Do
    team: Do
    lend_outside: Do
    ask_part: Callable[[Kind], object]
    timeline: Callable[[bool], object]
    merge: Do


class CaseTools:
    """The buttons, in their order; each role sees those it may use."""

    def __init__(self, session: Session, acts: CaseActs) -> None:
        may = session.may
        self.reveal = RevealButton(acts.reveal)
        self.her_page = Tool(
            say(_HER_PAGE), "caseHerPage", acts.read_together, icon="person", tip=say(_HER_PAGE_TIP)
        )
        self.her_page.setShortcut("Alt+R")
        self.print = CasePrintButton(
            acts.print_sheet,
            acts.print_blank,
            acts.print_file if may(Act.PRINT_FILE) else None,
            acts.print_letter,
            acts.print_card,
        )
        team = Tool(say(_TEAM), "caseTeam", acts.team, icon="team")
        team.setVisible(may(Act.ASSIGN))
        self.part = _part_tool(parts_to_ask(session.worker.role), acts.ask_part)
        self.part.setVisible(may(Act.ASK))
        self.outside = Tool(
            say(_OUTSIDE), "caseOutside", acts.lend_outside, icon="exchange", tip=say(_OUTSIDE_TIP)
        )
        self.outside.hide()
        self.timeline = Tool(say(_TIMELINE), "caseTimeline", icon="timeline")
        self.timeline.setCheckable(True)
        self.timeline.toggled.connect(acts.timeline)
        self.merge = Tool(say(_MERGE), "caseMerge", acts.merge, icon="merge", tip=say(_MERGE_TIP))
        self.merge.setVisible(may(Act.SAVE_RECORD))
        self.every = (
            self.reveal, self.her_page, self.print, team, self.merge, self.part, self.outside,
            self.timeline,
        )  # fmt: skip

    def show_case(self, view: CaseView, *, may_reveal: bool) -> None:
        """What this worker may do in this case."""
        self.reveal.setEnabled(view.row.mine and may_reveal)
        self.outside.setVisible(view.lends_outside)

    def offer(self, offered: bool, *, merges: bool = True) -> None:
        """Of another's case nothing is offered that would only be found empty; `merges`: whether
        it can be merged with another."""
        self.merge.setEnabled(offered and merges)
        for tool in (self.print, self.her_page, self.part, self.timeline):
            tool.setEnabled(offered)


def _part_tool(kinds: Iterable[Kind], ask: Callable[[Kind], object]) -> Tool:
    """What one's role does not hold of a case of one's own, to be asked for."""
    tool = Tool(say(_PART), "casePart", icon="key", tip=say(_PART_TIP))
    menu = QMenu(tool)
    menu.setObjectName("partsToAsk")
    for kind in kinds:
        action = menu.addAction(say(KINDS[kind].title), partial(ask, kind))
        action.setObjectName(f"ask_{kind.value}")
    tool.setMenu(menu)
    tool.setPopupMode(Tool.ToolButtonPopupMode.InstantPopup)
    return tool
