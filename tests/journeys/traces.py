"""The real program in a home of its own: a folder is looked at, a text is copied.

    python -m tests.journeys.traces FOLDER folder|plain|clipboard|closed

`folder`: through the program's own dialog; `plain`: through Qt's alone, which shows what would
be left. `clipboard` copies in every way a text field has; `closed` copies where no vault is open,
and closes the window. Leaves `aside/seen.json`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QTextEdit

from tests.journeys.apart import ASIDE, MEDIUM
from ui import messages, start
from ui.desktop.clipboard import ClipboardKeeper
from ui.tour.tour_hand import Hand

LOOKED_AT = "看过的文件夹九十九"
COPIED = "祝望舒"


def look_at_a_folder(folder: Path, *, plain: bool) -> dict[str, Any]:
    """Choose a folder with the keys, until the dialog is gone."""
    seen: dict[str, Any] = {}
    place = folder / MEDIUM / LOOKED_AT
    place.mkdir()
    if plain:
        application = QApplication(sys.argv[:1])
        dialog = QFileDialog()
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.show()
        application.processEvents()
        _choose(dialog, place)
        shiboken6.delete(dialog)
        return seen
    hand = Hand(start.begin(folder / "none"))
    messages.choose_folder(hand.window, "?", lambda path: seen.update(chosen=path.name))
    _choose(hand.find("fileDialog", QFileDialog), place)
    hand.until("gone", lambda: not hand.sees("fileDialog") and "chosen" in seen)
    hand.settle()
    hand.window.close()
    return seen


def _choose(dialog: QFileDialog, place: Path) -> None:
    dialog.setDirectory(str(place))
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(place))
    dialog.accept()


def copy(_: Path) -> dict[str, Any]:
    """What lies on the clipboard after each way to copy, and what is left of it."""
    application = QApplication(sys.argv[:1])
    keeper = ClipboardKeeper(application, application, kept_ms=100)
    clipboard = QGuiApplication.clipboard()
    seen: dict[str, Any] = {"copied": {}}
    for field in (QLineEdit(), QPlainTextEdit(), QTextEdit()):
        field.setText(COPIED) if hasattr(field, "setText") else field.setPlainText(COPIED)
        field.selectAll()
        field.copy()
        seen["copied"][type(field).__name__] = [clipboard.text(), clipboard.mimeData().formats()]
    _wait_until(lambda: not clipboard.ownsClipboard())
    seen["after a while"] = clipboard.text()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        clipboard.setText(COPIED, mode)
    seen["selected"] = clipboard.mimeData(QClipboard.Mode.Selection).formats()
    keeper.clear()
    seen["cleared"] = [
        clipboard.text(mode) for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
    ]
    return seen


def copy_and_close(folder: Path) -> dict[str, Any]:
    """What lies on the clipboard before and after the window was closed."""
    hand = Hand(start.begin(folder / "none"))
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(COPIED)
    hand.settle()
    copied = clipboard.text()
    hand.window.close()
    return {"copied": copied, "closed": clipboard.text()}


def _wait_until(so: Any) -> None:
    while not so():
        QApplication.processEvents()


if __name__ == "__main__":
    place, what = Path(sys.argv[1]), sys.argv[2]
    ways = {"clipboard": copy, "closed": copy_and_close}
    way = ways.get(what, lambda folder: look_at_a_folder(folder, plain=what == "plain"))
    made = way(place)
    file = place / ASIDE / "seen.json"
    file.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
