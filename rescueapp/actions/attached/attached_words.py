"""The words of a file that comes in: names, text and the pages of a PDF are looked at (K-20 …).

A PDF is read in a child process (`printing.apart`). What no program can read is let in as it
is: pictures, scans, damaged PDFs; the worker has seen them. A PDF with a password of its own is
not: nobody could ever look at it here, and nobody has looked into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rescueapp.actions.attached import attached_text
from rescueapp.errors import Damaged, Refused
from rescueapp.forms.forbidden import Where, refusal
from rescueapp.i18n import mark
from rescueapp.printing.apart import Apart
from rescueapp.progress import Progress, Quiet

ON_PAGE = mark("Page {page}: {words}", "attachment")
IN_NAME = mark("The name of the file: {words}", "attachment")


def refuse_unfit(
    names: Iterable[str],
    content: bytes,
    media_type: str,
    *,
    minor: bool,
    carried: bool = False,
    progress: Progress | None = None,
) -> None:
    """Refuse a file with what must not be kept: in its name, its label or its text; and a PDF with
    a password of its own. `carried`: it came with a case, which is not refused for such a PDF."""
    for name in names:
        if words := refusal(name, minor=minor, where=Where.NAME):
            raise Refused(IN_NAME(words=words))
    pages = _texts(content, media_type, progress or Quiet(), carried=carried)
    for page, text in enumerate(pages, start=1):
        if words := refusal(text, minor=minor, where=Where.FILE):
            raise Refused(words if media_type == "text/plain" else ON_PAGE(page=page, words=words))


def _texts(content: bytes, media_type: str, progress: Progress, *, carried: bool) -> Iterator[str]:
    if media_type == "text/plain":
        yield attached_text.text_of(content).text
    elif media_type == "application/pdf":
        yield from _pages(content, progress, carried=carried)


def _pages(content: bytes, progress: Progress, *, carried: bool) -> Iterator[str]:
    try:
        with Apart(content, media_type="application/pdf") as opened:
            for number in range(len(opened)):
                progress.report(number, len(opened))
                yield opened.text(number)
    except Damaged:
        return  # kept as it is, and never opened outside a child
    except Refused:
        if not carried:
            raise
