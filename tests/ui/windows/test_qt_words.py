"""Qt's own dialogs speak the language of the program."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from tests.ui.windows.conftest import Driver


def _cancel() -> str:
    return QCoreApplication.translate("QPlatformTheme", "Cancel")


def test_the_words_of_qt_follow_the_language_and_back(station: Driver, qapp: QApplication) -> None:
    assert _cancel() == "Cancel"
    station.program._choose_language("zh_Hans")
    assert _cancel() == "取消"
    assert QLocale().language() is QLocale.Language.Chinese
    station.program._choose_language("en")
    assert _cancel() == "Cancel"
