"""The notice to relatives, on paper: the duty and whom to call, and nothing of her (S67, K-13)."""

from __future__ import annotations

from typing import Any

from rescueapp.actions.papers import prints
from tests.actions.station import INTAKE, STATION, House, save
from tests.output.paper import squeezed, words_of

ASKED: dict[str, Any] = {
    "duty_wish": "01",
    "duty_own_view": "想让妈妈知道但不想见叔叔",
    "duty_answer_words": "家里说没有钱",
    "duty_next": "请法律援助介入",
}
NOTICE: dict[str, Any] = {
    "duty_on": "2026-06-30",
    "duty_kinds": ["01"],
    "duty_words": "请在十五日内答复抚养安排",
    "duty_call": "县民政局 10000000099",
}
# Of a compartment the register names what the paper asks, answered or not.
ASKED_OF_IDENTITY = {"duty_relative", "duty_name", "duty_relation"}


def paper(station: House, **told: str) -> prints.Prepared:
    ws = station.sign_in("he")
    case = save(ws, answers=INTAKE | {"birth_date": "2012-05"}).case_uid
    record = save(ws, "support_duty_notice", ASKED | NOTICE | told, case=case).record_uid
    return prints.prepare_sheet(ws, form="support_duty_notice", record_uid=record)


def test_s67_the_paper_tells_the_duty_and_not_what_was_asked_or_answered(station: House) -> None:
    prepared = paper(station)
    told = words_of(prepared.pdfs[0])
    assert squeezed(NOTICE["duty_words"]) in told
    for private in ("duty_own_view", "duty_answer_words", "duty_next"):
        assert squeezed(ASKED[private]) not in told
    assert {key.partition(".")[2] for key in prepared.fields} == {
        *NOTICE,
        *ASKED_OF_IDENTITY,
    }


def test_s67_the_paper_does_not_name_the_house(station: House) -> None:
    prepared = paper(station)
    assert STATION.station_name not in words_of(prepared.pdfs[0])
    assert prepared.found == ()


def test_s67_words_that_tell_where_she_is_are_found_before_it_is_printed(station: House) -> None:
    prepared = paper(station, duty_words=f"请联系{STATION.station_name}接回")
    assert [found.field for found in prepared.found] == ["duty_words"]
