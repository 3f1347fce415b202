"""The check of a vault in use: what lies there is what was saved, and nothing of it is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rescueapp.actions.attached import attachment_check
from rescueapp.actions.attached.attachment_check import Attachments, named
from rescueapp.actions.watch import anchors
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.worker import Act
from rescueapp.i18n import Text, mark, say
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import audit, digests, maintenance
from rescueapp.workspace import Workspace

STEPS = 4

IN_ORDER = mark(
    "In order: every page of the database, {entries} entries of the account.", "command"
)
UNTOLD = mark(
    "{count} attachments are there, but your keys do not open them. Let a supervisor check them.",
    "command",
)
PUT_BACK = mark(
    "{count} records are not as they were saved: somebody put older or other contents in their"
    " place. Restore a backup and report it. Records: {which}",
    "command",
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check found: entries of the audit chain, and the uids of what does not fit."""

    entries: int
    attachments: Attachments
    changed_records: tuple[str, ...] = ()  # records that are not as the audit says

    def faults(self) -> list[Text]:
        """What is not in order, a sentence each."""
        count, which = len(self.changed_records), named(self.changed_records)
        put_back = [PUT_BACK(count=count, which=which)] if count else []
        return put_back + self.attachments.faults()

    def lines(self) -> list[str]:
        """What was checked, in words."""
        untold = len(self.attachments.untold)
        notes = [UNTOLD(count=untold)] if untold else []
        return [say(t) for t in (self.faults() or [IN_ORDER(entries=self.entries)]) + notes]


def verify(
    ws: Workspace, progress: Progress | None = None, *, backups: Sequence[Path] = ()
) -> Verified:
    """Check every page of the database, the audit chain, the saved records, the attachments.

    `backups` on other media tell how long the audit was on their day. Raises Damaged for a page
    or an entry that does not fit; what is missing, changed or was put back is in the answer, by
    uid.
    """
    ws.check(Act.VERIFY)
    watched = progress or Quiet()
    watched.report(0, STEPS)
    ws.db.checkpoint()
    maintenance.check(ws.db.path, ws.keys.grants[Grant.DATABASE])
    watched.report(1, STEPS)
    head = audit.verify(ws.db, anchors=anchors.known(ws, backups))
    watched.report(2, STEPS)
    changed = digests.changed(ws.db)
    watched.report(3, STEPS)
    found = Verified(head.seq, attachment_check.check(ws), tuple(changed))
    lost = found.attachments
    with ws.db.transaction():
        ws.log("verify", entries=head.seq, changed=len(changed), missing=len(lost.missing),
               altered=len(lost.altered))  # fmt: skip
    watched.report(STEPS, STEPS)
    return found
