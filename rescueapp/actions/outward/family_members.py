"""Who belongs to the family of a case, read with the keys of whoever looks (`families` links).

The members lie sealed under a key of the family, which each of its cases keeps under its care key.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from rescueapp.crypto import seal
from rescueapp.domain.family import Member
from rescueapp.forms.schema import Compartment
from rescueapp.storage import families
from rescueapp.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Key:
    """What a case keeps of its family."""

    family: str
    key: bytes


def others(ws: Workspace, case_uid: str) -> tuple[Member, ...]:
    """Who else belongs to the family of a case; none where it has no family or is closed here."""
    return tuple(each for each in members(ws, case_uid) if each.case_uid != case_uid)


def closed(ws: Workspace, case_uid: str) -> bool:
    """Whether a case has a family and this worker cannot read which."""
    has_one = families.member(ws.db, case_uid) is not None
    return has_one and Compartment.CARE not in ws.case_keys(case_uid)


def members(ws: Workspace, case_uid: str) -> tuple[Member, ...]:
    """The whole family of a case, itself among them."""
    kept = key_of(ws, case_uid)
    return opened(ws, kept) if kept else ()


def key_of(ws: Workspace, case_uid: str) -> Key | None:
    """The family of a case and its key; None: none, or its care part is closed here."""
    key = ws.case_keys(case_uid).get(Compartment.CARE)
    sealed = families.member(ws.db, case_uid) if key else None
    if key is None or sealed is None:
        return None
    told = json.loads(seal.unseal(key, sealed, bound=("family_members", case_uid)))
    return Key(told["family"], bytes.fromhex(told["key"]))


def opened(ws: Workspace, kept: Key) -> tuple[Member, ...]:
    """The members of a family whose key is held."""
    sealed = families.family(ws.db, kept.family)
    if sealed is None:
        return ()
    told = json.loads(seal.unseal(kept.key, sealed, bound=("families", kept.family)))
    return tuple(Member(**each) for each in told)
