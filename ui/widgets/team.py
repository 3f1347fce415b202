"""Who works on a case: the team, somebody added, somebody taken off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rescueapp.domain.guards.people import FEMALE, MALE, female
from rescueapp.domain.worker import COMPARTMENTS, ROLE_NAMES, Worker
from rescueapp.i18n import mark, say
from ui import texts
from ui.desktop.not_learnt import not_learnt
from ui.theme import GRID
from ui.widgets.asking import fit_height
from ui.widgets.buttons import Button
from ui.widgets.card import clear
from ui.widgets.choice import Choice
from ui.widgets.cut import CutWords
from ui.widgets.notice import Notice
from ui.widgets.people_dialogs import SEX, sex_box
from ui.widgets.words import Words, plain

_TITLE = mark("Team of the case", "team")
_NOBODY = mark("Nobody but the supervisors.", "team")
_MEMBER = mark("{name} · {role}", "team")
_ADD = mark("Put on the team, or change", "team")
_WHO = mark("Colleague", "team")
_LEADS = mark("Is responsible for the case", "team")
_REMOVE = mark("Take off", "team")
_NOTE = mark(
    "The keys of the case are sealed to a colleague; what was read before stays read.", "team"
)

_LACKS = mark(
    "Women and girls are looked after by women. Where it is a man: why, and which woman is there "
    "for her (a supervisor signs it).",
    "team",
)
_WHY = mark("Why it is a man", "team")
_UNKNOWN = mark("It is not entered whether {name} is a woman or a man: choose it once.", "team")

Assign = Callable[[str, bool, str, str], object]  # worker uid, responsible, why a man, sex
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
        self._female = False
        self._sexes: Mapping[str, str] = {}
        self._names: dict[str, str] = {}
        self._column = column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(Words(say(_TITLE), "heading"))
        self._members = QVBoxLayout()
        column.addLayout(self._members)
        column.addLayout(self._adding())
        for widget in (self._note, self._sex, self._why, CutWords(self._why), self._problem):
            column.addWidget(widget)
        column.addWidget(Words(say(_NOTE), "small"))
        close = Button(say(texts.CLOSE), "teamClose", self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def show_team(
        self,
        team: Sequence[Worker],
        staff: Sequence[Worker],
        sex: str | None,
        sexes: Mapping[str, str],
    ) -> None:
        """The members, and who could be added: those whose role holds compartments. `sex`: of the
        person (C-01); `sexes`: of the staff, by uid."""
        self._female, self._sexes = female(sex), sexes
        self._problem.say("")
        self._why.clear()
        clear(self._members)
        for worker in team:
            self._members.addWidget(self._member(worker))
        if not team:
            self._members.addWidget(Words(say(_NOBODY), "muted"))
        there = {worker.uid for worker in team}
        self._names = {worker.uid: worker.display_name for worker in staff}
        self._who.clear()
        fit = [worker for worker in staff if COMPARTMENTS[worker.role]]
        for worker in sorted(fit, key=lambda each: each.uid in there):
            self._who.addItem(_words(worker), worker.uid)
        self._add.setEnabled(self._who.count() > 0)
        self._ask()

    def refuse(self, words: str) -> None:
        """Why somebody was not put on the team."""
        self._problem.say(words, "brick")
        self._fit()

    def _fit(self) -> None:
        QTimer.singleShot(0, self, lambda: fit_height(self, self._column))

    def _ask(self) -> None:
        """What has to be said before a man, or nobody knows who, leads a woman's case (A-109)."""
        uid = self._who.currentData() or ""
        sex = self._sexes.get(uid, "")
        asked = self._female and self._leads.isChecked() and bool(uid)
        self._sex.setVisible(asked and not sex)
        said = sex or str(self._sex.currentData() or "")
        self._why.setVisible(asked and said == MALE)
        self._note.setVisible(asked and said != FEMALE)
        lacks = say(_LACKS) if said else say(_UNKNOWN(name=self._names.get(uid, "")))
        self._note.setText(lacks)
        self._fit()

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

    def _adding(self) -> QVBoxLayout:
        self._who = Choice()
        self._who.setObjectName("teamWho")
        self._who.setAccessibleName(say(_WHO))
        self._leads = QCheckBox(say(_LEADS))
        self._leads.setObjectName("teamLeads")
        self._add = Button(say(_ADD), "teamAdd", self._add_chosen, icon="plus")
        self._note = Words(role="muted", name="teamLacks")
        self._sex = sex_box()
        self._sex.setObjectName("teamSex")
        self._sex.setAccessibleName(plain(say(SEX)))
        self._why = not_learnt(QLineEdit())
        self._why.setObjectName("teamWhy")
        self._why.setAccessibleName(say(_WHY))
        self._why.setPlaceholderText(say(_WHY))
        self._why.setMaxLength(200)
        self._problem = Notice(name="teamProblem")
        self._who.currentIndexChanged.connect(lambda _: self._ask())
        self._sex.currentIndexChanged.connect(lambda _: self._ask())
        self._leads.toggled.connect(lambda _: self._ask())
        row = QHBoxLayout()
        row.addWidget(self._leads, 1)
        row.addWidget(self._add)
        both = QVBoxLayout()
        both.addWidget(self._who)  # a line of its own: a name and a role are long
        both.addLayout(row)
        return both

    def _add_chosen(self) -> None:
        uid = self._who.currentData()
        if uid:
            sex = "" if self._sex.isHidden() else str(self._sex.currentData())
            why = "" if self._why.isHidden() else self._why.text()
            self._assign(uid, self._leads.isChecked(), why, sex)


def _words(worker: Worker) -> str:
    return say(_MEMBER(name=worker.display_name, role=ROLE_NAMES[worker.role]))
