"""Whether the switch for abroad is on, and on what ground (K-14). `abroad_switch` turns it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rescueapp import clock
from rescueapp.actions.signing import grants
from rescueapp.domain.request import Kind, Request, State
from rescueapp.domain.worker import Role
from rescueapp.forms import codes
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

GROUNDS = "L-abroad-switch"


@dataclass(frozen=True, slots=True)
class Switch:
    """What provision abroad rests on while it is on. `until`: an instant, UTC."""

    request: Request
    ground: str  # L-abroad-switch
    document: str  # of the authority: office, number, day

    @property
    def until(self) -> str:
        """When it goes off by itself."""
        return self.request.until or ""

    @property
    def ground_words(self) -> str:
        """The ground, in the language in use."""
        return codes.label(GROUNDS, self.ground)

    @property
    def words(self) -> str:
        """Ground and document, in the language in use."""
        return f"{self.ground_words} · {self.document}"


def standing(ws: Workspace) -> Switch | None:
    """What is on now; None: it is off, as it is unless two people turned it on.

    Raises Damaged for a permission that was made or brought back by hand.
    """
    return next((on for each in granted(ws) if (on := _checked(ws, each))), None)


def granted(ws: Workspace) -> Iterator[Request]:
    """Every permission that says it holds and was not turned off."""
    now = clock.stamp()
    return (each for each in _all(ws) if each.state(now) is State.GRANTED)


def waiting(ws: Workspace) -> Request | None:
    """What was asked for and nobody has decided."""
    return next((each for each in _all(ws) if each.granted is None), None)


def about(ground: str, document: str) -> str:
    """What a request for it is about; signed by who asks."""
    return f"{ground} {document}"


def switch_of(request: Request) -> Switch:
    """Ground and document of a request."""
    ground, _, document = request.about.partition(" ")
    return Switch(request, ground, document)


def _all(ws: Workspace) -> Iterator[Request]:
    of_vault = stored.of_subject(ws.db, ws.vault.uid)
    return (each for each in of_vault if each.kind is Kind.ABROAD)


def _checked(ws: Workspace, request: Request) -> Switch | None:
    """As a switch, where two people of the rank signed it, and neither is the other."""
    if grants.usable(ws, Kind.ABROAD, request.subject, request.about) != request:
        return None
    heads = {user.uid for user in ws.keyring.users if user.role == Role.SUPERVISOR}
    return switch_of(request) if request.asked_by in heads else None
