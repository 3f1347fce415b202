"""Women and girls are looked after by women (A-109): who here is one, and where a man is.

A colleague's sex stands with the account (C-01), because whoever assigns holds its list. It is
entered when access is granted; of those who were here before, a supervisor is asked once.
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.actions.opened import reasons
from rescueapp.actions.signing import countersigning
from rescueapp.domain.changed import Changed
from rescueapp.domain.guards import people as guards
from rescueapp.domain.record import RecordView
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import COMPARTMENTS, Act, Worker
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import mark
from rescueapp.storage import cases, workers
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

NOBODY = mark("There is nobody here who works with cases under this name.", "vetting")
NO_SEX = mark("Choose woman or man.", "people")

THERE = "female_staff"  # of the signatures of a form: at least one of them is a woman


def sexes(ws: Workspace) -> dict[str, str]:
    """Woman or man (C-01) by worker uid, "" where nobody has entered it."""
    return workers.sexes(ws.db)


def unknown(ws: Workspace) -> list[Worker]:
    """Those who work with cases here and of whom nobody has entered it, by name."""
    known = workers.sexes(ws.db)
    active = {slot.uid for slot in ws.keyring.users if slot.active}
    found = (w for w in workers.rows(ws.db) if w.uid in active and COMPARTMENTS[w.role])
    return [worker for worker in found if not known.get(worker.uid)]


def set_sex(ws: Workspace, worker_uid: str, sex: str) -> Changed:
    """Enter whether a colleague is a woman or a man. Raises Refused."""
    ws.check(Act.GRANT_ACCESS)
    if workers.by_uid(ws.db, worker_uid) is None:
        raise Refused(NOBODY)
    with ws.db.transaction():
        put(ws, worker_uid, sex)
    return Changed(people=True)


def put(ws: Workspace, worker_uid: str, sex: str) -> None:
    """The same inside the caller's transaction."""
    if sex not in (guards.FEMALE, guards.MALE):
        raise Refused(NO_SEX)
    workers.set_sex(ws.db, worker_uid, sex)
    ws.log("set_sex", worker_uid)


def signed_reason(ws: Workspace, case_uid: str, worker: Worker, although: str) -> Request | None:
    """Before somebody becomes responsible for a case: the signed reason of a supervisor why it is
    a man, to be kept with the assignment; None where none is needed. Raises Refused."""
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    of = row.sex if row else None
    sex = workers.sexes(ws.db).get(worker.uid, "")
    why = bool(although.strip())
    words = guards.responsible(case_sex=of, worker_sex=sex, name=worker.display_name, why=why)
    if words is not None:
        raise Refused(words)
    if sex == guards.FEMALE or not guards.female(of):
        return None
    said = reasons.nameless(ws, case_uid, reasons.long_enough(although))
    asked = countersigning.signed(ws, Kind.NO_WOMAN, case_uid, said, worker.uid)
    return countersigning.decided_by(ws, asked, granted=True, until=None, note="")


def keep(ws: Workspace, request: Request | None) -> None:
    """Write it down, inside the caller's transaction."""
    if request is not None:
        stored.add(ws.db, request)
        ws.log("no_woman", request.subject, request=request.uid, worker=request.about)


def in_a_mans_hands(ws: Workspace) -> int:
    """How many open cases of women and girls a man is responsible for, and nobody said why."""
    return cases.without_woman(ws.db, Kind.NO_WOMAN.value)


def begun(ws: Workspace, view: RecordView) -> RecordView:
    """A new record with the answer that the account knows: whoever writes is a woman, or not."""
    asked = {field.key for field in interpreter.fields(FORMS[view.form])}
    sex = workers.sexes(ws.db).get(ws.worker.uid, "")
    if view.row is not None or THERE not in asked or not sex:
        return view
    return replace(view, answers={**view.answers, THERE: sex == guards.FEMALE})
