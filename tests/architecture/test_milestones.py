"""What rules name, forms say; what forms say, the rule table knows."""

from __future__ import annotations

from rescueapp.forms import catalogue
from rescueapp.rules.table import load, named_by

# Named by a rule and not yet said by a form. Take a name out when its form is there.
WAITS_FOR_A_FORM = {
    "adoption_assessed", "adoption_assessment_began", "adoption_decided", "adoption_filed",
    "adoption_notice_began", "adoption_notice_ended", "adoption_stay_began", "annulment_filed",
    "claim_verified", "closed", "conference_held", "disability_applied", "disability_decided",
    "dna_answered", "dna_requested", "enrolled", "hukou_applied", "hukou_done",
    "judicial_aid_applied", "judicial_aid_decided", "judicial_aid_money_came",
    "judicial_aid_told", "lawyer_assigned", "left", "left_abroad", "legal_aid_applied",
    "legal_aid_granted", "legal_aid_papers_asked", "legal_aid_papers_given",
    "legal_aid_refused", "moved_to_welfare", "notice_published", "notice_withdrawn",
    "objection_answered", "objection_made", "placement_applied", "police_returned",
    "police_search_12m", "police_search_1m", "police_temporary_care", "protection_applied",
    "protection_applied_urgent", "protection_decided", "protection_renewed", "protection_until",
    "referral_answered", "referral_sent", "reopened", "resettled", "returned_home", "reunited",
    "school_deferred", "school_left", "searched",
}  # fmt: skip
# Opened by a rule and not yet there. Take a name out when it is.
FORMS_TO_COME = {
    "care_arrangement", "case_conference", "disability_assessment", "household_registration",
    "legal_aid", "legal_matter", "police_document", "protection_order", "referral", "schooling",
    "social_assistance", "stay_and_leaving", "tracing_log", "tracing_notice",
}  # fmt: skip
# The station's own acts say these, no form of a case.
OF_THE_STATION = {
    "in_use", "half_year_report_sent", "monthly_table_sent", "impact_assessed",
    "compliance_audited",
}  # fmt: skip


def said_by_forms() -> dict[str, set[str]]:
    """Which forms say each milestone."""
    said: dict[str, set[str]] = {}
    for form in catalogue.FORMS.values():
        for milestone in form.milestones:
            said.setdefault(milestone.name, set()).add(form.key)
    return said


def test_every_milestone_a_form_says_has_a_word_in_the_rule_table() -> None:
    assert {n: f for n, f in said_by_forms().items() if n not in load().milestones} == {}


def test_every_milestone_a_rule_names_is_said_by_a_form() -> None:
    known = said_by_forms().keys() | WAITS_FOR_A_FORM | OF_THE_STATION
    undone = {name for m in load().milestones.values() if m.undone_by for name in (m.undone_by,)}
    named = {name for rule in load().rules for name in named_by(rule)} | undone
    assert named - known == set()


def test_only_rules_of_no_case_rest_on_what_the_station_did() -> None:
    for rule in load().rules:
        assert rule.scope.station == bool(named_by(rule) & OF_THE_STATION), rule.id


def test_what_enter_opens_is_a_form() -> None:
    opened = {rule.form for rule in load().rules if rule.form}
    assert opened - catalogue.FORMS.keys() - FORMS_TO_COME == set()


def test_what_waits_for_a_form_is_a_word_of_the_table() -> None:
    assert load().milestones.keys() >= WAITS_FOR_A_FORM | OF_THE_STATION
