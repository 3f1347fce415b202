"""Pages from memory to the screen and to the printer: drawn as pictures, and in the printer's
queue under a name that tells nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrinter

from rescueapp.printing.preview import Picture, Preview
from rescueapp.progress import Progress
from ui.print_aside import drawing

_DPI = 200  # enough for 7-point characters, little enough for an old printer's memory
_POINTS_PER_INCH = 72


def image(picture: Picture) -> QImage:
    """A page as Qt draws it; the bytes are copied."""
    line = picture.width * 3
    shown = QImage(picture.rgb, picture.width, picture.height, line, QImage.Format.Format_RGB888)
    return shown.copy()


def pixmap(picture: Picture, ratio: float) -> QPixmap:
    """A page for the screen, at its device pixel ratio."""
    drawn = QPixmap.fromImage(image(picture))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def count(pdf: bytes) -> int:
    """How many pages it has."""
    with Preview(pdf) as pages:
        return len(pages)


def picture(pdf: bytes, number: int, width: float) -> Picture:
    """A page (from 0) so many device pixels wide."""
    with Preview(pdf) as pages:
        return pages.picture(number, width / pages.size(number)[0])


def neutral_printer(print_id: str) -> QPrinter:
    """A printer whose queue shows a number and nothing else."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(f"document {print_id}")
    printer.setCreator("")
    printer.setFullPage(True)
    return printer


def send(printer: QPrinter, pdfs: Sequence[bytes], progress: Progress) -> int:
    """Draw every page of every copy; how many. Runs beside the window, not in it.

    Raises Unavailable when the printer refuses, Cancelled between two pages: nothing is printed.
    """
    done = 0
    with drawing(printer) as painter:
        for pdf in pdfs:
            with Preview(pdf) as pages:
                for number in range(len(pages)):
                    progress.report(done, len(pages) * len(pdfs))
                    if done:
                        printer.newPage()
                    _draw(painter, printer, pages.picture(number, _DPI / _POINTS_PER_INCH))
                    done += 1
    return done


def _draw(painter: QPainter, printer: QPrinter, picture: Picture) -> None:
    """Fill the sheet, keeping the shape of the page."""
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
    scale = min(sheet.width() / picture.width, sheet.height() / picture.height)
    target = QRect(0, 0, int(picture.width * scale), int(picture.height * scale))
    painter.drawImage(target, image(picture))
