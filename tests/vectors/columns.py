"""Frozen sealed columns: a part of a record, process notes, a fact, search words, as the
workspace writes them with known keys."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

from rescueapp.crypto import primitives, seal
from rescueapp.forms.schema import Compartment
from rescueapp.storage.facts import Fact
from rescueapp.workspace import Workspace

CASE, RECORD, VERSION = "c1" * 16, "d1" * 16, 3
AT = "2026-03-05T06:30:00Z"
MEDICAL, AUTHOR, IDENTITY = Compartment.MEDICAL, Compartment.AUTHOR, Compartment.IDENTITY
TOLD = {"diagnosis": "右腕旧伤", "allergies": {"none": "declined"}}
NOTES = {"process_notes": "她想被叫作小鹿。"}
NAME = "虚构名"
WORDS = {RECORD: "旧伤 右腕"}
_KEY = bytes(range(32))


@dataclass
class Holding:
    """As much of a workspace as opening columns needs: the keys, and who holds them."""

    case_key: bytes
    secret: bytes

    worker = SimpleNamespace(uid="a1" * 16)

    @property
    def keys(self) -> Any:
        public = primitives.box_public(self.secret)
        return SimpleNamespace(box_secret=self.secret, user=SimpleNamespace(box_public=public))

    @property
    def keyring(self) -> Any:
        return SimpleNamespace(recovery_public=primitives.box_public(bytes(31) + b"\x07"))

    def case_keys(self, _: str) -> dict[Compartment, bytes]:
        return dict.fromkeys((MEDICAL, IDENTITY), self.case_key)

    def __getattr__(self, name: str) -> Any:
        return partial(getattr(Workspace, name), self)


def made() -> dict[str, Any]:
    """The columns as they are written now."""
    _, secret = seal.box_pair()
    holding = Holding(_KEY, secret)
    place = {"case_uid": CASE, "record_uid": RECORD, "version": VERSION}
    bound = ("search_parts", MEDICAL.value, CASE)
    columns = {
        "part": holding.seal_part(MEDICAL, TOLD, **place),
        "notes": holding.seal_part(AUTHOR, NOTES, **place),
        "fact": holding.seal_fact(IDENTITY, NAME, case_uid=CASE, key="name", recorded_at=AT),
        "words": seal.seal(_KEY, json.dumps(WORDS, ensure_ascii=False).encode(), bound=bound),
    }
    said = {name: data.hex() for name, data in columns.items()}
    return {"case_key": _KEY.hex(), "secret": secret.hex(), **said}


def opened(frozen: dict[str, Any]) -> list[Any]:
    """What frozen columns say."""
    held = {name: bytes.fromhex(value) for name, value in frozen.items()}
    holding = Holding(held["case_key"], held["secret"])
    place = {"case_uid": CASE, "record_uid": RECORD, "version": VERSION}
    fact = Fact(1, "name", None, IDENTITY, held["fact"], "", "", RECORD, "", "", AT)
    return [
        holding.open_part(MEDICAL, held["part"], **place),
        holding.open_part(AUTHOR, held["notes"], **place),
        json.loads(holding.unseal_fact(held["case_key"], CASE, fact)),
        holding.open_search_part(CASE, MEDICAL, held["words"], key=held["case_key"]),
    ]
