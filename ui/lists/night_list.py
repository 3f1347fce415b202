"""Columns of what stations told of their nights."""

from __future__ import annotations

from rescueapp.actions.exchanging.night_acts import Told
from rescueapp.domain.request import KINDS, Kind
from rescueapp.domain.worker import ROLE_NAMES, Role
from rescueapp.exchange.night_acts import Emergency
from rescueapp.i18n import mark, say
from ui import dates
from ui.lists.columns import Column

_OPENED = mark("Emergency access to a case", "request")
_REASON = mark("Reason told", "night")
_NO_REASON = mark("Reason still owed", "night")
_CONFIRMED = mark("Confirmed", "night")
_NOT_CONFIRMED = mark("Not confirmed", "night")
_UNTIL = mark("{begun} to {ended}", "night")


def _what(told: Told) -> str:
    if isinstance(told.act, Emergency):
        return say(_OPENED)
    found = next((kind for kind in Kind if kind == told.act.kind), None)
    return say(KINDS[found].title) if found else told.act.kind


def _role(told: Told) -> str:
    found = next((role for role in Role if role == told.act.role), None)
    return say(ROLE_NAMES[found]) if found else told.act.role


def _when(told: Told) -> str:
    if isinstance(told.act, Emergency):
        begun, ended = dates.moment(told.act.begun), dates.moment(told.act.ended)
        return say(_UNTIL(begun=begun, ended=ended))
    return dates.moment(told.act.decided)


def _fine(told: Told) -> bool:
    return told.act.told if isinstance(told.act, Emergency) else told.act.confirmed


def _state(told: Told) -> str:
    if isinstance(told.act, Emergency):
        return say(_REASON if told.act.told else _NO_REASON)
    return say(_CONFIRMED if told.act.confirmed else _NOT_CONFIRMED)


COLUMNS: tuple[Column[Told], ...] = (
    Column("station", mark("Station", "exchange"), lambda told: told.station, 200, least=110,
           rank=0),
    Column("what", mark("What", "night"), _what, 200, least=120, rank=0),
    Column("number", mark("Case number", "night"), lambda told: told.act.number, 140, least=120,
           rank=1),
    Column("role", mark("By", "night"), _role, 110, least=80, rank=2),
    Column("when", mark("When", "night"), _when, 290, least=140, rank=1),
    Column("state", mark("State", "night"), _state, 130,
           lambda told: None if _fine(told) else ("warning", "amber"), least=100, rank=0),
    Column("package", mark("Package", "night"), lambda told: str(told.package), 80, least=60,
           rank=3),
)  # fmt: skip
