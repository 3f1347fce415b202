"""What is shared is copied for another of the family, marked until somebody has looked."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.family import families
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import drafts, family_copies, identity, records
from rescueapp.actions.recording.drafts import OpenedDraft
from rescueapp.domain.family import Joining
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Part, Voice
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save, uid_of

BROTHER: dict[str, Any] = INTAKE | {
    "sex": "1",
    "name": "罗山",
    "birth_date": "2010-02",
    "arrival_mode": "01",
    "escort_unit": "松岭县公安局（虚构）",
    "escort_name": "民警甲",
    "languages": ["mya"],
    "home_county": {"code": "530724", "text": ""},
    "home_address": "大兴镇白岩村6组",
    "body_state": ["01"],
    "family_may_know": "02",
    "brief": "虚构的经过",
}
SHARED = {
    "arrived_at", "arrival_mode", "escort_unit", "escort_name", "languages", "home_county",
    "home_address",
}  # fmt: skip
HANDOVER: dict[str, Any] = {
    "handed_over_at": "2026-06-29T13:00:00Z",
    "handover_unit": "松岭县公安局（虚构）",
    "officer_name": "民警甲",
    "found_how": "01",
    "name": "罗山",
    "handover_state": ["01"],
}


@pytest.fixture
def he(station: House) -> Workspace:
    return station.sign_in("he")


def begun(ws: Workspace, case: str, *, head: bool = False) -> OpenedDraft:
    joining = Joining(case, "04", own="04", head=head)
    return drafts.open_draft(ws, family_copies.begin_intake(ws, joining))


def taken_in(ws: Workspace, case: str, **more: Any) -> records.Saved:
    """A sister, taken in from her brother's case as the window does it."""
    opened = begun(ws, case)
    return save(
        ws, answers=opened.view.answers | {"sex": "2"}, draft_uid=opened.draft.uid,
        copied=opened.view.copied, joins=opened.view.joins, **more,
    )  # fmt: skip


def test_a_new_intake_begins_with_what_is_shared_and_nothing_that_is_his_own(
    he: Workspace,
) -> None:
    brother = save(he, answers=BROTHER).case_uid
    view = begun(he, brother).view
    assert view.answers.keys() == SHARED
    assert view.copied == SHARED
    assert {key: BROTHER[key] for key in SHARED} == view.answers


def test_saved_she_is_in_his_family_and_what_was_copied_stays_marked(he: Workspace) -> None:
    brother = save(he, answers=BROTHER).case_uid
    saved = taken_in(he, brother)
    assert {each.case_uid for each in families.others(he, brother)} == {saved.case_uid}
    assert brother in saved.changed.cases
    assert records.open_record(he, saved.record_uid).copied == SHARED
    assert drafts.drafts_of(he) == []


def test_what_somebody_has_looked_at_is_marked_no_more(he: Workspace) -> None:
    brother = save(he, answers=BROTHER).case_uid
    first = taken_in(he, brother)
    view = records.open_record(he, first.record_uid)
    save(he, answers=view.answers, case=first.case_uid, record=first.record_uid, based_on=1,
         copied=view.copied - {"languages"})  # fmt: skip
    assert records.open_record(he, first.record_uid).copied == SHARED - {"languages"}
    answers = {k: v for k, v in view.answers.items() if k != "escort_name"}
    save(he, answers=answers, case=first.case_uid, record=first.record_uid, based_on=2,
         copied=view.copied)  # fmt: skip
    assert "escort_name" not in records.open_record(he, first.record_uid).copied


def test_a_draft_that_was_left_still_knows_its_family_and_its_marks(
    station: House, he: Workspace
) -> None:
    brother = save(he, answers=BROTHER).case_uid
    uid = begun(he, brother).draft.uid
    view = drafts.open_draft(station.sign_in("he"), uid).view
    assert (view.copied, view.joins and view.joins.of) == (SHARED, brother)


def test_under_the_veil_nothing_of_the_identity_is_copied(station: House, he: Workspace) -> None:
    brother = save(he, answers=BROTHER).case_uid
    duan = station.sign_in("duan")
    cases.assign(duan, brother, uid_of(duan, "mu"))
    mu = station.sign_in("mu")
    assert begun(mu, brother).view.copied == SHARED - {"escort_name", "home_address"}
    identity.reveal(mu, brother, "care")
    assert begun(mu, brother).view.copied == SHARED


def test_where_a_family_could_not_begin_no_intake_does(station: House, he: Workspace) -> None:
    brother = save(he, answers=BROTHER).case_uid
    with pytest.raises(Refused, match="what each of them is"):
        family_copies.begin_intake(he, Joining(brother, "04"))
    with pytest.raises(Refused, match="not on the team"):
        family_copies.begin_intake(station.sign_in("mu"), Joining(brother, "04", own="04"))


# --- the same form ----------------------------------------------------------------------------


def handed_over(he: Workspace) -> tuple[str, str, str]:
    """His handover, complete; her case; the uid of his record."""
    brother = save(he, answers=BROTHER).case_uid
    sister = taken_in(he, brother).case_uid
    saved = save(he, "police_handover", HANDOVER, case=brother, complete=True)
    return brother, sister, saved.record_uid


def test_once_it_is_complete_the_same_form_is_offered_for_the_others(he: Workspace) -> None:
    _, sister, record = handed_over(he)
    assert [each.member.case_uid for each in family_copies.offered(he, record)] == [sister]
    draft = family_copies.begin_form(he, record, sister)
    assert family_copies.offered(he, record) == ()  # begun already
    opened = drafts.open_draft(he, draft)
    assert opened.draft.case_uid == sister
    assert opened.view.copied == {"handed_over_at", "handover_unit", "officer_name", "found_how"}
    assert "name" not in opened.view.answers


def test_it_is_not_offered_while_it_is_not_complete_or_of_what_is_each_ones_own(
    he: Workspace,
) -> None:
    brother = save(he, answers=BROTHER).case_uid
    taken_in(he, brother)
    begun_only = save(he, "police_handover", HANDOVER, case=brother).record_uid
    own = save(he, "safety_line", {}, case=brother).record_uid
    assert family_copies.offered(he, begun_only) == ()
    assert family_copies.offered(he, own) == ()


def test_nothing_goes_to_a_case_outside_the_family(he: Workspace) -> None:
    _, _, record = handed_over(he)
    stranger = save(he).case_uid
    with pytest.raises(Refused, match="do not belong to one family"):
        family_copies.begin_form(he, record, stranger)


def test_no_form_shares_what_is_a_persons_own() -> None:
    own = {Part.NAME, Part.OTHER_NAMES, Part.SEX, Part.BIRTH, Part.IDENTITY_DOCUMENT}
    shared = [
        (form, field)
        for form in FORMS.values()
        for field in interpreter.fields(form)
        if field.shared
    ]
    assert len(shared) > 60
    for form, field in shared:
        assert field.part not in own
        assert field.voice is not Voice.HERS
        assert interpreter.compartment_of(form, field) not in (
            Compartment.MEDICAL, Compartment.PSYCHOLOGICAL, Compartment.AUTHOR,
        )  # fmt: skip
