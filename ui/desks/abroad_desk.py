"""Provision abroad: off, unless two people turned it on; one turns it off (K-14)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import abroad_switch
from rescueapp.actions.vault.abroad_switch import GROUNDS, Outlook, Switch
from rescueapp.domain.changed import Changed
from rescueapp.forms.codes import codes
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import dates, messages
from ui.desks.desk import Desk, Tell
from ui.session import Session
from ui.unsent import open_about
from ui.vault import second_person
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Facts
from ui.widgets.choice import Choice
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_TITLE = mark("Provision abroad", "abroad desk")
_WORDS = mark(
    "As a rule nothing about anybody leaves the country from here: no print, no referral, no"
    " notice, no call. Where the law allows it, a supervisor names the ground and the document, and"
    " a second person agrees; it then holds for 30 days at most. Each release still needs the"
    " person's separate consent (F26), of a child under 14 the guardian's, and is the least: who"
    " comes, and with which paper. It stands in the register of releases. Whole files and packages"
    " never go abroad.",
    "abroad desk",
)
_OFF = mark("Off. Nothing goes abroad.", "abroad desk")
_WAITS = mark("Off. It was asked for; somebody else has to agree.", "abroad desk")
_ON = mark("On until {time}.", "abroad desk")
_GROUND = mark("Legal &ground", "abroad desk")
_DOCUMENT = mark("&Document of the authority (office, number, day)", "abroad desk")
_REASON = mark("&What it is needed for", "abroad desk")
_NO_NAMES = mark("No name: whoever agrees reads it, and it stays in the account.", "abroad desk")
_SAID_GROUND = mark("Legal ground", "abroad desk")
_SAID_DOCUMENT = mark("Document", "abroad desk")
_ASKED_BY = mark("Asked for by", "abroad desk")
_AGREED_BY = mark("Agreed to by", "abroad desk")
_ASK = mark("Ask to turn it on…", "abroad desk")
_ASK_NOW = mark("Ask a second person", "abroad desk")
_TAKE_BACK = mark("Take the request back", "abroad desk")
_TURN_OFF = mark("Turn off now", "abroad desk")
_ASKED = mark("Asked for. Another supervisor finds it on the page Today.", "abroad desk")
_TAKEN_BACK = mark("Taken back. Provision abroad stays off.", "abroad desk")
_OFF_NOW = mark("Provision abroad is off from now on.", "abroad desk")


class AbroadDesk(Desk):
    """How it stands, and the one or two things that can be done now."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="abroadDesk")
        card = Card(say(_TITLE), name="abroadCard")
        card.column.addWidget(Words(say(_WORDS), "muted"))
        self._state = Notice(name="abroadState")
        self._facts = Facts("abroadFacts")
        card.column.addWidget(self._state)
        card.column.addWidget(self._facts)
        self._ask = Button(say(_ASK), "askAbroad", self._open, icon="plus")
        self._code = Button(say(second_person.BY_CODE), "abroadCode", self._type_code)
        self._back = Button(say(_TAKE_BACK), "abroadBack", self._take_back, icon="close")
        self._off = Button(say(_TURN_OFF), "abroadOff", self._turn_off, icon="close",
                           kind="primary")  # fmt: skip
        row = QHBoxLayout()
        for button in (self._ask, self._code, self._back, self._off):
            button.setVisible(False)
            row.addWidget(button)
        row.addStretch(1)
        card.column.addLayout(row)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self._waiting = ""

    def read(self) -> None:
        """Override Desk.read."""
        self.session.run(_stand, lambda found: self._show(*found), owner=self)

    def focus_first(self) -> None:
        """Override Desk.focus_first."""
        shown = (self._off, self._back, self._ask)
        next((button for button in shown if button.isVisible()), self._ask).setFocus()

    def _show(self, found: Outlook, mine: bool) -> None:
        self._waiting = found.waiting.request.uid if found.waiting else ""
        if found.on is not None:
            self._state.say(say(_ON(time=dates.moment(found.on.until))), "amber")
        else:
            self._state.say(say(_WAITS if found.waiting else _OFF), "teal")
        shown = found.on or found.waiting
        self._facts.show_pairs(_pairs(shown, found) if shown else [])
        self._ask.setVisible(shown is None)
        self._code.setVisible(found.on is None and found.waiting is not None)
        self._back.setVisible(found.on is None and mine)
        self._off.setVisible(found.on is not None)

    # --- acts -----------------------------------------------------------------------------------

    def _open(self) -> None:
        def told(box: AskAbroad, ground: str, document: str, reason: str) -> None:
            def done(_: object) -> None:
                box.accept()
                self._done(say(_ASKED))

            self.session.run(
                lambda ws: abroad_switch.ask(ws, ground, document, reason),
                done, failed=box.failed, owner=box,
            )  # fmt: skip

        open_about(AskAbroad(self, told), self.session)

    def _type_code(self) -> None:
        second_person.type_code(self.session, self, self._waiting, self.read)

    def _take_back(self) -> None:
        waiting = self._waiting
        self._run(lambda ws: requests.take_back(ws, waiting), say(_TAKEN_BACK))

    def _turn_off(self) -> None:
        self._run(abroad_switch.turn_off, say(_OFF_NOW))

    def _run(self, work: Callable[[Workspace], object], words: str) -> None:
        self.session.run(
            work, lambda _: self._done(words),
            failed=lambda error: self.tell(messages.words_of(error), "brick"), owner=self,
        )  # fmt: skip

    def _done(self, words: str) -> None:
        self.tell(words, "teal")
        self.session.tell(Changed(people=True))
        self.read()


class AskAbroad(Asking):
    """`told(box, ground, document, reason)`."""

    def __init__(
        self, parent: AbroadDesk, told: Callable[[AskAbroad, str, str, str], None]
    ) -> None:
        super().__init__(parent, "askAbroadBox", say(_TITLE), say(_ASK_NOW))
        self._told = told
        self._ground = Choice()
        self._ground.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for code in codes(GROUNDS):
            self._ground.addItem(code.label, code.code)
        self._ground.setCurrentIndex(-1)
        self._document, self._reason = QLineEdit(), QLineEdit()
        self._document.setMaxLength(100)
        self._reason.setMaxLength(200)
        self.add_field(_GROUND, self._ground, "abroadGround")
        self.add_field(_DOCUMENT, self._document, "abroadDocument")
        self.add_field(_REASON, self._reason, "abroadReason")
        self.fields.addWidget(Words(say(_NO_NAMES), "muted"))
        self._ground.setFocus()

    def act(self) -> None:
        """Override Asking.act."""
        ground = self._ground.currentData() or ""
        self._told(self, ground, self._document.text(), self._reason.text())


def _pairs(shown: Switch, found: Outlook) -> list[tuple[str, str]]:
    return [
        (say(_SAID_GROUND), shown.ground_words),
        (say(_SAID_DOCUMENT), shown.document),
        (say(_ASKED_BY), found.asked_by),
        (say(_AGREED_BY), found.agreed_by if found.on else ""),
    ]


def _stand(ws: Workspace) -> tuple[Outlook, bool]:
    """How it stands, and whether what waits was asked for by who looks."""
    found = abroad_switch.outlook(ws)
    waiting = found.waiting.request if found.waiting else None
    return found, waiting is not None and waiting.asked_by == ws.worker.uid
