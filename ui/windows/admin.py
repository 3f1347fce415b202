"""Administration: people and their access, backups, a check of everything now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp.actions.backup import proving
from rescueapp.actions.backup.proving import Verified
from rescueapp.actions.finding import departments
from rescueapp.actions.vault import locking, shift_pin
from rescueapp.domain.changed import Changed
from rescueapp.domain.departments import Plan
from rescueapp.domain.worker import Act
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress
from rescueapp.workspace import Workspace
from ui import messages
from ui.desks.backup_desk import BackupDesk
from ui.desks.code_desk import CodeDesk
from ui.desks.keys_desk import KeysDesk
from ui.desks.papers_desk import AskedByAdministrator
from ui.desks.people_desk import PeopleDesk
from ui.navigator import Navigator
from ui.session import Session
from ui.settings import Settings
from ui.tasks import Result
from ui.theme import GRID
from ui.vault.fault_card import FaultCard
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.lock_card import LockCard
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.plan_card import PlanCard
from ui.widgets.words import Words

_TITLE = mark("Administration", "admin")
_CHECK = mark("Check", "admin")
_CHECK_WORDS = mark(
    "Every page of the database, the whole account and every attachment are looked at.", "admin"
)
_CHECK_NOW = mark("Check now", "admin")
_CHECKING = mark("Checking…", "admin")
_IN_ORDER = mark(
    "Everything is in order. The account has {entries} entries without a gap.", "admin"
)

_PINS_MAY = mark("From now on people here may set a PIN for their shift.", "pin")
_PINS_MAY_NOT = mark(
    "From now on only the passphrase opens here; a PIN that is set opens no more.", "pin"
)
_PLAN_SET = mark("From now on departments are offered by this plan.", "admin")
_LOCK_SET = mark("The screen locks after {minutes} minutes, from the next sign-in.", "admin")


class AdminPage(Page):
    """What a role may not do is not shown."""

    def __init__(self, session: Session, navigator: Navigator, _: Settings) -> None:
        super().__init__("adminPage")
        self._session = session
        self._navigator = navigator
        self._build()

    def enter(self, **_: Any) -> None:
        self._read()
        if self._session.may(Act.DECIDE):
            self._codes.read()
        if self._backups is not None:
            self._backups.read()
        self._session.run(locking.limit, self._lock_card.show_minutes, owner=self)
        self._session.run(shift_pin.allowed, self._lock_card.show_pins, owner=self)
        if self._plan_card is not None:
            self._session.run(departments.plan, self._plan_card.show_plan, owner=self)
        if self._session.may(Act.READ_AUDIT):
            self._faults.read()
        self.focus_first()

    def refresh(self, changed: Changed) -> None:
        if changed.people or changed.everything:
            self._read()

    def _read(self) -> None:
        self._people.read()
        if self._desk is not None:
            self._desk.read()

    def focus_first(self) -> None:
        if self._people.isVisible():
            self._people.focus_first()
        else:
            self._check.setFocus()

    # --- the idle lock ----------------------------------------------------------------------

    def _set_lock(self, minutes: int) -> None:
        def is_set(_: None) -> None:
            self._lock_card.show_minutes(minutes)
            self._notice.say(say(_LOCK_SET(minutes=minutes)), "teal")

        self._session.run(
            lambda ws: locking.set_limit(ws, minutes), is_set, self._failed, owner=self
        )

    def _allow_pins(self, yes: bool) -> None:
        def is_set(_: None) -> None:
            self._lock_card.show_pins(yes)
            self._notice.say(say(_PINS_MAY if yes else _PINS_MAY_NOT), "teal")

        self._session.run(lambda ws: shift_pin.allow(ws, yes=yes), is_set, self._failed, owner=self)

    # --- the plan of this place ---------------------------------------------------------------

    def _set_plan(self, plan: Plan) -> None:
        def is_set(_: None) -> None:
            if self._plan_card is not None:
                self._plan_card.show_plan(plan)
            self._notice.say(say(_PLAN_SET), "teal")

        self._session.run(
            lambda ws: departments.set_plan(ws, plan), is_set, self._failed, owner=self
        )

    # --- check -----------------------------------------------------------------------------

    def _verify(self) -> None:
        if not self._busy.running:
            self._begin(proving.verify, self._verified, _CHECKING)

    def _verified(self, found: Verified) -> None:
        words = say(_IN_ORDER(entries=found.entries))
        if found.faults():
            words = "\n".join(map(say, found.faults()))
        self._done(words, "brick" if found.faults() else "teal")

    def _begin(
        self,
        work: Callable[[Workspace, Progress], Result],
        then: Callable[[Result], object],
        words: Text,
    ) -> None:
        self._notice.say("")
        job = self._session.run_long(
            work, then, self._failed, owner=self, moved=self._busy.moved, cancelled=self._busy.end
        )
        self._busy.begin(job, say(words))

    def _done(self, words: str, tone: str = "teal") -> None:
        self._busy.end()
        self._notice.say(words, tone)
        self._session.tell(Changed())

    def _failed(self, error: BaseException) -> None:
        self._busy.end()
        self._notice.say(messages.words_of(error), "brick")

    # --- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.column.setSpacing(2 * GRID)
        self.column.addWidget(Words(say(_TITLE), "title"))
        self._notice = Notice(name="adminNotice")
        self._busy = Busy("adminBusy")
        self.column.addWidget(self._notice)
        self.column.addWidget(self._busy)
        self._people = PeopleDesk(self._session, self._notice.say)
        may_people = self._session.may(Act.MANAGE_PEOPLE) or self._session.may(Act.GRANT_ACCESS)
        self._people.setVisible(may_people)
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self._people, 1)
        backs_up = self._session.may(Act.BACK_UP) and self._session.has_data
        self._backups = BackupDesk(self._session, self._notice.say) if backs_up else None
        if self._backups is not None:
            column.addWidget(self._backups)
        self._check = Button(say(_CHECK_NOW), "verify", self._verify, icon="shield")
        column.addWidget(self._act_card(Act.VERIFY, _CHECK, _CHECK_WORDS, self._check))
        answers = self._session.may(Act.GRANT_ACCESS) and self._session.has_data
        self._desk = KeysDesk(self._session, self._notice.say) if answers else None
        if self._desk is not None:
            column.addWidget(self._desk)
        elif not self._session.has_data:
            column.addWidget(AskedByAdministrator(self._session, self._notice.say))
        self._lock_card = LockCard(
            locking.SHORTEST, locking.LONGEST, self._set_lock, self._allow_pins
        )
        self._lock_card.setVisible(self._session.may(Act.GRANT_ACCESS))
        column.addWidget(self._lock_card)
        plans = self._session.may(Act.GRANT_ACCESS) and self._session.has_data
        self._plan_card = PlanCard(self._set_plan) if plans else None
        if self._plan_card is not None:
            column.addWidget(self._plan_card)
        self._codes = CodeDesk(self._session, lambda: self._navigator.go("exchange"))
        self._codes.setVisible(self._session.may(Act.DECIDE))
        column.addWidget(self._codes)
        self._faults = FaultCard(self._session)
        column.addWidget(self._faults)
        column.addStretch(0 if may_people else 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.column.addWidget(area, 1)

    def _act_card(self, act: Act, title: Text, words: Text, button: Button) -> Card:
        card = Card(say(title), name=f"card_{act}")
        card.column.addWidget(Words(say(words), "muted"))
        card.column.addStretch(1)
        line = QHBoxLayout()
        line.addWidget(button)
        line.addStretch(1)
        card.column.addLayout(line)
        card.setVisible(self._session.may(act))
        return card
