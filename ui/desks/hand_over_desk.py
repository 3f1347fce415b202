"""Hand-over of one identified case: asked for, agreed to, made once; at the office, read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rescueapp.actions.exchanging import exchange, handing_over
from rescueapp.actions.exchanging.exchange import Exported
from rescueapp.actions.exchanging.handing_over import HandedOver, ReadRecord
from rescueapp.actions.two_people import requests
from rescueapp.actions.two_people.requests import Asked
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import STATES, Kind, State
from rescueapp.exchange.manifest import IDENTIFIED
from rescueapp.i18n import Text, mark, say
from rescueapp.storage.exchange_log import Correspondent, ReceivedPackage
from rescueapp.workspace import Workspace
from ui import dates, messages, texts
from ui.desks.desk import Desk, Tell
from ui.desks.retention_cards import uid_of
from ui.lists.columns import Column
from ui.lists.deciders import decider
from ui.lists.rows import Rows
from ui.lists.table import ROW_HEIGHT, Table
from ui.session import Session
from ui.theme import GRID
from ui.unsent import open_about
from ui.vault import second_person
from ui.widgets.asking import Asking
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Facts
from ui.widgets.choice import Choice
from ui.widgets.retention_dialogs import OnCase
from ui.widgets.scrolled import within
from ui.widgets.words import Words

_TITLE = mark("Hand over a case with its identity", "hand-over")
_WORDS = mark(
    "Sealed to your office, or to a station that is enrolled; signed, and in the register. A "
    "second person has to agree to it and to whom; then the package can be made once, within seven "
    "days.",
    "hand-over",
)
_TO = mark("To whom", "hand-over")
_GOES_TO = mark("To: {name}", "hand-over")
_NONE = mark("No hand-over was asked for.", "hand-over")
_ASK = mark("Ask for a hand-over…", "hand-over")
_ASK_NOW = mark("Ask", "hand-over")
_ASKED = mark("Asked for. Another supervisor finds it on the page Today.", "hand-over")
_MAKE = mark("Make the package…", "hand-over")
_GOES = mark("Hand over {alias} {number}", "hand-over")
_GO_ON = mark("Choose the medium…", "hand-over")
_WHERE = mark("Choose the medium for the package", "hand-over")
_AGREED = mark(
    "Agreed to over the telephone: the package can be made. A supervisor confirms it afterwards.",
    "hand-over",
)
_MADE = mark("Package {number} lies on the medium: {file}.", "hand-over")
_READ_TITLE = mark("Cases that were handed over to this office", "hand-over")
_READ_WORDS = mark(
    "They are read from the package as it came; nothing of them stands in a table here. Every look "
    "is in the account.",
    "hand-over",
)
_NOTHING = mark("No case was handed over to this office.", "hand-over")
_READ = mark("Read the case…", "hand-over")
_FROM = mark("{alias} {number}, from {station}", "hand-over")
_NEWER = mark("A newer version of the program wrote this form.", "hand-over")
_RECORD = mark("{title}  {day}  {who}", "hand-over")
_FILES = mark("{count} attachments came with it.", "hand-over")
_ROWS = 6


@dataclass(frozen=True, slots=True)
class _Read:
    """A package of one case as a row."""

    package: ReceivedPackage


@dataclass(frozen=True, slots=True)
class _Asked:
    """A hand-over that was asked for, and how whoever gets it is called."""

    asked: Asked
    to: str


ASKED: tuple[Column[_Asked], ...] = (
    Column("number", mark("Case number", "hand-over"), lambda a: a.asked.number, 140, least=120,
           rank=0),
    Column("alias", mark("Alias", "hand-over"), lambda a: a.asked.alias, 100, least=80, rank=1),
    Column("to", _TO, lambda a: a.to, 200, least=120, rank=0),
    Column("reason", mark("Reason", "hand-over"), lambda a: a.asked.request.reason, 240, least=140,
           rank=4),
    Column("asked_by", mark("Asked for by", "hand-over"), lambda a: a.asked.asked_by, 100,
           least=80, rank=5),
    Column("state", mark("State", "hand-over"), lambda a: say(STATES[a.asked.state]), 110,
           least=80, rank=0),
    Column("decided_by", mark("Agreed to by", "hand-over"),
           lambda a: decider(a.asked.decided_by, a.asked.request.code), 100, least=80, rank=3),
)  # fmt: skip
PACKAGES: tuple[Column[_Read], ...] = (
    Column("sequence", mark("Package", "hand-over"), lambda r: str(r.package.sequence), 90,
           least=70, rank=0),
    Column("made_at", mark("Made", "hand-over"), lambda r: dates.moment(r.package.made_at), 150,
           least=110, rank=1),
    Column("received_at", mark("Taken in", "hand-over"),
           lambda r: dates.moment(r.package.received_at), 150, least=110, rank=0),
)  # fmt: skip


class HandOverDesk(Desk):
    """At a station: what was asked for, and the package."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="handOverDesk")
        card = Card(say(_TITLE), name="handOverCard")
        card.column.addWidget(Words(say(_WORDS), "muted"))
        self._rows = Rows(ASKED, self)
        self._table = Table("handOverTable", say(_TITLE), self._rows)
        self._table.say_when_empty(say(_NONE))
        self._table.setMinimumHeight(_ROWS * ROW_HEIGHT)
        self._table.pointed.connect(self._offer)
        card.column.addWidget(self._table)
        self._to = Choice()
        self._to.setObjectName("handOverTo")
        self._to.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self._to.setAccessibleName(say(_TO))
        self._make = Button(say(_MAKE), "makeHandOver", self._choose, icon="exchange",
                            kind="primary")  # fmt: skip
        self._code = Button(say(second_person.BY_CODE), "handOverCode", self._type_code)
        ask = Button(say(_ASK), "askHandOver", self._ask, icon="plus")
        card.column.addLayout(_line(self._make, self._code))
        card.column.addLayout(_line(Words(say(_TO), "muted", wrap=False), self._to, ask))
        self.column.addWidget(card)
        self.column.addStretch(1)

    def read(self) -> None:
        """Override Desk.read."""
        self.session.run(
            lambda ws: (requests.of_kind(ws, Kind.HAND_OVER), handing_over.recipients(ws)),
            lambda found: self._show(*found),
            owner=self,
        )

    def focus_first(self) -> None:
        """Override Desk.focus_first."""
        self._table.setFocus()

    def _show(self, found: list[Asked], recipients: list[Correspondent]) -> None:
        chosen = self._to.currentData()
        self._to.clear()
        for each in recipients:
            self._to.addItem(each.name, each.key_id)
        self._to.setCurrentIndex(max(0, self._to.findData(chosen)))
        called = {handing_over.about(each): each.name for each in recipients}
        rows = [_Asked(each, called.get(each.request.about, "")) for each in found]
        self._rows.show_rows(rows)
        if found:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        self._offer()

    def _pointed(self) -> Asked | None:
        row = self._rows.row_at(self._table.currentIndex())
        return row.asked if row is not None else None

    def _offer(self, _: QModelIndex | None = None) -> None:
        asked = self._pointed()
        self._make.setEnabled(asked is not None and asked.state is State.GRANTED)
        self._code.setVisible(asked is not None and asked.state is State.WAITING)

    def _type_code(self) -> None:
        asked = self._pointed()
        if asked is not None:
            second_person.type_code(self.session, self, asked.request.uid, self._agreed)

    def _agreed(self) -> None:
        self.tell(say(_AGREED), "teal")
        self.read()

    def _ask(self) -> None:
        to = self._to.currentData()

        def then(box: OnCase, number: str, reason: str) -> None:
            def done(_: object) -> None:
                box.accept()
                self.tell(say(_ASKED), "teal")
                self.session.tell(Changed(everything=True))

            self.session.run(
                lambda ws: handing_over.ask(ws, uid_of(ws, number), reason, to),
                done, failed=box.failed, owner=box,
            )  # fmt: skip

        words = "\n".join((say(_WORDS), say(_GOES_TO(name=self._to.currentText()))))
        box = OnCase(self, say(_TITLE), say(_ASK_NOW), words, then)
        open_about(box, self.session, "hand_over")

    def _choose(self) -> None:
        asked = self._pointed()
        if asked is None:
            return
        case_uid, to = asked.request.subject, asked.request.about or None

        def go_on() -> None:
            messages.choose_folder(
                self, say(_WHERE), lambda folder: self._write(case_uid, folder, to)
            )

        self.session.run(
            lambda ws: handing_over.preview(ws, case_uid, to),
            lambda told: GoesAlong(self, asked, told, go_on).open(),
            failed=lambda error: self.tell(messages.words_of(error), "brick"), owner=self,
        )  # fmt: skip

    def _write(self, case_uid: str, folder: Path, to: str | None) -> None:
        def done(made: Exported) -> None:
            told = [_MADE(number=made.sequence, file=made.path.name), *made.notes()]
            self.tell("\n".join(say(words) for words in told), "teal")
            self.session.tell(made.changed)
            self.read()

        self.session.run(
            lambda ws: handing_over.hand_over(ws, case_uid, folder, to=to), done,
            failed=lambda error: self.tell(messages.words_of(error), "brick"), owner=self,
        )  # fmt: skip


