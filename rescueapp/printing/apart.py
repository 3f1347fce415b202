"""A strange file opened in a process of its own, so that nothing in it can reach the work.

What people are handed (a doctor's PDF, a photo from a telephone) is opened by a child that has
no key, no database and no vault, writes no file, starts no program, and may use so much memory
and time and no more (security.md C.11; on Windows the limits are not there). Its clear bytes go
through a pipe, never onto the disk. A child that dies or does not answer is a damaged file, in
words, and the program goes on. What it answers is read as numbers and bytes, never as objects.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import isfinite
from threading import Timer
from typing import Any, BinaryIO, cast

from rescueapp.errors import Damaged, Problem, Refused, Unavailable
from rescueapp.i18n import mark
from rescueapp.pipes import receive, send
from rescueapp.printing.apart_child import (
    BLUR,
    LARGE,
    LARGEST_FILE,
    MOST_PAGES,
    MOST_PIXELS,
    MOST_TEXT,
    PASSWORD,
    REDRAW,
    SHOW,
)
from rescueapp.printing.photo import MOST_AREAS, MOST_POINTS, Area
from rescueapp.printing.preview import Picture

IS_DAMAGED = mark("This file is damaged and cannot be shown. It is kept as it is.", "attachment")
TOO_LONG = mark("This file takes too long to show. It is kept as it is.", "attachment")
HAS_PASSWORD = mark(
    "This PDF is protected by a password of its own and cannot be shown here. Ask for a copy "
    "without it.",
    "attachment",
)
NOT_STARTED = mark("The computer has not enough free memory to show this file.", "attachment")
BAD_PICTURE = mark(
    "This picture is damaged or not what it says it is. Take it again, or scan it.", "attachment"
)
TOO_LARGE = mark(
    "This picture has more than {most} million points. Take it at a lower resolution.", "attachment"
)
MANY_AREAS = mark("A picture may have at most {most} blurred areas.", "attachment")

_PATIENCE_S = 30.0  # for one answer
_LONGEST_HEAD = 1 << 20  # bytes of an answer that is no picture
_LONGEST_TEXT = 12 * MOST_TEXT + 100  # bytes: a character is at most two escapes
_LONGEST = 1e6  # points of one side of a page
# Not by `multiprocessing`: that runs the program's own start once more, and keeps a helper.
_BEGIN = (
    "import sys; sys.path[:] = {path!r}; from rescueapp.printing import apart_child; "
    "apart_child.main({media_type!r}, {task!r})"
)
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash one


class _Child:
    """A child that was given a file. `close` ends it, also from another thread."""

    def __init__(self, media_type: str, task: str, patience_s: float) -> None:
        self._patience_s = patience_s
        self._was_late = False
        begin = _BEGIN.format(path=sys.path, media_type=media_type, task=task)
        try:
            self._child = subprocess.Popen(
                [sys.executable, "-c", begin],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_NO_WINDOW,
            )
        except OSError:
            raise Unavailable(NOT_STARTED) from None
        self._questions = cast(BinaryIO, self._child.stdin)
        self._answers = cast(BinaryIO, self._child.stdout)

    def file(self, content: bytes) -> bytes:
        """The answer to a file where it is a file."""
        size = self._ask(content).get("size")
        with self._patiently():
            data = receive(self._answers, LARGEST_FILE)
        if size != len(data):
            raise Damaged(IS_DAMAGED)
        return data

    def tell(self, order: object) -> None:
        """What the child is to do with the file that comes next."""
        with self._patiently():
            send(self._questions, json.dumps(order).encode())

    def close(self) -> None:
        """End the child; nothing of the file is left."""
        self._child.kill()

    def __del__(self) -> None:
        if hasattr(self, "_child"):  # a result nobody waited for
            self.close()

    def _ask(self, question: bytes, longest: int = _LONGEST_HEAD) -> dict[str, Any]:
        with self._patiently():
            send(self._questions, question)
            head = json.loads(receive(self._answers, longest))
        if not isinstance(head, dict):
            raise Damaged(IS_DAMAGED)
        if "refused" in head:
            raise _said(head["refused"])
        return head

    @contextmanager
    def _patiently(self) -> Iterator[None]:
        """A child that is silent for too long is ended. Raises Damaged, for nonsense too."""
        late = Timer(self._patience_s, self._end_late)
        late.start()
        try:
            yield
        except (EOFError, OSError, ValueError, RecursionError):
            raise Damaged(TOO_LONG if self._was_late else IS_DAMAGED) from None
        finally:
            late.cancel()

    def _end_late(self) -> None:
        self._was_late = True
        self.close()


class Apart(_Child):
    """An opened PDF, JPEG or PNG. Use as a context, or `close` it.

    Raises Damaged for what cannot be drawn, Refused for a PDF with a password, Unavailable when
    the child cannot be started. Not for two threads at once, but `close` may come from any.
    """

    def __init__(self, content: bytes, media_type: str, *, patience_s: float = _PATIENCE_S) -> None:
        super().__init__(media_type, SHOW, patience_s)
        try:
            self._sizes = _sizes(self._ask(content))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._sizes)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points, of a photo in pixels; the first page is 0."""
        return self._sizes[number]

    def picture(self, number: int, scale: float) -> Picture:
        """A page at `scale` pixels a point; smaller where memory does not allow so many.

        Raises Damaged, and IndexError for no such page.
        """
        if not 0 <= number < len(self):
            raise IndexError(number)
        head = self._ask(json.dumps([number, scale]).encode())
        width, height = head.get("width"), head.get("height")
        if type(width) is not int or type(height) is not int or width < 1:
            raise Damaged(IS_DAMAGED)
        if not 0 < width * height <= MOST_PIXELS:
            raise Damaged(IS_DAMAGED)
        with self._patiently():
            rgb = receive(self._answers, width * height * 3)
        if len(rgb) != width * height * 3:
            raise Damaged(IS_DAMAGED)
        return Picture(width, height, rgb)

    def text(self, number: int) -> str:
        """The words of a page as a reader would copy them; of a photo none.

        Raises Damaged, and IndexError for no such page.
        """
        if not 0 <= number < len(self):
            raise IndexError(number)
        words = self._ask(json.dumps(number).encode(), _LONGEST_TEXT).get("text")
        if not isinstance(words, str):
            raise Damaged(IS_DAMAGED)
        return words


