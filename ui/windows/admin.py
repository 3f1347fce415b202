"""Administration: people and their access, a backup now, a check of everything now."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp.actions import backups, locking, people, vetting
from rescueapp.actions.attachment_check import faults
from rescueapp.actions.backups import BackupInfo, Verified
from rescueapp.actions.people import Colleague
from rescueapp.crypto.words import Passphrase
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act, Role
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import KeyDesk, Workspace
from ui import messages, texts
from ui.code_desk import CodeDesk
from ui.fault_card import FaultCard
from ui.keys_desk import KeysDesk
from ui.lists.people_list import COLUMNS, Line
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.navigator import Navigator
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.lock_card import LockCard
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.people_dialogs import GrantAccess, NewColleague, NewPassphrase, VettedUntil
from ui.widgets.words import Words

_TITLE = mark("Administration", "admin")
_PEOPLE = mark("People", "admin")
_NEW = mark("New colleague…", "admin")
_GRANT = mark("Grant access…", "admin")
_END = mark("End access…", "admin")
_RESET = mark("New passphrase…", "admin")
_VETTED = mark("Vetted until…", "admin")
_VETTED_SET = mark("Entered.", "admin")
_END_TITLE = mark("End the access of {login}?", "admin")
_END_WORDS = mark(
    "This colleague can no longer sign in. What they wrote stays. What they copied before "
    "stays readable to them.",
    "admin",
)
_END_NOW = mark("End access", "admin")
_BACKUP = mark("Backup", "admin")
_BACKUP_WORDS = mark(
    "A backup is made while people work, sealed to the supervisors and the recovery papers, and "
    "read back from the medium before it counts.",
    "admin",
)
_BACKUP_NOW = mark("Back up now…", "admin")
_BACKUP_FOLDER = mark("Choose the medium for the backup", "admin")
_BACKING_UP = mark("Backing up and reading back…", "admin")
_BACKED_UP = mark("The backup is made and was read back whole.", "admin")
_CHECK = mark("Check", "admin")
_CHECK_WORDS = mark(
    "Every page of the database, the whole audit and every attachment are looked at.", "admin"
)
_CHECK_NOW = mark("Check now", "admin")
_CHECKING = mark("Checking…", "admin")
_IN_ORDER = mark("Everything is in order. The audit has {entries} entries without a gap.", "admin")

_LOCK_SET = mark("The screen locks after {minutes} minutes, from the next sign-in.", "admin")

_FEWEST_ROWS = 5
_ROLES = {
    "station": (
        Role.CASEWORKER,
        Role.PSYCHOLOGIST,
        Role.MEDICAL_WORKER,
        Role.SUPERVISOR,
        Role.STATISTICIAN,
        Role.ADMINISTRATOR,
    ),
    "office": (Role.OFFICE_OFFICER, Role.ADMINISTRATOR),
}


class AdminPage(Page):
    """What a role may not do is not shown."""

    def __init__(self, session: Session, _: Navigator, __: Settings) -> None:
        super().__init__("adminPage")
        self._session = session
        self._dialog: NewColleague | GrantAccess | NewPassphrase | VettedUntil | None = None
        self._build()

    def enter(self, **_: Any) -> None:
        self._read()
        if self._session.may(Act.DECIDE):
            self._codes.read()
        self._session.run(locking.limit, self._lock_card.show_minutes, owner=self)
        if self._session.may(Act.READ_AUDIT):
            self._faults.read()
        self.focus_first()

    def refresh(self, changed: Changed) -> None:
        if changed.people or changed.everything:
            self._read()

    def focus_first(self) -> None:
        (self._table if self._people.isVisible() else self._check).setFocus()

    # --- people ---------------------------------------------------------------------------

    def _read(self) -> None:
        self._session.run(_lines, self._show, owner=self)
        if self._desk is not None:
            self._desk.read()

    def _show(self, lines: list[Line]) -> None:
        self._rows.show_rows(lines)
        if lines and not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self._rows.index(0, 0))
        self._point()

    def _chosen(self) -> Colleague | None:
        line = self._rows.row_at(self._table.currentIndex())
        return line.colleague if isinstance(line, Line) else None

    def _point(self) -> None:
        chosen = self._chosen()
        active = chosen is not None and chosen.active
        self._grant_button.setEnabled(active and chosen is not None and not chosen.granted)
        mine = chosen is not None and chosen.uid == self._session.worker.uid
        self._end_button.setEnabled(active and not mine)
        self._reset_button.setEnabled(active and not mine)
        line = self._rows.row_at(self._table.currentIndex())
        self._vetted_button.setEnabled(isinstance(line, Line) and line.vetted is not None)

    def _new(self) -> None:
        dialog = NewColleague(self, _ROLES[self._session.vault.kind], self._add)
        self._dialog = dialog
        dialog.open()

    def _add(self, login: str, role: Role) -> None:
        dialog = self._dialog
        assert isinstance(dialog, NewColleague)

        def added(passphrase: Passphrase) -> None:
            dialog.show_passphrase(passphrase)
            self._session.tell(Changed(people=True))

        self._session.run(
            lambda desk: people.add_user(desk, login=login, role=role), added,
            lambda error: dialog.refuse(messages.words_of(error)), owner=dialog,
        )  # fmt: skip

    def _grant(self, _: QModelIndex | None = None) -> None:
        chosen = self._chosen()
        if chosen is None or chosen.granted or not self._session.may(Act.GRANT_ACCESS):
            return
        self._dialog = GrantAccess(self, chosen, self._grant_now)
        self._dialog.open()

    def _grant_now(self, uid: str, name: str) -> None:
        dialog = self._dialog
        assert dialog is not None

        def granted(changed: Changed) -> None:
            dialog.accept()
            self._session.tell(changed)

        self._session.run(
            lambda ws: people.grant_access(ws, uid, display_name=name), granted,
            lambda error: dialog.refuse(messages.words_of(error)), owner=dialog,
        )  # fmt: skip

    def _end(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        choices = {"cancel": say(texts.CANCEL), "end": say(_END_NOW)}
        messages.ask(
            self, say(_END_TITLE(login=chosen.login)), say(_END_WORDS), choices,
            lambda choice: self._end_of(chosen.uid) if choice == "end" else None,
        )  # fmt: skip

    def _end_of(self, uid: str) -> None:
        self._session.run(
            lambda desk: people.deactivate(desk, uid),
            lambda _: self._session.tell(Changed(people=True)),
            self._failed,
            owner=self,
        )

    def _reset(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._dialog = NewPassphrase(self, chosen, self._reset_now)
            self._dialog.open()

    def _reset_now(self, uid: str) -> None:
        dialog = self._dialog
        assert isinstance(dialog, NewPassphrase)

        def is_reset(passphrase: Passphrase) -> None:
            dialog.show_passphrase(passphrase)
            self._session.tell(Changed(people=True))

        self._session.run(
            lambda desk: people.reset(desk, uid), is_reset,
            lambda error: dialog.refuse(messages.words_of(error)), owner=dialog,
        )  # fmt: skip

    def _ask_vetted(self) -> None:
        line = self._rows.row_at(self._table.currentIndex())
        if isinstance(line, Line) and line.vetted is not None:
            self._dialog = VettedUntil(self, line.name, self._set_vetted)
            self._dialog.open()

    def _set_vetted(self, until: date) -> None:
        dialog, chosen = self._dialog, self._chosen()
        assert isinstance(dialog, VettedUntil)
        if chosen is None:
            return

        def is_set(changed: Changed) -> None:
            dialog.accept()
            self._notice.say(say(_VETTED_SET), "teal")
            self._session.tell(changed)

        self._session.run(
            lambda ws: vetting.set_vetted(ws, chosen.uid, until), is_set,
            lambda error: dialog.refuse(messages.words_of(error)), owner=dialog,
        )  # fmt: skip

    # --- the idle lock ----------------------------------------------------------------------

    def _set_lock(self, minutes: int) -> None:
        def is_set(_: None) -> None:
            self._lock_card.show_minutes(minutes)
            self._notice.say(say(_LOCK_SET(minutes=minutes)), "teal")

        self._session.run(
            lambda ws: locking.set_limit(ws, minutes), is_set, self._failed, owner=self
        )

    # --- backup, check ---------------------------------------------------------------------

    def _back_up(self) -> None:
        if not self._busy.running:
            messages.choose_folder(self, say(_BACKUP_FOLDER), self._back_up_to)

    def _back_up_to(self, folder: Path) -> None:
        self._begin(
            lambda ws, progress: backups.back_up(ws, folder, progress),
            self._backed_up,
            _BACKING_UP,
        )

    def _backed_up(self, info: BackupInfo) -> None:
        lacking = faults(info.missing_blobs, info.altered_blobs)
        self._done("\n".join(map(say, (_BACKED_UP, *lacking))), "brick" if lacking else "teal")

    def _verify(self) -> None:
        if not self._busy.running:
            self._begin(backups.verify, self._verified, _CHECKING)

    def _verified(self, found: Verified) -> None:
        words = say(_IN_ORDER(entries=found.entries))
        if found.faults():
            words = "\n".join(map(say, found.faults()))
        self._done(words, "brick" if found.faults() else "teal")

    def _begin(self, work: Any, then: Any, words: Text) -> None:
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
        self._people = self._people_card()
        may_people = self._session.may(Act.MANAGE_PEOPLE) or self._session.may(Act.GRANT_ACCESS)
        self._people.setVisible(may_people)
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self._people, 1)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        self._backup = Button(say(_BACKUP_NOW), "backUp", self._back_up, icon="backup")
        self._check = Button(say(_CHECK_NOW), "verify", self._verify, icon="shield")
        for act, title, words, button in (
            (Act.BACK_UP, _BACKUP, _BACKUP_WORDS, self._backup),
            (Act.VERIFY, _CHECK, _CHECK_WORDS, self._check),
        ):
            row.addWidget(self._act_card(act, title, words, button), 1)
        column.addLayout(row)
        answers = self._session.may(Act.GRANT_ACCESS) and self._session.has_data
        self._desk = KeysDesk(self._session, self._notice.say) if answers else None
        if self._desk is not None:
            column.addWidget(self._desk)
        self._lock_card = LockCard(locking.SHORTEST, locking.LONGEST, self._set_lock)
        self._lock_card.setVisible(self._session.may(Act.GRANT_ACCESS))
        column.addWidget(self._lock_card)
        self._codes = CodeDesk(self._session)
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

    def _people_card(self) -> Card:
        card = Card(say(_PEOPLE), name="people")
        self._rows = Rows(COLUMNS, self)
        self._table = Table("peopleTable", say(_PEOPLE), self._rows)
        if not self._session.has_data:
            self._table.leave_out("name")
            self._table.leave_out("vetted")
        self._table.pointed.connect(lambda _: self._point())
        self._table.opened.connect(self._grant)
        self._table.setMinimumHeight(_FEWEST_ROWS * ROW_HEIGHT)
        card.column.addWidget(self._table, 1)
        row = QHBoxLayout()
        self._new_button = Button(say(_NEW), "newPerson", self._new, icon="plus")
        self._grant_button = Button(say(_GRANT), "grant", self._grant, icon="key")
        self._end_button = Button(say(_END), "endAccess", self._end, icon="close")
        self._reset_button = Button(say(_RESET), "resetPerson", self._reset, icon="key")
        self._vetted_button = Button(say(_VETTED), "vettedUntil", self._ask_vetted, icon="calendar")
        manages = self._session.may(Act.MANAGE_PEOPLE)
        self._reset_button.setVisible(manages)
        self._vetted_button.setVisible(
            self._session.may(Act.GRANT_ACCESS) and self._session.has_data
        )
        self._new_button.setVisible(manages)
        self._end_button.setVisible(manages)
        self._grant_button.setVisible(self._session.may(Act.GRANT_ACCESS))
        for button in (
            self._new_button, self._grant_button, self._vetted_button, self._reset_button,
            self._end_button,
        ):  # fmt: skip
            row.addWidget(button)
        row.addStretch(1)
        card.column.addLayout(row)
        return card


def _lines(desk: KeyDesk | Workspace) -> list[Line]:
    """Everybody, by name where the database is open; an administrator sees sign-in names."""
    names = people.names(desk) if isinstance(desk, Workspace) else {}
    vetted = vetting.all_of(desk) if isinstance(desk, Workspace) else []
    until = {each.uid: each for each in vetted}
    return [
        Line(found, names.get(found.uid, ""), until.get(found.uid))
        for found in people.colleagues(desk)
    ]
