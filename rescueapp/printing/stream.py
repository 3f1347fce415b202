"""A PDF that goes to its file page by page, so that 500 pages need no more memory than ten.

reportlab keeps every page until `save`. `StreamedDocument` writes each finished page at once
and remembers only where it stands; fonts, outline and index follow at the end. It also fixes
what a PDF tells about its making: a neutral title, no person, no dates.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

PRODUCER = "rescueapp"
TITLE = "Document"


class NeutralInfo(pdfdoc.PDFInfo):  # type: ignore[misc]
    """Metadata without a person, a place or a time (security.md B.15)."""

    def format(self, document: Any) -> bytes:
        words = {"Title": TITLE, "Producer": PRODUCER}
        fields = {name: pdfdoc.PDFString(value) for name, value in words.items()}
        written: bytes = pdfdoc.PDFDictionary(fields).format(document)
        return written


class StreamedDocument(pdfdoc.PDFDocument):  # type: ignore[misc]
    """Writes to `target` from its present position, which becomes the start of the file."""

    def __init__(self, target: BinaryIO, lang: str) -> None:
        super().__init__(compression=1, invariant=1, lang=lang, pdfVersion=(1, 5))
        self.info = NeutralInfo()
        self._target = target
        self._offset = 0
        self._write(b"%PDF-1.5\n%\xe5\x8d\xb7\xe5\xae\x97\n")

    def addPage(self, page: Any) -> None:
        """Write the page and its stream; keep only a reference in the page tree."""
        name = self.thisPageName()
        reference = self.Reference(page, name)
        page.check_format(self)
        page.Contents.filters = [pdfdoc.PDFZCompress]
        contents = self.Reference(page.Contents)
        self.Pages.addPage(reference)
        self._put(name)
        self._put(contents.name)
        self.pageCounter += 1
        self.inObject = None

    def xobjDict(self, formnames: list[str]) -> Any:
        """The drawings a page uses. One that is drawn later has its number now."""
        for name in formnames:
            self._promise(pdfdoc.xObjectName(name))
        return super().xobjDict(formnames)

    def addForm(self, name: str, form: Any) -> None:
        """Keep a drawing until the end, under the number promised to earlier pages."""
        inner = pdfdoc.xObjectName(name)
        self._promise(inner)
        form.__InternalName__ = inner
        self.idToObject[inner] = form
        self.inObject = None

    def _promise(self, name: str) -> None:
        if name not in self.idToObjectNumberAndVersion:
            self.objectcounter += 1
            self.idToObjectNumberAndVersion[name] = (self.objectcounter, 0)
            self.numberToId[self.objectcounter] = name

    def SaveToFile(self, _filename: Any, canvas: Canvas) -> None:
        """Write what is left: fonts, outline, catalogue, index."""
        for font in self.delayedFonts:
            font.addObjects(self)
        self.Reference(self.Catalog)
        self.Reference(self.info)
        self.Outlines.prepare(self, canvas)
        if self.Outlines.ready < 0:
            self.Catalog.Outlines = None
        self._write_the_rest()
        self._write_index()

    def _write_the_rest(self) -> None:
        number = 1
        while number in self.numberToId:  # writing one object may add others
            name = self.numberToId[number]
            if name not in self.idToOffset:
                self._put(name)
            number += 1

    def _write_index(self) -> None:
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, [self.numberToId[n] for n in range(1, len(self.numberToId) + 1)])
        start = self._write(table.format(self))
        trailer = pdfdoc.PDFTrailer(
            startxref=start,
            Size=len(self.numberToId) + 1,
            Root=self.Reference(self.Catalog),
            Info=self.Reference(self.info),
        )
        self._write(trailer.format(self))

    def _put(self, name: str) -> None:
        """Write one object and let it go; its name stays known."""
        body = pdfdoc.PDFIndirectObject(name, self.idToObject[name]).format(self)
        self.idToOffset[name] = self._write(body)
        self.idToObject[name] = None

    def _write(self, data: bytes) -> int:
        start = self._offset
        self._target.write(data)
        self._offset += len(data)
        return start


class StreamedCanvas(Canvas):  # type: ignore[misc]
    """A canvas on a `StreamedDocument`; A4, compressed, the same bytes for the same input."""

    def __init__(self, target: BinaryIO, pagesize: tuple[float, float], font: str, lang: str):
        super().__init__(target, pagesize=pagesize, pageCompression=1, initialFontName=font)
        self._doc = StreamedDocument(target, lang)