def redrawn(content: bytes, media_type: str, *, patience_s: float = _PATIENCE_S) -> bytes:
    """A JPEG or PNG drawn anew: its points, upright, and nothing else that was in the file.

    Raises Refused for what is no such picture or has too many points, Unavailable when the child
    cannot be started.
    """
    return _drawn_anew(_Child(media_type, REDRAW, patience_s), content)


def blurred(
    content: bytes, media_type: str, areas: Sequence[Area], *, patience_s: float = _PATIENCE_S
) -> bytes:
    """The same with areas in which nobody can make anything out any more (K-22).

    Raises as `redrawn`, Refused for more areas than a picture may have.
    """
    if len(areas) > MOST_AREAS:
        raise Refused(MANY_AREAS(most=MOST_AREAS))
    child = _Child(media_type, BLUR, patience_s)
    return _drawn_anew(child, content, areas)


def _drawn_anew(child: _Child, content: bytes, areas: Sequence[Area] | None = None) -> bytes:
    try:
        if areas is not None:
            child.tell(areas)
        return child.file(content)
    except Damaged:
        raise Refused(BAD_PICTURE) from None
    finally:
        child.close()


def _sizes(head: dict[str, Any]) -> list[tuple[float, float]]:
    """The pages as the child counts them. Raises Damaged for what no file can have."""
    sizes = head.get("sizes")
    if not isinstance(sizes, list) or not 0 < len(sizes) <= MOST_PAGES:
        raise Damaged(IS_DAMAGED)
    return [_size(size) for size in sizes]


def _size(size: Any) -> tuple[float, float]:
    try:
        width, height = float(size[0]), float(size[1])
    except (TypeError, ValueError, IndexError):
        raise Damaged(IS_DAMAGED) from None
    if not (isfinite(width * height) and 0 < width < _LONGEST and 0 < height < _LONGEST):
        raise Damaged(IS_DAMAGED)
    return width, height


def _said(word: Any) -> Problem:
    if word == LARGE:
        return Refused(TOO_LARGE(most=MOST_POINTS // 1_000_000))
    return Refused(HAS_PASSWORD) if word == PASSWORD else Damaged(IS_DAMAGED)
