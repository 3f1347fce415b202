"""What the generator makes is what the actions would have written, and opens like it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from rescueapp import clock
from rescueapp.actions.backup import backups
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import names
from rescueapp.actions.recording import identity, records
from rescueapp.actions.vault import vaults
from rescueapp.crypto.keyring import TRAINING
from rescueapp.domain.case import Query
from rescueapp.workspace import Workspace
from tests.scale import fiction
from tests.scale.case_rows import opened_at
from tests.scale.vaults import FEW, HEAD, MANY, Vault, make, orders

COUNT = 26  # two of each model
FROM = COUNT - fiction.model_count()  # the later half

# Tables of a case, and how its rows are found. Without aliases, which are drawn, and what an
# old case has done since: the generator settles what would be years overdue.
_TABLES = {
    "cases": "SELECT id, uid, number, sex, born_from, born_to, stage, risk, safety_line, worker,"
    " arrived_at, opened_at, closed_on, changed_at FROM cases WHERE uid = ?",
    "case_keys": "SELECT * FROM case_keys WHERE case_uid = ?",
    "records": "SELECT uid, form, form_version, version, state, on_date, due_on, worker,"
    " created_at, changed_at, entered_late, answers FROM records WHERE case_uid = ?",
    "record_parts": "SELECT p.* FROM record_parts p JOIN records r ON r.uid = p.record_uid"
    " WHERE r.case_uid = ?",
    "record_versions": "SELECT v.* FROM record_versions v JOIN records r ON r.uid = v.record_uid"
    " WHERE r.case_uid = ?",
    "record_version_parts": "SELECT p.* FROM record_version_parts p JOIN records r"
    " ON r.uid = p.record_uid WHERE r.case_uid = ?",
    "facts": "SELECT * FROM facts WHERE case_uid = ?",
    "search_parts": "SELECT * FROM search_parts WHERE case_uid = ?",
    "words_changed": "SELECT compartment, case_uid FROM words_changed WHERE case_uid = ?",
    "match_tokens": "SELECT * FROM match_tokens WHERE case_uid = ?",
    "audit": "SELECT act, detail FROM audit WHERE object = ?1 OR detail LIKE '%' || ?1 || '%'",
}
_WORDS = "SELECT words FROM case_search WHERE rowid = (SELECT id FROM cases WHERE uid = ?)"
_OWN = re.compile(
    r"[0-9a-f]{32}"  # uids
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"  # instants
    r"|\d{4}-\d\d-\d\d"  # a record without a day of its own has the day of its saving
    r"|LX01-\d{4}-\d{4}"  # numbers
)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    folder = tmp_path_factory.mktemp("generated") / "vault"
    return make(folder, COUNT, kdf=TRAINING, training=True)


@pytest.fixture
def desk(generated: Vault) -> Iterator[Workspace]:
    ws = generated.open(MANY)
    yield ws
    vaults.lock(ws)


def _case_of(ws: Workspace, number: int) -> str:
    """The uid of the generated case of this number."""
    (row,) = cases.case_rows(ws, [number + 1])
    return row.uid


def _number_of_mine() -> int:
    """A case of the desk's own with several records, of the half that may be changed."""
    mine = [o.number for o in orders(COUNT) if o.login == MANY and o.number < FROM]
    return max(mine, key=lambda n: len(fiction.answers_of(n, COUNT)))


def test_a_generated_case_opens_through_the_actions(desk: Workspace) -> None:
    number = _number_of_mine()
    case_uid = _case_of(desk, number)
    identity.reveal(desk, case_uid, "care")
    saved = {row.form: row.uid for row in cases.records_of(desk, case_uid)}
    said = fiction.answers_of(number, COUNT)
    assert saved.keys() == {form for form, _, _ in said}
    form, answers, _ = said[0]
    assert records.open_record(desk, saved[form]).answers == answers


def test_a_generated_case_can_be_written_on(desk: Workspace) -> None:
    number = _number_of_mine()
    case_uid = _case_of(desk, number)
    row = next(r for r in cases.records_of(desk, case_uid) if r.form == "intake")
    identity.reveal(desk, case_uid, "correct")
    view = records.open_record(desk, row.uid)
    saved = records.save_record(
        desk, form="intake", case_uid=case_uid, record_uid=row.uid, based_on=1,
        answers={**view.answers, "name": "文若竹"}, complete=True, readable=view.readable,
    )  # fmt: skip
    assert saved.version == 2
    names.start_names(desk)
    assert cases.find_cases(desk, Query(text="wenruozhu")) == [number + 1]


def test_a_generated_vault_verifies_and_is_found_by_name(generated: Vault) -> None:
    ws = generated.open(HEAD)
    try:
        backups.verify(ws)
        assert names.start_names(ws) > COUNT // 2
        own = cases.find_cases(ws, Query(mine=False))
        assert len(own) == COUNT
    finally:
        vaults.lock(ws)


@pytest.mark.fault(19, what="generated cases compared row for row")
@pytest.mark.parametrize("number", range(FROM, COUNT))
def test_a_generated_case_is_row_for_row_what_saving_writes(
    generated: Vault, by_hand: Workspace, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    order = list(orders(COUNT))[number]
    ws = generated.open(order.login)
    try:
        made = _rows(ws, _case_of(ws, number))
    finally:
        vaults.lock(ws)
    case_uid: str | None = None
    said = fiction.answers_of(number, COUNT)
    then = opened_at(number, COUNT)  # a consent of those days has ended by now
    monkeypatch.setattr(clock, "now", lambda: then)
    for form, answers, complete in said:
        case_uid = records.save_record(
            by_hand, form=form, case_uid=case_uid, record_uid=None, based_on=0,
            answers=answers, complete=complete,
        ).case_uid  # fmt: skip
    assert case_uid is not None
    assert made == _rows(by_hand, case_uid)


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The desk of a caseworker in a vault without cases."""
    folder = tmp_path_factory.mktemp("by_hand") / "vault"
    ws = make(folder, 0, kdf=TRAINING, training=True).open(FEW)
    yield ws
    vaults.lock(ws)


def _rows(ws: Workspace, case_uid: str) -> dict[str, Counter[tuple[Any, ...]]]:
    """The rows of a case by table, without what is random or of the moment."""
    found = {
        table: Counter(tuple(map(_shape, row)) for row in ws.db.read(sql, (case_uid,)))
        for table, sql in _TABLES.items()
    }
    ((words,),) = ws.db.read(_WORDS, (case_uid,))
    return {**found, "case_search": Counter((word,) for word in words.split())}


def _shape(value: Any) -> Any:
    """Sealed bytes by their length, text without uids, times and numbers."""
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, int):
        return int
    return _OWN.sub("…", value) if isinstance(value, str) else value
