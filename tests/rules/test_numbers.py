"""The numbers of the table, each as rules.md A says it: how long, in what unit, whether a day off
moves the end, what settles it, what makes it needless, how early it is told.

Written by hand from the rows, not from the table: a number changed there must be changed here too,
by somebody who has read the row.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from rescueapp.rules.periods import Period
from rescueapp.rules.table import Rule, load


@dataclass(frozen=True)
class Row:
    """What a row of rules.md says.

    `runs`: periods from the trigger, or days of the year or month; `roll`: 民法典 203 moves the
    end; `warn`: so long before it (A-009 where nothing is said).
    """

    runs: str
    done: str = ""
    stops: str = ""
    roll: bool = False
    warn: str = ""
    again: str = ""  # every, until, until what age


CHILD_BACK = "police_returned reunited closed"
KNOWN = "identified left police_returned reunited closed"
OUTSIDE = "entered returned_home resettled"
VISITS = "7 days, 30 days, 3 months, 6 months, 12 months"

_AID_DECIDED = "legal_aid_granted legal_aid_refused legal_aid_withdrawn"

SAYS = {
    # A.2 Intake and stay. 第一时间, 立即, 及时: the 24 hours are our own number.
    "A-105": Row("24 hours", "reported"),
    "A-105.2": Row("24 hours", "reported"),
    "A-106": Row("24 hours", "reported"),
    "A-106.2": Row("24 hours", "reported"),
    "A-107": Row("24 hours", "reported"),
    "A-111": Row("10 days", stops="left closed"),  # normally ≤10 days, never an end of her stay
    "A-112": Row("10 days", stops=f"{KNOWN} hukou_done"),
    # A.3 Identity and tracing
    "A-201": Row("24 hours", "searched notice_published dna_requested", KNOWN),
    "A-202": Row("24 hours", "notice_published", KNOWN),
    "A-203": Row("7 workdays", "dna_requested", KNOWN),
    "A-204": Row("1 month", "dna_answered", "identified police_returned reunited closed"),
    "A-208": Row("7 days", "notice_published", CHILD_BACK),
    "A-209": Row("1 month", "police_search_1m police_search_12m", CHILD_BACK),
    "A-210.1": Row("30 days", stops=f"claim_verified moved_to_welfare {CHILD_BACK}"),
    "A-210.2": Row("37 days", "moved_to_welfare", f"claim_verified {CHILD_BACK}"),  # 30 and 7
    "A-211": Row("12 months", "police_search_12m", CHILD_BACK),
    "A-214.1": Row("3 days", "notice_withdrawn"),
    "A-214.2": Row("3 days", "notice_withdrawn"),
    "A-214.3": Row("3 days", "notice_withdrawn"),
    # A.4 Adoption
    "A-307.1": Row("30 days", "adoption_decided", "closed", roll=True),
    "A-307.2": Row("60 days", "adoption_notice_ended", "reunited closed", roll=True),
    "A-312.1": Row("60 days", "adoption_assessed", "closed"),
    "A-312.2": Row("30 days", stops="closed"),
    # A.5 Disability: 20–30 working days
    "A-409": Row("30 workdays", "disability_decided", "closed"),
    # A.6 Household registration
    "A-501": Row("3 months", "placement_applied hukou_applied hukou_done", KNOWN),
    "A-503": Row("20 workdays", "hukou_done hukou_refused", "closed"),
    "A-504": Row("30 days", "hukou_applied hukou_done", CHILD_BACK),  # 尽快: our own number
    # A.7 School: every term
    "A-603.1": Row("", stops="left_abroad closed", again="1 term"),
    "A-603.2": Row("0 days", stops="enrolled school_finished left_abroad closed", warn="30 days"),
    "A-603.3": Row("", stops="enrolled school_deferred school_finished left_abroad closed",
                   again="1 term"),
    # A.8 Judicial aid
    "A-707.1": Row("10 workdays", "judicial_aid_decided", "closed"),
    "A-707.2": Row("2 workdays", "judicial_aid_told", "closed"),
    # A.9 Legal aid and remedies
    "A-801": Row("7 days", f"{_AID_DECIDED} legal_aid_ended", "closed", roll=True),
    "A-802": Row("3 days", "lawyer_assigned legal_aid_ended", "closed", roll=True),
    "A-803": Row("3 days", f"legal_aid_papers_given {_AID_DECIDED} legal_aid_ended", "closed"),
    "A-804": Row("5 days", "objection_answered legal_aid_ended", "closed", roll=True),
    "A-810": Row("1 year", "annulment_filed", roll=True),  # a closed case does not end her year
    "A-812.1": Row("72 hours", "protection_decided", "closed", roll=True),
    "A-812.2": Row("24 hours", "protection_decided", "closed", roll=True),
    "A-812.3": Row("0 days", "protection_renewed", "closed", warn="30 days"),
    # A.10 Follow-up: yearly to 3 years, children to 18
    "A-905.1": Row(VISITS, "visited", "entered left_abroad closed", again="1 year, 3 years, 18"),
    "A-905.2": Row(VISITS, "visited", "entered left_abroad closed", again="1 year, 3 years, 18"),
    "A-905.3": Row(VISITS, "visited", f"{OUTSIDE} left_abroad closed", again="1 year, 3 years, 18"),
    "A-905.4": Row(VISITS, "visited", f"{OUTSIDE} placed_outside left_abroad closed",
                   again="1 year, 3 years, 18"),
    "A-907": Row("1 workday", "visited visit_refused reported conference_held", "entered closed"),
    # The station tells the place of origin: the five days are our own number.
    "A-902": Row("5 workdays", "origin_told", "returned_home resettled left_abroad closed"),
    "A-907.2": Row("24 hours", "reported"),  # 第一时间, as A-105
    "A-904": Row("0 days", "cannot_return_weighed",
                 "returned_home resettled left_abroad closed", warn="7 days"),
    # What the forms of part B plan themselves
    "F17.1": Row("24 hours", "taken_to_hospital", "closed"),
    "F17.2": Row("5 workdays", "assistance_applied", "closed"),
    "F18": Row("24 hours", "taken_to_hospital", "closed"),
    "F18.2": Row("7 days", "taken_to_hospital medical_referral_sent", "closed"),
    "F19": Row("30 days", stops="closed"),
    "F21.1": Row("3 months", stops="closed"),
    "F21.2": Row("6 months", stops="closed"),
    # Administrative Review Law 11, 20: 60 days from knowing of it
    "F22": Row("60 days", "hukou_reviewed hukou_done", "closed", roll=True),
    "F23.1": Row("60 days", "assistance_reviewed assistance_ended", "closed", roll=True),
    "F23.2": Row("60 days", "assistance_review_answered assistance_ended", "closed"),
    "F25": Row("10 workdays", "referral_answered", "closed"),
    "F25.2": Row("1 workday", "referral_helped_elsewhere", "closed"),
    "F25.3": Row("1 day", "referral_taken_on referral_answered", "closed"),
    "F26": Row("0 days", "consent_renewed", "closed", warn="30 days"),
    "F26.2": Row("7 days", "consent_renewed", "closed", warn="7 days"),  # told at once
    "F27": Row("10 workdays", "hand_over_answered", "closed"),
    "P07": Row("5 workdays", "duty_followed_up", "closed"),
    "P07.2": Row("5 workdays", "duty_notice_delivered", "closed"),
    "P24": Row("0 days", "danger_weighed reported conference_held", "closed"),
    "P24.2": Row("5 workdays", "station_answered", "closed", warn="5 workdays"),  # told at once
    # The outcome scales: 14 days after the plan, 30 after the return, our own numbers
    "P17.1": Row("14 days", "outcome_scored", "closed"),
    "P17.2": Row("30 days", "outcome_scored", "entered left_abroad closed"),
    "P17.3": Row("30 days", "outcome_scored", "entered left_abroad closed"),
    # A.12 The station's own
    "A-B01": Row("06-20, 12-20", "half_year_report_sent", roll=True),  # 「前」: and never later
    "A-B02": Row("05", "monthly_table_sent"),
    "A-B09": Row("", "impact_assessed", again="1 year"),
    "A-B11": Row("", "compliance_audited", again="1 year"),
}  # fmt: skip


@pytest.fixture(params=[rule.id for rule in load().rules])
def rule(request: pytest.FixtureRequest) -> Rule:
    return load().rule(request.param)


def test_each_rule_has_a_row_and_each_row_a_rule() -> None:
    assert {rule.id for rule in load().rules} == SAYS.keys()


def test_it_runs_as_long_as_the_row_says(rule: Rule) -> None:
    says = SAYS[rule.id]
    assert listed(*rule.steps, *rule.on) == says.runs
    assert listed(rule.every, rule.until, rule.until_age) == says.again


def test_a_day_off_moves_its_end_only_where_the_civil_code_counts(rule: Rule) -> None:
    assert rule.roll is SAYS[rule.id].roll


def test_it_is_settled_by_what_the_row_says(rule: Rule) -> None:
    assert set(rule.done) == set(SAYS[rule.id].done.split())


def test_it_is_needless_where_the_row_says(rule: Rule) -> None:
    assert set(rule.stops) == set(SAYS[rule.id].stops.split())


def test_it_is_told_as_early_as_the_row_says(rule: Rule) -> None:
    assert listed(rule.soon) == SAYS[rule.id].warn


def test_reports_are_sent_before_their_day() -> None:
    """「6月20日、12月20日前」: the last working day before (A-B01)."""
    assert {rule.id for rule in load().rules if rule.before} == {"A-B01"}


def test_contact_is_lost_after_two_visits_in_14_days() -> None:
    counted = {rule.id: (rule.times, listed(rule.within)) for rule in load().rules if rule.within}
    assert counted == {"A-907": (2, "14 days")}


def test_a_status_is_no_duty() -> None:
    """Passing these ends gives a status; nobody is late (A-111, A-112, A-210, A-307, A-312)."""
    statuses = {rule.id for rule in load().rules if rule.threshold}
    assert statuses == {"A-111", "A-112", "A-210.1", "A-307.2", "A-312.2", "A-501"}


def listed(*what: Period | str | int | None) -> str:
    """ "7 days, 1 month": periods and days as a row tells them."""
    return ", ".join(str(each) for each in what if each is not None)