def _line(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


class GoesAlong(Asking):
    """What goes with a case and what stays, read before the medium is chosen."""

    def __init__(
        self, parent: QWidget, asked: Asked, told: Iterable[Text], then: Callable[[], object]
    ) -> None:
        heading = say(_GOES(alias=asked.alias, number=asked.number))
        super().__init__(parent, "goesAlong", heading, say(_GO_ON))
        self._then = then
        for number, words in enumerate(told):
            self.fields.addWidget(Words(say(words), name=f"goesAlong{number}"))

    def act(self) -> None:
        """Override Asking.act."""
        self.accept()
        self._then()


class HandedOverDesk(Desk):
    """At an office: the cases that came with their identity, to be read."""

    def __init__(self, session: Session, tell: Tell) -> None:
        super().__init__(session, tell, name="handedOverDesk")
        card = Card(say(_READ_TITLE), name="handedOverCard")
        card.column.addWidget(Words(say(_READ_WORDS), "muted"))
        self._rows = Rows(PACKAGES, self)
        self._table = Table("handedOverTable", say(_READ_TITLE), self._rows)
        self._table.say_when_empty(say(_NOTHING))
        self._table.setMinimumHeight(_ROWS * ROW_HEIGHT)
        self._table.opened.connect(lambda _: self._open())
        card.column.addWidget(self._table)
        row = QHBoxLayout()
        self._read_button = Button(say(_READ), "readHandedOver", self._open, icon="eye",
                                   kind="primary")  # fmt: skip
        row.addWidget(self._read_button)
        row.addStretch(1)
        card.column.addLayout(row)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def read(self) -> None:
        """Override Desk.read."""
        self.session.run(_identified, self._show, owner=self)

    def focus_first(self) -> None:
        """Override Desk.focus_first."""
        self._table.setFocus()

    def _show(self, found: list[_Read]) -> None:
        self._rows.show_rows(found)
        if found:
            self._table.setCurrentIndex(self._rows.index(0, 0))
        self._read_button.setEnabled(bool(found))

    def _open(self) -> None:
        row = self._rows.row_at(self._table.currentIndex())
        if isinstance(row, _Read):
            uid = row.package.uid
            self.session.run(
                lambda ws: handing_over.read_case(ws, uid),
                lambda case: CaseReader(self, case).open(),
                failed=lambda error: self.tell(messages.words_of(error), "brick"), owner=self,
            )  # fmt: skip


def _identified(ws: Workspace) -> list[_Read]:
    return [_Read(package) for package in exchange.packages(ws) if package.level == IDENTIFIED]


class CaseReader(QDialog):
    """A case in words, closed with Esc; nothing in it can be copied out by selecting."""

    def __init__(self, parent: QWidget, case: HandedOver) -> None:
        super().__init__(parent)
        self.setObjectName("caseReader")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(within(parent, 100 * GRID, 80 * GRID))
        column = QVBoxLayout(self)
        heading = _FROM(alias=case.alias, number=case.number, station=case.station)
        column.addWidget(Words(say(heading), "title", name="caseReaderTitle"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(case_lines(case))
        column.addWidget(area, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = Button(say(texts.CLOSE), "caseReaderClose", self.accept)
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus()


def case_lines(case: HandedOver) -> QWidget:
    """What is written in a case, record by record."""
    inner = QWidget()
    lines = QVBoxLayout(inner)
    for record in case.records:
        lines.addWidget(Words(say(_heading(record)), "heading"))
        facts = Facts("caseReaderRecord")
        newer = [(say(_NEWER), "—")] if record.newer else []
        facts.show_pairs([*record.lines, *newer])
        lines.addWidget(facts)
    if case.files:
        lines.addWidget(Words(say(_FILES(count=len(case.files))), "muted"))
    lines.addStretch(1)
    return inner


def _heading(record: ReadRecord) -> Any:
    return _RECORD(title=record.title, day=dates.day(record.on_date), who=record.written_by)
