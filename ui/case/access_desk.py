"""Another's case: ask to see it, break the glass, say until when it is open, give it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from rescueapp import clock
from rescueapp.actions.two_people import emergency, requests
from rescueapp.actions.two_people.requests import LEAST_REASON
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import KINDS, Kind
from rescueapp.domain.worker import Act
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import Workspace
from ui import messages, texts
from ui.case.lending_desk import LendingDesk
from ui.case_view import CaseView
from ui.session import Session
from ui.unsent import open_about
from ui.widgets.access_bar import AccessBar
from ui.widgets.asking import Asking

_ASK = mark("Ask to see this case", "access")
_ASK_NOW = mark("Ask", "access")
_WHY = mark("&Why you need to see it", "access")
_WHY_HINT = mark(
    "At least {least} characters; the worker whose case it is and the supervisor read it.",
    "access",
)
_GLASS = mark("Open this case in an emergency?", "access")
_GLASS_WORDS = mark(
    "It opens for four hours: identity, care and medical records, nothing else. It is written "
    "down under your name, and the supervisor sees it.",
    "access",
)
_LIFE = mark("Life in danger: open now", "access")
_OTHER = mark("Another reason…", "access")
_TELL = mark("What the emergency was", "access")
_KEEP = mark("Keep", "access")
_OPEN_NOW = mark("Open for four hours", "access")

_LONGEST_WAIT = 3600  # seconds; then the page is read again, and waits again


class AskWhy(Asking):
    """One line of reason. `then(reason)`; a refusal stays in the dialog."""

    def __init__(
        self, parent: QWidget, heading: Text, act: Text, then: Callable[[AskWhy, str], None]
    ) -> None:
        super().__init__(parent, "askWhy", say(heading), say(act))
        self._then = then
        self._why = QLineEdit()
        self._why.setMaxLength(200)
        self._why.setPlaceholderText(say(_WHY_HINT(least=LEAST_REASON)))
        self.add_field(_WHY, self._why, "why")
        self._why.setFocus()

    def act(self) -> None:
        self._then(self, self._why.text())


class Asker(QObject):
    """Asks for a reason, acts, tells everybody what has changed."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def why(
        self, heading: Text, act: Text, case_uid: str, work: Callable[[Workspace, str], object]
    ) -> None:
        """Ask for a reason, then do `work(workspace, reason)`."""
        box = AskWhy(
            self._page,
            heading,
            act,
            lambda box, why: self.run(case_uid, lambda ws: work(ws, why), box),
        )
        open_about(box, self._session, heading.msgid, case_uid)

    def tell(self, request_uid: str, case_uid: str) -> None:
        """Ask what an emergency was; it may be over by now."""
        self.why(_TELL, _KEEP, case_uid, lambda ws, why: emergency.complete(ws, request_uid, why))

    def run(
        self, case_uid: str, work: Callable[[Workspace], object], box: AskWhy | None = None
    ) -> None:
        """A refusal stays in the box it came from."""

        def done(_: object) -> None:
            if box is not None:
                box.accept()
            self.changed(case_uid)

        failed = partial(messages.problem, self._page) if box is None else box.failed
        self._session.run(work, done, failed=failed, owner=box or self._page)

    def changed(self, case_uid: str) -> None:
        self._session.tell(Changed(cases=frozenset({case_uid})))


class AccessDesk(QObject):
    """Drives the bar of the case page; the page reads again when a loan is over. `open_again`:
    the form that lies open is read again, because more may be seen by now, or less."""

    def __init__(self, session: Session, page: QWidget, open_again: Callable[[], object]) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._open_again = open_again
        self._lent: tuple[Compartment, ...] | None = None
        self._asker = Asker(session, page)
        self._case_uid, self._request_uid, self._asked = "", "", ""
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(lambda: self._asker.changed(self._case_uid))
        self.bar = AccessBar(self._ask, self._break, self._tell, self._give_back, self._take_back)

    def show(self, view: CaseView) -> None:
        if view.row.uid == self._case_uid and view.lent != self._lent:
            self._open_again()
        self._case_uid, self._lent = view.row.uid, view.lent
        self._request_uid = view.loan.request_uid if view.loan else ""
        self._asked = view.asked
        may_ask = self._session.may(Act.ASK)
        self.bar.show_access(
            view.row.mine, view.loan, bool(view.asked), may_ask=may_ask, outside=view.outside
        )
        self._end.stop()
        if view.loan is not None:
            left = (clock.instant(view.loan.until) - clock.now()).total_seconds()
            self._end.start(1000 * min(int(left) + 1, _LONGEST_WAIT))

    def _ask(self) -> None:
        uid = self._case_uid
        self._asker.why(_ASK, _ASK_NOW, uid, lambda ws, why: requests.ask_for_case(ws, uid, why))

    def ask_part(self, kind: Kind) -> None:
        """Ask for a part of one's own case that one's role does not hold."""
        uid = self._case_uid
        self._asker.why(
            KINDS[kind].title, _ASK_NOW, uid, lambda ws, why: requests.ask(ws, kind, uid, why)
        )

    def lend_outside(self) -> None:
        """Lend parts of the case to a partner's social worker, or end such a loan."""
        LendingDesk(self._session, self._page).open(self._case_uid)

    def _break(self) -> None:
        choices = {"no": say(texts.CANCEL), "other": say(_OTHER), "life": say(_LIFE)}
        messages.ask(self._page, say(_GLASS), say(_GLASS_WORDS), choices, self._broken)

    def _broken(self, choice: str) -> None:
        uid = self._case_uid
        if choice == "life":
            self._asker.run(uid, lambda ws: emergency.break_glass(ws, uid))
        elif choice == "other":
            self._asker.why(
                _GLASS, _OPEN_NOW, uid, lambda ws, why: emergency.break_glass(ws, uid, reason=why)
            )

    def _tell(self) -> None:
        self._asker.tell(self._request_uid, self._case_uid)

    def _take_back(self) -> None:
        uid = self._asked
        self._asker.run(self._case_uid, lambda ws: requests.take_back(ws, uid))

    def _give_back(self) -> None:
        uid = self._case_uid
        self._asker.run(uid, lambda ws: emergency.give_back(ws, uid))
