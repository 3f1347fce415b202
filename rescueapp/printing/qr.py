"""QR codes, as squares to be drawn: reportlab's own encoder, so that no other library is needed
(segno was weighed: it does no more than this for a text of known length)."""

from __future__ import annotations


def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a code that holds a text, True where it is dark; without the quiet zone.

    Level M: it still reads with a seventh of it spoiled. Capitals, digits and spaces need half the
    room of other text. Raises ValueError for a text that no code holds.
    """
    from reportlab.graphics.barcode import qrencoder  # only whoever prints a paper waits for it

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    try:
        code.make()
    except Exception:
        raise ValueError("too long for a code") from None
    count = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, at)) for at in range(count)) for row in range(count))
