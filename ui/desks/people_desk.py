"""Administration's people: who works here, their access, their passphrases, their vetting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout

from rescueapp.actions.vault import people
from rescueapp.actions.vault.people import Colleague
from rescueapp.actions.workers import outside_workers, vetting, women
from rescueapp.actions.workers.outside_workers import Outside
from rescueapp.crypto.words import Passphrase
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import UNTIL_A_DAY, Act, Role
from rescueapp.i18n import mark, say
from rescueapp.workspace import KeyDesk, Workspace
from ui import messages, texts
from ui.lists.people_list import COLUMNS, Line
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.unsent import open_about
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.outside_dialog import OutsideDialog
from ui.widgets.people_dialogs import (
    AccessUntil,
    GrantAccess,
    NewColleague,
    NewPassphrase,
    SexOf,
    VettedUntil,
)

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
_UNTIL = mark("Access until…", "admin")
_UNTIL_SET = mark("This access ends on {day}.", "admin")
_SEX = mark("Woman or man…", "admin")
_OUTSIDE = mark("Undertaking…", "admin")

_FEWEST_ROWS = 5
_ROLES = {
    "station": (
        Role.CASEWORKER,
        Role.PSYCHOLOGIST,
        Role.MEDICAL_WORKER,
        Role.SUPERVISOR,
        Role.STATISTICIAN,
        Role.OUTSIDE_WORKER,
        Role.INSPECTOR,
        Role.ADMINISTRATOR,
    ),
    "office": (Role.OFFICE_OFFICER, Role.INSPECTOR, Role.ADMINISTRATOR),
}

Say = Callable[[str, str], object]
_Dialog = (
    NewColleague | GrantAccess | NewPassphrase | VettedUntil | AccessUntil | SexOf | OutsideDialog
)


class PeopleDesk(Card):
    """`tell(words, tone)` says what came of it, at the head of the page."""

    def __init__(self, session: Session, tell: Say) -> None:
        super().__init__(say(_PEOPLE), name="people")
        self._session, self._tell = session, tell
        self._dialog: _Dialog | None = None
        self._rows = Rows(COLUMNS, self)
        self._table = Table("peopleTable", say(_PEOPLE), self._rows)
        if not self._session.has_data:
            self._table.leave_out("name")
            self._table.leave_out("vetted")
            self._table.leave_out("sex")
        self._table.pointed.connect(lambda _: self._point())
        self._table.opened.connect(self._grant)
        self._table.setMinimumHeight(_FEWEST_ROWS * ROW_HEIGHT)
        self.column.addWidget(self._table, 1)
        self.column.addLayout(self._buttons())

    def focus_first(self) -> None:
        self._table.setFocus()

    def read(self) -> None:
        """Who is here now."""
        self._session.run(_lines, self._show, owner=self)

    def _show(self, lines: list[Line]) -> None:
        chosen = self._chosen()
        uids = [line.colleague.uid for line in lines]
        place = uids.index(chosen.uid) if chosen is not None and chosen.uid in uids else 0
        self._rows.show_rows(lines)
        if lines:
            self._table.setCurrentIndex(self._rows.index(place, 0))
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
        ends = active and chosen is not None and chosen.role in UNTIL_A_DAY
        self._until_button.setEnabled(ends)
        outside = chosen is not None and chosen.role is Role.OUTSIDE_WORKER
        entered = isinstance(line, Line) and line.vetted is not None
        self._vetted_button.setEnabled(entered and not outside)
        self._sex_button.setEnabled(entered)
        self._outside_button.setEnabled(active and outside and entered)

    def _new(self) -> None:
        dialog = NewColleague(self, _ROLES[self._session.vault.kind], self._add)
        self._dialog = dialog
        dialog.open()

    def _add(self, login: str, role: Role, until: str) -> None:
        dialog = self._dialog
        assert isinstance(dialog, NewColleague)

        def added(passphrase: Passphrase) -> None:
            dialog.show_passphrase(passphrase)
            self._session.tell(Changed(people=True))

        self._session.run_on_keys(
            lambda desk: people.add_user(desk, login=login, role=role, until=until),
            added,
            dialog.failed, owner=dialog,
        )  # fmt: skip

    def _grant(self, _: QModelIndex | None = None) -> None:
        chosen = self._chosen()
        if chosen is None or chosen.granted or not self._session.may(Act.GRANT_ACCESS):
            return
        if chosen.role is Role.OUTSIDE_WORKER:
            self._ask_outside()
            return
        dialog = self._dialog = GrantAccess(self, chosen, self._grant_now)
        open_about(dialog, self._session, chosen.uid)

    def _grant_now(self, uid: str, name: str, sex: str) -> None:
        self._do(lambda ws: people.grant_access(ws, uid, display_name=name, sex=sex))

    def _do(self, work: Callable[[Workspace], Changed], said: str = "") -> None:
        """What the open dialog asked for; a refusal stays in it."""
        dialog = self._dialog
        assert dialog is not None

        def done(changed: Changed) -> None:
            dialog.accept()
            if said:
                self._tell(said, "teal")
            self._session.tell(changed)

        self._session.run(work, done, dialog.failed, owner=dialog)

    def _ask_sex(self) -> None:
        line = self._rows.row_at(self._table.currentIndex())
        if isinstance(line, Line) and line.vetted is not None:
            uid = line.colleague.uid
            self._dialog = SexOf(
                self, line.name,
                lambda sex: self._do(lambda ws: women.set_sex(ws, uid, sex), say(_VETTED_SET)),
            )  # fmt: skip
            self._dialog.open()

    def _ask_outside(self) -> None:
        """What the access of somebody from outside rests on; it is granted with it."""
        chosen = self._chosen()
        if chosen is None or not self._session.may(Act.GRANT_ACCESS):
            return
        uid = chosen.uid

        granted = chosen.granted

        def work(ws: Workspace, name: str, sex: str, outside: Outside) -> Changed:
            if not granted:
                return people.grant_access(ws, uid, display_name=name, sex=sex, outside=outside)
            if sex:
                women.set_sex(ws, uid, sex)
            return outside_workers.enter(ws, uid, outside)

        def enter(name: str, sex: str, outside: Outside) -> None:
            self._do(lambda ws: work(ws, name, sex, outside), say(_VETTED_SET))

        dialog = self._dialog = OutsideDialog(self, chosen, enter)
        self._session.run(
            lambda ws: (
                outside_workers.partners(ws),
                outside_workers.entered(ws, uid),
                people.names(ws).get(uid, ""),
                women.sexes(ws).get(uid, ""),
            ),
            lambda found: dialog.show_known(*found), owner=dialog,
        )  # fmt: skip
        open_about(dialog, self._session, uid)

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
        self._session.run_on_keys(
            lambda desk: people.deactivate(desk, uid),
            lambda _: self._session.tell(Changed(people=True)),
            lambda error: self._tell(messages.words_of(error), "brick"),
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

        self._session.run_on_keys(
            lambda desk: people.reset(desk, uid), is_reset,
            dialog.failed, owner=dialog,
        )  # fmt: skip

    def _ask_until(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.role in UNTIL_A_DAY:
            self._dialog = AccessUntil(self, chosen, self._set_until)
            self._dialog.open()

    def _set_until(self, until: date) -> None:
        dialog, chosen = self._dialog, self._chosen()
        assert isinstance(dialog, AccessUntil)
        if chosen is None:
            return

        def is_set(_: None) -> None:
            dialog.accept()
            self._tell(say(_UNTIL_SET(day=until)), "teal")
            self._session.tell(Changed(people=True))

        self._session.run_on_keys(
            lambda desk: people.set_until(desk, chosen.uid, until.isoformat()), is_set,
            dialog.failed, owner=dialog,
        )  # fmt: skip

    def _ask_vetted(self) -> None:
        line = self._rows.row_at(self._table.currentIndex())
        if isinstance(line, Line) and line.vetted is not None:
            self._dialog = VettedUntil(self, line.name, self._set_vetted)
            self._dialog.open()

    def _set_vetted(self, until: date) -> None:
        chosen = self._chosen()
        if chosen is not None:
            uid = chosen.uid
            self._do(lambda ws: vetting.set_vetted(ws, uid, until), say(_VETTED_SET))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._new_button = Button(say(_NEW), "newPerson", self._new, icon="plus")
        self._grant_button = Button(say(_GRANT), "grant", self._grant, icon="key")
        self._end_button = Button(say(_END), "endAccess", self._end, icon="close")
        self._reset_button = Button(say(_RESET), "resetPerson", self._reset, icon="key")
        self._vetted_button = Button(say(_VETTED), "vettedUntil", self._ask_vetted, icon="calendar")
        self._until_button = Button(say(_UNTIL), "accessUntilAsk", self._ask_until, icon="calendar")
        self._sex_button = Button(say(_SEX), "sexOfPerson", self._ask_sex, icon="person")
        self._outside_button = Button(
            say(_OUTSIDE), "outsidePerson", self._ask_outside, icon="shield"
        )
        manages = self._session.may(Act.MANAGE_PEOPLE)
        self._reset_button.setVisible(manages)
        self._until_button.setVisible(manages)
        enters = self._session.may(Act.GRANT_ACCESS) and self._session.has_data
        for button in (self._vetted_button, self._sex_button, self._outside_button):
            button.setVisible(enters)
        self._new_button.setVisible(manages)
        self._end_button.setVisible(manages)
        self._grant_button.setVisible(self._session.may(Act.GRANT_ACCESS))
        for button in (
            self._new_button, self._grant_button, self._vetted_button, self._sex_button,
            self._outside_button, self._until_button, self._reset_button, self._end_button,
        ):  # fmt: skip
            row.addWidget(button)
        row.addStretch(1)
        return row


def _lines(desk: KeyDesk | Workspace) -> list[Line]:
    """Everybody, by name where the database is open; an administrator sees sign-in names."""
    names = people.names(desk) if isinstance(desk, Workspace) else {}
    vetted = vetting.all_of(desk) if isinstance(desk, Workspace) else []
    until = {each.uid: each for each in vetted}
    sexes = women.sexes(desk) if isinstance(desk, Workspace) else {}
    return [
        Line(found, names.get(found.uid, ""), until.get(found.uid), sexes.get(found.uid, ""))
        for found in people.colleagues(desk)
    ]
