"""Restoring: which backup, into which folder, and the supervisor who opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit

from rescueapp.actions.backup import backups
from rescueapp.i18n import Text, mark, say
from ui import messages, texts
from ui.tasks import Work
from ui.theme import GRID
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.half_typed import goes_when_left
from ui.widgets.passphrase import PassphraseField
from ui.widgets.words import Words, plain

_TITLE = mark("Restore a backup", "restore")
_WORDS = mark(
    "The backup is checked whole before anything is written. It is opened with the passphrase "
    "a supervisor had on the day it was made.",
    "restore",
)
_SOURCE = mark("&Backup (the folder on the medium)", "restore")
_FOLDER = mark("&Folder for the vault (new or empty)", "restore")
_LOGIN = mark("&Supervisor", "restore")
_PASSPHRASE = mark("&Passphrase of that day", "restore")
_MISSING = mark("Please choose the backup and type the supervisor's name and passphrase.",
                "restore")  # fmt: skip


class SetupRestore(Card):
    """`work()` is what the database thread does once `problem()` is ""."""

    def __init__(self, folder: Path) -> None:
        super().__init__(say(_TITLE), name="setupRestore")
        self.column.addWidget(Words(say(_WORDS), "muted"))
        self._source, self._folder = QLineEdit(), QLineEdit(str(folder))
        self._login = QLineEdit()
        self._passphrase = PassphraseField("restorePassphrase", plain(say(_PASSPHRASE)))
        goes_when_left(self._passphrase.line)
        self._add_path(_SOURCE, self._source, "restoreSource")
        self._add_path(_FOLDER, self._folder, "restoreFolder")
        self._label(_LOGIN, self._login, "restoreLogin")
        self.column.addWidget(self._login)
        label = QLabel(say(_PASSPHRASE))
        label.setBuddy(self._passphrase)
        self.column.addWidget(label)
        self.column.addWidget(self._passphrase)
        self.setFocusProxy(self._source)

    @property
    def folder(self) -> Path:
        return Path(self._folder.text().strip())

    def problem(self) -> str:
        given = (self._source.text(), self._folder.text(), self._login.text())
        whole = all(text.strip() for text in given) and bool(self._passphrase.text())
        return "" if whole else say(_MISSING)

    def work(self) -> Work[backups.RestoreReport]:
        source, folder = Path(self._source.text().strip()), self.folder
        login, passphrase = self._login.text().strip(), self._passphrase.text()
        return lambda progress: backups.restore(source, folder, login, passphrase, progress)

    def _add_path(self, words: Text, field: QLineEdit, name: str) -> None:
        self._label(words, field, name)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(field, 1)
        title = plain(say(words))
        row.addWidget(
            Button(
                say(texts.CHOOSE),
                f"{name}Choose",
                lambda: messages.choose_folder(self, title, lambda p: field.setText(str(p))),
            )
        )
        self.column.addLayout(row)

    def _label(self, words: Text, field: QLineEdit, name: str) -> None:
        label = QLabel(say(words))
        label.setBuddy(field)
        field.setObjectName(name)
        field.setAccessibleName(plain(say(words)))
        self.column.addWidget(label)
