"""The neutral page of quick-hide: a month's calendar, nothing of any case."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QVBoxLayout, QWidget

from rescueapp import i18n
from rescueapp.i18n import mark, say
from ui import qt_words
from ui.theme import GRID
from ui.widgets.words import Words

_CALENDAR = mark("Calendar", "quick-hide")

_FORMATS = {"zh_Hans": "yyyy年M月", "zh_Hant": "yyyy年M月", "en": "MMMM yyyy"}


class Cover(QWidget):
    """Built before it is needed, so that showing it is one switch of a stack."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(8 * GRID, 6 * GRID, 8 * GRID, 6 * GRID)
        locale = qt_words.locale_of(i18n.language())
        column.addWidget(
            Words(locale.toString(QDate.currentDate(), _FORMATS[i18n.language()]), "title")
        )
        month = QCalendarWidget()
        month.setObjectName("coverCalendar")
        month.setAccessibleName(say(_CALENDAR))
        month.setLocale(locale)
        month.setNavigationBarVisible(False)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            month.setWeekdayTextFormat(day, QTextCharFormat())
        column.addWidget(month, 1)
