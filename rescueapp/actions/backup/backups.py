"""Backups: made while the vault is in use, and verified from the medium.

In three parts, so that nobody waits for a slow stick: `prepare` asks the workspace, `carry_out`
copies and reads back on a connection of its own, in any thread, `settle` writes down what came of
it. `back_up` is all three, for the command line.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.attached.attachment_check import faults
from rescueapp.actions.backup.proving import Verified, verify
from rescueapp.actions.backup.restoring import RestoreReport, restore
from rescueapp.actions.vault import key_renewal
from rescueapp.actions.watch import anchors, shred_list
from rescueapp.crypto import sign
from rescueapp.crypto.keyring import Grant
from rescueapp.domain import backup_series
from rescueapp.domain.backup_series import Made
from rescueapp.domain.worker import Act
from rescueapp.errors import Problem, Refused, Unavailable
from rescueapp.i18n import Text, mark
from rescueapp.progress import Progress
from rescueapp.storage import backup, backup_log, blobs, files, medium
from rescueapp.storage.backup_folder import BackupInfo
from rescueapp.storage.backup_log import Noted
from rescueapp.storage.database import Database
from rescueapp.workspace import Workspace

__all__ = [
    "BackupInfo",
    "Order",
    "RestoreReport",
    "Verified",
    "back_up",
    "carry_out",
    "prepare",
    "restore",
    "settle",
    "verify",
]

INSIDE = mark(
    "This folder lies inside the vault: what happens to the vault happens to it. Choose another.",
    "backup",
)
SAME_DISK = mark(
    "This place is on the same disk as the data. If the disk breaks or the computer is stolen, "
    "both are gone: such a copy is never the only one and does not count. Choose another medium.",
    "backup",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What a backup needs away from the workspace. Holds keys: it ends with the session."""

    folder: Path
    target: Path
    database: Path
    vault: str
    recipients: tuple[bytes, ...]
    database_key: bytes = field(repr=False)
    signing_seed: bytes = field(repr=False)
    supervision: bytes = field(repr=False)  # opens a backup that is not on the list
    noted: tuple[Noted, ...]  # the list: every backup ever made
    in_series: bool  # in the remembered place; else elsewhere
    shredded_at: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """A verified backup, and the uids of those of its series that were let go after it. `found`:
    an older one that lay there and was on no list, read back too."""

    info: BackupInfo
    same_disk: bool
    gone: tuple[str, ...] = ()
    found: BackupInfo | None = None


def prepare(ws: Workspace, target: Path, *, in_series: bool = False) -> Order:
    """Ask the workspace for all a backup needs. `in_series`: older ones there may go after it.

    Raises Refused without the right, for a folder inside the vault, and while keys are being made
    anew.
    """
    ws.check(Act.BACK_UP)
    refuse_inside(ws, target)
    key_renewal.check_settled(ws)
    with ws.db.transaction():
        ws.log("back_up")
    ws.db.checkpoint()
    return Order(
        folder=ws.folder,
        target=target,
        database=ws.db.path,
        vault=ws.vault.uid,
        recipients=(ws.keyring.public(Grant.SUPERVISION), ws.keyring.recovery_public),
        database_key=ws.keys.grants[Grant.DATABASE],
        signing_seed=ws.keys.grants[Grant.SIGNING],
        supervision=ws.keys.grants[Grant.SUPERVISION],
        noted=tuple(backup_log.noted(ws.db)),
        in_series=in_series,
        shredded_at=backup_log.last_shredding(ws.db),
    )


def refuse_inside(ws: Workspace, target: Path) -> None:
    """Raises Refused for a folder inside the vault's own."""
    if target.resolve().is_relative_to(ws.folder.resolve()):
        raise Refused(INSIDE)


