"""A photo decoded and drawn anew; runs only in the child of `apart`.

What was taken with it (place, time, camera, profile, comments, a preview, whatever stands behind
its end) is not carried over: only its points are, turned as the camera meant them.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterable
from math import ceil, floor

from PIL import Image, ImageOps

JPEG, PNG = "image/jpeg", "image/png"
MOST_POINTS = 40_000_000
QUALITY = 90  # of a JPEG; a second time drawn, nobody sees the difference
BLOCKS = 4  # along the longer side of a blurred area: no face is told by sixteen colours
MOST_AREAS = 100
_KINDS = {JPEG: "JPEG", PNG: "PNG"}
_DEEP = ("I;16", "I;16B", "I;16L", "I", "F")  # grey of more than 256 steps


class TooLarge(ValueError):
    """More points than are let in."""


def opened(content: bytes, media_type: str) -> Image.Image:
    """The picture in a file of this kind and of no other, its points not decoded yet.

    Raises TooLarge, and what Pillow raises for a file that is not such a picture.
    """
    Image.MAX_IMAGE_PIXELS = None  # counted here, exactly
    picture = Image.open(io.BytesIO(content), formats=(_KINDS[media_type],))
    if picture.width * picture.height > MOST_POINTS:
        raise TooLarge
    return picture


# Left, top, width, height, each a part of the picture from 0 to 1.
Area = tuple[float, float, float, float]


def redrawn(content: bytes, media_type: str) -> bytes:
    """A new file of the same kind with nothing but the points. Raises as `opened`."""
    return blurred(content, media_type, ())


def blurred(content: bytes, media_type: str, areas: Iterable[Area]) -> bytes:
    """The same with areas nobody can make out any more (K-22).

    What stood there is gone before the file is written: each area is a few even blocks of its
    mean colour. Raises as `opened`, and ValueError for an area that is none.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of notes that are left behind anyway
        upright = _plain(_upright(opened(content, media_type)), media_type)
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    for area in areas:
        _coarsen(clean, area)
    target = io.BytesIO()
    clean.save(target, _KINDS[media_type], **({"quality": QUALITY} if media_type == JPEG else {}))
    return target.getvalue()


def _coarsen(picture: Image.Image, area: Area) -> None:
    left, top, width, height = area
    if not (0 <= left < 1 and 0 <= top < 1 and 0 < width <= 1 and 0 < height <= 1):
        raise ValueError
    box = (
        floor(left * picture.width),
        floor(top * picture.height),
        min(picture.width, ceil((left + width) * picture.width)),
        min(picture.height, ceil((top + height) * picture.height)),
    )
    part = picture.crop(box)
    longer = max(part.size)
    few = tuple(max(1, min(side, round(BLOCKS * side / longer))) for side in part.size)
    coarse = part.resize((few[0], few[1]), Image.Resampling.BOX)
    picture.paste(coarse.resize(part.size, Image.Resampling.NEAREST), box)


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera meant it; as it is where its notes cannot be read."""
    picture.load()  # a picture that is cut off is refused, whatever its notes say
    try:
        return ImageOps.exif_transpose(picture)
    except (ValueError, SyntaxError, struct.error, TypeError, KeyError, ZeroDivisionError):
        return picture


def _plain(picture: Image.Image, media_type: str) -> Image.Image:
    """In colours or grey of 8 bits; see-through only where the kind can be."""
    if picture.mode in _DEEP:
        steps = 1 / 256 if picture.mode.startswith("I") else 1
        return picture.convert("I").point(lambda grey: grey * steps).convert("L")
    if media_type == PNG and ("A" in picture.getbands() or "transparency" in picture.info):
        return picture.convert("RGBA")
    return picture if picture.mode in ("RGB", "L") else picture.convert("RGB")
