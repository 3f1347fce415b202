"""Who works on a case: the team, somebody added, somebody taken off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from rescueapp.domain.worker import COMPARTMENTS, ROLE_NAMES, Worker
from rescueapp.i18n import mark, say
from ui import texts
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.words import Words

_TITLE = mark("Team of the case", "team")
_NOBODY = mark("Nobody but the supervisors.", "team")
_MEMBER = mark("{name} · {role}", "team")
_ADD = mark("Put on the team", "team")
_WHO = mark("Colleague", "team")
_LEADS = mark("Is responsible for the case", "team")
_REMOVE = mark("Take off", "team")
_NOTE = mark(
    "The keys of the case are sealed to a colleague; what was read before stays read.", "team"
)

Assign = Callable[[str, bool], object]  # worker uid, responsible
Remove = Callable[[str], object]


class TeamDialog(QDialog):
    """Not modal in code: it is opened, and calls back; the page asks the session."""

    def __init__(self, parent: QWidget, assign: Assign, remove: Remove) -> None:
        super().__init__(parent)
        self.setObjectName("team")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(56 * GRID)
        self._assign, self._remove = assign, remove
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(Words(say(_TITLE), "heading"))
        self._members = QVBoxLayout()
        column.addLayout(self._members)
        column.addLayout(self._adding())
        column.addWidget(Words(say(_NOTE), "small"))
        close = Button(say(texts.CLOSE), "teamClose", self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def show_team(self, team: Sequence[Worker], staff: Sequence[Worker]) -> None:
        """The members, and who could be added: those whose role holds compartments."""
        clear(self._members)
        for worker in team:
            self._members.addWidget(self._member(worker))
        if not team:
            self._members.addWidget(Words(say(_NOBODY), "muted"))
        there = {worker.uid for worker in team}
        self._who.clear()
        for worker in staff:
            if worker.uid not in there and COMPARTMENTS[worker.role]:
                self._who.addItem(_words(worker), worker.uid)
        self._add.setEnabled(self._who.count() > 0)

    def _member(self, worker: Worker) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Words(_words(worker), wrap=False))
        row.addStretch(1)
        row.addWidget(
            Button(say(_REMOVE), f"remove_{worker.login}", lambda: self._remove(worker.uid),
                   kind="quiet", icon="close")
        )  # fmt: skip
        return line

    def _adding(self) -> QHBoxLayout:
        self._who = QComboBox()
        self._who.setObjectName("teamWho")
        self._who.setAccessibleName(say(_WHO))
        self._leads = QCheckBox(say(_LEADS))
        self._leads.setObjectName("teamLeads")
        self._add = Button(say(_ADD), "teamAdd", self._add_chosen, icon="plus")
        row = QHBoxLayout()
        row.addWidget(self._who, 1)
        row.addWidget(self._leads)
        row.addWidget(self._add)
        return row

    def _add_chosen(self) -> None:
        uid = self._who.currentData()
        if uid:
            self._assign(uid, self._leads.isChecked())


def _words(worker: Worker) -> str:
    return say(_MEMBER(name=worker.display_name, role=ROLE_NAMES[worker.role]))
