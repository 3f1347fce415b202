"""Who may do what: the table of the roles, tried act by act through the actions themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.attached import attachments
from rescueapp.actions.backup import backups
from rescueapp.actions.due import rules
from rescueapp.actions.exchanging import enrolment, exchange, handing_down, handing_over, taking_up
from rescueapp.actions.finding import cases
from rescueapp.actions.papers import prints, trail
from rescueapp.actions.papers.prints import Prepared
from rescueapp.actions.recording import drafts, identity, imports, records
from rescueapp.actions.vault import people
from rescueapp.domain.case import Query
from rescueapp.domain.worker import NOT_YOUR_ROLE
from rescueapp.errors import Problem
from rescueapp.forms.schema import Compartment
from rescueapp.workspace import Workspace
from tests.actions.carrying import export
from tests.actions.leaving import order
from tests.actions.station import INTAKE, Pair, attach_file, save, uid_of
from tests.faults.figures import Figures

CARING = {"he", "yang", "li"}  # caseworker, medical worker, psychologist
SUPERVISOR, STATISTICIAN, OFFICER = {"duan"}, {"zhou"}, {"wu"}
ON_CASES = CARING | SUPERVISOR
EVERYBODY = ON_CASES | STATISTICIAN | OFFICER


@dataclass(frozen=True, slots=True)
class Given:
    """What an act is tried on."""

    case: str
    other: str
    record: str
    colleague: str
    folder: Path


Try = Callable[[Workspace, Given], Any]


def _print(given: Given, what: str) -> Prepared:
    return Prepared(print_id="X", what=what, case_uid=given.case, pdfs=(b"%PDF",))


ACTS: dict[str, tuple[Try, set[str]]] = {
    "register": (lambda ws, g: save(ws), ON_CASES),
    "save": (lambda ws, g: save(ws, "relative", {"relation": "52"}, case=g.case), ON_CASES),
    "blank": (lambda ws, g: records.blank(ws, "relative", g.case), ON_CASES),
    "draft": (
        lambda ws, g: drafts.keep_draft(
            ws, draft_uid=None, form="intake", case_uid=None, record_uid=None, based_on=0,
            answers={},
        ),
        ON_CASES,
    ),
    "find": (lambda ws, g: cases.find_cases(ws, Query(text="x")), ON_CASES),
    "list": (lambda ws, g: cases.case_rows(ws, [1]), ON_CASES),
    "read case": (lambda ws, g: cases.case(ws, g.case), ON_CASES),
    "read case by number": (lambda ws, g: cases.case_by_number(ws, "x"), ON_CASES),
    "today": (lambda ws, g: cases.today(ws), ON_CASES),
    "timeline": (lambda ws, g: cases.timeline(ws, g.case), ON_CASES),
    "records": (lambda ws, g: cases.records_of(ws, g.case), ON_CASES),
    "open": (lambda ws, g: records.open_record(ws, g.record), ON_CASES),
    "history": (lambda ws, g: records.history(ws, g.record), ON_CASES),
    "team": (lambda ws, g: cases.team(ws, g.case), ON_CASES),
    "likenesses": (lambda ws, g: cases.likenesses(ws, INTAKE), ON_CASES),
    "not the same": (lambda ws, g: cases.not_the_same(ws, g.case, g.other), ON_CASES),
    "reveal": (lambda ws, g: identity.reveal(ws, g.case, "care"), ON_CASES),
    "attach": (
        lambda ws, g: attach_file(
            ws, case_uid=g.case, compartment=Compartment.CARE, path=g.folder / "a.txt", label="x"
        ),
        ON_CASES,
    ),
    "open attachment": (lambda ws, g: attachments.attachment(ws, "0" * 32), ON_CASES),
    "assign": (lambda ws, g: cases.assign(ws, g.case, g.colleague), SUPERVISOR),
    "remove": (lambda ws, g: cases.remove_from_team(ws, g.case, g.colleague), SUPERVISOR),
    "sheet": (lambda ws, g: prints.prepare_sheet(ws, form="intake", record_uid=None), ON_CASES),
    "release sheet": (
        lambda ws, g: prints.release(ws, _print(g, "intake"), medium=prints.PRINTER), ON_CASES
    ),
    "file": (lambda ws, g: prints.prepare_file(ws, order(g.case)), SUPERVISOR),
    "what goes out": (lambda ws, g: prints.goes_out(ws, order(g.case)), SUPERVISOR),
    "release file": (
        lambda ws, g: prints.release(ws, _print(g, "internal"), medium=prints.PRINTER), SUPERVISOR
    ),
    "copies": (lambda ws, g: prints.register_of_copies(ws, g.case), ON_CASES),
    "note return": (
        lambda ws, g: prints.note_returned(ws, case_uid=g.case, copy_uid="x", returned=True),
        ON_CASES,
    ),
    "import": (
        lambda ws, g: imports.import_cases(ws, g.folder / "sheet.csv"), {"he"} | SUPERVISOR
    ),
    "export": (lambda ws, g: export(ws, g.folder), SUPERVISOR),
    "receipt": (lambda ws, g: exchange.take_receipt(ws, g.folder / "none"), SUPERVISOR),
    "key file": (lambda ws, g: enrolment.write_key_file(ws, g.folder), SUPERVISOR | OFFICER),
    "enrol": (lambda ws, g: enrolment.enrol(ws, g.folder / "none", ""), SUPERVISOR | OFFICER),
    "receive": (
        lambda ws, g: exchange.receive(ws, [g.folder / "none"], g.folder), SUPERVISOR | OFFICER
    ),
    "arrived": (lambda ws, g: taking_up.waiting(ws), SUPERVISOR),
    "read arrived": (lambda ws, g: taking_up.read(ws, "0" * 32), SUPERVISOR),
    "take up": (lambda ws, g: taking_up.take_up(ws, "0" * 32, g.folder), SUPERVISOR),
    "not take up": (lambda ws, g: taking_up.refuse(ws, "0" * 32, "01", g.folder), SUPERVISOR),
    "handed over": (lambda ws, g: handing_over.sent(ws), SUPERVISOR),
    "packages": (lambda ws, g: exchange.packages(ws), OFFICER),
    "coded cases": (lambda ws, g: list(exchange.coded_cases(ws, "x", 1)), OFFICER),
    "set rules": (
        lambda ws, g: rules.change(
            ws, "A-409", amounts=[20], soon=None, applied=True, why="全省统一办理时限"
        ), SUPERVISOR | OFFICER
    ),
    "hand down rules": (lambda ws, g: handing_down.hand_down(ws, g.folder), SUPERVISOR | OFFICER),
    "look at rules": (lambda ws, g: handing_down.look(ws, g.folder / "none"), SUPERVISOR | OFFICER),
    "take rules": (lambda ws, g: handing_down.take_in(ws, b""), SUPERVISOR | OFFICER),
    "back up": (lambda ws, g: backups.back_up(ws, g.folder / "stick"), SUPERVISOR | OFFICER),
    "verify": (lambda ws, g: backups.verify(ws), EVERYBODY),
    "read audit": (lambda ws, g: trail.entries(ws), SUPERVISOR | OFFICER),
    "prove audit": (lambda ws, g: trail.verified(ws), SUPERVISOR | OFFICER),
    "grant": (
        lambda ws, g: people.grant_access(ws, g.colleague, display_name="x"), SUPERVISOR | OFFICER
    ),
}  # fmt: skip


@pytest.fixture
def given(pair: Pair, tmp_path: Path) -> Given:
    (tmp_path / "a.txt").write_text("虚构", encoding="utf-8")
    (tmp_path / "sheet.csv").write_text("性别,入站时间\n女,2026-06-01\n", encoding="utf-8")
    ws = pair.station.sign_in("he")
    saved, other = save(ws), save(ws)
    return Given(saved.case_uid, other.case_uid, saved.record_uid, uid_of(ws, "mu"), tmp_path)


@pytest.mark.fault(13, what="roles at every act")
@pytest.mark.parametrize("login", sorted(EVERYBODY))
def test_each_role_can_do_its_acts_and_no_others(
    pair: Pair, given: Given, figures: Figures, login: str
) -> None:
    figures.put("acts tried by the roles", len(ACTS))
    house = pair.office if login in OFFICER else pair.station
    ws = house.sign_in(login)
    may = set()
    for name, (attempt, _) in ACTS.items():
        try:
            attempt(ws, given)
        except Problem as problem:
            if problem.words.msgid == NOT_YOUR_ROLE.msgid:
                continue
        may.add(name)
    assert may == {name for name, (_, roles) in ACTS.items() if login in roles}


def test_a_refused_act_names_the_role_and_who_to_ask(pair: Pair, given: Given) -> None:
    ws = pair.station.sign_in("he")
    with pytest.raises(Problem) as refused:
        backups.back_up(ws, given.folder)
    assert refused.value.words.values["role"].msgid == "Caseworker"
    assert refused.value.words.values["who"].msgid == "Supervisor"


def test_a_refused_act_leaves_no_trace_but_the_unlock(pair: Pair, given: Given) -> None:
    ws = pair.station.sign_in("zhou")
    (before,) = ws.db.one("SELECT count(*) FROM audit") or ()
    for attempt, roles in ACTS.values():
        if "zhou" not in roles:
            with pytest.raises(Problem):
                attempt(ws, given)
    assert ws.db.one("SELECT count(*) FROM audit") == (before,)
