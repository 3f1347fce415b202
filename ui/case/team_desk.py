"""The team of a case: the dialog, and what it does to the vault."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from rescueapp.actions.finding import cases
from rescueapp.actions.vault import people
from rescueapp.actions.workers import women
from rescueapp.domain.changed import Changed
from rescueapp.workspace import Workspace
from ui import messages
from ui.session import Session
from ui.widgets.team import TeamDialog


class TeamDesk(QObject):
    """Opens the dialog for a case and carries out what is chosen in it."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._case_uid = ""

    def open(self, case_uid: str) -> None:
        self._case_uid = case_uid
        self._dialog = TeamDialog(self._page, self._assign, self._remove)
        self._read()
        self._dialog.open()

    def _read(self) -> None:
        uid, dialog = self._case_uid, self._dialog
        self._session.run(
            lambda ws: (
                cases.team(ws, uid),
                people.staff(ws),
                cases.case(ws, uid).sex,
                women.sexes(ws),
            ),
            lambda found: dialog.show_team(*found),
            owner=dialog,
        )

    def _assign(self, worker_uid: str, primary: bool, although: str, sex: str) -> None:
        uid, dialog = self._case_uid, self._dialog

        def work(ws: Workspace) -> Changed:
            if sex:
                women.set_sex(ws, worker_uid, sex)
            return cases.assign(ws, uid, worker_uid, primary=primary, although=although)

        self._session.run(
            work,
            self._changed,
            lambda error: dialog.refuse(messages.words_of(error)),
            owner=dialog,
        )

    def _remove(self, worker_uid: str) -> None:
        uid = self._case_uid
        self._session.run(
            lambda ws: cases.remove_from_team(ws, uid, worker_uid),
            self._changed,
            owner=self._dialog,
        )

    def _changed(self, changed: Changed) -> None:
        self._session.tell(changed)
        self._read()
