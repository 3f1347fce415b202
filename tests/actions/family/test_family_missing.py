"""Who of the family is missing after a hand-over, while files are merged, taken apart, linked."""

from __future__ import annotations

import pytest

from rescueapp.actions.exchanging import family_handed, taking_up
from rescueapp.actions.family import families
from rescueapp.actions.finding import cases, merging
from rescueapp.actions.keeping import retention
from rescueapp.actions.opened import restriction
from rescueapp.domain.family import Joining
from rescueapp.domain.retention import Order
from rescueapp.workspace import Workspace
from tests.actions.households import CHILD, ids, related
from tests.actions.merged import APART, WHY
from tests.actions.partners import Partners
from tests.actions.station import INTAKE, save

STAYS, NOT_YET = [family_handed.ELSEWHERE.msgid], [family_handed.NOT_YET.msgid]


@pytest.fixture
def known(partners: Partners) -> str:
    """A file of the mother that there is at the other station already, under no name."""
    return save(partners.there.sign_in("he"), answers=INTAKE).case_uid


def merge(partners: Partners, kept: str, folded: str) -> Workspace:
    merging.merge(partners.there.sign_in("duan"), kept, folded, basis="01", reason=WHY)
    return partners.there.sign_in("duan")


def apart(partners: Partners, folded: str) -> Workspace:
    merging.undo(partners.there.sign_in("duan"), folded, APART)
    return partners.there.sign_in("duan")


def number_here(partners: Partners, case: str) -> str:
    return cases.case(partners.here.sign_in("duan"), case).number


def missing(ws: Workspace, case: str) -> list[str]:
    return ids(family_handed.missing(ws, case))


def test_the_file_that_is_kept_says_what_the_folded_one_says(
    partners: Partners, family: tuple[str, str], known: str
) -> None:
    up = partners.take_up(partners.hand_over(family[0]).path)
    ws = merge(partners, known, up.case_uid)
    assert (missing(ws, known), missing(ws, up.case_uid)) == (STAYS, STAYS)
    ws = apart(partners, up.case_uid)
    assert (missing(ws, known), missing(ws, up.case_uid)) == ([], STAYS)


def test_who_was_linked_while_merged_is_said_to_be_missing_once_they_are_apart(
    partners: Partners, family: tuple[str, str], known: str
) -> None:
    """The link was made for the file that is kept, and stays there (decision 26)."""
    up = partners.take_up(partners.hand_over(family[0]).path)
    merge(partners, known, up.case_uid)
    then = partners.take_up(partners.hand_over(family[1]).path)
    ws = partners.there.sign_in("duan")
    assert [uid for uid, _ in related(ws, known)] == [known, then.case_uid]
    assert [missing(ws, each) for each in (known, up.case_uid, then.case_uid)] == [[], [], []]
    ws = apart(partners, up.case_uid)
    assert (related(ws, up.case_uid), missing(ws, up.case_uid)) == ([], NOT_YET)
    (line,) = family_handed.missing(ws, up.case_uid)
    assert line.values["number"] == number_here(partners, family[1])


def test_linked_by_hand_nobody_is_missing(partners: Partners, family: tuple[str, str]) -> None:
    """The file that came first was only stored when the other came, and could not be linked."""
    first, second = (partners.hand_over(each) for each in family)
    up = partners.take_up(first.path)
    ws = partners.there.sign_in("duan")
    retention.lay(ws, up.case_uid, Order.RESTRICTION, "本人要求删除，依法仅保留存储")
    then = partners.take_up(second.path)
    ws = partners.there.sign_in("duan")
    assert (related(ws, then.case_uid), missing(ws, then.case_uid)) == ([], NOT_YET)
    laid = restriction.of(ws, up.case_uid)
    assert laid is not None
    retention.lift(ws, laid.uid, "限制事由已经消除，恢复使用")
    assert missing(ws, up.case_uid) == STAYS
    families.link(ws, then.case_uid, Joining(up.case_uid, "03", own="01"))
    assert [missing(ws, each.case_uid) for each in (up, then)] == [[], []]
    families.leave(ws, then.case_uid)
    assert missing(ws, then.case_uid) == NOT_YET


def test_of_two_children_who_stay_the_one_who_comes_later_is_linked_and_the_other_missing(
    partners: Partners, family: tuple[str, str]
) -> None:
    ws = partners.here.sign_in("he")
    third = save(ws, answers=CHILD | {"name": "虚构女"}).case_uid
    families.link(ws, third, Joining(family[0], "03", own="01"))
    up = partners.take_up(partners.hand_over(family[0]).path)
    assert missing(partners.there.sign_in("duan"), up.case_uid) == STAYS * 2
    partners.take_up(partners.hand_over(third).path)
    assert missing(partners.there.sign_in("duan"), up.case_uid) == STAYS


def test_the_same_file_handed_over_twice_is_no_family_of_itself(
    partners: Partners, family: tuple[str, str]
) -> None:
    up = partners.take_up(partners.hand_over(family[0]).path)
    again = partners.receive(partners.hand_over(family[0]).path)
    ws = partners.there.sign_in("duan")
    then = taking_up.take_up(ws, again.arrived, partners.out, same=[up.case_uid])
    ws = partners.there.sign_in("duan")
    assert [related(ws, each.case_uid) for each in (up, then)] == [[], []]
    ws = merge(partners, up.case_uid, then.case_uid)
    assert missing(ws, up.case_uid) == STAYS
