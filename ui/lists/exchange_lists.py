"""Columns of what went out, who is enrolled, and what came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rescueapp.i18n import mark, say
from rescueapp.storage.exchange_log import Correspondent, Export, ReceivedPackage
from ui import dates
from ui.lists.columns import Column

_PERIOD = mark("{start} to {end}", "exchange")
_CONFIRMED = mark("Confirmed {at}", "exchange")
_WAITING = mark("Not confirmed", "exchange")
_KINDS = {"office": mark("Office", "exchange"), "station": mark("Station", "exchange")}
_RETIRED = mark("Ended {at}", "exchange")
_NOTHING_YET = mark("Nothing received yet", "exchange")
_GAP = mark("{count} packages missing", "exchange")

EXPORTS: tuple[Column[Export], ...] = (
    Column("sequence", mark("Number", "exchange"), lambda e: str(e.sequence), 80, least=60, rank=0),
    Column("period", mark("Period", "exchange"),
           lambda e: say(_PERIOD(start=e.period_from, end=e.period_to)), 230, least=120, rank=2),
    Column("cases", mark("Cases", "exchange"), lambda e: str(e.cases), 80, least=70, rank=3),
    Column("made_at", mark("Made", "exchange"), lambda e: dates.moment(e.made_at), 150,
           least=100, rank=1),
    Column("confirmed", mark("Receipt", "exchange"),
           lambda e: say(_CONFIRMED(at=dates.moment(e.confirmed_at)) if e.confirmed_at
                         else _WAITING), 200,
           lambda e: ("complete", "accent") if e.confirmed_at else ("due", "amber"),
           least=140, rank=0),
)  # fmt: skip

CORRESPONDENTS: tuple[Column[Correspondent], ...] = (
    Column("name", mark("Name", "exchange"), lambda c: c.name, 240, least=120, rank=0),
    Column("code", mark("Code", "exchange"), lambda c: c.code, 120, least=80, rank=3),
    Column("kind", mark("Kind", "exchange"), lambda c: say(_KINDS[c.kind]), 100, least=70, rank=4),
    Column("enrolled_at", mark("Enrolled", "exchange"), lambda c: dates.moment(c.enrolled_at), 150,
           least=100, rank=5),
    Column("state", mark("State", "exchange"),
           lambda c: say(_RETIRED(at=dates.day(c.retired_at))) if c.retired_at else "", 120,
           least=90, rank=1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StationLine:
    """A station as the office sees it: its last package, and how many are missing in all."""

    name: str
    code: str
    sequence: int
    received_at: str
    missing: int


def station_lines(
    enrolled: Sequence[Correspondent], packages: Sequence[ReceivedPackage]
) -> list[StationLine]:
    """One line for each enrolled station; packages come latest first."""
    return [
        _station(station, [p for p in packages if p.station == station.key_id])
        for station in enrolled
        if station.kind == "station"
    ]


def _station(station: Correspondent, packages: list[ReceivedPackage]) -> StationLine:
    numbers = {package.sequence for package in packages}
    return StationLine(
        name=station.name,
        code=station.code,
        sequence=max(numbers, default=0),
        received_at=packages[0].received_at if packages else "",
        missing=max(numbers, default=0) - len(numbers),
    )


RECEIVED: tuple[Column[StationLine], ...] = (
    Column("name", mark("Station", "exchange"), lambda r: r.name, 240, least=120, rank=0),
    Column("code", mark("Code", "exchange"), lambda r: r.code, 100, least=80, rank=3),
    Column("sequence", mark("Last number", "exchange"),
           lambda r: str(r.sequence) if r.sequence else "", 100, least=80, rank=1),
    Column("received_at", mark("Last received", "exchange"),
           lambda r: dates.moment(r.received_at) or say(_NOTHING_YET), 180, least=100, rank=2),
    Column("gap", mark("Gaps", "exchange"),
           lambda r: say(_GAP(count=r.missing)) if r.missing else "", 240,
           lambda r: ("warning", "amber") if r.missing else None, least=140, rank=0),
)  # fmt: skip
