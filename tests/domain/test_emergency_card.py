"""What stands on the emergency card and on the note for staff (K-25, K-26)."""

from __future__ import annotations

import pytest

from rescueapp import i18n
from rescueapp.domain.emergency_card import STAFF, Sheet, sheets
from rescueapp.forms.catalogue import FORMS
from tests.forms.test_neutral_words import labels_in

LONGEST = {"zh_Hans": 40, "zh_Hant": 40, "en": 110}  # characters: a line on the smallest screen
MOST_STEPS = 10


def of(key: str) -> Sheet:
    return next(sheet for sheet in sheets() if sheet.key == key)


def test_k25_there_are_three_emergencies_and_k26_one_note_for_staff() -> None:
    assert [sheet.key for sheet in sheets()] == ["self_harm", "medical", "threat", STAFF]


@pytest.mark.parametrize("key", ["self_harm", "medical", "threat"])
def test_k25_each_emergency_says_whom_to_call_and_who_must_be_told(key: str) -> None:
    numbers = {line.value for line in of(key).of("call")}
    said = " ".join(line.words[0] for line in of(key).of("step"))
    assert {"110", "120"} <= numbers
    assert "报告主管" in said
    assert "24小时内" in said
    assert "F37" in said
    assert "mandatory_report" in {line.value for line in of(key).of("write")}


def test_k25_nobody_in_danger_of_self_harm_is_left_alone_with_means_at_hand() -> None:
    said = [line.words[0] for line in of("self_harm").of("step")]
    assert said[0].startswith("不让其独处")
    assert any("拿开刀具" in step for step in said)
    assert any("不作诊断" in step for step in said)


def test_k26_the_note_tells_what_it_is_what_helps_and_whom_to_call() -> None:
    note = of(STAFF)
    assert "继发性创伤" in note.of("note")[0].words[0]
    assert note.of("sign")
    assert note.of("step")
    assert [line.value for line in note.of("call")] == ["12356"]
    assert not note.of("write")


@pytest.mark.parametrize(("place", "code"), list(enumerate(i18n.LANGUAGES)))
@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_k25_each_step_is_one_line_in_every_language(sheet: Sheet, place: int, code: str) -> None:
    assert 0 < len(sheet.of("step")) <= MOST_STEPS
    for line in sheet.lines:
        if line.part in ("write", "incident"):
            continue
        assert line.words[place], line
        assert len(line.words[place]) <= LONGEST[code], line.words[place]


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.key)
def test_k25_what_is_written_next_is_a_form_and_every_line_has_its_source(sheet: Sheet) -> None:
    assert all(line.value in FORMS for line in sheet.of("write"))
    assert all(line.source for line in sheet.lines)


def test_k25_no_line_of_the_card_labels_her() -> None:
    said = [words for sheet in sheets() for line in sheet.lines for words in line.words]
    assert [words for words in said if labels_in(words)] == []
