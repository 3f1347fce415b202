"""A recovery share on paper or, after a warning, in a file on a medium."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from rescueapp.actions.papers import papers
from rescueapp.errors import Problem
from rescueapp.i18n import mark, say
from rescueapp.printing import qr
from rescueapp.storage import files
from ui import messages, paper, texts, theme
from ui.print_aside import drawing
from ui.widgets.setup_secrets import Secret

_WARNING = mark("A share in a file is readable to everybody who gets the file", "first start")
_WARNING_WORDS = mark(
    "Save it only on a medium of its own, one medium for each share, and keep it where the "
    "share belongs. Paper is better.",
    "first start",
)
_SAVE = mark("Save on a medium", "first start")
_KINDS = mark("Text files (*.txt)", "first start")
_NAME = "share"

_SCAN = mark(
    "The code holds the same words, for a scanner that types: into the trial of the papers, or the "
    "recovery. Whoever photographs this paper has it.",
    "first start",
)

_MARGIN_MM = 20
_COLUMNS = 3
_CODE_MM = 60
_CODE_AT_MM = 175  # from the upper margin


def keep(parent: QWidget, how: str, secret: Secret) -> None:
    """Print the share, or save it after the warning."""
    if how == "print":
        printer = paper.neutral_printer(papers.new_id())  # a number like any other print's
        messages.choose_printer(parent, printer, lambda: _print(parent, printer, secret))
        return
    choices = {"cancel": say(texts.CANCEL), "save": say(_SAVE)}
    messages.ask(
        parent, say(_WARNING), say(_WARNING_WORDS), choices,
        lambda choice: _save(parent, choice, secret),
    )  # fmt: skip


def _print(parent: QWidget, printer: QPrinter, secret: Secret) -> None:
    try:
        draw(printer, secret)
    except Problem as error:
        messages.problem(parent, error)


def draw(printer: QPrinter, secret: Secret) -> None:
    """One page: the title, what it is for, the numbered words, and a code that holds them.

    Raises Unavailable when the printer refuses.
    """
    dot = printer.resolution() / 25.4  # device pixels a millimetre
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    margin = _MARGIN_MM * dot
    box = QRectF(margin, margin, sheet.width() - 2 * margin, sheet.height() - 2 * margin)
    with drawing(printer) as painter:
        _draw_words(painter, box, dot, secret)
        if secret.on_paper:
            _draw_code(painter, box.adjusted(0, _CODE_AT_MM * dot, 0, 0), dot, secret)


def _draw_words(painter: QPainter, box: QRectF, dot: float, secret: Secret) -> None:
    painter.setFont(QFont(theme.FONT_FAMILY, 16))
    painter.drawText(box, Qt.TextFlag.TextWordWrap, secret.title)
    painter.setFont(QFont(theme.FONT_FAMILY, 10))
    painter.drawText(box.adjusted(0, 15 * dot, 0, 0), Qt.TextFlag.TextWordWrap, secret.note)
    painter.setFont(QFont(theme.FONT_FAMILY, 13))
    for number, word in enumerate(secret.words):
        row, column = divmod(number, _COLUMNS)
        place = box.adjusted(column * box.width() / _COLUMNS, (45 + 11 * row) * dot, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, f"{number + 1}.  {word}")


def _draw_code(painter: QPainter, box: QRectF, dot: float, secret: Secret) -> None:
    """The words in capitals, which take half the room, and beside them what the code is for."""
    code = qr.squares(" ".join(secret.words).upper())
    side = _CODE_MM * dot / len(code)
    for row, line in enumerate(code):
        for at, dark in enumerate(line):
            if dark:
                square = QRectF(box.left() + at * side, box.top() + row * side, side, side)
                painter.fillRect(square.toAlignedRect(), Qt.GlobalColor.black)
    painter.setFont(QFont(theme.FONT_FAMILY, 9))
    beside = box.adjusted((_CODE_MM + 8) * dot, 0, 0, 0)
    painter.drawText(beside, Qt.TextFlag.TextWordWrap, say(_SCAN))


def _save(parent: QWidget, choice: str, secret: Secret) -> None:
    if choice == "save":
        messages.choose_target(
            parent,
            say(_SAVE),
            say(_KINDS),
            f"{_NAME}.txt",
            lambda path: _write(parent, path, secret),
        )


def _write(parent: QWidget, path: Path, secret: Secret) -> None:
    lines = [secret.title, secret.note, "", " ".join(secret.words), ""]
    try:
        files.replace(path, "\n".join(lines).encode())
    except Problem as error:
        messages.problem(parent, error)
