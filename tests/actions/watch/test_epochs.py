"""The audit is proved with the recovery papers: nothing in it was written anew later."""

from __future__ import annotations

import pytest

from rescueapp.actions.papers import trail
from rescueapp.actions.watch import epochs
from rescueapp.crypto import chain
from rescueapp.errors import Damaged, Refused
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.station import House, Pair, Papers, save


def rewrite(ws: Workspace, seq: int, act: str) -> None:
    """What an insider with the database key can do: drop the triggers, tell another story from
    `seq` on, chain it, and make MACs with today's key."""
    with ws.db.transaction():
        ws.db.execute("DROP TRIGGER audit_is_final")
        rows = ws.db.read("SELECT seq FROM audit WHERE seq >= ? ORDER BY seq", (seq,))
        for (number,) in rows:
            before = ws.db.one("SELECT hash FROM audit WHERE seq = ?", (number - 1,))
            prev = before[0] if before else chain.GENESIS
            entry = ws.db.one(
                "SELECT seq, at, actor, act, object, detail FROM audit WHERE seq = ?", (number,)
            )
            assert entry is not None
            told = audit._entry(entry) | ({"act": act} if number == seq else {})
            link = chain.link(prev, told)
            ws.db.execute(
                "UPDATE audit SET act = ?, prev = ?, hash = ?, mac = ? WHERE seq = ?",
                (told["act"], prev, link, audit._mac(ws.db, link), number),
            )


def test_a_whole_audit_is_proved_by_any_two_papers(
    papers: Papers,
) -> None:
    house, shares = papers
    save(house.sign_in("he"))
    ws = house.sign_in("duan")
    for two in (shares[:2], shares[1:], (shares[2], shares[0])):
        proved = epochs.prove(ws, two)
        assert (proved.older, proved.epochs) == (0, 1)
        assert proved.entries == audit.head(ws.db).seq - 1  # the proof itself came after


def test_a_story_rewritten_by_an_insider_chains_and_is_found_by_paper(
    papers: Papers,
) -> None:
    house, shares = papers
    save(house.sign_in("he"))
    ws = house.sign_in("duan")
    at = next(e.seq for e in trail.entries(ws) if e.act == "register_case")
    rewrite(ws, at, "nothing_happened")
    audit.verify(ws.db)  # the chain alone tells nothing
    with pytest.raises(Damaged) as caught:
        epochs.prove(ws, shares[:2])
    assert caught.value.words.values["seq"] == at


def test_an_entry_put_in_by_hand_is_found_without_paper(
    papers: Papers,
) -> None:
    ws = papers.house.sign_in("duan")
    last = audit.head(ws.db)
    entry = {"seq": last.seq + 1, "at": "2026-06-30T04:00:00Z", "actor": ws.worker.uid,
             "act": "see_request", "object": "", "detail": {}}  # fmt: skip
    with ws.db.transaction():
        ws.db.execute(
            "INSERT INTO audit (seq, at, actor, act, object, detail, prev, hash)"
            " VALUES (?, ?, ?, ?, '', '{}', ?, ?)",
            (entry["seq"], entry["at"], entry["actor"], entry["act"], last.hash,
             chain.link(last.hash, entry)),
        )  # fmt: skip
    with pytest.raises(Damaged) as caught:
        trail.verified(ws)
    assert caught.value.words.values["seq"] == entry["seq"]


def test_a_new_epoch_begins_when_an_office_is_enrolled(pair: Pair) -> None:
    ws = pair.station.sign_in("duan")
    begun = audit.epochs(ws.db)
    assert [each.epoch for each in begun] == [1, 2]
    enrolled = next(e.seq for e in trail.entries(ws) if e.act == "enrol")
    assert begun[1].first_seq == enrolled


def test_papers_of_another_vault_prove_nothing(papers: Papers, station: House) -> None:
    ws = station.sign_in("duan")
    with pytest.raises(Refused):
        epochs.prove(ws, papers.shares[:2])


def test_only_who_reads_the_audit_proves_it(papers: Papers) -> None:
    house, shares = papers
    with pytest.raises(Refused):
        epochs.prove(house.sign_in("he"), shares[:2])
