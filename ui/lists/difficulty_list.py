"""Difficulties that departments are to resolve (S37, S39)."""

from __future__ import annotations

from rescueapp.actions.finding.difficulties import Difficulty
from rescueapp.forms.codes import label
from rescueapp.i18n import mark, say
from ui.lists.columns import Column

_NOT_SAID = mark("Not said yet", "difficulties")
_NO_LEAD = mark("Nobody named yet", "difficulties")


def _icon(difficulty: Difficulty) -> tuple[str, str]:
    return ("overdue", "brick") if difficulty.overdue else ("due", "amber")


def _stands(difficulty: Difficulty) -> str:
    return label("L-difficulty", difficulty.stands) if difficulty.stands else say(_NOT_SAID)


DIFFICULTIES: tuple[Column[Difficulty], ...] = (
    Column("lead", mark("Who is to resolve it", "difficulties"), lambda d: d.lead or say(_NO_LEAD),
           260, _icon, least=140, rank=0),
    Column("due_on", mark("By", "difficulties"), lambda d: d.due_on or say(_NOT_SAID), 120,
           least=105, rank=0),
    Column("stands", mark("How it stands", "difficulties"), _stands, 200, least=110, rank=0),
    Column("alias", mark("Alias", "difficulties"), lambda d: d.alias, 100, least=85, rank=0),
    Column("number", mark("Case number", "difficulties"), lambda d: d.number, 150, least=120,
           rank=2),
    Column("met_on", mark("Meeting on", "difficulties"), lambda d: d.met_on, 120, least=105,
           rank=1),
)  # fmt: skip
