"""Columns of the deputies."""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp import clock
from rescueapp.domain.request import Deputy
from rescueapp.i18n import Text, mark, say
from ui.lists.columns import Column

_TO_COME = mark("To come", "deputies")
_NOW = mark("Decides now", "deputies")
_OVER = mark("Over", "deputies")
_ENDED = mark("Ended early", "deputies")


@dataclass(frozen=True, slots=True)
class Line:
    """A deputy with the names of both."""

    deputy: Deputy
    name: str
    supervisor: str

    @property
    def ends(self) -> bool:
        """Whether it can still be ended."""
        return self.deputy.ended_at is None and self.deputy.to_on >= clock.today().isoformat()


def _state(line: Line) -> tuple[Text, tuple[str, str]]:
    today = clock.today().isoformat()
    if line.deputy.ended_at is not None:
        return _ENDED, ("close", "muted")
    if line.deputy.to_on < today:
        return _OVER, ("close", "muted")
    if line.deputy.from_on > today:
        return _TO_COME, ("calendar", "muted")
    return _NOW, ("complete", "accent")


COLUMNS: tuple[Column[Line], ...] = (
    Column("name", mark("Deputy", "deputies"), lambda line: line.name, 130, least=90, rank=0),
    Column("supervisor", mark("For", "deputies"), lambda line: line.supervisor, 130, least=90,
           rank=1),
    Column("from", mark("From", "deputies"), lambda line: line.deputy.from_on, 110, least=100,
           rank=0),
    Column("to", mark("Until", "deputies"), lambda line: line.deputy.to_on, 110, least=100,
           rank=0),
    Column("state", mark("State", "deputies"), lambda line: say(_state(line)[0]), 130,
           lambda line: _state(line)[1], least=100, rank=0),
)  # fmt: skip
