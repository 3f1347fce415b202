"""The superior bureau's sheet of codes: made and printed here; what was agreed to by telephone
waits here to be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.actions.two_people import requests, telephone_codes
from rescueapp.actions.two_people.requests import Asked
from rescueapp.actions.two_people.telephone_codes import Left, Sheet
from rescueapp.domain.changed import Changed
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace
from ui import dates, messages, texts
from ui.papers import secret_paper
from ui.session import Session
from ui.theme import GRID
from ui.two_people.decision_desk import what
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card, clear
from ui.widgets.notice import Notice
from ui.widgets.setup_secrets import Secret
from ui.widgets.words import Words

_TITLE = mark("Codes for the telephone", "codes")
_WORDS = mark(
    "A sheet of {count} one-time codes lies at the superior bureau. At night, where no second "
    "person is there, they agree by reading one.",
    "codes",
)
_NO_SHEET = mark("There is no sheet yet.", "codes")
_LEFT = mark("Sheet {name} of {day}: {unused} codes are left.", "codes")
_MAKE = mark("Make a new sheet…", "codes")
_MAKE_TITLE = mark("Make a new sheet of codes?", "codes")
_MAKE_WORDS = mark(
    "What is left of the sheet before is worth nothing from then on. Print the new one and hand "
    "it over yourself; it is shown only once.",
    "codes",
)
_MAKE_NOW = mark("Make it", "codes")
_MAKING = mark("Making the codes…", "codes")
_SHEET = mark("One-time codes, sheet {name}", "codes")
_NOTE = mark(
    "For the superior bureau. When the station telephones and you agree, read one number and its "
    "digits, and cross it out. Keep it locked up.",
    "codes",
)
_PRINT = mark("Print the sheet", "codes")
_CLOSE = mark("It is handed over: close", "codes")
_TO_CONFIRM = mark(
    "{alias} {number}: agreed to by telephone on {time}. Ask the bureau and confirm by {until}.",
    "codes",
)
_OVERDUE = mark(
    "{alias} {number}: agreed to by telephone on {time}, and not confirmed by {until}.", "codes"
)
_TO_OFFICE = mark(
    "{what}, agreed to by telephone on {time}. Nobody else here can confirm it: the superior office"
    " is told with the next package, and its receipt settles it.",
    "codes",
)
_TO_NOBODY = mark(
    "{what}, agreed to by telephone on {time}. Nobody else here can confirm it, and no superior"
    " office is enrolled that could sign for it. Either settles it: enrol the office under"
    " Exchange, or have the administrator make an account for a second supervisor.",
    "codes",
)
_ENROL = mark("To Exchange", "codes")
_OF_STATION = mark(
    "{what}, agreed to by telephone on {time}: ask the bureau and confirm by {until}.", "codes"
)
_CONFIRM = mark("The bureau confirms it", "codes")

_COLUMNS = 4


class CodeSheet(QDialog):
    """A new sheet, shown once."""

    def __init__(self, parent: QWidget, sheet: Sheet) -> None:
        super().__init__(parent)
        self.setObjectName("codeSheet")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        secret = Secret(say(_SHEET(name=sheet.name)), say(_NOTE), _grouped(sheet))
        column = QVBoxLayout(self)
        column.addWidget(Words(secret.title, "heading"))
        column.addWidget(Words(secret.note, "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        for place, code in enumerate(secret.words):
            words = Words(f"{place + 1}.  {code}", wrap=False)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            grid.addWidget(words, place // _COLUMNS, place % _COLUMNS)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(say(_CLOSE), "codeSheetClose", self.accept))
        to_paper = Button(say(_PRINT), "codeSheetPrint",
                          lambda: secret_paper.keep(self, "print", secret), icon="print",
                          kind="primary")  # fmt: skip
        row.addWidget(to_paper)
        column.addLayout(row)
        to_paper.setFocus()


class CodeDesk(Card):
    """For supervisors: the state of the sheet, a new one, and what waits to be confirmed."""

    def __init__(self, session: Session, to_exchange: Callable[[], object]) -> None:
        super().__init__(say(_TITLE), name="codeDesk")
        self._session = session
        self._to_exchange = to_exchange
        self.column.addWidget(Words(say(_WORDS(count=telephone_codes.SHEET)), "muted"))
        self._left = Words(name="codesLeft")
        self.column.addWidget(self._left)
        self._owed = QVBoxLayout()
        self.column.addLayout(self._owed)
        self._busy = Busy("codesBusy")
        self.column.addWidget(self._busy)
        line = QHBoxLayout()
        line.addWidget(Button(say(_MAKE), "makeCodes", self._ask, icon="key"))
        line.addStretch(1)
        self.column.addLayout(line)

    def read(self) -> None:
        """Look again."""
        self._session.run(_state, self._show, owner=self)

    def _show(self, found: _State) -> None:
        left = found.left
        told = _LEFT(name=left.name, day=dates.moment(left.made_at), unused=left.unused)
        self._left.setText(say(told if left.name else _NO_SHEET))
        clear(self._owed)
        for asked in found.owed:
            elsewhere = asked.to_office
            line = self._elsewhere(asked, found.has_office) if elsewhere else self._line(asked)
            self._owed.addWidget(line)

    def _elsewhere(self, asked: Asked, has_office: bool) -> Notice:
        """What nobody else here can confirm, and who could."""
        told = _TO_OFFICE if has_office else _TO_NOBODY
        words = say(told(what=what(asked), time=dates.moment(asked.request.decided_at)))
        if has_office:
            return Notice(words, name="codeToOffice")
        notice = Notice(words, "amber", name="codeToNobody")
        notice.row.addWidget(Button(say(_ENROL), "codeEnrol", self._to_exchange))
        return notice

    def _line(self, asked: Asked) -> Notice:
        words = _OVERDUE if asked.overdue else _TO_CONFIRM
        due = (words if asked.number else _OF_STATION)(
            what=what(asked),
            alias=asked.alias,
            number=asked.number,
            time=dates.moment(asked.request.decided_at),
            until=dates.moment(asked.confirm_by),
        )
        notice = Notice(say(due), "brick" if asked.overdue else "amber", name="codeOwed")
        confirm = partial(self._confirm, asked.request.uid)
        notice.row.addWidget(Button(say(_CONFIRM), "confirmCode", confirm, icon="check"))
        return notice

    def _confirm(self, request_uid: str) -> None:
        def done(changed: Changed) -> None:
            self._session.tell(changed)
            self.read()

        self._session.run(lambda ws: requests.confirm(ws, request_uid), done, owner=self)

    def _ask(self) -> None:
        choices = {"cancel": say(texts.CANCEL), "make": say(_MAKE_NOW)}
        messages.ask(
            self, say(_MAKE_TITLE), say(_MAKE_WORDS), choices,
            lambda choice: self._make() if choice == "make" else None,
        )  # fmt: skip

    def _make(self) -> None:
        if self._busy.running:
            return

        def made(sheet: Sheet) -> None:
            self._busy.end()
            self.read()
            CodeSheet(self, sheet).open()

        def failed(error: BaseException) -> None:
            self._busy.end()
            messages.problem(self, error)

        job = self._session.run_long(
            telephone_codes.make_sheet, made, failed, owner=self, moved=self._busy.moved,
            cancelled=self._busy.end,
        )  # fmt: skip
        self._busy.begin(job, say(_MAKING))


@dataclass(frozen=True, slots=True)
class _State:
    """What the desk shows."""

    left: Left
    owed: list[Asked]
    has_office: bool


def _state(ws: Workspace) -> _State:
    owed = [asked for asked in requests.lately(ws) if asked.confirm_by or asked.to_office]
    return _State(telephone_codes.left(ws), owed, telephone_codes.has_office(ws))


def _grouped(sheet: Sheet) -> tuple[str, ...]:
    """As they are read out: five digits and five."""
    half = telephone_codes.DIGITS // 2
    return tuple(f"{code[:half]} {code[half:]}" for code in sheet.codes)
