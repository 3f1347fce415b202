"""A period from a day to a day, with what is wrong under the day it is about."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rescueapp import clock
from rescueapp.i18n import Text, mark, say
from ui.theme import GRID
from ui.widgets.day_field import DayField
from ui.widgets.words import Words, plain

_NO_DAY = mark("This is no day of the calendar. Write it as 2026-03-05.", "period")
_BACKWARDS = mark("The last day lies before the first.", "period")
_NOT_YET = mark("This day is still to come; today is {today}.", "period")

_WIDTH = 36 * GRID  # of the words below a day


def problems(start: date | None, end: date | None, today: date) -> tuple[Text | None, Text | None]:
    """What is wrong with the first day and with the last; None where nothing is."""
    first, last = _problem(start, today), _problem(end, today)
    if start is not None and end is not None and last is None and end < start:
        last = _BACKWARDS
    return first, last


def _problem(day: date | None, today: date) -> Text | None:
    if day is None:
        return _NO_DAY
    return _NOT_YET(today=today.isoformat()) if day > today else None


class Period(QWidget):
    """`checked(fine)` at each letter; the words come when a day is left."""

    checked = Signal(bool)

    def __init__(self, name: str, start: tuple[Text, date], end: tuple[Text, date]) -> None:
        super().__init__()
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        self._fields: list[DayField] = []
        self._words: list[Words] = []
        for ending, (words, day) in (("From", start), ("To", end)):
            row.addLayout(self._part(f"{name}{ending}", say(words), day))
        row.addStretch(1)
        self._say()

    def _part(self, name: str, words: str, day: date) -> QVBoxLayout:
        """A day, and the place for what is wrong with it, below."""
        field, label = DayField(name, plain(words), day), QLabel(words)
        label.setBuddy(field)
        said = Words(role="error", name=f"{name}Problem")
        said.setFixedWidth(_WIDTH)
        field.textChanged.connect(lambda _: self._check())
        field.editingFinished.connect(self._say)
        self._fields.append(field)
        self._words.append(said)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(field)
        line.addStretch(1)
        part = QVBoxLayout()
        part.addLayout(line)
        part.addWidget(said)
        part.addStretch(1)
        return part

    @property
    def start(self) -> DayField:
        return self._fields[0]

    @property
    def end(self) -> DayField:
        return self._fields[1]

    @property
    def fine(self) -> bool:
        """Whether both days can be used."""
        return not any(self._problems())

    def iso(self) -> tuple[str, str]:
        """First and last day. Only where it is `fine`."""
        start, end = self.start.day, self.end.day
        assert start is not None
        assert end is not None
        return start.isoformat(), end.isoformat()

    def _problems(self) -> tuple[Text | None, Text | None]:
        return problems(self.start.day, self.end.day, clock.today())

    def _check(self) -> None:
        """At each letter: what was wrong and is not any more goes at once."""
        for field, said, problem in zip(self._fields, self._words, self._problems(), strict=True):
            if problem is None:
                self._tell(field, said, "")
        self.checked.emit(self.fine)

    def _say(self) -> None:
        for field, said, problem in zip(self._fields, self._words, self._problems(), strict=True):
            self._tell(field, said, say(problem) if problem else "")
        self.checked.emit(self.fine)

    def _tell(self, field: DayField, said: Words, words: str) -> None:
        field.say_wrong(bool(words))
        field.setAccessibleDescription(words)
        said.setText(words)
        said.setVisible(bool(words))


def half_year(today: date) -> tuple[date, date]:
    """The half-year before the one of today: what is reported in it."""
    if today.month <= 6:
        return date(today.year - 1, 7, 1), date(today.year - 1, 12, 31)
    return date(today.year, 1, 1), date(today.year, 6, 30)
