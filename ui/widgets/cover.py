"""The neutral page of quick-hide: a month's calendar, nothing of any case."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QCalendarWidget, QVBoxLayout, QWidget

from rescueapp import i18n
from rescueapp.i18n import mark, say
from ui.theme import GRID
from ui.widgets.words import Words

_CALENDAR = mark("Calendar", "quick-hide")

_LOCALES = {
    "zh_Hans": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
    "zh_Hant": QLocale(QLocale.Language.Chinese, QLocale.Country.Taiwan),
    "en": QLocale(QLocale.Language.English),
}


class Cover(QWidget):
    """Built before it is needed, so that showing it is one switch of a stack."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(8 * GRID, 6 * GRID, 8 * GRID, 6 * GRID)
        column.addWidget(Words(say(_CALENDAR), "title"))
        month = QCalendarWidget()
        month.setObjectName("coverCalendar")
        month.setAccessibleName(say(_CALENDAR))
        month.setLocale(_LOCALES[i18n.language()])
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        column.addWidget(month, 1)
