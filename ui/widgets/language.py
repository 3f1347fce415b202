"""The choice of language: each in its own name, so that nobody is lost in another's."""

from __future__ import annotations

from collections.abc import Callable

from rescueapp import i18n
from rescueapp.i18n import mark, say
from ui import texts
from ui.widgets.choice import Choice

_LANGUAGE = mark("Language", "unlock")


class LanguageBox(Choice):
    """Calls `choose(code)` when the person has chosen."""

    def __init__(self, choose: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("language")
        self.setAccessibleName(say(_LANGUAGE))
        for code, name in texts.LANGUAGE_NAMES.items():
            self.addItem(name, code)
        self.setCurrentIndex(self.findData(i18n.language()))
        self.activated.connect(lambda _: choose(self.currentData()))
