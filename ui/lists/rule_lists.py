"""Rules of the clocks in words: how sure, of what kind; and the columns of their list."""

from __future__ import annotations

from rescueapp.forms import codes
from rescueapp.i18n import mark, say
from rescueapp.rules.limits import Basis
from rescueapp.rules.table import Row
from rescueapp.rules.told import how_long
from ui.lists.columns import Column

KINDS = {
    Basis.STATUTORY: mark("law", "rules"),
    Basis.MINISTERIAL: mark("ministry", "rules"),
    Basis.LOCAL: mark("local", "rules"),
    Basis.INTERNAL: mark("our own", "rules"),
}
SURE = {
    "F1": mark("The text of the law", "rules"),
    "F2": mark("The text, as others quote it", "rules"),
    "S": mark("The two plans", "rules"),
    "D": mark("A number of our own", "rules"),
    "M": mark("To be checked", "rules"),
}


def _sure_mark(rule: Row) -> tuple[str, str] | None:
    return ("warning", "amber") if rule.to_be_checked else None


def _off_mark(rule: Row) -> tuple[str, str] | None:
    if rule.off:
        return "hide", "muted"
    if rule.office:
        return "exchange", "accent"
    return ("info", "accent") if rule.version > 1 else None


RULES: tuple[Column[Row], ...] = (
    Column("id", mark("No.", "rules"), lambda r: r.id, 80, least=70, rank=2),
    Column("rule", mark("What is due", "rules"), lambda r: r.words.label, 300, least=180, rank=0),
    Column("length", mark("How long", "rules"), how_long, 190, _off_mark, least=120, rank=0),
    Column("holder", mark("Whose duty", "rules"), lambda r: codes.label("C-24", r.holder), 130,
           least=100, rank=4),
    Column("kind", mark("Kind", "rules"), lambda r: say(KINDS[r.kind]), 80, least=70, rank=5),
    Column("conf", mark("How sure", "rules"), lambda r: say(SURE[r.conf]), 140, _sure_mark,
           least=100, rank=1),
    Column("version", mark("Version", "rules"), lambda r: str(r.version), 80, least=70,
           rank=6),
)  # fmt: skip
