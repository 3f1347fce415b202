"""A record of a form that only a newer version has: in every list, in nobody's way, and whole."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from rescueapp.actions.backup import backups
from rescueapp.actions.exchanging import exchange
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import names
from rescueapp.actions.papers import prints
from rescueapp.actions.recording import drafts, records
from rescueapp.cli import words
from rescueapp.errors import Refused
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.storage import records as kept
from rescueapp.workspace import Workspace
from tests.actions.carrying import export
from tests.actions.leaving import order
from tests.actions.station import INTAKE, House, save

NEW = "form_of_next_year"
RECORD = "ef" * 16
WORDS = "newer version of the program"


@pytest.fixture
def case(station: House) -> str:
    """A case as a newer program left it: with a form that brought it further."""
    ws = station.sign_in("duan")
    uid = save(ws, answers=INTAKE | {"name": "虚构甲"}).case_uid
    sealed = ws.seal_part(Compartment.CARE, {"told": "虚构"}, case_uid=uid, record_uid=RECORD,
                          version=1)  # fmt: skip
    with ws.db.transaction():
        kept.save(
            ws.db,
            kept.NewVersion(
                uid=RECORD, case_uid=uid, form=NEW, form_version=7, based_on=0, state="complete",
                worker=ws.worker.uid, at="2026-06-30T04:00:00Z", answers={"new": "1"},
                sealed={Compartment.CARE: sealed}, on_date="2026-06-30", due_on="2026-06-30",
            ),
        )  # fmt: skip
        ws.log("save_record", RECORD, version=1)
        ws.db.execute("UPDATE cases SET stage = 'placement' WHERE uid = ?", (uid,))
    return uid


@pytest.fixture
def ws(station: House, case: str) -> Workspace:
    return station.sign_in("duan")


def everything(ws: Workspace) -> list[object]:
    return [
        ws.db.read(f"SELECT * FROM {table} WHERE {column} = ?", (RECORD,))
        for table, column in (("records", "uid"), ("record_parts", "record_uid"),
                              ("record_versions", "record_uid"),
                              ("record_version_parts", "record_uid"))
    ]  # fmt: skip


def test_it_stands_in_every_list_in_words(ws: Workspace, case: str) -> None:
    rows = cases.records_of(ws, case)
    assert NEW in [row.form for row in rows]
    assert form_of(NEW) is NEWER
    shown = list(words.shown({"case": cases.case(ws, case), "records": rows}))
    assert any(WORDS in line for line in shown)
    assert [event.form for event in cases.timeline(ws, case)].count(NEW) == 1
    assert any(due.form == NEW for due in cases.today(ws))
    assert len(list(words.due(cases.today(ws)))) == len(cases.today(ws))
    assert len(records.history(ws, RECORD)) == 1
    assert names.start_names(ws) == 1


def test_opening_or_writing_it_is_refused_in_words(ws: Workspace, case: str) -> None:
    with pytest.raises(Refused, match=WORDS):
        records.open_record(ws, RECORD)
    with pytest.raises(Refused, match=WORDS):
        records.blank(ws, NEW, case)
    with pytest.raises(Refused, match=WORDS):
        save(ws, NEW, {}, case=case, record=RECORD, based_on=1)
    with pytest.raises(Refused, match=WORDS):
        prints.prepare_sheet(ws, form=NEW, record_uid=RECORD)
    with ws.db.transaction():
        from rescueapp.storage import drafts as kept_drafts

        kept_drafts.keep(ws.db, uid="ab" * 16, worker=ws.worker.uid, form=NEW, case_uid=case,
                         record_uid=None, based_on=0, kept_at="", sealed=b"")  # fmt: skip
    with pytest.raises(Refused, match=WORDS):
        drafts.open_draft(ws, "ab" * 16)


def test_other_records_are_saved_and_nothing_of_it_is_lost(ws: Workspace, case: str) -> None:
    before = everything(ws)
    ws.reveal(case)
    (row,) = (r for r in cases.records_of(ws, case) if r.form == "intake")
    save(ws, answers=INTAKE | {"name": "虚构乙", "sex": "1"}, case=case, record=row.uid, based_on=1)
    save(ws, "service_plan", {}, case=case)
    assert everything(ws) == before
    assert cases.case(ws, case).stage is Stage.PLACEMENT
    assert backups.verify(ws).faults() == []


def test_the_case_file_says_what_it_leaves_out(ws: Workspace, case: str) -> None:
    (pdf,) = prints.prepare_file(ws, order(case)).pdfs
    cover = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_range()
    assert "not in this print: 1" in " ".join(cover.split())
    assert prints.goes_out(ws, order(case))[0]


def test_the_package_says_what_stays_here(ws: Workspace, case: str, tmp_path: Path) -> None:
    made = export(ws, tmp_path)
    assert (made.cases, made.newer) == (1, 1)
    assert WORDS in " ".join(words.exported(made))
    assert [record.form for record in exchange.coded_records(ws, case)] == ["intake"]


def test_a_vault_without_such_records_has_nothing_to_say(station: House, tmp_path: Path) -> None:
    ws = station.sign_in("duan")
    save(ws)
    assert export(ws, tmp_path).notes() == []
