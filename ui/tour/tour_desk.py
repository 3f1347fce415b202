"""Where the tour sits: an application on the display there is, and one program after another."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from rescueapp import i18n
from ui.program import Program
from ui.settings import Settings
from ui.tour.tour_hand import Hand

SCREEN = (1366, 768)  # device pixels: the usual office computer
_PLATFORM = "QT_QPA_PLATFORM"
_OFFSCREEN = "offscreen"


def begin(aside: Path) -> QApplication:
    """The application: on the real display, or drawn in memory where there is none."""
    if _has_no_display():
        os.environ[_PLATFORM] = f"{_OFFSCREEN}:configfile={_screen(aside)}"
        qInstallMessageHandler(_without_apologies)
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    return application


def _has_no_display() -> bool:
    wanted = os.environ.get(_PLATFORM, "")
    if wanted:
        return wanted == _OFFSCREEN
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform.startswith("linux") and not any(os.environ.get(d) for d in displays)


def _without_apologies(_: QtMsgType, __: QMessageLogContext, words: str) -> None:
    """Qt's words on standard error, without what a platform without windows cannot do."""
    if not words.startswith("This plugin does not support"):
        sys.stderr.write(f"{words}\n")


def _screen(aside: Path) -> Path:
    """Qt draws offscreen on 800×800 unless it is told of another screen."""
    width, height = SCREEN
    file = aside / "screen.json"
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return file


@contextmanager
def desk(
    application: QApplication, vault: Path, aside: Path, *, scale: float = 1
) -> Iterator[Hand]:
    """A program at a vault, with settings of its own; locked and closed at the end."""
    settings = Settings(aside / "settings")
    settings.set("language", i18n.language())
    settings.set("theme", "light")
    program = Program(application, vault, settings)
    program.begin()
    program.window.resize(*(-int(-side // scale) for side in SCREEN))
    program.window.move(0, 0)
    program.window.show()
    program.window.activateWindow()
    hand = Hand(program)
    try:
        hand.until("window", program.window.isActiveWindow)
        hand.settle()
        yield hand
    finally:
        program.window.close()
        program.window.deleteLater()
