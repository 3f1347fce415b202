"""A complaint told in private reaches the supervisors with a day, and nobody else (P18, K-09)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rescueapp.actions.desk import duties
from rescueapp.actions.finding import cases
from rescueapp.actions.opened.reported import Incident
from rescueapp.actions.recording import records
from rescueapp.actions.vault import incidents
from rescueapp.errors import Refused
from rescueapp.i18n import Text
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.station import House, save

WORDS = "夜班的人不敲门就进来（虚构）"
BEST = "有人听我说话（虚构）"
SAID: dict[str, Any] = {
    "feedback_on": "2026-06-30",
    "feedback_offered": "01",
    "feedback_other": True,
    "feedback_best": BEST,
    "feedback_complaint": True,
    "feedback_supervisors": True,
    "feedback_complaint_words": WORDS,
}


@pytest.fixture
def case(station: House) -> str:
    return save(station.sign_in("he")).case_uid


def asked(station: House, case: str, **changed: Any) -> Workspace:
    """Li, who did not look after her, writes down what she said."""
    ws = station.sign_in("li")
    save(ws, "feedback", SAID | changed, case=case, complete=True)
    return ws


def waiting(ws: Workspace) -> list[Text]:
    return [each for each in duties.duties(ws) if each.msgid == incidents.SEALED_WAITS.msgid]


def received(station: House) -> list[Incident]:
    return incidents.incidents(station.sign_in("duan"))


def test_the_supervisors_have_it_with_a_day_to_answer_by(station: House, case: str) -> None:
    asked(station, case)
    (told,) = received(station)
    assert (told.reported, told.cases) == (WORDS, (case,))
    assert BEST not in str(told)
    (words,) = waiting(station.sign_in("duan"))
    assert words.values == {"day": "2026-07-15"}


def test_whoever_it_may_be_about_learns_nothing_and_reads_nothing(
    station: House, case: str
) -> None:
    li = asked(station, case)
    writer = li.worker.uid
    assert waiting(li) == []
    he = station.sign_in("he")
    assert waiting(he) == []
    with pytest.raises(Refused):
        incidents.incidents(he)
    (row,) = [each for each in cases.records_of(he, case) if each.form == "feedback"]
    view = records.open_record(he, row.uid)
    assert not {key for key in view.answers if key.startswith("feedback_complaint")}
    assert "feedback_supervisors" not in view.answers
    told = [e for e in audit.rows(he.db, limit=50) if e.act == "report_incident"]
    assert [(each.actor, WORDS in str(each.detail)) for each in told] == [(writer, False)]


def test_the_line_on_today_does_not_say_that_it_is_a_complaint(station: House, case: str) -> None:
    asked(station, case)
    (words,) = waiting(station.sign_in("duan"))
    assert "omplain" not in words.msgid


@pytest.mark.parametrize(
    "changed", [{"feedback_supervisors": False}, {"feedback_complaint": False}]
)
def test_without_her_yes_nothing_is_told(
    station: House, case: str, changed: dict[str, Any]
) -> None:
    left = {key: value for key, value in SAID.items() if key != "feedback_complaint_words"}
    save(station.sign_in("li"), "feedback", left | changed, case=case)
    assert received(station) == []


def test_the_same_words_are_told_once_and_other_words_again(station: House, case: str) -> None:
    ws = station.sign_in("li")
    first = save(ws, "feedback", SAID, case=case)
    again = save(ws, "feedback", SAID | {"feedback_best": "午饭（虚构）"}, case=case,
                 record=first.record_uid, based_on=first.version)  # fmt: skip
    assert len(received(station)) == 1
    save(ws := station.sign_in("li"), "feedback",
         SAID | {"feedback_complaint_words": f"{WORDS}，已是第二次"}, case=case,
         record=again.record_uid, based_on=again.version)  # fmt: skip
    assert ws.worker.login == "li"
    assert len(received(station)) == 2


def test_it_ends_once_she_was_told_what_came_of_it(station: House, case: str) -> None:
    asked(station, case)
    (told,) = received(station)
    ws = station.sign_in("duan")
    with pytest.raises(incidents.StillOpen) as still:
        incidents.close(ws, told.uid)
    assert still.value.question == "told_answer_on"
    answered = {**told.answers, "told_answer_on": "2026-06-30"}
    incidents.keep(ws, replace(told, answers=answered))
    assert incidents.close(ws, told.uid).closed
    assert waiting(ws) == []


def test_a_complaint_that_is_an_incident_with_data_too_has_the_duties_of_both(
    station: House, case: str
) -> None:
    asked(station, case)
    (told,) = received(station)
    both = replace(told, answers={**told.answers, "incident_kinds": ["10", "05"]})
    fields = {each.field for each in both.duties()}
    assert {"told_answer_on", "told_authority_on", "told_persons_on"} <= fields
