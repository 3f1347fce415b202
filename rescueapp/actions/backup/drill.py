"""The recovery drill: prove with two of the three papers that everything would open.

It uses nothing but what the papers give, on a connection of its own that cannot write. So it finds
what no passphrase finds: papers of another vault, a key that was never sealed to them, a recovery
that would open an empty vault. Nothing is changed; that it was done stays in the audit.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from rescueapp import clock
from rescueapp.actions.attached import attachments
from rescueapp.actions.vault import key_renewal
from rescueapp.actions.watch import epochs, recovery_papers
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant, Keys
from rescueapp.crypto.keyring_secrets import share_numbers
from rescueapp.domain.worker import Act, Role, Worker
from rescueapp.errors import Damaged
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import blobs, case_keys, digests, sealed_parts, vault_values, workers
from rescueapp.storage.backup_folder import counts
from rescueapp.storage.database import Database
from rescueapp.workspace import VaultInfo, Workspace

SAMPLE = 200  # sealed parts, and process notes, that are opened; all case keys are
EVERY = 500  # cases between two reports
_LAST = "drill"
_PAPER = "0" * 32  # nobody's uid

EMPTY = mark("The papers open a vault, but not all of this one. Report it at once.", "drill")
WRONG_KEY = mark(
    "The papers give a key that is not this vault's. Report it, and do not rely on them.", "drill"
)
SPOILED = mark(
    "The papers open the vault, but {count} records are not as they were saved. Restore a backup.",
    "drill",
)
WENT_WELL = mark(
    "Papers {first} and {second} open everything: {cases} cases with {keys} keys, {parts} sealed"
    " parts and {notes} process notes tried, {files} attachments tried, {records} records as they"
    " were saved, {entries} entries of the account.",
    "drill",
)
ALL_BUT_BEFORE = mark(
    "Papers {first} and {second} open everything that was sealed since they were made, and the"
    " cases whole: {cases} cases with {keys} keys, {parts} sealed parts and {notes} process notes"
    " tried, {files} attachments tried, {records} records as they were saved, {entries} entries of"
    " the account. {closed} process notes of before open with their writers alone; {older} entries"
    " of before are proved by the papers of then.",
    "drill",
)


@dataclass(frozen=True, slots=True)
class Drilled:
    """What a drill found open. `at`: instant; `by`: display name; `pair`: which papers."""

    at: str
    by: str
    pair: tuple[int, ...]
    cases: int
    keys: int
    parts: int
    notes: int
    files: int
    records: int
    entries: int
    closed: int = 0  # process notes that papers of before alone open, and were not carried
    older: int = 0  # entries of the account, the same

    def told(self) -> Text:
        """The report in words."""
        first, second = self.pair
        found = {name: value for name, value in asdict(self).items() if isinstance(value, int)}
        if self.closed or self.older:
            return ALL_BUT_BEFORE(first=first, second=second, **found)
        del found["closed"], found["older"]
        return WENT_WELL(first=first, second=second, **found)


def drill(ws: Workspace, shares: Sequence[str], progress: Progress | None = None) -> Drilled:
    """Open everything with two papers; the report, which the audit keeps.

    Raises Refused for papers that do not belong together or to this vault, or were replaced;
    Damaged for anything that does not open or is not as it was saved.
    """
    ws.check(Act.GRANT_ACCESS)
    key_renewal.check_settled(ws)
    watched = progress or Quiet()
    watched.report(0)
    keys = recovery_papers.recovered(ws.db, ws.keyring, shares)
    try:
        found = _tried(ws, keys, shares, watched)
    except Damaged:
        with ws.db.transaction():
            ws.log("drill_failed", pair=list(share_numbers(shares)))
        raise
    finally:
        keys.wipe()
    with ws.db.transaction():
        kept = {**asdict(found), "by": ws.worker.uid}
        vault_values.set(ws.db, _LAST, json.dumps(kept))
        ws.log("drill", **{name: value for name, value in kept.items() if name not in ("at", "by")})
    return found


def last(ws: Workspace) -> Drilled | None:
    """The last drill of the papers of today that went well, or None."""
    kept = json.loads(vault_values.get(ws.db, _LAST) or "null")
    if kept is None or kept["at"] < recovery_papers.replaced_at(ws.db):
        return None
    who = workers.by_uid(ws.db, kept.pop("by"))
    pair = tuple(kept.pop("pair"))
    return Drilled(by=who.display_name if who else "", pair=pair, **kept)


def _tried(ws: Workspace, keys: Keys, shares: Sequence[str], watched: Progress) -> Drilled:
    _check_pairs(ws, keys)
    ws.db.checkpoint()
    secret = keys.box_secret
    paper = _opened(ws, keys)
    try:
        if counts(paper.db) != counts(ws.db):
            raise Damaged(EMPTY)
        cases, count = open_case_keys(paper, watched)
        parts, notes, closed = open_parts(paper, secret)
        tried = open_files(paper, secret)
        changed = digests.changed(paper.db)
        if changed:
            raise Damaged(SPOILED(count=len(changed)))
        saved = counts(paper.db)["records"]
    finally:
        paper.db.close()
    proved = epochs.prove(ws, shares)
    older = proved.older if recovery_papers.closed_until(ws.db) else 0
    numbers = share_numbers(shares)
    at, by = clock.stamp(), ws.worker.display_name
    return Drilled(
        at, by, numbers, cases, count, parts, notes, tried, saved, proved.entries, closed, older
    )


def _check_pairs(ws: Workspace, keys: Keys) -> None:
    """Each key of the papers is the one in use: the same as whoever tries them holds, and the other
    half of the public one."""
    if any(keys.grants[grant] != key for grant, key in ws.keys.grants.items()):
        raise Damaged(WRONG_KEY)
    pairs = (*(g for g in Grant if g.startswith("compartment:")), Grant.SUPERVISION)
    for grant in ws.keyring.among((*pairs, Grant.EMERGENCY)):
        if seal.public_of(keys.grants[grant]) != ws.keyring.public(grant):
            raise Damaged(WRONG_KEY)


def _opened(ws: Workspace, keys: Keys) -> Workspace:
    """The vault as somebody with the papers alone would have it, for reading."""
    db = Database.open(ws.db.path, keys.grants[Grant.DATABASE], read_only=True)
    paper = Worker(_PAPER, "", "", Role.SUPERVISOR)
    return Workspace(
        folder=ws.folder, held=ws.held, db=db, keyring=ws.keyring, keys=keys, worker=paper,
        vault=VaultInfo.read(db),
    )  # fmt: skip


def open_case_keys(paper: Workspace, watched: Progress) -> tuple[int, int]:
    """Every key of every case, as the compartments hold it and as an emergency would."""
    total, opened, known = case_keys.count(paper.db, case_keys.COMPARTMENT), 0, set()
    for case_uid, compartment, sealed in case_keys.for_holder(paper.db, case_keys.COMPARTMENT):
        opens = paper.opener(case_keys.COMPARTMENT, compartment)
        assert opens is not None
        opens(sealed)
        opened += 1
        known.add(case_uid)
        if opened % EVERY == 0:
            watched.report(len(known), total)
    for case_uid in case_keys.cases_of(paper.db, case_keys.EMERGENCY):
        opened += len(paper.emergency_keys(case_uid))
    return len(known), opened


def open_parts(paper: Workspace, secret: bytes | None) -> tuple[int, int, int]:
    """A random sample of sealed parts, and of process notes, which only the papers' `secret` (and
    their author) opens; how many of each, and of notes that papers of before alone open. Raises
    Damaged."""
    shared = sealed_parts.sample(paper.db, SAMPLE, own=False)
    own = sealed_parts.sample(paper.db, SAMPLE, own=True) if secret else []
    for part in shared:
        opened = paper.open_part(
            part.compartment, part.sealed, case_uid=part.case_uid, record_uid=part.record_uid,
            version=part.version,
        )  # fmt: skip
        if opened is None:
            raise Damaged(EMPTY)
    closed = [part for part in own if _of_before(paper.db, part.sealed, secret)]
    for part in own:
        if part not in closed:
            place = (part.compartment.value, part.record_uid, part.case_uid, str(part.version))
            _open_own(secret or b"", part.sealed, bound=("record_parts", *place))
    return len(shared), len(own) - len(closed), len(closed)


def _of_before(db: Database, sealed: bytes, secret: bytes | None) -> bool:
    """Whether something of one's own was sealed to papers that were replaced and are not carried
    by those of today."""
    return bool(recovery_papers.closed_until(db)) and not seal.held_by(secret or b"", sealed[16:])


def _open_own(secret: bytes, sealed: bytes, *, bound: tuple[str, ...]) -> bytes:
    """What somebody sealed for themselves and the papers; their uid stands before it."""
    return seal.unseal_for(secret, sealed[16:], bound=bound)


def open_files(paper: Workspace, secret: bytes | None) -> int:
    """One attachment of each compartment, read to its end; how many. Raises Damaged."""
    tried = 0
    for blob in _one_of_each(blobs.rows(paper.db)):
        if blob.case_uid is None or blob.compartment is Compartment.AUTHOR:
            if secret is None or _of_before(paper.db, blob.sealed_key, secret):
                continue
            bound = ("blobs", blob.compartment.value, blob.uid, blob.case_uid or "")
            key = _open_own(secret, blob.sealed_key, bound=bound)
        else:
            key = attachments.open_key(paper, blob)
        blobs.read(paper.folder, blob, key=key)
        tried += 1
    return tried


def _one_of_each(kept: list[blobs.Blob]) -> Iterator[blobs.Blob]:
    dice = random.SystemRandom()
    for compartment in Compartment:
        mine = [blob for blob in kept if blob.compartment is compartment]
        if mine:
            yield dice.choice(mine)
