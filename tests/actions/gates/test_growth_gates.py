"""Work and age, counselling and treatment: what is refused, and what stays possible."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rescueapp.actions.recording import records
from rescueapp.domain.guards import growth as guards
from rescueapp.errors import Refused
from rescueapp.forms import codes
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, Clock, House, save

TODAY = "2026-06-30"
JOB: dict[str, Any] = {"job_kind": "01", "job_from": TODAY}
TRAINING: dict[str, Any] = {
    "work_on": TODAY,
    "work_wish": ["01"],
    "courses": [{"course_kind": "02", "course_on": TODAY}],
    "guidance": ["01", "03"],
    "work_help": ["04"],
}
WORK = {
    "a job": {"jobs": [JOB]},
    "an introduction": {"introductions": [{"introduced_on": TODAY}]},
    "an own business": {"self_employment": ["02"]},
    "a public post": {"work_help": ["02", "01"]},
    "an employer": {"employers": "某服装厂（虚构）"},
    "an employer to go to": {"introduced_to": "某服装厂（虚构）"},
    "wages": {"wages_to": "02"},
    "looking for work": {"work_stands": "05"},
    "at work": {"work_stands": "06"},
}


def case_of(ws: Workspace, **person: Any) -> str:
    return save(ws, answers=INTAKE | person).case_uid


def work(ws: Workspace, case: str, **answers: Any) -> records.Saved:
    return save(ws, "training_and_work", answers, case=case)


def refused(ws: Workspace, case: str, **answers: Any) -> Any:
    with pytest.raises(Refused) as stopped:
        work(ws, case, **answers)
    return stopped.value.words


# --- under 16 (A-016) ---------------------------------------------------------------------------


@pytest.mark.parametrize("what", WORK.values(), ids=WORK)
@pytest.mark.parametrize(
    "person",
    [
        {"birth_date": "2010-07-01"},  # sixteen tomorrow
        {"birth_date": "2010"},  # perhaps sixteen
        {"age_low": 15, "age_high": 17},
        {"age_low": 12, "age_high": 12},
        {"age_high": 30},  # nothing says how young she may be
        {},  # nothing is known
    ],
    ids=["day before", "year", "range", "twelve", "open", "unknown"],
)
@pytest.mark.lives("S33", "S42")
def test_a016_no_work_of_any_kind_under_sixteen(
    ws: Workspace, what: dict[str, Any], person: dict[str, Any]
) -> None:
    assert refused(ws, case_of(ws, **person), **what) == guards.UNDER_16()


@pytest.mark.parametrize("what", WORK.values(), ids=WORK)
@pytest.mark.parametrize(
    "person",
    [{"birth_date": "2010-06-30"}, {"age_low": 16, "age_high": 17}, {"age_low": 16}],
    ids=["birthday", "range", "at least"],
)
def test_a016_from_the_sixteenth_birthday_on_work_is_possible(
    ws: Workspace, what: dict[str, Any], person: dict[str, Any]
) -> None:
    assert work(ws, case_of(ws, **person), **what).version == 1


def test_a016_training_and_guidance_are_for_every_age(ws: Workspace) -> None:
    for person in ({"birth_date": "2013-01-01"}, {}):
        saved = save(ws, "training_and_work", TRAINING, case=case_of(ws, **person), complete=True)
        assert saved.version == 1


def test_a016_the_age_on_the_day_work_began_counts(ws: Workspace) -> None:
    case = case_of(ws, birth_date="2010-06-30")
    assert refused(ws, case, jobs=[JOB | {"job_from": "2026-06-29"}]) == guards.UNDER_16()
    assert refused(ws, case, jobs=[JOB | {"job_from": "2026-06"}]) == guards.UNDER_16()


def test_a016_a_job_cannot_be_agreed_ahead_of_the_birthday(ws: Workspace, now: Clock) -> None:
    case = case_of(ws, birth_date="2010-07-01")
    assert refused(ws, case, jobs=[JOB | {"job_from": "2026-07-01"}]) == guards.UNDER_16()
    now.later(days=1)
    assert work(ws, case, jobs=[JOB | {"job_from": "2026-07-01"}]).version == 1


def test_a016_the_third_job_is_looked_at_like_the_first(ws: Workspace) -> None:
    case = case_of(ws, birth_date="2010-06-30")
    jobs = [JOB, JOB | {"job_from": "2026-07-10"}, JOB | {"job_from": "2026-01-01"}]
    assert refused(ws, case, jobs=jobs) == guards.UNDER_16()
    assert work(ws, case, jobs=jobs[:2]).version == 1


def test_a016_a_child_found_working_is_written_as_stopped(ws: Workspace) -> None:
    case = case_of(ws, birth_date="2013-01-01")
    job = JOB | {"job_kind": "81", "job_until": TODAY, "job_ended_why": "07"}
    assert work(ws, case, jobs=[job], employers="某娱乐城（虚构）", wages_to="04").version == 1
    assert refused(ws, case, jobs=[job | {"job_ended_why": "01"}]) == guards.UNDER_16()


def test_a016_nothing_of_it_lies_in_the_file(ws: Workspace) -> None:
    case = case_of(ws)
    refused(ws, case, jobs=[JOB])
    told = work(ws, case, **TRAINING)
    with pytest.raises(Refused):
        save(ws, "training_and_work", TRAINING | {"jobs": [JOB]}, case=case,
             record=told.record_uid, based_on=1)  # fmt: skip
    assert "jobs" not in records.open_record(ws, told.record_uid).answers


def test_a016_whoever_wants_work_one_day_is_still_learning(ws: Workspace) -> None:
    case = case_of(ws, birth_date="2013-01-01")
    for stands in ("01", "02", "03", "04", "08", "09"):
        assert work(ws, case, work_wish=["03"], work_stands=stands).version == 1


# --- from 16 to 18 (A-017) ----------------------------------------------------------------------

SIXTEEN = {"birth_date": "2010-06-30"}
CLOSED = sorted(guards.NOT_FOR_MINORS)


@pytest.mark.parametrize(
    ("key", "row"), [("jobs", {"job_from": TODAY}), ("introductions", {"introduced_on": TODAY})]
)
def test_a017_work_of_a_minor_is_not_completed_before_somebody_said_what_it_is(
    ws: Workspace, key: str, row: dict[str, Any]
) -> None:
    answers = TRAINING | {key: [row]}
    case = case_of(ws, **SIXTEEN)
    assert work(ws, case, **answers).version == 1  # it can be looked at tomorrow
    with pytest.raises(Refused) as stopped:
        save(ws, "training_and_work", answers, case=case, complete=True)
    assert stopped.value.words == guards.WORK_KIND()
    grown = case_of(ws, birth_date="1999-01-01")
    assert save(ws, "training_and_work", answers, case=grown, complete=True).version == 1


@pytest.mark.parametrize("kind", CLOSED)
def test_a017_places_and_work_closed_to_minors(ws: Workspace, kind: str) -> None:
    case = case_of(ws, **SIXTEEN)
    assert refused(ws, case, jobs=[JOB | {"job_kind": kind}]) == guards.UNDER_18()
    asked = [{"introduced_on": TODAY, "introduced_kind": kind}]
    assert refused(ws, case, introductions=asked) == guards.UNDER_18()


@pytest.mark.parametrize("kind", CLOSED)
def test_a017_no_course_in_such_work_is_a_way_round_it(ws: Workspace, kind: str) -> None:
    for person in ({"birth_date": "2012-01-01"}, SIXTEEN, {}):
        case = case_of(ws, **person)
        assert refused(ws, case, courses=[{"course_kind": kind}]) == guards.UNDER_18()
    assert work(ws, case_of(ws, birth_date="2000-01-01"), courses=[{"course_kind": kind}])


def test_a017_other_work_that_was_found_harmful_is_closed_too(ws: Workspace) -> None:
    case = case_of(ws, **SIXTEEN)
    harmful = JOB | {"job_kind": "99", "job_harmful": True}
    assert refused(ws, case, jobs=[harmful]) == guards.UNDER_18()
    asked = [{"introduced_on": TODAY, "introduced_kind": "10", "introduced_harmful": True}]
    assert refused(ws, case, introductions=asked) == guards.UNDER_18()
    assert work(ws, case, jobs=[harmful | {"job_harmful": False}]).version == 1


@pytest.mark.parametrize(
    ("person", "allowed"),
    [
        ({"birth_date": "2008-07-01"}, False),  # eighteen tomorrow
        ({"birth_date": "2008-06-30"}, True),
        ({"age_low": 17, "age_high": 19}, False),
        ({"age_low": 18, "age_high": 19}, True),
    ],
    ids=["day before", "birthday", "range", "of age"],
)
def test_a017_ends_on_the_eighteenth_birthday(
    ws: Workspace, person: dict[str, Any], allowed: bool
) -> None:
    case, bar = case_of(ws, **person), [JOB | {"job_kind": "82"}]
    if allowed:
        assert work(ws, case, jobs=bar).version == 1
    else:
        assert refused(ws, case, jobs=bar) == guards.UNDER_18()


def test_a017_the_list_says_by_its_source_what_is_closed_to_minors() -> None:
    listed = {row.code for row in codes.codes("L-work-kind") if row.source == "L01 61"}
    assert listed == guards.NOT_FOR_MINORS


@pytest.mark.parametrize(
    ("born_to", "on", "young"),
    [
        ("2010-02-28", "2026-02-27", True),
        ("2010-02-28", "2026-02-28", False),
        ("2008-02-29", "2024-02-28", True),
        ("2008-02-29", "2024-02-29", False),
        (None, "2026-06-30", True),
    ],
)
def test_a016_by_the_calendar(born_to: str | None, on: str, young: bool) -> None:
    assert guards.too_young_to_work(born_to, date.fromisoformat(on)) is young


# --- counselling is not treatment (A-403) -------------------------------------------------------


@pytest.fixture
def counsellor(ws: Workspace, station: House) -> tuple[Workspace, str]:
    case = case_of(ws, birth_date="1999-01-01")
    return station.sign_in("li"), case


@pytest.mark.parametrize(
    "answers",
    [
        {"psych_work": "04"},
        {"intervention": "诊断为抑郁症，建议休息"},
        {"intervention": "每晚给药一次"},
        {"intervention": "舍曲林 50 mg，每日一次"},
        {"team_summary": "诊断：创伤后应激障碍"},
        {"intervention": "Prescribed sertraline"},
    ],
)
@pytest.mark.lives("S69")
def test_a403_a_counsellor_neither_diagnoses_nor_treats(
    counsellor: tuple[Workspace, str], answers: dict[str, Any]
) -> None:
    ws, case = counsellor
    with pytest.raises(Refused) as stopped:
        save(ws, "psychological_record", answers, case=case)
    assert stopped.value.words == guards.COUNSELLING()


@pytest.mark.parametrize(
    "answers",
    [
        {"psych_work": "02", "intervention": "稳定化练习，呼吸放松，约定求助方式。"},
        {"intervention": "建议到医院精神科评估，本人愿意去。", "psych_referral": "02"},
        {"intervention": "未作诊断，未用药。"},
        {"chief_concern": "自述医院诊断为失眠"},  # her own words
    ],
)
def test_a403_counselling_and_referring_are_what_it_is_for(
    counsellor: tuple[Workspace, str], answers: dict[str, Any]
) -> None:
    ws, case = counsellor
    assert save(ws, "psychological_record", answers, case=case, complete=True).version == 1
