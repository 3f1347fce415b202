"""Pages as pictures."""

from __future__ import annotations

import pytest

from rescueapp.errors import Damaged
from rescueapp.printing.preview import Preview
from rescueapp.printing.sheet import sheet
from tests.output.paper import ANSWERS, HANDOVER, HEAD


def test_a_page_becomes_a_picture_with_ink_on_white() -> None:
    with Preview(sheet(HANDOVER, ANSWERS, HEAD)) as preview:
        wide, high = preview.size(0)
        picture = preview.picture(0, 1.5)
    assert (round(wide), round(high)) == (595, 842)
    assert abs(picture.width - wide * 1.5) <= 1
    assert abs(picture.height - high * 1.5) <= 1
    assert len(picture.rgb) == picture.width * picture.height * 3
    assert picture.rgb[:3] == b"\xff\xff\xff"
    assert min(picture.rgb) == 0


def test_nothing_is_printed_in_the_margins() -> None:
    with Preview(sheet(HANDOVER, {**ANSWERS, "story": "她说要回家。" * 900}, HEAD)) as preview:
        for number in range(len(preview)):
            picture = preview.picture(number)
            margin = int(19.5 / 25.4 * 72)
            for y in range(picture.height):
                row = picture.rgb[y * picture.width * 3 :][: picture.width * 3]
                assert set(row[: margin * 3]) == {255}
                assert set(row[-margin * 3 :]) == {255}


def test_a_page_that_is_not_there_is_an_index_error() -> None:
    with Preview(sheet(HANDOVER, None, HEAD)) as preview, pytest.raises(IndexError):
        preview.picture(99)


def test_what_is_no_pdf_is_damaged() -> None:
    with pytest.raises(Damaged):
        Preview(b"not a document")
