"""The end of a process that held data: a fresh one takes its place at the unlock screen.

What was read, typed and shown cannot be wiped out of a process that lives on (measured: thousands
of copies in Qt, Python and the engine). So a lock ends it. On Linux and macOS the program is
executed anew in the same process, on Windows another is started; its arguments are the folder,
and how the window stood. Where the display is X11 the old picture, an empty page, stays until the
new window stands over it: the new process keeps the connection of the old one open meanwhile.
"""

from __future__ import annotations

import ctypes
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from rescueapp import i18n, logs

VAULT, AGAIN = "--vault", "--again"
BROKEN = 70
_NO_PICTURE = -1
_NO_KEEPER = (-1, -1)


@dataclass(frozen=True, slots=True)
class Again:
    """What a program is told that begins after a lock; nothing of anybody."""

    language: str
    maximised: bool
    place: tuple[int, int, int, int]  # left, top, width, height, where it is not maximised
    picture: int = _NO_PICTURE  # an open file: the display's connection of the one before
    keeper: tuple[int, int] = _NO_KEEPER  # open files: who holds a shift PIN (`crypto.keeper`)

    def written(self) -> str:
        """As an argument."""
        values = (self.language, int(self.maximised), *self.place, self.picture, *self.keeper)
        return ".".join(map(str, values))

    @classmethod
    def read(cls, argument: str) -> Again | None:
        """The same back; None for anything else."""
        with suppress(ValueError):
            language, *numbers = argument.split(".")
            maximised, left, top, width, height, picture, *keeper = map(int, numbers)
            answers, questions = keeper
            if language in i18n.LANGUAGES:
                place = (left, top, width, height)
                return cls(language, bool(maximised), place, picture, (answers, questions))
        return None

    @classmethod
    def of(cls, window: QWidget) -> Again:
        """Of a window as it stands now."""
        maximised = window.isMaximized()
        size = window.normalGeometry() if maximised else window.geometry()
        at = size.topLeft() if maximised else window.pos()  # with the frame around it
        place = (at.x(), at.y(), size.width(), size.height())
        return cls(i18n.language(), maximised, place, _connection())

    def apply(self, window: QWidget) -> None:
        """Put a new window where the old one stands, and show it."""
        left, top, width, height = self.place
        window.resize(width, height)
        window.move(left, top)
        if self.maximised:
            window.showMaximized()
        else:
            window.show()
        window.activateWindow()

    def let_go(self) -> None:
        """The new window stands: the old picture may go."""
        if self.picture > sys.stderr.fileno():
            with suppress(OSError):
                if stat.S_ISSOCK(os.fstat(self.picture).st_mode):
                    os.close(self.picture)


Ender = Callable[[Path, Again], None]


def end(folder: Path, again: Again) -> NoReturn:
    """End this process; the same program opens at the unlock screen of `folder`.

    Where that cannot be started the program is simply over: its memory must not stay.
    """
    command = [*_command(sys.orig_argv, len(sys.argv) - 1), VAULT, str(folder), AGAIN]
    try:
        if sys.platform == "win32":
            subprocess.Popen([*command, again.written()], close_fds=True)
            os._exit(0)
        if again.picture != _NO_PICTURE:
            os.set_inheritable(again.picture, True)
        if again.keeper != _NO_KEEPER:
            for number in again.keeper:
                os.set_inheritable(number, True)
        os.execv(sys.executable, [*command, again.written()])  # noqa: S606 - this very program
    except OSError as error:
        logs.fault(error)
    os._exit(BROKEN)


def _command(original: Sequence[str], own: int) -> list[str]:
    """How this program was started, without its `own` last arguments."""
    return [sys.executable, *original[1 : len(original) - own]]


def _connection() -> int:
    """The open file of the connection to an X11 display; `_NO_PICTURE` elsewhere."""
    application = QGuiApplication.instance()
    if application is None or QGuiApplication.platformName() != "xcb":
        return _NO_PICTURE
    # The stubs know the native interface only as an object.
    pointer = application.nativeInterface().connection()  # type: ignore[attr-defined]
    if not pointer:
        return _NO_PICTURE
    try:
        number = ctypes.CDLL("libxcb.so.1").xcb_get_file_descriptor
    except (OSError, AttributeError):
        return _NO_PICTURE
    number.argtypes, number.restype = [ctypes.c_void_p], ctypes.c_int
    return int(number(pointer))
