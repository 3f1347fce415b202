"""Packages carried from a station to its office: written, taken in, and what is then there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rescueapp.actions.exchanging import exchange
from rescueapp.actions.exchanging.exchange import Exported, Received
from rescueapp.workspace import Workspace
from tests.actions.station import House

PERIOD = {"level": "pseudonymous", "period_from": "2025-01-01", "period_to": "2029-12-31"}


def export(ws: Workspace, folder: Path, **changed: Any) -> Exported:
    """The next package, of every case the tests write; `changed`: another period or level."""
    return exchange.export_package(ws, out_dir=folder, **{**PERIOD, **changed})


def receive(office: House, path: Path, *, to: Path | None = None) -> Received:
    """One package at the office; its receipt goes into a folder beside it, or into `to`."""
    (only,) = exchange.receive(office.sign_in("wu"), [path], to or path.parent / "receipts")
    return only


def kept(office: House) -> tuple[list[int], int]:
    """(numbers of the packages, coded cases) that are in the office."""
    ws = office.sign_in("wu")
    found = exchange.packages(ws)
    rows = sum(len(list(exchange.coded_cases(ws, p.station, p.sequence))) for p in found)
    return sorted(package.sequence for package in found), rows
