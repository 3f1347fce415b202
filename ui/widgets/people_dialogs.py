"""Two short questions about people: who is new, and how a colleague is called here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QWidget,
)

from rescueapp.actions.people import Colleague
from rescueapp.crypto.words import Passphrase
from rescueapp.domain.worker import ROLE_NAMES, Role
from rescueapp.i18n import mark, say
from ui.widgets.asking import Asking
from ui.widgets.setup_secrets import SecretCard, of_passphrase
from ui.widgets.words import Words

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
_GRANT_NOW = mark("Grant access", "people")


class NewColleague(Asking):
    """`add(login, role)`; then the passphrase is shown once and one word typed back."""

    def __init__(
        self, parent: QWidget, roles: tuple[Role, ...], add: Callable[[str, Role], object]
    ) -> None:
        super().__init__(parent, "newColleague", say(_NEW), say(_ADD))
        self._add = add
        self._login, self._role = QLineEdit(), QComboBox()
        self._login.setMaxLength(32)
        for role in roles:
            self._role.addItem(say(ROLE_NAMES[role]), role)
        self.add_field(_LOGIN, self._login, "newLogin")
        self.add_field(_ROLE, self._role, "newRole")
        self._login.setFocus()

    def act(self) -> None:
        self._add(self._login.text().strip().lower(), Role(self._role.currentData()))

    def show_passphrase(self, passphrase: Passphrase) -> None:
        card = SecretCard(of_passphrase(self._login.text().strip().lower(), passphrase))
        card.confirmed.connect(self.accept)
        self._buttons.hide()
        for widget in (self._login, self._role):
            widget.setEnabled(False)
        self.column.addWidget(card)
        self.adjustSize()
        card.setFocus()


class GrantAccess(Asking):
    """`grant(uid, display name)`."""

    def __init__(
        self, parent: QWidget, colleague: Colleague, grant: Callable[[str, str], object]
    ) -> None:
        heading = say(_GRANT(login=colleague.login))
        super().__init__(parent, "grantAccess", heading, say(_GRANT_NOW))
        self._colleague, self._grant = colleague, grant
        self.fields.addWidget(Words(say(_GRANT_WORDS(role=ROLE_NAMES[colleague.role])), "muted"))
        self._display = QLineEdit()
        self._display.setMaxLength(40)
        self.add_field(_DISPLAY, self._display, "grantName")
        self._display.setFocus()

    def act(self) -> None:
        self._grant(self._colleague.uid, self._display.text().strip())
