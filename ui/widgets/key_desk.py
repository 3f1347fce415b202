"""Keys between a station and its office: our own file, and theirs confirmed by its words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rescueapp.exchange.keyfile import KeyFile
from rescueapp.i18n import mark, say
from ui import texts
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Facts
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_TITLE = mark("Keys", "exchange")
_WORDS = mark(
    "Each side gives the other its key file on a medium, then one reads twelve words aloud over "
    "the telephone and the other types them.",
    "exchange",
)
_OURS = mark("Write our key file…", "exchange")
_THEIRS = mark("Enrol from a key file…", "exchange")

_ENROL_TITLE = mark("Confirm the keys", "exchange")
_ENROL_WORDS = mark(
    "Call them on a number you already know. They read twelve words from their screen; "
    "type them here with a space between.",
    "exchange",
)
_TYPED = mark("The twelve words", "exchange")
_ENROL = mark("Enrol", "exchange")
_NAME = mark("Name", "exchange")
_CODE = mark("Code", "exchange")
_VALID = mark("Valid", "exchange")
_FROM_TO = mark("{start} to {end}", "exchange")
_TRAINING = mark("This key file is of a training vault.", "exchange")


class KeyCard(Card):
    """What each side does, and a button for either half."""

    def __init__(self, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
        super().__init__(say(_TITLE), name="keyCard")
        self.column.addWidget(Words(say(_WORDS), "muted"))
        row = QHBoxLayout()
        row.addWidget(Button(say(_OURS), "writeKeyFile", ours, icon="key"))
        row.addWidget(Button(say(_THEIRS), "enrol", theirs, icon="plus"))
        row.addStretch(1)
        self.column.addLayout(row)


class EnrolDialog(QDialog):
    """Whose file it says it is, and a line for the words heard; `enrol(path, typed)`."""

    def __init__(
        self, parent: QWidget, path: Path, keys: KeyFile, enrol: Callable[[Path, str], object]
    ) -> None:
        super().__init__(parent)
        self.keys = keys
        self.setObjectName("enrolDialog")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(64 * GRID)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(Words(say(_ENROL_TITLE), "heading"))
        facts = Facts("enrolFacts")
        period = say(_FROM_TO(start=keys.valid_from.isoformat(), end=keys.valid_to.isoformat()))
        facts.show_pairs([(say(_NAME), keys.name), (say(_CODE), keys.code), (say(_VALID), period)])
        column.addWidget(facts)
        column.addWidget(Notice(say(_TRAINING) if keys.training else "", "training", name="enrolT"))
        column.addWidget(Words(say(_ENROL_WORDS), "muted"))
        self._typed = QLineEdit()
        self._typed.setObjectName("enrolWords")
        self._typed.setAccessibleName(say(_TYPED))
        column.addWidget(self._typed)
        self._problem = Notice(name="enrolProblem")
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(say(texts.CANCEL), "enrolCancel", self.reject))
        row.addWidget(
            Button(say(_ENROL), "enrolNow", lambda: enrol(path, self._typed.text()), icon="check",
                   kind="primary")
        )  # fmt: skip
        column.addLayout(row)
        self._typed.setFocus()

    def refuse(self, words: str) -> None:
        self._problem.say(words, "brick")
        self.adjustSize()
        self._typed.setFocus()
