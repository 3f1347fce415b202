"""A process that ends with its first paint: a bare window, or the program's unlock screen.

python -m tests.scale.first_paint bare|unlock VAULT
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.program import Program


def _end() -> None:
    os._exit(0)  # what closing costs is not asked


def _bare() -> None:
    """A window with one line of text in the program's font, and nothing of the program."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QFont, QFontDatabase, QPaintEvent
    from PySide6.QtWidgets import QApplication, QLabel

    class Label(QLabel):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, _end)

    application = QApplication(["bare"])
    fonts = Path(__file__).resolve().parents[2] / "resources" / "fonts"
    for face in sorted(fonts.glob("NotoSansSC-*.ttf")):
        QFontDatabase.addApplicationFont(str(face))
    application.setFont(QFont("Noto Sans SC", 11))
    label = Label("登录 · 用户名和口令")
    label.resize(1366, 768)
    label.show()
    application.exec()


def _unlock(folder: Path) -> None:
    """The program as it is started for work, up to its first field."""
    from ui import __main__ as program

    gc.disable()  # as `main` does before it loads the window
    from ui import start

    start._show = _watched
    sys.argv[1:] = ["--vault", str(folder)]
    program.main()


def _watched(program: Program, _: object) -> None:
    """Show the window, and end with the first paint of the field for the passphrase."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QLineEdit

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, _end)
            return False

    field = program.window.findChild(QLineEdit, "passphrase")
    assert field is not None
    field.installEventFilter(Watch(program))
    program.window.resize(1366, 768)
    program.window.show()


if __name__ == "__main__":
    _bare() if sys.argv[1] == "bare" else _unlock(Path(sys.argv[2]))
