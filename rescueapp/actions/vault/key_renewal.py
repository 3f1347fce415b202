"""New keys for the vault: because somebody left who knew the old ones, or from time to time.

What is made anew:

- always the database's own key: every page is written under another one;
- the pairs and keys the leaver's role held: the compartments', the supervisors', the one for
  emergencies, the supervisors' pages of names; what was sealed to them is sealed again;
- for each case the leaver had keys of: a new key in front of the old one. What is saved from then
  on is under the new key. What they could read before stays under the old one, which they may have
  copied with the text itself: sealing it again would promise what nobody can keep.

What is not, and why: the keys others outside know (signing, age: agreed anew with the office in
person); the pseudonyms' key (the office would take every case for a new one) and the tokens of the
likely same person, which tell nothing without the database. Old backups keep the keys of their day.
(security.md C.4)

It happens in two phases (`renewing`); killed at any moment the vault opens, and the next
supervisor goes on. Only the rekeying itself, some seconds, cannot be stopped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rescueapp import clock
from rescueapp.actions.opened.names import SUPERVISORS
from rescueapp.actions.recording import drafts
from rescueapp.actions.vault import incidents, renewing
from rescueapp.actions.vault.case_rekeying import new_case_keys, seal_to_new_pairs
from rescueapp.actions.watch import closed_acts, faults, recovery_papers
from rescueapp.crypto.keyring import Grant, UserSlot
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import GRANTS, Act, Role
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import Text, mark
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import (
    audit,
    case_keys,
    files,
    lent_keys,
    maintenance,
    vault_values,
    word_pages,
    workers,
)
from rescueapp.storage.backup_folder import make_room
from rescueapp.storage.database import DAMAGED, Database
from rescueapp.workspace import Workspace

OUTSIDE = frozenset({Grant.SIGNING, Grant.AGE})  # known to others, too
KEPT = OUTSIDE | {Grant.STATISTICS, Grant.MATCH}
_FOR = "renewing_for"  # vault values: uids a renewal under way is for, the account of the last one
_LAST = "renewed"
_WHOLE = 1000  # steps of the progress

UNFINISHED = mark(
    "New keys are being made for this vault. Finish that first, in Administration.", "keys"
)
DONE = mark(
    "The vault has new keys. {cases} cases got a new key each, {keys} keys of cases were sealed"
    " again. Backups of before open with the keys of their day.",
    "keys",
)
AGREE_OUTSIDE = mark(
    "Who left also knew the keys this station signs and receives with: agree on new ones with the"
    " office in person.",
    "keys",
)
AGREE_PAPERS = mark(
    "The papers that were replaced, with a backup of before, also give the keys this station signs"
    " and receives with: if somebody else may have both, agree on new ones with the office in"
    " person.",
    "keys",
)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whose access ended and whose keys still hold."""

    uid: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class KeyState:
    """How the vault's keys stand."""

    left: tuple[Leaver, ...]  # the keys they knew still hold
    under_way: bool  # a renewal was cut off, and is to go on
    renewed_at: str  # instant of the last one, "" for none
    papers: bool = False  # recovery papers were replaced, and the keys of then still hold


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a renewal did."""

    cases: int  # with a new key in front of the old one
    sealed_again: int  # keys of cases sealed to new pairs
    agree_outside: bool  # a leaver knew the signing and the age key
    changed: Changed
    papers: bool = False  # because recovery papers were replaced, which knew those keys, too

    def told(self) -> list[Text]:
        """What was done, and what is left to do, a sentence each."""
        lines = [DONE(cases=self.cases, keys=self.sealed_again)]
        lines += [AGREE_OUTSIDE()] if self.agree_outside else []
        return [*lines, AGREE_PAPERS()] if self.papers else lines


def state(ws: Workspace) -> KeyState:
    """What is to be done about the keys; for those who grant access."""
    ws.check(Act.GRANT_ACCESS)
    left = [] if ws.keys.took_up else _left(ws)
    papers_known = _papers_known(ws) and not ws.keys.took_up
    return KeyState(tuple(left), ws.keys.took_up, str(_last(ws).get("at", "")), papers_known)


def renew(ws: Workspace, progress: Progress | None = None) -> Renewed:
    """Make new keys, or go on with it where it was cut off.

    Raises Refused for a role that grants no access, Unavailable (no room, somebody else has the
    database open): then everything is as before. Cancelled before the rekeying undoes it; after
    it, it is gone on with the next time.
    """
    ws.check(Act.GRANT_ACCESS)
    watched = progress or Quiet()
    if not ws.keys.took_up:
        _begin(ws, watched)
    changed = new_case_keys(ws, _Part(watched, 500, 700))
    again = seal_to_new_pairs(ws, _Part(watched, 700, 990))
    return _finish(ws, changed, again)


def check_settled(ws: Workspace) -> None:
    """Raises Refused while a renewal is under way: a copy made now would hold half of it."""
    if ws.keys.took_up:
        raise Refused(UNFINISHED)


# --- who left ---------------------------------------------------------------------------------


def _left(ws: Workspace) -> list[Leaver]:
    settled = set(_last(ws).get("for", ()))
    known = {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}
    return [
        Leaver(slot.uid, known[slot.uid], Role(slot.role))
        for slot in ws.keyring.users
        if _knew_keys(slot) and slot.uid in known and slot.uid not in settled
    ]


def _knew_keys(slot: UserSlot) -> bool:
    return not slot.active and bool(GRANTS[Role(slot.role)])


def _papers_known(ws: Workspace) -> bool:
    """Whether papers that were replaced give keys that still hold, with a keyring of their day."""
    return recovery_papers.replaced_at(ws.db) > str(_last(ws).get("papers", ""))


def _last(ws: Workspace) -> dict[str, Any]:
    return dict(json.loads(vault_values.get(ws.db, _LAST) or "{}"))


# --- the first phase: until the database is under its new key ------------------------------------


def _begin(ws: Workspace, watched: Progress) -> None:
    left = _left(ws)
    known = [*(GRANTS[each.role] for each in left), *([tuple(Grant)] if _papers_known(ws) else [])]
    wanted = {Grant.DATABASE}.union(*known) - KEPT
    held = [grant for grant in ws.keyring.among(wanted) if grant in ws.keys.grants]
    watched.report(0, _WHOLE)
    ws.keyring = ws.keyring.begin_renewal(ws.keys, held)
    try:
        _note(ws, left)
        _copy(ws, _Part(watched, 0, 400))
        watched.report(400, _WHOLE)
        _rekey(ws)
    except BaseException:
        if not ws.keys.took_up:
            renewing.drop(ws)
        raise


def _note(ws: Workspace, left: Iterable[Leaver]) -> None:
    """From here on the database vouches for the renewal, and knows which cases it is about."""
    uids = sorted(each.uid for each in left)
    with ws.db.transaction():
        vault_values.set(ws.db, renewing.RENEWAL, ws.keyring.renewal)
        vault_values.set(ws.db, _FOR, json.dumps(uids))
        case_keys.settle_known(ws.db)
        for each in left:
            heads = Grant.IDENTITY in GRANTS[each.role]
            case_keys.note_known(ws.db, each.uid, every_case=heads)
            lent_keys.take_all_back(ws.db, each.uid)
            word_pages.drop(ws.db, holder=each.uid)
        if _papers_known(ws):
            case_keys.note_known(ws.db, "", every_case=True)
        ws.log("renewal_begun", keys=[grant.value for grant in ws.keyring.renewed()], left=uids)


def _copy(ws: Workspace, watched: Progress) -> None:
    """A verified copy under the new key first: should the medium fail in between."""
    key, copy = ws.keys.renewed[Grant.DATABASE], ws.folder / renewing.COPY
    renewing.forget_copy(ws.folder)
    ws.db.checkpoint()
    with files.on_disk():
        files.private_folder(copy.parent)
        make_room(copy.parent, 2 * ws.db.path.stat().st_size)  # the copy, and the journal
    ws.db.copy_to(copy, key, report=watched.report)
    maintenance.check(copy, key)
    copied = Database.open(copy, key, read_only=True)
    try:
        if audit.head(copied) != audit.head(ws.db):
            raise Damaged(DAMAGED)
    finally:
        copied.close()


def _rekey(ws: Workspace) -> None:
    path = ws.db.path
    ws.db.close()
    try:
        maintenance.rekey(path, ws.keys.grants[Grant.DATABASE], ws.keys.renewed[Grant.DATABASE])
    finally:
        ws.db, ws.keyring = renewing.open_database(path, ws.keyring, ws.keys)


# --- the second: until nothing lies under a key of before ---------------------------------------


def _finish(ws: Workspace, cases: int, again: int) -> Renewed:
    renewed, for_papers = frozenset(ws.keyring.renewed()), _papers_known(ws)
    left = json.loads(vault_values.get(ws.db, _FOR) or "[]")
    with ws.db.transaction():
        if Grant.SUPERVISION in renewed:
            drafts.reseal(ws)
            faults.reseal(ws)
            incidents.reseal(ws)
        if Grant.NAMES in renewed:
            word_pages.drop(ws.db, holder=SUPERVISORS)  # written anew at the next unlock
        vault_values.set(ws.db, renewing.PUBLICS, ws.keyring.publics_digest())
        _tell(ws, left, cases, again)
    ws.keyring = ws.keyring.finish_renewal(ws.keys)
    with ws.db.transaction():
        vault_values.set(ws.db, renewing.RENEWAL, "")
        closed_acts.remember(ws)
    renewing.forget_copy(ws.folder)
    heads = {s.uid for s in ws.keyring.users if OUTSIDE & set(GRANTS[Role(s.role)])}
    agree = bool(heads & set(left))
    return Renewed(cases, again, agree, Changed(people=True), for_papers)


def _tell(ws: Workspace, left: list[str], cases: int, again: int) -> None:
    """Once for each renewal, however often it was cut off at its very end."""
    last = _last(ws)
    if last.get("renewal") == ws.keyring.renewal:
        return
    settled = sorted({*last.get("for", ()), *left})
    told = {
        "at": clock.stamp(), "for": settled, "renewal": ws.keyring.renewal,
        "papers": recovery_papers.replaced_at(ws.db),
    }  # fmt: skip
    vault_values.set(ws.db, _LAST, json.dumps(told))
    ws.log("renewal_done", cases=cases, sealed_again=again, left=left)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a longer progress."""

    whole: Progress
    first: int
    last: int

    def report(self, done: int, total: int = 0) -> None:
        share = (self.last - self.first) * done // max(total, 1)
        self.whole.report(self.first + share, _WHOLE)