def carry_out(order: Order, progress: Progress | None = None) -> Done:
    """Copy, read back, and only then let go of what the series no longer needs.

    Raises Unavailable (no room, medium gone or write-protected), Damaged, Cancelled; the backups
    that were there are untouched then.
    """
    files.private_folder(order.target)
    found = _find(order, progress)
    db = Database.open(order.database, order.database_key, read_only=True)
    try:
        info = backup.back_up(
            db,
            order.folder,
            order.target,
            vault=order.vault,
            recipients=order.recipients,
            signing_seed=order.signing_seed,
            progress=progress,
        )
    finally:
        db.close()
    with files.on_disk():
        same = medium.is_same_disk(order.folder, order.target)
    return Done(info, same, _let_go(order, info, found), found)


def settle(ws: Workspace, order: Order, done: Done) -> BackupInfo:
    """Write down what was made and what was let go."""
    info, now = done.info, clock.stamp()
    with ws.db.transaction():
        for each in filter(None, (done.found, info)):
            backup_log.note(
                ws.db, each, worker=ws.worker.uid, in_series=order.in_series,
                same_disk=done.same_disk,
            )  # fmt: skip
            ws.log(
                "backup_verified", each.uid, size=each.size, missing=len(each.missing_blobs),
                altered=len(each.altered_blobs), same_disk=int(done.same_disk),
            )  # fmt: skip
        backup_log.note_removed(ws.db, done.gone, at=now)
        for uid in done.gone:
            ws.log("backup_let_go", uid)
    anchors.keep(ws, info.audit)
    shred_list.leave_on(ws, order.target)
    with suppress(Unavailable):  # what stays lying another backup removes
        blobs.sweep(ws.db, ws.folder)
    return replace(info, same_disk=done.same_disk)


def told(info: BackupInfo) -> list[Text]:
    """What somebody has to know of a backup that was made: that it does not count, or what it
    lacks."""
    same = [SAME_DISK()] if info.same_disk else []
    return [*same, *faults(info.missing_blobs, info.altered_blobs)]


def back_up(ws: Workspace, target: Path, progress: Progress | None = None) -> BackupInfo:
    """A verified backup in a new folder under `target`, sealed to supervisors and recovery."""
    order = prepare(ws, target)
    return settle(ws, order, carry_out(order, progress))


def there(target: Path, noted: Noted) -> Path | None:
    """The folder of a backup in a place, or None. Raises Unavailable."""
    path = target / backup.folder_name(noted.uid, noted.made_at)
    with files.on_disk():
        return path if path.is_dir() else None


def _find(order: Order, progress: Progress | None) -> BackupInfo | None:
    """The newest backup of this vault that lies in the remembered place and is on no list: the
    program was ended between its finish and the list. One at a time, for all of it is read; what
    cannot be read back, or is another vault's, stays as it lies. Raises Cancelled."""
    if not order.in_series:
        return None
    known = {each.uid[:8] for each in order.noted}
    public = sign.public_of(order.signing_seed)
    for uid, path in backup.finished(order.target):
        with suppress(Problem):
            if uid not in known:
                return backup.verify(
                    path, secret=order.supervision, signer_public=public, progress=progress
                )
    return None


def _let_go(order: Order, info: BackupInfo, found: BackupInfo | None) -> tuple[str, ...]:
    """Remove what is kept for nothing any more; what cannot be removed now stays for the next."""
    if not order.in_series:
        return ()
    noted = [each for each in order.noted if each.in_series]
    lying = {each.uid: path for each in noted if (path := there(order.target, each))}
    series = [Made(each.uid, each.made_at) for each in noted if each.uid in lying]
    if found is not None:
        lying[found.uid] = found.path
        series.append(Made(found.uid, found.made_at))
    series.insert(0, Made(info.uid, info.made_at))  # the newest, also within a second
    gone = []
    for uid in backup_series.to_go(series, now=clock.now(), shredded_at=order.shredded_at):
        with suppress(Problem), files.on_disk():
            shutil.rmtree(lying[uid])
            gone.append(uid)
    return tuple(gone)
