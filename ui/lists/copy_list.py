"""The register of a case's copies: each numbered paper or saved file, and its return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rescueapp import clock
from rescueapp.actions.desk import release_papers
from rescueapp.actions.outward.releases import Left
from rescueapp.i18n import mark, say
from rescueapp.storage.copies import Copy
from ui import dates
from ui.lists.columns import Column

_NUMBER = mark("{copy} of {copies}", "copy list")


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy with the name of who made it."""

    copy: Copy
    worker_name: str
    left: Left | None = None  # its line in the register of releases


def rows_of(
    copies: Sequence[Copy], left: Sequence[Left], names: Mapping[str, str]
) -> list[CopyRow]:
    """A row for each copy, and for each release that left no copy (a word); latest first."""
    by_number = {each.release.number: each for each in left}
    found = [CopyRow(c, names.get(c.worker, ""), by_number.get(c.print_id)) for c in copies]
    found += [CopyRow(each.release.copy(0), each.worker, each) for each in left if not each.copies]
    return sorted(found, key=lambda row: row.copy.printed_at, reverse=True)


def _what(what: str) -> str:
    """A print by its title; what has none stays as it is kept."""
    return release_papers.title(what) or what


def _number(row: CopyRow) -> str:
    if not row.copy.copies:
        return ""
    return say(_NUMBER(copy=row.copy.copy_number, copies=row.copy.copies))


def _mark(row: CopyRow) -> tuple[str, str]:
    if row.left is not None and row.left.overdue(clock.today()):
        return "overdue", "brick"
    out = row.copy.uid and not row.copy.returned_on
    return ("file", "muted") if out else ("complete", "accent")


COLUMNS: tuple[Column[CopyRow], ...] = (
    Column("print_id", mark("Print number", "copy list"), lambda r: r.copy.print_id, 115, _mark,
           least=105, rank=0),
    Column("what", mark("What", "copy list"), lambda r: _what(r.copy.what), 160,
           least=96, rank=2),
    Column("recipient", mark("Recipient", "copy list"), lambda r: r.copy.recipient, 130,
           least=90, rank=0),
    Column("purpose", mark("Purpose", "copy list"), lambda r: r.copy.purpose, 110,
           least=80, rank=5),
    Column("copy", mark("Copy", "copy list"), _number, 80, least=70, rank=4),
    Column("worker", mark("Made by", "copy list"), lambda r: r.worker_name, 75, least=70, rank=6),
    Column("printed_at", mark("When", "copy list"), lambda r: dates.moment(r.copy.printed_at), 140,
           least=100, rank=3),
    Column("returned_on", mark("Returned", "copy list"), lambda r: dates.day(r.copy.returned_on),
           100, least=95, rank=1),
)  # fmt: skip
