"""The scores of each domain: at the beginning, now, and how far it went."""

from __future__ import annotations

from dataclasses import dataclass

from rescueapp.domain.outcomes import Change
from rescueapp.i18n import mark, say
from ui.lists.columns import Column

_BETTER = mark("{steps} up", "outcomes")
_WORSE = mark("{steps} down", "outcomes")
_SAME = mark("as before", "outcomes")


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A domain by its title, with its change."""

    title: str
    change: Change


def change_words(change: Change) -> str:
    """How far a domain went by our scores; "" where it was scored by us never."""
    step = change.step
    if step is None:
        return ""
    if step == 0:
        return say(_SAME)
    return say(_BETTER(steps=step) if step > 0 else _WORSE(steps=-step))


def _step(value: int | None) -> str:
    return "–" if value is None else str(value)


def _icon(row: OutcomeRow) -> tuple[str, str] | None:
    step = row.change.step or 0
    if step == 0:
        return None
    return ("complete", "accent") if step > 0 else ("down", "amber")


COLUMNS: tuple[Column[OutcomeRow], ...] = (
    Column("domain", mark("Domain", "outcomes"), lambda r: r.title, 220, least=150, rank=0),
    Column("first", mark("Ours, first", "outcomes"), lambda r: _step(r.change.ours[0]), 90,
           least=70, rank=2),
    Column("now", mark("Ours, now", "outcomes"), lambda r: _step(r.change.ours[1]), 90,
           least=70, rank=0),
    Column("change", mark("Change", "outcomes"), lambda r: change_words(r.change), 110, _icon,
           least=90, rank=0),
    Column("own_first", mark("Own, first", "outcomes"), lambda r: _step(r.change.hers[0]), 90,
           least=70, rank=3),
    Column("own_now", mark("Own, now", "outcomes"), lambda r: _step(r.change.hers[1]), 90,
           least=70, rank=1),
)  # fmt: skip
