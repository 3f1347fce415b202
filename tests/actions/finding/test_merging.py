"""Two files of one person: merged by who may, read as one, and given back as they were."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.due import clocks
from rescueapp.actions.exchanging import handing_over
from rescueapp.actions.family import families
from rescueapp.actions.finding import cases, merging
from rescueapp.actions.her import looks
from rescueapp.actions.opened import names
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import records
from rescueapp.actions.two_people import requests
from rescueapp.domain.case import Query
from rescueapp.domain.family import Joining
from rescueapp.domain.looks import Way
from rescueapp.domain.request import Kind
from rescueapp.errors import Refused
from rescueapp.storage import merges
from rescueapp.workspace import Workspace
from tests.actions.merged import APART, WHY
from tests.actions.opened.test_closing import CLOSING, closed, reopen
from tests.actions.station import INTAKE, Clock, House, Pair, save, uid_of

NAME = "曾晓云"
BASIS = "01"
TABLES = (
    "records", "record_parts", "record_versions", "facts", "case_keys", "milestones",
    "sealed_milestones", "deadlines", "search_parts", "match_tokens", "requests",
)  # fmt: skip


def intake(ws: Workspace, **told: Any) -> str:
    return save(ws, answers=INTAKE | {"name": NAME} | told).case_uid


@pytest.fixture
def older(ws: Workspace) -> str:
    return intake(ws)


@pytest.fixture
def newer(ws: Workspace, older: str) -> str:
    return intake(ws)


@pytest.fixture
def head(station: House, older: str, newer: str) -> Workspace:
    """The supervisor, both files there and not merged."""
    return station.sign_in("duan")


def merge(ws: Workspace, kept: str, folded: str, **changed: Any) -> None:
    merging.merge(ws, kept, folded, **{"basis": BASIS, "reason": WHY, **changed})


def listed(ws: Workspace, text: str = "") -> list[str]:
    ids = cases.find_cases(ws, Query(text=text, sort="number", descending=False))
    return [row.uid for row in cases.case_rows(ws, ids)]


def everything(ws: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """What lies in the tables of cases, but for the merges and when a file changed last."""
    found = {name: sorted(map(tuple, ws.db.read(f"SELECT * FROM {name}")), key=repr)
             for name in TABLES}  # fmt: skip
    spine = "SELECT uid, number, alias, sex, stage, risk, due_on, closed_on FROM cases ORDER BY id"
    return found | {"cases": list(map(tuple, ws.db.read(spine)))}


# --- finding and comparing ----------------------------------------------------------------


def test_likely_files_are_offered_with_why_and_others_found_by_number(
    ws: Workspace, older: str, newer: str
) -> None:
    other = save(ws).case_uid
    found = merging.candidates(ws, newer)
    assert [(each.row.uid, each.reasons) for each in found] == [(older, ("name", "pinyin"))]
    number = cases.case(ws, other).number
    assert [each.row.uid for each in merging.candidates(ws, newer, number)] == [other]


def test_a_file_one_cannot_read_is_not_offered_compared_or_merged(
    station: House, older: str
) -> None:
    mine = intake(station.sign_in("mu"))
    ws = station.sign_in("mu")
    assert merging.candidates(ws, mine) == []
    with pytest.raises(Refused, match="not on the team"):
        merging.compare(ws, mine, older)
    with pytest.raises(Refused, match="not on the team"):
        merge(ws, mine, older)


def test_side_by_side_a_covered_name_is_compared_and_not_shown(
    station: House, older: str, newer: str
) -> None:
    ws = station.sign_in("duan")  # not the worker, who sees it during the intake
    compared = merging.compare(ws, older, newer)
    (name,) = [fact for fact in compared.facts if fact.label == "Name"]
    assert (name.here, name.there, name.same) == (None, None, True)
    assert compared.here.records == compared.there.records == 1
    assert not compared.other_sex


def test_k18_whose_files_were_laid_side_by_side_is_told_so_of_both(
    head: Workspace, older: str, newer: str
) -> None:
    merging.compare(head, older, newer)
    for case in (older, newer):
        assert Way.READ in {look.way for look in looks.who_looked(head, case)}


# --- who may, and what stands against it --------------------------------------------------


def test_a_supervisor_merges_and_the_account_says_so(
    head: Workspace, older: str, newer: str
) -> None:
    merge(head, older, newer)
    (merged,) = merges.of_case(head.db, older)
    assert (merged.kept, merged.folded, merged.basis, merged.reason) == (older, newer, BASIS, WHY)
    (entry,) = (e for e in trail.entries(head) if e.act == "merge_files")
    assert (entry.object, entry.detail["folded"]) == (older, newer)
    assert NAME not in str(entry)


def test_a_caseworker_asks_and_the_yes_carries_it_out(
    station: House, older: str, newer: str
) -> None:
    ws = station.sign_in("he")
    merge(ws, older, newer)
    assert merges.standing(ws.db) == {}
    waits = merging.standing(ws, newer).waits
    assert waits is not None
    assert waits.values["kept"] == cases.case(ws, older).number
    (asked,) = requests.of_asker(ws)
    with pytest.raises(Refused, match="Somebody else"):
        requests.decide(ws, asked.request.uid, granted=True)

    ws = station.sign_in("duan")
    (asked,) = requests.waiting(ws)
    assert asked.request.kind is Kind.MERGE
    requests.decide(ws, asked.request.uid, granted=True)
    assert merges.standing(ws.db) == {newer: older}
    (merged,) = merges.of_case(ws.db, newer)
    assert (merged.worker, merged.agreed_by) == (uid_of(ws, "he"), uid_of(ws, "duan"))
    assert requests.waiting(ws) == []


def test_a_no_merges_nothing(station: House, older: str, newer: str) -> None:
    merge(station.sign_in("he"), older, newer)
    ws = station.sign_in("duan")
    (asked,) = requests.waiting(ws)
    requests.decide(ws, asked.request.uid, granted=False)
    assert merges.standing(ws.db) == {}


@pytest.mark.parametrize("changed", [{"reason": "同一人"}, {"basis": ""}, {"basis": "77"}])
def test_it_needs_a_basis_and_a_reason(
    head: Workspace, older: str, newer: str, changed: dict[str, str]
) -> None:
    with pytest.raises(Refused):
        merge(head, older, newer, **changed)
    assert merges.standing(head.db) == {}


def test_no_file_with_itself_and_no_chain(station: House, older: str, newer: str) -> None:
    third = intake(station.sign_in("he"))
    head = station.sign_in("duan")
    with pytest.raises(Refused, match="same one"):
        merge(head, older, older)
    merge(head, older, newer)
    with pytest.raises(Refused, match="merged already"):
        merge(head, third, newer)
    with pytest.raises(Refused, match="itself merged"):
        merge(head, newer, third)
    with pytest.raises(Refused, match="take those two apart"):
        merge(head, third, older)
    merge(head, older, third)
    assert set(merges.files_of(head.db, older)) == {older, newer, third}


def test_different_sexes_need_to_be_explained(station: House, ws: Workspace, older: str) -> None:
    boy = intake(ws, sex="1")
    with pytest.raises(Refused, match="different sexes"):
        merge(station.sign_in("duan"), older, boy)
    ws = station.sign_in("duan")
    merge(ws, older, boy, sex_reason="第二份登记时性别误填")
    (merged,) = merges.of_case(ws.db, older)
    assert "误填" in merged.reason


def test_not_while_a_hand_over_is_open(pair: Pair, older: str, newer: str) -> None:
    handing_over.ask(pair.station.sign_in("he"), newer, "移交户籍地救助管理机构继续安置")
    with pytest.raises(Refused, match="hand-over"):
        merge(pair.station.sign_in("duan"), older, newer)


@pytest.mark.parametrize("reopened", [False, True])
def test_no_open_file_into_a_closed_one_until_that_is_reopened(
    station: House, ws: Workspace, older: str, newer: str, reopened: bool
) -> None:
    adult = {"birth_date": "1990-01-01"}
    (written,) = cases.records_of(ws, older)
    save(ws, case=older, record=written.uid, based_on=1, answers=INTAKE | adult)
    closed(ws, older)
    if reopened:
        reopen(ws, older)
    ws = station.sign_in("he")
    rows = cases.case(ws, older), cases.case(ws, newer)
    assert merging.usual(*rows).uid == (older if reopened else newer)
    merging.compare(ws, older, newer)
    if not reopened:
        for who in ("he", "duan"):
            with pytest.raises(Refused, match="Reopen") as refused:
                merge(station.sign_in(who), older, newer)
        assert refused.value.words.values == {"number": rows[0].number}
        merge(station.sign_in("duan"), newer, older)
    else:
        merge(station.sign_in("duan"), older, newer)


def test_the_file_that_was_asked_to_be_kept_is_open_when_it_is_agreed_to(
    station: House, older: str
) -> None:
    ws = station.sign_in("he")
    kept = intake(ws, birth_date="1990-01-01")
    merge(ws, kept, older)
    closed(ws, kept)
    ws = station.sign_in("duan")
    asked = next(r for r in requests.waiting(ws) if r.request.kind is Kind.MERGE)
    with pytest.raises(Refused, match="Reopen"):
        requests.decide(ws, asked.request.uid, granted=True)
    assert merges.standing(ws.db) == {}


# --- the folded file ----------------------------------------------------------------------


def test_the_folded_file_is_read_and_not_written(station: House, older: str, newer: str) -> None:
    head = station.sign_in("duan")
    written = cases.records_of(head, newer)[0].uid
    merge(head, older, newer)
    head = station.sign_in("he")
    number = cases.case(head, older).number
    with pytest.raises(Refused, match="merged into") as refused:
        save(head, "relative", {"relation": "52"}, case=newer)
    assert refused.value.words.values == {"number": number}
    view = records.open_record(head, written)
    assert not view.writable
    assert view.closed is not None
    assert view.closed.values == {"number": number}
    with pytest.raises(Refused, match="merged into"):
        requests.ask(head, Kind.SECOND_INTERVIEW, newer, WHY)


def test_no_record_of_the_folded_file_is_written_through_the_kept_one(
    head: Workspace, older: str, newer: str
) -> None:
    (row,) = cases.records_of(head, newer)
    merge(head, older, newer)
    with pytest.raises(Refused, match="merged into"):
        save(head, case=older, record=row.uid, based_on=1)


def test_an_approval_that_waits_there_rests(station: House, older: str) -> None:
    ws = station.sign_in("he")
    adult = intake(ws, birth_date="1990-01-01")
    saved = save(ws, "closure", CLOSING, case=adult, complete=True)
    assert saved.need is not None
    asked = requests.ask(ws, saved.need.kind, adult, "结案事项已逐项核对", saved.need.about)
    ws = station.sign_in("duan")
    assert merging.compare(ws, older, adult).there.waiting == 1
    merge(ws, older, adult)
    with pytest.raises(Refused, match="merged into"):
        requests.decide(ws, asked.uid, granted=True)


def test_it_is_in_no_list_and_found_by_number_and_name_with_its_mark(
    head: Workspace, older: str, newer: str
) -> None:
    assert listed(head) == [older, newer]
    number, kept = (cases.case(head, uid).number for uid in (newer, older))
    merge(head, older, newer)
    names.start_names(head)
    assert listed(head) == [older]
    assert listed(head, number) == [newer]
    assert listed(head, NAME) == [older, newer]
    assert cases.case(head, newer).folded_into == kept
    assert cases.case(head, older).folded_into == ""


def test_the_same_person_again_leads_to_the_kept_file(
    head: Workspace, older: str, newer: str
) -> None:
    merge(head, older, newer)
    found = cases.likenesses(head, INTAKE | {"name": NAME})
    assert [each.case_uid for each in found] == [older]


def test_what_it_makes_due_and_its_clocks_rest(
    station: House, ws: Workspace, older: str, newer: str, now: Clock
) -> None:
    told = {"visited_on": "2026-06-29", "met": "1", "next_visit_on": "2026-07-01"}
    save(ws, "follow_up", told, case=newer)
    ws = station.sign_in("duan")
    before = {due.case_uid for due in cases.today(ws)}
    assert newer in before
    begun = {each.deadline.record_uid for each in clocks.of_case(ws, newer)}
    merge(ws, older, newer)
    assert newer not in {due.case_uid for due in cases.today(ws)}
    assert clocks.of_case(ws, newer) == []
    assert cases.case(ws, newer).due_on is None
    assert begun <= {each.deadline.record_uid for each in clocks.of_case(ws, older)}
    now.later(days=1)
    ws = station.sign_in("duan")
    clocks.work_out(ws)  # everything again, on another day
    assert newer not in {due.case_uid for due in cases.today(ws)}


# --- undone -------------------------------------------------------------------------------


@pytest.fixture
def full(station: House, ws: Workspace, older: str, newer: str) -> Workspace:
    """The supervisor, with more in the file that will be folded."""
    told = {"visited_on": "2026-06-29", "met": "1", "next_visit_on": "2026-07-01"}
    save(ws, "follow_up", told, case=newer)
    save(ws, "trafficking_case", {"marriage": "3", "rescued_on": "2026-06-20"}, case=newer)
    return station.sign_in("duan")


def test_undone_both_files_are_as_they_were(full: Workspace, older: str, newer: str) -> None:
    before, clocks_before = everything(full), [clocks.of_case(full, u) for u in (older, newer)]
    today = cases.today(full)
    merge(full, older, newer)
    assert everything(full) != before
    merging.undo(full, newer, APART)
    assert everything(full) == before
    assert [clocks.of_case(full, u) for u in (older, newer)] == clocks_before
    assert cases.today(full) == today
    assert listed(full) == [older, newer]
    (merged,) = merges.of_case(full.db, older)
    assert merged.undone_reason == APART
    save(full, "relative", {"relation": "52"}, case=newer)


def test_what_was_written_in_the_kept_file_since_stays_there(
    head: Workspace, older: str, newer: str
) -> None:
    merge(head, older, newer)
    saved = save(head, "relative", {"relation": "52"}, case=older)
    merging.undo(head, newer, APART)
    assert saved.record_uid in {row.uid for row in cases.records_of(head, older)}
    assert saved.record_uid not in {row.uid for row in cases.records_of(head, newer)}


def test_a_caseworker_asks_for_the_undoing_too(station: House, older: str, newer: str) -> None:
    merge(station.sign_in("duan"), older, newer)
    ws = station.sign_in("he")
    merging.undo(ws, newer, APART)
    assert merges.standing(ws.db) == {newer: older}
    ws = station.sign_in("duan")
    (asked,) = requests.waiting(ws)
    requests.decide(ws, asked.request.uid, granted=True)
    assert merges.standing(ws.db) == {}
    with pytest.raises(Refused, match="not merged"):
        merging.undo(ws, newer, APART)
    merge(ws, newer, older)  # and the other way round
    assert merges.standing(ws.db) == {older: newer}


def test_who_stands_in_one_family_is_said_to_be_two_persons(
    ws: Workspace, older: str, newer: str
) -> None:
    assert not merging.compare(ws, older, newer).apart
    families.link(ws, newer, Joining(older, "03", own="01"))
    assert merging.compare(ws, older, newer).apart
    assert merging.compare(ws, newer, older).apart
