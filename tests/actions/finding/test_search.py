"""Finding a case by whatever is remembered of it, among those one may find it in."""

from __future__ import annotations

from datetime import date

import pytest

from rescueapp.actions.finding import cases
from rescueapp.actions.opened import names
from rescueapp.domain.case import Query
from rescueapp.forms.schema import Compartment
from rescueapp.storage import word_pages
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save, uid_of
from tests.every_form.sample import resident_id

NUMBER = resident_id(date(2001, 4, 9), 222)
TOLD = INTAKE | {
    "name": "单晓云",
    "other_names": "阿朵",
    "id_document": {"type": "01", "number": NUMBER},
    "brief": "在客运站候车厅独自徘徊",
    "home_county": {"code": "530722", "text": ""},
}


def found(ws: Workspace, text: str) -> list[str]:
    """Case uids, as the list would show them."""
    rows = cases.case_rows(ws, cases.find_cases(ws, Query(text=text)))
    return [row.uid for row in rows]


@pytest.fixture
def case(station: House) -> str:
    ws = station.sign_in("he")
    save(ws, answers=INTAKE | {"name": "林溪"})
    return save(ws, answers=TOLD).case_uid


def entered(station: House, login: str) -> Workspace:
    ws = station.sign_in(login)
    names.start_names(ws)
    return ws


@pytest.mark.parametrize(
    "typed",
    [
        "单晓云", "晓云", "單曉雲", "阿朵", "shanxiaoyun", "Shan Xiaoyun", "xiaoyun", "sxy", "xy",
        NUMBER, NUMBER[-4:], NUMBER[-4:].lower(), "LX01-2026-0002", "2026-0002", "单 晓云",
    ],
)  # fmt: skip
@pytest.mark.parametrize("login", ["he", "duan"])
def test_name_pinyin_initials_number_and_document_find_the_case(
    station: House, case: str, login: str, typed: str
) -> None:
    assert found(entered(station, login), typed) == [case]


@pytest.mark.parametrize("typed", ["danxiaoyun", "haoyun", "0000000", "徘徊在", "溪林"])
def test_what_nobody_is_called_finds_nobody(station: House, case: str, typed: str) -> None:
    assert found(entered(station, "he"), typed) == []


def test_an_alias_and_a_number_are_found_by_everybody_on_duty(station: House, case: str) -> None:
    ws = entered(station, "mu")
    alias = cases.case(ws, case).alias
    assert found(ws, alias) == [case]
    assert found(ws, "LX01-2026-0002") == [case]


def test_names_and_sealed_words_are_found_in_ones_own_cases_only(station: House, case: str) -> None:
    for login, mine in (("he", True), ("yang", True), ("mu", False)):
        ws = entered(station, login)
        for typed in ("单晓云", "sxy", NUMBER, "候车厅"):
            assert (found(ws, typed) == [case]) is mine, (login, typed)


def test_sealed_words_are_found_by_who_holds_the_part(station: House, case: str) -> None:
    care = {"sent_at": "2026-06-29T15:00:00Z", "allergies": "青霉素过敏"}
    save(station.sign_in("yang"), "medical_care", care, case=case)
    assert found(entered(station, "yang"), "青霉素") == [case]
    assert found(entered(station, "he"), "青霉素") == []
    session = {"session_at": "2026-06-30T01:00:00Z", "process_notes": "只有我知道的词"}
    save(station.sign_in("li"), "psychological_record", session, case=case)
    assert found(entered(station, "li"), "只有我知道的词") == []


def test_a_supervisor_finds_names_of_all_cases_and_sealed_words_of_those_they_work_on(
    station: House, case: str
) -> None:
    ws = entered(station, "duan")
    assert found(ws, "单晓云") == [case]
    assert found(ws, "候车厅") == []  # the words of 100,000 cases are not opened at each unlock
    cases.assign(ws, case, ws.worker.uid)
    assert found(entered(station, "duan"), "候车厅") == [case]


def test_what_was_just_saved_is_found_at_once_and_what_was_taken_out_no_more(
    station: House, case: str
) -> None:
    ws = entered(station, "he")
    intake = next(r.uid for r in cases.records_of(ws, case) if r.form == "intake")
    save(ws, answers=INTAKE | {"name": "改名后"}, case=case, record=intake, based_on=1)
    assert found(ws, "改名后") == [case]
    assert found(ws, "单晓云") == []
    assert found(ws, "候车厅") == []
    ws = entered(station, "he")
    assert (found(ws, "改名后"), found(ws, "单晓云")) == ([case], [])


def test_a_name_only_the_police_told_is_found(station: House, case: str) -> None:
    ws = station.sign_in("he")
    handover = {"handed_over_at": "2026-06-29T13:40:00Z", "name": "江雪"}
    save(ws, "police_handover", handover, case=case)
    for text in ("江雪", "jiangxue", "单晓云"):
        assert found(entered(station, "he"), text) == [case]


