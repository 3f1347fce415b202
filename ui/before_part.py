"""What was due before this vault had clocks: one calm line, and looking it through."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from rescueapp.actions import before_clocks
from rescueapp.actions.before_clocks import Of
from rescueapp.domain.case import Due
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.i18n import mark, say
from ui import clock_words, messages
from ui.session import Session
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.notice import Notice
from ui.widgets.words import Words

MOST = 500  # looked through at once

_LINE = mark("From before the clocks: {count} to be looked through.", "before")
_SETTLED = mark("{count} looked through.", "before")
_LOOK = mark("Look through…", "before")
_UNDO = mark("Undo", "before")
_UNDONE = mark("Taken back from Today.", "before")
_TITLE = mark("From before the clocks", "before")
_TOLD = mark(
    "These days passed before this program counted them. What was done then, or is needless now, "
    "is settled here with one reason; take the mark from what is still to be done. It can be taken "
    "back, and changes neither a stage nor a figure.",
    "before",
)
_ONE = mark("{day} · {what} · {alias} {number}", "before")
_WHY = mark("&Why", "before")
_DONE = mark("Done at the time, not recorded here.", "before")
_SETTLE = mark("Settle what is marked", "before")
_NONE = mark("Nothing is marked.", "before")


class BeforePart(Notice):
    """The line in Today; hidden while there is nothing of before."""

    def __init__(self, session: Session) -> None:
        super().__init__(name="beforeClocks")
        self._session = session
        self._left: list[Due] = []
        self._settled: list[Of] = []
        self._look = Button(say(_LOOK), "lookThrough", self._open)
        self._undo = Button(say(_UNDO), "undoLookedThrough", self._take_back)
        for button in (self._look, self._undo):
            self.row.addWidget(button)

    def show_left(self, left: list[Due]) -> None:
        """What is left, after each reading."""
        self._left = left
        words = [say(_SETTLED(count=len(self._settled)))] if self._settled else []
        words += [say(_LINE(count=len(left)))] if left else []
        self.say(" ".join(words), "plain")
        self._look.setVisible(bool(left) and self._session.may(Act.DECIDE))
        self._undo.setVisible(bool(self._settled))

    def _open(self) -> None:
        Through(self, self._left[:MOST], self._settle).open()

    def _settle(self, box: Through) -> None:
        chosen, why = box.chosen(), box.why.text()
        if not chosen:
            box.refuse(say(_NONE))
            return

        def done(found: tuple[Changed, list[Of]]) -> None:
            changed, self._settled = found
            box.accept()
            self._session.tell(changed)

        def failed(error: BaseException) -> None:
            if isinstance(error, Refused):
                box.refuse(messages.words_of(error))
            else:
                messages.problem(self, error)

        self._session.run(
            lambda ws: before_clocks.settle(ws, chosen, why), done, failed=failed, owner=box
        )

    def _take_back(self) -> None:
        settled, self._settled = self._settled, []
        why = say(_UNDONE)
        self._session.run(
            lambda ws: before_clocks.take_back(ws, settled, why), self._session.tell, owner=self
        )


class Through(Asking):
    """What is left, each with its mark, and one reason."""

    def __init__(self, parent: QWidget, left: list[Due], settle: Callable[[Through], None]) -> None:
        super().__init__(parent, "beforeDialog", say(_TITLE), say(_SETTLE))
        self._settle = settle
        self.fields.addWidget(Words(say(_TOLD), "muted"))
        self.list = QListWidget()
        self.list.setObjectName("beforeList")
        self.list.setAccessibleName(say(_TITLE))
        self.list.setMinimumSize(560, 260)
        for due in left:
            assert due.clock is not None
            words = _ONE(day=due.due_on, what=clock_words.what(due.clock), alias=due.alias,
                         number=due.number)  # fmt: skip
            item = QListWidgetItem(say(words), self.list)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(Qt.ItemDataRole.UserRole, due)
        self.fields.addWidget(self.list)
        self.why = QLineEdit(say(_DONE))
        self.why.setMaxLength(500)
        self.add_field(_WHY, self.why, "beforeWhy")

    def chosen(self) -> list[Due]:
        """What is marked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def act(self) -> None:
        self._settle(self)
