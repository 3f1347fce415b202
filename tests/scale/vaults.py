"""Vaults of any number of fictional cases: real keys, sealed parts, search parts, audit.

What `actions.records.save_record` writes for a case is written here through the same functions
of `storage` and `Workspace`, a thousand cases a transaction, the sealing in processes of its
own. `test_generated` holds the two against one another, row for row.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, cast

from sqlcipher3 import dbapi2 as sqlcipher

from rescueapp import clock
from rescueapp.actions import cases as case_actions
from rescueapp.actions import vaults
from rescueapp.actions.registering import first_team
from rescueapp.crypto.keyring import Grant, Kdf, Keyring
from rescueapp.domain.case import case_number, new_alias, stage_of
from rescueapp.domain.names import document_keys, name_keys
from rescueapp.domain.worker import Role, Worker
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.identity import uid
from rescueapp.storage import audit, case_keys, cases, digests, facts, matching, records, search
from rescueapp.storage.database import Database, raw_key
from rescueapp.storage.lock import VaultLock
from rescueapp.workspace import VaultInfo, Workspace, new_case_keys, sealed_case_keys
from tests.scale import fiction
from tests.scale.batch import Batch
from tests.scale.fiction import Filed

CHUNK = 500  # cases in a transaction
OWN_CASES = 300  # of the caseworker who has few; the other has the rest
MANY, FEW, HEAD = "he", "mu", "duan"  # caseworkers by the number of their cases; the supervisor
STATION = "LX01"
_OPEN_FOR = timedelta(days=60)  # older cases have done what was due

PEOPLE = (
    vaults.Person("zhao", "赵管理", Role.ADMINISTRATOR),
    vaults.Person(HEAD, "段文秀", Role.SUPERVISOR),
    vaults.Person(MANY, "和晓燕", Role.CASEWORKER),
    vaults.Person(FEW, "木春生", Role.CASEWORKER),
    vaults.Person("yang", "杨沁", Role.MEDICAL_WORKER),
    vaults.Person("li", "李竹", Role.PSYCHOLOGIST),
)
Passphrases = dict[str, str]  # by login


@dataclass(frozen=True, slots=True)
class Vault:
    """A vault on disk, and how its people sign in."""

    folder: Path
    passphrases: Passphrases
    count: int

    def open(self, login: str) -> Workspace:
        """Unlock it as one of its people who works with cases."""
        opened = vaults.unlock(self.folder, login, self.passphrases[login])
        assert isinstance(opened, Workspace)
        return opened


@dataclass(frozen=True, slots=True)
class Order:
    """One case to make."""

    number: int  # of `count`
    count: int
    login: str  # of whoever registers it
    running: int
    alias: str


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of some cases, the audit they ask for, and what is done by now."""

    statements: dict[str, list[Sequence[Any]]]
    acts: list[tuple[str, str, str, str, dict[str, Any]]]  # at, actor, act, object, detail
    done: list[tuple[str, str]]  # record uid, at


def make(
    folder: Path, count: int, *, kdf: Kdf, training: bool = False, processes: int = 0
) -> Vault:
    """A new vault of so many cases.

    `processes`: 0 writes here; otherwise another process writes, and so many seal for it. It
    does without locked memory, which makes each row ten times as dear and no byte different.
    """
    setup = vaults.VaultSetup("station", STATION, "松岭县救助管理站", "530700", PEOPLE, training)
    created = vaults.create_vault(folder, setup, kdf=kdf)
    passphrases = {login: each.pinyin for login, each in created.passphrases.items()}
    vault = Vault(folder, passphrases, count)
    if processes:
        order = json.dumps([str(folder), passphrases, count, processes])
        subprocess.run(
            [sys.executable, "-m", "tests.scale.vaults"], input=order.encode(), check=True
        )
    else:
        keys = Keyring.read(folder).unlock(HEAD, passphrases[HEAD])
        _fill(vault, Database.open(folder / vaults.DATABASE, keys.grants[Grant.DATABASE]), 0)
    return vault


def _fill_apart(order: str) -> None:
    """What the writing process does. `order` comes by standard input, for the passphrases."""
    folder, passphrases, count, processes = json.loads(order)
    vault = Vault(Path(folder), passphrases, count)
    keys = Keyring.read(vault.folder).unlock(HEAD, passphrases[HEAD])
    _fill(vault, _unlocked_memory(vault, keys.grants[Grant.DATABASE]), processes)


def _fill(vault: Vault, db: Database, processes: int) -> None:
    try:
        chunks = _chunks(orders(vault.count))
        for made in _made(vault, chunks, processes):
            _write(db, made)
    finally:
        db.close()


def _unlocked_memory(vault: Vault, key: bytes) -> Database:
    """The same file opened for speed: what a power cut would lose here, nobody misses."""
    path = vault.folder / vaults.DATABASE
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.set_key(raw_key(key))
    for setting in ("cache_size = -65536", "foreign_keys = ON", "synchronous = OFF"):
        connection.execute(f"PRAGMA {setting}")
    return Database(connection, path)


