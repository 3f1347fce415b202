"""Of a case that is handed over only what stands now is judged by today's rules; what stood there
before comes as it was, without what may not be kept at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.attached import attached_words
from rescueapp.actions.exchanging import going_out, handing_over, packing, taking_up
from rescueapp.actions.finding import cases
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.recording import identity
from rescueapp.errors import Refused
from rescueapp.exchange import whole_case
from rescueapp.exchange.whole_case import CLEAR, NOT_KEPT, WholeCase, WholeVersion
from rescueapp.forms.schema import Compartment
from rescueapp.workspace import Workspace
from tests.actions.exchanging.test_taken_up_whole import carried, sending
from tests.actions.partners import Partners, scanned
from tests.actions.station import INTAKE, attach_file, save

GROWN = INTAKE | {"birth_date": "1990-01-01", "name": "虚构丁"}
CHILD = GROWN | {"birth_date": "2012-01-01"}
OFFENCE = "违法行为：虚构盗窃"
WORDS = NOT_KEPT.msgid
VISIT = {"visit_result": "02"}


@pytest.fixture
def case(partners: Partners) -> str:
    """A case of he."""
    return save(partners.here.sign_in("he"), answers=GROWN).case_uid


def visited(ws: Workspace, case: str, *told: dict[str, Any]) -> str:
    """A visit, saved once for each of some answers."""
    record = None
    for number, answers in enumerate(told):
        saved = save(ws, "follow_up", VISIT | answers, case=case, record=record, based_on=number)
        record = saved.record_uid
    assert record is not None
    return record


def said(ws: Workspace, record: str, version: int | None = None) -> dict[str, Any]:
    """What a version says, to who holds every key."""
    return Reading(ws).parts(*Reading(ws).found(record, version)).answers


def only(ws: Workspace, case: str, form: str) -> str:
    (found,) = [each.uid for each in cases.records_of(ws, case) if each.form == form]
    return found


def before(told: dict[str, Any]) -> WholeVersion:
    """How a version of before lies in a package."""
    return WholeVersion("incomplete", "和晓燕", "2026-06-28T08:00:00Z", 1, {CLEAR: told})


@pytest.mark.parametrize(
    "told",
    [
        {"visit_failed_reason": "虚" * 300},  # longer than it may be now
        {"visit_number": 10_000},
        {"visited_on": "2027-01-01"},  # the clock there was wrong
        {"visit_way": {"none": "unknown"}},  # asked of staff, who have no such answer
    ],
)
def test_what_today_refuses_of_an_earlier_version_comes_as_it_stood(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch, told: dict[str, Any]
) -> None:
    now = carried("follow_up", VISIT)
    stood = replace(now, earlier=(before(VISIT | told),))
    stands = replace(now, parts={CLEAR: VISIT | told})
    up = partners.take_up(sending(partners, monkeypatch, case, stood))
    ws = partners.there.sign_in("duan")
    came = only(ws, up.case_uid, "follow_up")
    assert said(ws, came, 1) == VISIT | told
    assert said(ws, came) == VISIT
    bad = partners.receive(sending(partners, monkeypatch, case, stands))
    ws = partners.there.sign_in("duan")
    with pytest.raises(Refused, match="a rule of this program"):
        taking_up.take_up(ws, bad.arrived, partners.out, same=[up.case_uid])


@pytest.mark.parametrize(
    "told",
    [
        {"visit_number": "three"},
        {"visited_on": ["2026-06-29"]},
        {"visit_way": "no such code"},
        {"visit_failed_reason": "虚" * 20_001},
        {"key_to_come": ["虚" * 20_001]},
        {"harm_note": {"not": "asked"}},  # where no harm was found nobody is asked
    ],
)
def test_an_earlier_version_that_nobody_can_read_refuses_the_case(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch, told: dict[str, Any]
) -> None:
    bad = replace(carried("follow_up", VISIT), earlier=(before(VISIT | told),))
    taken = partners.receive(sending(partners, monkeypatch, case, bad))
    ws = partners.there.sign_in("duan")
    with pytest.raises(Refused, match="cannot read"):
        taking_up.take_up(ws, taken.arrived, partners.out)


def test_what_was_not_asked_and_nobody_can_read_refuses_the_case_in_words(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be searched for words all the same."""
    parts = {CLEAR: {"return_kind": "5.6"}, "identity": {"collector_document": [[]]}}
    bad = carried("return_handover", {}, parts=parts)
    taken = partners.receive(sending(partners, monkeypatch, case, bad))
    ws = partners.there.sign_in("duan")
    with pytest.raises(Refused, match="cannot read"):
        taking_up.take_up(ws, taken.arrived, partners.out)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ({"visit_failed_reason": OFFENCE}, {"visit_failed_reason": WORDS}),
        ({"visit_failed_reason": "秘密★1年"}, {"visit_failed_reason": WORDS}),
        ({"key_to_come": [{"a": "D3S1358 15/16"}]}, {"key_to_come": [{"a": WORDS}]}),
        ({"life_note": "没有违法行为"}, {"life_note": "没有违法行为"}),
    ],
)
def test_k20_k21_k23_what_may_not_be_kept_is_not_taken_in_and_said_to_be_missing(
    partners: Partners,
    case: str,
    monkeypatch: pytest.MonkeyPatch,
    told: dict[str, Any],
    left: dict[str, Any],
) -> None:
    """A station with an older program, or other rules, sends it all."""
    stood = replace(carried("follow_up", VISIT), earlier=(before(VISIT | told),))
    up = partners.take_up(sending(partners, monkeypatch, case, stood, minor=True))
    ws = partners.there.sign_in("duan")
    assert said(ws, only(ws, up.case_uid, "follow_up"), 1) == VISIT | left


