"""Pages as they will be: PDF in memory to pictures, for whoever shows or prints them.

pdfium is not safe to use from two threads at once; open, draw and close in one.
"""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

from rescueapp.errors import Damaged
from rescueapp.i18n import mark

NOT_A_PRINT = mark("These pages cannot be shown: the document is damaged.", "print")


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: `rgb` holds `height` rows of `width` pixels, three bytes each, no padding."""

    width: int
    height: int
    rgb: bytes


class Preview:
    """An opened PDF. Use as a context, or `close` it. Raises Damaged for what is no PDF."""

    def __init__(self, pdf: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Damaged(NOT_A_PRINT) from error

    def __enter__(self) -> Preview:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points; the first page is 0."""
        wide, high = self._document.get_page_size(number)
        return float(wide), float(high)

    def picture(self, number: int, scale: float = 1.0) -> Picture:
        """One page at `scale` pixels a point (2.0 is 144 dpi). IndexError for no such page."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        page = self._document[number]
        try:
            bitmap = page.render(scale=scale, rev_byteorder=True)
            return Picture(bitmap.width, bitmap.height, packed(bitmap))
        finally:
            page.close()

    def text(self, number: int) -> str:
        """The words of a page as a reader would copy them."""
        page = self._document[number]
        try:
            words: str = page.get_textpage().get_text_bounded()
            return words
        finally:
            page.close()

    def close(self) -> None:
        """Let the document go. Nothing can be drawn afterwards."""
        self._document.close()


def packed(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """Rows without the padding pdfium puts at their end."""
    row = bitmap.width * bitmap.n_channels
    data = memoryview(bitmap.buffer)
    return b"".join(bytes(data[i * bitmap.stride :][:row]) for i in range(bitmap.height))
