"""A loss or leak told to the supervisors in one sentence, by whoever found it (K-19)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from rescueapp.actions.vault import incidents
from rescueapp.domain.changed import Changed
from rescueapp.i18n import mark, say
from ui import messages
from ui.session import Session
from ui.unsent import open_about
from ui.widgets.asking import Asking
from ui.widgets.words import Words

LOSS = mark("Report a loss or leak…", "case")
_HEADING = mark("Tell the supervisors of a loss or leak", "case")
_WORDS = mark(
    "Sealed to the supervisors; you will not see it again here. Write what happened, without a "
    "name. Nobody is blamed for telling.",
    "case",
)
_WHAT = mark("&What happened", "case")
_NOW = mark("Report", "case")
_DONE = mark("Reported. The supervisors find it on their page Today.", "case")


class ReportLoss(Asking):
    """One sentence to the supervisors. `then(box, words)`."""

    def __init__(self, parent: QWidget, then: Callable[[ReportLoss, str], None]) -> None:
        super().__init__(parent, "reportLoss", say(_HEADING), say(_NOW))
        self._then = then
        self.fields.addWidget(Words(say(_WORDS), "muted"))
        self._words = QLineEdit()
        self._words.setMaxLength(400)
        self.add_field(_WHAT, self._words, "lossWords")
        self._words.setFocus()

    def act(self) -> None:
        self._then(self, self._words.text())


class LossDesk(QObject):
    """Asks for the sentence over a page and reports it."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def open(self, case_uid: str | None = None) -> None:
        """Ask what happened, in a case if it lies open."""
        box = ReportLoss(self._page, lambda box, words: self._report(box, words, case_uid))
        open_about(box, self._session, case_uid or "")

    def _report(self, box: ReportLoss, words: str, case_uid: str | None) -> None:
        def done(changed: Changed) -> None:
            box.accept()
            self._session.tell(changed)
            messages.tell(self._page, say(_HEADING), say(_DONE))

        self._session.run(
            lambda ws: incidents.report(ws, words, case_uid=case_uid), done, box.failed, owner=box
        )
