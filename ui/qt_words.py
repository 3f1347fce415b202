"""Qt's own words (file and print dialogs, menus of a text field, calendars) in our language."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

_LOCALES = {
    "zh_Hans": QLocale(QLocale.Language.Chinese, QLocale.Country.China),
    "zh_Hant": QLocale(QLocale.Language.Chinese, QLocale.Country.Taiwan),
    "en": QLocale(QLocale.Language.English),
}
_installed: list[QTranslator] = []


def choose(application: QApplication, code: str) -> None:
    """Use the translation that Qt brings along. Without one Qt speaks English, as written."""
    while _installed:
        application.removeTranslator(_installed.pop())
    locale = locale_of(code)
    QLocale.setDefault(locale)
    words = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(locale, "qtbase", "_", folder):
        application.installTranslator(words)
        _installed.append(words)


def locale_of(code: str) -> QLocale:
    """How a language of the program writes dates and names days."""
    return _LOCALES[code]
