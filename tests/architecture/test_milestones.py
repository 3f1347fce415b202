"""What rules name, forms say; what forms say, the rule table knows."""

from __future__ import annotations

from rescueapp.forms import catalogue
from rescueapp.rules.table import load, named_by

# The station's own acts say these, no form of a case.
OF_THE_STATION = {
    "in_use", "half_year_report_sent", "monthly_table_sent", "impact_assessed",
    "compliance_audited",
}  # fmt: skip
OF_A_HAND_OVER = {"handed_over", "hand_over_answered"}  # what the packages of a case tell


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
    known = said_by_forms().keys() | OF_THE_STATION | OF_A_HAND_OVER
    undone = {name for m in load().milestones.values() if m.undone_by for name in (m.undone_by,)}
    named = {name for rule in load().rules for name in named_by(rule)} | undone
    assert named - known == set()


def test_only_rules_of_no_case_rest_on_what_the_station_did() -> None:
    for rule in load().rules:
        assert rule.scope.station == bool(named_by(rule) & OF_THE_STATION), rule.id


def test_what_enter_opens_is_a_form() -> None:
    opened = {rule.form for rule in load().rules if rule.form}
    assert opened - catalogue.FORMS.keys() == set()


def test_what_the_station_does_is_a_word_of_the_table() -> None:
    assert load().milestones.keys() >= OF_THE_STATION
