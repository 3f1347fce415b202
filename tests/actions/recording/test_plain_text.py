"""What cannot be seen, or turns a name around, is not kept, whichever way it comes in."""

from __future__ import annotations

from rescueapp.actions.finding import cases
from rescueapp.actions.opened import entries, names
from rescueapp.actions.recording import identity, records, registers
from rescueapp.domain.case import Query
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, save

TURNED = "林\u202e春\u200b山\x00\x1b"


def test_a_name_is_kept_as_it_is_seen(ws: Workspace) -> None:
    told = INTAKE | {"name": TURNED, "brief": "第一行\r\n第二行\t完\u2028"}
    case = save(ws, answers=told).case_uid
    identity.reveal(ws, case, "care")
    [row] = cases.records_of(ws, case)
    kept = records.open_record(ws, row.uid).answers
    assert (kept["name"], kept["brief"]) == ("林春山", "第一行\n第二行\t完")
    names.start_names(ws)
    assert len(cases.find_cases(ws, Query(text="林春山"))) == 1


def test_so_is_what_stands_in_rows_and_in_two_parts(ws: Workspace) -> None:
    case = save(ws).case_uid
    told = {"measures": [{"measure": "陪\u200b诊", "measure_department": {
        "code": "06", "name": "某\u202e医院（虚构）"}}]}  # fmt: skip
    record = save(ws, "service_plan", told, case=case).record_uid
    [row] = records.open_record(ws, record).answers["measures"]
    assert row["measure"] == "陪诊"
    assert row["measure_department"]["name"] == "某医院（虚构）"


def test_so_is_an_entry_of_a_register(ws: Workspace) -> None:
    told = {"interpreter_name": TURNED, "interpreter_sex": "2"}
    registers.save_entry(ws, register="interpreters", entry_uid=None, based_on=0, answers=told,
                         complete=True)  # fmt: skip
    assert [entry.name for entry in entries.entries(ws, "interpreters")] == ["林春山"]
