"""A vault made of a backup, and what the person must know who works on with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.attached.attachment_check import faults
from rescueapp.actions.watch import shred_list
from rescueapp.crypto.keyring import Grant, Keyring
from rescueapp.domain.retention import Certificate
from rescueapp.errors import Refused
from rescueapp.exchange import sequence
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress
from rescueapp.storage import audit, backup, exchange_log, hand_overs, rules, vault_values
from rescueapp.storage import restore as storage
from rescueapp.storage.backup_folder import MANIFEST, NOT_A_BACKUP, BackupInfo
from rescueapp.storage.database import Database

NOT_A_SUPERVISOR = mark("A backup is opened by a supervisor or with the recovery papers.", "backup")
RESTORED = mark("Restored into {folder}: the vault as it was at {time}.", "command")
SINCE = mark(
    "What was entered, changed or taken in after that is not in it: enter it again.", "backup"
)
NEXT_PACKAGE = mark(
    "The next package bears the number {number}, so that the office does not take it for one that"
    " was sent after the backup. It will name the numbers in between as not arrived: tell it that"
    " a backup was restored.",
    "backup",
)
TAKE_AGAIN = mark(
    "Take in again the packages that came after the backup; their senders need not make them anew.",
    "backup",
)
DESTROYED_AGAIN = mark(
    "The backup held cases that were destroyed since. They were taken out again: {numbers}.",
    "backup",
)
NO_LIST = mark(
    "No list of destroyed cases was found beside the backup or the vault of before. If cases were"
    " destroyed since, this vault holds them again: put the list into its folder, and unlock.",
    "backup",
)
OLDER_LIST = mark(
    "The list of destroyed cases was found beside the backups alone. It knows those of the day it"
    " was last written; a case destroyed later is in this vault again. Compare it with the"
    " certificates on paper.",
    "backup",
)
ONE_INSIDE = mark(
    "The backups lie inside this folder, each in its own. Choose one of those; the latest is"
    " {folder}.",
    "backup",
)


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was made of which backup. `next_package`: the number the next package bears.
    `destroyed`: numbers of cases that were taken out again; None: no list of them was found."""

    folder: Path
    uid: str  # of the backup
    made_at: str
    kind: str  # station, office
    next_package: int
    missing: tuple[str, ...]  # attachments that were missing before the backup was made
    altered: tuple[str, ...]
    destroyed: tuple[str, ...] | None = None
    older_list: bool = False  # the list is the medium's, not that of the vault of before

    def notes(self) -> list[Text]:
        """What the person must know who works on with it."""
        then = NEXT_PACKAGE(number=self.next_package) if self.kind == "station" else TAKE_AGAIN
        found = [SINCE, then, *faults(self.missing, self.altered)]
        if self.destroyed is None and self.kind == "station":
            found.append(NO_LIST)
        elif self.destroyed:
            found.append(DESTROYED_AGAIN(numbers=", ".join(self.destroyed)))
        if self.older_list and self.kind == "station":
            found.append(OLDER_LIST())
        return found

    def lines(self) -> list[str]:
        """The whole report in words."""
        at = clock.local(self.made_at).strftime("%Y-%m-%d %H:%M")
        return [say(text) for text in (RESTORED(folder=self.folder, time=at), *self.notes())]


def restore(
    source: Path, folder: Path, login: str, passphrase: str, progress: Progress | None = None
) -> RestoreReport:
    """Make a vault in an empty folder of a backup, opened with a supervisor's passphrase.

    The passphrase is the one of the day the backup was made. Everything is verified before
    the folder is touched. The number of the next package is raised beyond all that may have
    been sent since, because the office refuses two packages of one number. Cases that were
    destroyed since are taken out again, as far as a list of them lies about (`shred_list`).
    Raises Refused for a folder that is no backup, Unavailable, Damaged.
    """
    _check_source(source)
    keyring = Keyring.read(source)
    keys = keyring.unlock(login, passphrase)
    settled: list[tuple[int, tuple[str, ...] | None]] = []
    lists = shred_list.lists_about(source, folder, keyring.vault)
    listed = shred_list.read(lists, keyring, keyring.vault) if lists else None
    try:
        if Grant.SUPERVISION not in keys.grants:
            raise Refused(NOT_A_SUPERVISOR)
        info = storage.restore(
            source,
            folder,
            secret=keys.grants[Grant.SUPERVISION],
            database_key=keys.grants[Grant.DATABASE],
            signer_public=keyring.public(Grant.SIGNING),
            settle=partial(_settle, keys.user.uid, listed, settled),
            progress=progress,
        )
    finally:
        keys.wipe()
    next_package, destroyed = settled[-1]
    return RestoreReport(
        folder=folder,
        uid=info.uid,
        made_at=info.made_at,
        kind=keyring.kind,
        next_package=next_package,
        missing=info.missing_blobs,
        altered=info.altered_blobs,
        destroyed=destroyed,
        older_list=bool(lists) and all(path.name != shred_list.NAME for path in lists),
    )


def _check_source(source: Path) -> None:
    """Whoever has lost a computer chooses the stick; the folder on it is named to them."""
    if (source / MANIFEST).is_file():
        return
    if inside := backup.finished(source):
        raise Refused(ONE_INSIDE(folder=inside[0][1].name))
    raise Refused(NOT_A_BACKUP)


def _settle(
    actor: str,
    listed: Sequence[Certificate] | None,
    settled: list[tuple[int, tuple[str, ...] | None]],
    info: BackupInfo,
    db: Database,
) -> None:
    last = exchange_log.last_sequence(db)
    exchange_log.skip(db, sequence.last_perhaps_sent(last, made_at=info.made_at))
    for to in {c.key_id for c in exchange_log.correspondents(db, kind="station", retired=True)}:
        number = hand_overs.last_sequence(db, to)  # each recipient has a series of its own
        hand_overs.skip(db, to, sequence.last_perhaps_sent(number, made_at=info.made_at))
    if vault_values.get(db, "kind") == "office":
        number = rules.last_file(db)
        rules.skip_files(db, sequence.last_perhaps_sent(number, made_at=info.made_at))
    next_package = exchange_log.next_sequence(db)
    audit.append(
        db,
        at=clock.stamp(),
        actor=actor,
        act="restored",
        object=info.uid,
        detail={"made_at": info.made_at, "next_package": next_package},
    )
    destroyed = None
    if listed is not None:
        destroyed = tuple(shred_list.take_out(db, listed, actor=actor))
        shred_list.remove_files(db, db.path.parent)
        shred_list.write(db.path.parent, listed)
    settled.append((next_package, destroyed))
