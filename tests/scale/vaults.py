"""Vaults of any number of fictional cases: real keys, sealed parts, search parts, audit.

What `actions.recording.records.save_record` writes for a case is written here through the same
functions of `storage` and `Workspace`, some hundred cases a transaction, the sealing in processes
of its own (`case_rows`). `test_generated` holds the two against one another, row for row.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import cast

from sqlcipher3 import dbapi2 as sqlcipher

from rescueapp.actions.vault import vaults
from rescueapp.crypto.keyring import Grant, Kdf, Keyring
from rescueapp.domain.case import new_alias
from rescueapp.domain.worker import Role, Worker
from rescueapp.storage import audit, cases, digests, records
from rescueapp.storage.database import Database, raw_key
from rescueapp.storage.lock import VaultLock
from rescueapp.workspace import VaultInfo, Workspace
from tests.scale.batch import Batch
from tests.scale.case_rows import STATION, Made, Order, opened_at, rows_of

CHUNK = 500  # cases in a transaction
OWN_CASES = 300  # of the caseworker who has few; the other has the rest
MANY, FEW, HEAD = "he", "mu", "duan"  # caseworkers by the number of their cases; the supervisor

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
    """The same file opened for speed: what a power cut would lose here, nobody misses, and a
    gigabyte of pages spares deciphering those of every index again and again."""
    path = vault.folder / vaults.DATABASE
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.set_key(raw_key(key))
    for setting in ("cache_size = -1048576", "foreign_keys = ON", "synchronous = OFF"):
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
        yield from (rows_of(desks, chunk) for chunk in chunks)
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
    return rows_of(_here, chunk)


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


if __name__ == "__main__":
    _fill_apart(sys.stdin.read())
