"""Text on a screen: one class for labels, with the roles the style knows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Words(QLabel):
    """Plain text, never markup: what people typed may stand in it.

    `role`: title, heading, strong, muted, small, error, passphrase or nothing.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        name: str = "",
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        if name:
            self.setObjectName(name)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)


class Label(Words):
    """The words of a question, or of a heading: on one line as long as there is room for them.

    A label that wraps asks for the width of a paragraph, which breaks a long question early.
    """

    def __init__(self, text: str, role: str = "strong", *, name: str) -> None:
        super().__init__(text, role, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Override QLabel.sizeHint: as wide as the words are."""
        self.ensurePolished()
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, hint.height())


class Chip(QLabel):
    """A short word on a coloured ground. `tone`: plain, teal, amber, brick."""

    def __init__(self, text: str = "", tone: str = "plain", *, name: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if name:
            self.setObjectName(name)
        self.say(text, tone)

    def say(self, text: str, tone: str = "plain") -> None:
        self.setText(text)
        self.setVisible(bool(text))
        if self.property("chip") != tone:
            self.setProperty("chip", tone)
            self.style().unpolish(self)
            self.style().polish(self)


def plain(words: str) -> str:
    """A label's words without the mark of its Alt letter, for a screen reader."""
    return words.split("(&")[0].replace("&", "")
