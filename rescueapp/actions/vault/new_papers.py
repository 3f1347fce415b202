"""New recovery papers, in place of those that are lost, stolen or seen (decision 35).

One person asks (the administrator, or who holds the keys), another agrees, as with all that needs
two. Then somebody who holds every key makes them: the papers are shown and typed back first, and
hold only from the moment they were. Until then those of before do.

What was sealed to the papers of before alone is carried by the new ones where two of before are
typed; else the process notes of until then open with their writers alone, and the account of until
then is proved by the papers of then. An office's officer does not hold every key, and so needs two
papers of before. Backups of before open with the papers of their day.

Whoever has the papers of before and a backup of before has its keys, which are today's until new
ones are made (`key_renewal`): so those are due from then on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rescueapp.actions.signing import grants
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import key_renewal, papers_change, people
from rescueapp.actions.vault.asked_at_desk import new_papers_asked
from rescueapp.actions.watch import closed_acts, recovery_papers
from rescueapp.crypto import keyring_secrets
from rescueapp.crypto.keyring import Grant, Keys
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.i18n import Text, mark
from rescueapp.workspace import Workspace

NOT_AGREED = mark(
    "New recovery papers need two people: ask for them, and let somebody else agree first.",
    "recovery",
)
HOLDERS_NEEDED = mark(
    "Not every key of this vault is yours, so two of the present papers are needed to make new"
    " ones.",
    "recovery",
)
CUT_OFF = mark(
    "New papers were begun and cut off. Lock and sign in again first: then it is known which hold.",
    "recovery",
)
DONE = mark("The new recovery papers hold. Those of before open this vault no more.", "recovery")
OLD_BACKUPS = mark(
    "Backups made before still open with the papers of then. Were papers only lost, keep what is"
    " left of them, marked as old, as long as such a backup is kept. May others have seen them,"
    " make new keys, then a backup, and destroy the earlier backups and the old papers.",
    "recovery",
)
ALL_CARRIED = mark(
    "The new papers also open what was sealed to those of before: the process notes and the account"
    " of until now.",
    "recovery",
)
NOT_CARRIED = mark(
    "Two papers of before were not typed: process notes of until now open with their writers alone,"
    " and no papers open them if a writer's passphrase is reset.",
    "recovery",
)
THEN_KEYS = mark(
    "Next: make new keys. Until then, whoever has two papers of before and a backup of before has"
    " the keys of today.",
    "recovery",
)


@dataclass(frozen=True, slots=True)
class Fresh:
    """Papers that were drawn and hold nothing yet. The shares exist nowhere else."""

    public: bytes
    shares: tuple[str, str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outlook:
    """How it stands: what was asked and waits, or is agreed to; by name, "" for a code's."""

    request: Request | None
    agreed: bool
    mine: bool  # who looks asked for it
    asked_by: str = ""
    agreed_by: str = ""
    replaced_at: str = ""  # instant of the last replacement


@dataclass(frozen=True, slots=True)
class Replaced:
    """What came of it."""

    carried: bool
    changed: Changed

    def told(self) -> list[Text]:
        """What it means, a sentence each."""
        carried = ALL_CARRIED() if self.carried else NOT_CARRIED()
        return [DONE(), carried, OLD_BACKUPS(), THEN_KEYS()]


def outlook(ws: Workspace) -> Outlook:
    """What was asked for here; whether it was rightly agreed to `draw` looks. Raises Refused."""
    ws.check(Act.GRANT_ACCESS)
    at = recovery_papers.replaced_at(ws.db)
    asked = sorted(new_papers_asked(ws), key=lambda each: each.granted is None)
    request = next(iter(asked), None)
    if request is None:
        return Outlook(None, False, False, replaced_at=at)
    names = {slot.uid: slot.login for slot in ws.keyring.users} | people.names(ws)
    return Outlook(
        request, request.granted is not None, request.asked_by == ws.worker.uid,
        names.get(request.asked_by, ""), names.get(request.decided_by or "", ""), at,
    )  # fmt: skip


def ask(ws: Workspace, reason: str) -> Request:
    """Ask for new papers; somebody else agrees. Raises Refused."""
    ws.check(Act.GRANT_ACCESS)
    return requests.ask(ws, Kind.NEW_PAPERS, "", reason)


def draw(ws: Workspace, before: Sequence[str] = ()) -> Fresh:
    """Papers to be shown and typed back, after which `replace` makes them hold. Nothing is changed.

    `before`: two of the present papers, () where two are not left. Raises Refused: nobody agreed,
    papers that are not this vault's, keys not held.
    """
    ws.check(Act.GRANT_ACCESS)
    _agreed(ws)
    _let_go(_held(ws, before), before)
    return Fresh(*keyring_secrets.fresh_papers())


def replace(ws: Workspace, fresh: Fresh, before: Sequence[str] = ()) -> Replaced:
    """Seal every key to papers that were typed back. Killed at any moment, those of before open or
    the new ones do.

    Raises Refused as `draw`, Unavailable.
    """
    ws.check(Act.GRANT_ACCESS)
    request, held = _agreed(ws), _held(ws, before)
    try:
        carried = recovery_papers.carry(held.box_secret, fresh.public) if before else b""
        papers_change.announce(ws, fresh.public, request.uid, carried)
        ws.keyring = ws.keyring.replace_papers(held, fresh.public)
    finally:
        _let_go(held, before)
    with ws.db.transaction():
        papers_change.settle(ws)
        closed_acts.remember(ws)
    return Replaced(bool(carried), Changed(people=True))


def _agreed(ws: Workspace) -> Request:
    if ws.keyring.renewal:
        raise Refused(key_renewal.UNFINISHED)
    if recovery_papers.begun(ws.db):
        raise Refused(CUT_OFF)
    request = grants.usable(ws, Kind.NEW_PAPERS, ws.vault.uid)
    if request is None:
        raise Refused(NOT_AGREED)
    return request


def _held(ws: Workspace, before: Sequence[str]) -> Keys:
    """Every key of the vault: one's own, or what two of the present papers open."""
    if before:
        return recovery_papers.recovered(ws.db, ws.keyring, before)
    if set(ws.keyring.among(Grant)) - set(ws.keys.grants):
        raise Refused(HOLDERS_NEEDED)
    return ws.keys


def _let_go(held: Keys, before: Sequence[str]) -> None:
    if before:
        held.wipe()
