"""Cases whose help has ended, for tests of keeping and letting go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.actions.keeping import destroying, retention
from rescueapp.actions.opened import names
from rescueapp.actions.papers import prints
from rescueapp.actions.recording import drafts
from rescueapp.actions.two_people import requests
from rescueapp.domain.request import Kind
from rescueapp.domain.retention import Outcome
from rescueapp.forms import codes
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.storage import cases
from rescueapp.storage.database import Database
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, attach_file, save

WHY = "保管期限届满，经鉴定无继续保存价值"
NAME, LINE, NOTE, ASKED = "虚构甲", "安全甲乙丙丁", "虚构事实甲乙丙", "核对虚构甲的同乡情况"
TOLD = (NAME, LINE, NOTE, ASKED)

# The checklist of a closing (F29), each point of it done.
CHECKED: list[dict[str, Any]] = [
    {"closure_check": each.code, "closure_check_state": "02"}
    for each in codes.codes("L-closure-check")
]


def checked_but(point: str, **line: Any) -> list[dict[str, Any]]:
    """The checklist with one of its lines otherwise."""
    left = [each for each in CHECKED if each["closure_check"] != point]
    return [*left, {"closure_check": point} | line]


def end_help(ws: Workspace, case_uid: str, on: str) -> None:
    """What a form of closing does to the spine."""
    with ws.db.transaction():
        cases.update_spine(
            ws.db, case_uid, changed_at=clock.stamp(), stage=Stage.CLOSED, closed_on=on,
            born_from="1970-01-01", born_to="1970-01-01",
        )  # fmt: skip


def old_case(station: House, on: str = "1995-05-01", **answers: Any) -> str:
    """A case of he, of a grown-up, whose help ended then."""
    ws = station.sign_in("he")
    uid = save(ws, answers=INTAKE | answers).case_uid
    end_help(ws, uid, on)
    return uid


def agree(station: House, case_uid: str, login: str = "wang") -> None:
    """Decided that it is to be destroyed, and countersigned."""
    ws = station.sign_in("duan")
    retention.appraise(ws, case_uid, Outcome.DESTROY, WHY)
    asked = requests.waiting_for(ws, Kind.DESTROY, case_uid)
    assert asked is not None
    requests.decide(station.sign_in(login), asked.uid, granted=True)


def destroyed(station: House, case_uid: str) -> destroying.Destroyed:
    """By two supervisors, the first does it."""
    agree(station, case_uid)
    return destroying.destroy(station.sign_in("duan"), case_uid)


def case_with_everything(station: House, folder: Path) -> str:
    """An old case that holds something of everything the program keeps, and `TOLD` in it."""
    ws = station.sign_in("he")
    paper = folder / "a.txt"
    paper.write_text(f"{NOTE} 附件", encoding="utf-8")
    saved = save(ws, answers=INTAKE | {"name": NAME})
    case = saved.case_uid
    save(ws, "safety_line", {"safety_line": LINE}, case=case)
    save(ws, "relative", {"relation": "52", "name": NAME}, case=case)
    attached = attach_file(ws, case_uid=case, compartment=Compartment.CARE, path=paper, label=NAME)
    assert attached["blob"]
    drafts.keep_draft(
        ws, draft_uid=None, form="relative", case_uid=case, record_uid=None, based_on=0,
        answers={"name": NAME},
    )  # fmt: skip
    prepared = prints.prepare_sheet(ws, form="intake", record_uid=saved.record_uid)
    prints.release(ws, prepared, medium=prints.PRINTER)
    names.start_names(ws)
    asked = requests.ask_for_case(station.sign_in("mu"), case, ASKED)
    requests.decide(station.sign_in("he"), asked.uid, granted=True, note=NOTE)
    ws = station.sign_in("duan")
    retention.sort(ws, case, retention.Type.ADULT)
    end_help(ws, case, "1995-05-01")
    return case


def all_rows(db: Database, word: str) -> dict[str, int]:
    """How many rows of each table have the word in any column."""
    found = {}
    for name, sql in db.read("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
        if sql and "VIRTUAL" not in sql:
            rows = sum(word in str(row) for row in db.read(f"SELECT * FROM {name}"))
            if rows:
                found[name] = rows
    return found
