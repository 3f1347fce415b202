"""A list of cases with names: what it would hold, what a second person is asked, and, once they
have agreed, the paper itself (K-09).

The agreement is for one list: it is spent when the names are shown, and that is said before.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from rescueapp.actions.papers import name_list
from rescueapp.actions.papers.name_list import Outlook
from rescueapp.actions.two_people import requests
from rescueapp.domain.case import Query
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import KINDS, Kind
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import Workspace
from ui import dates, texts
from ui.papers.paper_dialog import PaperDialog
from ui.session import Session
from ui.tasks import Result
from ui.unsent import open_about
from ui.vault import second_person
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.words import Words, plain

_COUNT = mark("{count} cases stand on it, each with its number, alias and name.", "name list")
_LEFT_OUT = mark(
    "{count} more of the list are left out: their identity is not yours to open, or they are only"
    " stored.",
    "name list",
)
_EMPTY = mark("No case stands in the list of cases as it is narrowed now.", "name list")
_PURPOSE = mark("&What the list is for, and who gets it", "name list")
_READ_BY = mark(
    "Whoever agrees reads it, and it stands on the paper and in the register.", "name list"
)
_ASK = mark("Ask a second person", "name list")
_AGREED = mark("Agreed to until {time}, for:", "name list")
_ONCE = mark(
    "The agreement is for one list. It is used up when the names are shown, and for each of them"
    " it is written down that you saw the name.",
    "name list",
)
_MAKE = mark("Show the list", "name list")


def open_for(session: Session, page: QWidget, query: Query) -> None:
    """Ask how it stands with a list of the cases of a query, and say so in a window."""
    session.run(
        lambda ws: name_list.outlook(ws, query),
        lambda found: open_about(NamesWindow(session, page, query, found), session),
        owner=page,
    )


class NamesWindow(Asking):
    """It asks, waits, or shows the list, as `outlook` says; asked anew after each step."""

    def __init__(self, session: Session, page: QWidget, query: Query, found: Outlook) -> None:
        super().__init__(page, "namesWindow", say(name_list.TITLE), say(_ASK))
        self._session, self._page, self._query = session, page, query
        self._found = found
        self._counts = Words(role="muted", name="namesCounts")
        self._state = Notice(name="namesState")
        self._reason = Words(role="strong", name="namesReason")
        self._once = Words(say(_ONCE), name="namesOnce")
        self._purpose = QLineEdit()
        self._purpose.setMaxLength(200)
        self._purpose.returnPressed.connect(self.act)
        for widget in (self._counts, self._state, self._reason, self._build_question(), self._once):
            self.fields.addWidget(widget)
        self._code = Button(say(second_person.BY_CODE), "namesCode", self._type_code)
        self.others.addWidget(self._code)
        self._show(found)

    def _build_question(self) -> QWidget:
        self._question = QWidget()
        column = QVBoxLayout(self._question)
        column.setContentsMargins(0, 0, 0, 0)
        label = QLabel(say(_PURPOSE))
        label.setBuddy(self._purpose)
        self._purpose.setObjectName("namesPurpose")
        self._purpose.setAccessibleName(plain(say(_PURPOSE)))
        cut = self.cut_words(self._purpose)
        for widget in (label, self._purpose, cut, Words(say(_READ_BY), "muted")):
            column.addWidget(widget)
        return self._question

    # --- how it stands ------------------------------------------------------------------------

    def _read(self) -> None:
        query = self._query
        self._session.run(lambda ws: name_list.outlook(ws, query), self._show, owner=self)

    def _show(self, found: Outlook) -> None:
        self._found = found
        left_out = say(_LEFT_OUT(count=found.left_out)) if found.left_out else ""
        counted = say(_COUNT(count=len(found.cases))) if found.cases else ""
        self._counts.setText("\n".join(filter(None, (counted, left_out))))
        self._counts.setVisible(bool(self._counts.text()))
        empty, waits = not found.cases, found.need is not None and bool(found.need.request_uid)
        granted = found.grant is not None and not empty
        asks = not (empty or waits or granted)
        self._say_state()
        self._question.setVisible(asks)
        self._reason.setText(found.grant.reason if found.grant is not None else "")
        self._reason.setVisible(granted)
        self._once.setVisible(granted)
        self._code.setVisible(waits and not empty and KINDS[Kind.NAMES_LIST].by_code)
        self.now.setVisible(asks or granted)
        _name(self.now, _MAKE if granted else _ASK)
        _name(self.cancel, texts.CANCEL if asks or granted else texts.CLOSE)
        self.refuse("")
        (self._purpose if asks else self.now if granted else self.cancel).setFocus()

    def _say_state(self) -> None:
        grant, need = self._found.grant, self._found.need
        if not self._found.cases:
            self._state.say(say(name_list.NOBODY if self._found.left_out else _EMPTY), "amber")
        elif grant is not None:
            self._state.say(say(_AGREED(time=dates.moment(grant.until))), "teal")
        elif need is not None:
            self._state.say(say(need.words), "amber" if need.request_uid else "plain")

    # --- the next step ------------------------------------------------------------------------

    def act(self) -> None:
        """Override Asking.act: ask the second person, or show the list."""
        if self._found.grant is None:
            why = self._purpose.text()
            self._run(lambda ws: requests.ask(ws, Kind.NAMES_LIST, "", why), self._asked)
            return
        cases = self._found.cases
        self.accept()
        PaperDialog(
            self._page, self._session, say(name_list.TITLE),
            lambda ws, gaps: name_list.prepare(ws, cases, gaps=gaps),
        ).open()  # fmt: skip

    def _asked(self, _: object) -> None:
        self._session.tell(Changed())
        self._read()

    def _type_code(self) -> None:
        need = self._found.need
        if need is not None:
            second_person.type_code(self._session, self, need.request_uid, self._read)

    def _run(self, work: Callable[[Workspace], Result], done: Callable[[Result], object]) -> None:

        self._session.run(work, done, failed=self.failed, owner=self)


def _name(button: Button, words: Text) -> None:
    button.setText(say(words))
    button.setAccessibleName(say(words))
