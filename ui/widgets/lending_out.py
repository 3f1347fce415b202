"""Lending parts of a case to a social worker from outside: who has it now, and one more loan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.actions.opened.reasons import LEAST_REASON
from rescueapp.actions.two_people.lending_out import Borrower, Loan
from rescueapp.domain.outside_worker import PARTS
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark, say
from ui import lent_words, texts
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.choice import Choice
from ui.widgets.day_field import DayField
from ui.widgets.words import Words, plain

_TITLE = mark("Lend parts of this case outside", "outside")
_WORDS = mark(
    "To a partner's social worker who signed, was trained and is vetted, and only what the person"
    " agreed to. They read it, write their own notes, and can neither print nor search. It ends by"
    " itself.",
    "outside",
)
_NOBODY = mark(
    "Nobody works here from outside with an access that holds. An administrator adds the account, a"
    " supervisor grants it.",
    "outside",
)
_WHO = mark("&To whom", "outside")
_UNTIL = mark("Last &day, at most thirty days from now", "outside")
_WHY = mark("&What for", "outside")
_WHY_HINT = mark("At least {least} characters; the supervisor reads it.", "outside")
_PARTS = mark("What is lent", "outside")
_LEND = mark("Lend", "outside")
_END = mark("End", "outside")
_PERSON = mark("{name} · {partner}", "outside")
_NO_DAY = mark("That is no day. Write it like 2026-03-05.", "people")
_USUAL = timedelta(days=14)

Lend = Callable[[str, frozenset[Compartment], date, str], object]
End = Callable[[str], object]


class LendingOut(Asking):
    """`lend(worker uid, parts, last day, reason)`, `end(request uid)`."""

    def __init__(self, parent: QWidget, lend: Lend, end: End) -> None:
        super().__init__(parent, "lendOutside", say(_TITLE), say(_LEND))
        self._lend, self._end = lend, end
        self.fields.addWidget(Words(say(_WORDS), "muted"))
        self._loans = QVBoxLayout()
        self.fields.addLayout(self._loans)
        self._who = Choice()
        self.add_beside(_WHO, self._who, "lendWho")
        self._day = DayField("lendUntil", plain(say(_UNTIL)), clock.today() + _USUAL)
        self.add_beside(_UNTIL, self._day, "lendUntil")
        self._why = QLineEdit()
        self._why.setMaxLength(200)
        self._why.setPlaceholderText(say(_WHY_HINT(least=LEAST_REASON)))
        self.add_beside(_WHY, self._why, "lendWhy")
        self.fields.addWidget(Words(say(_PARTS), "muted"))
        self._parts = {part: self._part(part) for part in PARTS}
        self._parts[Compartment.CARE].setChecked(True)
        self.now.setEnabled(False)

    def _part(self, part: Compartment) -> QCheckBox:
        box = QCheckBox(say(texts.PARTS[part]))
        box.setObjectName(f"lend_{part.value}")
        self.fields.addWidget(box)
        return box

    def show_who(
        self, loans: Sequence[Loan], borrowers: Sequence[Borrower], held: frozenset[Compartment]
    ) -> None:
        """What is lent now, who else can have it, and the parts one holds oneself."""
        clear(self._loans)
        for loan in loans:
            self._loans.addWidget(self._line(loan))
        self._who.clear()
        for each in borrowers:
            self._who.addItem(say(_PERSON(name=each.name, partner=each.partner)), each.uid)
        for part, box in self._parts.items():
            box.setVisible(part in held)
        self.now.setEnabled(bool(borrowers))
        if not borrowers:
            self.refuse(say(_NOBODY))
        QTimer.singleShot(0, self, self.fit)  # once the lines above are laid out

    def _line(self, loan: Loan) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Words(lent_words.said(loan)), 1)
        row.addWidget(
            Button(say(_END), f"end_{loan.request_uid}", lambda: self._end(loan.request_uid),
                   kind="quiet", icon="close")
        )  # fmt: skip
        return line

    def act(self) -> None:
        if self._day.day is None:
            self.refuse(say(_NO_DAY))
            return
        parts = frozenset(part for part, box in self._parts.items() if box.isChecked())
        self._lend(self._who.currentData(), parts, self._day.day, self._why.text())
