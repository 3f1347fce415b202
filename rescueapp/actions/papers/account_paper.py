"""The account on paper, as far as it was filtered: for a file, a bureau, a court."""

from __future__ import annotations

from dataclasses import replace

from rescueapp import clock
from rescueapp.actions.papers import papers, trail
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.actions.papers.trail import Asked, Told
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.i18n import Text, mark, say
from rescueapp.printing.listing import Listing
from rescueapp.workspace import Workspace

ACCOUNT = "account_list"
MOST = 2000  # entries on one paper

TITLE = mark("Account of acts", "account")
NOTE = mark(
    "{count} entries, the latest first. The check words at the foot of each page stand for the "
    "whole account up to the moment of printing.",
    "account",
)
TOO_MANY = mark(
    "More than {most} entries fit. Filter them further, by days for example.", "account"
)
NOTHING = mark("Nothing was done that fits. Take a filter away.", "account")
NUMBER = mark("No.", "account")
WHEN = mark("When", "account")
WHO = mark("Who", "account")
WHAT = mark("What was done", "account")
CASE = mark("Case number", "account")
MORE = mark("More", "account")


def prepare(ws: Workspace, asked: Asked) -> Prepared:
    """The entries asked for as a paper; released like any print, and a line of the register of
    releases: it is made for somebody. Raises Refused when there are none, or too many."""
    ws.check(Act.PRINT_SHEET)
    found = trail.told(ws, asked, limit=MOST + 1)
    if not found:
        raise Refused(NOTHING)
    if len(found) > MOST:
        raise Refused(TOO_MANY(most=MOST))
    paper = Listing(
        title=TITLE(),
        note=say(NOTE(count=len(found))),
        columns=((NUMBER(), 8), (WHEN(), 24), (WHO(), 13), (WHAT(), 28), (CASE(), 23),
                 (MORE(), 20)),
        rows=[_row(line) for line in found],
    )  # fmt: skip
    return replace(papers.listed(ws, ACCOUNT, paper), leaves=True)


def title_of(what: str) -> Text | None:
    """What the registers call such a print; None for another."""
    return TITLE if what == ACCOUNT else None


def _row(line: Told) -> tuple[str, ...]:
    at = clock.local(line.at).strftime("%Y-%m-%d %H:%M")
    more = say(line.more) if line.more else ""
    return (str(line.seq), at, line.who, say(line.act), line.number, more)
