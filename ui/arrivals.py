"""At a station: cases that other stations hand over. Read first, then taken up or refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rescueapp.actions.exchanging import receiving, taking_up
from rescueapp.actions.exchanging.receiving import Received
from rescueapp.actions.exchanging.taking_up import Arrival, Arrived, TakenUp
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Worker
from rescueapp.forms import codes
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress
from rescueapp.workspace import Workspace
from ui import dates, messages, texts
from ui.desks.hand_over_desk import case_lines
from ui.lists.columns import Column
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.tasks import Result
from ui.theme import GRID
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.notice import Notice
from ui.widgets.scrolled import within
from ui.widgets.words import Words

_TITLE = mark("Take in a case", "arrivals")
_WORDS = mark(
    "A case that another station hands over is checked whole and waits here. Read it first; then "
    "take it up as a case of this station, or refuse it. The receipt goes back to the sender.",
    "arrivals",
)
_NOTHING = mark("No case waits.", "arrivals")
_CHOOSE = mark("Choose packages…", "arrivals")
_READ = mark("Read the case…", "arrivals")
_CHECKING = mark("Checking packages…", "arrivals")
_TAKING = mark("Taking the case up…", "arrivals")
_KINDS = mark("Packages (*.age);;All files (*)", "arrivals")
_WHERE = mark("Where the receipt is written", "arrivals")
_TAKE_UP = mark("Take up…", "arrivals")
_REFUSE = mark("Refuse…", "arrivals")
_WHOSE = mark("Whose case it becomes", "arrivals")
_WHY = mark("Why it is refused", "arrivals")
_ALIKE = mark("Perhaps the same person: {alias} {number}", "arrivals")
_SAY = mark("Say which", "arrivals")
_SAME = mark("The same person", "arrivals")
_OTHER = mark("Somebody else", "arrivals")
_FIRST_SAY = mark("Say of each whether it is the same person.", "arrivals")

_LEAST, _MOST = 2, 5  # rows
_Act = Callable[[Workspace, Path, Progress], TakenUp]  # with the folder the receipt goes into

WAITING: tuple[Column[Arrived], ...] = (
    Column("station", mark("From", "arrivals"), lambda a: a.station, 240, least=120, rank=0),
    Column("number", mark("Package", "arrivals"), lambda a: str(a.package.sequence), 90, least=70,
           rank=2),
    Column("received_at", mark("Came", "arrivals"), lambda a: dates.moment(a.package.received_at),
           170, least=110, rank=1),
)  # fmt: skip


class ArrivalsCard(Card):
    """The cases that wait; `read` brings it up to date."""

    def __init__(self, session: Session) -> None:
        super().__init__(say(_TITLE), name="arrivalsCard")
        self._session = session
        self._notice = Notice(name="arrivalsNotice")
        self._busy = Busy("arrivalsBusy")
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self.column.addWidget(self._notice)
        self.column.addWidget(self._busy)
        self._rows = Rows(WAITING, self)
        self._table = Table("arrivalsTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NOTHING))
        self._table.opened.connect(lambda _: self._open())
        self.column.addWidget(self._table)
        row = QHBoxLayout()
        row.addWidget(Button(say(_CHOOSE), "takeInCase", self._choose, icon="download"))
        self._read_button = Button(say(_READ), "readArrival", self._open, icon="eye",
                                   kind="primary")  # fmt: skip
        row.addWidget(self._read_button)
        row.addStretch(1)
        self.column.addLayout(row)

    def read(self) -> None:
        """What waits."""
        self._session.run(taking_up.waiting, self._show, owner=self)

    def _show(self, waiting: list[Arrived]) -> None:
        self._rows.show_rows(waiting)
        shown = min(max(len(waiting), _LEAST), _MOST)
        self._table.setFixedHeight((shown + 1) * ROW_HEIGHT + GRID)
        if waiting:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        self._read_button.setEnabled(bool(waiting))

    # --- taking in -----------------------------------------------------------------------

    def _choose(self) -> None:
        if not self._busy.running:
            messages.choose_files(self, say(_CHOOSE), say(_KINDS), self._receive)

    def _receive(self, paths: list[Path]) -> None:
        beside = paths[0].parent
        self._long(
            lambda ws, progress: receiving.receive(ws, paths, beside, progress),
            self._received,
            _CHECKING,
        )

    def _received(self, results: list[Received]) -> None:
        lines = [line for result in results for line in result.lines()]
        bad = any(result.refused for result in results)
        self._say("\n".join(lines), "brick" if bad else "teal")
        self._session.tell(Changed(exchange=True))
        self.read()

    # --- deciding ------------------------------------------------------------------------

    def _open(self) -> None:
        row = self._rows.row_at(self._table.currentIndex())
        if isinstance(row, Arrived) and not self._busy.running:
            uid = row.package.uid
            self._session.run(
                lambda ws: (taking_up.read(ws, uid), taking_up.workers_for(ws)),
                lambda found: ArrivalReader(self, uid, *found, self._decide).open(),
                failed=self._failed,
                owner=self,
            )

    def _decide(self, act: _Act) -> None:
        """Write the receipt where it shall travel from, then do what was decided."""

        def to(folder: Path) -> None:
            self._long(lambda ws, progress: act(ws, folder, progress), self._decided, _TAKING)

        messages.choose_folder(self, say(_WHERE), to)

    def _decided(self, done: TakenUp) -> None:
        self._say("\n".join(map(say, done.told())), "amber" if done.unwritten else "teal")
        self._session.tell(done.changed)
        self.read()

    # --- what happened -------------------------------------------------------------------

    def _long(
        self,
        work: Callable[[Workspace, Progress], Result],
        done: Callable[[Result], object],
        words: Text,
    ) -> None:
        self._notice.say("")
        job = self._session.run_long(
            work, done, self._failed, owner=self, moved=self._busy.moved, cancelled=self._busy.end
        )
        self._busy.begin(job, say(words))

    def _say(self, words: str, tone: str) -> None:
        self._busy.end()
        self._notice.say(words, tone)

    def _failed(self, error: BaseException) -> None:
        self._say(messages.words_of(error), "brick")


class ArrivalReader(QDialog):
    """A case that came, in words, and what is decided about it; Esc decides nothing."""

    def __init__(
        self,
        parent: QWidget,
        package_uid: str,
        arrival: Arrival,
        workers: list[Worker],
        decide: Callable[[_Act], object],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("arrivalReader")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(within(parent, 100 * GRID, 84 * GRID))
        self._uid, self._decide_by = package_uid, decide
        column = QVBoxLayout(self)
        for place, remark in enumerate(arrival.remarks()):
            column.addWidget(Words(say(remark), "muted" if place else "title"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(case_lines(arrival.read))
        column.addWidget(area, 1)
        form = QFormLayout()
        self._alike: dict[str, QComboBox] = {}
        for each in arrival.alike:
            choices = [(say(_SAY), ""), (say(_SAME), "same"), (say(_OTHER), "other")]
            words = say(_ALIKE(alias=each.alias, number=each.number))
            self._alike[each.case_uid] = _box(form, f"alike-{each.number}", words, choices)
        whose = [(worker.display_name, worker.uid) for worker in workers]
        self._whose = _box(form, "arrivalWhose", say(_WHOSE), whose)
        reasons = [
            (codes.label(taking_up.REASONS, row.code), row.code)
            for row in codes.codes(taking_up.REASONS)
        ]
        self._why = _box(form, "arrivalWhy", say(_WHY), [("", ""), *reasons])
        column.addLayout(form)
        self._wrong = Notice(name="arrivalWrong")
        column.addWidget(self._wrong)
        row = QHBoxLayout()
        row.addWidget(Button(say(_REFUSE), "refuseArrival", self._refuse))
        row.addStretch(1)
        row.addWidget(Button(say(texts.CLOSE), "arrivalClose", self.reject))
        take = Button(say(_TAKE_UP), "takeUpArrival", self._take_up, kind="primary")
        row.addWidget(take)
        column.addLayout(row)
        take.setFocus()

    def _take_up(self) -> None:
        said = {uid: box.currentData() for uid, box in self._alike.items()}
        if not all(said.values()):
            self._wrong.say(say(_FIRST_SAY), "brick")
            return
        uid, worker = self._uid, self._whose.currentData()
        same = [each for each, answer in said.items() if answer == "same"]
        others = [each for each, answer in said.items() if answer == "other"]
        self.accept()
        self._decide_by(
            lambda ws, folder, progress: taking_up.take_up(
                ws, uid, folder, same=same, others=others, worker=worker, progress=progress
            )
        )

    def _refuse(self) -> None:
        uid, reason = self._uid, self._why.currentData()
        if not reason:
            self._wrong.say(say(taking_up.NO_REASON), "brick")
            self._why.setFocus()
            return
        self.accept()
        self._decide_by(lambda ws, folder, _: taking_up.refuse(ws, uid, reason, folder))


def _box(form: QFormLayout, name: str, words: str, choices: list[tuple[str, str]]) -> QComboBox:
    box = Choice()
    box.setObjectName(name)
    box.setAccessibleName(words)
    for label, value in choices:
        box.addItem(label, value)
    form.addRow(words, box)
    return box
