"""Heads of the audit that were told outside the database, so that a chain cut short is noticed.

They lie in a small signed file beside the database, in the receipts an office has handed out,
and in the manifests of backups. Only who holds the signing key of the vault can make one; who
takes the file away as well is found out by the backups and receipts on other media.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from rescueapp.crypto import canonical, chain
from rescueapp.crypto.keyring import Grant
from rescueapp.errors import Damaged, Refused, Unavailable
from rescueapp.exchange import receipts, signed_file
from rescueapp.i18n import mark
from rescueapp.storage import backup_folder, exchange_log, files
from rescueapp.storage.audit import Head
from rescueapp.workspace import Workspace

NAME = "audit.anchors"
KIND = "anchors"
MOST_KEPT = 50
_MEMBERS = {"vault", "anchors"}

NOT_ANCHORS = mark("The file of the account's anchors is damaged: {file}", "damage")
OTHER_VAULT = mark("This is a backup of another vault.", "backup")


def keep(ws: Workspace, head: Head) -> None:
    """Note a head that is committed and has left in a package, a receipt or a backup.

    What cannot be noted stops nobody: the act itself is done. A damaged file is left as it is,
    and the check tells of it.
    """
    with suppress(Unavailable, Damaged):
        heads = {h.seq: h for h in _own(ws)} | {head.seq: head}
        kept = [[seq, heads[seq].hash.hex()] for seq in sorted(heads)][-MOST_KEPT:]
        members = {"vault": ws.vault.uid, "anchors": kept}
        seed = ws.keys.grants[Grant.SIGNING]
        data = signed_file.write(members, kind=KIND, signing_seed=seed)
        files.replace(ws.folder / NAME, data)


def known(ws: Workspace, backups: Iterable[Path] = ()) -> dict[int, bytes]:
    """Every head told outside the database: what `audit.verify` compares with.

    `backups`: finished backups of this vault on other media. Raises Damaged for a file that is
    not as it was signed, or for two that contradict each other.
    """
    heads: dict[int, bytes] = {}
    for head in (*_own(ws), *_of_receipts(ws), *_of_backups(ws, backups)):
        if head.seq and heads.setdefault(head.seq, head.hash) != head.hash:
            raise Damaged(chain.BROKEN(seq=head.seq))
    return heads


def _own(ws: Workspace) -> list[Head]:
    path = ws.folder / NAME
    if not path.exists():
        return []
    try:
        whole = signed_file.read(
            signed_file.load(path), kind=KIND, members=_MEMBERS, other=NOT_ANCHORS(file=NAME)
        )
        signed_file.verify(whole, ws.keyring.public(Grant.SIGNING), kind=KIND)
        if whole["vault"] != ws.vault.uid:
            raise Damaged(canonical.UNREADABLE)
        return [_head(seq, digest) for seq, digest in whole["anchors"]]
    except (Damaged, Refused, ValueError, TypeError):
        raise Damaged(NOT_ANCHORS(file=NAME)) from None


def _of_receipts(ws: Workspace) -> Iterator[Head]:
    """Of the receipts this office has signed, as far as they lie here."""
    for package in exchange_log.packages(ws.db):
        path = ws.folder / exchange_log.PACKAGES / f"{package.uid}{receipts.SUFFIX}"
        if path.is_file():
            receipt = receipts.load_receipt(path)
            whole = canonical.loads(receipt.data, limit=signed_file.LIMIT)
            signed_file.verify(whole, ws.keyring.public(Grant.SIGNING), kind=receipts.KIND)
            yield Head(receipt.audit_sequence, receipt.audit_head)


def _of_backups(ws: Workspace, backups: Iterable[Path]) -> Iterator[Head]:
    for backup in backups:
        with files.on_disk():
            manifest = backup_folder.read_manifest(backup, ws.keyring.public(Grant.SIGNING))
        if manifest["vault"] != ws.vault.uid:
            raise Refused(OTHER_VAULT)
        yield _head(manifest["audit"]["seq"], manifest["audit"]["hash"])


def _head(seq: object, digest: object) -> Head:
    number = signed_file.whole_number(seq, 0, canonical.MAX_INTEGER)
    return Head(number, signed_file.unhex(digest, 32))
