"""Emergencies and decisions by telephone reach the office with the next package (K-10)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rescueapp.actions.exchanging import exchange, night_acts
from rescueapp.actions.two_people import emergency, requests, telephone_codes
from rescueapp.domain.request import Kind
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import manifest
from rescueapp.exchange import night_acts as shape
from rescueapp.exchange.manifest import Manifest, read_manifest
from rescueapp.exchange.night_acts import Emergency, NightActs, Telephoned
from tests.actions.carrying import export, receive
from tests.actions.colleagues import add_second
from tests.actions.station import Clock, Pair, save

NIGHT = NightActs(
    (Emergency("LX01-2026-0001", "caseworker", "2026-06-30T04:00:00Z", "2026-06-30T08:00:00Z",
               False),),
    (Telephoned("LX01-2026-0001", "second_interview", "psychologist", "2026-06-30T04:00:00Z",
                True),),
)  # fmt: skip
BARE = Manifest(
    package="0" * 32, station="1" * 32, recipient="2" * 32, sequence=1, previous=bytes(32),
    made_at="2026-06-30T04:00:00Z", period_from="2026-01-01", period_to="2026-06-30",
    training=True, cases=0, records=0, audit_sequence=3,
)  # fmt: skip


def again(values: dict[str, object]) -> Manifest:
    return read_manifest(values, station=BARE.station, recipient=BARE.recipient)


def send(pair: Pair, folder: Path) -> None:
    """The next package, carried to the office."""
    made = export(pair.station.sign_in("duan"), folder)
    assert receive(pair.office, made.path).refused is None


def test_k10_an_emergency_is_told_in_the_next_package_and_in_no_other(
    pair: Pair, tmp_path: Path, now: Clock
) -> None:
    saved = save(pair.station.sign_in("he"))
    ws = pair.station.sign_in("mu")
    emergency.break_glass(ws, saved.case_uid)
    now.later(hours=1)
    emergency.give_back(ws, saved.case_uid)
    now.later(hours=1)
    send(pair, tmp_path / "first")
    [told] = night_acts.told_by_stations(pair.office.sign_in("wu"))
    assert (told.station, told.package) == ("松岭县救助管理站", 1)
    assert told.act == Emergency(
        saved.number, "caseworker", "2026-06-30T04:00:00Z", "2026-06-30T05:00:00Z", told=False
    )
    now.later(hours=1)
    send(pair, tmp_path / "second")
    assert len(night_acts.told_by_stations(pair.office.sign_in("wu"))) == 1


def test_what_nobody_at_the_station_can_confirm_is_settled_by_the_offices_receipt(
    pair: Pair, tmp_path: Path, now: Clock
) -> None:
    ws = pair.station.sign_in("duan")
    sheet = telephone_codes.make_sheet(ws)
    request = requests.ask(ws, Kind.NAMES_LIST, "", "主管局要求核对在站人员名单")
    requests.decide_by_code(ws, request.uid, 1, sheet.codes[0])
    now.later(days=4)
    made = export(pair.station.sign_in("duan"), tmp_path / "first")
    (line,) = requests.lately(pair.station.sign_in("duan"))
    assert (line.to_office, line.overdue) == (True, False)  # told is not signed for
    received = receive(pair.office, made.path)
    (told,) = night_acts.told_by_stations(pair.office.sign_in("wu"))
    assert told.act == Telephoned(
        night_acts.NO_CASE, "names_list", "supervisor", "2026-06-30T04:00:00Z", confirmed=False
    )
    now.later(minutes=1)
    ws = pair.station.sign_in("duan")
    later = requests.ask(ws, Kind.REVEAL_MORE, "", "夜间集中核对身份，人数较多")
    requests.decide_by_code(ws, later.uid, 2, sheet.codes[1])
    assert received.receipt is not None
    exchange.take_receipt(ws, received.receipt)
    listed = {each.request.uid: each.to_office for each in requests.lately(ws)}
    assert listed == {request.uid: False, later.uid: True}  # which no package has told yet
    assert requests.unconfirmed(ws) == 0
    add_second(pair.station)
    assert requests.unconfirmed(pair.station.sign_in("wang")) == 1  # of the later one alone


def test_a_receipt_does_not_confirm_for_a_supervisor_who_can(pair: Pair, tmp_path: Path) -> None:
    add_second(pair.station)
    ws = pair.station.sign_in("duan")
    sheet = telephone_codes.make_sheet(ws)
    request = requests.ask(ws, Kind.NAMES_LIST, "", "主管局要求核对在站人员名单")
    requests.decide_by_code(ws, request.uid, 1, sheet.codes[0])
    made = export(pair.station.sign_in("duan"), tmp_path / "first")
    received = receive(pair.office, made.path)
    assert received.receipt is not None
    ws = pair.station.sign_in("duan")
    exchange.take_receipt(ws, received.receipt)
    assert requests.unconfirmed(ws) == 1


def test_a_package_without_any_is_as_it_always_was(pair: Pair, tmp_path: Path) -> None:
    save(pair.station.sign_in("he"))
    send(pair, tmp_path / "first")
    assert night_acts.told_by_stations(pair.office.sign_in("wu")) == []
    assert BARE.values()["schema"] == manifest.SCHEMA
    assert "night" not in BARE.values()


def test_a_manifest_tells_them_and_reads_them_again() -> None:
    told = replace(BARE, night=NIGHT)
    assert told.values()["schema"] == manifest.WITH_NIGHT
    assert again(told.values()).night == NIGHT


@pytest.mark.parametrize(
    "night",
    [
        None,
        {},
        {"emergencies": [], "telephoned": []},
        {"emergencies": [["LX01"]], "telephoned": []},
        {"emergencies": [["LX01", "x", "y", "z", True]], "telephoned": []},
        {"emergencies": [["", "caseworker", *["2026-06-30T04:00:00Z"] * 2, 1]], "telephoned": []},
        {"emergencies": [], "telephoned": [], "names": []},
    ],
    ids=["none", "empty", "nothing", "short", "no instants", "no truth", "more"],
)
def test_another_shape_is_damaged(night: object) -> None:
    with pytest.raises(Damaged):
        again({**BARE.values(), "schema": 2, "night": night})


def test_a_schema_of_later_is_newer_content() -> None:
    with pytest.raises(Refused) as refused:
        again({**BARE.values(), "schema": 4})
    assert refused.value.words == manifest.NEWER_CONTENT


def test_schema_and_member_go_together() -> None:
    with pytest.raises(Damaged):
        again({**BARE.values(), "night": NIGHT.values()})
    with pytest.raises(Damaged):
        again({**BARE.values(), "schema": 2})
    assert shape.read(NIGHT.values()) == NIGHT
