"""The recovery papers, in Administration: their trial, and new ones in their place.

Who answers for the vault sees how it stands and makes them; the administrator, who opens no data,
asks for them.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rescueapp.actions.backup import drill
from rescueapp.actions.backup.drill import Drilled
from rescueapp.actions.two_people import requests
from rescueapp.actions.two_people.requests import LEAST_REASON, Asked
from rescueapp.actions.vault import asked_at_desk, new_papers
from rescueapp.actions.vault.new_papers import Outlook, Replaced
from rescueapp.domain.changed import Changed
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import Workspace
from ui import dates, messages
from ui.papers.making_papers import MakingPapers
from ui.session import Session
from ui.two_people.decision_desk import DecisionDesk
from ui.unsent import open_about
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.notice import Notice
from ui.widgets.papers_dialog import PapersDialog
from ui.widgets.words import Words

_TITLE = mark("Recovery papers", "recovery")
_DRILL_WORDS = mark(
    "Papers nobody has tried may open nothing. Once a year two of the three are tried: every key, "
    "a sample of what is sealed, attachments, the account. Nothing is changed by it.",
    "drill",
)
_TRIED = mark("Last tried on {day} by {name}, papers {first} and {second}.", "drill")
_NEVER_TRIED = mark("They have not been tried yet.", "drill")
_TRY = mark("Try two papers…", "drill")
_LOST = mark(
    "A paper that is lost, or that somebody else has seen, is replaced with the two others: one"
    " person asks for new papers, another agrees, and three people take theirs.",
    "recovery",
)
_REPLACED = mark("The papers of today were made on {day}.", "recovery")
_YOURS = mark(
    "You asked for new papers on {day}. Somebody else has to agree first: another who answers for"
    " this vault, or at a station the superior bureau by telephone.",
    "recovery",
)
_ASKED = mark("{name} asked for new papers on {day}: {reason}", "recovery")
_AGREED = mark(
    "New papers are agreed to. Make them by {until}, with the three people who will keep them.",
    "recovery",
)
_NEW = mark("New papers…", "recovery")
_TAKE_BACK = mark("Ask no more", "recovery")
_DECIDE = mark("Agree or refuse…", "recovery")
_MAKE = mark("Make the papers…", "recovery")
_ASK_HEADING = mark("Ask for new recovery papers", "recovery")
_ASK_NOW = mark("Ask", "access")
_WHY = mark("&What happened to the papers", "recovery")
_WHY_HINT = mark("At least {least} characters; who agrees reads it.", "recovery")
_ASKED_AT_DESK = mark(
    "Asked. Whoever answers for the data sees it at their next sign-in, agrees or refuses, and"
    " makes them.",
    "recovery",
)
_DESK_WORDS = mark(
    "A paper that is lost, or that somebody else has seen, is replaced with the two others. You ask"
    " for it here; whoever answers for the data agrees and makes the new ones.",
    "recovery",
)

Say = Callable[[str, str], object]


class AskForPapers(Asking):
    """One line of reason. `then(box, reason)`; a refusal stays in the dialog."""

    def __init__(self, parent: QWidget, then: Callable[[AskForPapers, str], None]) -> None:
        super().__init__(parent, "askPapers", say(_ASK_HEADING), say(_ASK_NOW))
        self._then = then
        self._why = QLineEdit()
        self._why.setMaxLength(200)
        self._why.setPlaceholderText(say(_WHY_HINT(least=LEAST_REASON)))
        self.add_field(_WHY, self._why, "askPapersWhy")
        self._why.setFocus()

    def act(self) -> None:
        self._then(self, self._why.text())


class AskedByAdministrator(Card):
    """For who opens no data: asking is all."""

    def __init__(self, session: Session, tell: Say) -> None:
        super().__init__(say(_TITLE), name="papersCard")
        self._session, self._tell = session, tell
        self.column.addWidget(Words(say(_DESK_WORDS), "muted"))
        self.column.addLayout(_line(Button(say(_NEW), "newPapers", self._ask, icon="key")))

    def _ask(self) -> None:
        AskForPapers(self, self._send).open()

    def _send(self, box: AskForPapers, reason: str) -> None:
        def asked(_: None) -> None:
            box.accept()
            self._tell(say(_ASKED_AT_DESK), "teal")

        self._session.run_on_keys(
            lambda desk: asked_at_desk.ask_new_papers(desk, reason), asked, box.failed, owner=box
        )


class PapersDesk(Card):
    """`tell(words, tone)` says what came of it, at the head of the page."""

    def __init__(self, session: Session, tell: Say) -> None:
        super().__init__(say(_TITLE), name="drillCard")
        self._session, self._tell = session, tell
        self._papers: PapersDialog | None = None
        self._found = Outlook(None, agreed=False, mine=False)
        self._decisions = DecisionDesk(session, self)
        self._decisions.answered.connect(self.read)
        self.column.addWidget(Words(say(_DRILL_WORDS), "muted"))
        self._last = Words(name="lastDrill")
        self.column.addWidget(self._last)
        self.column.addWidget(Words(say(_LOST), "muted"))
        self._state = Notice(name="papersState")
        self.column.addWidget(self._state)
        self.column.addStretch(1)
        self._new = Button(say(_NEW), "newPapers", self._go_on, icon="key")
        try_them = Button(say(_TRY), "tryPapers", self._open_papers, icon="shield")
        self.column.addLayout(_line(try_them, self._new))

    def read(self) -> None:
        """How it stands now."""
        self._session.run(
            lambda ws: (new_papers.outlook(ws), drill.last(ws)),
            lambda found: self._show(*found),
            owner=self,
        )

    def _show(self, found: Outlook, last: Drilled | None) -> None:
        self._found = found
        told = _NEVER_TRIED()
        if last is not None:
            first, second = last.pair
            told = _TRIED(day=dates.moment(last.at), name=last.by, first=first, second=second)
        self._last.setText(say(told))
        words, tone, act = _told(found)
        self._state.say(say(words) if words else "", tone)
        self._new.setText(say(act))

    # --- new ones -----------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Ask, take back, decide or make: whichever comes next."""
        request = self._found.request
        if request is None:
            open_about(AskForPapers(self, self._ask), self._session)
        elif self._found.agreed:
            MakingPapers(self, self._session, self._made).open()
        elif self._found.mine:
            self._session.run(
                lambda ws: requests.take_back(ws, request.uid), self._changed, owner=self
            )
        else:
            self._session.run(
                lambda ws: requests.waiting_one(ws, request.uid), self._decide, owner=self
            )

    def _ask(self, box: AskForPapers, reason: str) -> None:
        def asked(_: object) -> None:
            box.accept()
            self._changed(Changed(people=True))

        def ask(ws: Workspace) -> object:
            return new_papers.ask(ws, reason)

        self._session.run(ask, asked, box.failed, owner=box)

    def _decide(self, asked: Asked | None) -> None:
        if asked is None:  # somebody was quicker
            self.read()
        else:
            self._decisions.open(asked)

    def _made(self, replaced: Replaced) -> None:
        self._tell("\n".join(map(say, replaced.told())), "teal")
        self._changed(replaced.changed)

    def _changed(self, changed: Changed) -> None:
        self._session.tell(changed)
        self.read()

    # --- the drill ----------------------------------------------------------------------------

    def _open_papers(self) -> None:
        self._papers = PapersDialog(self, self._drill)
        self._papers.open()

    def _drill(self, shares: list[str]) -> None:
        papers = self._papers
        assert papers is not None

        def went_well(found: Drilled) -> None:
            papers.accept()
            self._tell(say(found.told()), "teal")
            self._session.tell(Changed())
            self.read()

        words = papers.begin()
        job = self._session.run_long(
            lambda ws, progress: drill.drill(ws, shares, progress), went_well,
            lambda error: papers.refuse(messages.words_of(error)), owner=papers,
            moved=papers.busy.moved, cancelled=papers.busy.end,
        )  # fmt: skip
        papers.busy.begin(job, words)


def _told(found: Outlook) -> tuple[Text | None, str, Text]:
    """What is said of new papers, in which tone, and what the button does next."""
    request = found.request
    if request is None:
        day = found.replaced_at
        return (_REPLACED(day=dates.moment(day)) if day else None), "plain", _NEW()
    if found.agreed:
        return _AGREED(until=dates.moment(request.until)), "amber", _MAKE()
    if found.mine:
        return _YOURS(day=dates.moment(request.asked_at)), "plain", _TAKE_BACK()
    asked = _ASKED(name=found.asked_by, day=dates.moment(request.asked_at), reason=request.reason)
    return asked, "amber", _DECIDE()


def _line(*buttons: Button) -> QHBoxLayout:
    line = QHBoxLayout()
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return line
