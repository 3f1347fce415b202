"""Buttons: each has a name, words a screen reader says, and an icon that follows the theme."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton

from ui import theme


class Button(QPushButton):
    """`kind`: primary, quiet, chip, door or nothing."""

    def __init__(
        self,
        words: str,
        name: str,
        on_click: Callable[[], object] | None = None,
        *,
        icon: str = "",
        kind: str = "",
        tip: str = "",
    ) -> None:
        super().__init__(words)
        self.setObjectName(name)
        self.setAccessibleName(tip or words)
        self.setToolTip(tip)
        self.setProperty("kind", kind)
        self.setAutoDefault(kind == "primary")
        if icon:
            theme.dress(self, icon, "on_accent" if kind == "primary" else "text")
        if on_click is not None:
            self.clicked.connect(lambda _=False: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QPushButton.keyPressEvent: Enter presses it, also outside of dialogs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Override QPushButton.sizeHint: room for the bold words of a chip that is on."""
        hint = super().sizeHint()
        if self.property("kind") != "chip":
            return hint
        bold = QFont(self.font())
        bold.setBold(True)
        wider = QFontMetrics(bold).horizontalAdvance(self.text())
        wider -= self.fontMetrics().horizontalAdvance(self.text())
        return hint + QSize(max(wider, 0), 0)


class ChipButton(Button):
    """A filter that is on or off."""

    def __init__(self, words: str, name: str, on_change: Callable[[], object]) -> None:
        super().__init__(words, name, kind="chip")
        self.setCheckable(True)
        self.toggled.connect(lambda _: on_change())


class Tool(QToolButton):
    """A button of a bar. `look`: quiet (icon, words beside it if any), rail (words below)."""

    def __init__(
        self,
        words: str,
        name: str,
        on_click: Callable[[], object] | None = None,
        *,
        icon: str,
        look: str = "quiet",
        tip: str = "",
        icon_only: bool = False,
    ) -> None:
        super().__init__()
        self.setText(words)
        self.setObjectName(name)
        self.setAccessibleName(tip or words)
        self.setToolTip(tip or words)
        self.setProperty("look", look)
        self.setToolButtonStyle(_STYLES["icon" if icon_only else look])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        size = 24 if look == "rail" else 18
        self.setIconSize(QSize(size, size))
        theme.dress(self, icon)
        if on_click is not None:
            self.clicked.connect(lambda _=False: on_click())

    def set_narrow(self, narrow: bool) -> None:
        """Only the icon where there is no room; the tip and the spoken name stay."""
        self.setToolButtonStyle(_STYLES["icon" if narrow else "quiet"])


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

_STYLES = {
    "icon": Qt.ToolButtonStyle.ToolButtonIconOnly,
    "quiet": Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
    "button": Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
    "rail": Qt.ToolButtonStyle.ToolButtonTextUnderIcon,
}
