"""Epochs of the audit's forward-secure MAC: begun here, checked with the recovery papers.

One begins with the vault, and a new one whenever an office is enrolled (decisions.md, "Audit").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rescueapp import clock
from rescueapp.actions.watch import recovery_papers
from rescueapp.crypto import forward, seal
from rescueapp.crypto.keyring import Keyring
from rescueapp.crypto.keyring_secrets import paper_secret
from rescueapp.domain.worker import Act
from rescueapp.storage import audit
from rescueapp.storage.database import Database
from rescueapp.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProvedByPaper:
    """Entries whose MACs were made in their own time, and those from before there were any, or
    which only papers of before prove."""

    entries: int
    older: int
    epochs: int


def begin(db: Database, keyring: Keyring) -> None:
    """Begin an epoch with the next entry, inside the caller's transaction."""
    key, at = forward.first_key(), clock.stamp()
    sealed = seal.seal_for([keyring.recovery_public], key, bound=_bound(keyring, at))
    audit.begin_epoch(db, first_key=key, sealed=sealed, at=at)


def begin_first(db: Database, keyring: Keyring) -> None:
    """The same, for a vault that an older program made without one."""
    if not audit.epochs(db):
        begin(db, keyring)


def prove(ws: Workspace, shares: Sequence[str]) -> ProvedByPaper:
    """Check the whole chain, and with two recovery papers that no entry was written anew later.

    Raises Refused for papers that do not belong together, Damaged naming the first entry.
    """
    ws.check(Act.READ_AUDIT)
    recovery_papers.refuse_replaced(ws.db, ws.keyring, shares)
    secret = recovery_papers.whole_secret(ws.db, paper_secret(shares, ws.keyring.recovery_public))
    head = audit.verify(ws.db)
    epochs = [each for each in audit.epochs(ws.db) if not _of_before(ws.db, each, secret)]
    count = sum(
        audit.verify_epoch(
            ws.db,
            each,
            seal.unseal_for(secret, each.sealed, bound=_bound(ws.keyring, each.started_at)),
        )
        for each in epochs
    )
    with ws.db.transaction():
        ws.log("prove_audit", entries=count, epochs=len(epochs))
    return ProvedByPaper(entries=count, older=head.seq - count, epochs=len(epochs))


def _of_before(db: Database, epoch: audit.Epoch, secret: bytes) -> bool:
    """Whether only papers of before prove an epoch. One of a later day that does not open is
    damaged, and not left out."""
    return epoch.epoch < recovery_papers.closed_until(db) and not seal.held_by(secret, epoch.sealed)


def _bound(keyring: Keyring, at: str) -> tuple[str, ...]:
    return ("audit_epochs", keyring.vault, at)
