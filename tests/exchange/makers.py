"""Fictional offices and stations with their keys, and packages of a few coded cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rescueapp import clock
from rescueapp.crypto import canonical, seal, sign
from rescueapp.crypto.primitives import age_pair
from rescueapp.exchange.bundle import Contents
from rescueapp.exchange.coded import CodedRecord
from rescueapp.exchange.keyfile import Holder, KeyFile, make_key_file, read_key_file
from rescueapp.exchange.manifest import NO_PREVIOUS

VALID_FROM = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody with keys."""

    seed: bytes
    identity: bytes
    keys: KeyFile


def party(kind: Holder = "station", *, training: bool = False, code: str = "X01") -> Party:
    seed = seal.new_key()
    recipient, identity = age_pair()
    data = make_key_file(
        kind=kind,
        code=code,
        name="某某救助管理站" if kind == "station" else "某某省民政厅",
        training=training,
        signing_seed=seed,
        recipient=recipient,
        valid_from=VALID_FROM,
    )
    return Party(seed, identity, read_key_file(data))


def records(case_uid: str) -> tuple[CodedRecord, ...]:
    """Coded facts that differ from case to case."""
    turn = int(case_uid[:6], 16)
    intake = {
        "sex": "2",
        "arrived_at": "2026-03-05",
        "reasons": ["01", "08"],
        "home_county": "530721",
        "birth_date": {"none": "declined"},
        "age_low": turn % 60,
        "id_withheld": True,
    }
    visit: dict[str, Any] = {}
    return (
        CodedRecord("intake", 1, "2026-03-05", intake),
        CodedRecord("follow_up", 1, None, visit),
    )


def uids(count: int) -> list[str]:
    return [f"{n * 7919 % 0xFFFFFF:06x}" + f"{n:026x}" for n in range(1, count + 1)]


def contents(
    count: int = 3,
    *,
    sequence: int = 1,
    previous: bytes = NO_PREVIOUS,
    training: bool = False,
    coded: Callable[[str], Sequence[CodedRecord]] = records,
    key: bytes = b"p" * 32,
    level: str = "pseudonymous",
) -> Contents:
    return Contents(
        case_uids=uids(count),
        coded=coded,
        pseudonym_key=key,
        sequence=sequence,
        previous=previous,
        period_from="2025-12-16",
        period_to="2026-06-15",
        training=training,
        audit_sequence=17,
        audit_head=b"a" * 32,
        level=level,
    )


def signed_anew(data: bytes, seed: bytes, kind: str, /, **members: Any) -> bytes:
    """A signed file with other members, its signature made anew: one fault, well signed."""
    whole = canonical.loads(data, limit=10_000)
    whole.pop("signature")
    for name, value in members.items():
        if value is DROP:
            whole.pop(name)
        else:
            whole[name] = value
    whole["signature"] = sign.sign(seed, canonical.dumps(whole), purpose=kind).hex()
    return canonical.dumps(whole)


DROP = object()
TODAY = clock.instant("2026-06-20T02:00:00Z")
