"""Columns of the people of a vault."""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp import clock
from rescueapp.actions.vault.people import Colleague
from rescueapp.actions.workers.vetting import Vetted
from rescueapp.domain.guards.people import FEMALE, MALE
from rescueapp.domain.vetting import Vetting
from rescueapp.domain.worker import ROLE_NAMES
from rescueapp.i18n import Text, mark, say
from ui.lists.columns import Column

_ENDED = mark("Access ended", "people")
_READY = mark("Has access", "people")
_UNTIL = mark("Has access until {day}", "people")
_OVER = mark("Access ended by itself on {day}", "people")
_WAITING = mark("Waits for a supervisor to grant access", "people")


def _state(colleague: Colleague) -> tuple[Text, tuple[str, str]]:
    if not colleague.active:
        return _ENDED, ("close", "muted")
    if colleague.until and colleague.until < clock.today().isoformat():
        return _OVER(day=colleague.until), ("close", "muted")
    if colleague.granted:
        until = colleague.until
        return (_UNTIL(day=until) if until else _READY()), ("complete", "accent")
    return _WAITING, ("due", "amber")


_VETTED_UNTIL = mark("Until {day}", "people")
_VETTED_ENDED = mark("Ended {day}", "people")
_NOT_VETTED = mark("Not entered", "people")


def _vetted(line: Line) -> str:
    if line.vetted is None:
        return ""
    if line.vetted.until is None:
        return say(_NOT_VETTED)
    words = _VETTED_UNTIL if line.vetted.standing.holds else _VETTED_ENDED
    return say(words(day=line.vetted.until))


def _vetted_icon(line: Line) -> tuple[str, str] | None:
    if line.vetted is None or line.vetted.standing is Vetting.VALID:
        return None
    return ("due", "amber") if line.vetted.standing is Vetting.SOON else ("warning", "brick")


_SEXES = {FEMALE: mark("Woman", "people"), MALE: mark("Man", "people")}


def _sex(line: Line) -> str:
    return "" if line.vetted is None else say(_SEXES.get(line.sex, _NOT_VETTED))


def _sex_icon(line: Line) -> tuple[str, str] | None:
    return None if line.vetted is None or line.sex else ("due", "amber")


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody in the keyring, with the name colleagues see where the reader may see it."""

    colleague: Colleague
    name: str
    vetted: Vetted | None = None  # of those who work with cases, where the reader may see it
    sex: str = ""  # C-01, of the same


COLUMNS: tuple[Column[Line], ...] = (
    Column("login", mark("Sign-in name", "people"), lambda line: line.colleague.login, 180,
           least=90, rank=0),
    Column("name", mark("Name", "people"), lambda line: line.name, 160, least=90, rank=1),
    Column("role", mark("Role", "people"), lambda line: say(ROLE_NAMES[line.colleague.role]), 160,
           least=110, rank=2),
    Column("sex", mark("Woman or man", "people"), _sex, 90, _sex_icon, least=60, rank=2),
    Column("vetted", mark("Vetted for minors", "people"), _vetted, 170, _vetted_icon,
           least=140, rank=1),
    Column("state", mark("Access", "people"), lambda line: say(_state(line.colleague)[0]), 320,
           lambda line: _state(line.colleague)[1], least=150, rank=0),
)  # fmt: skip
