"""Lending a case outside: the dialog, and what it does to the vault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from rescueapp.actions.two_people import lending_out
from rescueapp.domain.changed import Changed
from rescueapp.forms.schema import Compartment
from rescueapp.workspace import Workspace
from ui.session import Session
from ui.unsent import open_about
from ui.widgets.lending_out import LendingOut


class LendingDesk(QObject):
    """Opens the dialog for a case and carries out what is chosen in it."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._case_uid = ""

    def open(self, case_uid: str) -> None:
        self._case_uid = case_uid
        self._dialog = LendingOut(self._page, self._lend, self._end)
        self._read()
        open_about(self._dialog, self._session, case_uid)

    def _read(self) -> None:
        uid, dialog = self._case_uid, self._dialog
        self._session.run(
            lambda ws: (
                lending_out.of_case(ws, uid),
                lending_out.borrowers(ws, uid),
                frozenset(ws.case_keys(uid)),
            ),
            lambda found: dialog.show_who(*found),
            self._dialog.failed,
            owner=dialog,
        )

    def _lend(self, who: str, parts: frozenset[Compartment], until: date, why: str) -> None:
        uid = self._case_uid
        self._act(
            lambda ws: lending_out.lend(ws, uid, who, parts=parts, until=until, reason=why),
            self._dialog.accept,
        )

    def _end(self, request_uid: str) -> None:
        uid = self._case_uid
        self._act(lambda ws: lending_out.end(ws, uid, request_uid), self._read)

    def _act(self, work: Callable[[Workspace], Changed], then: Callable[[], object]) -> None:
        def done(changed: Changed) -> None:
            self._session.tell(changed)
            then()

        self._session.run(work, done, self._dialog.failed, owner=self._dialog)
