"""The check of a vault in use: what lies there is what was saved, and nothing of it is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rescueapp.crypto.keyring import Grant
from rescueapp.domain.worker import Act
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import audit, blobs, digests, maintenance
from rescueapp.workspace import Workspace

STEPS = 4
MOST_NAMED = 5  # in a sentence; the result itself names all

IN_ORDER = mark("In order: every page of the database, {entries} entries of the audit.", "command")
LACKING = mark("{count} attachments are missing. Restore them from a backup.", "command")
MISSING = mark("Missing attachments: {which}", "command")
PUT_BACK = mark(
    "{count} records are not as they were saved: somebody put older or other contents in their"
    " place. Restore a backup and report it. Records: {which}",
    "command",
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check found: entries of the audit chain, and the uids of what does not fit."""

    entries: int
    missing: tuple[str, ...] = ()  # attachments without a file
    changed_records: tuple[str, ...] = ()  # records that are not as the audit says

    def faults(self) -> list[Text]:
        """What is not in order, a sentence each."""
        found = []
        if self.changed_records:
            found.append(
                PUT_BACK(count=len(self.changed_records), which=_named(self.changed_records))
            )
        if self.missing:
            found += [LACKING(count=len(self.missing)), MISSING(which=_named(self.missing))]
        return found

    def lines(self) -> list[str]:
        """What was checked, in words."""
        return [say(text) for text in self.faults() or [IN_ORDER(entries=self.entries)]]


def _named(uids: Sequence[str]) -> str:
    return ", ".join(uids[:MOST_NAMED]) + (" …" if len(uids) > MOST_NAMED else "")


def verify(ws: Workspace, progress: Progress | None = None) -> Verified:
    """Check every page of the database, the audit chain, the saved records, the attachments.

    Raises Damaged for a page or an entry that does not fit; what is missing or was put back is
    in the answer, by uid.
    """
    ws.check(Act.VERIFY)
    watched = progress or Quiet()
    watched.report(0, STEPS)
    ws.db.checkpoint()
    maintenance.check(ws.db.path, ws.keys.grants[Grant.DATABASE])
    watched.report(1, STEPS)
    head = audit.verify(ws.db)
    watched.report(2, STEPS)
    changed = digests.changed(ws.db)
    watched.report(3, STEPS)
    missing = blobs.missing(ws.db, ws.folder)
    found = Verified(head.seq, missing=tuple(missing), changed_records=tuple(changed))
    with ws.db.transaction():
        ws.log("verify", entries=head.seq, missing=len(missing), changed=changed[:MOST_NAMED])
    watched.report(STEPS, STEPS)
    return found
