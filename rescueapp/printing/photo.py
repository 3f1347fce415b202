"""A photo decoded and drawn anew; runs only in the child of `apart`.

What was taken with it (place, time, camera, profile, comments, a preview, whatever stands behind
its end) is not carried over: only its points are, turned as the camera meant them.
"""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageOps

JPEG, PNG = "image/jpeg", "image/png"
MOST_POINTS = 40_000_000
QUALITY = 90  # of a JPEG; a second time drawn, nobody sees the difference
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


def redrawn(content: bytes, media_type: str) -> bytes:
    """A new file of the same kind with nothing but the points. Raises as `opened`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of notes that are left behind anyway
        upright = _plain(_upright(opened(content, media_type)), media_type)
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    target = io.BytesIO()
    clean.save(target, _KINDS[media_type], **({"quality": QUALITY} if media_type == JPEG else {}))
    return target.getvalue()


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
