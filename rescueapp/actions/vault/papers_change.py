"""The two files that change together when recovery papers are replaced: the keyring, and the
database that vouches for it.

The database says first what the keyring will be, then the keyring is written, whole or not at
all, then the database settles it. Killed in between, the next unlock sees which of the two the
keyring is: with the new papers it settles, with those of before nothing was done. At no moment do
neither open.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from rescueapp import clock
from rescueapp.actions.signing import grants
from rescueapp.actions.vault import renewing
from rescueapp.actions.watch import epochs, recovery_papers
from rescueapp.actions.watch.recovery_papers import Before
from rescueapp.storage import audit, vault_values
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

DONE, DROPPED = "new_papers", "new_papers_dropped"  # the acts


def announce(ws: Workspace, public: bytes, request_uid: str, carried: bytes) -> None:
    """Say in the database that the keyring will be sealed to these papers."""
    told = {
        "digest": ws.keyring.publics_digest(papers=public),
        "before": ws.keyring.recovery_public.hex(),
        "carried": carried.hex(),
        "by": ws.worker.uid,
        "request": request_uid,
    }
    with ws.db.transaction():
        vault_values.set(ws.db, recovery_papers.BEGUN, json.dumps(told))


def settle(ws: Workspace) -> None:
    """After the keyring was written, or at the unlock after somebody was cut off: what was begun is
    done, or never was. Inside the caller's transaction."""
    begun = recovery_papers.begun(ws.db)
    if not begun:
        return
    vault_values.set(ws.db, recovery_papers.BEGUN, "")
    if begun["digest"] == ws.keyring.publics_digest():
        _done(ws, begun)
    else:
        _log(ws, DROPPED, begun["by"], ws.vault.uid, request=begun["request"])


def _done(ws: Workspace, begun: dict[str, str]) -> None:
    at, by, carried = clock.stamp(), begun["by"], begun["carried"]
    vault_values.set(ws.db, renewing.PUBLICS, begun["digest"])
    vault_values.set(ws.db, recovery_papers.CARRIED, carried)
    epochs.begin(ws.db, ws.keyring)
    first = audit.epochs(ws.db)[-1].epoch
    replaced = [*recovery_papers.before(ws.db), Before(begun["before"], at, first, bool(carried))]
    vault_values.set(
        ws.db, recovery_papers.REPLACED, json.dumps([asdict(each) for each in replaced])
    )
    stored.use(ws.db, begun["request"], at=at, record_uid=ws.vault.uid)
    _log(ws, grants.USED, by, ws.vault.uid, request=begun["request"], record=ws.vault.uid)
    _log(ws, DONE, by, ws.vault.uid, request=begun["request"], carried=int(bool(carried)))


def _log(ws: Workspace, act: str, actor: str, obj: str, **detail: str | int) -> None:
    """By whom it was done, who may not be who settles it."""
    audit.append(ws.db, at=clock.stamp(), actor=actor, act=act, object=obj, detail=detail)
