"""Whole vault folders, their backups, and what the tests do to them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from rescueapp.crypto import seal, sign
from rescueapp.errors import Problem
from rescueapp.forms.schema import Compartment
from rescueapp.storage import audit, backup, backup_folder, blobs, records
from rescueapp.storage.database import Database
from tests.storage.making import ANNA, AT, KEY, add_case, new_database, version

VAULT = "e" * 32
SEED = bytes(range(100, 132))
SIGNER = sign.public_of(SEED)
PUBLIC, SECRET = seal.box_pair()
PAPER_PUBLIC, PAPER_SECRET = seal.box_pair()
OUTSIDER_SECRET = seal.box_pair()[1]
BLOBS = ("5f" * 16, "a0" * 16)


class Vault:
    """A vault folder with data, attachments and a keyring, and its open database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blob_keys = {uid: seal.new_key() for uid in BLOBS}
        folder.mkdir(parents=True)
        self.db = new_database(folder / "case.db")
        (folder / "keyring.json").write_bytes(b'{"generation":2}')
        (folder / "keyring.2.json").write_bytes(b'{"generation":2}')
        for uid, key in self.blob_keys.items():
            blobs.write(folder, uid, io.BytesIO(b"scan" * 5000), key=key, size=20_000)
        with self.db.transaction():
            for n in range(1, 40):
                case_uid = add_case(self.db, n)
                records.save(self.db, version(case_uid, due_on="2026-04-01"))
                audit.append(self.db, at=AT, actor=ANNA.uid, act="save", object=case_uid)
            for uid in BLOBS:
                blobs.add(self.db, self.row(uid, case_uid))

    def row(self, uid: str, case_uid: str) -> blobs.Blob:
        return blobs.Blob(
            uid, case_uid, Compartment.LEGAL, "image/png", 20_000, b"sealed", AT, ANNA.uid
        )

    def back_up(self, target: Path, **changes: Any) -> backup.BackupInfo:
        values: dict[str, Any] = {
            "vault": VAULT,
            "recipients": [PUBLIC, PAPER_PUBLIC],
            "signing_seed": SEED,
            "values": {"station": "990101"},
            **changes,
        }
        return backup.back_up(self.db, self.folder, target, **values)


def restored(made: Path, folder: Path, **changes: Any) -> backup.BackupInfo:
    values: dict[str, Any] = {
        "secret": SECRET,
        "database_key": KEY,
        "signer_public": SIGNER,
        **changes,
    }
    return backup.restore(made, folder, **values)


def everything(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the search index's own."""
    tables = backup_folder.counts(db)
    return {name: sorted(db.read(f'SELECT * FROM "{name}"'), key=repr) for name in tables}


def flip(path: Path, where: int) -> None:
    data = bytearray(path.read_bytes())
    data[where] ^= 1 << (where % 8)
    path.write_bytes(data)


def refuses(made: Path) -> type[Problem]:
    with pytest.raises(Problem) as caught:
        backup.verify(made, secret=SECRET, signer_public=SIGNER)
    return type(caught.value)
