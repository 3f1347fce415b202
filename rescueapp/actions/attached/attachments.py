"""Files and photos that belong to a record: sniffed, pictures redrawn, encrypted into the vault."""

from __future__ import annotations

import io
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.actions.attached import attached_text, attached_words
from rescueapp.actions.opened import restriction
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import consents
from rescueapp.crypto import seal
from rescueapp.domain.consent import Use
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused, Unavailable
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.printing import apart
from rescueapp.printing.apart_child import JPEG, PDF, PNG
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import blobs, files, records
from rescueapp.workspace import Workspace

LARGEST = 25 * 1024 * 1024
MOST_OF_CASE = 500
MOST_OF_VAULT = 10 << 30  # bytes
TEXT_ENDINGS = (".txt", ".csv")

NOT_READABLE = mark("This file cannot be read.", "attachment")
TOO_LARGE = mark("A file may have at most 25 MB.", "attachment")
MANY_OF_CASE = mark(
    "A case may have at most {most} attachments. Put several pages into one PDF, or take out what "
    "is no longer needed.",
    "attachment",
)
NO_ROOM = mark(
    "The attachments of this station have reached {most} GB. A supervisor lets go of what need not "
    "be kept; until then only text can be entered.",
    "attachment",
)
KINDS = mark("Only JPEG, PNG, PDF and plain text files can be attached.", "attachment")
NOT_HELD = mark("You do not hold the key to this attachment.", "attachment")
GONE = mark("This attachment is not in the vault (any more).", "attachment")


@dataclass(frozen=True, slots=True)
class Offered:
    """A file somebody wants to attach: where it lies, and what it is to be in the vault.
    `photograph`: one of her, which rests on her consent."""

    case_uid: str | None
    compartment: Compartment
    path: Path
    label: str
    photograph: bool = False
    minor: bool = True  # told by `offer`


def offer(ws: Workspace, offered: Offered) -> Offered:
    """First, before the file is read: whether it may be attached at all. Raises Refused, also
    without her consent to a photograph (K-06)."""
    _refuse(ws, offered)
    return replace(offered, minor=Reading(ws).minor(offered.case_uid))


def look_through(offered: Offered, progress: Progress | None = None) -> tuple[str, bytes]:
    """Then, without the workspace, for many pages take long: the kind and the bytes that may be
    kept. Pictures are decoded and drawn anew in a child process, so that place, time and camera do
    not come along and nothing in the file reaches the work.

    Raises Refused for what must not be kept here (`forms.forbidden`), with the page, and for a PDF
    with a password of its own; Unavailable; Cancelled as the progress does.
    """
    media_type, data = _accepted(offered.path)
    attached_words.refuse_unfit(
        (offered.path.stem, offered.label), data, media_type, minor=offered.minor,
        progress=progress or Quiet(),
    )  # fmt: skip
    return media_type, data


def take_in(ws: Workspace, offered: Offered, looked: tuple[str, bytes]) -> dict[str, Any]:
    """Last: what was looked through is encrypted into the vault, if it still may be; the answer
    that names it (`schema`, ATTACHMENT). The file itself is never written anywhere. Before a case
    is registered its key is sealed to the writer, afterwards to the case. Raises Refused."""
    _refuse(ws, offered)
    return keep(ws, offered.case_uid, offered.compartment, *looked, offered.label)


def _refuse(ws: Workspace, offered: Offered) -> None:
    ws.check(Act.SAVE_RECORD)
    if offered.case_uid is not None:
        restriction.refuse_change(ws, offered.case_uid)
        if offered.photograph:
            consents.refuse_without(ws, offered.case_uid, Use.PHOTO)


