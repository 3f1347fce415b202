"""Backups: made while the vault is in use, verified from the medium, restored beside."""

from __future__ import annotations

from pathlib import Path

from rescueapp.actions import anchors, attachment_check
from rescueapp.actions.proving import Verified, verify
from rescueapp.crypto.keyring import Grant, Keyring
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.progress import Progress
from rescueapp.storage import backup, files
from rescueapp.storage import restore as restoring
from rescueapp.storage.backup_folder import BackupInfo
from rescueapp.workspace import Workspace

__all__ = ["BackupInfo", "Verified", "back_up", "restore", "verify"]

NOT_A_SUPERVISOR = mark("A backup is opened by a supervisor or with the recovery papers.", "backup")


def back_up(ws: Workspace, target: Path, progress: Progress | None = None) -> BackupInfo:
    """A verified backup in a new folder under `target`, sealed to supervisors and recovery."""
    ws.check(Act.BACK_UP)
    files.private_folder(target)
    found = attachment_check.check(ws)
    with ws.db.transaction():
        ws.log("back_up", missing=len(found.missing), altered=len(found.altered))
    info = backup.back_up(
        ws.db,
        ws.folder,
        target,
        vault=ws.vault.uid,
        recipients=(ws.keyring.public(Grant.SUPERVISION), ws.keyring.recovery_public),
        signing_seed=ws.keys.grants[Grant.SIGNING],
        altered=found.altered,
        progress=progress,
    )
    with ws.db.transaction():
        backup.note(ws.db, info, worker=ws.worker.uid)
        ws.log("backup_verified", info.uid, size=info.size)
    anchors.keep(ws, info.audit)
    return info


def restore(
    source: Path, folder: Path, login: str, passphrase: str, progress: Progress | None = None
) -> BackupInfo:
    """Make a vault in an empty folder of a backup, opened with a supervisor's passphrase.

    The passphrase is the one of the day the backup was made. Everything is verified before
    the folder is touched.
    """
    keyring = Keyring.read(source)
    keys = keyring.unlock(login, passphrase)
    try:
        if Grant.SUPERVISION not in keys.grants:
            raise Refused(NOT_A_SUPERVISOR)
        return restoring.restore(
            source,
            folder,
            secret=keys.grants[Grant.SUPERVISION],
            database_key=keys.grants[Grant.DATABASE],
            signer_public=keyring.public(Grant.SIGNING),
            progress=progress,
        )
    finally:
        keys.wipe()
