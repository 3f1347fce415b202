"""Two short questions about people: who is new, and how a colleague is called here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rescueapp import clock
from rescueapp.actions.vault.people import Colleague
from rescueapp.crypto.words import Passphrase
from rescueapp.domain.guards.people import FEMALE, MALE
from rescueapp.domain.vetting import LASTS
from rescueapp.domain.worker import ROLE_NAMES, UNTIL_A_DAY, Role
from rescueapp.i18n import Text, mark, say
from ui.widgets.asking import Asking
from ui.widgets.choice import Choice
from ui.widgets.day_field import DayField
from ui.widgets.setup_secrets import SecretCard, of_passphrase
from ui.widgets.words import Words, plain

_NEW = mark("New colleague", "people")
_LOGIN = mark("Sign-in &name (letters, digits)", "people")
_ROLE = mark("&Role", "people")
_ADD = mark("Add", "people")
_GRANT = mark("Grant access to {login}", "people")
_GRANT_WORDS = mark(
    "The keys of the role {role} are sealed to this colleague. Grant only to somebody you know "
    "and who sits at this station.",
    "people",
)
_DISPLAY = mark("&Name, as colleagues see it", "people")
_RESET = mark("A new passphrase for {login}", "people")
_RESET_WORDS = mark(
    "Only for a colleague who has forgotten theirs and stands before you. The program makes a new "
    "one, shown once. Until a supervisor grants access again they open nothing; then their cases "
    "and drafts are there again. Process notes only they could read open with two recovery papers "
    "alone.",
    "people",
)
_RESET_NOW = mark("Make a new passphrase", "people")
_VETTED = mark("{name}: vetted for work with minors", "people")
_VETTED_WORDS = mark(
    "The law asks for it each year (Law on the Protection of Minors, art. 62). Enter the last day "
    "it holds, once you have seen the answer; at most one year from now.",
    "people",
)
_LAST_DAY = mark("Last &day", "people")
_ENTER = mark("Enter", "people")
_NO_DAY = mark("That is no day. Write it like 2026-03-05.", "people")
_GRANT_NOW = mark("Grant access", "people")
_INSPECTOR_WORDS = mark(
    "An inspector sees case numbers, aliases, stages, who works on a case, and the account of what "
    "everybody did: no name and no answer. The access ends by itself on the last day.",
    "people",
)
_OUTSIDE_WORDS = mark(
    "A partner's social worker sees only what is lent to them of a case, for a time, and writes "
    "notes of their own: no list, no search, no print. The access ends by itself on the last day, "
    "or earlier with the undertaking or the vetting.",
    "people",
)
_UNTIL = mark("&Last day of the access", "people")
_LONGER = mark("How long {login} has access", "people")
_USUAL = timedelta(days=14)
_WHAT_THEY_SEE = {Role.INSPECTOR: _INSPECTOR_WORDS, Role.OUTSIDE_WORKER: _OUTSIDE_WORDS}
SEX = mark("&Woman or man", "people")
_SEX_WORDS = mark(
    "Women and girls are looked after by women (State Council Order 381, art. 8); so the program "
    "has to know who is one. It is asked once, and used for nothing else.",
    "people",
)
_SEX_OF = mark("{name}: woman or man", "people")
_WOMAN = mark("Woman", "people")
_MAN = mark("Man", "people")
_NOT_SAID = mark("Not entered", "people")


class NewColleague(Asking):
    """`add(login, role, until)`; then the passphrase is shown once and one word typed back.

    `until`: the last day of an access that ends on one, an ISO date; "" for everybody else.
    """

    def __init__(
        self, parent: QWidget, roles: tuple[Role, ...], add: Callable[[str, Role, str], object]
    ) -> None:
        super().__init__(parent, "newColleague", say(_NEW), say(_ADD))
        self._add = add
        self._login, self._role = QLineEdit(), Choice()
        self._login.setMaxLength(32)
        for role in roles:
            self._role.addItem(say(ROLE_NAMES[role]), role)
        self.add_field(_LOGIN, self._login, "newLogin")
        self.add_field(_ROLE, self._role, "newRole")
        self._until = QWidget()
        column = QVBoxLayout(self._until)
        column.setContentsMargins(0, 0, 0, 0)
        self._until_words = Words(role="muted")
        column.addWidget(self._until_words)
        self._day = _day_field(column, _UNTIL, "newUntil", clock.today() + _USUAL)
        self.fields.addWidget(self._until)
        self._role.currentIndexChanged.connect(lambda _: self._show_until())
        self._show_until()
        self._login.setFocus()

    def _show_until(self) -> None:
        role = Role(self._role.currentData())
        self._until.setVisible(role in UNTIL_A_DAY)
        self._until_words.setText(say(_WHAT_THEY_SEE.get(role, _INSPECTOR_WORDS)))
        self.fit()

    def act(self) -> None:
        role = Role(self._role.currentData())
        ends = role in UNTIL_A_DAY
        if ends and self._day.day is None:
            self.refuse(say(_NO_DAY))
            return
        until = self._day.day.isoformat() if ends and self._day.day else ""
        self._add(self._login.text().strip().lower(), role, until)

    def show_passphrase(self, passphrase: Passphrase) -> None:
        card = SecretCard(of_passphrase(self._login.text().strip().lower(), passphrase))
        card.confirmed.connect(self.accept)
        self._buttons.hide()
        for place in range(self.fields.count()):  # the card says whose it is; both are too tall
            self.fields.itemAt(place).widget().hide()
        self.show_below(card)


class _AsksDay(Asking):
    """`enter` hears of the day in the field, once there is one."""

    _day: DayField
    _enter: Callable[[date], object]

    def act(self) -> None:
        if self._day.day is None:
            self.refuse(say(_NO_DAY))
        else:
            self._enter(self._day.day)


class AccessUntil(_AsksDay):
    """`enter(day)`: another last day of an access that ends on one."""

    def __init__(
        self, parent: QWidget, colleague: Colleague, enter: Callable[[date], object]
    ) -> None:
        super().__init__(parent, "accessUntil", say(_LONGER(login=colleague.login)), say(_ENTER))
        self._enter = enter
        self.fields.addWidget(Words(say(_WHAT_THEY_SEE[colleague.role]), "muted"))
        self._day = _day_field(self.fields, _UNTIL, "untilDay", clock.today() + _USUAL)
        self._day.setFocus()


def sex_box() -> QComboBox:
    """Woman, man (C-01), or not entered yet."""
    box = Choice()
    for words, sex in ((_NOT_SAID, ""), (_WOMAN, FEMALE), (_MAN, MALE)):
        box.addItem(say(words), sex)
    return box


class SexOf(Asking):
    """`enter(sex)`: whether a colleague is a woman or a man."""

    def __init__(self, parent: QWidget, name: str, enter: Callable[[str], object]) -> None:
        super().__init__(parent, "sexOf", say(_SEX_OF(name=name)), say(_ENTER))
        self._enter = enter
        self.fields.addWidget(Words(say(_SEX_WORDS), "muted"))
        self._sex = sex_box()
        self.add_field(SEX, self._sex, "sex")
        self._sex.setFocus()

    def act(self) -> None:
        self._enter(str(self._sex.currentData()))


class GrantAccess(Asking):
    """`grant(uid, display name, sex)`."""

    def __init__(
        self, parent: QWidget, colleague: Colleague, grant: Callable[[str, str, str], object]
    ) -> None:
        heading = say(_GRANT(login=colleague.login))
        super().__init__(parent, "grantAccess", heading, say(_GRANT_NOW))
        self._colleague, self._grant = colleague, grant
        self.fields.addWidget(Words(say(_GRANT_WORDS(role=ROLE_NAMES[colleague.role])), "muted"))
        self._display = QLineEdit()
        self._display.setMaxLength(40)
        self.add_field(_DISPLAY, self._display, "grantName")
        self._sex = sex_box()
        self.add_field(SEX, self._sex, "grantSex")
        self._display.setFocus()

    def act(self) -> None:
        sex = str(self._sex.currentData())
        self._grant(self._colleague.uid, self._display.text().strip(), sex)


class NewPassphrase(Asking):
    """`reset(uid)`; then the passphrase is shown once and one word typed back."""

    def __init__(
        self, parent: QWidget, colleague: Colleague, reset: Callable[[str], object]
    ) -> None:
        heading = say(_RESET(login=colleague.login))
        super().__init__(parent, "newPassphrase", heading, say(_RESET_NOW))
        self._colleague, self._reset = colleague, reset
        self._about = Words(say(_RESET_WORDS), "muted")
        self.fields.addWidget(self._about)

    def act(self) -> None:
        self._reset(self._colleague.uid)

    def show_passphrase(self, passphrase: Passphrase) -> None:
        card = SecretCard(of_passphrase(self._colleague.login, passphrase))
        card.confirmed.connect(self.accept)
        self._about.hide()
        self._buttons.hide()
        self.show_below(card)


class VettedUntil(_AsksDay):
    """`enter(day)`."""

    def __init__(self, parent: QWidget, name: str, enter: Callable[[date], object]) -> None:
        super().__init__(parent, "vetted", say(_VETTED(name=name)), say(_ENTER))
        self._enter = enter
        self.fields.addWidget(Words(say(_VETTED_WORDS), "muted"))
        self._day = DayField("vettedDay", plain(say(_LAST_DAY)), clock.today() + LASTS)
        self.add_field(_LAST_DAY, self._day, "vettedDay")
        self._day.setFocus()


def _day_field(column: QVBoxLayout, words: Text, name: str, day: date) -> DayField:
    """A field for a day with its label, below what stands in a column."""
    field = DayField(name, plain(say(words)), day)
    label = QLabel(say(words))
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    return field
