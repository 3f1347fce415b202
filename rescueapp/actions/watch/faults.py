"""Mistakes of the program, kept sealed in the vault until somebody hands them on.

A report holds types, files and lines, never a value (`rescueapp.logs`). All the same it is
sealed, to whom it happened to and to supervisors: when somebody worked at what is theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.worker import Act
from rescueapp.identity import uid
from rescueapp.logs import Fault
from rescueapp.storage import faults, files
from rescueapp.workspace import Workspace


def keep_fault(ws: Workspace, fault: Fault) -> None:
    """Keep a report. Not audited: nobody did anything."""
    kept = uid()
    readers = (ws.keys.user.box_public, ws.keyring.public(Grant.SUPERVISION))
    data = json.dumps([fault.at, fault.version, fault.errors]).encode()
    sealed = seal.seal_for(readers, data, bound=("faults", kept))
    with ws.db.transaction():
        faults.add(ws.db, uid=kept, at=fault.at, sealed=sealed)


def kept_faults(ws: Workspace) -> list[Fault]:
    """All reports, latest first; for those who answer for the vault. Raises Refused, Damaged."""
    ws.check(Act.READ_AUDIT)
    secret = ws.keys.grants[Grant.SUPERVISION]
    return [
        _fault(seal.unseal_for(secret, sealed, bound=("faults", kept)))
        for kept, sealed in faults.rows(ws.db)
    ]


def reseal(ws: Workspace) -> None:
    """Seal every report again to the supervisors' key of today, inside the caller's transaction."""
    secret, public = ws.keys.grants[Grant.SUPERVISION], ws.keyring.public(Grant.SUPERVISION)
    for kept, sealed in faults.rows(ws.db):
        data = seal.unseal_for(secret, sealed, bound=("faults", kept))
        faults.put(ws.db, kept, seal.seal_for([public], data, bound=("faults", kept)))


def written(found: Iterable[Fault]) -> str:
    """Reports as a text."""
    return "\n\n".join("\n".join(fault.lines()) for fault in found) + "\n"


def save_faults(found: Iterable[Fault], path: Path) -> None:
    """Write them to a file in clear: there is nothing in them that the vault must keep.

    Raises Unavailable.
    """
    with files.on_disk():
        path.write_text(written(found), encoding="utf-8")


def drop_faults(ws: Workspace) -> None:
    """Take all reports away, once they are handed on. Raises Refused."""
    ws.check(Act.READ_AUDIT)
    with ws.db.transaction():
        faults.clear(ws.db)
        ws.log("faults_dropped")


def _fault(data: bytes) -> Fault:
    at, version, errors = json.loads(data)
    return Fault(at, version, tuple((kind, tuple(places)) for kind, places in errors))
