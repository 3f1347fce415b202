"""The program's one window: unlock, first start, the frame, and the cover before them all."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from rescueapp import i18n, logs
from rescueapp.actions.watch.face import face
from rescueapp.errors import Problem, Refused, Unavailable
from rescueapp.i18n import mark, say
from ui import guard, messages, qt_words, texts, theme
from ui.closing import Closing
from ui.desktop.clipboard import ClipboardKeeper
from ui.desktop.garbage import Garbage
from ui.ending import Again, Ender
from ui.faults import Faults
from ui.settings import Settings
from ui.tasks import Tasks
from ui.vault.shift_pin import ShiftPin
from ui.widgets.cover import Cover
from ui.widgets.page import Page
from ui.windows.unlock import Unlock

if TYPE_CHECKING:
    from rescueapp.crypto.keeper import Keeper
    from rescueapp.workspace import KeyDesk, Workspace
    from ui.desktop.desktop_lock import DesktopLock
    from ui.session import Session
    from ui.windows.first_start import FirstStart
    from ui.windows.frame import Frame

_GONE = mark(
    "The data that was opened here last is not there now: {folder}. If it lies on another disk, "
    "connect it and open it below.",
    "first start",
)
_STOPPED = mark("Stopped by the lock", "lock")
_STOPPED_WORDS = mark(
    "When the screen locked at {at}, something of yours was under way (an export, a backup, a "
    "check or a paper). It was stopped, and nothing half-made was kept. Please begin it again.",
    "lock",
)
_PATIENCE_MS = 10_000  # for the database to close; a stuck disk cannot hold a lock up
SMALLEST = (880, 480)  # 1366×768 at 150 %, less the desktop's own bars


def default_vault() -> Path:
    """Where a vault is proposed."""
    return Path(platformdirs.user_data_dir("rescueapp", appauthor=False)) / "vault"


class Window(QMainWindow):
    """The main window. Its title is neutral: every program of the desktop can read it."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program
        self.setObjectName("program")
        self.setWindowTitle(say(texts.PROGRAM))
        self.setMinimumSize(*SMALLEST)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QMainWindow.closeEvent: lock and end, unless something would be lost."""
        if self._program.may_leave():
            event.accept()
            self._program.leave()
        else:
            event.ignore()


class Program(QObject):
    """Which screen is shown, and the way from unlock to lock and back."""

    def __init__(
        self,
        application: QApplication,
        folder: Path | None = None,
        settings: Settings | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        super().__init__()
        Garbage(self)
        self.settings = settings or Settings()
        i18n.choose(_language(self.settings))
        self._application = application
        qt_words.choose(application, i18n.language())
        theme.start(application, self.settings.get("theme", "system"))
        sys.excepthook = self._unexpected
        self.ender: Ender | None = None  # what ends the process at a lock; None: it lives on
        self._desktop: DesktopLock | None = None
        self._faults = Faults(self)
        self.pin = ShiftPin(self, keeper)
        self._clipboard = ClipboardKeeper(application, self)
        self.tasks = Tasks(messages.problem)
        self.folder = folder or Path(self.settings.get("vault") or default_vault())
        self.session: Session | None = None
        self._frame: Frame | None = None
        self.window = Window(self)
        self._closing = Closing(self.window, self.tasks)
        self._layers = QStackedWidget()
        self.window.setCentralWidget(self._layers)
        self._cover: QWidget = Cover()
        self._screen: QWidget = QWidget()
        self._layers.addWidget(self._screen)
        self._layers.addWidget(self._cover)
        self._guard = guard.Guard(application)
        self._guard.warned.connect(self._warn)
        self._guard.hidden.connect(self._hide)
        self._guard.shown_again.connect(self._show_again)
        self._guard.emergency.connect(self._show_emergency)
        self._guard.leaving.connect(self._keep_typing)
        self._guard.locked.connect(self.lock)
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._late.timeout.connect(self._end)
        theme.follow_desktop()
        QTimer.singleShot(0, self, self._read_ahead)  # once the first screen stands

    def _read_ahead(self) -> None:
        """Load the other screens and the divisions of China behind the first screen: it is there
        in half the time, and no first letter waits for them."""
        self.tasks.beside(lambda _: _load_the_rest(), owner=self)

    # --- screens --------------------------------------------------------------------------

    def begin(self, *, was_locked: bool = False) -> None:
        """The unlock screen if there is a vault, else the first start."""
        try:
            shown = face(self.folder)
        except Refused:
            used_before = self.settings.get("vault") == str(self.folder)
            self.first_start(Unavailable(_GONE(folder=self.folder)) if used_before else None)
        except Problem as error:
            self.first_start(error)
        else:
            screen = Unlock(
                self.tasks, self.settings, self.folder, shown, was_locked=was_locked, pin=self.pin
            )
            screen.unlocked.connect(self._unlocked)
            screen.language_chosen.connect(self._choose_language)
            screen.other_asked.connect(lambda: self.first_start())
            self._show(screen)

    def first_start(self, error: Problem | None = None) -> None:
        """The assistant of the first start; `error`: why the vault could not be opened."""
        from ui.windows.first_start import FirstStart  # once in a vault's life

        screen = FirstStart(self.tasks, self.folder, error, has_vault=_has_vault(self.folder))
        screen.vault_ready.connect(self._use_vault)
        screen.language_chosen.connect(self._choose_language)
        self._show(screen)

    def _show(self, screen: Unlock | FirstStart | Frame | Page) -> None:
        old, self._screen = self._screen, screen
        self._layers.insertWidget(0, screen)
        if not self._guard.is_hidden:
            self._layers.setCurrentWidget(screen)
        self._layers.removeWidget(old)
        old.deleteLater()
        screen.focus_first()

    def _use_vault(self, folder: Path) -> None:
        self.folder = folder
        self.settings.set("vault", str(folder))
        self.begin()

    def _choose_language(self, code: str) -> None:
        i18n.choose(code)
        qt_words.choose(self._application, code)
        self.settings.set("language", code)
        self.window.setWindowTitle(say(texts.PROGRAM))
        self._layers.removeWidget(self._cover)
        self._cover.deleteLater()
        self._cover = Cover()
        self._layers.addWidget(self._cover)
        if isinstance(self._screen, Unlock):
            self.begin()
        else:
            self.first_start()

    # --- session -----------------------------------------------------------------------------

    def _unlocked(self, workspace: Workspace | KeyDesk) -> None:
        from ui.session import opened
        from ui.vault import own_passphrase  # with all the rest loaded behind the unlock screen

        self.settings.set("vault", str(self.folder))
        self.session = session = opened(self.tasks, workspace)
        self._guard.start()
        own_passphrase.first(self.window, session, lambda: self._enter(session), self._guard.lock)

    def _enter(self, session: Session) -> None:
        """The pages, once nobody else knows the words that opened."""
        from rescueapp.actions.vault import locking
        from ui.pages import PAGES
        from ui.vault import own_passphrase
        from ui.windows.frame import Frame

        self._frame = frame = Frame(session, PAGES, self.settings)
        frame.lock_asked.connect(self._guard.lock)
        frame.hide_asked.connect(self._guard.hide)
        own_passphrase.offer(frame.me_menu, session, self.pin.forget)
        self.pin.begin(frame.me_menu, session)
        self._show(frame)
        self._faults.open(session)
        if self._desktop is not None:
            self._desktop.brake()
        session.run(locking.limit, self._watch_for, owner=frame)
        session.run(locking.take_stopped, self._tell_stopped, owner=frame)
        frame.start_names()

    def hear(self, desktop: DesktopLock) -> None:
        """Lock with the desktop, and before the computer sleeps."""
        self._desktop = desktop
        desktop.locked.connect(self._desktop_locked)

    def _desktop_locked(self) -> None:
        if self.session is not None:
            self._guard.lock()
        elif isinstance(self._screen, Unlock):
            self._screen.change_user()

    def _watch_for(self, minutes: int) -> None:
        self._guard.idle_s = minutes * 60

    def _tell_stopped(self, at: str) -> None:
        if at:
            from ui import dates

            words = say(_STOPPED_WORDS(at=dates.moment(at)))
            messages.tell(self.window, say(_STOPPED), words)

    def lock(self) -> None:
        """Keep what is typed, close the vault, take every widget of the session away; then this
        process is over, and another shows the unlock screen."""
        session, self.session = self.session, None
        if session is None:
            return
        self._guard.stop()
        self._keep_typing()
        self._frame = None
        self._clipboard.clear()
        self._faults.close()
        self._show_blank()
        if self.ender is not None:
            self._late.start()
        forgot = not self._guard.was_idle and self.pin.forget()
        leave = partial(_leave, stopped=session.somebody_waits, forgot=forgot)
        session.close(leave, self._locked, self)

    def _keep_typing(self) -> None:
        """As drafts. Whatever goes wrong there, the lock comes through."""
        try:
            if self._frame is not None:
                self._frame.keep_now()
        except Exception as error:
            logs.fault(error)

    def _show_blank(self) -> None:
        """At once, while the database is still closing: an empty screen under the cover."""
        blank = Page("blank")
        self._show(blank)
        self._layers.setCurrentWidget(blank)
        self.window.repaint()

    def _locked(self) -> None:
        if self._desktop is not None:
            self._desktop.ready()
        self._end()
        self.begin(was_locked=True)
        self._layers.setCurrentWidget(self._screen)

    def _end(self) -> None:
        self._late.stop()
        if self.ender is not None:
            self.ender(self.folder, replace(Again.of(self.window), keeper=self.pin.numbers))

    def may_leave(self) -> bool:
        """Whether the window can close now. If not, somebody is being asked about it."""
        return self._closing.may_leave(self.session, self._frame)

    def leave(self) -> None:
        """The window is closed: lock first, then end."""
        self._guard.stop()
        self.ender = None
        self._clipboard.clear()  # where no vault is open, too
        self.lock()
        self.tasks.finish()
        QApplication.quit()

    # --- guard ----------------------------------------------------------------------------------

    def _warn(self, seconds: int) -> None:
        if self._frame is not None:
            self._frame.warn(seconds)

    def _show_emergency(self) -> None:
        if self._frame is not None:
            self._frame.show_emergency()

    def _hide(self) -> None:
        self._layers.setCurrentWidget(self._cover)
        self._clipboard.clear()
        self._away = guard.put_dialogs_away()

    def _show_again(self) -> None:
        self._layers.setCurrentWidget(self._screen)
        for dialog in self._away:
            dialog.show()

    def _unexpected(
        self, _: type[BaseException], error: BaseException, __: TracebackType | None
    ) -> None:
        """A bug in the window: its type and place, never its text, and the work goes on."""
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        self._keep_typing()
        if messages.is_open() or not self._faults.is_new(error):
            logs.fault(error)  # a mistake made at each repaint is told once
        else:
            messages.problem(self.window, error)


def _load_the_rest() -> None:
    from rescueapp.forms import places
    from ui import pages

    assert pages.PAGES
    places.find_places("a")


def _leave(workspace: Workspace | KeyDesk, *, stopped: bool, forgot: bool) -> None:
    """In the database thread: note what was stopped, and close, whatever comes of the note."""
    from rescueapp.actions.vault import locking, shift_pin, vaults

    try:
        if stopped:
            locking.note_stopped(workspace)
        if forgot:
            shift_pin.note_forgotten(workspace)
    except Exception as error:
        logs.fault(error)
    finally:
        vaults.lock(workspace)


def _language(settings: Settings) -> str:
    code = settings.get("language")
    return code if code in i18n.LANGUAGES else i18n.DEFAULT


def _has_vault(folder: Path) -> bool:
    try:
        face(folder)
    except Problem:
        return False
    return True
