"""What a renewal of the vault's keys means for opening it: which of two database keys, and which
public keys, hold just now.

A renewal (`key_renewal`) begins in the keyring, which an administrator may write who opens no
data. So nothing of it is used before the database, under the key of before, says its digest. From
then on exactly one of the two keys opens the database, whenever the program was killed:

- the one of before: nothing lies under new keys yet; the next supervisor's unlock drops it all;
- the new one: what is sealed now is sealed to new keys, what lies under those before still opens,
  and a supervisor goes on until nothing lies under them.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from rescueapp.actions.watch import recovery_papers
from rescueapp.crypto.keyring import Grant, Keyring, Keys
from rescueapp.crypto.keyring_values import BROKEN
from rescueapp.errors import Damaged, Problem
from rescueapp.storage import case_keys, files, vault_values
from rescueapp.storage.database import Database
from rescueapp.workspace import Workspace

PUBLICS = "publics"  # the vault value that holds `Keyring.publics_digest`
RENEWAL = "renewal"  # the one that holds `Keyring.renewal`, once it may be used
COPY = Path("backups") / "before-renewal.db"  # under the new key, while the old one may still hold


def open_database(path: Path, keyring: Keyring, keys: Keys) -> tuple[Database, Keyring]:
    """The database under whichever key holds, and the keyring as it is to be used.

    Raises Damaged, Unavailable.
    """
    before, new = keys.grants[Grant.DATABASE], keys.renewed.get(Grant.DATABASE)
    if new is None:
        return Database.open(path, before), keyring
    try:
        db = Database.open(path, new)
    except Damaged:
        return _under_the_old(path, before, new, keyring, keys)
    return _under_the_new(db, keyring, keys)


def _under_the_new(db: Database, keyring: Keyring, keys: Keys) -> tuple[Database, Keyring]:
    if vault_values.get(db, RENEWAL) != keyring.renewal:
        db.close()
        raise Damaged(BROKEN)
    keys.take_up()
    return db, keyring.taken_up()


def _under_the_old(
    path: Path, before: bytes, new: bytes, keyring: Keyring, keys: Keys
) -> tuple[Database, Keyring]:
    try:
        return Database.open(path, before), keyring
    except Damaged:
        copy = path.parent / COPY
        if not copy.is_file():
            raise
    # The medium spoiled the file while its key was changed. The copy was read back whole before.
    Database.open(copy, new, read_only=True).close()
    with files.on_disk():
        path.rename(path.with_suffix(".damaged.db"))
        copy.rename(path)
        files.flush_folder(path.parent)
    return _under_the_new(Database.open(path, new), keyring, keys)


def check_publics(db: Database, keyring: Keyring, keys: Keys) -> None:
    """The keys that cases and backups are sealed to are those the database knows.

    Who signs the roster (an administrator) cannot open the database and change both. A vault
    that has no such value yet takes on what its keyring says. While keys are made anew (the
    database has said which) it may know those of before or the new ones; while recovery papers are
    (`new_papers`) the keyring may have either.
    """
    now = keyring.publics_digest()
    known = vault_values.get(db, PUBLICS, now)
    before = keyring.taken_up(new=False).publics_digest()
    new_papers = recovery_papers.begun(db).get("digest") == now
    if known != now and not new_papers and not (keys.took_up and known == before):
        raise Damaged(BROKEN)
    if not vault_values.get(db, PUBLICS):
        with db.transaction():
            vault_values.set(db, PUBLICS, now)


def settle(ws: Workspace) -> None:
    """At a supervisor's unlock: forget a renewal that was cut off before anything was done."""
    if ws.keyring.renewal and not ws.keys.took_up and ws.keys.manages:
        with suppress(Problem):  # nothing of it is used; the next unlock tries again
            drop(ws)


def drop(ws: Workspace) -> None:
    """Forget new keys that nothing lies under. Raises Unavailable."""
    ws.keyring = ws.keyring.drop_renewal(ws.keys)
    with ws.db.transaction():
        vault_values.set(ws.db, RENEWAL, "")
        case_keys.settle_known(ws.db)
        ws.log("renewal_dropped")
    forget_copy(ws.folder)


def forget_copy(folder: Path) -> None:
    """The copy of before the rekeying is no backup: it opens with a key that soon nobody keeps."""
    with suppress(OSError):
        (folder / COPY).unlink(missing_ok=True)
