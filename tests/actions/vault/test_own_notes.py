"""Process notes belong to their author; with two papers they open again, and never otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.backup import backups
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.papers import trail
from rescueapp.actions.recording import drafts, records
from rescueapp.actions.vault import own_notes, people
from rescueapp.errors import Refused
from rescueapp.workspace import Workspace
from tests.actions.colleagues import reset
from tests.actions.station import STATION, Papers, make_papers, save, uid_of

FORM = "psychological_record"
NOTES = {"process_notes": "只有我知道的词"}


@pytest.fixture
def noted(papers: Papers) -> tuple[str, str]:
    """A case of Li's with notes of hers; Ning, a psychologist too, is on its team."""
    ws = papers.house.sign_in("li")
    case = save(ws).case_uid
    record = save(ws, FORM, NOTES, case=case).record_uid
    return case, record


def renewed(papers: Papers, login: str = "li") -> Workspace:
    """Somebody after their passphrase was reset and their access granted again."""
    uid = reset(papers.house, login)
    people.grant_access(papers.house.sign_in("duan"), uid, display_name="")
    return papers.house.sign_in(login)


def told(ws: Workspace, record: str) -> Any:
    return records.open_record(ws, record).answers.get("process_notes")


def test_after_a_reset_the_record_opens_without_its_notes_and_nothing_is_lost(
    papers: Papers, noted: tuple[str, str]
) -> None:
    case, record = noted
    ws = renewed(papers)
    view = records.open_record(ws, record)
    assert view.answers == {}
    assert "author" not in view.readable
    with pytest.raises(Refused, match="part that is veiled"):
        save(ws, FORM, {"process_notes": "neu"}, case=case, record=record, based_on=1)
    row, contents = Reading(ws).found(record)
    assert row.version == 1
    assert len(contents.parts) == 1


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (2, 1)])
def test_two_papers_give_them_back(
    papers: Papers, noted: tuple[str, str], pair: tuple[int, int]
) -> None:
    case, record = noted
    ws = renewed(papers)
    found = own_notes.take_back(ws, [papers.shares[n] for n in pair])
    assert (found.records, found.drafts, found.elsewhere) == (1, 0, 0)
    assert told(ws, record) == NOTES["process_notes"]
    assert [v.version for v in records.history(ws, record)] == [2, 1]
    assert backups.verify(ws).faults() == []
    save(ws, FORM, {"process_notes": "weiter"}, case=case, record=record, based_on=2)
    assert own_notes.take_back(ws, papers.shares[:2]).records == 0
    assert told(papers.house.sign_in("duan"), record) is None


def test_notes_in_a_draft_come_back_too_and_are_never_left_out_in_silence(
    papers: Papers, noted: tuple[str, str]
) -> None:
    case, _ = noted
    ws = papers.house.sign_in("li")
    draft = drafts.keep_draft(ws, draft_uid=None, form=FORM, case_uid=case, record_uid=None,
                              based_on=0, answers=NOTES)  # fmt: skip
    ws = renewed(papers)
    with pytest.raises(Refused, match="Take them back"):
        drafts.open_draft(ws, draft)
    assert own_notes.take_back(ws, papers.shares[:2]).drafts == 1
    assert drafts.open_draft(ws, draft).view.answers == NOTES


def test_one_paper_or_a_strangers_gives_nothing(
    papers: Papers, noted: tuple[str, str], tmp_path: Path
) -> None:
    other = make_papers(tmp_path / "other", STATION).shares
    ws = renewed(papers)
    for shares in (papers.shares[:1], other[:2], (papers.shares[0], other[1])):
        with pytest.raises(Refused):
            own_notes.take_back(ws, shares)
    assert told(ws, noted[1]) is None


def test_nobody_takes_those_of_a_colleague_who_works_here(
    papers: Papers, noted: tuple[str, str]
) -> None:
    ws = papers.house.sign_in("ning")
    with pytest.raises(Refused, match="still works here"):
        own_notes.take_back(ws, papers.shares[:2], of=uid_of(ws, "li"))


@pytest.mark.parametrize("login", ["ning", "duan"])
def test_a_colleague_on_the_team_takes_over_from_one_who_left(
    papers: Papers, noted: tuple[str, str], login: str
) -> None:
    li = uid_of(papers.house.sign_in("duan"), "li")
    people.deactivate(papers.house.key_desk(), li)
    ws = papers.house.sign_in(login)
    found = own_notes.take_back(ws, papers.shares[:2], of=li)
    if login == "ning":
        assert found.records == 1
        assert told(ws, noted[1]) == NOTES["process_notes"]
    else:  # a supervisor does not write this form: whose notes it would be is nobody's
        assert (found.records, found.elsewhere) == (0, 1)
        assert told(ws, noted[1]) is None
    entries = trail.entries(papers.house.sign_in("duan"))
    (entry,) = (e for e in entries if e.act == "notes_taken_back")
    assert (entry.actor, entry.object) == (ws.worker.uid, li)


def test_a_changed_bit_of_notes_is_still_damage(papers: Papers, noted: tuple[str, str]) -> None:
    from rescueapp.errors import Damaged

    ws = papers.house.sign_in("li")
    (sealed,) = ws.db.one("SELECT sealed FROM record_parts WHERE compartment = 'author'") or ()
    spoiled = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with ws.db.transaction():
        ws.db.execute("UPDATE record_parts SET sealed = ? WHERE compartment = 'author'", (spoiled,))
    with pytest.raises(Damaged):
        records.open_record(ws, noted[1])
