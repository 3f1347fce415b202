"""The window as it is started for work: alone, closed to others, without traces beside the vault.

Tests and the tour make a `Program` themselves, several in one process; here is what only the
real one does: its lock ends the process, it hears the desktop, nothing is written beside it.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ui import ending, faults, messages, print_aside
from ui.desktop.desktop_lock import hear_desktop
from ui.ending import Again
from ui.program import Program
from ui.settings import Settings

if TYPE_CHECKING:
    from rescueapp.crypto.keeper import Keeper

_NOWHERE = "/dev/null/none"  # no folder, and none can be made there


def run(folder: Path | None = None, again: Again | None = None) -> int:
    """Open the window and stay until it is closed. `again`: after a lock, as it stood before."""
    begin(folder, again)
    return QApplication.exec()


def begin(folder: Path | None = None, again: Again | None = None) -> Program:
    """The program with its window on the screen; the caller lets it run."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    leave_no_settings()
    print_aside.take_away_left()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("rescueapp")
    faults.watch_everything()
    if sys.platform == "win32":
        from ui.desktop import windows_desktop

        windows_desktop.hide_from_capture(application)
    settings = Settings()
    if again is not None:
        settings.set("language", again.language)
    program = Program(application, folder, settings, keeper=_keeper(again))
    program.ender = ending.end
    program.begin(was_locked=again is not None)
    _show(program, again)
    program.hear(hear_desktop(program.window))
    QTimer.singleShot(0, gc.freeze)  # what the first screen needed is no garbage: it stays
    return program


def _keeper(again: Again | None) -> Keeper | None:
    """Who holds the PIN of the shift over the lock; None for nobody."""
    if again is None or min(again.keeper) < 0:
        return None
    from rescueapp.crypto.keeper import Keeper  # where nobody set one, nothing waits for it

    return Keeper.adopt(again.keeper)


def leave_no_settings() -> None:
    """Qt's dialogs write which folders were looked at into a plain file: it gets no place to.

    What lies there of an earlier program is taken away. On Windows, where the registry has no
    other place, `messages` takes it away after each dialog.
    """
    messages.forget_folders()
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, _NOWHERE)


def _show(program: Program, again: Again | None) -> None:
    if again is None:
        program.window.showMaximized()
        return
    again.apply(program.window)
    program.window.repaint()
    again.let_go()
