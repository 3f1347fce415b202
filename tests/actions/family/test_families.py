"""Families: who was rescued together, sealed, linked and taken apart again, and the unsafe list."""

from __future__ import annotations

import pytest

from rescueapp.actions.family import families
from rescueapp.actions.finding import cases
from rescueapp.actions.keeping import retention
from rescueapp.actions.outward import disclosure
from rescueapp.domain.case import Query
from rescueapp.domain.family import Joining, Member
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.leaving import BUYER
from tests.actions.station import INTAKE, House, save, uid_of

BROTHER = INTAKE | {"sex": "1", "name": "罗山", "birth_date": "2010-02"}
SISTER = INTAKE | {"name": "罗小溪", "birth_date": "2017-05"}


@pytest.fixture
def he(station: House) -> Workspace:
    return station.sign_in("he")


def two(ws: Workspace) -> tuple[str, str]:
    """A brother and his sister, linked."""
    brother, sister = (save(ws, answers=answers).case_uid for answers in (BROTHER, SISTER))
    families.link(ws, sister, Joining(brother, "04", own="04", head=False))
    return brother, sister


def three(ws: Workspace) -> tuple[str, str, str]:
    brother, sister = two(ws)
    baby = save(ws).case_uid
    families.link(ws, baby, Joining(sister, "03"))
    return brother, sister, baby


def kin(ws: Workspace, case: str) -> set[str]:
    return {each.case_uid for each in families.others(ws, case)}


def test_each_sees_the_others_from_their_own_case(he: Workspace) -> None:
    brother, sister, baby = three(he)
    assert kin(he, brother) == {sister, baby}
    assert kin(he, baby) == {brother, sister}
    seen = families.seen(he, sister)
    assert seen[0].member == Member(sister, "04")
    assert {each.alias for each in seen} == {
        cases.case(he, uid).alias for uid in (brother, sister, baby)
    }


def test_a_case_with_a_family_takes_another_in_from_either_side(he: Workspace) -> None:
    brother, sister = two(he)
    mother = save(he).case_uid
    families.link(he, brother, Joining(mother, "09", own="01"))
    found = {each.case_uid: each.relation for each in families.others(he, sister)}
    assert found == {brother: "04", mother: "01"}


def test_one_speaks_for_the_others_at_most(he: Workspace) -> None:
    brother, sister = two(he)
    families.describe(he, brother, "04", head=True)
    families.describe(he, sister, "04", head=True)
    assert [each.head for each in families.others(he, sister)] == [False]
    assert [each.head for each in families.others(he, brother)] == [True]


def test_taken_out_and_put_back_as_it_was(he: Workspace) -> None:
    brother, sister, baby = three(he)
    families.describe(he, brother, "02", head=True)
    parted = families.leave(he, brother)
    assert (kin(he, brother), kin(he, baby)) == (set(), {sister})
    families.put_back(he, parted)
    back = next(each for each in families.others(he, baby) if each.case_uid == brother)
    assert (back.relation, back.head) == ("02", True)


def test_of_two_nothing_is_left_when_one_goes_and_both_come_back(he: Workspace) -> None:
    brother, sister = two(he)
    parted = families.leave(he, sister)
    assert he.db.read("SELECT count(*) FROM families") == [(0,)]
    assert he.db.read("SELECT count(*) FROM family_members") == [(0,)]
    families.put_back(he, parted)
    assert kin(he, brother) == {sister}


def test_what_cannot_be_linked_is_said(he: Workspace) -> None:
    brother, sister = two(he)
    other, friend = save(he).case_uid, save(he).case_uid
    families.link(he, other, Joining(friend, "04", own="04"))
    refused = {
        families.SAME: (brother, Joining(brother, "04")),
        families.TOGETHER_ALREADY: (brother, Joining(sister, "04")),
        families.TWO_FAMILIES: (other, Joining(sister, "04")),
        families.NO_RELATION: (save(he).case_uid, Joining(sister, "")),
    }
    for words, (case, joining) in refused.items():
        with pytest.raises(Refused) as error:
            families.link(he, case, joining)
        assert error.value.words.msgid == words.msgid
    with pytest.raises(Refused, match="belongs to no family"):
        families.leave(he, save(he).case_uid)


# --- who may know ------------------------------------------------------------------------------


def test_from_the_database_alone_nobody_learns_who_came_with_whom(he: Workspace) -> None:
    uids = three(he)
    tables = ("families", "family_members")
    rows = [row for table in tables for row in he.db.read(f"SELECT * FROM {table}")]
    sealed = [bytes(row[1]) for row in rows]
    assert not any(uid.encode() in each for uid in uids for each in sealed)
    names = {row[0] for row in rows} - set(uids)
    assert len(names) == 1  # the family's own uid, which stands nowhere else in clear
    assert not any(next(iter(names)).encode() in each for each in sealed)
    logged = [repr(each) for each in he.db.read("SELECT * FROM audit WHERE act = 'link_family'")]
    assert len(logged) == 2, "a link is one line: two side by side would tell who came together"
    assert not any(sum(uid in line for uid in uids) > 1 for line in logged)


