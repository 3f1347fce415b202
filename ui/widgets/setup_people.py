"""The first people of a vault: who administers it, who leads the work, who else begins today."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from rescueapp.actions.vault.vaults import Person
from rescueapp.domain.worker import ROLE_NAMES, Role
from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.cut import CutWords
from ui.widgets.people_dialogs import sex_box
from ui.widgets.words import Words

_TITLE = mark("The first people", "first start")
_WORDS = mark(
    "The administrator manages people and reads no case. The supervisor leads the work. "
    "Both passphrases are made by the program and shown once.",
    "first start",
)
_ROLE = mark("Role", "first start")
_LOGIN = mark("Sign-in name (letters, digits)", "first start")
_NAME = mark("Name, as colleagues see it", "first start")
_SEX = mark("Woman or man", "first start")
_ADD = mark("One more colleague", "first start")
_VETTED = mark(
    "All of them were vetted for work with minors within the last year (Law on the Protection of "
    "Minors, art. 62)",
    "first start",
)
_NOT_VETTED_YET = mark(
    "Without it they can work for 30 days; then minors' cases can only be read, but for intake, "
    "urgent care and the mandatory report, until a supervisor enters the day in Administration.",
    "first start",
)
_INCOMPLETE = mark("Each person needs a sign-in name of 2 to 32 letters or digits, and a name.",
                   "first start")  # fmt: skip
_TWICE = mark("Two people have the same sign-in name.", "first start")

_FIRST = {
    "station": (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.CASEWORKER),
    "office": (Role.ADMINISTRATOR, Role.OFFICE_OFFICER),
}
_MORE = {
    "station": (
        Role.CASEWORKER,
        Role.SUPERVISOR,
        Role.PSYCHOLOGIST,
        Role.MEDICAL_WORKER,
        Role.STATISTICIAN,
    ),
    "office": (Role.OFFICE_OFFICER,),
}
_LOGINS = {
    Role.ADMINISTRATOR: "admin",
    Role.SUPERVISOR: "supervisor",
    Role.CASEWORKER: "caseworker",
    Role.OFFICE_OFFICER: "officer",
}


@dataclass(frozen=True, slots=True)
class _Line:
    role: QComboBox
    login: QLineEdit
    name: QLineEdit
    sex: QComboBox


class SetupPeople(Card):
    """`people()` once `problem()` is ""."""

    def __init__(self, kind: str) -> None:
        super().__init__(say(_TITLE), name="setupPeople")
        self._kind = kind
        self._lines: list[_Line] = []
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID)
        asked = (_ROLE, _LOGIN, _NAME, _SEX) if kind == "station" else (_ROLE, _LOGIN, _NAME)
        for number, words in enumerate(asked):
            self._grid.addWidget(Words(say(words), "muted"), 0, number)
        self.column.addLayout(self._grid)
        self._cut = CutWords()
        for role in _FIRST[kind]:
            self._add((role,), _LOGINS.get(role, ""))
        self.column.addWidget(self._cut)
        more = Button(say(_ADD), "addPerson", lambda: self._add(_MORE[kind], ""), icon="plus")
        self.column.addWidget(more)
        self._vetted = QCheckBox(say(_VETTED))
        self._vetted.setObjectName("allVetted")
        if kind == "station":
            self.column.addWidget(self._vetted)
            self.column.addWidget(Words(say(_NOT_VETTED_YET), "small"))
        self.setFocusProxy(self._lines[0].name)

    def problem(self) -> str:
        people = self.people()
        if not all(p.login.isalnum() and 2 <= len(p.login) <= 32 for p in people):
            return say(_INCOMPLETE)
        if not all(p.display_name for p in people):
            return say(_INCOMPLETE)
        return "" if len({p.login for p in people}) == len(people) else say(_TWICE)

    def vetted(self) -> bool:
        """Whether whoever sets up confirms that all of them are."""
        return self._vetted.isChecked()

    def people(self) -> tuple[Person, ...]:
        """Those whose line is not empty; the first two are always asked for."""
        return tuple(
            Person(
                login=line.login.text().strip().lower(),
                display_name=line.name.text().strip(),
                role=Role(line.role.currentData()),
                sex=str(line.sex.currentData()),
            )
            for number, line in enumerate(self._lines)
            if number < 2 or line.name.text().strip()
        )

    def _add(self, roles: tuple[Role, ...], login: str) -> None:
        number = len(self._lines)
        line = _Line(Choice(), QLineEdit(login), QLineEdit(), sex_box())
        for role in roles:
            line.role.addItem(say(ROLE_NAMES[role]), role)
        line.login.setMaxLength(32)
        line.name.setMaxLength(40)
        for each in (line.login, line.name):
            self._cut.watch(each)
        parts: tuple[tuple[QWidget, str, str], ...] = (
            (line.role, "personRole", say(_ROLE)),
            (line.login, "personLogin", say(_LOGIN)),
            (line.name, "personName", say(_NAME)),
            (line.sex, "personSex", say(_SEX)),
        )
        line.sex.setVisible(self._kind == "station")
        for place, (widget, name, words) in enumerate(parts):
            widget.setObjectName(f"{name}{number}")
            widget.setAccessibleName(words)
            self._grid.addWidget(widget, number + 1, place)
        self._lines.append(line)
        line.name.setFocus()
