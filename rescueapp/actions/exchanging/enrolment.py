"""Who exchanges packages with whom: key files, and the words that two people compare."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.watch import epochs
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.exchange import keyfile
from rescueapp.exchange.keyfile import KeyFile, load_key_file, make_key_file, read_key_file
from rescueapp.i18n import mark
from rescueapp.storage import exchange_log, files, vault_values
from rescueapp.storage.exchange_log import Correspondent
from rescueapp.workspace import Workspace

OWN = "key_file"  # the vault value that keeps the file in use, so that its words stay the same

OTHER_KIND = mark("A {ours} enrols a {theirs}. This key file is of the wrong kind.", "enrol")
TRAINING_ONLY = mark("Training vaults and real ones do not exchange packages.", "enrol")
OURSELVES = mark("This is your own key file.", "enrol")
THEIRS = {"station": ("office", "station"), "office": ("station",)}
KINDS = {"station": mark("station", "enrol"), "office": mark("office", "enrol")}


@dataclass(frozen=True, slots=True)
class OwnKeyFile:
    """The key file of this vault, where it was written, and its words for the telephone."""

    path: Path
    words: tuple[str, ...]
    digits: str

    def lines(self) -> list[str]:
        return [str(self.path), " ".join(self.words), self.digits]


def own_key_file(ws: Workspace) -> KeyFile:
    """This vault's key file; made at first use and again when it has run out."""
    ws.check(Act.ENROL)
    kept = vault_values.get(ws.db, OWN)
    if kept:
        own = read_key_file(kept.encode())
        if own.valid_to >= clock.today():
            return own
    data = make_key_file(
        kind="station" if ws.vault.kind == "station" else "office",
        code=ws.vault.station_code,
        name=ws.vault.station_name,
        training=ws.vault.training,
        signing_seed=ws.keys.grants[Grant.SIGNING],
        recipient=ws.keyring.public(Grant.AGE),
        valid_from=clock.today(),
    )
    with ws.db.transaction():
        vault_values.set(ws.db, OWN, data.decode())
        ws.log("key_file_made")
    return read_key_file(data)


def write_key_file(ws: Workspace, folder: Path) -> OwnKeyFile:
    """Write the key file into a folder (a stick), to be carried to the other side."""
    own = own_key_file(ws)
    path = folder / f"{ws.vault.kind}-{own.key_id[:8]}{keyfile.SUFFIX}"
    files.replace(path, own.data)
    return OwnKeyFile(path, own.words, own.digits)


def look_at_key_file(path: Path) -> KeyFile:
    """Who a key file says it is of, before anybody types words. Raises Refused, Damaged."""
    return load_key_file(path)


def enrol(ws: Workspace, path: Path, typed_words: str) -> Changed:
    """Pin a correspondent's keys, once the words read over the telephone were typed back.

    A station has one office at a time: enrolling another retires the one before. Stations that
    hand cases over to each other are enrolled beside it. The same keys again: the newer file
    holds, and a retired correspondent is back in use.
    """
    ws.check(Act.ENROL)
    other = load_key_file(path)
    _check(ws, other)
    other.check_words(typed_words)
    at = clock.stamp()
    with ws.db.transaction():
        if ws.vault.kind == "station" and other.kind == "office":
            for before in exchange_log.correspondents(ws.db, kind="office"):
                if before.key_id != other.key_id:
                    exchange_log.retire(ws.db, before.key_id, retired_at=at)
        exchange_log.enrol(ws.db, _correspondent(ws, other, at))
        epochs.begin(ws.db, ws.keyring)
        ws.log("enrol", other.key_id)
    return Changed(exchange=True)


def _check(ws: Workspace, other: KeyFile) -> None:
    if other.key_id == own_key_file(ws).key_id:
        raise Refused(OURSELVES)
    theirs = THEIRS[ws.vault.kind]
    if other.kind not in theirs:
        raise Refused(OTHER_KIND(ours=KINDS[ws.vault.kind], theirs=KINDS[theirs[0]]))
    if other.training != ws.vault.training:
        raise Refused(TRAINING_ONLY)
    other.check_valid(clock.today())


def _correspondent(ws: Workspace, other: KeyFile, at: str) -> Correspondent:
    return Correspondent(
        key_id=other.key_id,
        kind=other.kind,
        code=other.code,
        name=other.name,
        keys=other.data.decode(),
        enrolled_at=at,
        worker=ws.worker.uid,
    )


def correspondents(ws: Workspace) -> list[Correspondent]:
    """Those enrolled and not retired, by code."""
    return exchange_log.correspondents(ws.db)


def keys_of(correspondent: Correspondent) -> KeyFile:
    """The pinned key file of a correspondent."""
    return read_key_file(correspondent.keys.encode())


def manifest_previous(manifest: str) -> bytes:
    """The hash of the package before, out of a kept manifest."""
    return bytes.fromhex(json.loads(manifest)["prev"])
