"""A sheet that is taken along: neither the paper nor the register of releases has what was asked
in private; the file of the case does."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.papers import prints
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save
from tests.output.paper import squeezed, words_of

PRIVATE = {"made_to_leave": "02", "made_to_leave_note": "门外有人等着", "leaving_signs": False}
SAID = {"leaving_words": "想回去上班", "leaving_declares": ["01"]}


def test_what_was_asked_in_private_is_not_printed_and_not_among_what_went_out(
    station: House,
) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers=INTAKE | {"birth_date": "1990-05"}).case_uid
    record = save(ws, "leaving_declaration", PRIVATE | SAID, case=case).record_uid
    prepared = prints.prepare_sheet(ws, form="leaving_declaration", record_uid=record)
    went = {key.partition(".")[2] for key in prepared.fields}
    assert went == set(SAID)
    (pdf,) = prepared.pdfs
    told = words_of(pdf)
    assert squeezed(SAID["leaving_words"]) in told
    assert squeezed(PRIVATE["made_to_leave_note"]) not in told


HERS = {
    "reunion_wish": "03",
    "reunion_own_view": "怕他们再打我",
    "reunion_child_opinion": "先见一面再说",
    "reunion_went": "她一直低着头",
    "reunion_followed_on": "2026-06-30",
    "reunion_after": "夜里不敢睡",
}
MET = {"reunion_on": "2026-06-25", "reunion_press": False}


def sheet_with(
    ws: Workspace, born: str, form: str, hers: dict[str, Any], on_it: dict[str, Any]
) -> str:
    """The words of a sheet on which, of both, only what is `on_it` stands."""
    case = save(ws, answers=INTAKE | {"birth_date": born}).case_uid
    record = save(ws, form, hers | on_it, case=case).record_uid
    prepared = prints.prepare_sheet(ws, form=form, record_uid=record)
    assert {key.partition(".")[2] for key in prepared.fields} == set(on_it)
    (pdf,) = prepared.pdfs
    return words_of(pdf)


@pytest.mark.lives("S63")
def test_what_she_thinks_of_a_reunion_is_not_on_the_paper_that_her_family_signs(
    station: House,
) -> None:
    told = sheet_with(station.sign_in("he"), "2012-05", "reunion", HERS, MET)
    for key in ("reunion_own_view", "reunion_child_opinion", "reunion_went", "reunion_after"):
        assert squeezed(HERS[key]) not in told


HER_STAY = {
    "stay_medical": "门诊复查两次",
    "stay_psychological": "夜里惊醒，谈过三次",
    "stay_tracing": "不愿让父亲知道",
    "kin_contacts": [{"kin_wished": False}],
    "rounds": [{"round_seen": "深夜在走廊里哭"}],
    "outings": [{"outing_what": "去见律师"}],
    "stay_satisfaction": "03",
    "stay_view": "夜里有人敲门我害怕",
}
LEFT = {"left_at": "2026-06-28T02:00:00Z", "exit_mode": "5.3", "left_with": "02"}


@pytest.mark.lives("S63")
def test_what_a_stay_was_for_her_is_not_on_the_paper_that_whoever_collects_her_signs(
    station: House,
) -> None:
    told = sheet_with(station.sign_in("he"), "1990-05", "stay_and_leaving", HER_STAY, LEFT)
    for key in ("stay_medical", "stay_psychological", "stay_tracing", "stay_view"):
        assert squeezed(HER_STAY[key]) not in told
    for said in ("深夜在走廊里哭", "去见律师"):
        assert said not in told
