"""Notices, claimants, reunion, the duty to support: what is refused, and what follows."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.recording import withdrawal
from rescueapp.errors import Refused
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, Clock, House, approved, save

ADULT = INTAKE | {"birth_date": "1995"}
AGREED = {"consent_on": "2026-06-29", "consenter": "01", "agrees_notice": "01"}
NOTICE: dict[str, Any] = {
    "notice_on": "2026-06-30",
    "notice_name_known": "02",
    "notice_child_opinion": {"none": "not_asked"},
    "notice_name": "小满（化名）",
    "notice_account": "记得家在山上，门口有石桥。",
    "notice_contact_kind": "01",
    "notice_contact": "12345转救助寻亲",
}
UP = {"platform": "02", "platform_since": "2026-06-30"}
BUYER = {"relation": "R1", "relative_name": "柳大强", "contact_forbidden": True,
         "relative_phone": "19900009999"}  # fmt: skip
CLAIM = {"claim_on": "2026-06-30", "claimant_name": "木远山", "claimant_phone": "19900008888"}
PROVED = {"claim_result": "01", "claim_police_unit": "某市公安局（虚构）", "claim_number": "认1号",
          "claim_answered_on": "2026-06-29"}  # fmt: skip
ASSESSED: dict[str, Any] = {
    "family_assessed_on": "2026-06-29", "family_asking": "01", "family_involved": "03",
    "trafficker_near": "05", "buyer_near": "05", "family_result": "02",
    "family_assessor": "段静", "family_assessor_second": "李敏",
}  # fmt: skip


@pytest.fixture
def woman(ws: Workspace) -> str:
    """A case of an adult, who agreed to a notice."""
    uid = save(ws, answers=ADULT).case_uid
    save(ws, "consent", AGREED, case=uid)
    return uid


def refused(ws: Workspace, form: str, told: dict[str, Any], case: str, **more: Any) -> str:
    with pytest.raises(Refused) as raised:
        save(ws, form, told, case=case, **more)
    return say(raised.value.words)


def due(ws: Workspace, case: str, form: str) -> list[str | None]:
    return [row.due_on for row in cases.records_of(ws, case) if row.form == form]


# --- the notice: her will ----------------------------------------------------------------------


def test_k06_nobody_asked_no_notice_is_completed(ws: Workspace) -> None:
    case = save(ws, answers=ADULT).case_uid

    assert "Not asked" in refused(ws, "tracing_notice", NOTICE, case, complete=True)
    save(ws, "tracing_notice", NOTICE, case=case)  # a draft of it may be written


def test_k06_without_consent_nothing_is_published_not_even_by_an_incomplete_record(
    ws: Workspace,
) -> None:
    case = save(ws, answers=ADULT).case_uid
    told = NOTICE | {"notice_platforms": [UP]}

    assert "No tracing notice" in refused(ws, "tracing_notice", told, case)


def test_who_agreed_is_published(ws: Workspace, woman: str) -> None:
    assert save(ws, "tracing_notice", NOTICE, case=woman, complete=True)


def test_k06_what_stood_while_she_agreed_is_written_down_after_she_took_it_back(
    ws: Workspace, woman: str, now: Clock
) -> None:
    now.later(days=5)
    withdrawal.withdraw(ws, woman, "03")
    stands = NOTICE | {"notice_platforms": [UP]}
    assert "No tracing notice" in refused(ws, "tracing_notice", stands, woman)
    down = NOTICE | {"notice_platforms": [UP | {"platform_down_on": "2026-07-01"}]}
    assert save(ws, "tracing_notice", down, case=woman, complete=True)
    before = UP | {"platform_since": "2026-06-28", "platform_down_on": "2026-07-01"}
    unasked = NOTICE | {"notice_platforms": [before]}
    assert "Not asked" in refused(ws, "tracing_notice", unasked, woman)
    printed = UP | {"platform": "01"}  # in the newspaper of that day
    assert save(ws, "tracing_notice", NOTICE | {"notice_platforms": [printed]}, case=woman)


def test_an_adult_who_will_not_say_her_name_is_published_by_no_legal_duty(ws: Workspace) -> None:
    case = save(ws, answers=ADULT).case_uid
    save(ws, "consent", {"consent_on": "2026-06-29", "notice_purposes": ["03"]}, case=case)
    will_not = NOTICE | {"notice_name_known": "03"}

    assert "own agreement" in refused(ws, "tracing_notice", will_not, case, complete=True)
    assert save(ws, "tracing_notice", NOTICE, case=case, complete=True)  # who cannot say it


def test_the_legal_duty_holds_for_a_child_whose_opinion_was_heard(ws: Workspace) -> None:
    case = save(ws, answers=INTAKE | {"birth_date": "2015"}).case_uid
    save(ws, "consent", {"consent_on": "2026-06-29", "notice_purposes": ["03"]}, case=case)
    unheard = {key: told for key, told in NOTICE.items() if key != "notice_child_opinion"}

    assert "child" in refused(ws, "tracing_notice", unheard, case, complete=True)
    assert save(ws, "tracing_notice", NOTICE | {"notice_name_known": "03"}, case=case,
                complete=True)  # fmt: skip


# --- the notice: its words ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "said", "why"),
    [
        ("notice_account", "被人拐卖到外省", "trafficked"),
        ("notice_marks", "被打骂留下的疤", "trafficked"),
        ("notice_name", "柳大强", "must not learn"),
        ("notice_contact", "19900007777 松岭县救助管理站", "where the person is"),
        ("notice_unit", "松岭县救助管理站", "where the person is"),
        ("found_county", {"code": "530721", "text": "柳湾村"}, "nearer than the county"),
    ],
)
def test_k22_a_notice_that_tells_too_much_is_not_completed_and_names_the_question(
    ws: Workspace, woman: str, key: str, said: Any, why: str
) -> None:
    save(ws, "relative", BUYER, case=woman)
    told = NOTICE | {key: said}

    words = refused(ws, "tracing_notice", told, woman, complete=True)
    assert why in words
    assert str(said) not in words
    save(ws, "tracing_notice", told, case=woman)  # what is not public yet may wait


def test_the_own_telephone_stands_in_a_notice_only_with_a_reason(ws: Workspace, woman: str) -> None:
    told = NOTICE | {"notice_contact": "松岭县救助管理站", "notice_contact_kind": "03"}

    assert "not saved" in refused(ws, "tracing_notice", told, woman, complete=True).lower()
    assert save(ws, "tracing_notice", told | {"notice_contact_why": "上级热线停用，已报批"},
                case=woman, complete=True)  # fmt: skip


# --- the notice: taking it down ----------------------------------------------------------------


def published(ws: Workspace, case: str) -> Any:
    return save(ws, "tracing_notice", NOTICE | {"notice_platforms": [UP]}, case=case, complete=True)


def test_a_notice_is_looked_at_again_after_thirty_days(ws: Workspace, woman: str) -> None:
    published(ws, woman)

    assert due(ws, woman, "tracing_notice") == ["2026-07-30"]


def test_k22_a_withdrawn_consent_makes_the_taking_down_due_today(ws: Workspace, woman: str) -> None:
    published(ws, woman)
    withdrawal.withdraw(ws, woman, "03")

    assert due(ws, woman, "tracing_notice") == ["2026-06-30"]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("tracing_log", {"log_on": "2026-06-30", "log_methods": ["04"], "log_identity": "1"}),
        ("reunion", {"reunion_on": "2026-06-30", "reunion_police_unit": "某市公安局（虚构）",
                     "reunion_number": "比1号", "reunion_wish": "01",
                     "reunion_child_opinion": {"none": "not_asked"}}),
        ("police_document", {"police_paper": "F10", "paper_issued_on": "2026-06-30"}),
    ],
)  # fmt: skip
def test_k22_when_the_search_is_over_the_taking_down_is_due_today(
    ws: Workspace, woman: str, form: str, told: dict[str, Any], station: House
) -> None:
    published(ws, woman)
    ws = approved(station, ws, save(ws, form, told, case=woman, complete=True))

    assert due(ws, woman, "tracing_notice") == ["2026-06-30"]


def test_a_notice_that_was_never_published_need_not_come_down(ws: Workspace, woman: str) -> None:
    save(ws, "tracing_notice", NOTICE, case=woman, complete=True)
    withdrawal.withdraw(ws, woman, "03")

    assert due(ws, woman, "tracing_notice") == ["2026-07-30"]


def test_it_is_due_until_it_is_down_everywhere_and_needs_no_consent_for_that(
    ws: Workspace, woman: str
) -> None:
    saved = published(ws, woman)
    withdrawal.withdraw(ws, woman, "03")
    told = NOTICE | {"notice_platforms": [UP], "notice_withdrawn_on": "2026-06-30"}
    at = {"record": saved.record_uid, "based_on": 1, "complete": True}

    assert "1 platforms" in refused(ws, "tracing_notice", told, woman, **at)
    down = UP | {"platform_down_on": "2026-06-30"}
    save(ws, "tracing_notice", told | {"notice_platforms": [down]}, case=woman, **at)
    assert due(ws, woman, "tracing_notice") == [None]


def test_steps_of_a_search_are_done_one_by_one(ws: Workspace, woman: str) -> None:
    step = {"log_on": "2026-06-30", "log_methods": ["01"], "log_next_on": "2026-07-07"}
    save(ws, "tracing_log", step, case=woman)
    save(ws, "tracing_log", step | {"log_next_on": "2026-07-03"}, case=woman)

    assert sorted(map(str, due(ws, woman, "tracing_log"))) == ["2026-07-03", "2026-07-07"]


# --- claimants ---------------------------------------------------------------------------------


@pytest.mark.parametrize("result", [None, "02", "03", "04"])
def test_a_213_nothing_is_arranged_with_a_claimant_before_the_police_has_confirmed(
    ws: Workspace, woman: str, result: str | None
) -> None:
    told = CLAIM | {"claim_result": result, "contact_arranged_on": "2026-07-02"}

    assert "police" in refused(ws, "claimant", told, woman)
    save(ws, "risk_and_needs", {"assessed_on": "2026-06-30"}, case=woman)
    alone = told | {"claim_result": "01"}
    assert "police" in refused(ws, "claimant", alone, woman)  # nobody says which police
    assert save(ws, "claimant", told | PROVED, case=woman, complete=True)


def test_k02_no_contact_with_family_is_arranged_before_the_risks_are_assessed(
    ws: Workspace, woman: str
) -> None:
    told = CLAIM | PROVED | {"claimant_told_on": "2026-06-30"}
    save(ws, "claimant", told, case=woman)  # what is only told waits for nothing
    met = told | {"contact_arranged_on": "2026-07-02"}
    assert "F15" in refused(ws, "claimant", met, woman)
    save(ws, "risk_and_needs", {"assessed_on": "2026-06-30"}, case=woman)
    save(ws, "claimant", met, case=woman)


RELEASE = {"release_on": "2026-06-30", "release_basis": "01", "release_purpose": "虚构事由",
           "release_how": "01", "release_kinds": ["01"], "release_said": "平安"}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("release", RELEASE | {"release_recipient": "木远山"}),
        ("release", RELEASE | {"release_recipient": "家属", "release_person": "199 0000 8888"}),
        ("reunion", {"reunion_on": "2026-06-30", "reunion_name": "木远山"}),
        ("consent", {"guardian_name": "木远山", "consenter": "02"}),
    ],
)
def test_a_213_nothing_goes_to_a_claimant_who_is_not_confirmed(
    ws: Workspace, woman: str, form: str, told: dict[str, Any]
) -> None:
    claim = save(ws, "claimant", CLAIM, case=woman)

    assert "not confirmed" in refused(ws, form, told, woman)
    alone = CLAIM | {"claim_result": "01"}
    save(ws, "claimant", alone, case=woman, record=claim.record_uid, based_on=1)
    assert "not confirmed" in refused(ws, form, told, woman)
    save(ws, "claimant", CLAIM | PROVED, case=woman, record=claim.record_uid, based_on=2)
    assert save(ws, form, told, case=woman)


def test_k13_somebody_of_the_unsafe_list_is_no_claimant(ws: Workspace, woman: str) -> None:
    save(ws, "relative", BUYER, case=woman)

    assert "unsafe list" in refused(ws, "claimant", CLAIM | {"claimant_phone": "19900009999"},
                                    woman)  # fmt: skip


def test_k13_that_the_police_ruled_somebody_of_the_list_out_stays_written(
    ws: Workspace, woman: str
) -> None:
    """It gives her over to nobody, and is what her file has of their coming."""
    ruled_out = CLAIM | PROVED | {"claimant_phone": "19900009999", "claim_result": "02"}
    save(ws, "claimant", ruled_out, case=woman)
    assert save(ws, "relative", BUYER, case=woman).look_again is None  # nothing to look at again
    for open_still in ("03", "04"):
        assert "unsafe list" in refused(ws, "claimant", ruled_out | {"claim_result": open_still},
                                        woman)  # fmt: skip


# --- reunion, the duty to support --------------------------------------------------------------

MEETING = {
    "reunion_on": "2026-06-30",
    "reunion_wish": "01",
    "reunion_kind": "03",
    "reunion_child_opinion": {"none": "not_asked"},
}
RETURNED = {"police_paper": "F10", "paper_number": "送还 2号", "paper_issued_on": "2026-06-30"}


@pytest.mark.parametrize(
    "proof",
    [
        {"reunion_police_unit": "某市公安局（虚构）", "reunion_number": "比1号"},
        {"reunion_f10_number": "送还2号"},
    ],
)
@pytest.mark.lives("S56")
def test_a_reunion_is_completed_with_the_word_of_the_police(
    ws: Workspace, woman: str, proof: dict[str, str]
) -> None:
    assert "buyer" in refused(ws, "reunion", MEETING, woman, complete=True)
    save(ws, "reunion", MEETING, case=woman)  # it may be prepared
    if "reunion_f10_number" in proof:  # a number that nobody has registered is none
        assert "registered" in refused(ws, "reunion", MEETING | proof, woman, complete=True)
        save(ws, "police_document", RETURNED, case=woman)
    assert save(ws, "reunion", MEETING | proof, case=woman, complete=True)


def test_a_claim_the_police_confirmed_is_such_a_word(ws: Workspace, woman: str) -> None:
    save(ws, "claimant", CLAIM | {"claim_result": "01"}, case=woman)
    with_him = MEETING | {"reunion_name": CLAIM["claimant_name"]}
    refused(ws, "reunion", with_him, woman, complete=True)
    save(ws, "claimant", CLAIM | PROVED | {"claimant_name": "何苗"}, case=woman)

    assert "same relative" in refused(ws, "reunion", MEETING, woman, complete=True)
    other = MEETING | {"reunion_name": "木小山"}
    assert "same relative" in refused(ws, "reunion", other, woman, complete=True)
    assert save(ws, "reunion", MEETING | {"reunion_name": "何 苗"}, case=woman, complete=True)


def test_a_claim_of_somebody_entered_as_a_relative_is_of_that_one(
    ws: Workspace, woman: str
) -> None:
    mother, aunt = (
        save(ws, "relative", {"relation": code, "relative_name": name}, case=woman).record_uid
        for code, name in (("52", "何苗"), ("88", "何叶"))
    )
    save(ws, "claimant", CLAIM | PROVED | {"claimant_relative": mother}, case=woman)

    refused(ws, "reunion", MEETING | {"reunion_relative": aunt}, woman, complete=True)
    assert save(ws, "reunion", MEETING | {"reunion_relative": mother}, case=woman, complete=True)


@pytest.mark.parametrize("kind", [None, "01", "02"])
def test_a303_a_child_is_given_back_after_an_assessment_of_the_family(
    ws: Workspace, kind: str | None
) -> None:
    child = save(ws, answers=INTAKE | {"birth_date": "2016"}).case_uid
    proved = MEETING | {"reunion_police_unit": "某市公安局（虚构）", "reunion_number": "比1号"}
    lives = proved | {"reunion_kind": kind}

    assert "F28" in refused(ws, "reunion", lives, child, complete=True)
    save(ws, "reunion", lives, case=child)
    assert save(ws, "reunion", proved, case=child, complete=True)  # they only meet
    save(ws, "family_assessment", ASSESSED, case=child, complete=True)
    assert save(ws, "reunion", lives, case=child, complete=True)


@pytest.mark.parametrize(("born", "goes"), [("1995", False), ("2016", True)])
def test_an_adult_decides_and_a_childs_wish_is_heard(ws: Workspace, born: str, goes: bool) -> None:
    case = save(ws, answers=INTAKE | {"birth_date": born}).case_uid
    save(ws, "police_document", RETURNED, case=case)
    told = MEETING | {"reunion_f10_number": "送还2号", "reunion_wish": "02"}

    if goes:
        assert save(ws, "reunion", told, case=case, complete=True)
    else:
        assert "against the own will" in refused(ws, "reunion", told, case, complete=True)


@pytest.mark.parametrize(
    ("at_intake", "now_said", "goes"),
    [(None, None, False), ("02", None, False), ("01", None, True), ("01", "02", False),
     ("02", "01", True)],
)  # fmt: skip
@pytest.mark.lives("S67")
def test_relatives_are_told_of_their_duty_where_an_adult_wants_it(
    ws: Workspace, at_intake: str | None, now_said: str | None, goes: bool
) -> None:
    case = save(ws, answers=ADULT | {"family_may_know": at_intake}).case_uid
    told = {"duty_on": "2026-06-30", "duty_sent_on": "2026-06-30", "duty_wish": now_said}

    if goes:
        assert save(ws, "support_duty_notice", told, case=case)
    else:
        assert "has not said" in refused(ws, "support_duty_notice", told, case)
