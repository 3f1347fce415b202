"""The family of a case that is handed over: told as far as it may be, and linked again there."""

from __future__ import annotations

import pytest

from rescueapp.actions.exchanging import family_handed, packing, taking_up
from rescueapp.actions.keeping import retention
from rescueapp.domain.retention import Order
from tests.actions.households import ids, related
from tests.actions.partners import Partners
from tests.actions.station import STATION


def test_one_who_stays_is_told_of_without_a_number_and_stands_there_as_missing(
    partners: Partners, family: tuple[str, str]
) -> None:
    made = partners.hand_over(family[0])
    assert family_handed.STAYS.msgid in ids(made.notes())
    taken = partners.receive(made.path)
    ws = partners.there.sign_in("duan")
    said = taking_up.read(ws, taken.arrived).remarks()
    (line,) = [each for each in said if each.msgid == family_handed.ELSEWHERE.msgid]
    up = taking_up.take_up(ws, taken.arrived, partners.out)
    assert family_handed.missing(ws, up.case_uid) == (line,)
    assert dict(line.values)["station"] == STATION.station_name
    assert related(ws, up.case_uid) == []


@pytest.mark.parametrize("swapped", [False, True])
def test_both_handed_over_are_a_family_again_and_nothing_is_missing(
    partners: Partners, family: tuple[str, str], swapped: bool
) -> None:
    first, second = reversed(family) if swapped else family
    up = partners.take_up(partners.hand_over(first).path)
    made = partners.hand_over(second)
    assert family_handed.WENT.msgid in ids(made.notes())
    then = partners.take_up(made.path)
    ws = partners.there.sign_in("duan")
    relations = ("03", "01") if swapped else ("01", "03")
    expected = dict(zip((up.case_uid, then.case_uid), relations, strict=True))
    assert dict(related(ws, up.case_uid)) == expected
    assert family_handed.missing(ws, up.case_uid) == ()
    assert family_handed.missing(ws, then.case_uid) == ()


def test_taken_up_the_other_way_round_they_are_linked_all_the_same(
    partners: Partners, family: tuple[str, str]
) -> None:
    first, second = (partners.hand_over(each) for each in family)
    then = partners.take_up(second.path)
    ws = partners.there.sign_in("duan")
    assert ids(family_handed.missing(ws, then.case_uid)) == [family_handed.NOT_YET.msgid]
    up = partners.take_up(first.path)
    ws = partners.there.sign_in("duan")
    assert dict(related(ws, up.case_uid)) == {up.case_uid: "01", then.case_uid: "03"}
    assert family_handed.missing(ws, up.case_uid) == ()
    assert family_handed.missing(ws, then.case_uid) == ()


def test_k10_of_a_file_that_is_only_stored_the_other_station_learns_nothing(
    partners: Partners, family: tuple[str, str]
) -> None:
    ws = partners.here.sign_in("duan")
    retention.lay(ws, family[1], Order.RESTRICTION, "本人要求删除，依法仅保留存储")
    made = partners.hand_over(family[0])
    assert family_handed.UNTOLD.msgid in ids(made.notes())
    assert packing.whole(partners.here.sign_in("duan"), family[0]).inherits == 0
    up = partners.take_up(made.path)
    ws = partners.there.sign_in("duan")
    assert family_handed.missing(ws, up.case_uid) == ()
    assert "family_elsewhere" not in str(ws.db.read("SELECT key FROM facts"))


def test_what_is_missing_is_sealed(partners: Partners, family: tuple[str, str]) -> None:
    partners.take_up(partners.hand_over(family[0]).path)
    ws = partners.there.sign_in("duan")
    rows = ws.db.read("SELECT value, compartment FROM facts WHERE key = ?", (family_handed.FACT,))
    assert rows == [(None, "care")]
