"""The recovery drill: two papers open everything, or it says what they do not open."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from rescueapp import i18n
from rescueapp.actions.backup import drill
from rescueapp.actions.papers import trail
from rescueapp.actions.vault import key_renewal, people
from rescueapp.crypto.keyring import Grant
from rescueapp.crypto.keyring_secrets import seal_keys
from rescueapp.errors import Damaged, Refused
from rescueapp.forms import answers
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Compartment
from rescueapp.storage import case_keys, files
from tests.actions.station import (
    NAMED,
    STATION,
    House,
    Papers,
    attach_file,
    make_papers,
    save,
)
from tests.crypto.rings import content, forge, put

NOTED = "psychological_record"  # a form with process notes


@pytest.fixture
def filled(papers: Papers, tmp_path: Path) -> Papers:
    """A station with two cases, a process note, an attachment; its papers."""
    house = papers.house
    case_uid = save(house.sign_in("he"), answers=NAMED).case_uid
    save(house.sign_in("mu"), answers=NAMED)
    ws = house.sign_in("li")
    save(ws, NOTED, own_answer(), case=case_uid)
    letter = tmp_path / "letter.txt"
    letter.write_text("虚构的信", encoding="utf-8")
    attach_file(
        house.sign_in("he"), case_uid=case_uid, compartment=Compartment.CARE, path=letter, label="x"
    )
    house.leave()
    return papers


def own_answer() -> dict[str, str]:
    """One answer in the writer's own part of the form."""
    shape = form_of(NOTED)
    own = next(
        f for f in answers.fields(shape) if answers.compartment_of(shape, f) is Compartment.AUTHOR
    )
    return {own.key: "只给写的人看"}


def entries(house: House) -> list[str]:
    return [entry.act for entry in trail.entries(house.sign_in("duan"))]


@pytest.mark.fault(16, what="drills with a pair")
def test_each_pair_opens_everything_and_the_report_says_which_and_what(filled: Papers) -> None:
    for pair in combinations((0, 1, 2), 2):
        ws = filled.house.sign_in("duan")
        found = drill.drill(ws, [filled.shares[at] for at in reversed(pair)])
        assert found.pair == tuple(at + 1 for at in pair)
        assert (found.cases, found.notes, found.files, found.records) == (2, 1, 1, 3)
        assert found.keys == 2 * (5 + 3)  # the compartments', and for an emergency
        assert found.parts >= 4
        assert found.by == "段文秀"
        assert drill.last(ws) == found
        assert "Papers" in i18n.say(found.told())
    assert entries(filled.house).count("drill") == 3


def test_it_changes_nothing_but_the_audit(filled: Papers) -> None:
    ws = filled.house.sign_in("duan")
    keyring = (ws.folder / "keyring.json").read_bytes()

    def rows() -> dict[str, list[object]]:
        tables = [t for (t,) in ws.db.read("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = ("audit", "audit_key", "vault", "case_search")
        return {t: ws.db.read(f'SELECT * FROM "{t}"') for t in tables if not t.startswith(kept)}

    before = rows()
    drill.drill(ws, filled.shares[:2])
    assert rows() == before
    assert (ws.folder / "keyring.json").read_bytes() == keyring
    save(filled.house.sign_in("he"), answers=NAMED)


def test_after_new_keys_the_same_papers_open_everything(filled: Papers) -> None:
    desk = filled.house.key_desk()
    people.deactivate(desk, people.uid_of(desk, "mu"))
    ws = filled.house.sign_in("duan")
    key_renewal.renew(ws)
    assert drill.drill(ws, filled.shares[1:]).notes == 1


@pytest.mark.parametrize("which", [[0], [0, 0], []])
def test_fewer_than_two_papers_are_refused(filled: Papers, which: list[int]) -> None:
    ws = filled.house.sign_in("duan")
    with pytest.raises(Refused):
        drill.drill(ws, [filled.shares[at] for at in which])
    assert drill.last(ws) is None


@pytest.mark.fault(16, what="papers of another vault")
def test_papers_of_another_vault_are_refused(filled: Papers, tmp_path: Path) -> None:
    other = make_papers(tmp_path / "other", STATION)
    ws = filled.house.sign_in("duan")
    with pytest.raises(Refused):
        drill.drill(ws, other.shares[:2])


@pytest.mark.fault(16, what="drills that find a key that does not open")
def test_a_key_that_does_not_open_is_found_and_said(filled: Papers) -> None:
    ws = filled.house.sign_in("duan")
    rows = list(case_keys.for_holder(ws.db, case_keys.COMPARTMENT))
    with ws.db.transaction():
        (one, c1, s1), (other, c2, s2) = rows[0], rows[1]
        case_keys.put_many(ws.db, one, [(c1, "", s2)])
        case_keys.put_many(ws.db, other, [(c2, "", s1)])
    with pytest.raises(Damaged):
        drill.drill(ws, filled.shares[:2])
    assert drill.last(ws) is None
    assert "drill_failed" in entries(filled.house)


@pytest.mark.fault(16, what="drills that find a key that is another")
@pytest.mark.parametrize("grant", [Grant.SIGNING, Grant.AGE, Grant.MATCH, Grant.STATISTICS])
def test_a_key_on_paper_that_is_not_the_one_in_use_is_found(filled: Papers, grant: Grant) -> None:
    house, shares = filled
    ws, before = house.sign_in("duan"), content(house.folder)
    public = before.roster.recovery_public
    other = seal_keys(before.roster, {grant: bytes(32)}, [grant], public)
    changed = before.roster.recovery_keys | other
    put(house.folder, forge(before, ws.keys.all(), recovery_keys=changed))
    with pytest.raises(Damaged, match="not this vault's"):
        drill.drill(house.sign_in("duan"), shares[1:])
    assert "drill_failed" in entries(house)


@pytest.mark.fault(16, what="drills that find damage")
def test_a_changed_record_and_a_lost_attachment_are_found(filled: Papers) -> None:
    ws = filled.house.sign_in("duan")
    with ws.db.transaction():
        ws.db.execute("UPDATE records SET answers = '{}' WHERE form = 'intake'")
    with pytest.raises(Damaged):
        drill.drill(ws, filled.shares[:2])
    filled.house.leave()
    for blob in (filled.house.folder / "blobs").glob("??/*"):
        files.replace(blob, b"x")
    with pytest.raises(Damaged):
        drill.drill(filled.house.sign_in("duan"), filled.shares[:2])


@pytest.mark.parametrize("login", ["he", "zhou"])
def test_only_who_answers_for_the_vault_drills(filled: Papers, login: str) -> None:
    with pytest.raises(Refused, match="does not include this"):
        drill.drill(filled.house.sign_in(login), filled.shares[:2])


def test_a_vault_without_cases_is_drilled_too(papers: Papers) -> None:
    assert drill.drill(papers.house.sign_in("duan"), papers.shares[:2]).cases == 0
