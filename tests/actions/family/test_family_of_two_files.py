"""Families of merged files, and what is looked at again after a merge, a link, a new entry."""

from __future__ import annotations

import pytest

from rescueapp.actions.desk import duties
from rescueapp.actions.family import families, family_apart
from rescueapp.actions.outward import disclosure
from rescueapp.actions.recording import family_copies, identity, records
from rescueapp.domain.family import Joining
from rescueapp.errors import Refused
from rescueapp.i18n import say
from rescueapp.workspace import Workspace
from tests.actions.leaving import BUYER
from tests.actions.merged import merge, take_apart
from tests.actions.outsiders import agreed_case, invite, lend
from tests.actions.station import INTAKE, Clock, House, save

BORN = INTAKE | {"birth_date": "1990-05"}
CARED = {"placement": "05", "carer": "马大山，13900001234"}
CARER = {"relation": "83", "relative_name": "马大山", "contact_forbidden": True}
SIBLINGS = ("04", "04")


def linked(ws: Workspace, case: str, of: str) -> None:
    relation, own = SIBLINGS
    families.link(ws, case, Joining(of, relation, own=own))


def kin(ws: Workspace, case: str) -> list[str]:
    return [each.member.case_uid for each in families.seen(ws, case)]


# --- the family of a person -------------------------------------------------------------------


def test_the_family_of_the_folded_file_is_that_of_the_kept_one(
    station: House, ws: Workspace
) -> None:
    kept, folded, sister = (save(ws).case_uid for _ in range(3))
    linked(ws, folded, sister)
    ws = merge(station, kept, folded)
    assert kin(ws, kept) == [kept, sister]
    assert kin(ws, sister) == [sister, kept]
    assert family_apart.told(ws, "care_arrangement", kept, {})


def test_a_twin_of_the_family_is_named_once(station: House, ws: Workspace) -> None:
    kept, folded, sister = (save(ws).case_uid for _ in range(3))
    linked(ws, kept, sister)
    linked(ws, folded, sister)
    ws = merge(station, kept, folded)
    assert kin(ws, sister) == [sister, kept]


def test_nothing_of_a_family_is_written_in_a_folded_file(station: House, ws: Workspace) -> None:
    kept, folded, sister = (save(ws).case_uid for _ in range(3))
    ws = merge(station, kept, folded)
    with pytest.raises(Refused, match="merged"):
        families.link(ws, folded, Joining(sister, "04", own="04"))
    with pytest.raises(Refused, match="merged"):
        families.link(ws, sister, Joining(folded, "04", own="04"))
    with pytest.raises(Refused, match="merged"):
        families.leave(ws, folded)


def test_from_the_kept_file_somebody_is_taken_out_and_put_back(
    station: House, ws: Workspace
) -> None:
    kept, folded, sister, other = (save(ws).case_uid for _ in range(4))
    linked(ws, folded, sister)
    ws = merge(station, kept, folded)
    families.link(ws, other, Joining(kept, "04"))
    assert set(kin(ws, kept)) == {kept, sister, other}
    families.describe(ws, kept, "02", head=True)
    parted = families.leave(ws, kept)
    assert kin(ws, kept) == []
    families.put_back(ws, parted)
    assert set(kin(ws, kept)) == {kept, sister, other}


def test_a_form_is_begun_for_who_is_of_the_family_by_the_folded_file(
    station: House, ws: Workspace
) -> None:
    kept, folded, sister = (save(ws).case_uid for _ in range(3))
    linked(ws, folded, sister)
    record = save(ws, "risk_and_needs", {"assessed_on": "2026-06-29"}, case=kept).record_uid
    ws = merge(station, kept, folded)
    assert family_copies.begin_form(ws, record, sister)


def test_from_outside_nobody_learns_who_came_with_her(station: House, ws: Workspace) -> None:
    invite(station)
    case = agreed_case(station)
    he = station.sign_in("he")
    linked(he, save(he).case_uid, case)
    lend(he, case)
    assert families.seen(station.sign_in("wai"), case) == ()


# --- the unsafe list --------------------------------------------------------------------------


