"""The buttons at the head of a case: the name, her page, print, the team, the timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rescueapp.domain.worker import Act
from rescueapp.i18n import mark, say
from ui.session import Session
from ui.widgets.buttons import Tool
from ui.widgets.case_print import CasePrintButton
from ui.widgets.reveal import RevealButton

_TEAM = mark("Team", "case")
_TIMELINE = mark("Timeline", "case")
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
    team: Do
    timeline: Callable[[bool], object]


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
        )
        team = Tool(say(_TEAM), "caseTeam", acts.team, icon="team")
        team.setVisible(may(Act.ASSIGN))
        fold = Tool(say(_TIMELINE), "caseTimeline", icon="timeline")
        fold.setCheckable(True)
        fold.toggled.connect(acts.timeline)
        self.every = (self.reveal, self.her_page, self.print, team, fold)
