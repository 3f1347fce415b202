"""Whose bed is counted where: after a hand-over, a merge and its undoing, and a destruction."""

from __future__ import annotations

from rescueapp.actions.exchanging import packing
from rescueapp.actions.finding import merging
from rescueapp.actions.gates import companions
from rescueapp.actions.opened import beds_taken, entries
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.papers import tonight
from tests.actions.closing import destroyed, end_help
from tests.actions.merged import APART, WHY
from tests.actions.opened.test_beds import room
from tests.actions.opened.test_beds_taken import paper, sleeps
from tests.actions.partners import Partners
from tests.actions.station import House


def test_the_rooms_of_another_station_are_no_rooms_here(partners: Partners) -> None:
    ws = partners.here.sign_in("he")
    bed = room(ws, "01", bed_remarks="虚构的备注")
    case = sleeps(ws, bed)
    path = partners.hand_over(case).path
    (entry,) = packing.whole(partners.here.sign_in("duan"), case).entries
    assert "bed_remarks" not in entry.answers
    up = partners.take_up(path)
    ws = partners.there.sign_in("duan")
    assert tonight.tonight(ws).beds == {}
    assert companions.offered(ws, "beds", up.case_uid) == []
    told = Reading(ws).parts(*Reading(ws).found(paper(ws, up.case_uid))).answers
    assert entries.names(ws)[told["stay_bed"]] == entries.entry(ws, bed).name
    assert entries.entry(ws, bed).answers.keys() == {"bed_kind", "bed_room", "ended_on"}


def test_a_room_that_an_older_program_sent_whole_is_none_here_either(partners: Partners) -> None:
    ws = partners.here.sign_in("he")
    told = entries.entry(ws, room(ws, "01")).answers
    there = packing.as_elsewhere("beds", told)
    assert (packing.as_elsewhere("beds", there), "ended_on" in told) == (there, False)


def test_at_home_the_room_stays_what_it_is(partners: Partners) -> None:
    ws = partners.here.sign_in("he")
    bed = room(ws, "01")
    partners.hand_over(sleeps(ws, bed))
    seen = entries.entry(partners.here.sign_in("duan"), bed)
    assert (seen.in_use, seen.answers["bed_count"]) == (True, 4)


def test_whoever_looks_first_after_a_merge_counts_one_bed_and_two_when_it_is_undone(
    station: House,
) -> None:
    """Who holds no key of the two cases cannot put a count right that was left wrong."""
    ws = station.sign_in("he")
    bed = room(ws, "01")
    kept, folded = sleeps(ws, bed), sleeps(ws, bed)
    merging.merge(station.sign_in("duan"), kept, folded, basis="01", reason=WHY)
    assert beds_taken.taken(station.sign_in("mu")) == {bed: 1}
    merging.undo(station.sign_in("duan"), folded, APART)
    assert beds_taken.taken(station.sign_in("mu")) == {bed: 2}


def test_k17_a_destroyed_case_takes_no_bed_for_ever(two: House) -> None:
    ws = two.sign_in("he")
    bed = room(ws, "01")
    case = sleeps(ws, bed)
    end_help(two.sign_in("duan"), case, "1995-05-01")  # and nobody looked at a room since
    destroyed(two, case)
    assert beds_taken.taken(two.sign_in("he")) == {}
