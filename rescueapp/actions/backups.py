"""Backups: made while the vault is in use, and verified from the medium."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from rescueapp.actions import anchors, attachment_check, key_renewal
from rescueapp.actions.proving import Verified, verify
from rescueapp.actions.restoring import RestoreReport, restore
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.worker import Act
from rescueapp.errors import Unavailable
from rescueapp.progress import Progress
from rescueapp.storage import backup, blobs, files
from rescueapp.storage.backup_folder import BackupInfo
from rescueapp.workspace import Workspace

__all__ = ["BackupInfo", "RestoreReport", "Verified", "back_up", "restore", "verify"]


def back_up(ws: Workspace, target: Path, progress: Progress | None = None) -> BackupInfo:
    """A verified backup in a new folder under `target`, sealed to supervisors and recovery."""
    ws.check(Act.BACK_UP)
    key_renewal.check_settled(ws)
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
    with suppress(Unavailable):  # what stays lying another backup removes
        blobs.sweep(ws.db, ws.folder)
    return info
