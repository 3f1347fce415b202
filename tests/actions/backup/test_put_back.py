"""Somebody with the database key puts an older part, answer or version back: the check says so."""

from __future__ import annotations

from typing import Any

import pytest

from rescueapp.actions.backup import backups
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import records
from rescueapp.actions.recording.records import Saved
from rescueapp.workspace import Workspace
from tests.actions.station import INTAKE, House, save


@pytest.fixture
def saved(ws: Workspace) -> Saved:
    """A record of two versions; another case stands beside it."""
    save(ws, answers=INTAKE | {"name": "虚构丙"})
    first = save(ws, answers=INTAKE | {"name": "虚构甲"})
    return save(ws, answers=INTAKE | {"sex": "1", "name": "虚构乙"}, case=first.case_uid,
                record=first.record_uid, based_on=1)  # fmt: skip


def by_hand(ws: Workspace, *statements: str, **values: Any) -> None:
    """What the key of the database allows: also taking the triggers away."""
    for name in ("record_versions_are_final", "record_version_parts_are_final"):
        ws.db._connection.execute(f"DROP TRIGGER IF EXISTS {name}")
    with ws.db.transaction():
        for statement in statements:
            ws.db.execute(statement, values)


_PART_BACK = """UPDATE record_parts SET (version, sealed) = (SELECT version, sealed
 FROM record_version_parts p WHERE p.record_uid = :record AND p.version = 1
 AND p.compartment = record_parts.compartment) WHERE record_uid = :record"""
_ROW_BACK = """UPDATE records SET (answers, state) = (SELECT answers, state
 FROM record_versions v WHERE v.record_uid = :record AND v.version = 1) WHERE uid = :record"""
_LATER_GONE = (
    "UPDATE records SET version = 1 WHERE uid = :record",
    "DELETE FROM record_version_parts WHERE record_uid = :record AND version = 2",
    "DELETE FROM record_versions WHERE record_uid = :record AND version = 2",
)
FORGED: dict[str, tuple[str, ...]] = {
    "an older sealed part": (_PART_BACK,),
    "older clear answers": (_ROW_BACK,),
    "the whole of an older version": (_PART_BACK, _ROW_BACK, *_LATER_GONE),
    "an older version in the history": (
        "UPDATE record_versions SET answers = '{}' WHERE record_uid = :record AND version = 1",
    ),
    "an older part in the history": (
        "UPDATE record_version_parts SET sealed = x'00' WHERE record_uid = :record AND version = 1",
    ),
    "another state": ("UPDATE records SET state = 'complete' WHERE uid = :record",),
    "no record at all": ("DELETE FROM records WHERE uid = :record",),
}


@pytest.mark.fault(5, what="parts put back to an older state")
@pytest.mark.parametrize("statements", FORGED.values(), ids=FORGED.keys())
def test_what_was_put_back_is_named_by_its_id(
    ws: Workspace, saved: Saved, statements: tuple[str, ...]
) -> None:
    assert backups.verify(ws).faults() == []
    by_hand(ws, *statements, record=saved.record_uid)
    found = backups.verify(ws)
    assert found.changed_records == (saved.record_uid,)
    assert saved.record_uid in " ".join(found.lines())


def test_an_older_part_opens_without_a_word_and_only_the_check_tells(
    ws: Workspace, saved: Saved
) -> None:
    """Why the digest is needed: every seal of what was put back is whole."""
    by_hand(ws, _PART_BACK, record=saved.record_uid)
    assert records.open_record(ws, saved.record_uid).answers["name"] == "虚构甲"
    assert backups.verify(ws).changed_records == (saved.record_uid,)


@pytest.mark.fault(5, what="records nobody saved")
def test_a_record_nobody_saved_is_found(ws: Workspace, saved: Saved) -> None:
    by_hand(
        ws,
        "INSERT INTO records SELECT :new, case_uid, form, form_version, version, state, on_date,"
        " due_on, done_on, worker, created_at, changed_at, entered_late, answers FROM records"
        " WHERE uid = :record",
        record=saved.record_uid,
        new="ab" * 16,
    )
    assert backups.verify(ws).changed_records == ("ab" * 16,)


def test_entries_of_before_digests_were_kept_are_no_fault(
    ws: Workspace, saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Workspace.log

    def without(ws: Workspace, act: str, obj: str = "", **detail: Any) -> Any:
        detail.pop("digest", None)
        return log(ws, act, obj, **detail)

    monkeypatch.setattr(Workspace, "log", without)
    save(ws, case=saved.case_uid, record=saved.record_uid, based_on=2)
    assert backups.verify(ws).faults() == []


def test_the_entry_holds_a_digest_and_no_answer(station: House, ws: Workspace) -> None:
    save(ws, answers=INTAKE | {"name": "虚构甲"})
    entry = next(e for e in trail.entries(station.sign_in("duan")) if e.act == "save_record")
    assert set(entry.detail) == {"case", "form", "version", "complete", "digest"}
    assert len(entry.detail["digest"]) == 64
