"""Mistakes of the program that are kept in the vault: read, saved for its makers, taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from rescueapp.actions.watch import faults
from rescueapp.i18n import mark, say
from rescueapp.logs import Fault
from ui import messages, texts
from ui.session import Session
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.notice import Notice
from ui.widgets.words import Words

_TITLE = mark("Mistakes of the program", "faults")
_WORDS = mark(
    "{count} reports are kept. They name places in the program and times, nothing of a case. "
    "Save them on a medium for whoever looks after the program, then take them away here.",
    "faults",
)
_READ = mark("Read…", "faults")
_SAVE = mark("Save as a file…", "faults")
_SAVE_TITLE = mark("Save the reports", "faults")
_KINDS = mark("Text (*.txt)", "faults")
_TAKE_AWAY = mark("Take away", "faults")
_SAVED = mark("The reports are saved.", "faults")
_NAME = "reports.txt"


class FaultCard(Card):
    """Shown while there are any. `read` brings it up to date."""

    def __init__(self, session: Session) -> None:
        super().__init__(say(_TITLE), name="faultCard")
        self._session = session
        self._found: list[Fault] = []
        self._words = Words("", "muted", name="faultWords")
        self._notice = Notice(name="faultNotice")
        self.column.addWidget(self._words)
        self.column.addWidget(self._notice)
        row = QHBoxLayout()
        for words, name, act, icon in (
            (_READ, "faultRead", self._show, "eye"),
            (_SAVE, "faultSave", self._ask_where, "download"),
            (_TAKE_AWAY, "faultClear", self._take_away, "close"),
        ):
            row.addWidget(Button(say(words), name, act, icon=icon))
        row.addStretch(1)
        self.column.addLayout(row)
        self.hide()

    def read(self) -> None:
        """Look what is kept."""
        self._notice.say("")
        self._session.run(faults.kept_faults, self._take, owner=self)

    def _take(self, found: list[Fault]) -> None:
        self._found = found
        self._words.setText(say(_WORDS(count=len(found))))
        self.setVisible(bool(found))

    def _show(self) -> None:
        _Reports(self, faults.written(self._found)).open()

    def _ask_where(self) -> None:
        messages.choose_target(self, say(_SAVE_TITLE), say(_KINDS), _NAME, self._save)

    def _save(self, path: Path) -> None:
        """A clear file: there is nothing in it that the vault must keep."""
        found = self._found
        self._session.tasks.beside(
            lambda _: faults.save_faults(found, path),
            lambda _: self._notice.say(say(_SAVED), "teal"),
            owner=self,
            failed=lambda error: self._notice.say(messages.words_of(error), "brick"),
        )

    def _take_away(self) -> None:
        self._session.run(faults.drop_faults, lambda _: self.read(), owner=self)


class _Reports(QDialog):
    """All reports, to read."""

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(parent)
        self.setObjectName("faultReports")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(100 * GRID, 56 * GRID)
        column = QVBoxLayout(self)
        column.addWidget(Words(say(_TITLE), "heading"))
        reports = QPlainTextEdit(text)
        reports.setObjectName("faultText")
        reports.setAccessibleName(say(_TITLE))
        reports.setReadOnly(True)
        column.addWidget(reports, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(say(texts.CLOSE), "faultReportsClose", self.accept, kind="primary"))
        column.addLayout(row)
