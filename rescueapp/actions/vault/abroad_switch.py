"""Turning provision abroad on and off (K-14: PIPL 36, 38, 41; Data Security Law 36; L16 art. 35).

It is off, unless two people turned it on: a supervisor asks, naming the legal ground and the
document of the authority, and another supervisor, a deputy or the superior bureau agrees. It holds
for a time, and one supervisor turns it off at once. It releases nothing by itself: each release
needs the person's separate consent, and is the least (`receivers`).
"""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp.actions.opened import reasons
from rescueapp.actions.outward import abroad_state
from rescueapp.actions.outward.abroad_state import GROUNDS, Switch
from rescueapp.actions.signing import grants
from rescueapp.actions.two_people import requests
from rescueapp.actions.vault import people
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import codes
from rescueapp.i18n import mark
from rescueapp.workspace import Workspace

__all__ = ["GROUNDS", "Outlook", "Switch", "ask", "outlook", "turn_off"]

LEAST_DOCUMENT = 4  # characters

NO_GROUND = mark("Choose the legal ground on which anything may go abroad.", "abroad")
NO_DOCUMENT = mark("Name the document of the authority: office, number and day.", "abroad")
ON_ALREADY = mark("Provision abroad is on already. Turn it off before it is asked for anew.",
                  "abroad")  # fmt: skip
WAITS = mark(
    "It was asked for already; somebody else has to agree. Take that back before you ask anew.",
    "abroad",
)
OFF_ALREADY = mark("Provision abroad is off.", "abroad")
STATION_ONLY = mark("Only a station has people whose information could go abroad.", "abroad")


@dataclass(frozen=True, slots=True)
class Outlook:
    """How it stands: what is on, with who asked and who agreed by name; what waits."""

    on: Switch | None
    waiting: Switch | None
    asked_by: str = ""
    agreed_by: str = ""


def outlook(ws: Workspace) -> Outlook:
    """How the switch stands, for who answers for it. Raises Refused, and Damaged as `standing`."""
    ws.check(Act.DECIDE)
    on, asked = abroad_state.standing(ws), abroad_state.waiting(ws)
    request = on.request if on else asked
    if request is None:
        return Outlook(None, None)
    names = people.names(ws)
    return Outlook(
        on=on,
        waiting=abroad_state.switch_of(asked) if asked else None,
        asked_by=names.get(request.asked_by, ""),
        agreed_by=names.get(request.decided_by or "", ""),
    )


def ask(ws: Workspace, ground: str, document: str, reason: str) -> Request:
    """Ask that provision abroad is turned on. Who decides reads ground and document in the reason.

    Raises Refused: no ground of the list, no document, a short reason, on or asked for already.
    """
    ws.check(Act.DECIDE)
    if ws.vault.kind != "station":
        raise Refused(STATION_ONLY)
    named = " ".join(document.split())
    if not codes.known(GROUNDS, ground):
        raise Refused(NO_GROUND)
    if len(named) < LEAST_DOCUMENT:
        raise Refused(NO_DOCUMENT)
    reasons.refuse_forbidden(named)
    if abroad_state.standing(ws) is not None:
        raise Refused(ON_ALREADY)
    if abroad_state.waiting(ws) is not None:
        raise Refused(WAITS)
    told = f"{reasons.long_enough(reason)} ({codes.label(GROUNDS, ground)} · {named})"
    return requests.ask(ws, Kind.ABROAD, "", told, abroad_state.about(ground, named))


def turn_off(ws: Workspace) -> Changed:
    """Off at once, by one. Raises Refused where it is off."""
    if not requests.deputises(ws):
        ws.check(Act.DECIDE)
    found = list(abroad_state.granted(ws))
    if not found:
        raise Refused(OFF_ALREADY)
    with ws.db.transaction():
        for each in found:
            grants.use(ws, each, ws.vault.uid)
            ws.log("abroad_off", request=each.uid)
    return Changed(people=True)
