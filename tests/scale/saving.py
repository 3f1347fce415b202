"""Saving a record against one raw commit, and the case of many records it makes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.recording import records
from rescueapp.actions.vault import vaults
from rescueapp.domain.case import Query
from rescueapp.storage.database import connect, raw_key
from rescueapp.workspace import Workspace
from tests.scale.sizes import Ground
from tests.scale.table import Row, ms
from tests.scale.timing import Call, Pair, against
from tests.scale.vaults import FEW, Vault

_FORM = "follow_up"
_TEXT = "本人情绪平稳，愿意继续学裁缝，约定下月再来。" * 4


def rows(ground: Ground) -> Iterator[Row]:
    """Rows about saving. They leave a case of many records behind in each vault."""
    small, large = (_measure(vault, ground) for vault in ground.vaults)
    yield Row(
        what="save a record, durable",
        small=ms(small.one.ours),
        large=ms(large.one.ours),
        against=f"one raw commit of a row, FULL: {ms(large.one.yardstick)}",
        ratio=large.one.ratio,
        budget=2,
    )
    yield Row(
        what="the same against a commit of as many rows",
        small=ms(small.many.ours),
        large=ms(large.many.ours),
        against=f"{large.rows} rows in one commit: {ms(large.many.yardstick)}",
        ratio=large.many.ratio,
    )
    yield Row(
        what="growth of a save with the records of its case",
        small=ms(large.one.ours),
        large=ms(large.last),
        against=f"record {ground.sizes.records} against record 1",
        ratio=large.last / large.one.ours,
        budget=2,
    )
    yield Row(
        what="growth of a save, large : small",
        small=ms(small.one.ours),
        large=ms(large.one.ours),
        against="the median at the smaller size",
        ratio=large.one.ours / small.one.ours,
        budget=2,
    )


def many_records_case(ws: Workspace) -> str:
    """The case with the most to show: the one that was written on last."""
    return cases.case_rows(ws, cases.find_cases(ws, Query())[:1])[0].uid


@dataclass(frozen=True, slots=True)
class _Saved:
    one: Pair
    many: Pair
    last: float
    rows: int


def _measure(vault: Vault, ground: Ground) -> _Saved:
    ws = vault.open(FEW)
    try:
        rounds = ground.sizes.rounds
        with raw_database(ground.folder / f"raw-{vault.count}.db") as commit:
            own = _own_cases(ws, 2 * rounds)
            for case_uid in own:
                records.blank(ws, _FORM, case_uid)  # the form is open before it is saved
            others = [_save_in(ws, case_uid) for case_uid in own]
            rows = _rows_of(ws, others[0])
            one = against(_each(others[:rounds]), lambda: commit(1), rounds)
            many = against(_each(others[rounds:]), lambda: commit(rows), rounds)
            fullest = _own_cases(ws, 1)[0]
            _fill(ws, fullest, ground.sizes.records - rounds)
            last = against(_each([_save_in(ws, fullest)] * rounds), lambda: commit(1), rounds)
        return _Saved(one, many, last.ours, rows)
    finally:
        vaults.lock(ws)


def _own_cases(ws: Workspace, number: int) -> list[str]:
    """Cases of the worker's own, from the one written on longest ago."""
    ids = cases.find_cases(ws, Query(mine=True, descending=False))
    own = [row.uid for row in cases.case_rows(ws, ids[:number])]
    return [own[n % len(own)] for n in range(number)]


def _save_in(ws: Workspace, case_uid: str) -> Call:
    return lambda: save_visit(ws, case_uid)


def _each(calls: list[Call]) -> Call:
    """The next of the calls, each time."""
    left = iter(calls)
    return lambda: next(left)()


def _fill(ws: Workspace, case_uid: str, number: int) -> None:
    while len(cases.records_of(ws, case_uid)) < number:
        save_visit(ws, case_uid)


def save_visit(ws: Workspace, case_uid: str) -> None:
    """A follow-up visit as it is written on most days."""
    today = clock.today()
    answers: dict[str, Any] = {
        "visited_on": today.isoformat(),
        "visit_way": "02",
        "visit_result": "01",
        "visit_number": 3,
        "risk": "1",
        "living_state": "01",
        "life_note": _TEXT,
        "own_view": _TEXT,
    }
    records.save_record(
        ws, form=_FORM, case_uid=case_uid, record_uid=None, based_on=0,
        answers=answers, complete=False,
    )  # fmt: skip


def _rows_of(ws: Workspace, save: Call) -> int:
    """How many rows a save writes or changes."""
    before = ws.db.one("SELECT total_changes()")
    save()
    after = ws.db.one("SELECT total_changes()")
    assert before is not None
    assert after is not None
    return int(after[0] - before[0])


@contextmanager
def raw_database(path: Path) -> Iterator[Any]:
    """`commit(n)` puts n short rows into a table of a bare SQLCipher file, with the settings of
    the vaults (WAL, FULL, locked memory) and nothing else."""
    path.touch()
    connection = connect(path, raw_key(os.urandom(32)), mode="rw")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT")
    number = count(1)

    def commit(rows: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for _ in range(rows):
            connection.execute("INSERT INTO t (id, words) VALUES (?, ?)", (next(number), _TEXT))
        connection.execute("COMMIT")

    try:
        yield commit
    finally:
        connection.close()
