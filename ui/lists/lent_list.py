"""Columns of the cases that are lent to somebody from outside."""

from __future__ import annotations

from rescueapp.actions.two_people.lending_out import LentCase
from rescueapp.i18n import mark, say
from ui import texts
from ui.lent_words import last_day
from ui.lists.columns import Column

COLUMNS: tuple[Column[LentCase], ...] = (
    Column("alias", mark("Alias", "case list"), lambda r: r.alias, 90, least=70, rank=0),
    Column("number", mark("Case number", "case list"), lambda r: r.number, 150, least=120, rank=2),
    Column("until", mark("Open until", "outside"), lambda r: last_day(r.until), 120,
           least=100, rank=0),
    Column("worker", mark("Worker", "case list"), lambda r: r.worker_name, 100, least=70, rank=1),
    Column("parts", mark("What is lent", "outside"),
           lambda r: texts.listed(say(texts.PARTS[part]) for part in r.parts), 300, least=120,
           rank=1),
)  # fmt: skip
