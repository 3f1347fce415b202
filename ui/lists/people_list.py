"""Columns of the people of a vault."""

from __future__ import annotations

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


COLUMNS = (
    Column("login", mark("Sign-in name", "people"), lambda c: c.login, 180),
    Column("role", mark("Role", "people"), lambda c: say(ROLE_NAMES[c.role]), 160),
    Column("state", mark("Access", "people"), lambda c: say(_state(c)[0]), 320,
           lambda c: _state(c)[1]),
)  # fmt: skip
