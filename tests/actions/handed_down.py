"""Rules files of an office, as it writes them and as somebody with its keys could."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rescueapp.actions.due import rules
from rescueapp.actions.exchanging import enrolment, handing_down
from rescueapp.actions.exchanging.handing_down import Offer
from rescueapp.crypto.keyring import Grant
from rescueapp.exchange import rules_file
from rescueapp.exchange.rules_file import Set
from rescueapp.storage import audit
from rescueapp.workspace import Workspace
from tests.actions.station import Pair

WHY = "全省统一办理时限"
OURS = "本县残联公布的办理时限"
AT = "2026-06-30T04:00:00Z"
Forge = Callable[..., bytes]


def set_at(ws: Workspace, rule: str, *amounts: int, why: str = WHY, applied: bool = True) -> Any:
    return rules.change(ws, rule, amounts=amounts, soon=None, applied=applied, why=why)


def written(pair: Pair, folder: Path, *set_: tuple[str, int]) -> Path:
    """The rules file of the office, after it set some numbers."""
    ws = pair.office.sign_in("wu")
    for rule, amount in set_:
        set_at(ws, rule, amount)
    return handing_down.hand_down(ws, folder).path


def taken(pair: Pair, path: Path) -> tuple[Workspace, Offer]:
    ws = pair.station.sign_in("duan")
    return ws, handing_down.take_in(ws, handing_down.look(ws, path).file.data)


def days(ws: Workspace, rule: str) -> list[int]:
    return [amount for amount, _ in rules.newest(ws, rule).numbers]


def last_act(ws: Workspace) -> audit.Entry:
    return audit.rows(ws.db, limit=1)[0]


@pytest.fixture
def forged(pair: Pair, tmp_path: Path) -> Forge:
    """A file with the office's own signature, and whatever content."""
    ws = pair.office.sign_in("wu")
    seed, office = ws.keys.grants[Grant.SIGNING], enrolment.own_key_file(ws).key_id
    pair.office.leave()

    def make(*versions: Set, number: int = 1, made_at: str = AT) -> bytes:
        file = rules_file.make(
            versions, office=office, number=number, made_at=made_at, signing_seed=seed
        )
        return file.data

    return make


def said(rule: str, *numbers: tuple[int, str], version: int = 2, **more: Any) -> Set:
    return replace(Set(rule, version, AT, WHY, tuple(numbers), None, False), **more)


def take(pair: Pair, data: bytes) -> Offer:
    return handing_down.take_in(pair.station.sign_in("duan"), data)
