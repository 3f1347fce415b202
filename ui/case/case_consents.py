"""What was agreed to in a case, purpose by purpose, and one key to take a consent back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rescueapp.actions.outward import consents
from rescueapp.actions.recording import withdrawal
from rescueapp.domain.changed import Changed
from rescueapp.domain.consent import STOPS, Consent, State
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import mark, say
from ui.case.sections import LEDGER
from ui.case_view import CaseView
from ui.lists.consent_list import COLUMNS, purpose_words
from ui.lists.rows import Rows
from ui.lists.table import Table
from ui.session import Session
from ui.unsent import open_about
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.words import Words

_WITHDRAW = mark("Withdraw… (Enter)", "case")
_PAPER = mark("Open the consent form", "case")
_STOPPED = mark("What a withdrawal of “{purpose}” stops: {stops}", "case")
_HEADING = mark("Take back the consent: {purpose}", "case")
_NOW = mark("Take it back", "case")
_EASY = mark("It counts at once and changes nothing in the help. Nobody has to say why.", "case")
_WHY = mark("&Why, if the person wants to say (may stay empty)", "case")


class Withdraw(Asking):
    """`then(box, reason)`; what it stops is said before."""

    def __init__(
        self, parent: QWidget, consent: Consent, then: Callable[[Asking, str], None]
    ) -> None:
        heading = say(_HEADING(purpose=purpose_words(consent)))
        super().__init__(parent, "withdraw", heading, say(_NOW))
        self._then = then
        self.fields.addWidget(Words(say(STOPS[consent.purpose])))
        self.fields.addWidget(Words(say(_EASY), "muted"))
        self._why = QLineEdit()
        self._why.setMaxLength(200)
        self.add_field(_WHY, self._why, "withdrawWhy")
        self._why.setFocus()

    def act(self) -> None:
        self._then(self, self._why.text())


def ask_to_withdraw(
    parent: QWidget, session: Session, case_uid: str, consent: Consent, *, large: bool = False
) -> None:
    """Ask once, and take it back. `large`: in the type of a page that is read together."""

    def run(box: Asking, why: str) -> None:
        def done(changed: Changed) -> None:
            box.accept()
            session.tell(changed)

        session.run(
            lambda ws: withdrawal.withdraw(ws, case_uid, consent.purpose, reason=why),
            done, box.failed, owner=box,
        )  # fmt: skip

    box = Withdraw(parent, consent, run)
    box.setProperty("large", large)
    open_about(box, session, case_uid, consent.purpose)


class CaseConsents(QWidget):
    """Every purpose in the order of F26. Enter takes the consent chosen back."""

    def __init__(self, session: Session, open_paper: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self._case_uid = ""
        self._may = False
        self._rows = Rows(COLUMNS, self)
        self._table = Table("consentTable", say(LEDGER), self._rows)
        self._table.opened.connect(self._withdraw)
        self._table.pointed.connect(self._show_act)
        self._button = Button(
            say(_WITHDRAW), "withdrawConsent", lambda: self._withdraw(self._table.currentIndex())
        )
        head = QHBoxLayout()
        head.addWidget(Words(say(LEDGER), "heading", wrap=False))
        head.addStretch(1)
        head.addWidget(Button(say(_PAPER), "openConsent", open_paper, icon="file"))
        head.addWidget(self._button)
        self._stops = Words(role="muted", name="withdrawalStops")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._table, 1)
        column.addWidget(self._stops)
        self.setFocusProxy(self._table)

    def show_case(self, view: CaseView) -> None:
        """The ledger of a case; the purpose chosen stays chosen."""
        place = max(self._table.currentIndex().row(), 0)
        self._case_uid = view.row.uid
        writers = FORMS[consents.FORM].writers
        self._may = view.row.mine and self._session.worker.role.value in writers
        self._rows.show_rows(view.consents)
        if view.consents:
            self._table.setCurrentIndex(self._rows.index(place, 0))
        self._show_act()

    def _chosen(self, index: QModelIndex) -> Consent | None:
        row = self._rows.row_at(index)
        return row if isinstance(row, Consent) else None

    def _show_act(self, _: QModelIndex | None = None) -> None:
        chosen = self._chosen(self._table.currentIndex())
        self._button.setVisible(self._may)
        self._button.setEnabled(chosen is not None and _can_go(chosen))
        words = ""
        if chosen is not None and _can_go(chosen):
            stops = say(STOPS[chosen.purpose])
            words = say(_STOPPED(purpose=purpose_words(chosen), stops=stops))
        self._stops.setText(words)

    def _withdraw(self, index: QModelIndex) -> None:
        chosen = self._chosen(index)
        if chosen is not None and self._may and _can_go(chosen):
            ask_to_withdraw(self, self._session, self._case_uid, chosen)


def _can_go(consent: Consent) -> bool:
    return consent.state in (State.GIVEN, State.EXPIRED)
