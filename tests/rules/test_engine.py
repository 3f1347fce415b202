"""From what happened to what is due: settled, needless, standing still, set otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescueapp import clock
from rescueapp.rules.calendar import Calendar, shipped
from rescueapp.rules.engine import (
    Clockwork,
    Deadline,
    Decision,
    Does,
    Happened,
    Person,
    State,
    state,
)
from rescueapp.rules.limits import Basis, Words
from rescueapp.rules.periods import parse
from rescueapp.rules.table import Milestone, Rule, Scope, Table, Take

WORDS = Words("词", "詞", "word")
NAMES = {"closed": Milestone("closed", WORDS, undone_by="reopened")}
TODAY = date(2026, 11, 20)
ANYBODY = Person()


def rule(*steps: str, **keys: object) -> Rule:
    whole = Rule("A-1", WORDS, "begun", "21", "x", Basis.INTERNAL, "D", roll=False)
    return replace(whole, steps=tuple(parse(each) for each in steps), **keys)  # type: ignore[arg-type]


def told(
    asked: Rule,
    *happened: tuple[str, str] | tuple[str, str, str],
    person: Person = ANYBODY,
    today: date = TODAY,
    decisions: tuple[Decision, ...] = (),
) -> list[Deadline]:
    work = Clockwork(Table(NAMES, (asked,)), Calendar(shipped()))
    events = [Happened(*each) for each in happened]
    return work.deadlines(events, person, today, decisions)


def on(day: str) -> datetime:
    """Noon at the station."""
    return clock.instant(f"{day}T04:00:00Z")


# --- where it stands (A-009) ---------------------------------------------------------------------


def test_nothing_has_begun_what_nothing_triggered() -> None:
    assert told(rule("10 days"), ("other", "2026-11-01")) == []
    assert state(None, on("2026-11-20")) is State.NOT_TRIGGERED


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-08", State.RUNNING),
        ("2026-11-10", State.SOON),  # the last fifth of ten days
        ("2026-11-11", State.SOON),
        ("2026-11-12", State.OVERDUE),
    ],
)
def test_ten_days_run_are_soon_and_are_over(day: str, expected: State) -> None:
    (found,) = told(rule("10 days"), ("begun", "2026-11-01"))
    assert state(found, on(day)) is expected


def test_the_last_of_three_days_is_soon_though_it_is_more_than_a_fifth() -> None:
    (found,) = told(rule("3 days"), ("begun", "2026-11-01"))
    assert state(found, on("2026-11-03")) is State.RUNNING
    assert state(found, on("2026-11-04")) is State.SOON


def test_a_rule_may_say_itself_when_it_is_soon() -> None:
    (found,) = told(rule("0 days", soon=parse("30 days")), ("begun", "2027-01-31"))
    assert state(found, on("2026-12-31")) is State.RUNNING
    assert state(found, on("2027-01-01")) is State.SOON
    assert state(found, on("2027-01-31")) is State.SOON
    assert state(found, on("2027-02-01")) is State.OVERDUE


def test_the_last_second_is_in_time() -> None:
    (found,) = told(rule("24 hours"), ("begun", "2026-11-01T06:00:00Z"))
    last = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
    assert state(found, last) is State.SOON
    assert state(found, last + timedelta(seconds=1)) is State.OVERDUE


def test_passing_a_threshold_is_a_status_and_no_failure() -> None:
    (found,) = told(rule("10 days", threshold=True), ("begun", "2026-11-01"))
    assert state(found, on("2026-11-12")) is State.REACHED


# --- done, needless ------------------------------------------------------------------------------


def test_what_settles_it_is_told_with_its_time_however_late() -> None:
    asked = rule("3 days", done=("did",))
    (found,) = told(asked, ("begun", "2026-11-01"), ("did", "2026-11-18"))
    assert found.done_on == "2026-11-18"
    assert state(found, on("2026-11-20")) is State.DONE


def test_what_was_done_before_it_began_does_not_settle_it() -> None:
    asked = rule("3 days", done=("did",))
    (found,) = told(asked, ("begun", "2026-11-05"), ("did", "2026-11-04"))
    assert found.open
    (early,) = told(replace(asked, earlier=parse("1 day")), ("begun", "2026-11-05"),
                    ("did", "2026-11-04"))  # fmt: skip
    assert early.done_on == "2026-11-04"


def test_within_a_day_instants_are_compared_and_a_day_without_hour_counts() -> None:
    asked = rule("3 days", stops=("gone",))
    begun = ("begun", "2026-11-05T08:00:00Z")
    assert told(asked, begun, ("gone", "2026-11-05T07:00:00Z"))[0].open
    assert not told(asked, begun, ("gone", "2026-11-05T09:00:00Z"))[0].open
    assert not told(asked, begun, ("gone", "2026-11-05"))[0].open


def test_what_makes_it_needless_stops_it_and_is_no_failure() -> None:
    (found,) = told(rule("3 days", stops=("closed",)), ("begun", "2026-11-01"),
                    ("closed", "2026-11-19"))  # fmt: skip
    assert found.stopped_on == "2026-11-19"
    assert state(found, on("2026-11-20")) is State.STOPPED


def test_opened_again_it_runs_again_and_closed_again_it_stops() -> None:
    asked = rule("30 days", stops=("closed",))
    events = [("begun", "2026-11-01"), ("closed", "2026-11-05"), ("reopened", "2026-11-09")]
    assert told(asked, *events)[0].open
    assert told(asked, *events, ("closed", "2026-11-12"))[0].stopped_on == "2026-11-12"


def test_a_rule_may_need_or_be_made_needless_by_something_at_any_time() -> None:
    with_also = rule("3 days", also=("paper",))
    assert told(with_also, ("begun", "2026-11-01")) == []
    assert len(told(with_also, ("begun", "2026-11-01"), ("paper", "2020-01-01"))) == 1
    (needless,) = told(rule("3 days", unless=("paper",)), ("begun", "2026-11-01"),
                       ("paper", "2020-01-01"))  # fmt: skip
    assert needless.stopped_on == "2020-01-01"


def test_a_record_that_begins_and_settles_a_clock_settles_its_own_where_rules_are_paired() -> None:
    asked = rule("10 days", done=("did",), paired=True)
    sent = [("begun", "2026-11-01", "a"), ("begun", "2026-11-02", "b"), ("did", "2026-11-09", "b")]
    open_ = {each.record_uid: each.open for each in told(asked, *sent)}
    assert open_ == {"a": True, "b": False}
    assert not any(each.open for each in told(asked, *sent, ("did", "2026-11-10", "letter")))


def test_where_only_others_settle_a_renewal_does_not_settle_itself() -> None:
    asked = rule("0 days", done=("renewed",), earlier=parse("30 days"), others=True)
    first = [("begun", "2026-12-01", "a"), ("renewed", "2026-11-20", "a")]
    assert told(asked, *first)[0].open
    again = [*first, ("begun", "2027-12-01", "b"), ("renewed", "2026-11-25", "b")]
    assert {each.record_uid: each.done_on for each in told(asked, *again)} == {
        "a": "2026-11-25",
        "b": "",
    }


@pytest.mark.parametrize(
    ("take", "uids"), [(Take.EACH, ["a", "b"]), (Take.FIRST, ["a"]), (Take.LAST, ["b"])]
)
def test_of_several_triggers_each_the_first_or_the_last_counts(take: Take, uids: list[str]) -> None:
    found = told(
        rule("3 days", take=take), ("begun", "2026-11-05", "b"), ("begun", "2026-11-01", "a")
    )
    assert [each.record_uid for each in found] == uids


def test_two_failures_in_fourteen_days_are_counted_together_and_then_anew() -> None:
    asked = rule("1 workday", times=2, within=parse("14 days"))
    failed = [
        ("begun", day, day) for day in ("2026-09-01", "2026-10-01", "2026-10-15", "2026-10-20")
    ]
    assert [each.record_uid for each in told(asked, *failed)] == ["2026-10-15"]
    assert told(asked, ("begun", "2026-09-01"), ("begun", "2026-09-16")) == []


# --- standing still, exempt, set otherwise -------------------------------------------------------


def test_while_papers_are_awaited_it_stands_still_and_goes_on_later() -> None:
    asked = rule("7 days", pauses=("asked",), resumes=("given",))
    begun = ("begun", "2026-11-02")
    (waiting,) = told(asked, begun, ("asked", "2026-11-04"))
    assert waiting.paused_on == "2026-11-04"
    assert state(waiting, on("2026-11-30")) is State.PAUSED
    (going_on,) = told(asked, begun, ("asked", "2026-11-04"), ("given", "2026-11-10"))
    assert (going_on.due, going_on.paused_on) == ("2026-11-15", "")


def test_what_stood_still_after_the_end_changes_nothing() -> None:
    asked = rule("7 days", pauses=("asked",), resumes=("given",))
    (found,) = told(asked, ("begun", "2026-11-02"), ("asked", "2026-11-12"))
    assert state(found, on("2026-11-20")) is State.OVERDUE


def test_two_pauses_that_overlap_count_once() -> None:
    pause = Decision(Does.PAUSE, "A-1", "r", on="2026-11-05", until="2026-11-08")
    asked = rule("7 days", pauses=("asked",), resumes=("given",))
    events = [("begun", "2026-11-02", "r"), ("asked", "2026-11-04"), ("given", "2026-11-07")]
    (found,) = told(asked, *events, decisions=(pause,))
    assert found.due == "2026-11-13"  # 4 to 8 November


def test_a_pause_that_was_decided_lasts_until_somebody_ends_it() -> None:
    pause = Decision(Does.PAUSE, "A-1", "r", on="2026-11-05")
    (found,) = told(rule("7 days"), ("begun", "2026-11-02", "r"), decisions=(pause,))
    assert state(found, on("2026-12-20")) is State.PAUSED


def test_an_exemption_and_another_date_hold_for_their_step_and_record() -> None:
    asked = rule("7 days", "30 days")
    decided = (
        Decision(Does.EXEMPT, "A-1", "r", step=0),
        Decision(Does.OVERRIDE, "A-1", "r", step=1, until="2026-12-24"),
        Decision(Does.EXEMPT, "A-1", "another"),
        Decision(Does.EXEMPT, "A-2", "r"),
    )
    first, second = told(asked, ("begun", "2026-11-02", "r"), decisions=decided)
    assert state(first, on("2026-12-01")) is State.EXEMPT
    assert (second.nominal, second.due) == ("2026-12-02", "2026-12-24")
    assert state(second, on("2026-12-23")) is State.SOON
    assert state(second, on("2026-12-25")) is State.OVERDUE


# --- steps, repeating ----------------------------------------------------------------------------

PLAN = rule("7 days", "30 days", "3 months", "6 months", "12 months", every=parse("1 year"),
            until=parse("3 years"), until_age=18, done=("visited",), stops=("closed",))  # fmt: skip
ADULT = Person("1990-01-01", "1990-01-01", "2")


def test_a_visit_settles_the_step_it_lies_nearest_to_and_all_before() -> None:
    begun = ("begun", "2026-01-05")
    found = told(PLAN, begun, ("visited", "2026-01-14"), person=ADULT)
    assert [each.done_on for each in found[:3]] == ["2026-01-14", "", ""]
    found = told(PLAN, begun, ("visited", "2026-01-30"), person=ADULT)
    assert [each.done_on for each in found[:3]] == ["2026-01-30", "2026-01-30", ""]


def test_an_adult_is_visited_to_the_third_year_and_a_child_to_eighteen() -> None:
    begun, late = ("begun", "2020-01-05"), date(2024, 6, 1)
    adult = told(PLAN, begun, person=ADULT, today=late)
    assert max(each.due for each in adult) == "2023-01-05"
    child = Person("2010-03-01", "2010-03-01", "2")
    assert max(each.due for each in told(PLAN, begun, person=child, today=late)) == "2025-01-05"
    grown = told(PLAN, begun, person=child, today=date(2030, 1, 1))
    assert max(each.due for each in grown) == "2028-01-05"  # 18 on 1 March 2028


def test_somebody_of_unknown_age_is_followed_like_a_child() -> None:
    found = told(PLAN, ("begun", "2010-01-05"), today=date(2026, 6, 1))
    assert max(each.due for each in found) == "2027-01-05"


def test_of_what_repeats_the_last_missed_one_and_the_next_are_told() -> None:
    asked = rule(every=parse("1 year"), done=("did",))
    found = told(asked, ("begun", "2020-03-01"), today=date(2026, 6, 1))
    assert [each.due for each in found] == ["2026-03-01", "2027-03-01"]
    found = told(asked, ("begun", "2020-03-01"), ("did", "2026-02-20"), today=date(2026, 6, 1))
    assert [each.due for each in found] == ["2027-03-01"]
    found = told(asked, ("begun", "2020-03-01"), ("did", "2027-01-20"), today=date(2027, 2, 1))
    assert [each.due for each in found] == ["2028-03-01"]  # settled before its time


def test_what_is_stopped_repeats_no_longer() -> None:
    found = told(PLAN, ("begun", "2020-01-05"), ("closed", "2020-02-01"), person=ADULT)
    assert len(found) == 5
    assert not any(each.open for each in found)


@given(st.dates(date(2012, 1, 1), date(2026, 1, 1)), st.integers(0, 4000))
def test_what_repeats_always_has_a_next_one(begun: date, later: int) -> None:
    today = begun + timedelta(days=later)
    found = told(rule(every=parse("1 term")), ("begun", begun.isoformat()), today=today)
    assert [each.due >= today.isoformat() for each in found] in ([True], [False, True])


# --- whom a rule is about -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "person", "meant"),
    [
        (Scope(under=18), ANYBODY, True),  # unknown age: presumed a minor
        (Scope(under=18), Person("2000-01-01", "2012-01-01"), True),  # part of the range
        (Scope(under=18), Person("2000-01-01", "2008-11-01"), False),  # 18 today
        (Scope(under=18), Person("2000-01-01", "2008-11-02"), True),
        (Scope(at_least=16), ANYBODY, False),
        (Scope(at_least=16), Person("1990-01-01", "2010-11-01"), True),
        (Scope(at_least=16), Person("1990-01-01", "2010-11-02"), False),
        (Scope(sex="2"), Person(sex="2"), True),
        (Scope(sex="2"), Person(sex="1"), False),
        (Scope(sex="2"), Person(sex="9"), True),
        (Scope(sex="2"), ANYBODY, True),
    ],
)
def test_unknown_is_meant_where_it_protects(scope: Scope, person: Person, meant: bool) -> None:
    found = told(rule("3 days", scope=scope), ("begun", "2026-11-01"), person=person)
    assert bool(found) is meant


@pytest.mark.parametrize(
    ("person", "due"),
    [
        (Person("2018-01-01", "2018-12-31"), ["2026-09-01", "2027-03-01"]),
        (Person("2020-10-01", "2020-10-01"), ["2027-03-01"]),  # six since October
        (Person("2024-01-01", "2024-01-01"), []),
        (Person("2010-12-01", "2010-12-01"), ["2026-09-01"]),  # sixteen before the next term
        (Person("1990-01-01", "1990-01-01"), []),
        (ANYBODY, []),  # school asks of nobody whose age is not even guessed
    ],
)
def test_school_asks_of_each_term_whether_the_child_is_of_school_age(
    person: Person, due: list[str]
) -> None:
    asked = rule(every=parse("1 term"), scope=Scope(between=(6, 15)))
    found = told(asked, ("begun", "2026-05-01"), person=person)
    assert [each.due for each in found] == due


def test_a_rule_of_another_kind_of_institution_is_left_out() -> None:
    asked = Table({}, (rule("3 days", scope=Scope(institutions=("21",))),))
    events, calendar = [Happened("begun", "2026-11-01")], Calendar(shipped())
    of = {
        kind: len(Clockwork(asked, calendar, kind).deadlines(events, ANYBODY, TODAY))
        for kind in ("", "21", "23")
    }
    assert of == {"": 1, "21": 1, "23": 0}


def test_a_version_is_that_of_the_day_of_the_trigger() -> None:
    old = rule("3 days", valid_to="2026-11-09")
    new = replace(rule("5 days", valid_from="2026-11-10"), version=2)
    work = Clockwork(Table({}, (old, new)), Calendar(shipped()))
    events = [Happened("begun", "2026-11-09", "a"), Happened("begun", "2026-11-10", "b")]
    found = {each.record_uid: each for each in work.deadlines(events, ANYBODY, TODAY)}
    assert (found["a"].version, found["a"].due) == (1, "2026-11-12")
    assert (found["b"].version, found["b"].due) == (2, "2026-11-15")