def test_filters_hold_beside_the_words(station: House, case: str) -> None:
    ws = entered(station, "he")
    ids = cases.find_cases(ws, Query(text="xi", sort="number", descending=False))
    assert len(ids) == 2
    he = uid_of(ws, "he")
    assert cases.find_cases(ws, Query(text="单晓云", workers=(he,))) == ids[1:]
    assert cases.find_cases(ws, Query(text="单晓云", workers=(uid_of(ws, "mu"),))) == []


# --- pages of words ---------------------------------------------------------------------------


IDENTITY, CARE = Compartment.IDENTITY, Compartment.CARE


def state(ws: Workspace, holder: str, compartment: Compartment = IDENTITY) -> tuple[int, int]:
    """(pages, cases changed since)."""
    pages, upto = word_pages.kept(ws.db, holder=holder, compartment=compartment)
    return pages, len(word_pages.changed(ws.db, compartment, since=upto))


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "REWRITE_AT", 5)
    monkeypatch.setattr(names, "PAGE", 2)


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("login", ["duan", "yang"])
def test_pages_are_written_when_enough_has_changed_and_read_after_that(
    station: House, login: str
) -> None:
    ws = station.sign_in("he")
    for n in range(4):
        save(ws, answers=INTAKE | {"name": f"林溪{'春夏秋冬'[n]}"})
    holder = names.SUPERVISORS if login == "duan" else uid_of(ws, login)
    ws = entered(station, login)
    assert state(ws, holder) == (0, 4)
    assert len(ws.names) == 4

    changed = save(station.sign_in("he"), answers=INTAKE | {"name": "江雪"})
    ws = entered(station, login)
    assert state(ws, holder) == (3, 0)
    assert len(ws.names) == 5

    save(station.sign_in("he"), answers=INTAKE | {"name": "江月"}, case=changed.case_uid,
         record=changed.record_uid, based_on=1)  # fmt: skip
    ws = entered(station, login)
    assert state(ws, holder) == (3, 1)
    assert found(ws, "江月") == [changed.case_uid]
    assert found(ws, "江雪") == []
    assert len(found(ws, "林溪")) == 4


@pytest.mark.usefixtures("small_pages")
def test_sealed_words_wait_in_pages_of_whoever_opened_them(station: House) -> None:
    ws = station.sign_in("he")
    for n in range(5):
        save(ws, answers=INTAKE | {"name": f"林溪{n}", "brief": f"在客运站{n}号口徘徊"})
    yang = uid_of(ws, "yang")
    for _ in range(2):
        ws = entered(station, "yang")
        assert state(ws, yang, CARE) == (3, 0)
        assert len(found(ws, "客运站")) == 5
        assert len(found(ws, "客运站3号")) == 1
    assert state(ws, uid_of(ws, "li"), CARE) == (0, 5)


@pytest.mark.usefixtures("small_pages")
def test_a_new_member_of_a_team_finds_its_case_and_a_former_one_no_more(station: House) -> None:
    he = station.sign_in("he")
    made = [save(he, answers=INTAKE | {"name": f"林溪{n}"}).case_uid for n in range(6)]
    mu = uid_of(he, "mu")
    duan = station.sign_in("duan")
    for case_uid in made[:5]:
        cases.assign(duan, case_uid, mu)
    assert len(found(entered(station, "mu"), "林溪")) == 5

    cases.assign(station.sign_in("duan"), made[5], mu)
    assert len(found(entered(station, "mu"), "林溪")) == 6

    cases.remove_from_team(station.sign_in("duan"), made[0], mu)
    ws = entered(station, "mu")
    assert len(found(ws, "林溪")) == 5
    assert made[0] not in found(ws, "林溪")


@pytest.mark.usefixtures("small_pages")
def test_what_is_saved_while_names_are_prepared_is_told_by_the_next_pages_or_as_a_change(
    station: House,
) -> None:
    ws = station.sign_in("he")
    made = [save(ws, answers=INTAKE | {"name": f"林溪{n}"}) for n in range(5)]
    steps = names.name_steps(ws)
    next(steps)
    save(ws, answers=INTAKE | {"name": "江月"}, case=made[0].case_uid,
         record=made[0].record_uid, based_on=1)  # fmt: skip
    for _ in steps:
        pass
    assert (found(ws, "江月"), found(ws, "林溪0")) == ([made[0].case_uid], [])
    ws = entered(station, "he")
    assert (found(ws, "江月"), found(ws, "林溪0")) == ([made[0].case_uid], [])


def test_a_few_cases_are_not_worth_a_page(station: House) -> None:
    save(station.sign_in("he"), answers=INTAKE | {"name": "江雪"})
    ws = entered(station, "he")
    assert state(ws, ws.worker.uid) == (0, 1)


def test_a_case_without_a_name_leaves_the_index_without_it(station: House) -> None:
    ws = station.sign_in("he")
    saved = save(ws, answers=INTAKE | {"name": "江雪"})
    save(ws, case=saved.case_uid, record=saved.record_uid, based_on=1)
    for login in ("he", "duan"):
        assert found(entered(station, login), "江雪") == []