def test_k23_what_was_written_of_an_adult_does_not_go_out_once_she_is_known_for_a_child(
    partners: Partners, case: str
) -> None:
    ws = partners.here.sign_in("he")
    visited(ws, case, {"visit_failed_reason": OFFENCE}, {})
    identity.reveal(ws, case, "care")
    save(ws, answers=CHILD, case=case, record=only(ws, case, "intake"), based_on=1)
    ws = partners.here.sign_in("duan")
    assert said(ws, only(ws, case, "follow_up"), 1)["visit_failed_reason"] == OFFENCE
    assert "盗窃" not in whole_case.pack(packing.whole(ws, case)).decode()
    up = partners.take_up(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    assert said(ws, only(ws, up.case_uid, "follow_up"), 1)["visit_failed_reason"] == WORDS


def test_a_file_that_may_not_be_kept_and_stands_no_more_is_left_out_and_said_to_be(
    partners: Partners, case: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ws = partners.here.sign_in("he")
    with monkeypatch.context() as older:  # a program that looked into no file
        older.setattr(attached_words, "refuse_unfit", lambda *_, **__: None)
        scanned(ws, case, tmp_path / "a.txt", "D3S1358 15/16")
    paper = only(ws, case, "police_document")
    stands = partners.receive(partners.hand_over(case).path)
    ws = partners.here.sign_in("he")
    identity.reveal(ws, case, "care")
    save(ws, "police_document", {}, case=case, record=paper, based_on=1)
    gone = partners.receive(partners.hand_over(case).path)
    ws = partners.there.sign_in("duan")
    with pytest.raises(Refused, match="DNA"):
        taking_up.take_up(ws, stands.arrived, partners.out)
    up = taking_up.take_up(ws, gone.arrived, partners.out)
    ws = partners.there.sign_in("duan")
    came = said(ws, only(ws, up.case_uid, "police_document"), 1)["paper_scan"]
    assert came["label"] == WORDS
    assert ws.db.one("SELECT count(*) FROM blobs") == (0,)


# --- what does not go at all ----------------------------------------------------------------------


def sent(partners: Partners, case: str, to: str | None) -> WholeCase:
    """What lies in a package that was made just now."""
    partners.agreed(case, to)
    kept: list[WholeCase] = []
    packed = whole_case.pack

    def keep(told: WholeCase) -> bytes:
        kept.append(told)
        return packed(told)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(whole_case, "pack", keep)
        handing_over.hand_over(partners.here.sign_in("duan"), case, partners.out, to=to)
    return kept[-1]


def test_an_office_that_only_reads_gets_what_stands_now(
    partners: Partners, case: str, tmp_path: Path
) -> None:
    ws = partners.here.sign_in("he")
    visited(ws, case, {"visit_failed_reason": "虚构甲"}, {"visit_failed_reason": "虚构乙"})
    scanned(ws, case, tmp_path / "a.txt")
    paper = only(ws, case, "police_document")
    identity.reveal(ws, case, "care")
    save(ws, "police_document", {}, case=case, record=paper, based_on=1)
    office, station = (sent(partners, case, to) for to in (None, partners.there_key))
    assert [(len(each.earlier), each.form) for each in station.records if each.earlier] != []
    assert not any(each.earlier for each in office.records)
    assert (len(office.files), len(station.files)) == (0, 1)


def test_what_lies_with_a_draft_does_not_go(partners: Partners, case: str, tmp_path: Path) -> None:
    ws = partners.here.sign_in("he")
    (tmp_path / "a.txt").write_text("附件内容", encoding="utf-8")
    attach_file(ws, case_uid=case, compartment=Compartment.CARE, path=tmp_path / "a.txt", label="a")
    assert sent(partners, case, partners.there_key).files == ()


@pytest.mark.parametrize(("asked", "goes"), [("03", 0), ("06", 0), ("01", 1), ("04", 1)])
def test_k18_after_a_correction_was_asked_for_what_stood_before_stays(
    partners: Partners, case: str, asked: str, goes: int
) -> None:
    ws = partners.here.sign_in("he")
    visited(ws, case, {"visit_failed_reason": "虚构甲"}, {"visit_failed_reason": "虚构乙"})
    request = {"asked_on": "2026-06-29", "asked_by": "01", "rights": [asked]}
    save(ws, "rights_request", request, case=case)
    told = handing_over.preview(partners.here.sign_in("duan"), case, partners.there_key)
    words = going_out.HISTORY if goes else going_out.PUT_RIGHT
    assert (told[1].msgid, told[1].values["count"]) == (words.msgid, 1)
    made = sent(partners, case, partners.there_key)
    assert sum(len(each.earlier) for each in made.records) == goes


def test_what_the_other_station_would_refuse_is_said_before_anything_is_spent(
    partners: Partners, case: str
) -> None:
    ws = partners.here.sign_in("he")
    visited(ws, case, {"visit_failed_reason": OFFENCE})
    told = handing_over.preview(partners.here.sign_in("duan"), case, partners.there_key)
    assert going_out.REFUSED_THERE.msgid not in [each.msgid for each in told]
    ws = partners.here.sign_in("he")
    identity.reveal(ws, case, "care")
    save(ws, answers=CHILD, case=case, record=only(ws, case, "intake"), based_on=1)
    ws = partners.here.sign_in("duan")
    told = handing_over.preview(ws, case, partners.there_key)
    (line,) = [each for each in told if each.msgid == going_out.REFUSED_THERE.msgid]
    assert line.values["form"].msgid == "Follow-up visit record"
    told = handing_over.preview(ws, case)  # an office reads it, whatever stands in it
    assert going_out.REFUSED_THERE.msgid not in [each.msgid for each in told]
    taken = partners.receive(partners.hand_over(case).path)
    with pytest.raises(Refused, match="a rule of this program"):
        taking_up.take_up(partners.there.sign_in("duan"), taken.arrived, partners.out)
