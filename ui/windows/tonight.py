"""夜班一页: one page for a shift of two. Who came and what is not signed yet, whom to call, who is
on call, safety lines; at dawn the hand-over begins here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from rescueapp import clock
from rescueapp.actions.papers import tonight
from rescueapp.actions.papers.tonight import REGISTER, Tonight
from rescueapp.actions.recording.records import Saved
from rescueapp.domain.beds import Beds
from rescueapp.domain.changed import Changed
from rescueapp.forms.codes import label
from rescueapp.forms.registers import REGISTERS
from rescueapp.i18n import Text, mark, say
from rescueapp.workspace import Workspace
from ui import dates, messages, texts
from ui.lists.columns import Row
from ui.lists.rows import Lines, Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.lists.tonight_list import CALLS, FIRST_HOUR, SAFETY, to_do
from ui.navigator import Navigator
from ui.session import Session
from ui.settings import Settings
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.page import Page
from ui.widgets.words import Words

_TITLE = mark("Tonight", "tonight")
_CAME = mark("Came in the last 24 hours: the first hour", "tonight")
_NOBODY = mark("Nobody has come in the last 24 hours. Ctrl+N begins an intake.", "tonight")
_SAFETY = mark("Safety lines of those in the house", "tonight")
_NO_LINES = mark("No safety line is written for anybody in the house.", "tonight")
_CALLS = mark("Whom to call", "tonight")
_NO_CALLS = mark("The register of services is empty: add the national lines there.", "tonight")
_ON_CALL = mark("On call: {who}", "tonight")
_NOT_WRITTEN = mark("Nobody is written down yet.", "tonight")
_BEDS = mark("Free beds: {beds}", "tonight")
_NO_BEDS = mark("No room is entered in the register of rooms.", "tonight")
_FREE = mark("{kind} {free}", "tonight")
_SHIFT = mark("Shift of {staff}, since {at}", "tonight")
_NO_SHIFT = mark("No shift is begun in the duty log.", "tonight")
_BEGIN = mark("&Begin the shift", "tonight")
_WRITE = mark("Write in the &log", "tonight")
_HAND_OVER = mark("&Hand over the shift…", "tonight")
_HAND_ON = mark(
    "Go through what is open, write what else whoever comes has to know, and who takes over; then"
    " complete it.",
    "tonight",
)
_HANDED_ON = "duty_open"
_KEYS = mark(
    "Enter opens the paper or the case · Tab goes on to the next list · Alt+L the log · Alt+H hands"
    " over · Esc goes back to Today",
    "tonight",
)
_MINUTE = 60_000
_KINDS = "L-bed"
_RIGHT, _RIGHT_NARROW = 52 * GRID, 36 * GRID


class TonightPage(Page):
    """Enter opens what the line is about; the two buttons keep the log of the shift."""

    def __init__(self, session: Session, navigator: Navigator, _: Settings) -> None:
        super().__init__("tonightPage")
        self._session, self._navigator = session, navigator
        self._found: Tonight | None = None
        self._may_write = session.worker.role.value in REGISTERS[REGISTER].writers
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        QShortcut(QKeySequence("Esc"), self, lambda: navigator.go("today"))

    def enter(self, **_: Any) -> None:
        self._read()
        self.focus_first()

    def refresh(self, changed: Changed) -> None:
        if self.isVisible() and (changed.everything or changed.cases or changed.forms):
            self._read()

    def focus_first(self) -> None:
        self._first.setFocus()

    def set_narrow(self, narrow: bool) -> None:
        """Safety lines have the room, telephone numbers what they need."""
        for part in (self._house, self._calls):
            part.setFixedWidth(_RIGHT_NARROW if narrow else _RIGHT)

    def keys(self) -> str:
        return say(_KEYS)

    # --- showing --------------------------------------------------------------------------

    def _read(self) -> None:
        self._session.run(tonight.tonight, self._show, owner=self)

    def _show(self, found: Tonight) -> None:
        self._found = found
        self._tick()
        _fill(self._first, self._came, [line for came in found.came for line in to_do(came)])
        _fill(self._lines, self._safety, found.lines)
        _fill(self._calls, self._entries, found.calls)
        self._on_call.setText(say(_ON_CALL(who=found.on_call or say(_NOT_WRITTEN))))
        self._beds.setText(say(_BEDS(beds=_free(found.beds))))
        shift = found.shift
        words = _NO_SHIFT
        if shift is not None:
            at = dates.moment(str(shift.answers.get("duty_from") or shift.row.created_at))
            words = _SHIFT(staff=shift.name, at=at)
        self._shift.setText(say(words))
        self._log.setText(say(_WRITE if shift else _BEGIN))

    def _tick(self) -> None:
        """The time moves on: nothing else changes, and whoever reads a line stays there."""
        self._now.setText(dates.moment(clock.stamp()))
        self._first.viewport().update()

    def _open_to_do(self, index: QModelIndex) -> None:
        line = self._came.row_at(index)
        if line is not None:
            values = {"form": line.form} if line.form else {}
            if line.record_uid:
                values["record_uid"] = line.record_uid
            self._navigator.go("case", case_uid=line.case.uid, **values)

    def _open_case(self, index: QModelIndex) -> None:
        row = self._safety.row_at(index)
        if row is not None:
            self._navigator.go("case", case_uid=row.uid)

    def _open_call(self, index: QModelIndex) -> None:
        entry = self._entries.row_at(index)
        if entry is not None:
            self._navigator.go("registers", register="services", entry_uid=entry.uid)

    # --- the shift --------------------------------------------------------------------------

    def _keep_log(self) -> None:
        """The entry of this shift; one is begun where there is none."""
        if self._found is not None and self._found.shift is not None:
            self._open_log(self._found.shift.uid)
        else:
            self._begin(tonight.begin_shift)

    def _hand_over(self) -> None:
        self._begin(tonight.begin_hand_over, question=_HANDED_ON, told=_HAND_ON)

    def _begin(self, act: Callable[[Workspace], Saved], **where: Any) -> None:
        def begun(saved: Saved) -> None:
            self._session.tell(saved.changed)
            self._open_log(saved.record_uid, **where)

        self._session.run(act, begun, lambda error: messages.problem(self, error), owner=self)

    def _open_log(self, entry_uid: str, **where: Any) -> None:
        self._navigator.go("registers", register=REGISTER, entry_uid=entry_uid, **where)

    # --- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.column.addLayout(self._build_head())
        both = QHBoxLayout()
        both.setSpacing(2 * GRID)
        left = QVBoxLayout()
        self._came = Rows(FIRST_HOUR, self)
        self._first = self._table(left, "tonightFirst", _CAME, self._came, _NOBODY, 3)
        self._first.opened.connect(self._open_to_do)
        self._safety = Rows(SAFETY, self)
        self._lines = self._table(left, "tonightSafety", _SAFETY, self._safety, _NO_LINES, 2)
        self._lines.opened.connect(self._open_case)
        both.addLayout(left, 1)
        both.addLayout(self._build_right())
        self.column.addLayout(both, 1)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        back = Button(say(texts.BACK), "tonightBack", lambda: self._navigator.go("today"),
                      icon="back", kind="quiet")  # fmt: skip
        self._now = Words(role="muted", name="tonightNow", wrap=False)
        self._shift = Words(role="muted", name="tonightShift")
        self._shift.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._log = Button(say(_BEGIN), "tonightLog", self._keep_log, icon="timeline")
        over = Button(say(_HAND_OVER), "tonightHandOver", self._hand_over, icon="exchange",
                      kind="primary")  # fmt: skip
        head.addWidget(back)
        head.addWidget(Words(say(_TITLE), "title", wrap=False))
        head.addSpacing(GRID)
        head.addWidget(self._now)
        head.addWidget(self._shift, 1)
        for button in (self._log, over):
            button.setVisible(self._may_write)
            head.addWidget(button)
        return head

    def _build_right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        self._on_call = Words(name="tonightOnCallWords")
        self._beds = Words(name="tonightBedsWords")
        self._house = Card(name="tonightHouse")
        for words in (self._on_call, self._beds):
            self._house.column.addWidget(words)
        right.addWidget(self._house)
        self._entries = Rows(CALLS, self)
        self._calls = self._table(right, "tonightCalls", _CALLS, self._entries, _NO_CALLS, 1)
        self._calls.opened.connect(self._open_call)
        for table in (self._lines, self._calls):  # a line cut short may say the opposite
            table.wrap_lines()
        self.set_narrow(False)
        return right

    def _table(
        self, column: QVBoxLayout, name: str, heading: Text, rows: Lines,
        nothing: Text, stretch: int,
    ) -> Table:  # fmt: skip
        table = Table(name, say(heading), rows)
        table.say_when_empty(say(nothing))
        table.setMinimumHeight(3 * ROW_HEIGHT)
        column.addWidget(Words(say(heading), "heading", wrap=False))
        column.addWidget(table, stretch)
        return table


def _free(beds: Mapping[str, Beds]) -> str:
    """How many beds of each kind can be given just now, none too."""
    said = (say(_FREE(kind=label(_KINDS, kind), free=each.free)) for kind, each in beds.items())
    return "　".join(said) or say(_NO_BEDS)


def _fill(table: Table, rows: Rows[Row], found: Sequence[Row]) -> None:
    """Show the rows; whoever is on the way down the list stays at the same line of it."""
    at = max(table.currentIndex().row(), 0)
    rows.show_rows(found)
    if found:
        table.setCurrentIndex(rows.index(min(at, len(found) - 1), 0))
