"""The emergency card on paper: a page each, whole, in every language, and nothing of a case."""

from __future__ import annotations

import io

import pytest

from rescueapp.domain.emergency_card import sheets
from rescueapp.i18n import LANGUAGES, speaking
from rescueapp.printing.pages import RIGHT, SheetHead
from rescueapp.printing.preview import Preview
from rescueapp.printing.wall_sheet import write_wall_sheets
from tests.output.paper import page_texts, squeezed


def printed(language: str) -> list[str]:
    target = io.BytesIO()
    with speaking(language):
        write_wall_sheets(target, sheets(), SheetHead(print_id="A1B2C3D4"))
    return page_texts(target.getvalue())


@pytest.mark.parametrize("language", LANGUAGES)
def test_k25_each_emergency_has_one_page_with_every_step_on_it(language: str) -> None:
    pages = printed(language)
    assert len(pages) == len(sheets())
    with speaking(language):
        for sheet, page in zip(sheets(), pages, strict=True):
            for line in sheet.lines:
                assert squeezed(line.said) in squeezed(page)
                if line.part == "call":
                    assert line.value in page


def test_k26_the_note_for_staff_hangs_beside_them() -> None:
    assert "继发性创伤" in printed("zh_Hans")[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_k25_no_line_of_a_sheet_runs_out_of_its_page(language: str) -> None:
    target = io.BytesIO()
    with speaking(language):
        write_wall_sheets(target, sheets(), SheetHead(print_id="A1B2C3D4"))
    with Preview(target.getvalue()) as pages:
        for number in range(len(pages)):
            picture = pages.picture(number, 1.0)
            line = 3 * picture.width
            rows = (picture.rgb[at : at + line] for at in range(0, line * picture.height, line))
            edge = b"".join(row[3 * (int(RIGHT) + 2) :] for row in rows)
            assert set(edge) == {255}  # white
