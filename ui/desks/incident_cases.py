"""Which cases an incident touches: picked from a list, with what left of them and who looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rescueapp.actions.desk import release_papers
from rescueapp.actions.opened.reported import Incident
from rescueapp.actions.outward import releases
from rescueapp.actions.outward.releases import Left
from rescueapp.actions.vault import incidents
from rescueapp.actions.vault.incidents import Look
from rescueapp.domain.case import CaseRow
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import Workspace
from ui import dates, texts
from ui.desktop.not_learnt import not_learnt
from ui.lists.columns import Column
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.words import Words, plain

_CASES = mark("Cases affected", "incident")
_HINT = mark(
    "Those of which something left come first. Find others by number or alias; Enter picks a case "
    "or takes it back.",
    "incident",
)
_FIND = mark("Case num&ber or alias", "incident")
_PICK = mark("Affected (Enter)", "incident")
_UNPICK = mark("Not affected after all (Enter)", "incident")
_NONE = mark("No case is found.", "incident")
_PRINTS = mark("What left of this case", "incident")
_LOOKED = mark("Who looked", "incident")
_IS = mark("yes", "incident")
_NOTHING = mark("nothing", "incident")
_LINE = mark("{time}  {who}: {what}", "incident")
_LEFT_LINE = mark("{time}  {what}, {recipient}", "incident")
LOOKED = {
    "open_case": mark("opened the case", "incident"),
    "open_record": mark("opened {form}", "incident"),
    "begin_form": mark("began a form", "incident"),
    "open_brief": mark("read what is known before a talk", "incident"),
    "open_outcomes": mark("read the outcome scales", "incident"),
    "reveal": mark("had the name shown", "incident"),
    "reveal_sensitive": mark("had sensitive answers shown", "incident"),
    "name_listed": mark("put the name on a list", "incident"),
    "her_page": mark("read her page together with her", "incident"),
    "prepare_print": mark("looked at a print", "incident"),
    "print": mark("printed", "incident"),
    "break_glass": mark("opened it in an emergency", "incident"),
    "open_attachment": mark("opened an attachment", "incident"),
    "decide": mark("let somebody in", "incident"),
    "lend_outside": mark("let a social worker from outside in", "incident"),
    "compare_files": mark("compared it with another file", "incident"),
    "copy_answers": mark("copied answers for another of the family", "incident"),
}
_ROWS, _SHOWN = 6, 8


@dataclass(frozen=True, slots=True)
class _Row:
    case: CaseRow
    picked: bool


_COLUMNS: tuple[Column[_Row], ...] = (
    Column("number", mark("Case", "incident"), lambda r: r.case.number, 150,
           lambda r: ("check", "accent") if r.picked else None, least=120, rank=0),
    Column("alias", mark("Alias", "incident"), lambda r: r.case.alias, 120, least=90, rank=0),
    Column("worker", mark("Worker", "incident"), lambda r: r.case.worker_name, 100, least=80,
           rank=1),
    Column("picked", mark("Affected", "incident"),
           lambda r: say(_IS) if r.picked else "", 120, least=80, rank=2),
)  # fmt: skip


class CasePicker(QWidget):
    """`changed`: another case was picked, or one taken back; `picked` has their uids."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.picked: tuple[str, ...] = ()
        self._offered: Sequence[CaseRow] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, 0)
        column.addWidget(Words(say(_CASES), "heading", wrap=False))
        column.addWidget(Words(say(_HINT), "muted"))
        column.addLayout(self._build_line())
        self._rows = Rows(_COLUMNS, self)
        self._table = Table("incidentCases", say(_CASES), self._rows)
        self._table.say_when_empty(say(_NONE))
        self._table.setFixedHeight(_ROWS * ROW_HEIGHT)
        self._table.opened.connect(self._toggle)
        self._table.pointed.connect(self._point)
        column.addWidget(self._table)
        beside = QHBoxLayout()
        self._left, self._looks = Words(name="incidentLeft"), Words(name="incidentLooks")
        for heading, words in ((_PRINTS, self._left), (_LOOKED, self._looks)):
            part = QVBoxLayout()
            part.addWidget(Words(say(heading), "strong", wrap=False))
            part.addWidget(words)
            part.addStretch(1)
            beside.addLayout(part, 1)
        column.addLayout(beside)

    def _build_line(self) -> QHBoxLayout:
        self._find = not_learnt(QLineEdit())
        self._find.setObjectName("incidentFind")
        self._find.setAccessibleName(plain(say(_FIND)))
        self._find.textChanged.connect(lambda _: self._read())
        label = QLabel(say(_FIND))
        label.setBuddy(self._find)
        self._button = Button(say(_PICK), "incidentPick",
                              lambda: self._toggle(self._table.currentIndex()))  # fmt: skip
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self._find, 1)
        line.addWidget(self._button)
        return line

    def show_cases(self, picked: Sequence[str]) -> None:
        """The cases picked so far, and what is offered."""
        self.picked = tuple(picked)
        self._read()

    # --- reading ----------------------------------------------------------------------------

    def _read(self) -> None:
        words, picked = self._find.text(), self.picked
        self._session.run(lambda ws: _found(ws, words, picked), self._show, owner=self)

    def _show(self, found: Sequence[CaseRow]) -> None:
        self._offered = found
        place = max(self._table.currentIndex().row(), 0)
        self._rows.show_rows([_Row(row, row.uid in self.picked) for row in found])
        if found:
            self._table.setCurrentIndex(self._rows.index(min(place, len(found) - 1), 0))
        self._point(self._table.currentIndex())

    def _point(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        self._button.setEnabled(isinstance(row, _Row))
        if not isinstance(row, _Row):
            self._left.setText("")
            self._looks.setText("")
            return
        self._button.setText(say(_UNPICK if row.picked else _PICK))
        uid = row.case.uid
        self._session.run(
            lambda ws: (releases.of_case(ws, uid), incidents.looks(ws, uid)),
            lambda found: self._show_help(*found), owner=self,
        )  # fmt: skip

    def _show_help(self, left: list[Left], looks: list[Look]) -> None:
        self._left.setText("\n".join(map(_left_words, left[:_SHOWN])) or say(_NOTHING))
        self._looks.setText("\n".join(map(_look_words, looks[:_SHOWN])) or say(_NOTHING))

    def _toggle(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if not isinstance(row, _Row):
            return
        uid = row.case.uid
        without = tuple(each for each in self.picked if each != uid)
        self.picked = without if row.picked else (*without, uid)
        self._show(self._offered)
        self.changed.emit()


def _found(ws: Workspace, words: str, picked: Sequence[str]) -> list[CaseRow]:
    """What is offered, and before it what was picked, so that nobody loses sight of it."""
    chosen = incidents.affected(ws, Incident("", "", "", cases=tuple(picked)))
    there = {row.uid for row in chosen}
    return [*chosen, *(row for row in incidents.offered(ws, words) if row.uid not in there)]


def _left_words(left: Left) -> str:
    time = dates.moment(left.release.released_at)
    what = release_papers.what(left)
    return say(_LEFT_LINE(time=time, what=what, recipient=left.release.recipient or "—"))


def _look_words(look: Look) -> str:
    act: Text = LOOKED[look.act]
    form = texts.form_title(FORMS[look.what]) if look.what in FORMS else ""
    what = say(act(form=form) if look.act == "open_record" else act)
    return say(_LINE(time=dates.moment(look.at), who=look.who, what=what))
