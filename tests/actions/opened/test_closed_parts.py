"""What was veiled while somebody wrote stays as it was: in drafts, in merges, on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rescueapp.actions.papers import prints, trail
from rescueapp.actions.recording import drafts, identity, records
from rescueapp.actions.recording.records import Saved
from rescueapp.domain.case import CaseRow
from rescueapp.domain.record import RecordView
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.leaving import order
from tests.actions.station import INTAKE, House, save
from ui.forms import form_work
from ui.forms.draft_keeper import Place

NAME = "虚构名"
RELATIVE = "沈无名"


@pytest.fixture
def filed(station: House) -> Saved:
    """A case beyond its intake: its identity is veiled for everybody."""
    ws = station.sign_in("he")
    saved = save(ws, answers={**INTAKE, "name": NAME})
    save(ws, "risk_and_needs", {}, case=saved.case_uid)
    return saved


def _draft(ws: Workspace, view: RecordView) -> str:
    """A draft kept by a form that was opened with `view`."""
    assert view.row is not None
    return drafts.keep_draft(
        ws,
        draft_uid=None,
        form=view.form,
        case_uid=view.case_uid,
        record_uid=view.row.uid,
        based_on=view.row.version,
        answers={**view.answers, "papers_list": "户口簿"},
        readable=view.readable,
    )


def test_a_draft_typed_under_the_veil_takes_no_name_away(station: House, filed: Saved) -> None:
    ws = station.sign_in("he")
    veiled = records.open_record(ws, filed.record_uid)
    assert veiled.veiled
    identity.reveal(ws, filed.case_uid, "care")
    uid = _draft(ws, veiled)  # kept only now: the form was read before

    opened = drafts.open_draft(ws, uid).view
    assert opened.answers["name"] == NAME
    save(ws, answers=opened.answers, case=filed.case_uid, record=filed.record_uid, based_on=1,
         readable=opened.readable, draft_uid=uid)  # fmt: skip

    now = records.open_record(ws, filed.record_uid).answers
    assert (now["name"], now["papers_list"]) == (NAME, "户口簿")


def test_a_draft_with_a_name_is_not_saved_under_the_veil(station: House, filed: Saved) -> None:
    ws = station.sign_in("he")
    identity.reveal(ws, filed.case_uid, "care")
    uid = _draft(ws, records.open_record(ws, filed.record_uid))
    identity.veil(ws, filed.case_uid)

    opened = drafts.open_draft(ws, uid).view
    with pytest.raises(Refused, match="veiled"):
        save(ws, answers=opened.answers, case=filed.case_uid, record=filed.record_uid,
             based_on=1, readable=opened.readable)  # fmt: skip


def test_two_versions_are_not_merged_over_a_veiled_name(station: House, filed: Saved) -> None:
    ws = station.sign_in("he")
    identity.reveal(ws, filed.case_uid, "care")
    mine = records.open_record(ws, filed.record_uid)
    theirs = {**mine.answers, "name": "改正名"}
    save(ws, answers=theirs, case=filed.case_uid, record=filed.record_uid, based_on=1)
    identity.veil(ws, filed.case_uid)

    place = Place("intake", filed.case_uid, filed.record_uid, 1, "d" * 32)
    job = form_work.ToSave(place, mine.answers, mine.readable, complete=False, entered_late=False)
    with pytest.raises(Refused, match="veiled"):
        form_work.save(ws, job)

    identity.reveal(ws, filed.case_uid, "care")
    conflict = form_work.save(ws, job)
    assert isinstance(conflict, form_work.Conflict)
    assert conflict.theirs.answers["name"] == "改正名"


def test_relatives_have_no_names_in_a_file_without_identity(station: House, filed: Saved) -> None:
    ws = station.sign_in("he")
    relative = save(ws, "relative", {"relation": "02", "relative_name": RELATIVE},
                    case=filed.case_uid)  # fmt: skip

    assert RELATIVE not in prints.names_of(ws, filed.case_uid, identity=False)[relative.record_uid]
    assert RELATIVE in prints.names_of(ws, filed.case_uid, identity=True)[relative.record_uid]
    asked = order(filed.case_uid)
    supervisor = station.sign_in("duan")
    shown = [
        prints._file(
            supervisor, each, prints.PROFILES[each.profile], _row(supervisor, filed), "1", gaps=True
        ).names[relative.record_uid]
        for each in (
            asked,
            replace(asked, identity=True),
            replace(asked, profile="next_institution", identity=True),
        )
    ]
    assert [RELATIVE in words for words in shown] == [False, True, False]


def _row(ws: Workspace, saved: Saved) -> CaseRow:
    row = prints.cases.row(ws.db, saved.case_uid, reader=ws.holder)
    assert row is not None
    return row


def test_looking_at_a_print_is_in_the_audit(station: House, filed: Saved) -> None:
    ws = station.sign_in("he")
    prints.prepare_sheet(ws, form="intake", record_uid=filed.record_uid)
    asked = order(filed.case_uid)
    supervisor = station.sign_in("duan")
    prints.prepare_file(supervisor, asked)

    looks = [e for e in trail.entries(supervisor) if e.act == "prepare_print"]
    assert [(e.object, e.detail["what"]) for e in looks] == [
        (filed.case_uid, "internal"),
        (filed.record_uid, "intake"),
    ]
