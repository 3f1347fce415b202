"""Short questions about what is kept and let go: why, until when, which case, how many years."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from rescueapp.actions.two_people.requests import LEAST_REASON
from rescueapp.domain.retention import TYPES, Period, Type
from rescueapp.i18n import Text, mark, say
from ui.widgets.asking import Asking
from ui.widgets.choice import Choice
from ui.widgets.day_field import DayField, read_day
from ui.widgets.words import Words, plain

_REASON = mark("&Reason", "retention")
_REASON_HINT = mark("At least {least} characters; no names.", "retention")
_UNTIL = mark("Kept &until", "retention")
_NO_DAY = mark("Enter a day, such as 2030-12-31.", "retention")
_NUMBER = mark("Case &number", "retention")
_NO_NUMBER = mark("Type the number of a case.", "retention")
_TYPE = mark("&Type of file", "retention")
_YEARS = mark("Kept for how many &years (0: for ever)", "retention")
_NO_YEARS = mark("Enter whole years, 0 for ever.", "retention")
_SOURCE = mark("Rests &on", "retention")
_SOURCE_HINT = mark("The unit's approved table, with its year", "retention")
_KEEP = mark("Enter", "retention")
_MOST = 200


class WhyAsking(Asking):
    """A reason, and what a kind of question adds before it. `words` stand above."""

    def __init__(self, parent: QWidget, name: str, heading: str, act: str, words: str = "") -> None:
        super().__init__(parent, name, heading, act)
        if words:
            self.fields.addWidget(Words(words, "muted"))
        self._why = QLineEdit()
        self._why.setMaxLength(_MOST)
        self._why.setPlaceholderText(say(_REASON_HINT(least=LEAST_REASON)))

    def add_why(self) -> None:
        self.add_field(_REASON, self._why, f"{self.objectName()}Why")

    @property
    def why(self) -> str:
        return self._why.text()


class Decide(WhyAsking):
    """`then(box, reason, until)`; `with_day`: until when it is kept longer."""

    def __init__(
        self, parent: QWidget, heading: str, act: str, words: str,
        then: Callable[[Decide, str, date | None], object], *, with_day: date | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, "appraise", heading, act, words)
        self._then = then
        self._day = None
        if with_day is not None:
            self._day = DayField("appraiseUntil", plain(say(_UNTIL)), with_day)
            self.add_field(_UNTIL, self._day, "appraiseUntil")
        self.add_why()
        (self._day or self._why).setFocus()

    def act(self) -> None:
        """Override Asking.act."""
        until = read_day(self._day.text()) if self._day is not None else None
        if self._day is not None and until is None:
            self.refuse(say(_NO_DAY))
            return
        self._then(self, self.why, until)


class OnCase(WhyAsking):
    """`then(box, number, reason)`."""

    def __init__(
        self, parent: QWidget, heading: str, act: str, words: str,
        then: Callable[[OnCase, str, str], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, "onCase", heading, act, words)
        self._then = then
        self._number = QLineEdit()
        self._number.setMaxLength(60)
        self.add_field(_NUMBER, self._number, "onCaseNumber")
        self.add_why()
        self._number.setFocus()

    def act(self) -> None:
        """Override Asking.act."""
        number = self._number.text().strip()
        if not number:
            self.refuse(say(_NO_NUMBER))
            return
        self._then(self, number, self.why)


class Sort(Asking):
    """Of which type a file is. `then(box, type)`."""

    def __init__(
        self, parent: QWidget, heading: str, types: Iterable[Type], chosen: Type,
        then: Callable[[Sort, Type], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, "sortCase", heading, say(_KEEP))
        self._then = then
        self._types = Choice()
        for kind in types:
            self._types.addItem(say(TYPES[kind]), kind)
        self._types.setCurrentIndex(self._types.findData(chosen))
        self.add_field(_TYPE, self._types, "sortCaseType")

    def act(self) -> None:
        """Override Asking.act."""
        self._then(self, Type(self._types.currentData()))


class OwnPeriod(Asking):
    """What the unit's own table says. `then(box, years, source)`."""

    def __init__(
        self, parent: QWidget, period: Period, then: Callable[[OwnPeriod, int, str], object]
    ) -> None:
        title: Text = TYPES[period.type]
        super().__init__(parent, "ownPeriod", say(title), say(_KEEP))
        self._then = then
        self._years, self._source = QLineEdit(str(period.years)), QLineEdit()
        self._source.setMaxLength(_MOST)
        self._source.setPlaceholderText(say(_SOURCE_HINT))
        self.add_field(_YEARS, self._years, "ownPeriodYears")
        self.add_field(_SOURCE, self._source, "ownPeriodSource")
        self._years.selectAll()
        self._years.setFocus()

    def act(self) -> None:
        """Override Asking.act."""
        if not self._years.text().strip().isdecimal():
            self.refuse(say(_NO_YEARS))
            return
        self._then(self, int(self._years.text()), self._source.text())
