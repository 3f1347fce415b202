"""Columns of the people of a vault."""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp.actions.people import Colleague
from rescueapp.domain.worker import ROLE_NAMES
from rescueapp.i18n import Text, mark, say
from ui.lists.columns import Column

_ENDED = mark("Access ended", "people")
_READY = mark("Has access", "people")
_WAITING = mark("Waits for a supervisor to grant access", "people")


def _state(colleague: Colleague) -> tuple[Text, tuple[str, str]]:
    if not colleague.active:
        return _ENDED, ("close", "muted")
    if colleague.granted:
        return _READY, ("complete", "accent")
    return _WAITING, ("due", "amber")


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody in the keyring, with the name colleagues see where the reader may see it."""

    colleague: Colleague
    name: str


COLUMNS = (
    Column("login", mark("Sign-in name", "people"), lambda line: line.colleague.login, 180,
           least=100, rank=0),
    Column("name", mark("Name", "people"), lambda line: line.name, 160, least=90, rank=1),
    Column("role", mark("Role", "people"), lambda line: say(ROLE_NAMES[line.colleague.role]), 160,
           least=110, rank=2),
    Column("state", mark("Access", "people"), lambda line: say(_state(line.colleague)[0]), 320,
           lambda line: _state(line.colleague)[1], least=150, rank=0),
)  # fmt: skip
