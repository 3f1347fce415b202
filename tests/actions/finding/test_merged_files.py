"""Two merged files read as one: facts, unsafe list, consents, paper, packages, hand-over, keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from rescueapp.actions.exchanging import exchange, handing_over, packing
from rescueapp.actions.finding import cases, merging
from rescueapp.actions.keeping import destroying
from rescueapp.actions.outward import consents, disclosure
from rescueapp.actions.papers import prints, tonight
from rescueapp.actions.recording import gates, identity, records
from rescueapp.actions.two_people import requests
from rescueapp.domain.consent import State
from rescueapp.domain.request import Kind
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.carrying import export, kept, receive
from tests.actions.leaving import BUYER, order
from tests.actions.merged import APART, WHY
from tests.actions.station import INTAKE, House, Pair, save, uid_of
from tests.output.paper import words_of

LINE = "对青霉素过敏"


@pytest.fixture
def older(station: House) -> str:
    return save(station.sign_in("he"), answers=INTAKE | {"native_accent": "滇西口音"}).case_uid


@pytest.fixture
def newer(station: House, older: str) -> str:
    """The file that will be folded: he's, with a name, the buyer, an interview."""
    ws = station.sign_in("he")
    case = save(ws, answers=INTAKE | {"name": "曾晓云"}).case_uid
    save(ws, "relative", BUYER, case=case)
    save(ws, "safety_line", {"safety_line": LINE}, case=case)
    return case


@pytest.fixture
def head(station: House, older: str, newer: str) -> Workspace:
    """The supervisor, both files merged into the older one."""
    ws = station.sign_in("duan")
    merging.merge(ws, older, newer, basis="01", reason=WHY)
    return ws


def test_the_kept_file_lists_the_records_of_both_each_with_its_file(
    head: Workspace, older: str, newer: str
) -> None:
    number = cases.case(head, newer).number
    files = {(row.form, row.file) for row in cases.records_of(head, older)}
    assert files == {
        ("intake", ""), ("intake", number), ("relative", number), ("safety_line", number),
    }  # fmt: skip
    assert {event.file for event in cases.timeline(head, older)} == {"", number}
    assert {row.file for row in cases.records_of(head, newer)} == {""}


def test_what_only_the_folded_file_knows_is_offered_in_the_kept_one(
    station: House, head: Workspace, older: str, newer: str
) -> None:
    ws = station.sign_in("he")
    assert identity.full_name(ws, older) == "曾晓云"
    identity.reveal(ws, newer, "identity")
    assert records.blank(ws, "police_handover", older).known["name"].value == "曾晓云"


def test_a_fact_written_in_the_kept_file_stays_there_when_it_is_undone(
    station: House, head: Workspace, older: str, newer: str
) -> None:
    ws = station.sign_in("he")
    (intake,) = [r for r in cases.records_of(ws, older) if r.form == "intake" and not r.file]
    save(ws, case=older, record=intake.uid, based_on=1, answers=INTAKE | {"name": "曾晓云"})
    ws = station.sign_in("duan")
    merging.undo(ws, newer, APART)
    assert identity.full_name(station.sign_in("he"), older) == "曾晓云"


def test_k13_the_unsafe_list_of_either_holds_in_both(
    head: Workspace, older: str, newer: str
) -> None:
    for case in (older, newer):
        with pytest.raises(Refused, match="unsafe list"):
            prints.prepare_file(head, order(case, recipient=BUYER["relative_name"]))


def test_k13_a_childs_case_that_inherits_from_one_inherits_from_both(
    station: House, head: Workspace, older: str, newer: str
) -> None:
    ws = station.sign_in("he")
    child = save(ws).case_uid
    told = {"children_born": [{"born_sex": "2", "born_case": child}]}
    save(ws, "trafficking_case", told, case=older)
    with pytest.raises(Refused, match="unsafe list"):
        disclosure.refuse_recipient(ws, child, BUYER["relative_name"])


def test_the_safety_line_of_either_is_told_once_under_the_kept_file(
    head: Workspace, older: str, newer: str
) -> None:
    assert cases.case(head, older).safety_line == LINE
    lines = {row.uid: row.safety_line for row in tonight.tonight(head).lines}
    assert lines == {older: LINE}


def test_a_no_in_the_folded_file_is_still_her_no(station: House, older: str, newer: str) -> None:
    ws = station.sign_in("he")
    save(ws, "consent", {"consent_on": "2026-06-30", "agrees_photo": "02"}, case=newer)
    refused = {c.purpose for c in consents.ledger(ws, newer) if c.state is State.REFUSED}
    assert len(refused) == 1
    ws = station.sign_in("duan")
    merging.merge(ws, older, newer, basis="01", reason=WHY)
    assert {c.purpose for c in consents.ledger(ws, older) if c.state is State.REFUSED} == refused


def test_k07_a_minor_is_not_questioned_anew_because_there_are_two_files(
    station: House, older: str, newer: str
) -> None:
    ws = station.sign_in("he")
    save(ws, "interview", {"interview_on": "2026-06-30"}, case=newer)
    assert gates.need(ws, "interview", older) is None
    merging.merge(station.sign_in("duan"), older, newer, basis="01", reason=WHY)
    need = gates.need(station.sign_in("he"), "interview", older)
    assert need is not None
    assert need.kind is Kind.SECOND_INTERVIEW


def test_the_whole_file_is_printed_with_both(head: Workspace, older: str, newer: str) -> None:
    file = prints.prepare_file(head, order(older, identity=True))
    assert cases.case(head, newer).number in words_of(file.pdfs[0])
    assert "relative.relation" in file.fields


def test_a_package_counts_her_once_with_the_records_of_both(
    pair: Pair, head: Workspace, older: str, newer: str, tmp_path: Path
) -> None:
    made = export(head, tmp_path)
    assert made.cases == 1
    assert len(exchange.coded_records(head, older)) == 4
    receive(pair.office, made.path)
    assert kept(pair.office) == ([1], 1)


def test_each_file_is_handed_over_in_a_package_of_its_own_and_that_is_said(
    pair: Pair, head: Workspace, older: str, newer: str, tmp_path: Path
) -> None:
    assert {r.form for r in packing.whole(head, older).records} == {"intake"}
    assert packing.whole(head, older).inherits == 1
    number = cases.case(head, newer).number
    for case in (older, newer):
        asked = handing_over.ask(pair.station.sign_in("he"), case, WHY)
        ws = pair.station.sign_in("duan")
        requests.decide(ws, asked.uid, granted=True)
    made = handing_over.hand_over(ws, older, tmp_path)
    assert [note.values for note in made.notes()] == [{"number": number}]


def test_k10_who_cannot_read_the_folded_file_sees_nothing_of_it_in_the_kept_one(
    station: House, head: Workspace, older: str, newer: str
) -> None:
    cases.assign(head, older, uid_of(head, "mu"))
    assert [w.login for w in merging.standing(head, older).lacking] == ["mu"]
    ws = station.sign_in("mu")
    identity.reveal(ws, older, "identity")
    assert [row.form for row in cases.records_of(ws, older)] == ["intake"]
    assert identity.full_name(ws, older) == ""
    assert records.blank(ws, "police_handover", older).known.get("name") is None
    ws = station.sign_in("duan")
    merging.let_in(ws, older)
    assert merging.standing(ws, older).lacking == ()
    assert len(cases.records_of(station.sign_in("mu"), older)) == 4


def test_neither_file_is_destroyed_while_they_are_merged(
    head: Workspace, older: str, newer: str
) -> None:
    for case in (older, newer):
        with pytest.raises(Refused):
            destroying.destroy(head, case)
