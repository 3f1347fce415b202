"""The child of `apart`: opens one file, answers with its pages, and holds nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

import pypdfium2
from PIL import Image

from rescueapp.printing.preview import Picture, packed

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DAMAGED, PASSWORD = "damaged", "password"
MOST_PIXELS = 24_000_000  # of one drawn page; a larger one is drawn smaller
MOST_PAGES = 5_000

_LARGEST_PHOTO = 40_000_000  # pixels; what is let into the vault has no more
_MEMORY = 1 << 30  # bytes of addresses beyond those it has when it begins
_CPU_S = 60
_NEEDS_PASSWORD = 4  # FPDF_ERR_PASSWORD
_WHITE = (255, 255, 255)

Sizes = list[tuple[float, float]]
Draw = Callable[[int, float], Picture]


def serve(connection: Connection, media_type: str) -> None:
    """The file comes first; then a page for every question, until nobody asks any more."""
    limit()
    with suppress(EOFError, OSError):
        try:
            sizes, draw = _open(connection.recv_bytes(), media_type)
            _say(connection, sizes=sizes)
            while True:
                number, scale = json.loads(connection.recv_bytes())
                picture = draw(number, _within(scale, sizes[number]))
                _say(connection, width=picture.width, height=picture.height)
                connection.send_bytes(picture.rgb)
        except pypdfium2.PdfiumError as error:
            code = getattr(error, "err_code", None)
            _say(connection, refused=PASSWORD if code == _NEEDS_PASSWORD else DAMAGED)
        except (OSError, EOFError):
            raise
        except Exception:
            _say(connection, refused=DAMAGED)


def limit() -> None:
    """No more memory and time than a file may need, no file, no other program."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in (
        ("RLIMIT_AS", _addresses() + _MEMORY),
        ("RLIMIT_CPU", _CPU_S),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
    ):
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _addresses() -> int:
    """Bytes of addresses this process has now; where it cannot be told, a generous guess."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * 4096
    except OSError:
        return 4 << 30


def _say(connection: Connection, **words: object) -> None:
    connection.send_bytes(json.dumps(words).encode())


def _within(scale: float, size: tuple[float, float]) -> float:
    """The scale, or the largest at which the page is not too many pixels."""
    return float(min(scale, (MOST_PIXELS / (size[0] * size[1])) ** 0.5 * 0.99))


def _open(content: bytes, media_type: str) -> tuple[Sizes, Draw]:
    return _open_pdf(content) if media_type == PDF else _open_photo(content, media_type)


def _open_pdf(content: bytes) -> tuple[Sizes, Draw]:
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

    return sizes, draw


def _open_photo(content: bytes, media_type: str) -> tuple[Sizes, Draw]:
    Image.MAX_IMAGE_PIXELS = _LARGEST_PHOTO
    photo = Image.open(io.BytesIO(content), formats=("PNG" if media_type == PNG else "JPEG",))
    if photo.width * photo.height > _LARGEST_PHOTO:
        raise ValueError("more pixels than are let in")
    ground = Image.new("RGB", photo.size, _WHITE)
    clear = photo.convert("RGBA") if "A" in photo.getbands() else None
    ground.paste(photo.convert("RGB") if clear is None else clear, mask=clear)

    def draw(_: int, scale: float) -> Picture:
        size = max(1, round(ground.width * scale)), max(1, round(ground.height * scale))
        shown = ground.resize(size, Image.Resampling.LANCZOS)
        return Picture(*size, shown.tobytes())

    return [(float(ground.width), float(ground.height))], draw
