"""Unlock: user, passphrase, language. Says nothing of what is inside."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rescueapp.actions.watch import tries
from rescueapp.actions.watch.face import VaultFace
from rescueapp.i18n import mark, say
from ui import messages, texts
from ui.guard import close_what_is_on_top
from ui.settings import Settings
from ui.tasks import Tasks
from ui.theme import GRID
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.flow import FlowBox
from ui.widgets.half_typed import goes_when_left
from ui.widgets.language import LanguageBox
from ui.widgets.notice import Notice
from ui.widgets.passphrase import PassphraseField
from ui.widgets.pin_entry import PinEntry
from ui.widgets.scrolled import scrolled
from ui.widgets.setup_secrets import shows_words_once
from ui.widgets.words import Words, plain

if TYPE_CHECKING:
    from rescueapp.crypto.keeper import Keeper
    from rescueapp.workspace import KeyDesk, Workspace
    from ui.training_people import TrainingPerson
    from ui.vault.shift_pin import ShiftPin

_HEADING = mark("Sign in", "unlock")
_USER = mark("&User", "unlock")
_PASSPHRASE = mark("&Passphrase", "unlock")
_SIX_WORDS = mark("Six words in pinyin; spaces or hyphens between them.", "unlock")
_UNLOCK = mark("Unlock", "unlock")
_UNLOCKING = mark("Opening…", "unlock")
_OTHER = mark("Another folder, or set up…", "unlock")
_PAPERS = mark("Recovery papers…", "unlock")
_TRAINING_PEOPLE = mark("Training: sign in as", "unlock")
_NO_USER = mark("Please type your user name.", "unlock")
_LOCKED = mark("Locked. What was being typed is kept.", "unlock")

_WIDTH = 46 * GRID


class Unlock(QWidget):
    """`unlocked(workspace)`, `language_chosen(code)`, `other_asked()`."""

    unlocked = Signal(object)
    language_chosen = Signal(str)
    other_asked = Signal()

    def __init__(
        self, tasks: Tasks, settings: Settings, folder: Path, face: VaultFace,
        *, was_locked: bool = False, pin: ShiftPin | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("unlock")
        self._tasks, self._settings, self._folder = tasks, settings, folder
        self._pin = pin
        self._unwanted = False  # whoever is signing in left before the vault was open
        self._build(face, was_locked)
        self._entry = self._offer_pin(pin.whose() if pin and was_locked else "")
        if face.training:
            self._add_training_people()
        self._ticking = QTimer(self, interval=1000)
        self._ticking.timeout.connect(self._tick)
        QShortcut(QKeySequence("Ctrl+L"), self, self.change_user)
        self._tick()

    def focus_first(self) -> None:
        if self._entry is not None:
            self._entry.setFocus()
            return
        (self._passphrase if self._user.text() else self._user).setFocus()

    def change_user(self) -> None:
        """Keep nothing of the last one: not what is open on top, not a vault that is opening."""
        if not shows_words_once(self):  # they would be lost
            close_what_is_on_top()
        self._unwanted = self._busy.running
        if self._pin is not None:
            self._pin.forget()
        self._take_passphrase()
        self._user.clear()
        self._passphrase.clear()
        self._error.say("")
        self._user.setFocus()

    # --- the screen -----------------------------------------------------------------------

    def _build(self, face: VaultFace, was_locked: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Notice(say(texts.TRAINING) if face.training else "", "training", name="training")
        )
        inside = QWidget()
        inside.setProperty("role", "page")
        column.addWidget(scrolled(inside), 1)
        self._fill_page(QVBoxLayout(inside), was_locked)
        column.addWidget(self._foot())

    def _fill_page(self, column: QVBoxLayout, was_locked: bool) -> None:
        """What scrolls in a low window: the card, and the people of a training vault."""
        column.setContentsMargins(0, GRID, 0, GRID)
        column.addStretch(1)
        middle = QHBoxLayout()  # no alignment flag: it would cut what wraps inside
        middle.addStretch(1)
        middle.addWidget(self._card(was_locked))
        middle.addStretch(1)
        column.addLayout(middle)
        self._training_row = FlowBox()
        self._training_row.flow.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        self._training_row.setMaximumWidth(2 * _WIDTH)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self._training_row, 100)
        below.addStretch(1)
        column.addLayout(below)
        column.addStretch(2)

    def _card(self, was_locked: bool) -> QWidget:
        card = Card(name="unlockCard")
        card.setFixedWidth(_WIDTH)
        card.column.addWidget(Words(say(texts.PROGRAM), "title"))
        card.column.addWidget(Words(say(_HEADING), "muted"))
        card.column.addSpacing(GRID)
        self._user = QLineEdit()
        self._user.setObjectName("user")
        self._user.setMaxLength(64)
        self._passphrase = PassphraseField("passphrase", plain(say(_PASSPHRASE)))
        goes_when_left(self._passphrase.line)
        self._by_passphrase = QWidget()
        fields = QVBoxLayout(self._by_passphrase)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(GRID)
        for words, field in ((_USER, self._user), (_PASSPHRASE, self._passphrase)):
            label = QLabel(say(words))
            label.setBuddy(field)
            field.setAccessibleName(plain(say(words)))
            fields.addWidget(label)
            fields.addWidget(field)
        fields.addWidget(Words(say(_SIX_WORDS), "small"))
        card.column.addWidget(self._by_passphrase)
        self._pin_place = QVBoxLayout()
        card.column.addLayout(self._pin_place)
        self._error = Notice(name="unlockError")
        self._error.say(say(_LOCKED) if was_locked else "", "teal")
        card.column.addWidget(self._error)
        self._busy = Busy("unlockBusy", can_cancel=False)
        card.column.addWidget(self._busy)
        self._button = Button(say(_UNLOCK), "unlockButton", self._try, icon="key", kind="primary")
        card.column.addWidget(self._button)
        self._user.returnPressed.connect(self._passphrase.setFocus)
        self._passphrase.entered.connect(self._try)
        return card

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        row.addWidget(Words(say(texts.NOT_CLASSIFIED), "small", wrap=False))
        row.addStretch(1)
        row.addWidget(
            Button(say(_PAPERS), "recoverVault", self._ask_papers, kind="quiet", icon="key")
        )
        row.addWidget(
            Button(say(_OTHER), "otherVault", self.other_asked.emit, kind="quiet", icon="station")
        )
        row.addWidget(LanguageBox(self.language_chosen.emit))
        return foot

    def _ask_papers(self) -> None:
        from ui.vault.recovering import RecoverDialog  # once in a vault's life

        RecoverDialog(self, self._tasks, self._folder, self._fill_user).open()

    def _fill_user(self, login: str) -> None:
        self.change_user()
        self._user.setText(login)
        self._passphrase.setFocus()

    def _add_training_people(self) -> None:
        """In a training vault nobody needs to look for a passphrase."""
        from ui.training_people import people_of

        people = people_of(self._folder)
        if not people:
            return
        row = self._training_row.flow
        row.addWidget(Words(say(_TRAINING_PEOPLE), "small", wrap=False))
        for person in people:
            button = Button(f"{person.login} · {person.role}", f"train_{person.login}",
                            partial(self._fill, person), kind="chip")  # fmt: skip
            row.addWidget(button)
        self._training_row.fit()

    def _fill(self, person: TrainingPerson) -> None:
        self._user.setText(person.login)
        self._passphrase.line.setText(person.passphrase)
        self._try()

    # --- unlocking ------------------------------------------------------------------------

    def _try(self) -> None:
        if self._busy.running or tries.seconds_left(self._folder):
            return
        login, passphrase = self._user.text().strip(), self._passphrase.text()
        if not login:
            self._refuse(say(_NO_USER))
            self._user.setFocus()
            return
        self._error.say("")
        self._lock_input(True)
        folder = self._folder
        job = self._tasks.in_database(
            lambda _: _unlocked(folder, login, passphrase),
            self._open,
            failed=self._failed,
            owner=self,
        )
        self._busy.begin(job, say(_UNLOCKING))

    # --- the PIN of a shift ----------------------------------------------------------------

    def _offer_pin(self, login: str) -> PinEntry | None:
        """Where whoever worked here set one: it instead of user and passphrase."""
        if not login:
            return None
        entry = PinEntry(login)
        self._pin_place.addWidget(entry)
        entry.entered.connect(self._try_pin)
        entry.passphrase_asked.connect(self._take_passphrase)
        self._by_passphrase.hide()
        self._button.hide()
        self._user.setText(login)
        return entry

    def _take_passphrase(self) -> None:
        entry, self._entry = self._entry, None
        if entry is not None:
            entry.hide()
            entry.deleteLater()
            self._by_passphrase.show()
            self._button.show()
            self._passphrase.setFocus()

    def _try_pin(self, pin: str) -> None:
        keeper, folder = self._pin.keeper if self._pin else None, self._folder
        if keeper is None or self._busy.running:
            return
        self._error.say("")
        job = self._tasks.in_database(
            lambda _: _unlocked_by_pin(folder, keeper, pin),
            self._open,
            failed=self._pin_failed,
            owner=self,
        )
        self._busy.begin(job, say(_UNLOCKING))

    def _pin_failed(self, error: BaseException) -> None:
        """Another try, or the passphrase where there is none left."""
        self._busy.end()
        if self._entry is not None and self._pin is not None and self._pin.whose():
            self._entry.again()
        else:
            self._take_passphrase()
        self._refuse(messages.words_of(error))

    # --- opened ---------------------------------------------------------------------------

    def _open(self, workspace: Workspace | KeyDesk) -> None:
        self._passphrase.clear()
        self._busy.end()
        if self._unwanted:
            self._unwanted = False
            self._lock_input(False)
            self._tasks.in_database(lambda _: _locked(workspace), owner=self)
        else:
            self.unlocked.emit(workspace)

    def _failed(self, error: BaseException) -> None:
        self._busy.end()
        self._unwanted = False
        self._lock_input(False)
        self._refuse(messages.words_of(error))
        self._passphrase.select()
        self._tick()

    def _refuse(self, words: str) -> None:
        self._error.say(words, "brick")

    def _lock_input(self, locked: bool) -> None:
        for widget in (self._user, self._passphrase, self._button):
            widget.setEnabled(not locked)

    def _tick(self) -> None:
        left = tries.seconds_left(self._folder)
        if left:
            self._error.say(say(tries.WAIT(seconds=left)), "amber")
            self._ticking.start()
        elif self._ticking.isActive():
            self._ticking.stop()
            self._error.say("")
        self._button.setEnabled(not left and not self._busy.running)


def _unlocked(folder: Path, login: str, passphrase: str) -> Workspace | KeyDesk:
    from rescueapp.actions.vault import vaults  # loaded while the passphrase is typed

    return vaults.unlock(folder, login, passphrase)


def _locked(workspace: Workspace | KeyDesk) -> None:
    from rescueapp.actions.vault import vaults

    vaults.lock(workspace)


def _unlocked_by_pin(folder: Path, keeper: Keeper, pin: str) -> Workspace | KeyDesk:
    from rescueapp.actions.vault import shift_pin

    return shift_pin.unlock(folder, keeper, pin)
