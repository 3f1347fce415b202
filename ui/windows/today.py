"""Today: what is due, overdue first, and what was begun and not saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.actions.desk import duties
from rescueapp.actions.due import clock_places, schooling, station_clocks
from rescueapp.actions.due.schooling import OutOfSchool
from rescueapp.actions.finding import cases
from rescueapp.actions.outward import referrals
from rescueapp.actions.outward.referrals import Sent
from rescueapp.actions.recording import before_clocks, drafts
from rescueapp.actions.two_people import emergency, requests
from rescueapp.actions.two_people.requests import Asked
from rescueapp.domain.case import Due
from rescueapp.domain.changed import Changed
from rescueapp.domain.clocks import Clock
from rescueapp.domain.record import Draft, RecordRow
from rescueapp.domain.request import Request
from rescueapp.domain.worker import Act
from rescueapp.forms.catalogue import any_form
from rescueapp.forms.registers import REGISTERS
from rescueapp.i18n import Text, mark, say
from ui import clock_words, dates, texts
from ui.case.access_desk import Asker
from ui.case.clock_dialog import ClockDesk
from ui.lists.columns import Column, Row
from ui.lists.due_list import DUE_ROLE, DueList
from ui.lists.fitting import Fit, Room
from ui.lists.rows import Index, Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.navigator import Navigator
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.today.asked_part import AskedPart
from ui.today.before_part import BeforePart
from ui.today.referrals_part import referrals_part
from ui.today.school_part import school_part
from ui.today.station_card import StationCard
from ui.two_people.decision_desk import DecisionDesk, what
from ui.widgets.buttons import Button, ChipButton
from ui.widgets.empty import Empty
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.words import Words

_TITLE = mark("Today", "today")
_MINE = mark("Only mine", "today")
_DUE = mark("What is due", "today")
_OURS = mark("Only what is ours to do", "today")
_LOOK = mark("About this deadline…", "today")
_LOOK_TIP = mark("Its dates, its rule, who decided what; let it stand still, or ask that it needs"
                 " nothing (Ctrl+D)", "today")  # fmt: skip
_NOTHING_DUE = mark(
    "Nothing is due in the next 60 days. Plans and follow-ups appear here.", "today"
)
_DRAFTS = mark("Begun and not saved", "today")
_NEW_INTAKE = mark("New intake", "today")
_REGISTER = mark("Register", "today")
_TONIGHT = mark("&Tonight", "today")

_AHEAD_DAYS = 60
_SHORT_ROWS = 4


def _of_no_case(draft: Draft) -> Text:
    return _REGISTER if draft.form in REGISTERS else _NEW_INTAKE


_DRAFT_COLUMNS: tuple[Column[Draft], ...] = (
    Column("form", mark("Form", "today"), lambda d: texts.form_title(any_form(d.form)), 280,
           lambda _: ("draft", "accent"), least=140, rank=0),
    Column("alias", mark("Alias", "today"), lambda d: d.alias or say(_of_no_case(d)), 160,
           least=90, rank=1),
    Column("kept_at", mark("Kept", "today"), lambda d: dates.moment(d.kept_at), 160,
           least=100, rank=2),
)  # fmt: skip

_MANAGE = mark("Administration", "today")
_OVERSEE = mark("Oversight", "today")
_WAITING = mark("Waiting for your word", "today")
_OWED = mark("You opened a case in an emergency on {time} and have not said what it was.", "today")
_SAY = mark("Say what it was…", "access")
_WAITING_COLUMNS: tuple[Column[Asked], ...] = (
    Column("what", mark("What is asked for", "today"), what, 280,
           lambda _: ("warning", "amber"), least=160, rank=0),
    Column("alias", mark("Alias", "today"), lambda a: a.alias, 160, least=90, rank=1),
    Column("who", mark("Asked by", "today"), lambda a: a.asked_by, 120, least=80, rank=1),
    Column("asked_at", mark("Asked on", "today"), lambda a: dates.moment(a.request.asked_at), 160,
           least=100, rank=2),
)  # fmt: skip


class TodayPage(Page):
    """Enter opens the record that is due, or the draft."""

    def __init__(self, session: Session, navigator: Navigator, _: Settings) -> None:
        super().__init__("todayPage")
        self._session, self._navigator = session, navigator
        self._dues: list[Due] = []
        self._owed: list[Request] = []
        self._build()

    def enter(self, **_: Any) -> None:
        self._read()
        self.focus_first()

    def refresh(self, changed: Changed) -> None:
        told = changed.cases or changed.drafts or changed.people or changed.clocks
        if told or changed.everything:
            self._read()

    def focus_first(self) -> None:
        self._tree.setFocus()

    # --- reading ---------------------------------------------------------------------------

    def _read(self) -> None:
        before = (clock.today() + timedelta(days=_AHEAD_DAYS)).isoformat()
        self._session.run(
            lambda ws: (
                cases.today(ws, before=before),
                drafts.drafts_of(ws),
                requests.waiting(ws),
                emergency.incomplete(ws),
                duties.duties(ws),
                requests.of_asker(ws) + requests.answered(ws),
                station_clocks.owed(ws),
                schooling.out_of_school(ws),
                before_clocks.left(ws),
                referrals.own_unanswered(ws),
            ),
            lambda found: self._show(*found),
            owner=self,
        )

    def _show(
        self, dues: list[Due], kept: list[Draft], waiting: list[Asked], owed: list[Request],
        to_see_to: list[Text], asked: list[Asked], owed_here: list[Clock],
        at_no_school: list[OutOfSchool], before: list[Due], unanswered: list[Sent],
    ) -> None:  # fmt: skip
        to_see_to = [*to_see_to, *schooling.duty(at_no_school)]
        self._duties.say("\n".join(map(say, to_see_to)), "amber")
        self._dues = dues
        held = self.window().focusWidget()
        _fill(self._drafts, self._draft_table, self._draft_part, kept)
        _fill(self._waiting, self._waiting_table, self._waiting_part, waiting)
        self._asked.show_asked(asked)
        self._station.show_owed(owed_here)
        self._school.show_rows(at_no_school)
        self._before.show_left(before)
        self._referrals.show_rows(unanswered)
        self._owed = owed
        told = say(_OWED(time=dates.moment(owed[-1].asked_at))) if owed else ""
        self._owes.say(told, "brick")
        self._show_dues()
        if held is not None and self.isAncestorOf(held) and not held.isVisibleTo(self):
            self.focus_first()  # what was decided last took its list and the keys with it

    def _show_dues(self) -> None:
        ours, mine = self._ours.isChecked(), self._mine.isChecked()
        dues = [
            due
            for due in self._dues
            if (due.mine or not mine) and (clock_words.ours(due.clock) or not ours)
        ]
        pointed_at = self._tree.currentIndex().data(DUE_ROLE)
        self._model.show_dues(dues, clock.today())
        self._tree.expandAll()
        self._fit.fit()
        for row in range(self._model.rowCount()):
            self._tree.setFirstColumnSpanned(row, QModelIndex(), True)
        self._lists.setCurrentWidget(self._tree if dues else self._nothing)
        if dues:  # whoever was on the way down the list stays at what they pointed at
            first = self._model.index(0, 0, self._model.index(0, 0))
            at = self._model.line_of(pointed_at) if isinstance(pointed_at, Due) else None
            self._tree.setCurrentIndex(at or first)

    # --- opening ---------------------------------------------------------------------------

    def _open_due(self, index: QModelIndex) -> None:
        due = index.data(DUE_ROLE)
        if not isinstance(due, Due):
            return
        if due.clock is not None:
            self._session.run(
                lambda ws: clock_places.place(ws, due.case_uid, due.form, due.record_uid),
                lambda found: self._go(due.case_uid, *found),
                owner=self,
            )
        else:
            self._navigator.go(
                "case", case_uid=due.case_uid, form=due.form, record_uid=due.record_uid
            )

    def _go(self, case_uid: str, form: str, record_uid: str | None) -> None:
        self._navigator.go("case", case_uid=case_uid, form=form or None, record_uid=record_uid)

    def _look(self) -> None:
        due = self._tree.currentIndex().data(DUE_ROLE)
        if isinstance(due, Due) and due.clock is not None:
            self._clocks.open(due.case_uid, due.clock)

    def _pointed(self) -> None:
        due = self._tree.currentIndex().data(DUE_ROLE)
        self._look_button.setEnabled(isinstance(due, Due) and due.clock is not None)

    def _open_draft(self, index: QModelIndex) -> None:
        draft = self._drafts.row_at(index)
        if draft is None:
            return
        if draft.form in REGISTERS:
            self._navigator.go("registers", register=draft.form, draft_uid=draft.uid)
        elif draft.case_uid is None:
            self._navigator.go("intake", draft_uid=draft.uid)
        else:
            self._navigator.go(
                "case",
                case_uid=draft.case_uid,
                form=draft.form,
                record_uid=draft.record_uid,
                draft_uid=draft.uid,
            )

    # --- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Words(say(_TITLE), "title", wrap=False))
        head.addSpacing(GRID)
        head.addWidget(Words(clock.today().isoformat(), "muted", wrap=False))
        head.addStretch(1)
        self._clocks = ClockDesk(self._session, self)
        self._look_button = Button(say(_LOOK), "lookAtDeadline", self._look, tip=say(_LOOK_TIP))
        self._look_button.setEnabled(False)
        QShortcut(QKeySequence("Ctrl+D"), self, self._look)
        self._ours = ChipButton(say(_OURS), "onlyOurs", self._show_dues)
        self._mine = ChipButton(say(_MINE), "onlyMine", self._show_dues)
        tonight = Button(
            say(_TONIGHT), "tonight", lambda: self._navigator.go("tonight"), icon="timeline"
        )
        for widget in (self._look_button, self._ours, self._mine, tonight):
            head.addWidget(widget)
        self.column.addLayout(head)
        self._duties = Notice(name="duties")
        self._school = school_part(self._navigator)
        self._duties.row.addWidget(self._school.chip)
        manage = Button(say(_MANAGE), "manage", lambda: self._navigator.go("admin"))
        manage.setVisible(self._session.may(Act.GRANT_ACCESS))
        self._duties.row.addWidget(manage)
        oversee = Button(say(_OVERSEE), "oversee", lambda: self._navigator.go("oversight"))
        oversees = (Act.DECIDE, Act.HANDLE_INCIDENTS)
        oversee.setVisible(any(map(self._session.may, oversees)))
        self._duties.row.addWidget(oversee)
        self.column.addWidget(self._duties)
        self.column.addWidget(self._school)
        self._referrals = referrals_part(self._navigator)
        head.insertWidget(head.count() - 4, self._referrals.chip)
        self.column.addWidget(self._referrals)
        self._before = BeforePart(self._session)
        self.column.addWidget(self._before)
        self._model = DueList(self)
        self._tree = _Tree(self._model)
        self._tree.opened.connect(self._open_due)
        self._tree.pointed.connect(self._pointed)
        self._fit = Fit(self._tree, self._tree.header(), _ROOMS)
        self._nothing = Empty(say(_NOTHING_DUE), "today", name="nothingDue")
        self._lists = QStackedWidget()
        self._lists.addWidget(self._tree)
        self._lists.addWidget(self._nothing)
        self.column.addWidget(self._lists, 1)
        self.column.addWidget(self._build_waiting())
        self.column.addWidget(self._build_drafts())

    def _build_waiting(self) -> QWidget:
        """What waits for this worker's word, and what they owe a reason for."""
        self._desk = DecisionDesk(self._session, self, self._read_record)
        self._asker = Asker(self._session, self)
        self._owes = Notice(name="reasonOwed")
        self._owes.row.addWidget(Button(say(_SAY), "sayOwed", self._say_owed))
        self._waiting = Rows(_WAITING_COLUMNS, self)
        self._waiting_table = Table("waitingTable", say(_WAITING), self._waiting)
        self._waiting_table.opened.connect(self._open_waiting)
        self._waiting_part = _part(_WAITING, self._waiting_table)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        self._asked = AskedPart(self._session)
        self._station = StationCard(self._session)
        for part in (self._station, self._owes, self._waiting_part, self._asked):
            column.addWidget(part)
        return both

    def _read_record(self, record: RecordRow) -> None:
        self._navigator.go(
            "case", case_uid=record.case_uid, form=record.form, record_uid=record.uid
        )

    def _say_owed(self) -> None:
        if self._owed:
            self._asker.tell(self._owed[-1].uid, self._owed[-1].subject)

    def _open_waiting(self, index: QModelIndex) -> None:
        asked = self._waiting.row_at(index)
        if asked is not None:
            self._desk.open(asked)

    def _build_drafts(self) -> QWidget:
        self._drafts = Rows(_DRAFT_COLUMNS, self)
        self._draft_table = Table("draftTable", say(_DRAFTS), self._drafts)
        self._draft_table.opened.connect(self._open_draft)
        self._draft_part = _part(_DRAFTS, self._draft_table)
        return self._draft_part


