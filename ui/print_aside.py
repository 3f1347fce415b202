"""Where a document lies while it is drawn for the printer: in memory, in a folder of its own.

On Linux, Qt and the library of the print service write the whole document, readable, into a file
of the temporary folder, send it when the last page is drawn, and then remove it. Who is killed
before leaves it on the disk for ever; and nothing takes back what was drawn so far
(`QPrinter.abort` does nothing there): it is printed all the same, unless the file is gone.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from rescueapp.errors import Unavailable
from rescueapp.i18n import mark

NO_PRINTER = mark("The printer does not take the document. Look whether it is on.", "print")
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
PREFIX = "rescueapp-print-"
_PLACE = "TMPDIR"


@contextmanager
def drawing(printer: QPrinter) -> Iterator[QPainter]:
    """A painter on the printer; the document is sent when the block ends. An error in the block
    takes it back. Raises Unavailable when the printer refuses."""
    with _folder() as folder:
        painter = QPainter()
        if not _begins(painter, printer, folder):
            raise Unavailable(NO_PRINTER)
        try:
            yield painter
        except BaseException:
            printer.abort()
            _empty(folder)
            raise
        finally:
            painter.end()


def take_away_left() -> None:
    """Remove what a killed program left behind, this process before its lock included."""
    for folder in MEMORY.glob(f"{PREFIX}*"):
        number = folder.name.removeprefix(PREFIX).split("-")[0]
        if number == str(os.getpid()) or not Path("/proc", number).exists():
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _folder() -> Iterator[Path]:
    """Only its owner can enter it. Where there is no place in memory, in the temporary folder."""
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", dir=place) as folder:
        yield Path(folder)


def _begins(painter: QPainter, printer: QPrinter, folder: Path) -> bool:
    """Begin, with the file in a folder: the libraries look at `TMPDIR` in this moment. Python's
    own files (a large package) stay where they were."""
    tempfile.gettempdir()  # it looks once, and remembers
    before = os.environ.get(_PLACE)
    os.environ[_PLACE] = str(folder)
    try:
        return painter.begin(printer)
    finally:
        os.environ.pop(_PLACE)
        if before is not None:
            os.environ[_PLACE] = before


def _empty(folder: Path) -> None:
    for file in folder.iterdir():
        with suppress(OSError):
            file.unlink()
