"""Who is signed in, and their own menu: the colours; others add their own passphrase and PIN."""

from __future__ import annotations

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from rescueapp.domain.worker import ROLE_NAMES, Worker
from rescueapp.i18n import mark, say
from ui import theme
from ui.settings import Settings
from ui.widgets.buttons import Tool

_ME = mark("{name} · {role}", "frame")
_THEMES = {
    "system": mark("Colours of the desktop", "frame"),
    "light": mark("Light", "frame"),
    "dark": mark("Dark", "frame"),
}


class Me(Tool):
    """A name and a role; `own_menu` opens below."""

    def __init__(self, worker: Worker, settings: Settings) -> None:
        words = say(_ME(name=worker.display_name, role=ROLE_NAMES[worker.role]))
        super().__init__(words, "me", icon="person")
        self._settings = settings
        self.own_menu = QMenu(self)
        self.own_menu.setObjectName("meMenu")
        group = QActionGroup(self.own_menu)
        for key, text in _THEMES.items():
            action = QAction(say(text), self.own_menu)
            action.setCheckable(True)
            action.setChecked(theme.chosen() == key)
            action.triggered.connect(lambda _=False, k=key: self._choose_theme(k))
            group.addAction(action)
            self.own_menu.addAction(action)
        self.setMenu(self.own_menu)
        self.setPopupMode(Tool.ToolButtonPopupMode.InstantPopup)

    def _choose_theme(self, key: str) -> None:
        self._settings.set("theme", key)
        theme.choose(key)


def window_of(menu: QMenu) -> QWidget:
    """The window that a menu opens over: itself it is a window of its own."""
    opener = menu.parentWidget()
    assert opener is not None, "a menu is opened by something"
    return opener.window()
