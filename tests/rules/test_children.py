"""Whole situations through the shipped table: whose clocks run, and what ends them."""

from __future__ import annotations

from datetime import date

from rescueapp.rules.calendar import Calendar, shipped
from rescueapp.rules.engine import Clockwork, Happened, Person
from rescueapp.rules.table import load

WORK = Clockwork(load(), Calendar(shipped()))
CHILD = Person("2018-01-01", "2019-12-31", "2")
WOMAN = Person("1998-01-01", "2000-12-31", "2")
IDENTITY = {"A-112", "A-201", "A-202", "A-203", "A-501"}
RESCUED_CHILD = {"A-208", "A-209", "A-211"}
ARRIVED = "2026-09-28T07:00:00Z"


def open_rules(person: Person, *happened: tuple[str, str]) -> set[str]:
    events = [Happened(name, at, f"{name} record") for name, at in happened]
    return {each.rule for each in WORK.deadlines(events, person, date(2026, 10, 1)) if each.open}


def test_a_child_brought_by_the_police_has_both_clocks() -> None:
    found = open_rules(
        CHILD,
        ("entered", ARRIVED),
        ("unidentified", ARRIVED),
        ("police_temporary_care", "2026-09-28"),
    )
    assert found >= IDENTITY | RESCUED_CHILD


def test_identity_established_ends_the_one_and_not_the_search_for_parents() -> None:
    found = open_rules(
        CHILD,
        ("entered", ARRIVED),
        ("unidentified", ARRIVED),
        ("police_temporary_care", "2026-09-28"),
        ("identified", "2026-09-30"),
    )
    assert not found & IDENTITY
    assert found >= RESCUED_CHILD


def test_returned_by_the_police_ends_the_search_for_parents() -> None:
    found = open_rules(
        CHILD, ("police_temporary_care", "2026-09-28"), ("police_returned", "2026-09-30")
    )
    assert not found & RESCUED_CHILD


def test_a_woman_has_no_clocks_of_a_child() -> None:
    found = open_rules(WOMAN, ("entered", ARRIVED), ("police_temporary_care", "2026-09-28"))
    assert not found & RESCUED_CHILD
    assert not {rule for rule in found if rule.startswith("A-603")}


def test_somebody_of_unknown_age_has_the_clocks_of_a_child() -> None:
    assert open_rules(Person(), ("police_temporary_care", "2026-09-28")) >= RESCUED_CHILD
    assert "A-106" in open_rules(Person(), ("harm_noticed", ARRIVED))


def test_a_trafficked_woman_is_not_counted_against_ten_days() -> None:
    assert "A-111" in open_rules(WOMAN, ("entered", ARRIVED))
    assert "A-111" not in open_rules(WOMAN, ("entered", ARRIVED), ("suspected_victim", ARRIVED))


def test_a_tracing_notice_of_an_adult_asks_nothing_of_welfare_institutions() -> None:
    adult = open_rules(WOMAN, ("unidentified", ARRIVED), ("notice_published", "2026-09-29"))
    assert not {rule for rule in adult if rule.startswith("A-210")}


def test_the_year_to_annul_a_marriage_outlives_the_closing_of_the_case() -> None:
    events = [("marriage_coerced", "2026-02-01"), ("closed", "2026-09-01")]
    assert "A-810" in open_rules(WOMAN, *events)
    assert "A-810" not in open_rules(WOMAN, *events, ("annulment_filed", "2026-09-20"))


def test_what_still_stands_in_public_is_withdrawn_when_she_is_found() -> None:
    published = ("notice_published", "2026-09-01")
    assert "A-214.1" in open_rules(WOMAN, published, ("identified", "2026-09-30"))
    assert "A-214.1" not in open_rules(WOMAN, ("identified", "2026-09-30"))
    taken_down = ("notice_withdrawn", "2026-09-29")
    assert "A-214.1" not in open_rules(WOMAN, published, ("identified", "2026-09-30"), taken_down)


def test_a_refused_application_has_ended_and_its_objection_runs() -> None:
    found = open_rules(
        WOMAN,
        ("legal_aid_applied", "2026-09-14"),
        ("legal_aid_refused", "2026-09-18"),
        ("objection_made", "2026-09-21"),
    )
    assert found == {"A-804"}


def test_a_protection_order_that_was_renewed_runs_to_its_new_end() -> None:
    events = [
        Happened("protection_until", "2026-10-20", "order"),
        Happened("protection_renewed", "2026-10-10", "order"),
        Happened("protection_until", "2027-04-20", "order"),
    ]
    found = WORK.deadlines(events, WOMAN, date(2026, 10, 12))
    assert [(each.rule, each.due, each.open) for each in found] == [("A-812.3", "2027-04-20", True)]


def test_a905_a_girl_in_the_institution_is_visited_until_she_is_eighteen() -> None:
    child = Person("2018-01-01", "2018-01-01", "2")
    moved = [Happened("placed_outside", "2026-09-28", "moved")]

    def open_on(day: date) -> list[str]:
        seen = [Happened("visited", f"{day.year - 1}-12-01", "visit")]
        found = WORK.deadlines([*moved, *seen], child, day)
        return [each.due for each in found if each.rule == "A-905.3" and each.open]

    assert open_on(date(2034, 10, 1)) == ["2034-09-28", "2035-09-28"]
    assert open_on(date(2036, 10, 1)) == []


def test_a905_a_woman_is_visited_three_years() -> None:
    happened = [Happened("placed_outside", "2026-09-28", "r")]
    found = WORK.deadlines(happened, WOMAN, date(2040, 10, 1))
    assert max(each.due for each in found) == "2029-09-28"


def test_p17_the_scales_are_asked_fourteen_days_after_the_plan_and_not_scored_before() -> None:
    scored = ("outcome_scored", "2026-09-20")
    assert "P17.1" in open_rules(WOMAN, ("plan_made", "2026-09-28"))
    assert "P17.1" not in open_rules(WOMAN, ("plan_made", "2026-09-28"), scored)
