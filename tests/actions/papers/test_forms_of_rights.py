"""Rights and support at a station: whom nobody may name, what goes to the police (S18, K-13)."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.outward import releases
from rescueapp.actions.outward.releases import OUTSIDE
from rescueapp.actions.papers import letters, prints
from rescueapp.actions.recording import records
from rescueapp.domain.guards.support import CLUE_UNAGREED
from rescueapp.errors import Refused
from rescueapp.forms import codes
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Topic
from rescueapp.i18n import speaking
from rescueapp.printing.profiles import PROFILES
from rescueapp.workspace import Workspace
from tests.actions.leaving import DAY, case_of_three
from tests.actions.station import Clock, House, save
from tests.output.paper import squeezed, words_of

CLUE: dict[str, Any] = {
    "clue_on": DAY,
    "clue_agreed": True,
    "clue_agreed_how": "01",
    "clue_identity": "01",
    "clue_kinds": ["02"],
    "clue_words": "张国强家后院还有一间屋，里面有人",
    "clue_unit": "玉龙县公安局刑侦大队",
    "clue_how": "03",
    "clue_given_on": DAY,
}


@pytest.fixture
def case(station: House) -> str:
    return case_of_three(station)


@pytest.fixture
def ws(station: House, case: str) -> Workspace:
    return station.sign_in("he")


# --- nobody of the unsafe list ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("household_registration", {"register_kind": "04", "register_head": "张国强"}),
        ("household_registration", {"register_address": "黄山镇石桥村3组"}),
        ("household_registration", {"register_carer": "張国强"}),
        ("legal_aid", {"aid_agent": "05", "aid_agent_name": "张国强"}),
        ("legal_aid", {"aid_agent": "05", "aid_agent_contact": "139 0000 1234"}),
        ("legal_aid", {"aid_phone": "13900001234"}),
        ("legal_aid", {"aid_address": "黄山镇石桥村3组，张国强收"}),
        ("legal_aid", {"aid_lawyer_on": DAY, "aid_lawyer": "柳湾运输有限公司法务"}),
        ("legal_matter", {"matter_lawyer": "张国强"}),
        ("social_assistance", {"assist_officer": "张国强"}),
        ("clue_sheet", CLUE | {"clue_officer": "张国强"}),
    ],
)
def test_k13_nobody_of_the_unsafe_list_acts_for_her(
    ws: Workspace, case: str, form: str, answers: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        save(ws, form, answers, case=case)


def test_s61_her_own_people_are_named(ws: Workspace, case: str) -> None:
    head = {"register_kind": "04", "register_head": "苏桂英"}
    agent = {"aid_agent": "05", "aid_agent_name": "苏桂英"}
    save(ws, "household_registration", head, case=case, complete=True)
    save(ws, "legal_aid", agent, case=case)
    written = {row.form for row in cases.records_of(ws, case)}
    assert {"household_registration", "legal_aid"} <= written


def test_a812_who_an_order_is_against_is_unsafe_from_then_on(ws: Workspace, case: str) -> None:
    man = {"relation": "97", "relative_name": "周大海", "contact_forbidden": False}
    card = save(ws, "relative", man, case=case).record_uid
    agent = {"aid_agent": "05", "aid_agent_name": "周大海"}
    aid = save(ws, "legal_aid", agent, case=case)
    save(ws, "protection_order", {"order_against": [{"order_respondent": card}]}, case=case)
    with pytest.raises(Refused):
        save(ws, "legal_aid", agent, case=case, record=aid.record_uid, based_on=1)


# --- clues to the police ----------------------------------------------------------------------


def outside(ws: Workspace, case: str) -> list[releases.Left]:
    return [left for left in releases.of_case(ws, case) if left.release.kind == OUTSIDE]


@pytest.mark.parametrize("agreed", [False, None, {"none": "declined"}])
@pytest.mark.parametrize("complete", [True, False])
def test_s18_nothing_is_handed_over_that_she_did_not_agree_to(
    ws: Workspace, case: str, agreed: Any, complete: bool
) -> None:
    with pytest.raises(Refused) as refused:
        save(ws, "clue_sheet", CLUE | {"clue_agreed": agreed}, case=case, complete=complete)
    assert refused.value.words == CLUE_UNAGREED
    assert outside(ws, case) == []


def test_s18_a_sheet_waits_for_her_yes(ws: Workspace, case: str) -> None:
    saved = save(ws, "clue_sheet", {"clue_on": DAY, "clue_words": "白色的车"}, case=case)
    assert outside(ws, case) == []
    save(ws, "clue_sheet", CLUE, case=case, record=saved.record_uid, based_on=1, complete=True)
    assert len(outside(ws, case)) == 1


def test_s18_what_she_agreed_to_stands_in_the_register_once(
    ws: Workspace, case: str, now: Clock
) -> None:
    saved = save(ws, "clue_sheet", CLUE, case=case, complete=True)
    first = outside(ws, case)[0].release
    assert (first.recipient, first.basis, first.what) == (CLUE["clue_unit"], "01", "clue_sheet")
    told = ("clue_kinds", "clue_words", "clue_seen")  # the same whatever is filled in (K-09)
    assert first.fields == tuple(f"clue_sheet.{key}" for key in told)
    now.later(days=2)
    save(ws, "clue_sheet", CLUE | {"clue_receipt": "收1号"}, case=case, record=saved.record_uid,
         based_on=1, complete=True)  # fmt: skip
    (again,) = outside(ws, case)
    assert again.release.released_at == first.released_at


def test_k09_what_the_clue_says_is_hinted_at_to_nobody_without_the_legal_part(
    station: House, ws: Workspace, case: str
) -> None:
    save(ws, "clue_sheet", CLUE, case=case)
    (seen,) = outside(station.sign_in("yang"), case)
    assert seen.form_fields == ()


def test_k14_a_clue_goes_to_nobody_abroad(ws: Workspace, case: str) -> None:
    with pytest.raises(Refused):
        save(ws, "clue_sheet", CLUE | {"clue_unit": "缅甸警察局"}, case=case)
    assert outside(ws, case) == []


def test_k09_what_is_not_shown_stays_in_the_sheet_and_in_the_register(
    ws: Workspace, case: str
) -> None:
    """Who enters the receipt saves what they see; the words stay as they are."""
    saved = save(ws, "clue_sheet", CLUE, case=case)
    view = records.open_record(ws, saved.record_uid)
    assert view.answers["clue_words"] == CLUE["clue_words"]
    sealed = ("clue_words", "clue_kinds")
    shown = {key: value for key, value in view.answers.items() if key not in sealed}
    clear = view.readable - {"legal"}
    save(ws, "clue_sheet", shown | {"clue_receipt": "收2号"}, case=case,
         record=saved.record_uid, based_on=1, readable=clear)  # fmt: skip
    assert records.open_record(ws, saved.record_uid).answers["clue_words"] == CLUE["clue_words"]
    assert "clue_sheet.clue_words" in outside(ws, case)[0].release.fields


# --- what is handed over ----------------------------------------------------------------------

LIMITS = {"clue_limits": "不要提孩子"}
VIEW = {"assist_kind": "08", "assist_view": "不要让表哥知道", "cannot_return": True,
        "cannot_return_reasons": ["02"], "staying_plan": "先住在本市", "assist_result": "03",
        "assist_review": "律师认为应当复议"}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "answers", "here", "there"),
    [
        ("clue_sheet", CLUE | LIMITS | {"clue_words": "白色的车"}, "不要提孩子", "白色的车"),
        ("social_assistance", VIEW, "不要让表哥知道", "临时救助"),
        ("social_assistance", VIEW, "先住在本市", "临时救助"),
        ("social_assistance", VIEW, "律师认为应当复议", "不予批准"),
    ],
)
def test_what_is_for_us_alone_is_not_on_the_sheet_that_is_handed_over(
    ws: Workspace, case: str, form: str, answers: dict[str, Any], here: str, there: str
) -> None:
    record = save(ws, form, answers, case=case).record_uid
    with speaking("zh_Hans"):
        prepared = prints.prepare_sheet(ws, form=form, record_uid=record)
    text = words_of(prepared.pdfs[0]).replace("\n", "")
    assert there in text
    assert here not in text
    kept = {f"{form}.{field.key}" for section in FORMS[form].sections
            for field in section.fields if field.off_sheet}  # fmt: skip
    assert kept
    assert not kept & set(prepared.fields)


def test_nor_on_the_blank_that_is_filled_in_by_hand(ws: Workspace) -> None:
    prepared = prints.prepare_sheet(ws, form="clue_sheet", record_uid=None)
    text = squeezed(words_of(prepared.pdfs[0]))
    assert squeezed("What the person agreed to tell") in text
    assert squeezed("What must not be passed on") not in text


@pytest.mark.parametrize("form", [f.key for f in FORMS.values() if f.topic is Topic.RIGHTS])
def test_k13_the_family_reads_nothing_of_her_claims(form: str) -> None:
    assert form in PROFILES["family"].leaves_out


def test_k13_the_other_side_reads_nothing_she_told_the_police() -> None:
    for key in ("court", "next_institution", "family"):
        assert "clue_sheet" in PROFILES[key].leaves_out


# --- letters that ask for confidentiality -----------------------------------------------------

TO = {
    "household_registration": ("hukou_police", "01"),
    "social_assistance": ("assist_office", "05"),
    "legal_aid": ("aid_office", "04"),
    "legal_matter": ("matter_forum", "04"),
    "protection_order": ("order_court", "04"),
}
every_letter = pytest.mark.parametrize(("form", "asked", "channel"),
                                       [(form, *told) for form, told in TO.items()])  # fmt: skip


@every_letter
def test_k15_the_office_a_form_goes_to_is_asked_to_keep_quiet(
    ws: Workspace, case: str, form: str, asked: str, channel: str
) -> None:
    record = save(ws, form, {asked: "玉龙县某某单位"}, case=case).record_uid
    (only,) = letters.channels(ws, record)
    assert only.office == "玉龙县某某单位"
    with speaking("zh_Hans"):
        prepared = letters.prepare_letter(ws, record, only.row)
        ask = codes.label("L-leak-ask", channel)
    text = words_of(prepared.pdfs[0]).replace("\n", "")
    assert ask in text
    for told in ("苏小禾", "松岭", "救助站", "和晓燕", "被拐"):
        assert told not in text
    prints.release(ws, prepared, medium=prints.PRINTER)
    (left,) = releases.of_case(ws, case)
    assert left.release.fields == (f"{form}.{asked}",)


@every_letter
def test_k13_no_letter_of_a_form_goes_to_somebody_of_the_list(
    ws: Workspace, case: str, form: str, asked: str, channel: str
) -> None:
    buyer = {asked: "柳湾运输有限公司"}
    with pytest.raises(Refused):  # some forms refuse to keep it, the others to write to it
        letters.prepare_letter(ws, save(ws, form, buyer, case=case).record_uid, 0)
    assert releases.of_case(ws, case) == []


def test_letters_are_made_of_questions_that_are_asked() -> None:
    assert set(letters.FORMS) == {letters.FORM, *TO}
    for form, (asked, channel) in TO.items():
        assert asked in {f.key for section in FORMS[form].sections for f in section.fields}
        assert codes.known("L-leak-channel", channel)


def test_no_letter_of_a_form_that_has_none(ws: Workspace, case: str) -> None:
    record = save(ws, "judicial_aid", {"judicial_organ": "02"}, case=case).record_uid
    with pytest.raises(Refused, match="Save the form"):
        letters.prepare_letter(ws, record, 0)