def keep(
    ws: Workspace, case_uid: str | None, compartment: Compartment, media_type: str, data: bytes,
    label: str,
) -> dict[str, Any]:  # fmt: skip
    """Encrypt bytes that may be kept into the vault; the answer that names them. Raises Refused
    without room or key."""
    _check_room(ws, case_uid, len(data))
    blob_uid, key = uid(), seal.new_key()
    _seal_key(ws, case_uid, compartment, blob_uid, key)  # refuses before anything is written
    put = Put(blob_uid, key, compartment, media_type, len(data))
    blobs.write(ws.folder, blob_uid, io.BytesIO(data), key=key, size=len(data))
    with ws.db.transaction():
        add(ws, case_uid, put)
    return {"blob": blob_uid, "type": media_type, "size": len(data), "label": label}


@dataclass(frozen=True, slots=True)
class Put:
    """A file that lies encrypted in the vault and has no row yet: the sweeper takes it out after a
    day, unless `add` gives it one."""

    uid: str
    key: bytes = field(repr=False)
    compartment: Compartment
    media_type: str
    size: int


def carried(
    ws: Workspace, compartment: Compartment, media_type: str, data: bytes, *, minor: bool
) -> Put:
    """Take in a file that came with a case, under the limits of any other; its row comes with the
    case (`add`). Raises Refused as the three steps do, and for one that is not what it was said to
    be."""
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE)
    if _sniffed(data) != media_type:
        raise Refused(KINDS)
    if media_type in (JPEG, PNG):
        data = apart.redrawn(data, media_type)
    attached_words.refuse_unfit((), data, media_type, minor=minor, carried=True)
    put = Put(uid(), seal.new_key(), compartment, media_type, len(data))
    blobs.write(ws.folder, put.uid, io.BytesIO(data), key=put.key, size=put.size)
    return put


def check_room(ws: Workspace, count: int, size: int) -> None:
    """Raises Refused where so many attachments of a new case, so large in all, find no room."""
    if count > MOST_OF_CASE:
        raise Refused(MANY_OF_CASE(most=MOST_OF_CASE))
    if blobs.total(ws.db) + size > MOST_OF_VAULT:
        raise Refused(NO_ROOM(most=MOST_OF_VAULT >> 30))


def add(ws: Workspace, case_uid: str | None, put: Put) -> None:
    """The row of a file that was put in, inside the caller's transaction."""
    sealed_key = _seal_key(ws, case_uid, put.compartment, put.uid, put.key)
    blob = blobs.Blob(
        put.uid, case_uid, put.compartment, put.media_type, put.size, sealed_key, clock.stamp(),
        ws.worker.uid,
    )  # fmt: skip
    blobs.add(ws.db, blob)
    ws.log("attach", put.uid, size=put.size, sha256=_hash_of(ws, put.uid),
           **({"case": case_uid} if case_uid else {}))  # fmt: skip


def _hash_of(ws: Workspace, blob_uid: str) -> str:
    """Of the encrypted file: it proves the file later, and tells nothing of what is in it."""
    with files.on_disk():
        return files.sha256(blobs.place(ws.folder, blob_uid))


def attachment(ws: Workspace, blob_uid: str) -> bytes:
    """The clear file. Raises Refused without its key, Damaged when it is altered."""
    ws.check(Act.READ_CASES)
    blob = blobs.by_uid(ws.db, blob_uid)
    if blob is None:
        raise Refused(GONE)
    if blob.case_uid is not None:
        restriction.refuse_look(ws, blob.case_uid)
    key = open_key(ws, blob)
    with ws.db.transaction():
        ws.log("open_attachment", blob_uid)
    return blobs.read(ws.folder, blob, key=key)


def adopt(ws: Workspace, case_uid: str, answers: dict[str, Any]) -> None:
    """Give the attachments of a new record to its case, inside the caller's transaction."""
    for blob_uid in named(answers):
        blob = blobs.by_uid(ws.db, blob_uid)
        if blob is not None and blob.case_uid is None:
            key = open_key(ws, blob)
            sealed = _seal_key(ws, case_uid, blob.compartment, blob.uid, key)
            blobs.adopt(ws.db, blob.uid, case_uid=case_uid, sealed_key=sealed)