def orders(count: int) -> Iterator[Order]:
    """The cases to make, oldest first. The running numbers are taken when they are written."""
    few = min(OWN_CASES, count // 2)
    taken: set[str] = set()
    running: dict[int, int] = {}
    for number in range(count):
        year = opened_at(number, count).year
        running[year] = running.get(year, 0) + 1
        alias = _free_alias(taken)
        # The few are spread over the years like everybody else's.
        login = FEW if (number + 1) * few // count > number * few // count else MANY
        yield Order(number, count, login, running[year], alias)


def opened_at(number: int, count: int) -> datetime:
    """When case `number` of `count` was written: by quarters, the later ones later."""
    back = fiction.quarters_ago(number, count) * fiction.QUARTER
    return clock.now() - back - timedelta(seconds=count - number)


def _free_alias(taken: set[str]) -> str:
    alias = new_alias()
    while alias in taken:
        alias = new_alias(4)
    taken.add(alias)
    return alias


def _chunks(ordered: Iterator[Order]) -> Iterator[list[Order]]:
    while chunk := list(islice(ordered, CHUNK)):
        yield chunk


def _made(vault: Vault, chunks: Iterator[list[Order]], processes: int) -> Iterator[Made]:
    """The rows of each chunk in order, a few chunks ahead of the writing."""
    if not processes:
        desks = _desks(vault.folder, vault.passphrases)
        yield from (_make_chunk(desks, chunk) for chunk in chunks)
        return
    with ProcessPoolExecutor(
        processes, initializer=_begin, initargs=(vault.folder, vault.passphrases)
    ) as pool:
        waiting: list[Future[Made]] = []
        for chunk in chunks:
            waiting.append(pool.submit(_in_process, chunk))
            if len(waiting) > processes + 1:
                yield waiting.pop(0).result()
        yield from (each.result() for each in waiting)


def _write(db: Database, made: Made) -> None:
    batch = Batch()
    batch.statements = made.statements
    with db.transaction():
        for case_year in _years(made):
            cases.next_number(db, f"case:{STATION}:{case_year}")
        batch.write_to(db)
        for at, actor, act, obj, detail in made.acts:
            if act == digests.SAVED:
                detail["digest"] = digests.of_version(db, obj, 1)
            audit.append(db, at=at, actor=actor, act=act, object=obj, detail=detail)
        for record_uid, at in made.done:
            records.set_done(db, record_uid, done_on=at[:10], at=at)


def _years(made: Made) -> list[int]:
    return [int(at[:4]) for at, _, act, _, _ in made.acts if act == "register_case"]


# --- sealing, perhaps in another process ------------------------------------------------------

Desks = dict[str, Workspace]
_here: Desks = {}


def _begin(folder: Path, passphrases: Passphrases) -> None:
    with suppress(OSError, AttributeError):
        os.nice(5)  # the writer goes first
    _here.update(_desks(folder, passphrases))


def _in_process(chunk: list[Order]) -> Made:
    return _make_chunk(_here, chunk)


def _desks(folder: Path, passphrases: Passphrases) -> Desks:
    """The two caseworkers with their real keys; what they write goes into a batch."""
    keyring = Keyring.read(folder)
    return {login: _desk(folder, keyring, login, passphrases[login]) for login in (MANY, FEW)}


def _desk(folder: Path, keyring: Keyring, login: str, passphrase: str) -> Workspace:
    keys = keyring.unlock(login, passphrase)
    return Workspace(
        folder=folder,
        held=cast(VaultLock, None),  # whoever writes holds it
        db=Batch().database,
        keyring=keyring,
        keys=keys,
        worker=Worker(keys.user.uid, login, login, Role.CASEWORKER),
        vault=VaultInfo(keyring.vault, "station", keyring.training, STATION, "", "530700"),
    )


def _make_chunk(desks: Desks, chunk: list[Order]) -> Made:
    batch, made = Batch(), Made({}, [], [])
    for order in chunk:
        desk = replace(desks[order.login], db=batch.database)
        _Maker(desk, order, made).make()
    made.statements.update(batch.statements)
    return made


class _Maker:
    """Makes one case: what `save_record` does for each of its records, without asking again."""

    def __init__(self, ws: Workspace, order: Order, made: Made) -> None:
        self._ws, self._order, self._made = ws, order, made
        self._who = fiction.identity(order.number)
        self._case = uid()
        self._opened_at = clock.stamp(opened_at(order.number, order.count))
        quarters = fiction.quarters_ago(order.number, order.count)
        self._filed = fiction.model(order.number % fiction.model_count(), quarters)
        self._sealed_words: dict[Compartment, dict[str, str]] = {}

    def make(self) -> None:
        self._register()
        for filed in self._filed:
            self._save(filed)
        self._finish()
        self._ws.forget_case_keys(self._case)

    def _register(self) -> None:
        said = self._filed[0].said
        cases.insert(
            self._ws.db,
            uid=self._case,
            number=self._number,
            alias=self._order.alias,
            worker=self._ws.worker.uid,
            opened_at=self._opened_at,
            stage=Stage.INTAKE,
            sex=said.sex,
            arrived_at=said.arrived_at,
        )
        opened = new_case_keys()
        rows = sealed_case_keys(opened, self._ws.keyring, first_team(self._ws))
        case_keys.add_many(self._ws.db, self._case, rows)
        self._ws.adopt_case_keys(self._case, opened)
        self._log("register_case", self._case)

    def _save(self, filed: Filed) -> None:
        record = uid()
        records.save(self._ws.db, self._version(record, filed))
        for key, value, compartment in filed.facts:
            own = fiction.named({key: value}, self._who)[key]
            self._add_fact(filed, record, key, own, compartment)
        for compartment in filed.parts:
            if compartment is not Compartment.AUTHOR:
                self._tell(compartment, record, self._words(filed, compartment))
        self._log("save_record", record, case=self._case, form=filed.form.key, version=1,
                  complete=filed.complete)  # fmt: skip
        if filed.said.due_on and self._settled(filed.said.due_on):
            self._made.done.append((record, self._opened_at))

    def _tell(self, compartment: Compartment, record: str, words: str) -> None:
        if words:
            self._sealed_words.setdefault(compartment, {})[record] = words

    def _version(self, record: str, filed: Filed) -> records.NewVersion:
        sealed = {
            compartment: self._ws.seal_part(
                compartment,
                fiction.named(part, self._who),
                case_uid=self._case,
                record_uid=record,
                version=1,
            )
            for compartment, part in filed.parts.items()
        }
        return records.NewVersion(
            uid=record,
            case_uid=self._case,
            form=filed.form.key,
            form_version=filed.form.version,
            based_on=0,
            state="complete" if filed.complete else "incomplete",
            worker=self._ws.worker.uid,
            at=self._opened_at,
            answers=filed.clear,
            sealed=sealed,
            on_date=filed.said.on_date or self._opened_at[:10],
            due_on=filed.said.due_on,
        )

    def _add_fact(
        self, filed: Filed, record: str, key: str, value: Any, compartment: Compartment | None
    ) -> None:
        sealed = None
        if compartment is not None:
            sealed = self._ws.seal_fact(
                compartment, value, case_uid=self._case, key=key, recorded_at=self._opened_at
            )
        facts.add(
            self._ws.db,
            case_uid=self._case,
            key=key,
            worker=self._ws.worker.uid,
            recorded_at=self._opened_at,
            value=None if sealed else value,
            compartment=compartment,
            sealed=sealed,
            source=filed.form.source,
            record_uid=record,
        )

    def _finish(self) -> None:
        """What each save brings up to date, once for all of them."""
        cases.update_spine(
            self._ws.db, self._case, changed_at=self._opened_at, **_spine(self._filed)
        )
        words = " ".join(filed.clear_words for filed in self._filed)
        search.index_case(
            self._ws.db,
            self._order.number + 1,  # the id: cases are written in this order
            number=self._number,
            alias=self._order.alias,
            words=words,
        )
        for compartment, by_record in self._sealed_words.items():
            self._ws.put_search_part(self._case, compartment, by_record)
        self._set_tokens()

    def _set_tokens(self) -> None:
        """Of every name and document that any of the records tells."""
        told = [fiction.names_of(filed, self._who) for filed in self._filed]
        names = dict.fromkeys(name for names, _ in told for name in names)
        documents = dict.fromkeys(number for _, documents in told for number in documents)
        tokens = case_actions.match_tokens(self._ws, names, documents)
        matching.set_tokens(self._ws.db, self._case, tokens)

    def _words(self, filed: Filed, compartment: Compartment) -> str:
        if compartment is not Compartment.IDENTITY:
            return filed.words[compartment]
        names, documents = fiction.names_of(filed, self._who)
        return name_keys(names) + document_keys(documents)

    def _settled(self, due_on: str) -> bool:
        return due_on < (clock.today() - _OPEN_FOR).isoformat()

    def _log(self, act: str, obj: str, **detail: Any) -> None:
        self._made.acts.append((self._opened_at, self._ws.worker.uid, act, obj, detail))

    @property
    def _number(self) -> str:
        return case_number(STATION, int(self._opened_at[:4]), self._order.running)


def _spine(saved: Sequence[Filed]) -> cases.Spine:
    """The columns of the case after all of its records."""
    spine: cases.Spine = {"stage": stage_of(filed.form.stage for filed in saved)}
    for said in (filed.said for filed in saved):
        if said.sex:
            spine["sex"] = said.sex
        if said.born_from or said.born_to:
            spine["born_from"], spine["born_to"] = said.born_from, said.born_to
        if said.risk:
            spine["risk"] = said.risk
        if said.safety_line is not None:
            spine["safety_line"] = said.safety_line
        if said.arrived_at:
            spine["arrived_at"] = said.arrived_at
    return spine


if __name__ == "__main__":
    _fill_apart(sys.stdin.read())
