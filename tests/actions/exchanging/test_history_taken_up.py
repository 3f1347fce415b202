"""A case that is taken up brings the history of its records: who wrote what, when, unchanged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.exchanging import packing
from rescueapp.actions.finding import cases
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.recording import identity, records
from rescueapp.domain.record import Version
from rescueapp.exchange import whole_case
from rescueapp.forms.schema import Compartment
from rescueapp.storage import digests
from rescueapp.workspace import Workspace
from tests.actions.partners import Partners
from tests.actions.station import INTAKE, STATION, Clock, save

STATION_OF = f"（{STATION.station_name}）"
FIRST = {"relation": "52", "name": "虚构甲", "relative_phone": "19900001111"}


@pytest.fixture
def case(partners: Partners, now: Clock) -> str:
    """A case of he with a relative that he wrote, the supervisor changed, and he emptied."""
    ws = partners.here.sign_in("he")
    uid = save(ws, answers=INTAKE | {"name": "虚构丙"}).case_uid
    record = save(ws, "relative", FIRST, case=uid).record_uid
    now.later(minutes=5)
    second = FIRST | {"name": "虚构乙"}
    ws = partners.here.sign_in("duan")
    identity.reveal(ws, uid, "care")
    save(ws, "relative", second, case=uid, record=record, based_on=1, complete=True)
    now.later(minutes=5)
    ws = partners.here.sign_in("he")
    save(ws, "relative", {"relation": "52"}, case=uid, record=record, based_on=2)
    now.later(minutes=5)
    return uid


def relative(ws: Workspace, case: str) -> str:
    (row,) = [each for each in cases.records_of(ws, case) if each.form == "relative"]
    return row.uid


def said(ws: Workspace, record: str, version: int) -> dict[str, Any]:
    """What a version says, to who holds every key."""
    row, contents = Reading(ws).found(record, version)
    parts = Reading(ws).parts(row, contents).parts
    return {key: value for part in parts.values() for key, value in part.items()}


def told(versions: list[Version]) -> list[tuple[int, str, str, str]]:
    return [(each.version, each.saved_at, each.worker_name, each.state) for each in versions]


def test_every_version_comes_with_its_writer_its_instant_and_its_answers(
    partners: Partners, case: str
) -> None:
    here = partners.here.sign_in("duan")
    record = relative(here, case)
    before = told(records.history(here, record))
    answers = [said(here, record, number) for number in (1, 2, 3)]
    taken = partners.take_up(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    came = relative(ws, taken.case_uid)
    assert told(records.history(ws, came)) == [
        (number, at, who + STATION_OF, state) for number, at, who, state in before
    ]
    assert [said(ws, came, number) for number in (1, 2, 3)] == answers
    assert [each.get("name") for each in answers] == ["虚构甲", "虚构乙", None]


def test_a_part_that_was_emptied_there_is_empty_here(partners: Partners, case: str) -> None:
    ws = partners.here.sign_in("he")
    visit = {"visit_result": "02", "visit_failed_reason": "虚构的缘由"}
    record = save(ws, "follow_up", visit, case=case).record_uid
    save(ws, "follow_up", {"visit_result": "04"}, case=case, record=record, based_on=1)
    taken = partners.take_up(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    came = next(each for each in cases.records_of(ws, taken.case_uid) if each.form == "follow_up")
    present = Reading(ws).parts(*Reading(ws).found(came.uid)).parts
    assert not present.get(Compartment.CARE)
    assert said(ws, came.uid, 1) == visit
    assert said(ws, came.uid, 2) == {"visit_result": "04"}


def test_every_version_is_sealed_and_in_the_account(partners: Partners, case: str) -> None:
    taken = partners.take_up(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    came = relative(ws, taken.case_uid)
    for table in ("record_versions", "records"):
        assert "虚构" not in str(ws.db.read(f"SELECT answers FROM {table}"))
    account = str(ws.db.read("SELECT detail FROM audit"))
    for number in (1, 2, 3):
        assert digests.of_version(ws.db, came, number) in account


def test_own_changes_come_after_and_the_row_names_who_wrote_the_present_one(
    partners: Partners, case: str
) -> None:
    taken = partners.take_up(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    came = relative(ws, taken.case_uid)
    row = next(each for each in cases.records_of(ws, taken.case_uid) if each.uid == came)
    assert (row.version, row.worker_name) == (3, "和晓燕" + STATION_OF)
    identity.reveal(ws, taken.case_uid, "care")
    save(ws, "relative", FIRST, case=taken.case_uid, record=came, based_on=3)
    names = [each.worker_name for each in records.history(ws, came)]
    assert names == ["段文秀", "和晓燕" + STATION_OF, "段文秀" + STATION_OF, "和晓燕" + STATION_OF]


def test_a_package_of_before_histories_still_is_a_case_that_can_be_taken_up(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_before(told: whole_case.WholeCase) -> bytes:
        return (Path(__file__).parents[2] / "vectors" / "case" / "v2.json").read_bytes()

    with monkeypatch.context() as patched:
        patched.setattr(whole_case, "pack", as_before)
        made = partners.hand_over(case)
    taken = partners.take_up(made.path)
    ws = partners.there.sign_in("duan")
    (version,) = records.history(ws, relative(ws, taken.case_uid))
    assert (version.version, version.worker_name) == (1, "和晓燕" + STATION_OF)
    again = packing.whole(ws, taken.case_uid)
    assert {each.form: each.earlier for each in again.records} == {"intake": (), "relative": ()}
