"""Make a vault, open it, lock it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from rescueapp import clock, logs
from rescueapp.actions.vault import asked_at_desk, one_time, papers_change, renewing
from rescueapp.actions.watch import clock_watch, closed_acts, epochs, shred_list, tries
from rescueapp.actions.watch.face import DATABASE, keyring_of
from rescueapp.actions.workers import inspection, outside_workers, vetting
from rescueapp.crypto import words
from rescueapp.crypto.keyring import (
    TRAINING,
    Grant,
    Kdf,
    Keyring,
    Keys,
    NewUser,
    calibrate,
    plain_login,
)
from rescueapp.crypto.words import Passphrase
from rescueapp.domain.worker import GRANTS, Role, Worker, check_login
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.storage import (
    audit,
    files,
    lent_keys,
    maintenance,
    migrate,
    reserve,
    vault_values,
    workers,
)
from rescueapp.storage.database import Database
from rescueapp.storage.lock import VaultLock, hold
from rescueapp.workspace import KeyDesk, VaultInfo, Workspace

BACKUPS = "backups"
Kind = Literal["station", "office"]
KINDS: tuple[Kind, ...] = ("station", "office")

NOT_EMPTY = mark("This folder is not empty. A new vault needs a new or empty folder.", "vault")
NOBODY_TO_OPEN = mark("A new vault needs an administrator and a {role}.", "vault")
NOT_GRANTED = mark(
    "Your access is prepared but not yet granted. A supervisor grants it at their next unlock.",
    "vault",
)
OTHER_DATABASE = mark("The database in this folder belongs to another vault.", "vault")
ROLE_OF_KIND = {
    "station": mark("supervisor", "vault"),
    "office": mark("office officer", "vault"),
}
_HEAD = {"station": Role.SUPERVISOR, "office": Role.OFFICE_OFFICER}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to work here. `passphrase`: empty, to have one generated."""

    login: str
    display_name: str
    role: Role
    passphrase: str = field(default="", repr=False)
    sex: str = ""  # C-01; "" is asked for later


@dataclass(frozen=True, slots=True)
class VaultSetup:
    """What the first-start assistant asks. `region`: six digits of the division (C-06)."""

    kind: Kind
    station_code: str
    station_name: str
    region: str
    people: tuple[Person, ...]
    training: bool = False
    vetted: bool = False  # whoever makes it confirms that all of them are vetted


@dataclass(frozen=True, slots=True)
class Created:
    """What is shown once: generated passphrases by login, and the three recovery shares."""

    passphrases: Mapping[str, Passphrase]
    shares: tuple[str, str, str]


def create_vault(folder: Path, setup: VaultSetup, *, kdf: Kdf | None = None) -> Created:
    """A new vault with its people. Built beside the folder and moved there when it is whole."""
    place = folder.resolve()
    building = place.with_name(f"{place.name}.{uid()[:8]}.building")
    with files.on_disk():
        _check_setup(place, setup)
        files.private_folder(building)
        try:
            created = _build(building, setup, kdf or (TRAINING if setup.training else calibrate()))
            if place.exists():
                place.rmdir()
            building.rename(place)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
    return created


def _check_setup(folder: Path, setup: VaultSetup) -> None:
    if setup.kind not in KINDS:
        raise ValueError(f"no such kind of vault: {setup.kind}")
    if folder.exists() and any(folder.iterdir()):
        raise Refused(NOT_EMPTY)
    for person in setup.people:
        check_login(person.login)
    roles = {person.role for person in setup.people}
    if not {Role.ADMINISTRATOR, _HEAD[setup.kind]} <= roles:
        raise Refused(NOBODY_TO_OPEN(role=ROLE_OF_KIND[setup.kind]))


def _build(folder: Path, setup: VaultSetup, kdf: Kdf) -> Created:
    vault = uid()
    generated: dict[str, Passphrase] = {}
    users: list[NewUser] = []
    for person in setup.people:
        passphrase = person.passphrase
        if not passphrase:
            generated[person.login] = words.passphrase()
            passphrase = generated[person.login].pinyin
        users.append(
            NewUser(
                uid=uid(),
                login=person.login,
                role=person.role.value,
                passphrase=passphrase,
                grants=GRANTS[person.role],
            )
        )
    keyring, shares = Keyring.create(
        folder, vault=vault, kind=setup.kind, training=setup.training, users=users, kdf=kdf
    )
    head = next(u for u in users if u.role == _HEAD[setup.kind].value)
    keys = keyring.unlock(head.login, head.passphrase)
    staff = [
        Worker(u.uid, p.login, p.display_name, p.role)
        for u, p in zip(users, setup.people, strict=True)
    ]
    _first_rows(folder, setup, keyring, keys, staff, head.uid)
    return Created(passphrases=generated, shares=shares)


def _first_rows(
    folder: Path, setup: VaultSetup, keyring: Keyring, keys: Keys, staff: list[Worker], head: str
) -> None:
    db = Database.create(folder / DATABASE, keys.grants[Grant.DATABASE])
    try:
        migrate.migrate(db, backup=lambda: None)
        with db.transaction():
            values = {
                "uid": keyring.vault,
                "kind": setup.kind,
                "training": "1" if setup.training else "0",
                "station_code": setup.station_code,
                "station_name": setup.station_name,
                "region": setup.region,
                renewing.PUBLICS: keyring.publics_digest(),
                closed_acts.STANDING: closed_acts.standing_of(keyring),
                one_time.KEY: one_time.noted(
                    keyring,
                    (w.uid for w, p in zip(staff, setup.people, strict=True) if not p.passphrase),
                ),
            }
            for name, value in values.items():
                vault_values.set(db, name, value)
            for worker, person in zip(staff, setup.people, strict=True):
                workers.add(db, worker)
                workers.set_sex(db, worker.uid, person.sex)
                workers.set_vetted(db, worker.uid, vetting.first_date(confirmed=setup.vetted))
            epochs.begin(db, keyring)
            audit.append(
                db,
                at=clock.stamp(),
                actor=head,
                act="vault_created",
                object=keyring.vault,
                detail={},
            )
    finally:
        db.close()
        keys.wipe()


