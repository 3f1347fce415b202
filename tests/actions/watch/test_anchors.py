"""A chain that is whole but shorter, or another one: known by the heads that were told outside."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rescueapp.actions.backup import backups
from rescueapp.actions.exchanging import exchange
from rescueapp.actions.papers import papers, prints, trail
from rescueapp.actions.watch.anchors import MOST_KEPT, NAME, keep, known
from rescueapp.crypto import chain
from rescueapp.errors import Damaged, Problem, Refused
from rescueapp.storage import audit
from rescueapp.storage.audit import Head
from rescueapp.workspace import Workspace
from tests.actions.carrying import export
from tests.actions.station import House, Pair, save
from tests.output.paper import words_of


def cut(ws: Workspace, last: int) -> None:
    """Take the end of the audit away, as who holds the database key can; what stays is whole."""
    ws.db._connection.execute("DROP TRIGGER audit_stays")
    ws.db._connection.execute("DELETE FROM audit WHERE seq > ?", (last,))
    assert audit.verify(ws.db).seq == last


def send(pair: Pair, folder: Path) -> Workspace:
    save(pair.station.sign_in("he"))
    ws = pair.station.sign_in("duan")
    export(ws, folder)
    return ws


def back_up(pair: Pair, folder: Path) -> Workspace:
    save(pair.station.sign_in("he"))
    ws = pair.station.sign_in("duan")
    backups.back_up(ws, folder)
    return ws


def receive(pair: Pair, folder: Path) -> Workspace:
    send(pair, folder)
    ws = pair.office.sign_in("wu")
    exchange.receive(ws, [folder], folder)
    return ws


def receive_without_the_file(pair: Pair, folder: Path) -> Workspace:
    ws = receive(pair, folder)
    (ws.folder / NAME).unlink()
    return ws


@pytest.mark.parametrize("act", [send, back_up, receive, receive_without_the_file])
@pytest.mark.parametrize("look", [backups.verify, trail.verified])
def test_a_chain_cut_short_is_noticed(
    pair: Pair,
    tmp_path: Path,
    act: Callable[[Pair, Path], Workspace],
    look: Callable[[Workspace], object],
) -> None:
    ws = act(pair, tmp_path / "out")
    look(ws)
    cut(ws, 2)
    with pytest.raises(Damaged, match="lacks entries"):
        look(ws)


def test_other_entries_in_the_place_of_those_cut_off_are_noticed(
    pair: Pair, tmp_path: Path
) -> None:
    ws = send(pair, tmp_path / "out")
    last = audit.head(ws.db).seq
    cut(ws, 2)
    with ws.db.transaction():
        for _ in range(last):
            ws.log("open_record")
    assert audit.verify(ws.db).seq > last
    with pytest.raises(Damaged, match="does not hold together"):
        trail.verified(ws)


def test_a_backup_on_a_stick_tells_when_everything_here_was_put_back(
    station: House, tmp_path: Path
) -> None:
    station.sign_in("duan")
    station.leave()
    before = Path(shutil.copytree(station.folder, tmp_path / "before"))
    ws = station.sign_in("duan")
    made = backups.back_up(ws, tmp_path / "stick")
    assert backups.verify(ws, backups=[made.path]).faults() == []
    station.leave()
    shutil.rmtree(station.folder)
    before.rename(station.folder)

    ws = station.sign_in("duan")
    assert backups.verify(ws).faults() == []  # nothing that lies here can know
    with pytest.raises(Damaged, match=r"lacks entries|does not hold"):
        backups.verify(ws, backups=[made.path])


def test_a_backup_of_another_vault_is_no_anchor(pair: Pair, tmp_path: Path) -> None:
    made = backups.back_up(pair.office.sign_in("wu"), tmp_path)
    with pytest.raises(Problem):
        backups.verify(pair.station.sign_in("duan"), backups=[made.path])


@pytest.mark.parametrize("how", ["another hash", "not signed", "garbage", "empty"])
def test_a_changed_file_of_anchors_is_damage(pair: Pair, tmp_path: Path, how: str) -> None:
    ws = send(pair, tmp_path / "out")
    path = ws.folder / NAME
    told = json.loads(path.read_bytes())
    if how == "another hash":
        told["anchors"][0][1] = "00" * 32
    elif how == "not signed":
        del told["signature"]
    data = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    path.write_bytes({"garbage": b"garbage", "empty": b""}.get(how, data))
    with pytest.raises(Damaged, match="anchors"):
        backups.verify(ws)


def test_the_newest_heads_are_kept_in_a_small_file(station: House) -> None:
    ws = station.sign_in("duan")
    for seq in range(1, MOST_KEPT + 10):
        keep(ws, Head(seq, chain.GENESIS))
    assert list(known(ws)) == list(range(10, MOST_KEPT + 10))


# --- what a paper names at its foot -------------------------------------------------------------


@pytest.fixture
def printed(pair: Pair) -> tuple[Workspace, str]:
    """A supervisor of a station in which a record was printed, and the words at its foot."""
    ws = pair.station.sign_in("he")
    saved = save(ws)
    pdf = prints.prepare_sheet(ws, form="intake", record_uid=saved.record_uid).pdfs[0]
    found = re.search("Checkwords:(.{16})", words_of(pdf))
    assert found is not None
    return pair.station.sign_in("duan"), found[1]


def test_a_paper_is_an_anchor(printed: tuple[Workspace, str]) -> None:
    ws, words = printed
    named = trail.named_by_paper(ws, words)
    assert named.proved == trail.verified(ws)
    found = next(entry for entry in audit.rows(ws.db) if entry.seq == named.seq)
    assert (found.at, "".join(papers.check_words(found.hash))) == (named.at, words)


def test_an_account_cut_short_after_a_paper_was_printed_is_noticed(
    printed: tuple[Workspace, str],
) -> None:
    """No package, receipt or backup knows of it; the paper in the court's file does."""
    ws, words = printed
    cut(ws, trail.named_by_paper(ws, words).seq - 1)
    trail.verified(ws)
    with pytest.raises(Refused, match="cut short or exchanged"):
        trail.named_by_paper(ws, words)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the words"),
        ("山坡 火车", "whole words of two characters"),
        ("虚构虚构虚构虚构虚构虚构虚构虚构", "No entry"),
    ],
)
def test_other_words_name_nothing(printed: tuple[Workspace, str], typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        trail.named_by_paper(printed[0], typed)
