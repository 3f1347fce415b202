"""Emergencies and decisions by telephone, told to the office with the next package (K-10).

The station gathers what began since its package before; the office reads it out of the manifests
it has kept, station by station.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from rescueapp import clock
from rescueapp.actions.two_people import emergency, telephone_codes
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.exchange import night_acts
from rescueapp.exchange.manifest import PSEUDONYMOUS
from rescueapp.exchange.night_acts import MOST, Emergency, NightActs, Telephoned
from rescueapp.storage import audit, cases, exchange_log
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

NO_CASE = "–"  # of what is about the station, about who asked, or about a case destroyed since


@dataclass(frozen=True, slots=True)
class Told:
    """One of them as the office sees it."""

    station: str  # name of the station
    package: int  # number of the package that told it
    act: Emergency | Telephoned


# --- at the station ---------------------------------------------------------------------------


def since_last(ws: Workspace) -> NightActs:
    """What began since the package before; what is too much for one is told newest first."""
    last = next((e for e in exchange_log.exports(ws.db) if e.level == PSEUDONYMOUS), None)
    since = last.made_at if last else ""
    found = stored.since(ws.db, "")
    roles = {user.uid: user.role for user in ws.keyring.users}
    opened = [r for r in found if r.kind is Kind.EMERGENCY and r.asked_at > since]
    agreed = [r for r in found if r.code and (r.decided_at or "") > since]
    numbers = cases.numbers_of(ws.db, {request.subject for request in (*opened, *agreed)})
    return NightActs(
        tuple(
            Emergency(numbers[r.subject], roles.get(r.asked_by, "unknown"), r.asked_at,
                      _ended(ws, r), not emergency.owes_reason(r))
            for r in opened[:MOST] if r.subject in numbers
        ),
        tuple(
            Telephoned(numbers.get(r.subject, NO_CASE), r.kind.value,
                       roles.get(r.asked_by, "unknown"), r.decided_at or "",
                       r.confirmed_by is not None)
            for r in agreed[:MOST]
        ),
    )  # fmt: skip


def office_signed(ws: Workspace, sequence: int) -> None:
    """The office signed for a package: what it tells that nobody here could confirm is settled.
    Inside the caller's transaction."""
    told = [e for e in exchange_log.exports(ws.db) if e.level == PSEUDONYMOUS]  # latest first
    for place, package in enumerate(told):
        if package.sequence == sequence:
            since = told[place + 1].made_at if place + 1 < len(told) else ""
            telephone_codes.office_signed(ws, since, package.made_at)


def _ended(ws: Workspace, request: Request) -> str:
    """When it was given back, or when its time was over; while it goes on, when it will be."""
    for entry in audit.rows(ws.db, object=request.subject):
        if entry.act == "give_back" and entry.detail.get("request") == request.uid:
            return entry.at
    return request.until or clock.stamp()


# --- at the office ------------------------------------------------------------------------------


def told_by_stations(ws: Workspace) -> list[Told]:
    """What the stations have told, the latest package first."""
    ws.check(Act.RECEIVE)
    names = {c.key_id: c.name for c in exchange_log.correspondents(ws.db, kind="station")}
    told = []
    for package in exchange_log.packages(ws.db):
        found = _of(package.manifest)
        acts: list[Emergency | Telephoned] = [*found.emergencies, *found.telephoned]
        station = names.get(package.station, "")
        told += [Told(station, package.sequence, act) for act in acts]
    return told


def _of(manifest: str) -> NightActs:
    """What a kept manifest tells; it was checked when the package was taken in."""
    found = json.loads(manifest).get("night")
    if found is None:
        return NightActs()
    return night_acts.read(found)
