"""Institutions typed before are offered again, and no longer than somebody's record names them."""

from __future__ import annotations

from rescueapp.actions.recording import records
from tests.actions.closing import destroyed, end_help
from tests.actions.colleagues import add_second
from tests.actions.station import INTAKE, House, save

POLICE, HOSPITAL, OWN = "虚构县公安局", "虚构县医院", '虚构乡卫生院“东\\"院'


def test_k17_the_institutions_only_a_destroyed_case_named_are_offered_no_more(
    station: House,
) -> None:
    add_second(station)
    ws = station.sign_in("he")
    case, other = (save(ws, answers=INTAKE | {"escort_unit": POLICE}).case_uid for _ in range(2))
    record = save(ws, "medical_care", {"hospital": OWN}, case=case).record_uid
    save(ws, "medical_care", {"hospital": HOSPITAL}, case=case, record=record, based_on=1)
    record = save(ws, "medical_care", {"hospital": HOSPITAL}, case=other).record_uid
    save(ws, "medical_care", {"hospital": POLICE}, case=other, record=record, based_on=1)
    assert set(records.institutions_named(ws)) == {POLICE, HOSPITAL, OWN}

    end_help(ws, case, "1995-05-01")
    destroyed(station, case)
    ws = station.sign_in("he")
    assert set(records.institutions_named(ws)) == {POLICE, HOSPITAL}  # an earlier version counts

    end_help(ws, other, "1995-05-01")
    destroyed(station, other)
    assert records.institutions_named(station.sign_in("he")) == []
