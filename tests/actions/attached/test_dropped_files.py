"""Files of typing that was dropped: their rows go with it, their files with a later backup; and
nothing goes that a draft or any version of a record still names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.attached import attachments
from rescueapp.actions.backup import backups
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import drafts
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.storage import blobs
from rescueapp.workspace import Workspace
from tests.actions.station import Clock, House, attach_file, save

MEDICAL = Compartment.MEDICAL


@pytest.fixture
def ws(station: House) -> Workspace:
    return station.sign_in("yang")


@pytest.fixture
def case(ws: Workspace) -> str:
    return save(ws).case_uid


def attach(ws: Workspace, folder: Path, case: str | None) -> dict[str, Any]:
    path = folder / "paper.txt"
    path.write_text("虚构", encoding="utf-8")
    return attach_file(ws, case_uid=case, compartment=MEDICAL, path=path, label="材料")


def keep(ws: Workspace, case: str | None, file: dict[str, Any], **more: Any) -> str:
    place = {"draft_uid": None, "record_uid": None, "based_on": 0} | more
    return drafts.keep_draft(ws, form="medical_care", case_uid=case, answers=answers(file), **place)


def answers(file: dict[str, Any]) -> dict[str, Any]:
    return {"papers": file}


def rows(ws: Workspace) -> set[str]:
    return {blob.uid for blob in blobs.rows(ws.db)}


def on_disk(ws: Workspace) -> set[str]:
    return {path.stem for path in ws.folder.glob("blobs/*/*.bin")}


@pytest.mark.parametrize("registered", [False, True])
def test_a_dropped_draft_takes_its_file_along(
    station: House, ws: Workspace, case: str, tmp_path: Path, registered: bool
) -> None:
    place = case if registered else None
    file = attach(ws, tmp_path, place)
    drafts.drop_draft(ws, keep(ws, place, file))
    assert rows(ws) == set()
    with pytest.raises(Refused):
        attachments.attachment(ws, file["blob"])
    told = trail.entries(station.sign_in("duan"))
    assert [e.object for e in told if e.act == "attachment_dropped"] == [file["blob"]]


def test_what_another_draft_names_stays(ws: Workspace, case: str, tmp_path: Path) -> None:
    file = attach(ws, tmp_path, case)
    live = keep(ws, case, file)
    drafts.drop_draft(ws, keep(ws, case, file))
    assert rows(ws) == {file["blob"]}
    assert drafts.open_draft(ws, live).view.answers == answers(file)
    assert attachments.attachment(ws, file["blob"]).decode() == "虚构"


def test_what_a_record_names_in_any_version_stays(ws: Workspace, case: str, tmp_path: Path) -> None:
    first, second, third = (attach(ws, tmp_path, case) for _ in range(3))
    record = save(ws, "medical_care", answers(first), case=case).record_uid
    save(ws, "medical_care", answers(second), case=case, record=record, based_on=1)
    for file in (first, second, third):
        drafts.drop_draft(ws, keep(ws, case, file, record_uid=record, based_on=2))
    assert rows(ws) == {first["blob"], second["blob"]}


def test_saving_lets_go_of_what_was_taken_out_again(
    ws: Workspace, case: str, tmp_path: Path
) -> None:
    kept, taken_out = attach(ws, tmp_path, case), attach(ws, tmp_path, case)
    draft = keep(ws, case, taken_out)
    save(ws, "medical_care", answers(kept), case=case, draft_uid=draft)
    assert rows(ws) == {kept["blob"]}
    assert attachments.attachment(ws, kept["blob"]).decode() == "虚构"


def test_saving_what_the_draft_named_keeps_it(ws: Workspace, case: str, tmp_path: Path) -> None:
    file = attach(ws, tmp_path, case)
    draft = keep(ws, case, file)
    save(ws, "medical_care", answers(file), case=case, draft_uid=draft)
    assert attachments.attachment(ws, file["blob"]).decode() == "虚构"


def test_nobody_drops_anothers(station: House, ws: Workspace, case: str, tmp_path: Path) -> None:
    file = attach(ws, tmp_path, case)
    theirs = keep(ws, case, file)
    drafts.drop_draft(station.sign_in("duan"), theirs)
    assert rows(station.sign_in("yang")) == {file["blob"]}


def test_a_draft_that_does_not_open_goes_and_its_file_stays(
    ws: Workspace, case: str, tmp_path: Path
) -> None:
    file = attach(ws, tmp_path, case)
    uid = keep(ws, case, file)
    with ws.db.transaction():
        ws.db.execute("UPDATE drafts SET sealed = zeroblob(99)")
    drafts.drop_draft(ws, uid)
    assert drafts.drafts_of(ws) == []
    assert rows(ws) == {file["blob"]}


def test_a_later_backup_removes_the_file_and_no_other(
    station: House, now: Clock, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = station.sign_in("yang")
    dropped, live, filed = (attach(ws, tmp_path, case) for _ in range(3))
    keep(ws, case, live)
    save(ws, "medical_care", answers(filed), case=case)
    drafts.drop_draft(ws, keep(ws, case, dropped))
    written = now.at
    monkeypatch.setattr(blobs, "_changed_at", lambda path: written)

    backups.back_up(station.sign_in("duan"), tmp_path / "stick")
    assert len(on_disk(ws)) == 3  # what is younger than a day may be on its way
    now.later(hours=25)
    ws = station.sign_in("duan")
    backups.back_up(ws, tmp_path / "stick")
    assert on_disk(ws) == rows(ws) == {live["blob"], filed["blob"]}
