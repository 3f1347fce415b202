"""Incidents with personal data (K-19): sealed to supervisors, due until done, told nameless."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rescueapp.actions.desk import duties
from rescueapp.actions.finding import cases
from rescueapp.actions.opened.reported import Incident
from rescueapp.actions.outward import releases
from rescueapp.actions.papers import incident_papers, prints, trail
from rescueapp.actions.papers.incident_papers import Paper
from rescueapp.actions.vault import incidents
from rescueapp.domain.incident import duties as what_follows
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import say
from rescueapp.storage import incidents as stored
from rescueapp.workspace import Workspace
from tests.actions.leaving import WHOLE
from tests.actions.station import NOON, Clock, House, Pair, save
from tests.output.paper import words_of

LOST: dict[str, Any] = {
    "incident_found_on": "2026-06-30",
    "incident_kinds": ["01"],
    "incident_cause": "一份打印件在移送途中遗失",
    "incident_data": ["01", "03"],
    "incident_people": 1,
    "incident_unsafe": True,
    "incident_done": ["07"],
    "incident_contact": "12345",
}
DONE = {
    "told_authority": "县互联网信息办公室",
    "told_authority_on": "2026-06-30",
    "told_superior_on": "2026-06-30",
    "told_persons_on": "2026-06-30",
    "told_police_on": "2026-06-30",
    "told_safety_on": "2026-06-30",
    "told_review_on": "2026-06-30",
}


@pytest.fixture
def case(station: House) -> str:
    return save(station.sign_in("he"), answers=WHOLE).case_uid


def kept(ws: Workspace, *case_uids: str, **answers: Any) -> Incident:
    begun = incidents.begin(ws)
    return incidents.keep(ws, replace(begun, answers=LOST | answers, cases=case_uids))


# --- who sees it ------------------------------------------------------------------------------


def test_k19_an_incident_is_sealed_to_supervisors_and_gives_no_hint(
    station: House, case: str
) -> None:
    ws = station.sign_in("duan")
    kept(ws, case)
    ((_, _, _, sealed),) = stored.rows(ws.db)
    assert "遗失".encode() not in sealed
    assert case.encode() not in sealed
    ws = station.sign_in("he")
    for act in (incidents.incidents, incidents.begin, incidents.offered):
        with pytest.raises(Refused, match="Your role"):
            act(ws)
    assert not any("incident" in say(each) for each in duties.duties(ws))
    assert cases.case(ws, case).number


def test_k19_whoever_finds_one_reports_it_and_does_not_read_it_again(station: House) -> None:
    ws = station.sign_in("he")
    incidents.report(ws, "转移时少了一份登记表", ["01"])
    with pytest.raises(Refused):
        incidents.incidents(ws)
    with pytest.raises(Refused, match="in a sentence"):
        incidents.report(ws, "  ")
    with pytest.raises(Refused, match="State secrets"):
        incidents.report(ws, "丢了一份秘密★1年文件")
    head = station.sign_in("duan")
    (found,) = incidents.incidents(head)
    assert found.answers["incident_found_by"] == "和晓燕"
    assert any("Tell the authority" in say(each) for each in duties.duties(head))


def test_k19_what_was_reported_stays_as_it_was_told_whatever_is_written_over_it(
    station: House,
) -> None:
    incidents.report(station.sign_in("he"), "转移时少了一份登记表", ["01"])
    ws = station.sign_in("duan")
    (found,) = incidents.incidents(ws)
    over = replace(found, answers={"incident_cause": "无"}, reported="无", by=ws.worker.uid)
    incidents.keep(ws, over)
    (again,) = incidents.incidents(ws)
    assert (again.reported, again.by) == ("转移时少了一份登记表", found.by)
    assert incidents.end_as_mistake(ws, found.uid, NONE_IT_WAS).reported == again.reported


def test_k19_a_loss_told_from_a_case_says_which(station: House, case: str) -> None:
    incidents.report(station.sign_in("he"), "转移时少了一份登记表", case_uid=case)
    head = station.sign_in("duan")
    (found,) = incidents.incidents(head)
    assert [row.uid for row in incidents.affected(head, found)] == [case]


def test_an_incident_changed_by_hand_is_damage(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    first, second = kept(ws, case), kept(ws)
    sealed = {uid: data for uid, _, _, data in stored.rows(ws.db)}
    with ws.db.transaction():
        stored.put(ws.db, uid=first.uid, at=first.began_at, sealed=sealed[second.uid])
    with pytest.raises(Damaged):
        incidents.incidents(ws)


def test_k19_an_office_has_its_own(pair: Pair) -> None:
    ws = pair.office.sign_in("wu")
    kept(ws)
    assert len(incidents.incidents(ws)) == 1
    assert incidents.offered(ws) == []
    assert any("incident" in say(each) for each in duties.duties(ws))


# --- what follows ------------------------------------------------------------------------------


def test_k19_what_must_be_told_by_when_has_its_law_and_its_confidence() -> None:
    found = {each.field: each for each in what_follows(LOST, NOON.date())}
    authority = found["told_authority_on"]
    assert (authority.due_on, authority.confidence) == ("2026-06-30", "F1")
    assert "第五十七条" in authority.basis
    assert found["told_superior_on"].confidence == "D"
    assert found["told_review_on"].due_on == "2026-07-30"
    assert "told_safety_on" in found
    assert "told_keys_on" not in found
    minors = what_follows(LOST | {"incident_minors": True}, NOON.date())
    assert "第三十五条" in next(e for e in minors if e.field == "told_persons_on").basis


@pytest.mark.parametrize(
    ("answers", "field", "there"),
    [
        ({"incident_unsafe": False}, "told_safety_on", False),
        ({"incident_kinds": ["07"]}, "told_keys_on", True),
        ({"told_not_why": "已当场追回，未被查看"}, "told_persons_on", False),
        ({"incident_unsafe": False, "incident_kinds": ["03"]}, "told_police_on", True),
    ],
)
def test_duties_follow_from_what_happened(answers: dict[str, Any], field: str, there: bool) -> None:
    found = {each.field for each in what_follows(LOST | answers, NOON.date())}
    assert (field in found) is there


def test_duties_stand_on_today_until_done_and_then_it_is_closed(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    begun = kept(ws, case)
    (told,) = [say(each) for each in duties.duties(ws) if "incident" in say(each)]
    assert "6 things" in told
    assert "遗失" not in told
    with pytest.raises(Refused, match="Not closed"):
        incidents.close(ws, begun.uid)
    incidents.keep(ws, replace(begun, answers=LOST | DONE))
    (told,) = [say(each) for each in duties.duties(ws) if "incident" in say(each)]
    assert "can be closed" in told
    assert incidents.close(ws, begun.uid).closed
    assert not any("incident" in say(each) for each in duties.duties(ws))


def test_typing_is_kept_again_and_again_and_the_account_has_one_entry(
    station: House, case: str
) -> None:
    ws = station.sign_in("duan")
    begun = kept(ws, case)
    for words in ("一", "一份", "一份纸"):
        incidents.keep(ws, replace(begun, answers=LOST | {"incident_cause": words}))
    assert incidents.incident(ws, begun.uid).answers["incident_cause"] == "一份纸"
    entries = [e for e in trail.entries(ws, of=begun.uid) if e.act == "keep_incident"]
    assert len(entries) == 1


# --- opened by mistake -------------------------------------------------------------------------

NONE_IT_WAS = "打印件夹在另一份档案中，未离开站内"


def test_k19_one_opened_by_mistake_ends_with_a_reason_and_asks_for_nothing_more(
    station: House, case: str
) -> None:
    incidents.report(station.sign_in("he"), "转移时少了一份登记表", case_uid=case)
    ws = station.sign_in("duan")
    (reported,) = incidents.incidents(ws)
    ended = incidents.end_as_mistake(ws, reported.uid, NONE_IT_WAS)
    assert not any("incident" in say(each) for each in duties.duties(ws))
    (found,) = incidents.incidents(ws)
    assert found == ended
    assert found.mistake is not None
    assert (found.mistake.why, found.mistake.by) == (NONE_IT_WAS, ws.worker.uid)
    assert found.open_duties() == ()
    assert (found.answers, found.cases) == (reported.answers, (case,))  # nothing is taken out
    assert next(e.act for e in trail.entries(ws, of=found.uid)) == "incident_mistake"


def test_k19_the_reason_is_a_sentence_and_sealed(station: House) -> None:
    ws = station.sign_in("duan")
    begun = kept(ws)
    with pytest.raises(Refused, match="at least"):
        incidents.end_as_mistake(ws, begun.uid, "误开")
    with pytest.raises(Refused, match="State secrets"):
        incidents.end_as_mistake(ws, begun.uid, "其实是一份秘密★1年文件")
    incidents.end_as_mistake(ws, begun.uid, NONE_IT_WAS)
    ((_, _, _, sealed),) = stored.rows(ws.db)
    assert NONE_IT_WAS.encode() not in sealed
    assert NONE_IT_WAS not in str(trail.entries(ws, of=begun.uid))
    with pytest.raises(Refused, match="Your role"):
        incidents.end_as_mistake(station.sign_in("he"), begun.uid, NONE_IT_WAS)


@pytest.mark.parametrize("how", ["closed", "mistake"])
def test_k19_what_has_ended_is_not_written_in_ended_or_told_again(station: House, how: str) -> None:
    ws = station.sign_in("duan")
    begun = kept(ws, **DONE)
    if how == "closed":
        incidents.close(ws, begun.uid)
    else:
        incidents.end_as_mistake(ws, begun.uid, NONE_IT_WAS)
        for paper in Paper:
            with pytest.raises(Refused, match="by mistake"):
                incident_papers.prepare(ws, begun.uid, paper)
    before = incidents.incident(ws, begun.uid)
    for act in (
        lambda: incidents.keep(ws, begun),
        lambda: incidents.close(ws, begun.uid),
        lambda: incidents.end_as_mistake(ws, begun.uid, NONE_IT_WAS),
    ):
        with pytest.raises(Refused, match="has ended"):
            act()
    assert incidents.incident(ws, begun.uid) == before


def test_k19_nobody_closes_one_by_keeping_it(station: House) -> None:
    ws = station.sign_in("duan")
    incidents.keep(ws, replace(kept(ws), closed=True))
    (found,) = incidents.incidents(ws)
    assert not found.closed


# --- which cases ----------------------------------------------------------------------------------


def test_k19_cases_are_offered_by_what_left_and_by_words(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    assert incidents.offered(ws) == []
    prepared = prints.prepare_sheet(ws, form="intake", record_uid=cases.records_of(ws, case)[0].uid)
    prints.release(ws, prepared, medium=prints.PRINTER)
    assert [row.uid for row in incidents.offered(ws)] == [case]
    number = cases.case(ws, case).number
    assert [row.uid for row in incidents.offered(ws, number)] == [case]
    acts = [each.act for each in incidents.looks(ws, case)]
    assert acts[:3] == ["print", "reveal", "prepare_print"]  # the sheet shows who somebody is
    begun = kept(ws, case)
    assert [row.uid for row in incidents.affected(ws, begun)] == [case]


# --- papers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", list(Paper))
def test_k19_no_paper_of_an_incident_names_a_person(
    station: House, case: str, paper: Paper
) -> None:
    ws = station.sign_in("duan")
    begun = kept(ws, case, **DONE)
    prepared = incident_papers.prepare(ws, begun.uid, paper)
    text = words_of(prepared.pdfs[0])
    row = cases.case(ws, case)
    assert "苏小禾" not in text
    assert (row.number in text) is (paper is Paper.CASES)
    assert ("松岭" in text) is (paper in (Paper.REPORT, Paper.AUTHORITY))


def test_k19_what_goes_to_the_authority_stands_in_the_register(station: House, case: str) -> None:
    ws = station.sign_in("duan")
    begun = kept(ws, case, **DONE)
    for paper in (Paper.REPORT, Paper.PERSON):
        prints.release(ws, incident_papers.prepare(ws, begun.uid, paper), medium=prints.PRINTER)
    (left,) = releases.register(ws, first="2026-06-30", last="2026-06-30")
    assert left.release.recipient == "县互联网信息办公室"
    assert left.release.what == Paper.REPORT


def test_incidents_outlast_new_keys_of_the_supervisors(station: House, now: Clock) -> None:
    ws = station.sign_in("duan")
    kept(ws)
    with ws.db.transaction():
        incidents.reseal(ws)
    assert len(incidents.incidents(ws)) == 1
