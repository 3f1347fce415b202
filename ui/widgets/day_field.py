"""A line for a day, typed as offices write it or chosen from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from rescueapp.forms import date_parsing
from rescueapp.i18n import mark, say
from ui import theme
from ui.theme import GRID

_CALENDAR = mark("Calendar (Alt+Down)", "day field")
_EXAMPLE = mark("2026-03-05", "day field")
_ISO = len("2026-03-05")


def read_day(text: str) -> date | None:
    """The day a text says, if it says a whole day of the calendar."""
    found = date_parsing.read_date(text)
    return date.fromisoformat(found) if found and len(found) == _ISO else None


class DayField(QLineEdit):
    """Once it is left a day stands there as 2026-03-05; what is no day stays as it was typed."""

    def __init__(self, name: str, words: str, day: date | None) -> None:
        self._picture: QAction | None = None
        super().__init__(day.isoformat() if day else "")
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setPlaceholderText(say(_EXAMPLE))
        self.setFixedWidth(18 * GRID)
        self._picture = self.addAction(
            theme.icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._picture.setToolTip(say(_CALENDAR))
        self._picture.triggered.connect(lambda _=False: self._choose())
        self.editingFinished.connect(self._tidy)

    @property
    def day(self) -> date | None:
        """The day; None for what is no day."""
        return read_day(self.text())

    def set_day(self, day: date) -> None:
        self.setText(day.isoformat())

    def say_wrong(self, wrong: bool) -> None:
        """Show that the day will not do; the words stand below."""
        self.setProperty("state", "error" if wrong else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLineEdit.keyPressEvent: Alt+Down is the calendar, as in a list of choices."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._choose()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Override QLineEdit.changeEvent: the icon follows the theme."""
        super().changeEvent(event)
        if theme.turned(self, event) and self._picture is not None:
            self._picture.setIcon(theme.icon("calendar", "muted"))

    def _tidy(self) -> None:
        day = self.day
        if day is not None:
            self.set_day(day)

    def _choose(self) -> None:
        open_calendar(self, self.day, self._take)

    def _take(self, day: date) -> None:
        self.set_day(day)
        self.editingFinished.emit()
        self.setFocus()


def open_calendar(below: QWidget, day: date | None, pick: Callable[[date], object]) -> None:
    """A month to choose a day from, by arrows and Enter or the mouse; Esc closes it."""
    frame = QFrame(below, Qt.WindowType.Popup)
    frame.setObjectName("calendar")
    frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = _Calendar()
    if day is not None:
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(calendar)

    def picked(chosen: QDate) -> None:
        frame.close()
        pick(date(chosen.year(), chosen.month(), chosen.day()))

    calendar.activated.connect(picked)
    calendar.clicked.connect(picked)
    frame.move(below.mapToGlobal(QPoint(0, below.height())))
    frame.show()
    calendar.setFocus()


class _Calendar(QCalendarWidget):
    """A month in the colours of the theme: days and names of days, nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setMinimumSize(44 * GRID, 34 * GRID)
        plain, muted = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(theme.colour("text"))
        muted.setForeground(theme.colour("muted"))
        self.setHeaderTextFormat(muted)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekend, plain)
        for name, icon in (("prevmonth", "left"), ("nextmonth", "right")):
            button = self.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(theme.icon(icon, "text"))
