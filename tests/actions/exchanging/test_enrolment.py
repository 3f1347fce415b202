"""Who exchanges with whom: nobody who was not enrolled by the words read over the telephone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.actions.exchanging import enrolment
from rescueapp.errors import Refused
from rescueapp.exchange import sequence
from tests.actions.carrying import export, kept, receive
from tests.actions.station import OFFICE, STATION, Clock, Pair, make_house


@pytest.mark.fault(8, what="strange senders")
def test_a_package_of_a_station_nobody_enrolled_is_refused(pair: Pair, tmp_path: Path) -> None:
    stranger = make_house(tmp_path / "stranger", STATION)
    written = enrolment.write_key_file(pair.office.sign_in("wu"), tmp_path)
    ws = stranger.sign_in("duan")
    enrolment.enrol(ws, written.path, " ".join(written.words))
    path = export(ws, tmp_path).path
    stranger.leave()
    assert receive(pair.office, path).refused == sequence.UNKNOWN_STATION
    assert kept(pair.office) == ([], 0)


def test_enrolment_needs_the_words_the_other_side_reads(pair: Pair, tmp_path: Path) -> None:
    other = make_house(tmp_path / "other", OFFICE)
    written = enrolment.write_key_file(other.sign_in("wu"), tmp_path)
    other.leave()
    ws = pair.station.sign_in("duan")
    for typed in ("", " ".join(written.words[::-1]), " ".join(written.words[:-1])):
        with pytest.raises(Refused):
            enrolment.enrol(ws, written.path, typed)
    assert [c.name for c in enrolment.correspondents(ws)] == [OFFICE.station_name]
    before = enrolment.correspondents(ws)[0].key_id

    enrolment.enrol(ws, written.path, "，".join(written.words))

    (now_enrolled,) = enrolment.correspondents(ws)
    assert now_enrolled.key_id != before


def test_a_station_enrols_stations_beside_its_office_and_nobody_oneself(
    pair: Pair, tmp_path: Path
) -> None:
    other = make_house(tmp_path / "other", STATION)
    theirs = enrolment.write_key_file(other.sign_in("duan"), tmp_path)
    other.leave()
    ws = pair.station.sign_in("duan")
    ours = enrolment.write_key_file(ws, tmp_path)
    enrolment.enrol(ws, theirs.path, " ".join(theirs.words))
    assert [c.kind for c in enrolment.correspondents(ws)] == ["station", "office"]
    with pytest.raises(Refused, match="your own key file"):
        enrolment.enrol(ws, ours.path, " ".join(ours.words))


def test_a_new_office_retires_the_office_before_and_no_station(pair: Pair, tmp_path: Path) -> None:
    written = []
    for name, setup, login in (("station", STATION, "duan"), ("office", OFFICE, "wu")):
        house = make_house(tmp_path / name, setup)
        written.append(enrolment.write_key_file(house.sign_in(login), tmp_path))
        house.leave()
    ws = pair.station.sign_in("duan")
    (before,) = enrolment.correspondents(ws)
    for each in written:
        enrolment.enrol(ws, each.path, " ".join(each.words))
    now = enrolment.correspondents(ws)
    assert sorted(c.kind for c in now) == ["office", "station"]
    assert before.key_id not in {c.key_id for c in now}


def test_an_office_enrols_no_office(pair: Pair, tmp_path: Path) -> None:
    other = make_house(tmp_path / "other", OFFICE)
    theirs = enrolment.write_key_file(other.sign_in("wu"), tmp_path)
    other.leave()
    with pytest.raises(Refused, match="wrong kind"):
        enrolment.enrol(pair.office.sign_in("wu"), theirs.path, " ".join(theirs.words))


def test_the_words_of_a_key_file_stay_the_same(pair: Pair, tmp_path: Path, now: Clock) -> None:
    ws = pair.station.sign_in("duan")
    first = enrolment.write_key_file(ws, tmp_path)
    now.later(days=100)
    again = enrolment.write_key_file(ws, tmp_path)
    assert (first.words, first.digits) == (again.words, again.digits)
    assert enrolment.look_at_key_file(again.path).name == STATION.station_name
