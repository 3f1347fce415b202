"""A record that is complete only when a second person has said so (rules.md D.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.recording import gates, identity, records
from rescueapp.actions.recording.records import Saved
from rescueapp.actions.two_people import approving, requests, telephone_codes
from rescueapp.domain.request import Kind
from rescueapp.errors import Damaged, Refused
from rescueapp.forms.schema import Stage
from rescueapp.storage import digests
from rescueapp.workspace import Workspace
from tests.actions.gates.test_decision_gates import ASSESSED
from tests.actions.gates.test_station_gates import HOME
from tests.actions.station import INTAKE, House, save

PLAN = "service_plan"
WHY = "计划已与本人商定，请审批"
GOALS = {"own_goals": "想学裁缝"}


def begun(ws: Workspace) -> Saved:
    """A plan that its writer completed, and that waits."""
    case = save(ws).case_uid
    return save(ws, PLAN, GOALS, case=case, complete=True)


def ask(ws: Workspace, saved: Saved) -> str:
    assert saved.need is not None
    return requests.ask(ws, Kind.APPROVE, saved.case_uid, WHY, saved.need.about).uid


def state(ws: Workspace, saved: Saved) -> str:
    view = records.open_record(ws, saved.record_uid)
    assert view.row is not None
    return view.row.state


def test_completing_such_a_record_leaves_it_incomplete_and_says_what_it_waits_for(
    station: House,
) -> None:
    ws = station.sign_in("he")
    saved = begun(ws)
    assert saved.need is not None
    assert saved.need.kind is Kind.APPROVE
    assert state(ws, saved) == "incomplete"
    assert cases.case(ws, saved.case_uid).stage is Stage.INTAKE


def test_an_unfinished_one_waits_for_nobody(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    saved = save(ws, PLAN, GOALS, case=case)
    assert saved.need is None
    assert requests.waiting(station.sign_in("duan")) == []


def test_a_yes_completes_it_with_the_same_answers_and_brings_the_case_on(station: House) -> None:
    ws = station.sign_in("he")
    saved = begun(ws)
    request = ask(ws, saved)
    ws = station.sign_in("duan")
    (asked,) = requests.waiting(ws)
    assert asked.record is not None
    assert asked.record.uid == saved.record_uid
    requests.decide(ws, request, granted=True)
    ws = station.sign_in("he")
    view = records.open_record(ws, saved.record_uid)
    assert view.row is not None
    assert (view.row.state, view.row.version) == ("complete", saved.version + 1)
    assert view.answers == GOALS
    assert [v.worker_name for v in records.history(ws, saved.record_uid)] == ["段文秀", "和晓燕"]
    assert cases.case(ws, saved.case_uid).stage is Stage.PLAN
    assert requests.of_asker(ws) == []
    (answer,) = requests.answered(ws)
    assert (answer.form, answer.record) == (PLAN, None)  # it moved on, and is still that form
    entry = digests.of_version(ws.db, saved.record_uid, 2)
    assert ws.db.one("SELECT count(*) FROM audit WHERE instr(detail, ?) > 0", (entry,)) == (1,)


def test_a_no_leaves_it_incomplete_and_says_so(station: House) -> None:
    ws = station.sign_in("he")
    saved = begun(ws)
    request = ask(ws, saved)
    requests.decide(station.sign_in("duan"), request, granted=False, note="请补上负责部门")
    ws = station.sign_in("he")
    need = gates.need(ws, PLAN, saved.case_uid, saved.record_uid)
    assert need is not None
    assert need.words.msgid == approving.REFUSED.msgid
    assert state(ws, saved) == "incomplete"


def test_saved_again_it_is_another_question(station: House) -> None:
    ws = station.sign_in("he")
    saved = begun(ws)
    request = ask(ws, saved)
    again = save(ws, PLAN, GOALS | {"own_goals": "想回学校"}, case=saved.case_uid,
                 record=saved.record_uid, based_on=saved.version)  # fmt: skip
    ws = station.sign_in("duan")
    assert requests.waiting(ws) == []
    with pytest.raises(Refused):
        requests.decide(ws, request, granted=True)
    assert state(ws, again) == "incomplete"


def test_an_older_version_cannot_be_asked_about(station: House) -> None:
    ws = station.sign_in("he")
    saved = begun(ws)
    assert saved.need is not None
    save(ws, PLAN, GOALS | {"own_goals": "想回学校"}, case=saved.case_uid,
         record=saved.record_uid, based_on=saved.version)  # fmt: skip
    with pytest.raises(Refused, match="saved again"):
        requests.ask(ws, Kind.APPROVE, saved.case_uid, WHY, saved.need.about)


def test_nobody_approves_what_they_wrote(station: House) -> None:
    """A supervisor mends a plan, and the caseworker asks about it: another one has to say so."""
    ws = station.sign_in("he")
    case = save(ws).case_uid
    ws = station.sign_in("duan")
    saved = save(ws, PLAN, GOALS, case=case, complete=True)
    ws = station.sign_in("he")
    request = ask(ws, saved)
    with pytest.raises(Refused, match="You wrote in this"):
        requests.decide(station.sign_in("duan"), request, granted=True)
    assert state(station.sign_in("he"), saved) == "incomplete"


def test_nobody_approves_what_they_asked_for(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    saved = save(ws, PLAN, GOALS, case=case, complete=True)
    ws = station.sign_in("duan")
    request = ask(ws, saved)
    with pytest.raises(Refused):
        requests.decide(ws, request, granted=True)


def test_an_approved_record_saved_without_a_change_stays_so_and_changed_it_does_not(
    station: House,
) -> None:
    ws = station.sign_in("he")
    saved = begun(ws)
    request = ask(ws, saved)
    requests.decide(station.sign_in("duan"), request, granted=True)
    ws = station.sign_in("he")
    same = save(ws, PLAN, GOALS, case=saved.case_uid, record=saved.record_uid, based_on=2,
                complete=True)  # fmt: skip
    assert (same.need, state(ws, same)) == (None, "complete")
    other = save(ws, PLAN, {"own_goals": "想开店"}, case=saved.case_uid, record=saved.record_uid,
                 based_on=3, complete=True)  # fmt: skip
    assert other.need is not None
    assert state(ws, other) == "incomplete"


def test_at_night_the_superior_bureau_approves_by_telephone(station: House) -> None:
    sheet = telephone_codes.make_sheet(station.sign_in("duan"))
    ws = station.sign_in("he")
    saved = begun(ws)
    requests.decide_by_code(ws, ask(ws, saved), 1, sheet.codes[0])
    assert state(ws, saved) == "complete"
    assert requests.unconfirmed(ws) == 1


def test_a_question_that_was_turned_to_another_record_is_refused(station: House) -> None:
    """What a request is about is signed with it."""
    ws = station.sign_in("he")
    saved = begun(ws)
    request = ask(ws, saved)
    other = save(ws, PLAN, {"own_goals": "别的"}, case=saved.case_uid, complete=True)
    with ws.db.transaction():
        ws.db.execute(
            "UPDATE requests SET about = ? WHERE uid = ?", (f"{other.record_uid}/1", request)
        )
    with pytest.raises(Damaged):
        requests.decide(station.sign_in("duan"), request, granted=True)
    assert state(station.sign_in("he"), other) == "incomplete"


def test_nobody_approves_words_of_theirs_that_somebody_else_saved_again(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    written = save(station.sign_in("duan"), PLAN, GOALS, case=case, complete=True)
    ws = station.sign_in("he")
    again = save(ws, PLAN, GOALS, case=case, record=written.record_uid, based_on=1, complete=True)
    request = ask(ws, again)
    with pytest.raises(Refused, match="You wrote in this"):
        requests.decide(station.sign_in("duan"), request, granted=True)


@pytest.mark.parametrize("came", ["the family is unfit", "the receiver is unsafe"])
def test_what_stands_against_a_record_by_then_is_asked_again(station: House, came: str) -> None:
    """A return was in order when it was written, and is not when it is approved."""
    ws = station.sign_in("he")
    case = save(ws).case_uid
    save(ws, "family_assessment", ASSESSED, case=case, complete=True)
    saved = save(ws, "return_handover", HOME, case=case, complete=True)
    request = ask(ws, saved)
    if came == "the family is unfit":
        save(ws, "family_assessment", ASSESSED | {"family_result": "04"}, case=case, complete=True)
    else:
        save(ws, "relative", {"relation": "R2", "relative_name": "林阿婆"}, case=case)
    with pytest.raises(Refused):
        requests.decide(station.sign_in("duan"), request, granted=True)
    assert state(station.sign_in("he"), saved) == "incomplete"
    assert [each.request.uid for each in requests.waiting(station.sign_in("duan"))] == [request]


def test_a_reason_does_not_name_her(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers=INTAKE | {"name": "林春山"}).case_uid
    saved = save(ws, PLAN, GOALS, case=case, complete=True)
    assert saved.need is not None
    with pytest.raises(Refused, match="name stands in it"):
        requests.ask(ws, Kind.APPROVE, case, "林春山的计划已与本人商定", saved.need.about)
    asked = requests.ask(ws, Kind.APPROVE, case, WHY, saved.need.about)
    duan = station.sign_in("duan")
    with pytest.raises(Refused, match="name stands in it"):
        requests.decide(duan, asked.uid, granted=False, note="先与林春山本人再谈")
    requests.decide(duan, asked.uid, granted=False, note="先与本人再谈")


def approved(station: House, form: str, answers: dict[str, Any], case: str) -> Saved:
    """A record somebody else has approved, as it lies then."""
    ws = station.sign_in("he")
    saved = save(ws, form, answers, case=case, complete=True)
    request = ask(ws, saved)
    requests.decide(station.sign_in("duan"), request, granted=True)
    return replace(saved, version=saved.version + 1)


def saved_again(ws: Workspace, form: str, first: Saved, answers: dict[str, Any]) -> Saved:
    return save(ws, form, answers, case=first.case_uid, record=first.record_uid,
                based_on=first.version, complete=True)  # fmt: skip


SEWING = {"measure_goal": "学裁缝", "measure": "参加缝纫班", "measure_due_on": "2026-09-30"}
DONE = {"measure_done_on": "2026-06-30", "measure_state": "03"}


def test_what_became_of_an_approved_plan_is_written_into_it_without_another_yes(
    station: House,
) -> None:
    """A measure was done, the plan was looked at again: nobody decides that a second time."""
    case = save(station.sign_in("he")).case_uid
    plan = GOALS | {"measures": [SEWING]}
    first = approved(station, PLAN, plan, case)
    ws = station.sign_in("he")
    later = {"measures": [SEWING | DONE], "reviewed_on": "2026-06-30", "review_result": "03",
             "review_own_view": "班上很好"}  # fmt: skip
    saved = saved_again(ws, PLAN, first, GOALS | later)
    assert (saved.need, state(ws, saved)) == (None, "complete")
    assert cases.case(ws, case).stage is Stage.PLAN


@pytest.mark.parametrize(
    "measures",
    [[SEWING | DONE | {"measure": "到外地打工"}], [SEWING | DONE, SEWING], [DONE]],
    ids=["another measure", "one more", "one taken out"],
)
def test_what_was_approved_is_not_changed_on_that_way(
    station: House, measures: list[dict[str, Any]]
) -> None:
    case = save(station.sign_in("he")).case_uid
    first = approved(station, PLAN, GOALS | {"measures": [SEWING]}, case)
    ws = station.sign_in("he")
    saved = saved_again(ws, PLAN, first, GOALS | {"measures": measures})
    assert saved.need is not None
    assert state(ws, saved) == "incomplete"


def test_that_she_arrived_safely_does_not_undo_her_return(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    save(ws, "family_assessment", ASSESSED, case=case, complete=True)
    first = approved(station, "return_handover", HOME, case)
    ws = station.sign_in("he")
    identity.reveal(ws, case, "care")
    stage = cases.case(ws, case).stage
    saved = saved_again(ws, "return_handover", first, HOME | {"return_arrived_on": "2026-06-30"})
    assert (saved.need, state(ws, saved)) == (None, "complete")
    assert cases.case(ws, case).stage is stage
