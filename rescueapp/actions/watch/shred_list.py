"""The list of destroyed cases: in the vault, beside it, and on every medium with backups.

A backup of before a destruction still holds the case and its keys. So the list travels apart from
the database, each line signed by the station, and whoever opens a vault that is older than its
list takes the listed cases out again: after a restore before the vault has its place, and at an
unlock when an older database was put back by hand. It holds numbers, days and counts, no word of
anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rescueapp import clock
from rescueapp.crypto import canonical, sign
from rescueapp.crypto.keyring import Grant, Keyring
from rescueapp.domain.backup_series import KEYS_FOR
from rescueapp.domain.retention import Certificate
from rescueapp.errors import Damaged, Problem
from rescueapp.storage import audit, backup_log, blobs, cases, files, maintenance, shredding
from rescueapp.storage import retention as stored
from rescueapp.storage.database import Database
from rescueapp.workspace import Workspace

NAME = "destroyed.list"
PURPOSE = "destruction"  # of a certificate's signature
DONE = "case_destroyed"  # the acts
AGAIN = "case_destroyed_again"  # it had come back with an older backup
_LINE, _MOST = 8 << 10, 64 << 20  # bytes of a line, of a file
REWRITTEN = 512 << 20  # bytes: a larger database would not fit into a small computer's memory
_COPIES = "backups"  # of the database, before a newer program changed its tables


@dataclass(frozen=True, slots=True)
class OldBackup:
    """A backup that still opens destroyed cases: made when, to be gone when (instants)."""

    made_at: str
    gone_by: str
    numbers: tuple[str, ...]  # of the cases


# --- certificates ---------------------------------------------------------------------------------


def signed(certificate: Certificate, seed: bytes) -> Certificate:
    """A certificate with the station's signature."""
    message = canonical.dumps(certificate.told())
    return replace(certificate, signature=sign.sign(seed, message, purpose=PURPOSE))


def add(db: Database, certificate: Certificate) -> None:
    """Keep a certificate, inside the caller's transaction."""
    stored.add_certificate(db, certificate, canonical.dumps(certificate.told()).decode())


def _line(certificate: Certificate) -> bytes:
    told = {**certificate.told(), "signature": certificate.signature.hex()}
    return canonical.dumps(told) + b"\n"


# --- files ----------------------------------------------------------------------------------------


def write(folder: Path, listed: Iterable[Certificate]) -> None:
    """Write the list into a vault's folder. Raises Unavailable."""
    _put(folder / NAME, listed)


def leave_on(ws: Workspace, medium: Path) -> bool:
    """Put the list, also an empty one, beside the backups of a medium: what it told before stays.
    Whether it lies there; a medium that does not take it stops no backup."""
    path = _on_medium(medium, ws.vault.uid)
    there = read([path], ws.keyring, ws.vault.uid)
    try:
        _put(path, (*there, *stored.certificates(ws.db)))
    except Problem:
        return False
    return True


def _put(path: Path, listed: Iterable[Certificate]) -> None:
    once = {certificate.case_uid: certificate for certificate in listed}.values()
    lines = sorted(once, key=lambda c: (c.destroyed_at, c.number))
    files.replace(path, b"".join(map(_line, lines)))


def _on_medium(medium: Path, vault: str) -> Path:
    """Several vaults may share a medium."""
    return medium / f"rescue-{vault[:8]}-{NAME}"


def lists_about(backup: Path, folder: Path, vault: str) -> list[Path]:
    """Where a list may lie when a backup is restored into a folder: beside the backup, and in
    the folders next to the new one, where the vault was before."""
    beside = [_on_medium(backup.parent, vault), _on_medium(folder.parent, vault)]
    with suppress(OSError):  # not ours to look into
        beside += sorted(folder.resolve().parent.glob(f"*/{NAME}"))
    return [path for path in beside if path.is_file()]


