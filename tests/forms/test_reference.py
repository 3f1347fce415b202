"""The form reference says everything the program asks, in each language."""

from __future__ import annotations

import re

import pytest

from rescueapp import i18n
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes, reference, tables
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.incident import FORM as INCIDENT
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Kind
from rescueapp.paths import resources

EVERY = {**FORMS, **REGISTERS, INCIDENT.key: INCIDENT}
HOMES = [row["home"] for row in tables.read_rows(resources("htcds.tsv"))[1]]
STANDARD = [row["htcds"] for row in tables.read_rows(resources("htcds.tsv"))[1]]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_question_stands_in_it_once_in_a_form(language: str) -> None:
    with i18n.speaking(language):
        text = "\n".join(reference.reference().markdown)
    for form in EVERY.values():
        part = text.split(f"\n## {form.number} ")[1].split("\n## ")[0]
        keys = re.findall(r"\| `(\w+)` \|", part)
        asked = [
            each.key
            for field in interpreter.fields(form)
            if not field.retired
            for each in (field, *field.rows)
        ]
        assert keys == asked, form.key
    assert all(f"\n## {list_id}\n" in text for list_id in codes.lists())


# Made from what is recorded, and asked nowhere: cover and contents, half-yearly report, month.
MADE = {"F33", "F35", "F42"}


@pytest.mark.parametrize("number", range(1, 43))
def test_every_number_of_the_list_of_forms_stands_in_it_or_is_made_from_data(number: int) -> None:
    """Of rules.md B.2, also one that is lived as a register with a number of its own."""
    with i18n.speaking("en"):
        text = "\n".join(reference.reference().markdown)
    text = text.replace("## F07–F10", "## F07\n## F08\n## F09\n## F10")
    said = re.findall(r"^(?:##|Form) (F\d\d)\b", text, re.M)
    assert (f"F{number:02}" in said) is not (f"F{number:02}" in MADE)


def test_the_kinds_and_parts_all_have_words() -> None:
    assert set(reference.KINDS) == set(Kind)


@pytest.mark.parametrize("home", sorted(set(HOMES)))
def test_a_field_of_the_standard_has_its_home_in_the_program(home: str) -> None:
    form, key, *column = home.split(".")
    field = next(f for f in interpreter.fields(EVERY[form]) if f.key == key)
    assert not field.retired
    assert not column or column[0] in {inner.key for inner in field.rows}


# HTCDS 2.0 as it was published: every CORE field that is not deprecated.
CORE = {
    "prs_Salutation", "prs_FirstName", "prs_SecondName", "prs_Birthdate", "prs_Gender",
    "prs_Citizenship", "prs_Title", "prs_Email", "prs_HomePhone", "prs_MobilePhone",
    "prs_MailingCity", "prs_MailingCountry", "prs_MailingState", "prs_MailingStreet",
    "prs_MailingPostalCode", "vic_TraffickingStatus", "vic_TraffickingStatusDecisionMakingOrg",
    "vic_MethodOfRecruitment", "vic_LocationOfRecruitment", "vic_MethodsOfControl",
    "vic_TypeOfExploitation", "vic_ForcedLabourIndustry", "vic_TypeOfSexExploitation",
    "vic_LocationOfExploitation", "cas_Status", "cas_ReasonForCaseClosure", "cas_CaseOwner",
    "cas_ReferringOrganisation", "cas_IncomingReferralDate", "cas_ReferringPrimaryCaseWorker",
    "cas_ReasonForIncomingReferral", "cas_IncomingReferralDetails", "cas_ReferredOrganisation",
    "cas_ReferredPrimaryCaseWorker", "cas_ReasonForOutgoingReferral", "cas_OutgoingReferralDate",
    "cas_OutgoingReferralDetails", "con_Consent",
}  # fmt: skip
# What a home must be to hold what the standard means: a day, one of a list, a country, somebody.
MEANT = {
    "prs_Birthdate": Kind.DATE,
    "prs_Gender": Kind.CHOICE,
    "prs_Citizenship": Kind.COUNTRY,
    "prs_IdentityNumber": Kind.ID_DOCUMENT,
    "vic_TraffickingStatus": Kind.CHOICE,
    "vic_TraffickingStatusDecisionMakingOrg": Kind.CHOICE,
    "vic_MethodOfRecruitment": Kind.CHOICES,
    "vic_LocationOfRecruitment": Kind.PLACE,
    "vic_MethodsOfControl": Kind.CHOICES,
    "vic_TypeOfExploitation": Kind.CHOICES,
    "vic_ForcedLabourIndustry": Kind.CHOICE,
    "vic_TypeOfSexExploitation": Kind.CHOICES,
    "vic_LocationOfExploitation": Kind.PLACE,
    "cas_ReferringOrganisation": Kind.DEPARTMENT,
    "cas_ReferredOrganisation": Kind.DEPARTMENT,
    "cas_IncomingReferralDate": Kind.DATE,
    "cas_OutgoingReferralDate": Kind.DATE,
    "cas_Status": Kind.DATE,  # closed since; every stage before is worked out
    "cas_ReasonForCaseClosure": Kind.CHOICE,
    "cco_CaseComment": Kind.LONG_TEXT,
    "con_Consent": Kind.CHOICE,
    "spl_PlannedEndDate": Kind.DATE,
    "spl_ActualEndDate": Kind.DATE,
}


def test_every_core_field_of_the_standard_has_a_home() -> None:
    assert set(STANDARD) >= CORE


@pytest.mark.parametrize("name", sorted(MEANT))
def test_the_home_can_hold_what_the_standard_means(name: str) -> None:
    form, key, *column = HOMES[STANDARD.index(name)].split(".")
    field = next(f for f in interpreter.fields(EVERY[form]) if f.key == key)
    asked = next((f for f in field.rows if f.key in column), field)
    assert asked.kind is MEANT[name]


def test_each_field_of_the_standard_is_named_once() -> None:
    assert len(set(STANDARD)) == len(STANDARD)


def test_the_homes_stand_beside_the_questions() -> None:
    with i18n.speaking("en"):
        lines = reference.reference().markdown
    (line,) = [each for each in lines if "| `controls` |" in each]
    assert line.endswith("| vic_MethodsOfControl |")