def _part(heading: Text, table: Table) -> QWidget:
    """A short list below the long one, hidden while there is nothing in it."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, GRID, 0, 0)
    column.addWidget(Words(say(heading), "heading", wrap=False))
    column.addWidget(table)
    part.hide()
    return part


def _fill(rows: Rows[Row], table: Table, part: QWidget, found: Sequence[Row]) -> None:
    rows.show_rows(found)
    part.setVisible(bool(found))
    table.setFixedHeight((min(len(found), _SHORT_ROWS) + 1) * ROW_HEIGHT + GRID)


# What, due, alias, case number, worker.
_ROOMS = (Room(280, 150, 0), Room(220, 185, 1), Room(120, 90, 0), Room(180, 135, 3),
          Room(100, 70, 4))  # fmt: skip


class _Tree(QTreeView):
    """The grouped list; Enter and double click open a line."""

    opened = Signal(QModelIndex)
    pointed = Signal()

    def __init__(self, model: DueList) -> None:
        super().__init__()
        self.setObjectName("dueTree")
        self.setAccessibleName(say(_DUE))
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setRootIsDecorated(False)
        self.setIndentation(2 * GRID)
        self.doubleClicked.connect(self.opened)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override QTreeView.currentChanged: what is pointed at can be looked at."""
        super().currentChanged(current, previous)
        self.pointed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