def read(
    paths: Iterable[Path], keyring: Keyring, vault: str, *, but: Collection[str] = ()
) -> list[Certificate]:
    """The certificates of this vault in some lists, each once, but those of some cases (uids).
    What nobody here signed, another vault's, or a line that was cut off is passed over."""
    public = keyring.public(Grant.SIGNING)
    found: dict[str, Certificate] = {}
    for path in paths:
        for certificate in _lines(path, public, but):
            if certificate.vault == vault:
                found.setdefault(certificate.case_uid, certificate)
    return list(found.values())


def _lines(path: Path, public: bytes, but: Collection[str]) -> Iterator[Certificate]:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST)
    except OSError:
        return
    for line in data.splitlines():
        with suppress(Damaged, KeyError, TypeError, ValueError, AttributeError):
            told = canonical.loads(line, limit=_LINE)
            if told["case_uid"] in but:
                continue
            signature = bytes.fromhex(told.pop("signature"))
            sign.verify(public, canonical.dumps(told), signature, purpose=PURPOSE)
            yield stored.certificate_of(told, signature)


# --- taking out again -----------------------------------------------------------------------------


def take_out(db: Database, listed: Iterable[Certificate], *, actor: str) -> list[str]:
    """Take the listed cases out of a database that is older than the list, inside the caller's
    transaction; the numbers of those that were in it."""
    gone = []
    for certificate in listed:
        cases.keep_number(db, certificate.number)
        add(db, certificate)
        if not cases.numbers_of(db, [certificate.case_uid]):
            continue
        gone.append(certificate.number)
        shredding.erase(db, certificate.case_uid)
        stored.set_unsettled(db, certificate.case_uid)
        audit.append(db, at=clock.stamp(), actor=actor, act=AGAIN, object=certificate.case_uid)
    return gone


def remove_files(db: Database, folder: Path) -> None:
    """Remove what lies beside the database of destroyed cases: their attachments, and copies of
    the database as it was before its tables changed. Raises Unavailable."""
    with files.on_disk():
        for uid in stored.shredded_files(db):
            blobs.place(folder, uid).unlink(missing_ok=True)
        for copy in (folder / _COPIES).glob("before-schema-*.db"):
            copy.unlink()


def settle(ws: Workspace, step: Callable[[str], None] = lambda _: None) -> None:
    """Finish what was destroyed: files, the list, and every page of the database written anew, so
    that nothing deleted is left in one. Raises Unavailable (no room): then the next unlock goes on.
    In a database above `REWRITTEN` it rests on the engine, which empties what it deletes.

    `step` is told what has been done, for tests that end it there.
    """
    if not stored.unsettled(ws.db):
        return
    remove_files(ws.db, ws.folder)
    step("files")
    write(ws.folder, stored.certificates(ws.db))
    step("list")
    with files.on_disk():
        fits = ws.db.path.stat().st_size <= REWRITTEN
    if fits:
        maintenance.vacuum(ws.db.path, ws.keys.grants[Grant.DATABASE])
    step("pages")
    with ws.db.transaction():
        stored.set_settled(ws.db, at=clock.stamp())
    ws.db.checkpoint()


def go_on(ws: Workspace) -> None:
    """At an unlock: take out what an older database brought back, and finish what was cut off.
    Nothing here keeps anybody out."""
    with suppress(Problem):
        known = stored.destroyed(ws.db)
        listed = read([ws.folder / NAME], ws.keyring, ws.vault.uid, but=known)
        if listed:
            with ws.db.transaction():
                take_out(ws.db, listed, actor=ws.worker.uid)
        settle(ws)


# --- backups that still hold keys -----------------------------------------------------------------


def old_backups(ws: Workspace) -> list[OldBackup]:
    """The backups made before a destruction and not yet gone: until then they open what was
    destroyed. The oldest first; by when each is to be gone says `backup_series`."""
    destroyed = stored.certificates(ws.db)
    found = []
    for backup in backup_log.noted(ws.db):
        numbers = tuple(sorted(c.number for c in destroyed if c.destroyed_at > backup.made_at))
        gone_by = clock.stamp(clock.instant(backup.made_at) + KEYS_FOR)
        if numbers and backup.removed_at is None:
            found.append(OldBackup(backup.made_at, gone_by, numbers))
    return sorted(found, key=lambda old: old.made_at)
