"""The register of releases as a table: whatever left, to whom, and whether it is back.

When, to whom and what for stay to the last; what goes out of sight stands below the table.
"""

from __future__ import annotations

from rescueapp import clock
from rescueapp.actions.desk import release_papers
from rescueapp.actions.outward.releases import Left
from rescueapp.i18n import mark
from ui import dates
from ui.lists.columns import Column


def _mark(left: Left) -> tuple[str, str]:
    if left.overdue(clock.today()):
        return "overdue", "brick"
    return ("file", "muted") if left.out else ("complete", "accent")


COLUMNS: tuple[Column[Left], ...] = (
    Column("released_at", mark("When", "release list"),
           lambda r: dates.moment(r.release.released_at), 175, _mark, least=150, rank=0),
    Column("number", mark("Case", "release list"), lambda r: r.number, 140, least=135, rank=2),
    Column("what", mark("What", "release list"), release_papers.what, 150, least=80, rank=1),
    Column("recipient", mark("Received by", "release list"), lambda r: r.release.recipient, 150,
           least=80, rank=0),
    Column("purpose", mark("Purpose", "release list"), lambda r: r.release.purpose, 110,
           least=80, rank=0),
    Column("how", mark("How, number", "release list"), release_papers.how, 150, least=120, rank=6),
    Column("worker", mark("Made by", "release list"), lambda r: r.worker, 75, least=70, rank=7),
    Column("back", mark("Back", "release list"), release_papers.back, 210, least=90, rank=1),
)  # fmt: skip
