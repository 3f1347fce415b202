"""The end of help, and its going on under the same number (A-908, S24, S35)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.keeping import retention
from rescueapp.actions.opened import closing
from rescueapp.actions.recording import beside, records
from rescueapp.actions.recording.records import Saved
from rescueapp.actions.two_people import approving, requests
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Stage
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.actions.closing import CHECKED, checked_but
from tests.actions.station import INTAKE, House, save

ADULT = INTAKE | {"birth_date": "1990-01-01"}
CLOSING: dict[str, Any] = {
    "closed_on": "2026-06-29",
    "closure_kind": "01",
    "placement": "05",
    "closure_summary": "虚构的小结",
    "closure_checks": CHECKED,
}
REFERRALS, OPEN = "07", {"closure_check_state": "01"}
LATER = {"closure_check_post": "法律援助专员", "closure_check_until": "2026-07-31"}


def closed(ws: Workspace, case: str, **changed: Any) -> Saved:
    """A closing that counts."""
    saved = save(ws, "closure", CLOSING | changed, case=case, complete=True)
    return agreed(ws, saved)


def agreed(ws: Workspace, saved: Saved) -> Saved:
    """A second person has said yes to it: who that is, the tests of approvals try."""
    assert saved.need is not None
    asked = requests.ask(
        ws, saved.need.kind, saved.case_uid, "结案事项已逐项核对", saved.need.about
    )
    with ws.db.transaction():
        approving.complete(ws, asked)
    return saved


def reopen(ws: Workspace, case: str, on: str = "2026-06-30", *, complete: bool = False) -> Saved:
    return save(ws, "reopening", {"reopened_on": on}, case=case, complete=complete)


@pytest.fixture
def case(ws: Workspace) -> str:
    uid = save(ws, answers=ADULT).case_uid
    save(ws, "risk_and_needs", {"assessed_on": "2026-06-29"}, case=uid)
    return uid


def stage(ws: Workspace, case: str) -> Stage:
    return cases.case(ws, case).stage


def test_a_case_is_closed_by_a_complete_closing_and_by_no_other(ws: Workspace, case: str) -> None:
    saved = save(ws, "closure", CLOSING, case=case)
    assert stage(ws, case) is Stage.ASSESSMENT
    assert retention.keeping(ws, case).closed_on == ""

    agreed(ws, save(ws, "closure", CLOSING, case=case, record=saved.record_uid, based_on=1,
                    complete=True))  # fmt: skip
    assert stage(ws, case) is Stage.CLOSED
    assert retention.keeping(ws, case).closed_on == "2026-06-29"


def test_a_closing_that_was_approved_is_not_undone_by_a_save(ws: Workspace, case: str) -> None:
    saved = save(ws, "closure", CLOSING, case=case, complete=True)
    agreed(ws, saved)
    for told, complete in ((CLOSING, False), (CLOSING | {"closed_on": "2026-06-28"}, True)):
        with pytest.raises(Refused, match="open the case again"):
            save(ws, "closure", told, case=case, record=saved.record_uid, based_on=2,
                 complete=complete)  # fmt: skip
    assert stage(ws, case) is Stage.CLOSED
    save(ws, "closure", CLOSING, case=case, record=saved.record_uid, based_on=2, complete=True)


@pytest.mark.lives("S2", "S35")
def test_a908_a_case_goes_on_under_its_number_where_it_stood(ws: Workspace, case: str) -> None:
    before = cases.case(ws, case)
    closed(ws, case)
    reopen(ws, case)  # incomplete: nothing holds up help

    after = cases.case(ws, case)
    assert (after.number, after.alias) == (before.number, before.alias)
    assert after.stage is Stage.ASSESSMENT
    assert retention.keeping(ws, case).closed_on == ""
    assert closing.closed_on(ws, case) is None


def test_a_case_that_went_on_is_closed_again_by_a_new_closing(ws: Workspace, case: str) -> None:
    closed(ws, case, closed_on="2026-05-01")
    reopen(ws, case, "2026-06-01")
    save(ws, "follow_up", {"visited_on": "2026-06-02"}, case=case)
    assert stage(ws, case) is Stage.FOLLOW_UP

    closed(ws, case, closed_on="2026-06-20")
    assert stage(ws, case) is Stage.CLOSED
    assert retention.keeping(ws, case).closed_on == "2026-06-20"


def test_writing_in_a_closed_case_does_not_open_it(ws: Workspace, case: str) -> None:
    closed(ws, case)
    save(ws, "follow_up", {"visited_on": "2026-06-30"}, case=case)
    assert stage(ws, case) is Stage.CLOSED
    assert retention.keeping(ws, case).closed_on == "2026-06-29"


def test_an_open_case_needs_no_reopening_but_one_that_is_being_written_is_kept(
    ws: Workspace, case: str
) -> None:
    with pytest.raises(Refused, match="open"):
        reopen(ws, case, complete=True)
    reopen(ws, case)
    assert stage(ws, case) is Stage.ASSESSMENT


def test_s24_nobody_is_closed_out_of_sight_where_she_is_must_be_said(
    ws: Workspace, case: str
) -> None:
    said = {key: value for key, value in CLOSING.items() if key != "placement"}
    with pytest.raises(Refused) as refused:
        save(ws, "closure", said, case=case, complete=True)
    assert "Placement" in say(refused.value.words)


def test_c25_08_contact_is_lost_twelve_months_after_the_last_in_the_records(
    ws: Workspace, case: str
) -> None:
    lost = {"closure_kind": "08", "lost_since": "2025-05-01"}
    save(ws, "follow_up", {"visited_on": "2025-09-01", "visit_result": "01"}, case=case)
    for since, last in (("2025-05-01", "2025-09-01"), ("2025-10-02", "2025-10-02")):
        with pytest.raises(Refused) as refused:
            closed(ws, case, **lost | {"lost_since": since})
        assert last in say(refused.value.words)


def test_c25_08_a_visit_that_met_nobody_is_no_contact(ws: Workspace, case: str) -> None:
    save(ws, "follow_up", {"visited_on": "2026-06-01", "visit_result": "03"}, case=case)
    closed(ws, case, closure_kind="08", lost_since="2025-05-01")
    assert stage(ws, case) is Stage.CLOSED


@pytest.mark.parametrize(
    "line",
    [
        OPEN,
        {},
        OPEN | {"closure_check_post": "法律援助专员"},
        OPEN | {"closure_check_until": "2026-07-31"},
        OPEN | LATER | {"closure_check_until": "2026-06-28"},  # before the closing
        {"closure_check_state": "03"},
    ],
)
def test_s77_what_is_not_done_when_help_ends_is_settled_or_handed_on(
    ws: Workspace, case: str, line: dict[str, Any]
) -> None:
    told = {"closure_checks": checked_but(REFERRALS, **line)}
    with pytest.raises(Refused) as refused:
        closed(ws, case, **told)
    words = say(refused.value.words)
    assert "Referrals answered" in words
    assert "Safety plan agreed" not in words
    save(ws, "closure", CLOSING | told, case=case)  # incomplete: it can always be kept


@pytest.mark.parametrize(
    "line", [OPEN | LATER, {"closure_check_state": "03", "closure_check_note": "未作转介"}]
)
def test_s77_what_is_handed_on_or_not_needed_lets_help_end(
    ws: Workspace, case: str, line: dict[str, Any]
) -> None:
    closed(ws, case, closure_checks=checked_but(REFERRALS, **line))
    assert stage(ws, case) is Stage.CLOSED


def test_s77_a_line_that_was_taken_out_of_the_checklist_is_open(ws: Workspace, case: str) -> None:
    without = [each for each in CHECKED if each["closure_check"] != REFERRALS]
    for lines, open_too in ((without, False), ([], True)):
        with pytest.raises(Refused) as refused:
            closed(ws, case, closure_checks=lines)
        words = say(refused.value.words)
        assert "Referrals answered" in words
        assert ("Safety plan agreed" in words) is open_too


def test_who_approves_a_closing_reads_above_it_what_goes_on_elsewhere(
    station: House, ws: Workspace, case: str
) -> None:
    handed = checked_but(REFERRALS, **OPEN, **LATER)
    saved = save(ws, "closure", CLOSING | {"closure_checks": handed}, case=case, complete=True)
    told = "\n".join(records.open_record(station.sign_in("duan"), saved.record_uid).beside)
    assert "Referrals answered (法律援助专员, 2026-07-31)" in told
    assert "Safety plan agreed" not in told


LINE, VISIT = ("safety_line", "2026-06-01"), ("follow_up", "2026-07-15")


def plan_two(ws: Workspace, case: str) -> None:
    """What ends with the help, and what does not."""
    save(ws, "safety_line", {"line_check_on": LINE[1]}, case=case)
    visit = {"visited_on": "2026-06-20", "visit_result": "01", "next_visit_on": VISIT[1]}
    save(ws, "follow_up", visit, case=case)


def planned(ws: Workspace) -> list[tuple[str, str]]:
    """What Today asks for that records planned."""
    return [(due.form, due.due_on) for due in cases.today(ws) if due.clock is None]


def test_what_is_open_is_told_above_the_closing_and_stops_nothing(ws: Workspace, case: str) -> None:
    plan_two(ws, case)
    no_scores, stays, ends = records.blank(ws, "closure", case).beside
    assert "P17" in no_scores
    assert ("Follow-up visit (2026-07-15)" in stays, "stays due" in stays) == (True, True)
    assert ("Check the safety line (2026-06-01)" in ends, "ends these" in ends) == (True, True)
    closed(ws, case)
    assert stage(ws, case) is Stage.CLOSED


@pytest.mark.lives("S24", "S35")
def test_a_closing_ends_what_records_planned_and_a_case_opened_again_has_it(
    ws: Workspace, case: str
) -> None:
    plan_two(ws, case)
    closing_ = save(ws, "closure", CLOSING, case=case, complete=True)
    assert planned(ws) == [LINE, VISIT], "nobody has agreed yet"
    agreed(ws, closing_)
    assert planned(ws) == [VISIT], "what she was promised goes on"
    assert cases.case(ws, case).due_on == VISIT[1]

    reopen(ws, case)
    assert planned(ws) == [LINE, VISIT]
    assert cases.case(ws, case).due_on == LINE[1]


@pytest.mark.parametrize(
    "closes",
    [{"closure_wants_visits": False}, {"closure_kind": "05"}, {"closure_kind": "09"}],
    ids=("no visits", "goes on elsewhere", "died"),
)
def test_nobody_is_visited_who_does_not_want_it_or_is_visited_from_elsewhere(
    ws: Workspace, case: str, closes: dict[str, Any]
) -> None:
    plan_two(ws, case)
    save(ws, "legal_matter", {"matter_next_on": "2026-07-20"}, case=case)
    save(ws, "belongings", {"return_due_on": "2026-07-21"}, case=case)
    assert "Return of kept belongings" in records.blank(ws, "closure", case).beside[1]
    saved = save(ws, "closure", CLOSING | closes, case=case)
    stays, _ = records.open_record(ws, saved.record_uid).beside[1:]
    agreed(ws, save(ws, "closure", CLOSING | closes, case=case, record=saved.record_uid, based_on=1,
                    complete=True))  # fmt: skip
    left = [form for form, _ in planned(ws)]
    assert left == ["legal_matter", "belongings"][closes.get("closure_kind") == "05" :]
    assert ("Return of kept belongings" in stays, "Follow-up visit" in stays) == (True, False)


def test_what_outlasts_a_case_is_asked_of_what_a_closing_says_in_clear() -> None:
    (closes,) = closing.CLOSES
    asked = {f.key: f for f in interpreter.fields(FORMS[closes])}
    for form in FORMS.values():
        for key in interpreter.rests_on(form.outlasts):
            assert interpreter.compartment_of(FORMS[closes], asked[key]) is None, form.key


def test_what_was_done_before_the_closing_stays_done_when_the_case_goes_on(
    ws: Workspace, case: str
) -> None:
    plan_two(ws, case)
    for day, again in (("2026-06-10", "2026-06-25"), ("2026-06-25", "2026-07-01")):
        save(ws, "outcome_scale", {"scored_on": day, "score_again_on": again}, case=case)
    closed(ws, case)
    save(ws, "service_note", {"note_next_on": "2026-07-03"}, case=case)
    note, scores = ("service_note", "2026-07-03"), ("outcome_scale", "2026-07-01")
    assert planned(ws) == [note, VISIT], "planned after the end: it is due"
    reopen(ws, case)
    assert planned(ws) == [LINE, scores, note, VISIT]


def test_what_ends_with_the_closing_is_named_once(ws: Workspace, case: str) -> None:
    """Not the day of a record and the clock of it, and not each of six visits."""
    agreed_to = {"consent_on": "2026-06-29", "consenter": "01", "expires_on": "2026-12-31"}
    save(ws, "consent", agreed_to, case=case)
    left = {"left_at": "2026-06-30T01:00:00Z", "exit_mode": "5.6"}
    save(ws, "stay_and_leaving", left, case=case)
    *_, ends = records.blank(ws, "closure", case).beside
    assert ends.count("2026-12-31") == 1
    assert ends.count("Follow-up after the return") == 1


def test_deadlines_that_end_with_the_closing_are_named_above_it(ws: Workspace, case: str) -> None:
    told = "\n".join(records.blank(ws, "closure", case).beside)
    assert "closing ends these deadlines" in told
    assert "Publish a tracing notice" in told
    visit = records.blank(ws, "follow_up", case).beside
    assert not [line for line in visit if "ends these deadlines" in line]


def test_the_scores_stand_above_the_next_visit_as_first_and_now(ws: Workspace, case: str) -> None:
    assert records.blank(ws, "follow_up", case).beside == ()
    for day, step in (("2026-01-01", "1"), ("2026-06-01", "3")):
        scored = {"scored_on": day, "score_occasion": "02", "score_safety": step}
        save(ws, "outcome_scale", scored, case=case)
    (told,) = records.blank(ws, "follow_up", case).beside
    assert "Safety 1 → 3" in told
    assert "2026-06-01" in told


def test_in_a_closed_case_it_is_told_how_help_goes_on(ws: Workspace, case: str) -> None:
    assert records.blank(ws, "risk_and_needs", case).beside == ()
    closed(ws, case)
    (told,) = records.blank(ws, "risk_and_needs", case).beside
    assert "2026-06-29" in told
    assert records.blank(ws, "rights_request", case).beside == ()
    reopen(ws, case)
    assert records.blank(ws, "risk_and_needs", case).beside == ()


def test_nothing_is_told_of_anothers_case(station: House, ws: Workspace, case: str) -> None:
    other = station.sign_in("mu")
    view = records.Reading(other).blank("closure", case)
    assert beside.beside(other, view).beside == ()
