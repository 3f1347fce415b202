"""A sheet that something stands against, or that nobody has approved, says so on paper."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.papers import prints
from rescueapp.i18n import speaking
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, approved, save
from tests.output.paper import squeezed, words_of

STAMP = squeezed("Not complete or not approved: not to be used")
WOMAN = INTAKE | {"birth_date": "1990-05"}
ENDED: dict[str, Any] = {
    "terminated_on": "2026-06-30", "termination_reasons": ["02"],
    "termination_facts": "已找到住处", "termination_ground": "民发〔2014〕132号",
    "termination_remedy": ["02"], "termination_review": "均已核对",
    "termination_reviewed_on": "2026-06-30", "termination_reviewer": "段文秀",
}  # fmt: skip


def paper(ws: Workspace, form: str, record: str | None) -> str:
    with speaking("en"):
        return squeezed(words_of(prints.prepare_sheet(ws, form=form, record_uid=record).pdfs[0]))


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("return_handover", {"return_own_wish": "02"}),
        ("termination_notice", ENDED | {"termination_reasons": ["01"]}),
        ("clue_sheet", {"clue_on": "2026-06-30", "clue_agreed": False}),
        ("support_duty_notice", {"duty_on": "2026-06-30", "duty_wish": "02"}),
        ("leaving_declaration", {"leaving_signs": True}),
    ],
)
def test_a_sheet_of_an_incomplete_record_is_not_to_be_used(
    ws: Workspace, form: str, told: dict[str, Any]
) -> None:
    record = save(ws, form, told, case=save(ws, answers=WOMAN).case_uid).record_uid

    assert paper(ws, form, record).count(STAMP) >= 2  # in the head, and where it is signed


def test_what_was_approved_is_a_sheet_to_act_on(ws: Workspace, station: House) -> None:
    case = save(ws, answers=WOMAN).case_uid
    waits = save(ws, "termination_notice", ENDED, case=case, complete=True)
    assert STAMP in paper(ws, "termination_notice", waits.record_uid)

    ws = approved(station, ws, waits)
    assert STAMP not in paper(ws, "termination_notice", waits.record_uid)


def test_a_blank_and_a_paper_of_the_first_hour_are_sheets_as_they_are(ws: Workspace) -> None:
    intake = save(ws, answers=WOMAN).record_uid

    assert STAMP not in paper(ws, "return_handover", None)
    assert STAMP not in paper(ws, "intake", intake)
