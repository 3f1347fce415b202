"""A blurred area is gone from the file: coarse blocks, whatever the kind of the picture (K-22)."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from rescueapp.errors import Refused
from rescueapp.printing import apart
from rescueapp.printing.apart_child import JPEG, PNG
from rescueapp.printing.photo import MOST_AREAS

AREA = (0.25, 0.25, 0.5, 0.5)
BOX = (50, 50, 150, 150)


def noise(kind: str, mode: str = "RGB", size: tuple[int, int] = (200, 200)) -> bytes:
    """A picture of which no point is like the next."""
    count = size[0] * size[1] * len(Image.new(mode, (1, 1)).getbands())
    picture = Image.frombytes(mode, size, random.Random(7).randbytes(count))
    target = io.BytesIO()
    picture.save(target, kind)
    return target.getvalue()


def drawn(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def colours(picture: Image.Image) -> int:
    return len(picture.getcolors(picture.width * picture.height) or ())


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_k22_of_a_blurred_area_at_most_sixteen_colours_are_left(mode: str) -> None:
    before = noise("PNG", mode)

    after = drawn(apart.blurred(before, PNG, [AREA]))
    assert colours(drawn(before).crop(BOX)) > 250
    assert colours(after.crop(BOX)) <= 16


def test_what_is_not_blurred_stays_point_by_point() -> None:
    before, after = drawn(noise("PNG")), drawn(apart.blurred(noise("PNG"), PNG, [AREA]))

    for side in ((0, 0, 200, 50), (0, 150, 200, 200), (0, 50, 50, 150), (150, 50, 200, 150)):
        assert before.crop(side).tobytes() == after.crop(side).tobytes()


def test_k22_a_jpeg_is_drawn_anew_with_nothing_but_its_points() -> None:
    data = apart.blurred(noise("JPEG") + b"CanaryBehindTheEnd", JPEG, [AREA])

    assert b"Canary" not in data
    assert drawn(data).format == "JPEG"
    inner = drawn(data).convert("L").crop((62, 62, 72, 72))
    low, high = inner.getextrema()
    assert high - low < 12  # one block of one colour, as far as a JPEG keeps it


@pytest.mark.parametrize(
    "area",
    [
        (0.0, 0.0, 1.0, 1.0),
        (0.98, 0.98, 0.02, 0.02),
        (0.0, 0.5, 0.001, 0.001),
        (0.9, 0.0, 1.0, 0.1),
    ],
)
def test_areas_at_the_edge_and_hair_thin_ones_are_blurred_too(
    area: tuple[float, float, float, float],
) -> None:
    assert drawn(apart.blurred(noise("PNG"), PNG, [area])).size == (200, 200)


@pytest.mark.parametrize(
    "area", [(-0.1, 0, 0.5, 0.5), (0, 0, 0, 0.5), (2, 0, 0.1, 0.1), (0, 0, float("nan"), 1)]
)
def test_what_is_no_area_is_refused_and_no_copy_is_made(area: tuple[float, ...]) -> None:
    with pytest.raises(Refused):
        apart.blurred(noise("PNG"), PNG, [area])  # type: ignore[list-item]


def test_more_areas_than_anybody_draws_are_refused() -> None:
    with pytest.raises(Refused, match="at most"):
        apart.blurred(noise("PNG"), PNG, [AREA] * (MOST_AREAS + 1))


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(Refused):
        apart.blurred(b"%PDF-1.7 fictional", PNG, [AREA])
