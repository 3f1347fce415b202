"""Under an answer of an earlier version: what the next version made of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from rescueapp.domain.record import Answers
from rescueapp.i18n import lookup, mark
from ui.widgets.words import Words

CHANGED = mark("→ Version {number}: {value}", "form view")
TAKEN_OUT = mark("→ Version {number}: taken out", "form view")


@dataclass(frozen=True, slots=True)
class Later:
    """The answers that differ in the next version, by question; None: taken out."""

    version: int = 0
    answers: Answers = field(default_factory=dict)


class ChangeMark(QFrame):
    """A stop for Tab, so that one goes from change to change."""

    def __init__(self, key: str, version: int, words: str) -> None:
        super().__init__()
        self.setObjectName(f"{key}.change")
        self.setProperty("look", "change")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        shape = CHANGED if words else TAKEN_OUT
        # Filled in here, not through `Text`: no text object ever carries an answer.
        said = lookup(shape.msgid, shape.context).format(number=version, value=words)
        self.setAccessibleName(said)
        column.addWidget(Words(said, name=f"{key}.change.words"))
