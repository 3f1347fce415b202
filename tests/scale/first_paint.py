"""A process that ends with its first paint: a bare window, or the program's unlock screen.

python -m tests.scale.first_paint bare|unlock VAULT
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def _end() -> None:
    os._exit(0)  # what closing costs is not asked


def _bare() -> None:
    """A window with one line of text in the program's font, and nothing of the program."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication, QLabel

    class Label(QLabel):
        def paintEvent(self, event: object) -> None:
            super().paintEvent(event)  # type: ignore[arg-type]
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
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit

    from ui.program import Program
    from ui.settings import Settings

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, _end)
            return False

    application = QApplication(["rescueapp"])
    program = Program(application, folder, Settings(folder.parent / "settings"))
    program.begin()
    watch = Watch()
    field = program.window.findChild(QLineEdit, "passphrase")
    assert field is not None
    field.installEventFilter(watch)
    program.window.resize(1366, 768)
    program.window.show()
    application.exec()


if __name__ == "__main__":
    _bare() if sys.argv[1] == "bare" else _unlock(Path(sys.argv[2]))
