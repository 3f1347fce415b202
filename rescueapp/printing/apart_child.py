"""The child of `apart`: opens one file, answers with its pages or with the file drawn anew, and
holds nothing else."""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

import pypdfium2
from PIL import Image

from rescueapp import process
from rescueapp.pipes import receive, send
from rescueapp.printing import photo
from rescueapp.printing.photo import JPEG, PNG
from rescueapp.printing.preview import Picture, packed

__all__ = ["JPEG", "PDF", "PNG"]

PDF = "application/pdf"
SHOW, REDRAW, BLUR = "show", "redraw", "blur"  # what a child is for
DAMAGED, PASSWORD, LARGE = "damaged", "password", "large"
MOST_PIXELS = 24_000_000  # of one drawn page; a larger one is drawn smaller
MOST_PAGES = 5_000
MOST_TEXT = 200_000  # characters of one page

_MEMORY = 1 << 30  # bytes of addresses beyond those it has when it begins
_CPU_S = 60
_NEEDS_PASSWORD = 4  # FPDF_ERR_PASSWORD
LARGEST_FILE = 64 << 20  # bytes; what is let into the vault has at most 25 MB
_WHITE = (255, 255, 255)
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of Linux

Sizes = list[tuple[float, float]]
Draw = Callable[[int, float], Picture]
Read = Callable[[int], str]


def main(media_type: str, task: str) -> None:
    """Answer on what was standard output, and let nobody else write there."""
    process.close_to_others()
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    limit()
    with suppress(EOFError, OSError):
        {SHOW: serve, REDRAW: redraw, BLUR: blur}[task](sys.stdin.buffer, answers, media_type)


def redraw(questions: BinaryIO, answers: BinaryIO, media_type: str) -> None:
    """The file comes; back goes a new one with nothing but the picture in it."""
    _draw_anew(questions, answers, media_type, [])


def blur(questions: BinaryIO, answers: BinaryIO, media_type: str) -> None:
    """The areas come, then the file; back goes a new one in which they are coarse blocks."""
    areas = json.loads(receive(questions, LARGEST_FILE))[: photo.MOST_AREAS]
    _draw_anew(questions, answers, media_type, [tuple(map(float, each)) for each in areas])


def _draw_anew(
    questions: BinaryIO, answers: BinaryIO, media_type: str, areas: list[tuple[float, ...]]
) -> None:
    try:
        data = photo.blurred(receive(questions, LARGEST_FILE), media_type, map(_area, areas))
    except photo.TooLarge:
        _say(answers, refused=LARGE)
    except Exception:  # whatever a strange file does to its reader
        _say(answers, refused=DAMAGED)
    else:
        _say(answers, size=len(data))
        send(answers, data)


def _area(told: tuple[float, ...]) -> photo.Area:
    left, top, width, height = told
    return left, top, width, height


def serve(questions: BinaryIO, answers: BinaryIO, media_type: str) -> None:
    """The file comes first; then a page for every question, until nobody asks any more.

    A question is [page, scale] for a picture, or the number of a page for its words.
    """
    try:
        sizes, draw, read = _open(receive(questions, LARGEST_FILE), media_type)
        _say(answers, sizes=sizes)
        while True:
            question = json.loads(receive(questions, LARGEST_FILE))
            if isinstance(question, int):
                _say(answers, text=read(question)[:MOST_TEXT])
                continue
            number, scale = question
            picture = draw(number, _within(scale, sizes[number]))
            _say(answers, width=picture.width, height=picture.height)
            send(answers, picture.rgb)
    except EOFError:
        return  # nobody asks any more
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        _say(answers, refused=PASSWORD if code == _NEEDS_PASSWORD else DAMAGED)
    except Exception:  # whatever a strange file does to its reader
        _say(answers, refused=DAMAGED)


def limit() -> None:
    """No more memory and time than a file may need, no file, no other program, no network."""
    if sys.platform == "win32":
        return
    import resource

    _leave_networks()
    for name, most in (
        ("RLIMIT_AS", _addresses() + _MEMORY),
        ("RLIMIT_CPU", _CPU_S),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
    ):
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _leave_networks() -> None:
    """Into a network of its own with nothing in it, not even this computer. What is no Linux, or
    gives nobody such a place, leaves it as it is. (security.md C.11)"""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)


def _addresses() -> int:
    """Bytes of addresses this process has now; where it cannot be told, a generous guess."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * 4096
    except OSError:
        return 4 << 30


def _say(answers: BinaryIO, **words: object) -> None:
    send(answers, json.dumps(words).encode())


def _within(scale: float, size: tuple[float, float]) -> float:
    """The scale, or the largest at which the page is not too many pixels."""
    return float(min(scale, (MOST_PIXELS / (size[0] * size[1])) ** 0.5 * 0.99))


def _open(content: bytes, media_type: str) -> tuple[Sizes, Draw, Read]:
    return _open_pdf(content) if media_type == PDF else _open_photo(content, media_type)


def _open_pdf(content: bytes) -> tuple[Sizes, Draw, Read]:
    document = pypdfium2.PdfDocument(content)
    with suppress(pypdfium2.PdfiumError):
        document.init_forms()  # what was typed into a form is drawn too
    count = min(len(document), MOST_PAGES)
    sizes = [document.get_page_size(number) for number in range(count)]

    def draw(number: int, scale: float) -> Picture:
        page = document[number]
        bitmap = page.render(scale=scale, rev_byteorder=True)
        page.close()
        return Picture(bitmap.width, bitmap.height, packed(bitmap))

    def read(number: int) -> str:
        page = document[number]
        words: str = page.get_textpage().get_text_bounded()
        page.close()
        return words

    return sizes, draw, read


def _open_photo(content: bytes, media_type: str) -> tuple[Sizes, Draw, Read]:
    opened = photo.opened(content, media_type)
    ground = Image.new("RGB", opened.size, _WHITE)
    clear = opened.convert("RGBA") if "A" in opened.getbands() else None
    ground.paste(opened.convert("RGB") if clear is None else clear, mask=clear)

    def draw(_: int, scale: float) -> Picture:
        size = max(1, round(ground.width * scale)), max(1, round(ground.height * scale))
        shown = ground.resize(size, Image.Resampling.LANCZOS)
        return Picture(*size, shown.tobytes())

    return [(float(ground.width), float(ground.height))], draw, lambda _: ""