def test_how_many_belong_to_a_family_is_not_told_by_its_length(he: Workspace) -> None:
    two(he)
    length = he.db.read("SELECT length(sealed) FROM families")
    save(he)
    three_of = three(he)[0]
    assert kin(he, three_of)
    assert {n for (n,) in he.db.read("SELECT length(sealed) FROM families")} == {length[0][0]}


def test_k09_a_colleague_of_no_team_sees_no_family(station: House, he: Workspace) -> None:
    brother, _ = two(he)
    mu = station.sign_in("mu")
    assert families.seen(mu, brother) == ()
    assert families.closed(mu, brother)
    row = cases.case(mu, brother)
    assert not row.family


def test_k09_of_the_other_case_one_on_the_team_of_one_sees_what_every_list_shows(
    station: House, he: Workspace
) -> None:
    brother, sister = two(he)
    duan = station.sign_in("duan")
    cases.assign(duan, brother, uid_of(duan, "mu"))
    mu = station.sign_in("mu")
    other = next(each for each in families.seen(mu, brother) if each.member.case_uid == sister)
    shown = cases.case(mu, sister)
    assert (other.number, other.alias, other.mine) == (shown.number, shown.alias, False)
    with pytest.raises(Refused, match="not on the team"):
        families.leave(mu, sister)
    with pytest.raises(Refused, match="not on the team"):
        families.link(mu, save(mu).case_uid, Joining(sister, "04"))


def test_the_list_of_ones_own_cases_shows_a_mark(he: Workspace) -> None:
    brother, sister = two(he)
    alone = save(he).case_uid
    rows = cases.case_rows(he, cases.find_cases(he, Query(mine=True)))
    marked = {row.uid for row in rows if row.family}
    assert {brother, sister} <= marked
    assert alone not in marked


def test_each_is_a_person_and_counted_once(he: Workspace) -> None:
    before = len(cases.find_cases(he, Query()))
    brother, sister = (save(he, answers=answers).case_uid for answers in (BROTHER, SISTER))
    figures = he.db.read("SELECT * FROM facts ORDER BY id")
    families.link(he, sister, Joining(brother, "04", own="04"))
    assert len(cases.find_cases(he, Query())) == before + 2
    assert he.db.read("SELECT * FROM facts ORDER BY id") == figures


# --- the unsafe list (K-13) --------------------------------------------------------------------


def test_k13_the_unsafe_list_of_one_holds_for_all_of_them(station: House, he: Workspace) -> None:
    brother, sister, baby = three(he)
    save(he, "relative", BUYER, case=brother)
    for case in (brother, sister, baby):
        with pytest.raises(Refused, match="on the unsafe list"):
            disclosure.refuse_recipient(he, case, "张国强")
    families.leave(he, baby)
    disclosure.refuse_recipient(he, baby, "张国强")


def test_k13_what_a_mother_passes_on_to_her_child_reaches_the_childs_family(he: Workspace) -> None:
    brother, sister = two(he)
    mother = save(he, answers=INTAKE | {"children": [{"child_case": brother}]}).case_uid
    save(he, "relative", BUYER, case=mother)
    with pytest.raises(Refused, match="on the unsafe list"):
        disclosure.refuse_recipient(he, sister, "张国强")
    assert disclosure.inherits(he, sister) == 1  # nobody is on the brother's own


def test_k13_who_cannot_read_a_list_of_the_family_reads_no_whole_list(
    station: House, he: Workspace
) -> None:
    brother, _ = two(he)
    assert disclosure.read_whole(he, brother)
    duan = station.sign_in("duan")
    cases.assign(duan, brother, uid_of(duan, "mu"))
    assert not disclosure.read_whole(station.sign_in("mu"), brother)
    assert disclosure.read_whole(station.sign_in("duan"), brother)


def test_a_case_whose_list_protects_the_family_is_not_destroyed_before_it_leaves_it(
    station: House, he: Workspace
) -> None:
    brother, _ = two(he)
    duan = station.sign_in("duan")
    with pytest.raises(Refused, match="others of its family"):
        retention.check_heirs(duan, brother)
    families.leave(duan, brother)
    retention.check_heirs(duan, brother)


# --- what else it touches ----------------------------------------------------------------------


def test_linking_and_taking_out_stand_in_the_account(he: Workspace) -> None:
    _, sister = two(he)
    families.leave(he, sister)
    acts = [act for (act,) in he.db.read("SELECT act FROM audit ORDER BY seq")]
    assert acts[-2:] == ["link_family", "unlink_family"]
