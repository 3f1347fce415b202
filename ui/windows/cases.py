"""Cases: the list, what narrows it, and a card of the case pointed at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from rescueapp import clock
from rescueapp.domain.case import STAGES, CaseRow, Query
from rescueapp.domain.worker import Act
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import mark, say
from ui import dates, texts
from ui.lists.case_list import CaseList, due_icon, risk_tone, risk_words
from ui.lists.table import Table
from ui.navigator import Navigator
from ui.papers import names_window
from ui.papers.emergency_card import ANOTHERS
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.widgets.buttons import Button, ChipButton, Tool
from ui.widgets.card import Card, Facts
from ui.widgets.empty import Empty
from ui.widgets.flow import FlowBox
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.words import Chip, Words, plain

_TITLE = mark("Cases", "cases")
_COUNT = mark("{count} cases", "cases")
_MINE = mark("My cases", "cases")
_DUE = mark("Due within 7 days", "cases")
_MINORS = mark("Minors", "cases")
_RISK = mark("Risk {risk}", "cases")
_COLUMNS = mark("Columns", "cases")
_NAMES = mark("List with &names…", "cases")
_NO_MATCH = mark("No case matches. Take a filter away, or shorten what you typed.", "cases")
_NONE_YET = mark("No cases yet. The first intake form makes the first case.", "cases")
_NEW = mark("New intake", "cases")
_OPEN = mark("Open case", "cases")
_POINT = mark("Point at a case to see it here.", "cases")
_NOT_MINE = mark("You are not on the team: number, alias, stage and worker only.", "cases")
_NUMBER = mark("Case number", "cases")
_AGE = mark("Age", "cases")
_SEX = mark("Sex", "cases")
_STAGE = mark("Stage", "cases")
_DUE_ON = mark("Next due", "cases")
_WORKER = mark("Worker", "cases")
_ARRIVED = mark("Arrived", "cases")
_SAFETY = mark("Safety: {line}", "cases")
_CHOOSE = mark("Choose the case (Enter): {form} opens in it.", "cases")
_CHOOSE_OTHERS = mark("Choose the case (Enter), then press “Emergency…” at its top.", "cases")

_RISKS = ("2", "3", "4")
_DUE_DAYS = 7
_CARD_WIDTH = 34 * GRID


class CasesPage(Page):
    """`enter(text=…)` finds; the chips narrow; Enter opens. `enter(wanted=…)`: the case is chosen
    for a form that is to be written in it, or (ANOTHERS) to be opened in an emergency."""

    def __init__(self, session: Session, navigator: Navigator, settings: Settings) -> None:
        super().__init__("casesPage")
        self._session, self._navigator = session, navigator
        self._text = self._wanted = ""
        self._awaited = QPersistentModelIndex()  # opened before its row was read
        self._model = CaseList(session, self)
        self._build(settings)
        self._model.counted.connect(self._show_count)
        self._model.dataChanged.connect(self._rows_read)
        self._ask()

    def enter(
        self, *, text: str | None = None, keep_focus: bool = False, wanted: str = "", **_: Any
    ) -> None:
        if text is None:  # while one looks for the case it stays wanted
            self._want(wanted)
        if text is not None and text != self._text:
            self._text = text
            self._ask()
        if not keep_focus:
            self.focus_first()

    def focus_first(self) -> None:
        self._table.setFocus()
        if not self._table.currentIndex().isValid() and self._model.rowCount():
            self._table.setCurrentIndex(self._first_cell())

    def set_narrow(self, narrow: bool) -> None:
        self._side.setVisible(not narrow)

    def _want(self, wanted: str) -> None:
        self._wanted = wanted
        if wanted == ANOTHERS:
            self._hint.say(say(_CHOOSE_OTHERS), "amber")
        else:
            title = texts.form_title(FORMS[wanted]) if wanted else ""
            self._hint.say(say(_CHOOSE(form=title)) if wanted else "", "amber")

    # --- what is asked -------------------------------------------------------------------

    def _ask(self) -> None:
        due = clock.today() + timedelta(days=_DUE_DAYS)
        self._model.ask(
            replace(
                self._model.query,
                text=self._text,
                stages=tuple(s for s, chip in self._stages.items() if chip.isChecked()),
                risks=tuple(r for r, chip in self._risks.items() if chip.isChecked()),
                due_before=due.isoformat() if self._due.isChecked() else None,
                minors=True if self._minors.isChecked() else None,
                mine=self._mine.isChecked(),
            )
        )

    def _show_count(self, count: int) -> None:
        self._count.setText(say(_COUNT(count=count)))
        narrowed = replace(self._model.query, sort="", descending=True) != Query(sort="")
        self._no_cases.say(say(_NO_MATCH if narrowed else _NONE_YET))
        self._lists.setCurrentWidget(self._table if count else self._no_cases)
        self._show_case(None)
        if count and self._table.hasFocus():  # Enter was pressed before the answer came
            self.focus_first()

    # --- the card ---------------------------------------------------------------------------

    def _point(self, index: QModelIndex) -> None:
        self._show_case(self._model.row_at(index))

    def _show_case(self, row: CaseRow | None) -> None:
        self._open_button.setEnabled(row is not None)
        self._alias.setText(row.alias if row else "")
        self._risk.say(risk_words(row.risk) if row else "", risk_tone(row.risk if row else None))
        self._facts.show_pairs(_pairs(row) if row else [])
        self._safety.setText(say(_SAFETY(line=row.safety_line)) if row and row.safety_line else "")
        note = "" if row and row.mine else say(_NOT_MINE if row else _POINT)
        self._note.setText(note)

    def _rows_read(self) -> None:
        current = self._table.currentIndex()
        self._point(current)
        awaited, self._awaited = self._awaited, QPersistentModelIndex()
        if awaited.isValid() and awaited == current and self.isVisible():
            self._open(current)

    def _open(self, index: QModelIndex) -> None:
        """The case of a line; where its row is still on the way, as soon as it is there."""
        row = self._model.row_at(index)
        self._awaited = QPersistentModelIndex(index if row is None else QModelIndex())
        if row is not None:
            form = self._wanted if self._wanted in FORMS else None
            self._want("")
            self._navigator.go("case", case_uid=row.uid, form=form)

    def _list_names(self) -> None:
        """Of the cases the list shows now, as it is narrowed and sorted."""
        names_window.open_for(self._session, self, self._model.query)

    # --- building ---------------------------------------------------------------------------

    def _build(self, settings: Settings) -> None:
        self._table = Table("caseTable", say(_TITLE), self._model)
        self._table.remember_columns(settings, "case_columns")
        self._table.opened.connect(self._open)
        self._table.pointed.connect(self._point)
        self._table.horizontalHeader().setSortIndicator(
            len(self._model.columns) - 1, Qt.SortOrder.DescendingOrder
        )
        self.column.addLayout(self._head())
        self._hint = Notice(name="chooseCase")
        self.column.addWidget(self._hint)
        self.column.addWidget(self._chips())
        self._table.setSortingEnabled(True)
        middle = QHBoxLayout()
        middle.setSpacing(2 * GRID)
        self._lists = QStackedWidget()
        new = Button(say(_NEW), "firstIntake", self._new, icon="intake", kind="primary")
        new.setVisible(self._session.may(Act.REGISTER_CASE))
        self._no_cases = Empty(say(_NONE_YET), "cases", name="noCases", act=new)
        self._lists.addWidget(self._table)
        self._lists.addWidget(self._no_cases)
        middle.addWidget(self._lists, 1)
        self._side = self._card()
        middle.addWidget(self._side)
        self.column.addLayout(middle, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self._count = Words(role="muted", name="caseCount", wrap=False)
        head.addWidget(Words(say(_TITLE), "title", wrap=False))
        head.addSpacing(GRID)
        head.addWidget(self._count)
        head.addStretch(1)
        names = Tool(say(_NAMES), "caseNames", self._list_names, icon="print")
        names.setAccessibleName(plain(say(_NAMES)))
        names.setVisible(self._session.may(Act.REVEAL))
        head.addWidget(names)
        columns = Tool(say(_COLUMNS), "caseColumns", icon="columns")
        columns.clicked.connect(
            lambda _=False: self._table.open_menu_below(
                columns.mapToGlobal(columns.rect().bottomLeft())
            )
        )
        head.addWidget(columns)
        return head

    def _chips(self) -> QWidget:
        box = FlowBox()
        row = box.flow

        def chip(words: str, name: str) -> ChipButton:
            made = ChipButton(words, name, self._ask)
            row.addWidget(made)
            return made

        self._mine = chip(say(_MINE), "chipMine")
        self._due = chip(say(_DUE), "chipDue")
        self._minors = chip(say(_MINORS), "chipMinors")
        self._risks = {
            r: chip(say(_RISK(risk=codes.label("C-22", r))), f"chipRisk{r}") for r in _RISKS
        }
        self._stages = {s: chip(say(texts.STAGES[s]), f"chip_{s}") for s in STAGES}
        return box

    def _card(self) -> QWidget:
        card = Card(name="caseCard")
        card.setFixedWidth(_CARD_WIDTH)
        top = QHBoxLayout()
        self._alias = Words(role="heading", wrap=False)
        self._risk = Chip(name="cardRisk")
        top.addWidget(self._alias)
        top.addStretch(1)
        top.addWidget(self._risk)
        self._facts = Facts("caseFacts")
        self._safety = Words(role="strong")
        self._note = Words(role="muted")
        self._open_button = Button(
            say(_OPEN), "openCase", lambda: self._open(self._table.currentIndex()), icon="next"
        )
        card.column.addLayout(top)
        for widget in (self._facts, self._safety, self._note):
            card.column.addWidget(widget)
        card.column.addStretch(1)
        card.column.addWidget(self._open_button)
        return card

    def _new(self) -> None:
        self._navigator.go("intake")

    def _first_cell(self) -> QModelIndex:
        shown = (n for n in range(len(self._model.columns)) if not self._table.isColumnHidden(n))
        return self._model.index(0, next(shown))


def _pairs(row: CaseRow) -> list[tuple[str, str]]:
    today = clock.today()
    overdue = due_icon(row.due_on, today)
    merged = say(texts.MERGED_INTO(number=row.folded_into)) if row.folded_into else ""
    due = f"{row.due_on}\n{dates.due(row.due_on, today)}" if overdue else ""
    return [
        (say(_NUMBER), row.number),
        (say(_AGE), dates.age_of(row, today)),
        (say(_SEX), codes.label("C-01", row.sex) if row.sex else ""),
        (say(_STAGE), merged or say(texts.STAGES[row.stage])),
        (say(_DUE_ON), due),
        (say(_WORKER), row.worker_name),
        (say(_ARRIVED), dates.day(row.arrived_at)),
    ]
