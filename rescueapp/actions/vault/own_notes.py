"""Process notes that their author cannot open any more, taken back with two recovery papers.

They are sealed to their author and to the papers, and to nobody else. Who got new keys (a forgotten
passphrase was reset) takes their own back; a colleague on the team takes over those of somebody who
left. Either way it takes two papers, which two people hold, and the audit has it. Earlier versions
of a record stay sealed as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rescueapp import clock
from rescueapp.actions.opened.reading import Reading, known_form
from rescueapp.actions.recording import drafts
from rescueapp.actions.vault import key_renewal
from rescueapp.actions.watch import recovery_papers
from rescueapp.crypto import seal
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import RecordRow
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark, say
from rescueapp.storage import digests, records, sealed_parts
from rescueapp.storage.records import Contents
from rescueapp.storage.sealed_parts import SealedPart
from rescueapp.workspace import Workspace, part_binding

AUTHOR = Compartment.AUTHOR

STILL_HERE = mark(
    "This colleague still works here: their process notes are theirs. They take them back"
    " themselves.",
    "notes",
)
TAKEN = mark("Process notes of {records} records and {drafts} drafts open again.", "notes")
ELSEWHERE = mark(
    "Those of {count} more records stay closed: they belong to cases or forms that are not yours.",
    "notes",
)
ONLY_BEFORE = mark(
    "Those of {count} more records stay closed: they were written before the recovery papers were"
    " replaced, and two of the papers of then were not left.",
    "notes",
)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What opens again, and what is not this worker's to open, or the papers'."""

    records: int
    drafts: int
    elsewhere: int
    changed: Changed
    before: int = 0  # sealed to papers that were replaced and are not carried

    def lines(self) -> list[str]:
        """The report in words."""
        told: list[Text] = [TAKEN(records=self.records, drafts=self.drafts)]
        told += [ELSEWHERE(count=self.elsewhere)] if self.elsewhere else []
        told += [ONLY_BEFORE(count=self.before)] if self.before else []
        return [say(text) for text in told]


def take_back(ws: Workspace, shares: Sequence[str], *, of: str | None = None) -> TakenBack:
    """Seal one's own process notes, or those of a colleague who left (a uid), to oneself anew.

    Each record gets a new version that changes nothing else. Raises Refused for papers that do
    not belong together or to this vault, and for a colleague who still works here.
    """
    ws.check(Act.SAVE_RECORD)
    key_renewal.check_settled(ws)
    author = of or ws.worker.uid
    if author != ws.worker.uid and any(u.uid == author and u.active for u in ws.keyring.users):
        raise Refused(STILL_HERE)
    keys = recovery_papers.recovered(ws.db, ws.keyring, shares)
    try:
        with ws.db.transaction():
            closed = list(_closed(ws, author))
            writable = [part for part in closed if _may_write(ws, part)]
            mine = [part for part in writable if _opens(ws, part, keys.box_secret)]
            for part in mine:
                _save_again(ws, part, keys.box_secret)
            typed = drafts.reseal_own(ws, keys.box_secret) if author == ws.worker.uid else 0
            ws.log("notes_taken_back", author, records=len(mine), drafts=typed)
    finally:
        keys.wipe()
    cases = frozenset(part.case_uid for part in mine)
    return TakenBack(
        len(mine), typed, len(closed) - len(writable), Changed(cases=cases, drafts=True),
        before=len(writable) - len(mine),
    )  # fmt: skip


def _closed(ws: Workspace, author: str) -> Iterator[SealedPart]:
    for part in sealed_parts.own_of(ws.db, author):
        if author != ws.worker.uid or not seal.held_by(ws.keys.box_secret, part.sealed[16:]):
            yield part


def _opens(ws: Workspace, part: SealedPart, secret: bytes) -> bool:
    """Whether the papers open it; where none of before are missing, they have to."""
    return not recovery_papers.closed_until(ws.db) or seal.held_by(secret, part.sealed[16:])


def _may_write(ws: Workspace, part: SealedPart) -> bool:
    row = records.row(ws.db, part.record_uid)
    assert row is not None, "a part has its record"
    writers = known_form(row.form).writers
    return ws.worker.role.value in writers and bool(ws.case_keys(part.case_uid))


def _save_again(ws: Workspace, part: SealedPart, secret: bytes) -> None:
    row, contents = Reading(ws).found(part.record_uid)
    bound = part_binding(AUTHOR, part.case_uid, part.record_uid, part.version)
    data = seal.unseal_for(secret, part.sealed[16:], bound=bound)
    version = row.version + 1
    bound = part_binding(AUTHOR, part.case_uid, part.record_uid, version)
    records.save(ws.db, _as_before(ws, row, contents, ws.seal_own(data, bound=bound)))
    ws.log(digests.SAVED, row.uid, case=row.case_uid, form=row.form, version=version,
           complete=row.state == "complete",
           digest=digests.of_version(ws.db, row.uid, version))  # fmt: skip


def _as_before(
    ws: Workspace, row: RecordRow, contents: Contents, sealed: bytes
) -> records.NewVersion:
    return records.NewVersion(
        uid=row.uid,
        case_uid=row.case_uid,
        form=row.form,
        form_version=contents.form_version,
        based_on=row.version,
        state=row.state,
        worker=ws.worker.uid,
        at=clock.stamp(),
        answers=contents.answers,
        sealed={AUTHOR: sealed},
        on_date=row.on_date,
        due_on=row.due_on,
    )
