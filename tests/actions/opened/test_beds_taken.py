"""Which beds are taken: counted for everybody from sealed papers, and never told of whom."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.gates import companions
from rescueapp.actions.opened import beds_taken, entries
from rescueapp.actions.papers import tonight
from rescueapp.actions.recording import identity
from rescueapp.actions.two_people import emergency
from rescueapp.actions.vault import key_renewal
from rescueapp.crypto.primitives import KEY
from rescueapp.domain import beds
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import say
from rescueapp.storage import vault_values
from rescueapp.workspace import Workspace
from tests.actions.merged import merge, take_apart
from tests.actions.opened.test_beds import WOMAN, room
from tests.actions.opened.test_closing import closed
from tests.actions.station import House, save
from tests.actions.vault.test_key_renewal import leaves

CAME = {"stay_from": "2026-06-29T14:00:00Z"}
LEFT = {"left_at": "2026-06-30T02:00:00Z", "exit_mode": "5.5"}


def sleeps(ws: Workspace, bed: str, **more: Any) -> str:
    """Somebody who was given a bed; her case."""
    case = save(ws, answers=WOMAN).case_uid
    save(ws, "stay_and_leaving", {"stay_bed": bed, **CAME, **more}, case=case)
    return case


def paper(ws: Workspace, case: str) -> str:
    return next(r.uid for r in cases.records_of(ws, case) if r.form == "stay_and_leaving")


def test_everybody_on_duty_sees_how_many_sleep_in_a_room(station: House) -> None:
    ws = station.sign_in("he")
    bed, other = room(ws, "01"), room(ws, "04", bed_count=2)
    sleeps(ws, bed)
    sleeps(ws, bed)
    for login in ("he", "mu", "duan", "yang"):
        seen = station.sign_in(login)
        assert beds_taken.taken(seen) == {bed: 2}
        of = {each.uid: each.taken for each in entries.entries(seen, "beds")}
        assert of == {bed: 2, other: 0}
        free = {kind: each.free for kind, each in tonight.tonight(seen).beds.items()}
        assert free == {"01": 2, "04": 2}


def test_what_is_kept_for_the_count_names_no_case_and_no_order(station: House) -> None:
    ws = station.sign_in("he")
    bed = room(ws, "01")
    people = [sleeps(ws, bed) for _ in range(4)]
    kept = vault_values.get(ws.db, "beds_taken")
    assert not any(uid in kept for case in people for uid in (case, paper(ws, case)))
    tokens = [part.split('"')[1] for part in kept.strip("{}").split(", ")]
    assert tokens == sorted(tokens)


def test_who_moves_frees_one_bed_and_takes_another(ws: Workspace) -> None:
    first, second = room(ws, "01"), room(ws, "08")
    case = sleeps(ws, first)
    identity.reveal(ws, case, "care")
    save(ws, "stay_and_leaving", {"stay_bed": second, **CAME}, case=case, record=paper(ws, case),
         based_on=1)  # fmt: skip
    assert beds_taken.taken(ws) == {second: 1}


def test_who_left_takes_no_bed_whatever_paper_names_it(ws: Workspace) -> None:
    bed = room(ws, "01")
    case = sleeps(ws, bed)
    save(ws, "stay_and_leaving", LEFT, case=case)  # another one, of the leaving alone
    assert beds_taken.taken(ws) == {}


@pytest.mark.parametrize(
    ("left", "here"),
    [([], True), (["2026-06-29"], False), (["2026-06-30"], False), (["2026-06-28"], True),
     (["2026-06-29T13:59:00Z"], True), (["2026-06-29T14:00:00Z"], False),
     (["2026-06-28", "2026-07-01"], False)],
)  # fmt: skip
def test_who_came_after_they_left_is_here(left: list[str], here: bool) -> None:
    assert beds.still_in_house(CAME, left) is here
    assert beds.still_in_house({}, left) is (not left)


def test_who_left_without_notice_and_came_back_takes_a_bed_again(ws: Workspace) -> None:
    bed = room(ws, "01")
    case = sleeps(ws, bed, **LEFT)
    assert beds_taken.taken(ws) == {}
    back = {"stay_bed": bed, "stay_from": "2026-06-30T03:00:00Z"}
    save(ws, "stay_and_leaving", back, case=case)
    assert beds_taken.taken(ws) == {bed: 1}


def test_a_closed_case_takes_no_bed(station: House) -> None:
    ws = station.sign_in("he")
    bed = room(ws, "01")
    case = sleeps(ws, bed)
    closed(ws, case)
    assert cases.case(ws, case).stage == "closed"
    assert beds_taken.taken(station.sign_in("mu")) == {}


def test_two_files_of_one_person_take_one_bed(station: House) -> None:
    ws = station.sign_in("he")
    bed = room(ws, "01")
    kept, folded = sleeps(ws, bed), sleeps(ws, bed)
    ws = merge(station, kept, folded)
    assert beds_taken.taken(ws) == {bed: 1}
    assert beds_taken.taken(station.sign_in("mu")) == {bed: 1}
    assert beds_taken.taken(take_apart(station, folded)) == {bed: 2}


def test_what_an_older_program_did_not_count_is_counted_by_who_holds_the_key(
    station: House,
) -> None:
    ws = station.sign_in("he")
    bed = room(ws, "01")
    sleeps(ws, bed)
    with ws.db.transaction():
        vault_values.set(ws.db, "beds_taken", "{}")
    assert beds_taken.taken(station.sign_in("mu")) == {}
    assert beds_taken.taken(station.sign_in("duan")) == {bed: 1}
    assert beds_taken.taken(station.sign_in("mu")) == {bed: 1}


def test_under_a_new_key_of_the_case_the_bed_is_counted_once(station: House) -> None:
    """Who left the team learns with the old key where she was, and not where she is now."""
    ws = station.sign_in("he")
    bed, other = room(ws, "01"), room(ws, "08")
    case = sleeps(ws, bed)
    before = vault_values.get(ws.db, "beds_taken")
    emergency.break_glass(station.sign_in("mu"), case)
    leaves(station, "mu")
    key_renewal.renew(station.sign_in("duan"))
    ws = station.sign_in("he")
    assert len(ws.case_keys(case)[Compartment.IDENTITY]) == 2 * KEY
    assert beds_taken.taken(ws) == {bed: 1}
    identity.reveal(ws, case, "care")
    save(ws, "stay_and_leaving", {"stay_bed": other, **CAME}, case=case, record=paper(ws, case),
         based_on=1)  # fmt: skip
    assert beds_taken.taken(ws) == {other: 1}
    [old], [new] = json.loads(before), json.loads(vault_values.get(ws.db, "beds_taken"))
    assert old != new


def test_a_full_room_is_said_and_given_all_the_same(ws: Workspace) -> None:
    bed = room(ws, "01", bed_count=1)
    first = sleeps(ws, bed)
    second = save(ws, answers=WOMAN).case_uid
    [said] = companions.look(ws, second, bed)
    assert say(said).startswith("Full: 1 of 1")
    assert companions.look(ws, first, bed) == ()  # it is her own bed
    assert save(ws, "stay_and_leaving", {"stay_bed": bed}, case=second)
    assert beds_taken.taken(ws) == {bed: 2}
    assert tonight.tonight(ws).beds["01"].free == 0


def test_rooms_with_a_bed_for_her_are_offered_first_with_how_many(ws: Workspace) -> None:
    men, full, empty = room(ws, "05"), room(ws, "01", bed_count=1), room(ws, "06")
    girls = room(ws, "02")
    case = sleeps(ws, full)
    found = companions.offered(ws, "beds", case)
    assert [each.uid for each in found] == [empty, girls, full, men]
    words = [entries.listed(each) for each in found]
    assert words[0].endswith("4 of 4 beds free")
    assert words[2].endswith("no bed free")


@pytest.mark.parametrize("state", ["02", "03"])
def test_a_room_out_of_use_has_no_bed_to_give(state: str) -> None:
    told = {"bed_kind": "01", "bed_count": 4, "bed_state": state}
    assert beds.of_kinds([(told, 1), (told | {"bed_state": "01"}, 1)])["01"].free == 3


def test_a_bed_put_up_in_one_room_takes_none_of_another() -> None:
    told = {"bed_kind": "01", "bed_count": 2}
    assert beds.of_kinds([(told, 5), (told, 0)])["01"].free == 2