def release(ws: Workspace, uids: Iterable[str]) -> None:
    """Let go of attachments that a draft named, inside the caller's transaction: those this
    worker put in and no version of a record names. The sweeper removes their files later."""
    filed = cache(partial(_filed, ws))
    for blob_uid in uids:
        blob = blobs.by_uid(ws.db, blob_uid)
        if blob is None or blob.worker != ws.worker.uid:
            continue
        if blob.case_uid is None or blob_uid not in filed(blob.case_uid):
            blobs.drop(ws.db, blob_uid)
            ws.log("attachment_dropped", blob_uid)


def _filed(ws: Workspace, case_uid: str) -> set[str]:
    """What the records of a case name, in any version, as far as this worker can open them: who
    put a file in holds the key of the part that names it."""
    reading = Reading(ws)
    return {
        blob_uid
        for row in records.rows(ws.db, case_uid)
        for version in records.versions(ws.db, row.uid)
        for blob_uid in named(reading.parts(*reading.found(row.uid, version.version)).answers)
    }


def named(value: Any) -> Iterator[str]:
    """The uids of all attachments that answers name, in rows too."""
    if isinstance(value, dict):
        if isinstance(value.get("blob"), str):
            yield value["blob"]
        for inner in value.values():
            yield from named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from named(inner)


def _seal_key(
    ws: Workspace, case_uid: str | None, compartment: Compartment, blob_uid: str, key: bytes
) -> bytes:
    bound = ("blobs", compartment.value, blob_uid, case_uid or "")
    if case_uid is None or compartment is Compartment.AUTHOR:
        return ws.seal_own(key, bound=bound)
    held = ws.case_keys(case_uid).get(compartment)
    if held is None:
        raise Refused(NOT_HELD)
    return seal.seal(held, key, bound=bound)


def open_key(ws: Workspace, blob: blobs.Blob) -> bytes:
    """The key of an attachment's file. Raises Refused when it is not ours, Damaged."""
    bound = ("blobs", blob.compartment.value, blob.uid, blob.case_uid or "")
    if blob.case_uid is None or blob.compartment is Compartment.AUTHOR:
        key = ws.open_own(blob.sealed_key, bound=bound)
    else:
        held = ws.case_keys(blob.case_uid).get(blob.compartment)
        key = None if held is None else seal.unseal(held, blob.sealed_key, bound=bound)
    if key is None:
        raise Refused(NOT_HELD)
    return key


def _check_room(ws: Workspace, case_uid: str | None, size: int) -> None:
    if case_uid is not None and len(blobs.of_case(ws.db, case_uid)) >= MOST_OF_CASE:
        raise Refused(MANY_OF_CASE(most=MOST_OF_CASE))
    if blobs.total(ws.db) + size > MOST_OF_VAULT:
        raise Refused(NO_ROOM(most=MOST_OF_VAULT >> 30))


# --- what is let in ---------------------------------------------------------------------------


def _accepted(path: Path) -> tuple[str, bytes]:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device would never end
            raise Refused(KINDS)
        if about.st_size > LARGEST:
            raise Refused(TOO_LARGE)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)  # it may have grown since
    except OSError:
        raise Unavailable(NOT_READABLE) from None
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE)
    media_type = _sniffed(data)
    if media_type == "text/plain" and path.suffix.lower() not in TEXT_ENDINGS:
        raise Refused(KINDS)  # a drawing or a page with programs in it, under another name
    if media_type in (JPEG, PNG):
        data = apart.redrawn(data, media_type)
    return media_type, data


def _sniffed(data: bytes) -> str:
    """By content, never by name (security.md C.11)."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"%PDF-"):
        return PDF
    if not data or not attached_text.is_text(data):
        raise Refused(KINDS)
    return "text/plain"
