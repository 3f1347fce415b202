"""Cases whose help has ended, for tests of keeping and letting go."""

from __future__ import annotations

from typing import Any

from rescueapp import clock
from rescueapp.actions import destroying, people, requests, retention
from rescueapp.domain.request import Kind
from rescueapp.domain.retention import Outcome
from rescueapp.domain.worker import Role
from rescueapp.forms.schema import Stage
from rescueapp.storage import cases
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save

WHY = "保管期限届满，经鉴定无继续保存价值"
GROWN_UP = {"birth_date": "1970-01-01"}


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


def add_second(station: House) -> None:
    """Another supervisor, "wang"."""
    desk = station.key_desk()
    station.passphrases["wang"] = people.add_user(desk, login="wang", role=Role.SUPERVISOR).pinyin
    uid = next(c.uid for c in people.colleagues(desk) if c.login == "wang")
    people.grant_access(station.sign_in("duan"), uid, display_name="王主任")


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