def unlock(folder: Path, login: str, passphrase: str) -> Workspace | KeyDesk:
    """Open a vault. An administrator, who holds no data key, gets a `KeyDesk` instead.

    Raises Damaged for a changed keyring (checked before users are looked up), Refused for an
    unknown user or a wrong passphrase (the same words, the same time), Unavailable when
    another process has the vault.
    """
    return open_with(folder, lambda keyring: _keys(folder, keyring, login, passphrase))


def open_with(folder: Path, open_keys: Callable[[Keyring], Keys]) -> Workspace | KeyDesk:
    """The same by whatever opens the keys, and raises Refused where it does not."""
    keyring = keyring_of(folder)
    keys = open_keys(keyring)
    held = hold(folder)
    try:
        return _opened(folder, held, keyring, keys)
    except BaseException:
        keys.wipe()
        held.release()
        raise


def _keys(folder: Path, keyring: Keyring, login: str, passphrase: str) -> Keys:
    wanted = plain_login(login)
    role = next((u.role for u in keyring.users if u.active and u.login == wanted), "")
    before = tries.begin(folder, role)
    try:
        keys = keyring.unlock(login, passphrase)
    except Refused:
        closed_acts.note_failed(folder)
        raise
    except BaseException:  # no memory, a damaged keyring: nobody guessed wrong
        tries.put(folder, before)
        raise
    tries.succeeded(folder)
    return keys


def _opened(folder: Path, held: VaultLock, keyring: Keyring, keys: Keys) -> Workspace | KeyDesk:
    role = Role(keys.user.role)
    if role is Role.ADMINISTRATOR:
        worker = Worker(keys.user.uid, keys.user.login, keys.user.login, role)
        return KeyDesk(folder=folder, held=held, keyring=keyring, keys=keys, worker=worker)
    inspection.refuse_ended(folder, role, keys.user.until)
    if Grant.DATABASE not in keys.grants:
        raise Refused(NOT_GRANTED)
    db, keyring = renewing.open_database(folder / DATABASE, keyring, keys)
    try:
        migrate.migrate(db, backup=lambda: _keep_copy(db, folder, keys.grants[Grant.DATABASE]))
        vault = VaultInfo.read(db)
        if vault.uid != keyring.vault:
            raise Damaged(OTHER_DATABASE)
        renewing.check_publics(db, keyring, keys)
        if role is Role.OUTSIDE_WORKER:
            outside_workers.refuse_ended(db, keys.user.uid)
        worker = _worker(db, keys, role)
        ws = Workspace(
            folder=folder, held=held, db=db, keyring=keyring, keys=keys, worker=worker, vault=vault
        )
        with db.transaction():
            epochs.begin_first(db, keyring)
            closed_acts.take_in(ws)
            papers_change.settle(ws)
            asked_at_desk.take_in(ws)
            lent_keys.sweep(db, now=clock.stamp())
            ws.log("unlock", generation=keyring.generation)
            clock_watch.begin(ws)
        closed_acts.forget(folder)
        asked_at_desk.forget(ws)
        renewing.settle(ws)
        shred_list.go_on(ws)
    except BaseException:
        db.close()
        raise
    reserve.take(folder)
    return ws


def _keep_copy(db: Database, folder: Path, key: bytes) -> None:
    """The database as it was before a newer program changes its tables, every page checked."""
    copies = folder / BACKUPS
    files.private_folder(copies)
    copy = copies / f"before-schema-{migrate.present_schema()}.db"
    copy.unlink(missing_ok=True)  # one that was cut off: the tables are still as they were
    db.copy_to(copy, key, report=lambda _done, _total: None)
    maintenance.check(copy, key)


def _worker(db: Database, keys: Keys, role: Role) -> Worker:
    known = workers.by_uid(db, keys.user.uid)
    if known is not None:
        return replace(known, role=role)  # the roster is signed, a row is not
    worker = Worker(keys.user.uid, keys.user.login, keys.user.login, role)
    with db.transaction():
        workers.add(db, worker)
    return worker


def recover(
    folder: Path, *, shares: Sequence[str], login: str, administrator: bool = False
) -> Passphrase:
    """A new head of a vault whose heads are gone, from two of the three recovery papers; or a new
    administrator, where the only one is gone: nobody else could let people in or end their access.

    The passphrase is shown once; the next unlock is in the audit like any other. Raises Refused
    for papers that do not belong together, and for a sign-in name in use or unfit for one.
    """
    check_login(login)
    keyring = keyring_of(folder)
    role = Role.ADMINISTRATOR if administrator else _HEAD[keyring.kind]
    passphrase = words.passphrase()
    with hold(folder):
        keyring.take_over(
            shares,
            NewUser(uid(), login, role.value, passphrase.pinyin, keyring.among(GRANTS[role])),
        )
    return passphrase


def lock(ws: Workspace | KeyDesk) -> None:
    """Close everything. Never fails half-way: what cannot be logged (full disk) is let go."""
    if isinstance(ws, Workspace):
        try:
            with ws.db.transaction():
                ws.log("lock")
        except Exception as error:  # whatever it is, the keys must go
            logs.fault(error)
    ws.close()
