"""The page: A4 portrait, margins, what stands above and below the text, and where one is.

`Pages` is the only thing here that draws. Its position `y` goes down the page; who puts
something on it asks for `room` first and begins a new page when there is not enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import FILL_NON_ZERO
from reportlab.pdfgen.textobject import PDFTextObject

from rescueapp import clock
from rescueapp.forms.schema import Level
from rescueapp.i18n import Text, language, mark, say
from rescueapp.printing.fonts import (
    BOLD,
    SANS,
    SERIF,
    Face,
    load,
    runs,
    width,
)
from rescueapp.printing.preview import Picture
from rescueapp.printing.shaping import SCRIPTS, outline, shaped
from rescueapp.printing.stream import StreamedCanvas
from rescueapp.printing.text import EMPTY_BOX, TICKED_BOX

mm: float = 72 / 25.4  # in points
WIDTH, HEIGHT = float(A4[0]), float(A4[1])
LEFT, RIGHT = 20 * mm, WIDTH - 20 * mm
TOP, BOTTOM = HEIGHT - 24 * mm, 26 * mm  # of the text; head and foot stand outside it
INNER = RIGHT - LEFT
THIN, FRAME = 0.5, 1.0  # line widths in points
SMALL = 8.0
BRICK = (0.66, 0.18, 0.12)  # the only colour on paper: a training print, an unfinished record
LANGUAGES = {"zh_Hans": "zh-Hans", "zh_Hant": "zh-Hant", "en": "en"}

PAGE_OF = mark("Page {page} of {pages}", "print")
LEVEL = mark("Level {level}", "print")
TRAINING = mark("Training print. Every person in it is fictional.", "print")
UNFINISHED = mark("Not complete or not approved: not to be used", "print")
PRINT_ID = mark("Print {print_id}", "print")
PRINTED_BY = mark("Printed by {who}", "print")
COPY_OF = mark("Copy {copy} of {copies}", "print")
AUDIT_WORDS = mark("Check words: {words}", "print")

_TOTAL = "\x02"  # stands in PAGE_OF for the number that is known only at the end
_SQUARE = "□"
_SEEN, _UNSEEN = 0, 3  # modes of text
# The fonts have no ticked box: it is drawn as box and stroke, and read (copied, spoken) as ☑.
_AS_TICKED = "/Span <</ActualText <FEFF2611>>> BDC"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """What a print says about itself and about whose it is. All of it is data of the caller.

    `when` is aware. `institution`, `case_number` and `alias` stand above the table; "" leaves
    a line to write on (or nothing, where the profile leaves the line out). `header` replaces
    the profile's own words on top of each page. `written_by` and `written_on` (ISO date) are
    the record's, not the print's; `late`: in words that the record was entered late.
    """

    print_id: str = ""
    who: str = ""
    when: datetime | None = None
    copy: int = 1
    copies: int = 1
    audit_words: tuple[str, ...] = ()
    header: str = ""
    institution: str = ""
    case_number: str = ""
    alias: str = ""
    written_by: str = ""
    written_on: str = ""
    late: str = ""
    training: bool = False
    unfinished: bool = False  # of a record that is not complete: no sheet to act on
    of_case: bool = True  # else neither alias nor file number is asked for above the table


class Pages:
    """The pages of one print, written to `target` as they fill. Use as a context."""

    def __init__(self, target: BinaryIO, head: SheetHead, header: Text | None = None) -> None:
        load()
        self.canvas = StreamedCanvas(target, A4, SANS.name, LANGUAGES[language()])
        self.head = head
        self.header = (head.header or say(header)) if header else ""
        self.number = 0
        self.y = TOP
        self.on_new_page: Callable[[], None] | None = None  # repeats the head of a table
        self.on_page_end: Callable[[], None] | None = None  # closes the frame of a table
        self.highest: Level | None = None  # since whoever draws last set it back
        self._level: Level | None = None
        self._open = False
        self._known: dict[str, tuple[str, bool, float]] = {}

    def __enter__(self) -> Pages:
        self.new_page()
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if failed is None:
            self._close_page()
            self._draw_known()
            self.canvas.save()

    @property
    def room(self) -> float:
        """Points left on this page."""
        return float(self.y - BOTTOM)

    def touch(self, level: Level | None) -> None:
        """This page holds something of that level: its head says the highest."""
        if level is not None:
            self._level = max(level, self._level or level)
            self.highest = max(level, self.highest or level)

    def new_page(self) -> None:
        """End this page, if there is one, and begin the next."""
        if self._open:
            self._close_page()
        self.number += 1
        self.y = TOP
        self._level = None
        self._open = True
        if self.on_new_page:
            self.on_new_page()

    def bookmark(self, key: str, title: str, depth: int = 0) -> None:
        """An entry of the outline that leads to this page."""
        self.canvas.showOutline()
        self.canvas.bookmarkPage(key)
        self.canvas.addOutlineEntry(title, key, depth)

    # --- drawing ----------------------------------------------------------------------

    def words(self, x: float, y: float, text: str, face: Face, size: float) -> None:
        """One line of text with its baseline at `y`. Check boxes are drawn."""
        self.lines([(x, y, text)], face, size)

    def lines(self, placed: Sequence[tuple[float, float, str]], face: Face, size: float) -> None:
        """Lines of text of one face: (x, baseline, text)."""
        if not placed:
            return
        drawn = self.canvas.beginText()
        font = ""
        for x, y, text in placed:
            drawn.setTextOrigin(x, y)
            if text.isprintable():
                font = self._put(drawn, text, face, size, font)
                continue
            first, *ticked = text.replace(EMPTY_BOX, _SQUARE).split(TICKED_BOX)
            font = self._put(drawn, first, face, size, font)
            for words in ticked:
                self._tick(drawn.getX(), y, size)
                drawn._code.append(_AS_TICKED)
                font = self._put(drawn, _SQUARE, face, size, font)
                drawn._code.append("EMC")
                font = self._put(drawn, words, face, size, font)
        self.canvas.drawText(drawn)

    def _put(self, drawn: PDFTextObject, text: str, face: Face, size: float, font: str) -> str:
        """Adds the runs of a text; returns the font in use after it."""
        for name, run in runs(text, face):
            if name != font:
                drawn.setFont(name, size)
                font = name
            if name in SCRIPTS:
                self._put_shaped(drawn, run, name, size)
            else:
                drawn.textOut(run)
        return font

    def _put_shaped(self, drawn: PDFTextObject, run: str, name: str, size: float) -> None:
        """What is seen is drawn; what is read of it (copied, found, spoken) is the letters as they
        were written, unseen in the same place."""
        x, y = drawn.getX(), drawn.getY()
        end = x
        path = self.canvas.beginPath()
        draw = {"begin": path.moveTo, "line": path.lineTo, "curve": path.curveTo,
                "close": path.close}  # fmt: skip
        for glyph in shaped(run, name):
            left, base = end + glyph.right * size, y + glyph.up * size
            for stroke in outline(glyph.number, name):
                at = [each for right, up in stroke.points
                      for each in (left + right * size, base + up * size)]  # fmt: skip
                draw[stroke.kind](*at)
            end += glyph.wide * size
        self.canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)
        drawn.setTextRenderMode(_UNSEEN)
        if (plain := stringWidth(run, name, size)) > 0:  # a mark alone has no width
            drawn.setHorizScale(100 * (end - x) / plain)
        drawn.textOut(run)
        drawn.setHorizScale(100)
        drawn.setTextRenderMode(_SEEN)
        drawn.setTextOrigin(end, y)

    def centred(self, y: float, text: str, face: Face, size: float) -> None:
        """One line in the middle between the margins."""
        self.words(LEFT + (INNER - width(text, face, size)) / 2, y, text, face, size)

    def ruled(self, segments: list[tuple[float, float, float, float]]) -> None:
        """Thin straight lines."""
        self.canvas.setLineWidth(THIN)
        self.canvas.lines(segments)

    def shade(self, x: float, y: float, wide: float, high: float, grey: float) -> None:
        """A light ground, printed before what stands on it."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x, y, wide, high, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def picture(self, x: float, y: float, wide: float, high: float, drawn: Picture) -> None:
        """A picture that was decoded elsewhere, its points alone."""
        points = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb)
        self.canvas.drawImage(ImageReader(points), x, y, wide, high)

    def frame(self, top: float, bottom: float) -> None:
        """The stronger frame around a table, between the margins."""
        self.canvas.setLineWidth(FRAME)
        self.canvas.rect(LEFT, bottom, INNER, top - bottom)

    def _tick(self, x: float, y: float, size: float) -> None:
        self.canvas.setLineWidth(size * 0.11)
        path = self.canvas.beginPath()
        path.moveTo(x + size * 0.22, y + size * 0.38)
        path.lineTo(x + size * 0.42, y + size * 0.14)
        path.lineTo(x + size * 0.86, y + size * 0.82)
        self.canvas.drawPath(path)

    # --- head and foot ----------------------------------------------------------------

    def _close_page(self) -> None:
        if self.on_page_end:
            self.on_page_end()
        self._draw_head()
        self._draw_foot()
        self.canvas.showPage()
        self._open = False

    def _draw_head(self) -> None:
        y = HEIGHT - 17 * mm
        if self.header:
            self.words(LEFT, y, self.header, BOLD, 10)
            if self._level is not None:
                level = say(LEVEL(level=level_words(self._level)))
                self.words(RIGHT - width(level, SANS, SMALL), y, level, SANS, SMALL)
        if self.head.unfinished:
            y += 13
            self._warn(y, UNFINISHED, 12)
        if self.head.training:
            self._warn(y + 13, TRAINING, 10)

    def _warn(self, y: float, words: Text, size: float) -> None:
        """Across the page, why this is not to be used: not finished, or of nobody."""
        self.canvas.setFillColorRGB(*BRICK)
        self.centred(y, say(words), BOLD, size)
        self.canvas.setFillGray(0)

    def _draw_foot(self) -> None:
        y = BOTTOM - 6 * mm
        if traces := "　".join(self._traces()):
            self.ruled([(LEFT, y + 10, RIGHT, y + 10)])
            self.words(LEFT, y, traces, SANS, SMALL)
        if self.head.audit_words:
            words = say(AUDIT_WORDS(words=" ".join(self.head.audit_words)))
            self.words(LEFT, y - 12, words, SANS, SMALL)
        self._draw_number(y - 26)

    def _traces(self) -> list[str]:
        head = self.head
        found = []
        if head.print_id:
            found.append(say(PRINT_ID(print_id=head.print_id)))
        if head.who:
            found.append(say(PRINTED_BY(who=head.who)))
        if head.when:
            found.append(f"{head.when.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}")
        if head.print_id:
            found.append(say(COPY_OF(copy=head.copy, copies=head.copies)))
        return found

    def _draw_number(self, y: float) -> None:
        """The number of this page; how many there are is known, and drawn, at the end."""
        before, after = _page_of(self.number)
        total = width(f"{self.number}{after}", SERIF, 9)
        middle = (WIDTH + width(before, SERIF, 9) - total) / 2
        self.words(middle - width(before, SERIF, 9), y, before, SERIF, 9)
        self.put_later("total", middle, y)

    def put_later(self, name: str, x: float, y: float) -> None:
        """Words that are known only at the end stand here; see `known`."""
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.doForm(name)
        self.canvas.restoreState()

    def known(self, name: str, words: str, *, centred: bool = True, size: float = 10.5) -> None:
        """Say before the end what `put_later` left room for."""
        self._known[name] = (words, centred, size)

    def _draw_known(self) -> None:
        """After the last page: each drawing that earlier pages only refer to."""
        _, after = _page_of(self.number)
        self.known("total", f"{self.number}{after}", centred=False, size=9)
        for name, (words, centred, size) in self._known.items():
            wide = width(words, SERIF, size)
            x = -wide / 2 if centred else 0
            self.canvas.beginForm(name, x, -size, x + wide, size * 2)
            self.words(x, 0, words, SERIF, size)
            self.canvas.endForm()


def level_words(level: Level) -> str:
    """A level as paper calls it."""
    return f"L{int(level)}"


def _page_of(number: int) -> tuple[str, str]:
    before, after = say(PAGE_OF(page=number, pages=_TOTAL)).split(_TOTAL)
    return before, after
