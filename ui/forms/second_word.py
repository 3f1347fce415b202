"""What waits for a second person, at the form where it was refused: ask, or type the code that
the superior bureau reads over the telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rescueapp.actions.recording import gates
from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.actions.two_people.requests import Asked
from rescueapp.domain.guards import Need
from rescueapp.domain.request import KINDS
from rescueapp.domain.worker import Act
from rescueapp.i18n import Text, mark, say
from ui.forms.draft_keeper import Place
from ui.forms.form_notices import UNDERSTOOD
from ui.forms.notice_bar import Choice, NoticeBar
from ui.session import Session
from ui.two_people.decision_desk import DecisionDesk
from ui.unsent import open_about
from ui.widgets.asking import Asking
from ui.widgets.choice import Count
from ui.widgets.words import Words

_ASK_NOW = mark("Ask", "second word")
_WHY = mark("&Why it is needed, and why nobody else can be asked instead", "second word")
_WHY_HINT = mark("At least {least} characters; the supervisor reads it.", "second word")
_BY_CODE = mark("Code by telephone…", "second word")
_CODE_TITLE = mark("The superior bureau agrees by telephone", "second word")
_CODE_WORDS = mark(
    "Telephone the superior bureau and say what it is about. If they agree, they read a number of"
    " their sheet and its ten digits. A supervisor confirms it within 72 hours.",
    "second word",
)
_NUMBER = mark("&Number on the sheet", "second word")
_DIGITS = mark("Ten &digits", "second word")
_TAKE = mark("Agreed", "second word")
_DECIDE = mark("Decide…", "second word")
_NOT_YOURS = mark(
    "Somebody else decides this: it was asked by you, or it is your case.", "second word"
)
_GRANTED = mark("It is agreed to. You can save now.", "second word")


class AskSecond(Asking):
    """One line of reason. `then(box, reason)`; a refusal stays in the dialog."""

    def __init__(self, parent: QWidget, need: Need, then: Callable[[Asking, str], None]) -> None:
        super().__init__(parent, "askSecond", say(KINDS[need.kind].title), say(_ASK_NOW))
        self._then = then
        self._why = QLineEdit()
        self._why.setMaxLength(200)
        self._why.setPlaceholderText(say(_WHY_HINT(least=requests.LEAST_REASON)))
        self.add_field(_WHY, self._why, "secondWhy")
        self._why.setFocus()

    def act(self) -> None:
        self._then(self, self._why.text())


class TypeCode(Asking):
    """A number of the bureau's sheet and its digits. `then(box, number, digits)`."""

    def __init__(self, parent: QWidget, then: Callable[[Asking, int, str], None]) -> None:
        super().__init__(parent, "typeCode", say(_CODE_TITLE), say(_TAKE))
        self._then = then
        self.fields.addWidget(Words(say(_CODE_WORDS), "muted"))
        self._number = Count()
        self._number.setRange(1, telephone_codes.SHEET)
        self.add_field(_NUMBER, self._number, "codeNumber")
        self._digits = QLineEdit()
        self._digits.setMaxLength(2 * telephone_codes.DIGITS)  # read in groups
        self._digits.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.add_field(_DIGITS, self._digits, "codeDigits")
        self._number.setFocus()
        self._number.selectAll()

    def act(self) -> None:
        self._then(self, self._number.value(), self._digits.text())


class SecondWord(QObject):
    """Offers, in the notice bars of a form, what a refusal for want of a second person leaves
    to do; what was asked meanwhile is looked up again each time. `decided`: whoever reads it gave
    their word, and the record is another version now."""

    decided = Signal()

    def __init__(
        self, session: Session, form: QWidget, place: Place, bars: tuple[NoticeBar, ...]
    ) -> None:
        super().__init__(form)
        self._session, self._form, self._place, self._bars = session, form, place, bars

    def offer(self, bar: NoticeBar, need: Need | None, *, focus: bool) -> None:
        """Say what is waited for, with the buttons that lead on; None takes it away."""
        if need is None:
            bar.hide()
            return
        for other in self._bars:
            if other is not bar:
                other.hide()
        understood = (("secondOk", UNDERSTOOD, self._form.setFocus),)
        bar.ask(need.words, self._choices(need) or understood, "amber", focus=focus)

    def _choices(self, need: Need) -> tuple[Choice, ...]:
        rules = KINDS[need.kind]
        if self._session.worker.role not in rules.may_ask:
            return ()
        if not need.request_uid:
            return (("secondAsk", rules.ask or _ASK_NOW, lambda: self._ask(need)),)
        choices: list[Choice] = []
        if rules.of_record and self._session.may(Act.DECIDE):
            choices.append(("secondDecide", _DECIDE, lambda: self._decide(need)))
        if rules.by_code:
            choices.append(("secondCode", _BY_CODE, lambda: self._type_code(need)))
        return tuple(choices)

    def _decide(self, need: Need) -> None:
        """The record lies open before who may approve it."""

        def show(asked: Asked | None) -> None:
            if asked is None:
                self._bars[0].ask(_NOT_YOURS, (("secondOk", UNDERSTOOD, self._form.setFocus),))
                return
            desk = DecisionDesk(self._session, self._form)
            desk.answered.connect(self.decided)
            desk.open(asked)

        self._session.run(lambda ws: requests.waiting_one(ws, need.request_uid), show,
                          owner=self._form)  # fmt: skip

    def _ask(self, need: Need) -> None:
        case_uid = self._place.case_uid
        assert case_uid is not None, "a form that waits belongs to a case"
        box = AskSecond(
            self._form, need,
            lambda box, why: self._run(
                box, lambda ws: requests.ask(ws, need.kind, case_uid, why, need.about)
            ),
        )  # fmt: skip
        box.finished.connect(lambda _: self._look_again())
        open_about(box, self._session, need.kind, case_uid, need.about)

    def _type_code(self, need: Need) -> None:
        box = TypeCode(
            self._form,
            lambda box, number, digits: self._run(
                box, lambda ws: requests.decide_by_code(ws, need.request_uid, number, digits)
            ),
        )
        box.finished.connect(lambda _: self._look_again())
        box.open()

    def _run(self, box: Asking, work: Callable[[Any], object]) -> None:

        self._session.run(work, lambda _: box.accept(), box.failed, owner=box)

    def _look_again(self) -> None:
        form, case_uid = self._place.form, self._place.case_uid
        assert case_uid is not None
        record_uid = self._place.record_uid
        self._session.run(
            lambda ws: gates.need(ws, form, case_uid, record_uid), self._show, owner=self._form
        )

    def _show(self, need: Need | None) -> None:
        for bar in self._bars[1:]:
            bar.hide()
        if need is None:
            words: Text = _GRANTED
            self._bars[0].ask(words, (("secondOk", UNDERSTOOD, self._form.setFocus),), "teal")
        else:
            self.offer(self._bars[0], need, focus=True)
