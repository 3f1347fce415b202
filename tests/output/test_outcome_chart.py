"""The outcome scales on paper: a picture and its numbers after the last record of them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from rescueapp.domain import outcomes
from rescueapp.domain.outcomes import Scored
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import LANGUAGES, speaking
from rescueapp.printing import outcome_chart
from rescueapp.printing.case_file import write_case_file
from rescueapp.printing.filed import FiledRecord
from rescueapp.printing.preview import Preview
from rescueapp.printing.profiles import NEXT_INSTITUTION, Choice
from tests.output.paper import case_file, page_texts, printed, squeezed, visit

FIRST: dict[str, Any] = {"score_safety": "1", "own_score_safety": 2, "score_occasion": "01"}
NOW: dict[str, Any] = {"score_safety": "4", "own_score_safety": 3, "score_occasion": "05"}
TITLE = "Outcome scales over time"


def scales(answers: dict[str, Any], on: str) -> FiledRecord:
    return FiledRecord(FORMS[outcomes.FORM], lambda: answers, on, "王晓梅", uid=on)


def charts(*records: FiledRecord, **changed: Any) -> list[str]:
    with speaking("en"):
        pages = page_texts(printed(case_file(*records, **changed)))
    return [page for page in pages if squeezed(TITLE) in page]


def test_the_picture_and_its_numbers_follow_the_last_scales() -> None:
    (page,) = charts(
        scales(FIRST, "2026-01-10"), scales(NOW, "2026-06-11"), visit("丙", "2026-05-01")
    )
    for words in ("Safety", "Our score", "2026-01-10", "2026-06-11", "1/2", "4/3", "L3"):
        assert squeezed(words) in page


def test_one_record_alone_shows_no_change_and_has_no_page_of_its_own() -> None:
    assert charts(scales(FIRST, "2026-01-10")) == []


def test_what_does_not_go_to_a_reader_is_not_drawn_for_them_either() -> None:
    file = case_file(scales(FIRST, "2026-01-10"), scales(NOW, "2026-06-11"))
    target = BytesIO()
    with speaking("en"):
        write_case_file(target, replace(file, profile=NEXT_INSTITUTION, choice=Choice()))
        assert squeezed(TITLE) not in "".join(page_texts(target.getvalue()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_can_be_drawn_in_every_language_and_in_other_colours(language: str) -> None:
    scores = [Scored("a", "2026-01-10", "01", {"body": 1}), Scored("b", "2026-06-11", "99")]
    drawn = {}
    with speaking(language):
        for ground in ("#ffffff", "#1a2129"):
            pdf = outcome_chart.pdf(scores, outcome_chart.Colours(ground=ground))
            with Preview(pdf) as preview:
                assert len(preview) == 1
                drawn[ground] = preview.picture(0).rgb[:3]
    assert drawn == {"#ffffff": b"\xff\xff\xff", "#1a2129": b"\x1a\x21\x29"}