def test_k13_a_list_reaches_the_family_of_whom_a_merged_file_inherits_it(
    station: House, ws: Workspace
) -> None:
    mother = save(ws).case_uid
    save(ws, "relative", BUYER, case=mother)
    brother, twin, child = (save(ws).case_uid for _ in range(3))
    born = {"children_born": [{"born_sex": "2", "born_case": twin}]}
    save(ws, "trafficking_case", born, case=mother)
    linked(ws, child, brother)
    disclosure.refuse_recipient(ws, child, BUYER["relative_name"])
    ws = merge(station, brother, twin)
    for case in (brother, child):
        with pytest.raises(Refused):
            disclosure.refuse_recipient(ws, case, BUYER["relative_name"])
    assert set(disclosure.holds_at(ws, mother)) == {mother, brother, child}


def test_k13_from_outside_nobody_is_named_where_a_list_cannot_be_compared(
    station: House, ws: Workspace
) -> None:
    invite(station)
    case = agreed_case(station)
    he = station.sign_in("he")
    visit = {"visited_on": "2026-06-30", "visit_result": "01"}
    lend(he, case)
    wai = station.sign_in("wai")
    save(wai, "follow_up", visit | {"visitors": BUYER["relative_name"]}, case=case)
    save(station.sign_in("he"), "relative", BUYER, case=case)
    wai = station.sign_in("wai")
    with pytest.raises(Refused):
        save(wai, "follow_up", visit | {"visitors": BUYER["relative_name"]}, case=case)
    save(wai, "follow_up", visit, case=case)
    save(wai, "follow_up", visit | {"visitors": wai.worker.display_name}, case=case)


# --- looked at again --------------------------------------------------------------------------


def told(ws: Workspace) -> str:
    return "\n".join(map(say, duties.duties(ws)))


@pytest.fixture
def cared(ws: Workspace) -> str:
    """A case with a complete placement, whose carer another case knows better."""
    case = save(ws, answers=BORN).case_uid
    save(ws, "care_arrangement", CARED, case=case, complete=True)
    return case


def test_after_a_merge_what_the_joint_list_stands_against_is_looked_at_again(
    station: House, ws: Workspace, cared: str
) -> None:
    twin = save(ws, answers=BORN).case_uid
    save(ws, "relative", CARER, case=twin)
    assert "Guardianship" not in told(ws)
    assert "Guardianship" in told(merge(station, cared, twin))


def test_after_a_family_is_linked_its_lists_are_looked_at(ws: Workspace, cared: str) -> None:
    sister = save(ws, answers=BORN).case_uid
    save(ws, "relative", CARER, case=sister)
    assert "Guardianship" not in told(ws)
    linked(ws, sister, cared)
    assert "Guardianship" in told(ws)


def test_who_comes_onto_the_list_in_the_case_of_one_is_looked_for_in_those_of_the_family(
    ws: Workspace, cared: str
) -> None:
    sister = save(ws, answers=BORN).case_uid
    linked(ws, sister, cared)
    assert "Guardianship" not in told(ws)
    saved = save(ws, "relative", CARER, case=sister)
    assert saved.look_again is not None
    assert "Guardianship" in told(ws)
    harmless = CARER | {"contact_forbidden": False, "relation": "52"}
    save(ws, "relative", harmless, case=sister, record=saved.record_uid, based_on=1)
    assert "Guardianship" not in told(ws)


def test_a_merge_of_two_files_nothing_stands_against_is_told_nothing_of(
    station: House, ws: Workspace, cared: str
) -> None:
    twin = save(ws, answers=BORN).case_uid
    ws = merge(station, cared, twin)
    assert "Guardianship" not in told(ws)
    assert records.blank(ws, "care_arrangement", cared).writable
    take_apart(station, twin)


def test_a_placement_of_the_folded_file_is_looked_at_by_writing_it_in_the_kept_one(
    station: House, ws: Workspace, cared: str, now: Clock
) -> None:
    kept = save(ws, answers=BORN).case_uid
    listed = save(ws, "relative", CARER, case=kept)
    ws = merge(station, kept, cared)
    assert "Guardianship" in told(ws)
    now.later(minutes=1)
    elsewhere = {"placement": "05", "carer": "苏桂英"}
    save(ws, "care_arrangement", elsewhere, case=kept, complete=True)
    assert "Guardianship" not in told(ws)
    identity.reveal(ws, kept, "care")
    again = CARER | {"relative_phone": "19900001234"}
    save(ws, "relative", again, case=kept, record=listed.record_uid, based_on=1)
    assert "Guardianship" not in told(ws)
