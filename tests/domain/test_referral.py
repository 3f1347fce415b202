"""What a referral may tell, by groups of facts; to whom without the name of the house (F25)."""

from __future__ import annotations

from datetime import date

import pytest

from rescueapp.domain import departments, referral
from rescueapp.domain.departments import Plan, Responsible
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Level

TODAY = date(2026, 6, 30)
FACTS = {
    field.key: (form, field)
    for form in FORMS.values()
    for field in interpreter.fields(form)
    if field.fact
}
TOLD = {key: code for code, keys in referral.FACTS.items() for key in keys}


def test_every_group_has_its_words_and_every_fact_is_one_that_is_asked() -> None:
    assert referral.FACTS.keys() == {code.code for code in codes.codes(referral.TOLD)}
    assert TOLD.keys() <= FACTS.keys()
    assert len(TOLD) == sum(map(len, referral.FACTS.values()))


def test_what_lies_open_is_in_the_open_groups_alone() -> None:
    for key, code in TOLD.items():
        form, field = FACTS[key]
        sealed = interpreter.compartment_of(form, field) is not None or field.level > Level.L2
        assert not (sealed and code in referral.OPEN), key


def test_where_she_is_and_how_to_reach_her_is_told_by_no_referral() -> None:
    for key, (form, field) in FACTS.items():
        if field.whereabouts and key not in referral.FACTS["06"]:
            assert key not in TOLD
        if interpreter.compartment_of(form, field) is Compartment.IDENTITY:
            assert TOLD.get(key, referral.NAME) == referral.NAME, key
    assert not {"found_county", "contact_number", "home_address", "photo"} & TOLD.keys()


def test_what_is_sealed_goes_out_only_with_a_reason() -> None:
    chosen = {"referral_told": ["05", "01", "03"]}
    assert referral.told(chosen) == ("01",)
    assert referral.told({**chosen, "referral_sensitive_why": "  "}) == ("01",)
    assert referral.told({**chosen, "referral_sensitive_why": "手术"}) == ("01", "03", "05")
    assert referral.told({"referral_told": {"none": "unknown"}}) == ()


@pytest.mark.parametrize(
    ("code", "quiet"), [("02", False), ("01", False), ("24", True), ("05", True), ("99", True)]
)
def test_schools_hospitals_and_employers_do_not_learn_the_house(code: str, quiet: bool) -> None:
    told = {"referral_department": {"code": code, "name": ""}}
    assert referral.quiet(told) is quiet
    assert referral.quiet({**told, "referral_partner": "e" * 32})


def test_the_age_is_told_in_years_and_never_as_a_day() -> None:
    assert referral.age("1995-01-01", "1995-12-31", TODAY) == "30–31"
    assert referral.age("2009-03-01", "2009-03-01", TODAY) == "17"
    assert referral.age(None, None, TODAY) == ""


def test_a_partner_without_a_word_of_what_it_may_know_is_told_the_open_groups() -> None:
    assert not referral.exceeds(("01", "02"), {})
    assert referral.exceeds(("03",), {})
    assert not referral.exceeds(("03",), {"partner_may_know": ["03"]})


def test_an_agreement_runs_to_the_end_of_its_last_day() -> None:
    assert not referral.agreement_over({"partner_agreed_until": "2026-06-30"}, TODAY)
    assert not referral.agreement_over({"partner_agreed_until": "2026-06"}, TODAY)
    assert referral.agreement_over({"partner_agreed_until": "2026-06-29"}, TODAY)
    assert not referral.agreement_over({}, TODAY)


@pytest.mark.parametrize("plan", [Plan.HN2008, Plan.LJ2021])
def test_d1_the_plans_name_services_and_departments_that_exist(plan: Plan) -> None:
    found = departments.of_plan(plan)
    assert found
    for service, responsible in found.items():
        assert codes.known("C-23", service)
        assert responsible.lead
        assert responsible.clause
        named = (*responsible.lead, *responsible.support)
        assert all(codes.known("C-24", code) for code in named)
        assert len(set(named)) == len(named)


def test_who_leads_any_of_the_services_stands_before_who_supports_one() -> None:
    found = {"06": Responsible(("05",), ("01",)), "10": Responsible(("01",), ("02",))}
    assert departments.first(found, ["06", "10", "99"]) == ("05", "01", "02")
    assert departments.of_plan(Plan.CUSTOM) == {}
    assert departments.usual_plan("460100") is Plan.HN2008
