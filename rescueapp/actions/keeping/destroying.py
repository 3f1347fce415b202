"""Destroying a case: asked and signed by one, agreed to and signed by another, then done once.

Every copy of the case's keys goes, and with them everything they opened; then the rows, the
search words, the files (`storage.shredding`). What stays is a certificate: the number, who
decided, when, and how much there was. Killed at any moment it is done or not done: the rows go in
one transaction, and what is left on the disk after it the next unlock removes (`shred_list`).
(rules.md K-17, A-B07)
"""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp import clock
from rescueapp.actions.backup import backup_schedule
from rescueapp.actions.family import folding
from rescueapp.actions.keeping import retention
from rescueapp.actions.opened import beds_taken
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import key_renewal
from rescueapp.actions.watch import shred_list
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.changed import Changed
from rescueapp.domain.guards import Need, NeedsTwo
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.retention import Certificate
from rescueapp.domain.worker import Act
from rescueapp.errors import Problem
from rescueapp.i18n import Text, mark
from rescueapp.storage import cases, shredding, workers
from rescueapp.storage import retention as stored
from rescueapp.workspace import Workspace

NEEDS_ANOTHER = mark(
    "A case is destroyed only when a second person has agreed. Decide on the appraisal list that"
    " it is to be destroyed, and somebody else signs.",
    "retention",
)
WAITS = mark(
    "It was asked for on {day} whether this case may be destroyed. Somebody else has to agree.",
    "retention",
)
DONE = mark("Case {number} is destroyed. Its certificate is kept here.", "retention")
DISK_LATER = mark(
    "Case {number} is destroyed: its keys are gone, nothing of it opens any more. What is left on"
    " the disk is removed at the next unlock: {words}",
    "retention",
)
IN_BACKUPS = mark(
    "{count} backups of before still hold it, until {day} at the latest. Lock them away.",
    "retention",
)
NOT_TOLD = mark(
    "The medium of the backups does not know it yet: if this computer is lost, what is restored"
    " from there holds the case again. Connect it and make a backup today, on every medium in use.",
    "retention",
)


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What became of it, with what the person has to know."""

    certificate: Certificate
    told: tuple[Text, ...]
    changed: Changed


@dataclass(frozen=True, slots=True)
class Kept:
    """A certificate as it is listed: with display names. Instants are UTC text."""

    certificate: Certificate
    asked_by: str
    decided_by: str
    destroyed_by: str


def destroy(ws: Workspace, case_uid: str) -> Destroyed:
    """Destroy a case whose time is over, once a second person has agreed.

    Raises NeedsTwo before that and for one that was appraised otherwise; Refused for a case that
    is held, whose time is not over or whose unsafe list a child's case inherits, and for a role
    that does not decide; Damaged for a grant made by hand.
    """
    ws.check(Act.DECIDE)
    key_renewal.check_settled(ws)
    kept = retention.check_over(ws, case_uid)
    retention.check_heirs(ws, case_uid)
    folding.refuse_parted(ws, case_uid)
    grant = requests.usable(ws, Kind.DESTROY, case_uid)
    if grant is None or not retention.to_be_destroyed(ws, case_uid):
        raise NeedsTwo(_need(ws, case_uid))
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    assert row is not None, "check_over has found it"
    with ws.db.transaction():
        held = shredding.counts(ws.db, case_uid)
        requests.use(ws, grant, case_uid)
        head = ws.log(shred_list.DONE, case_uid, request=grant.uid, **held)
        certificate = _certificate(ws, row.number, kept, grant, head.seq, head.hash, held)
        beds_taken.forget(ws, case_uid)
        shredding.erase(ws.db, case_uid)
        shred_list.add(ws.db, certificate)
    _forget(ws, case_uid)
    return Destroyed(certificate, _told(ws, certificate), Changed(everything=True))


def certificates(ws: Workspace) -> list[Kept]:
    """What stays of the destroyed cases, the latest first."""
    ws.check(Act.READ_AUDIT)
    names = {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}
    return [
        Kept(c, *(names.get(uid, "") for uid in (c.asked_by, c.decided_by, c.destroyed_by)))
        for c in stored.certificates(ws.db)
    ]


def _need(ws: Workspace, case_uid: str) -> Need:
    asked = requests.waiting_for(ws, Kind.DESTROY, case_uid)
    if asked is None:
        return Need(Kind.DESTROY, NEEDS_ANOTHER())
    day = clock.local(asked.asked_at).date().isoformat()
    return Need(Kind.DESTROY, WAITS(day=day), asked.uid)


def _certificate(
    ws: Workspace, number: str, kept: retention.Keeping, grant: Request, seq: int, link: bytes,
    held: dict[str, int],
) -> Certificate:  # fmt: skip
    certificate = Certificate(
        vault=ws.vault.uid,
        case_uid=grant.subject,
        number=number,
        type=kept.type.value,
        closed_on=kept.closed_on,
        due_on=kept.until,
        request=grant.uid,
        asked_by=grant.asked_by,
        asked_at=grant.asked_at,
        decided_by=grant.decided_by or "",
        decided_at=grant.decided_at or "",
        code=grant.code,
        destroyed_by=ws.worker.uid,
        destroyed_at=clock.stamp(),
        audit_seq=seq,
        audit_hash=link.hex(),
        counts=held,
    )
    return shred_list.signed(certificate, ws.keys.grants[Grant.SIGNING])


def _forget(ws: Workspace, case_uid: str) -> None:
    ws.forget_case_keys(case_uid)
    ws.veil(case_uid)
    ws.names.put(case_uid, "")
    ws.words.put(case_uid, "")
    ws.clocks.pop(case_uid, None)


def _told(ws: Workspace, certificate: Certificate) -> tuple[Text, ...]:
    done = DONE(number=certificate.number)
    try:
        shred_list.settle(ws)
    except Problem as problem:
        done = DISK_LATER(number=certificate.number, words=problem.words)
    known = backup_schedule.tell_destroyed(ws)
    old = [o for o in shred_list.old_backups(ws) if certificate.number in o.numbers]
    if not old:
        return (done,)
    day = clock.local(max(o.gone_by for o in old)).date().isoformat()
    told = (done, IN_BACKUPS(count=len(old), day=day))
    return told if known else (*told, NOT_TOLD())
