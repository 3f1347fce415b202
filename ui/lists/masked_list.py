"""Columns of the inspector's list of cases."""

from __future__ import annotations

from rescueapp.actions.workers.inspection import Masked
from rescueapp.i18n import mark, say
from ui import texts
from ui.lists.columns import Column

COLUMNS: tuple[Column[Masked], ...] = (
    Column("number", mark("Case number", "case list"), lambda r: r.number, 150, least=130, rank=0),
    Column("alias", mark("Alias", "case list"), lambda r: r.alias, 120, least=80, rank=0),
    Column("stage", mark("Stage", "case list"), lambda r: say(texts.STAGES[r.stage]), 140,
           least=90, rank=1),
    Column("worker", mark("Worker", "case list"), lambda r: r.worker_name, 120, least=80, rank=0),
)  # fmt: skip
