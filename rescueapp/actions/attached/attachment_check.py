"""Whether every attachment's file is there and is what was put in, as far as anybody can tell.

The audit holds the hash of each encrypted file, so that a changed one is found without its key;
whoever holds the key decrypts it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from rescueapp.actions.attached import attachments
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import Text, mark
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import blobs, digests, files
from rescueapp.storage.blobs import Blob
from rescueapp.workspace import Workspace

MOST_NAMED = 5  # in a sentence; the result itself names all

LACKING = mark("{count} attachments are missing. Restore them from a backup.", "command")
MISSING = mark("Missing attachments: {which}", "command")
ALTERED = mark(
    "{count} attachments are damaged or were changed. Restore them from a backup."
    " Attachments: {which}",
    "command",
)


class State(Enum):
    """What a look at one file tells."""

    WHOLE = "whole"
    MISSING = "missing"
    ALTERED = "altered"
    UNTOLD = "untold"  # no hash was kept in its day, and its key is not ours


@dataclass(frozen=True, slots=True)
class Attachments:
    """The uids of the attachments that are not as they were put in."""

    missing: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()

    def faults(self) -> list[Text]:
        """What is not in order, in sentences."""
        return faults(self.missing, self.altered)


def faults(missing: Sequence[str], altered: Sequence[str]) -> list[Text]:
    """How missing and changed attachments read."""
    found = []
    if altered:
        found.append(ALTERED(count=len(altered), which=named(altered)))
    if missing:
        found += [LACKING(count=len(missing)), MISSING(which=named(missing))]
    return found


def named(uids: Sequence[str]) -> str:
    """The first few of some uids, for a sentence."""
    return ", ".join(uids[:MOST_NAMED]) + (" …" if len(uids) > MOST_NAMED else "")


def check(ws: Workspace, progress: Progress | None = None) -> Attachments:
    """Look at the file of every attachment. Raises Cancelled as the progress does."""
    watched, kept = progress or Quiet(), blobs.rows(ws.db)
    told = digests.of_files(ws.db)
    states: dict[str, State] = {}
    for number, blob in enumerate(kept):
        watched.report(number, len(kept))
        states[blob.uid] = _state(ws, blob, told)
    of = {state: tuple(uid for uid, s in states.items() if s is state) for state in State}
    return Attachments(of[State.MISSING], of[State.ALTERED], of[State.UNTOLD])


def _state(ws: Workspace, blob: Blob, told: Mapping[str, str]) -> State:
    path = blobs.place(ws.folder, blob.uid)
    if not path.is_file():
        return State.MISSING
    with files.on_disk():
        hashed = files.sha256(path)
    if told.get(blob.uid, hashed) != hashed:
        return State.ALTERED
    try:
        blobs.read(ws.folder, blob, key=attachments.open_key(ws, blob))
    except Damaged:
        return State.ALTERED
    except Refused:  # not ours to open
        return State.WHOLE if blob.uid in told else State.UNTOLD
    return State.WHOLE
