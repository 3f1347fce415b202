"""A process killed at any moment loses nothing it has acknowledged, and half-does nothing.

The busy process says each statement and each act; it is killed a random number of acts and
statements on, so some kills fall between acts, some inside a transaction, some into a commit.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.backup import backups
from rescueapp.actions.recording import imports
from rescueapp.workspace import Workspace
from tests.actions.station import House
from tests.exchange.spreadsheets import make, write_csv
from tests.faults.busy import Task, act, dumped
from tests.faults.figures import Figures
from tests.faults.whole import (
    acts,
    all_cases,
    answers_in,
    drafts_kept,
    imported,
    rows_of,
    torn,
)  # fmt: skip

KILLS = int(os.environ.get("KILLS", "50"))  # 200 before a release
WHO = "duan"  # a supervisor opens every part but process notes
STATEMENTS = 120  # of the longest act, about
ROWS, KILLS_IN_A_SHEET = 30, 4
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL")

Process = subprocess.Popen[bytes]


@dataclass
class Ledger:
    """What has been acknowledged so far, and what was found wrong."""

    records: dict[tuple[str, int], int] = field(default_factory=dict)
    drafts: dict[str, int] = field(default_factory=dict)
    rows: dict[str, set[int]] = field(default_factory=dict)  # by sheet
    acts: int = 0
    kills_inside: int = 0  # an act
    unsaid: int = 0  # on the medium, killed before they could be said
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)

    def add(self, made: dict[str, Any]) -> None:
        """An act that returned."""
        self.acts += 1
        if "record" in made:
            self.records[made["record"], made["version"]] = made["n"]
            self.drafts.pop(made.get("draft", ""), None)
        else:
            self.drafts[made["draft"]] = made["n"]


def killed(busy: Process, task: Task, acts: int, statements: int) -> list[str]:
    """Give it the task and kill it so many acts and then so many statements on; all it said."""
    assert busy.stdin
    assert busy.stdout
    busy.stdin.write(dumped(task))
    busy.stdin.flush()
    pid = int(busy.stdout.readline().split()[1])
    said: list[str] = []
    while acts > 0 or statements > 0:
        said.append(busy.stdout.readline().decode().strip())
        assert not said[-1].startswith("ended"), "it ended by itself"
        if said[-1] != ".":
            acts -= 1
        elif acts <= 0:
            statements -= 1
    os.kill(pid, signal.SIGKILL)
    while not (line := busy.stdout.readline().decode().strip()).startswith("ended"):
        said.append(line)
    assert line == f"ended {signal.SIGKILL:d}"
    return said


def account(ledger: Ledger, task: Task, said: list[str], rows: list[int]) -> int:
    """Enter what was said; the number of the act it was killed in, or could have been."""
    following = task.first
    for words in said:
        if words.startswith("{"):
            made = json.loads(words)
            ledger.add(made)
            following = made["n"] + 1
        elif words != ".":
            before = int(words.split()[1]) if words.startswith("rows ") else max(rows) + 1
            done = {row for row in rows if row < before}
            known = ledger.rows.setdefault(task.sheet, set())
            ledger.acts += len(done - known)
            known |= done
    ledger.kills_inside += said[-1:] == ["."]
    return following


def check(ws: Workspace, ledger: Ledger, task: Task, unsaid: int) -> None:
    """Compare the vault with what was acknowledged. `unsaid`: the act it was killed in."""
    found = acts(ws)
    for at, n in ledger.records.items():
        if found.get(at) != n:
            ledger.lost.append(f"act {n} in record {at}")
    more = {at: n for at, n in found.items() if n is not None and at not in ledger.records}
    if len(more) > 1 or not set(more.values()) <= {unsaid}:
        ledger.half.append(f"acts nobody began: {more}")
    check_drafts(ws, ledger, task, unsaid, happened=bool(more))
    ledger.records |= {at: n for at, n in more.items() if n is not None}
    ledger.unsaid += len(more)


def check_drafts(ws: Workspace, ledger: Ledger, task: Task, unsaid: int, *, happened: bool) -> None:
    """Each draft as it was last kept, or as the act it was killed in left it, whole."""
    kept = drafts_kept(ws)
    what = act(task.first, unsaid)
    ended = {uid for uid, n in ledger.drafts.items() if n >= task.first} - kept.keys()
    if ended and not (what == "settle" and happened):
        ledger.lost.append(f"drafts {ended}")
    if what == "settle" and happened and not ended:
        ledger.half.append(f"act {unsaid} is saved and its draft is still there")
    for uid, n in kept.items():
        again = what == "draft" and n == unsaid
        if n != ledger.drafts.get(uid) and not again:
            ledger.half.append(f"draft {uid} is of {n}, not of {ledger.drafts.get(uid)}")
    for uid in ledger.drafts.keys() - kept.keys() - ended:
        ledger.lost.append(f"draft {uid}")
    ledger.drafts = {uid: n for uid, n in kept.items() if n is not None}


def check_sheet(ws: Workspace, ledger: Ledger, sheet: Path) -> None:
    """Every acknowledged row is a case, as the row says; taking it in again would know it."""
    rows = rows_of(sheet)
    have = imported(ws, rows)
    said = ledger.rows.setdefault(str(sheet), set())
    ledger.lost += [f"row {number}" for number in sorted(said - have.keys())]
    if len(have.keys() - said) > 1:
        ledger.half.append(f"rows nobody began: {have.keys() - said}")
    ledger.unsaid += len(have.keys() - said)
    said |= have.keys()
    for row in rows:
        if row.number in have and answers_in(ws, have[row.number]) != row.answers:
            ledger.half.append(f"row {row.number}")
    report = imports.import_cases(ws, sheet, dry_run=True)
    assert (report.done, report.already) == (len(rows) - len(have), len(have))


def written_sheets(folder: Path) -> list[Path]:
    """As many sheets as will be taken in, each over several kills."""
    paths = [folder / f"{n}.csv" for n in range(KILLS // 3 // KILLS_IN_A_SHEET + 1)]
    for seed, path in enumerate(paths):
        write_csv(make(ROWS, 3, seed=seed), path, "utf-8")
    return paths


def take_in_the_rest(ws: Workspace, sheets: list[Path]) -> None:
    """What was killed half-way is taken in again: each row is one person, not two."""
    rows = {sheet: len(rows_of(sheet)) for sheet in sheets}
    for sheet in sheets:
        report = imports.import_cases(ws, sheet)
        assert report.done + report.already == rows[sheet]
        assert imports.import_cases(ws, sheet).done == 0
    late = ws.db.one("SELECT count(DISTINCT case_uid), count(*) FROM records WHERE entered_late")
    assert late == (sum(rows.values()), sum(rows.values()))


@pytest.fixture
def busy() -> Iterator[Process]:
    """The process that forks those who are killed."""
    command = [sys.executable, "-m", "tests.faults.busy"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe) as process:
        yield process
        process.kill()


@pytest.mark.fault(1, what="kills of somebody at work")
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(
    station: House,
    tmp_path: Path,
    busy: Process,
    figures: Figures,
) -> None:
    dice, ledger, n = random.Random(17), Ledger(), 1
    seen: set[str] = set()
    sheets = written_sheets(tmp_path)
    for kill in range(KILLS):
        sheet = sheets[kill // 3 // KILLS_IN_A_SHEET] if kill % 3 == 2 else None
        task = Task(str(station.folder), WHO, station.passphrases[WHO], n, str(sheet or ""))
        said = killed(busy, task, dice.randrange(10), dice.randrange(STATEMENTS))
        n = account(ledger, task, said, [row.number for row in rows_of(sheet)] if sheet else [])

        ws = station.sign_in(WHO)
        check(ws, ledger, task, n)
        ledger.half += torn(ws, [uid for uid in all_cases(ws) if uid not in seen])
        if sheet:
            check_sheet(ws, ledger, sheet)
        seen, n = set(all_cases(ws)), n + 1
        station.leave()

    ws = station.sign_in(WHO)
    take_in_the_rest(ws, sheets)
    ledger.half += torn(ws, all_cases(ws))
    backups.verify(ws)
    found = acts(ws)
    ledger.lost += [f"act {n}" for at, n in ledger.records.items() if found.get(at) != n]
    figures.put("kills of somebody at work", KILLS)
    figures.put("kills of those inside an act", ledger.kills_inside)
    figures.put("acts acknowledged before", ledger.acts, len(ledger.lost) + len(ledger.half))
    figures.put("acts done and not yet said", ledger.unsaid)
    assert ledger.lost == []
    assert ledger.half == []
    assert ledger.acts > KILLS
