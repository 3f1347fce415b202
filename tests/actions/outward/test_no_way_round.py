"""No act of two, no register and no list is got round by another order of steps or another role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rescueapp import clock
from rescueapp.actions.attached import attachments
from rescueapp.actions.backup import backup_schedule, backups
from rescueapp.actions.exchanging import exchange, handing_over
from rescueapp.actions.her import her_papers, looks
from rescueapp.actions.her.her_record import HerOrder
from rescueapp.actions.keeping import destroying, retention
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import incident_papers, name_list, prints
from rescueapp.actions.papers.incident_papers import Paper
from rescueapp.actions.recording import identity
from rescueapp.actions.two_people import emergency, requests
from rescueapp.actions.vault import incidents
from rescueapp.domain.guards import NeedsTwo
from rescueapp.domain.looks import Way
from rescueapp.domain.request import Kind
from rescueapp.domain.retention import Outcome
from rescueapp.domain.worker import Role
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.storage import cases, medium
from rescueapp.workspace import Workspace
from tests.actions.closing import WHY, agree, destroyed, end_help, old_case
from tests.actions.colleagues import add_second
from tests.actions.leaving import BUYER, CALL, order
from tests.actions.station import (
    INTAKE,
    Clock,
    House,
    Pair,
    attach_file,
    save,
)

FOR = "省厅现场核查，需在站人员花名册"
DAY = {"first": "2026-06-30", "last": "2026-06-30"}


def granted(house: House, kind: Kind, subject: str, by: str = "he") -> None:
    asked = requests.ask(house.sign_in(by), kind, subject, FOR)
    requests.decide(house.sign_in("duan" if by != "duan" else "wang"), asked.uid, granted=True)


# --- roles ----------------------------------------------------------------------------------------


def test_s82_a_role_is_what_the_signed_roster_says_and_not_a_row_of_the_database(
    station: House,
) -> None:
    ws = station.sign_in("zhou")
    with ws.db.transaction():
        ws.db.execute("UPDATE workers SET role = 'supervisor' WHERE uid = ?", (ws.worker.uid,))
    ws = station.sign_in("zhou")
    assert ws.worker.role is Role.STATISTICIAN
    with pytest.raises(Refused, match="Your role"):
        retention.appraisal_list(ws)


# --- letting go -----------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", [None, Outcome.KEEP, Outcome.ARCHIVE])
def test_k17_what_was_not_appraised_to_be_destroyed_is_not_whoever_agreed(
    station: House, outcome: Outcome | None, now: Clock
) -> None:
    add_second(station)
    case = old_case(station)
    if outcome is not None:
        until = date(2040, 1, 1) if outcome is Outcome.KEEP else None
        retention.appraise(station.sign_in("duan"), case, outcome, WHY, until=until)
    granted(station, Kind.DESTROY, case, by="duan")
    with pytest.raises(NeedsTwo):
        destroying.destroy(station.sign_in("duan"), case)
    now.later(minutes=1)
    retention.appraise(station.sign_in("duan"), case, Outcome.DESTROY, WHY)
    assert destroying.destroy(station.sign_in("duan"), case).certificate.case_uid == case


def test_k13_a_list_her_child_inherits_is_not_destroyed_before_the_childs_file(
    station: House, now: Clock
) -> None:
    add_second(station)
    ws = station.sign_in("he")
    child = save(ws).case_uid
    told = INTAKE | {"children": [{"child_case": child}]}
    made = save(ws, answers=told)
    mother = made.case_uid
    save(ws, "relative", BUYER, case=mother)
    end_help(ws, mother, "1995-05-01")
    with pytest.raises(Refused, match="unsafe list"):
        retention.appraise(station.sign_in("duan"), mother, Outcome.DESTROY, WHY)
    retention.appraise(station.sign_in("duan"), mother, Outcome.ARCHIVE, WHY)
    now.later(minutes=1)
    save(station.sign_in("he"), "intake", INTAKE, case=mother, record=made.record_uid,
         based_on=1)  # fmt: skip
    end_help(station.sign_in("he"), mother, "1995-05-01")
    agree(station, mother)
    ws = station.sign_in("he")
    save(ws, "intake", told, case=mother, record=made.record_uid, based_on=2)
    end_help(ws, mother, "1995-05-01")
    with pytest.raises(Refused, match="unsafe list"):
        destroying.destroy(station.sign_in("duan"), mother)


def test_k17_the_number_of_a_destroyed_case_is_not_given_again_after_a_restore(
    station: House, tmp_path: Path, now: Clock
) -> None:
    add_second(station)
    made = backups.back_up(station.sign_in("duan"), tmp_path / "stick")
    case = old_case(station)
    now.later(days=1)
    number = destroyed(station, case).certificate.number
    backups.back_up(station.sign_in("duan"), tmp_path / "stick")  # the list lies there now
    station.leave()
    again = House(tmp_path / "again", station.passphrases)
    report = backups.restore(made.path, again.folder, "duan", station.passphrases["duan"])
    assert report.destroyed == ()
    assert save(again.sign_in("he")).number not in ("", number)
    again.leave()


# --- a list with names ----------------------------------------------------------------------------


def test_k09_k18_whose_name_stood_on_a_list_can_be_told_so(station: House) -> None:
    ws = station.sign_in("he")
    on, off = (save(ws, answers=INTAKE | {"name": name}).case_uid for name in ("虚构甲", "虚构乙"))
    granted(station, Kind.NAMES_LIST, "")
    name_list.prepare(station.sign_in("he"), [on])
    ways = {
        case: {look.way for look in looks.who_looked(station.sign_in("duan"), case)}
        for case in (on, off)
    }
    assert Way.NAME in ways[on]
    assert Way.NAME not in ways[off]


def test_k13_a_list_with_names_stands_in_the_register_of_releases(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws, answers=INTAKE | {"name": "虚构甲"}).case_uid
    granted(station, Kind.NAMES_LIST, "")
    prepared = name_list.prepare(station.sign_in("he"), [case])
    prints.release(station.sign_in("he"), prepared, medium=prints.FILE)
    (left,) = releases.register(station.sign_in("duan"), **DAY)
    assert (left.release.number, left.release.what) == (prepared.print_id, "names_list")
    assert left.release.reason == FOR
    assert left.approved_by == "段文秀"


def test_a_blank_form_is_no_release(station: House) -> None:
    ws = station.sign_in("duan")
    blank = prints.prepare_sheet(ws, form="intake", record_uid=None)
    prints.release(ws, blank, medium=prints.PRINTER)
    assert releases.register(ws, **DAY) == []


# --- identities on paper --------------------------------------------------------------------------


@pytest.fixture
def eleven(station: House) -> dict[str, str]:
    """The intakes of eleven named cases of he, by case."""
    ws = station.sign_in("he")
    made = [save(ws, answers=INTAKE | {"name": f"虚构{n}"}) for n in "甲乙丙丁戊己庚辛壬癸子"]
    return {saved.case_uid: saved.record_uid for saved in made}


def test_k09_a_look_at_papers_is_no_way_to_more_identities_in_a_day(
    station: House, eleven: dict[str, str]
) -> None:
    ws = station.sign_in("he")
    for case, record in eleven.items():  # one's own intakes are not veiled, and not counted
        assert prints.prepare_sheet(ws, form="intake", record_uid=record).pdfs
        with ws.db.transaction():
            cases.update_spine(ws.db, case, changed_at=clock.stamp(), stage=Stage.PLAN)
    ws = station.sign_in("duan")
    *ten, last = eleven
    for case in ten[:5]:
        identity.reveal(ws, case, "care")
    for case in ten:
        prints.prepare_sheet(ws, form="intake", record_uid=eleven[case])
    taken = HerOrder(case_uid=last, identity=True)
    for paper in (
        lambda: prints.prepare_sheet(ws, form="intake", record_uid=eleven[last]),
        lambda: prints.prepare_file(ws, order(last, identity=True)),
        lambda: her_papers.prepare_record(ws, taken),
    ):
        with pytest.raises(NeedsTwo):
            paper()
    with ws.db.transaction():  # at night, nobody waits for a second one
        cases.update_spine(ws.db, last, changed_at=clock.stamp(), stage=Stage.INTAKE)
    assert prints.prepare_sheet(ws, form="intake", record_uid=eleven[last]).pdfs
    assert her_papers.prepare_record(ws, replace(taken, identity=False)).pdfs
    assert prints.prepare_file(ws, order(last)).pdfs
    assert prints.prepare_sheet(ws, form="intake", record_uid=eleven[ten[0]]).pdfs
    seen = looks.who_looked(ws, ten[9])
    assert {look.reason for look in seen if look.way is Way.NAME} == {"paper"}


# --- handing over ---------------------------------------------------------------------------------


def test_k14_no_case_is_handed_over_abroad(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = save(pair.station.sign_in("he"), answers=INTAKE | {"name": "虚构甲"}).case_uid
    granted(pair.station, Kind.HAND_OVER, case)
    ws = pair.station.sign_in("duan")
    keys_of = handing_over.keys_of
    monkeypatch.setattr(
        handing_over, "keys_of", lambda to: replace(keys_of(to), name="缅甸驻昆明总领事馆")
    )
    with pytest.raises(Refused, match="abroad"):
        handing_over.hand_over(ws, case, tmp_path / "out")
    assert exchange.exports(ws) == []


def test_k18_she_is_not_told_of_a_colleague_let_in_where_it_was_a_hand_over(pair: Pair) -> None:
    case = save(pair.station.sign_in("he")).case_uid
    granted(pair.station, Kind.HAND_OVER, case)
    found = looks.who_looked(pair.station.sign_in("duan"), case)
    assert Way.LET_IN not in {look.way for look in found}
    asked = requests.ask_for_case(pair.station.sign_in("mu"), case, FOR)
    requests.decide(pair.station.sign_in("he"), asked.uid, granted=True)
    found = looks.who_looked(pair.station.sign_in("duan"), case)
    assert Way.LET_IN in {look.way for look in found}


def test_k13_what_a_supervisor_let_through_lets_no_other_words_through(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    save(ws, "relative", BUYER, case=case)
    where = {"release_recipient": "黄山镇民政办", "release_purpose": "张国强办案线索核对"}
    telling = CALL | where | {"release_said": "只说了案号", "release_although": "办案需要，经同意"}
    record = save(station.sign_in("duan"), "release", telling, case=case).record_uid
    ws = station.sign_in("he")
    for more in (
        {"release_said": "张国强在打听她"},
        {"release_purpose": "张国强办案线索核对，另告其母"},
        {"release_family": True, "release_said": "人在松岭县救助管理站"},
    ):
        with pytest.raises(Refused, match="Your role"):
            save(ws, "release", telling | more, case=case, record=record, based_on=1)
    save(ws, "release", telling | {"release_said": "只说了案号和日期"}, case=case, record=record,
         based_on=1)  # fmt: skip


def test_a_reason_told_afterwards_belongs_to_an_emergency_alone(pair: Pair) -> None:
    case = save(pair.station.sign_in("he")).case_uid
    granted(pair.station, Kind.HAND_OVER, case)
    ws = pair.station.sign_in("he")
    asked = requests.usable(ws, Kind.HAND_OVER, case)
    assert asked is not None
    with pytest.raises(Refused):
        emergency.complete(ws, asked.uid, WHY)
    assert requests.usable(ws, Kind.HAND_OVER, case) == asked


# --- incidents ------------------------------------------------------------------------------------


def test_k19_who_opened_a_file_of_the_case_is_among_those_who_looked(
    station: House, tmp_path: Path
) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    (tmp_path / "a.txt").write_text("附件", encoding="utf-8")
    kept = attach_file(
        ws, case_uid=case, compartment=Compartment.CARE, path=tmp_path / "a.txt", label="a"
    )
    attachments.attachment(ws, kept["blob"])
    seen = incidents.looks(station.sign_in("duan"), case)
    assert "open_attachment" in {look.act for look in seen}


def test_k19_an_office_prints_the_papers_of_its_own_incidents(pair: Pair) -> None:
    ws = pair.office.sign_in("wu")
    kept = incidents.keep(ws, replace(incidents.begin(ws), answers={"incident_cause": "遗失"}))
    paper = incident_papers.prepare(ws, kept.uid, Paper.REPORT)
    prints.release(ws, paper, medium=prints.PRINTER)
    with pytest.raises(Refused, match="Your role"):
        prints.release(ws, replace(paper, what="intake"), medium=prints.PRINTER)


def test_k13_k19_nobody_of_the_unsafe_list_is_told_of_an_incident(station: House) -> None:
    ws = station.sign_in("he")
    case = save(ws).case_uid
    save(ws, "relative", BUYER, case=case)
    ws = station.sign_in("duan")
    begun = incidents.begin(ws)
    told = {"incident_cause": "遗失", "told_authority": "张国强"}
    kept = incidents.keep(ws, replace(begun, answers=told, cases=(case,)))
    for paper in (Paper.REPORT, Paper.AUTHORITY):
        with pytest.raises(Refused, match="unsafe list"):
            incident_papers.prepare(ws, kept.uid, paper)
    assert incident_papers.prepare(ws, kept.uid, Paper.PERSON).pdfs


# --- the day's backup -----------------------------------------------------------------------------


def test_k30_a_backup_of_a_day_to_come_does_not_make_one_after_another(
    station: House, tmp_path: Path, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(medium, "is_same_disk", lambda one, other: False)

    def make(ws: Workspace) -> bool:
        order = backup_schedule.due(ws)
        if order is not None:
            backups.settle(ws, order, backups.carry_out(order))
        return order is not None

    now.later(days=40)
    backup_schedule.choose_place(station.sign_in("duan"), tmp_path / "stick")
    assert make(station.sign_in("duan"))
    now.later(days=-40)
    ws = station.sign_in("duan")
    assert make(ws)
    assert not make(ws)


def test_k30_a_backup_of_a_day_to_come_does_not_hide_that_none_was_made(
    station: House, tmp_path: Path, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(medium, "is_same_disk", lambda one, other: False)
    backups.back_up(station.sign_in("duan"), tmp_path / "stick")
    now.later(days=40)
    backups.back_up(station.sign_in("duan"), tmp_path / "stick")
    now.later(days=-20)
    ws = station.sign_in("duan")
    ws.vault = replace(ws.vault, training=False)
    words = backup_schedule.banner(ws)
    assert words is not None
    assert words.values["days"] == 20
