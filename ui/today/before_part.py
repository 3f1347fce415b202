"""What was due before this vault had clocks: one calm line, and looking it through."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from rescueapp.actions.opened.reasons import LEAST_REASON
from rescueapp.actions.recording import before_clocks
from rescueapp.actions.recording.before_clocks import KEEPS_HER_SAFE, Of
from rescueapp.domain.case import Due
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.i18n import mark, say
from ui import clock_words
from ui.session import Session
from ui.unsent import open_about
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
    "These days passed before this program counted them. Mark what was done then or is needless "
    "now; it is settled with one reason. What is not marked stays to be done. It can be taken "
    "back, and changes neither a stage nor a figure.",
    "before",
)
_ONE = mark("{day} · {what} · {alias} {number}", "before")
_APART = mark("{line} · keeps her safe: mark it by itself", "before")
_ALL = mark("&Mark all but what keeps her safe", "before")
_WHY = mark("&Why", "before")
_WHY_HINT = mark("At least {least} characters; it is kept in the account.", "before")
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
        open_about(Through(self, self._left[:MOST], self._settle), self._session)

    def _settle(self, box: Through) -> None:
        chosen, why = box.chosen(), box.why.text()
        if not chosen:
            box.refuse(say(_NONE))
            return

        def done(found: tuple[Changed, list[Of]]) -> None:
            changed, self._settled = found
            box.accept()
            self._session.tell(changed)

        self._session.run(
            lambda ws: before_clocks.settle(ws, chosen, why), done, failed=box.failed, owner=box
        )

    def _take_back(self) -> None:
        settled, self._settled = self._settled, []
        why = say(_UNDONE)
        self._session.run(
            lambda ws: before_clocks.take_back(ws, settled, why), self._session.tell, owner=self
        )


class Through(Asking):
    """What is left, nothing of it marked, and one reason in the person's own words.

    A report owed and a lost contact are not marked with the others: whoever settles one has read
    its line.
    """

    def __init__(self, parent: QWidget, left: list[Due], settle: Callable[[Through], None]) -> None:
        super().__init__(parent, "beforeDialog", say(_TITLE), say(_SETTLE))
        self._settle = settle
        self.fields.addWidget(Words(say(_TOLD), "muted"))
        self.list = QListWidget()
        self.list.setObjectName("beforeList")
        self.list.setAccessibleName(say(_TITLE))
        self.list.setMinimumSize(560, 200)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for due in left:
            item = QListWidgetItem(_line(due), self.list)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, due)
        self.fields.addWidget(self.list)
        self._all = Button(say(_ALL), "beforeMarkAll", self._mark_all)
        self.fields.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self.why = QLineEdit()
        self.why.setMaxLength(500)
        self.why.setPlaceholderText(say(_WHY_HINT(least=LEAST_REASON)))
        self.add_field(_WHY, self.why, "beforeWhy")

    def _mark_all(self) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            if not _keeps_her_safe(item.data(Qt.ItemDataRole.UserRole)):
                item.setCheckState(Qt.CheckState.Checked)

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


def _keeps_her_safe(due: Due) -> bool:
    return due.clock is not None and due.clock.deadline.rule in KEEPS_HER_SAFE


def _line(due: Due) -> str:
    assert due.clock is not None
    words = _ONE(day=due.due_on, what=clock_words.what(due.clock), alias=due.alias,
                 number=due.number)  # fmt: skip
    return say(_APART(line=words) if _keeps_her_safe(due) else words)
