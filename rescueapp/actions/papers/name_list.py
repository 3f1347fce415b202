"""A list of cases with names on paper: made once, when a second person has agreed (K-09)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rescueapp.actions.finding import cases as lists
from rescueapp.actions.opened import restriction
from rescueapp.actions.papers import papers
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.actions.recording import identity
from rescueapp.actions.signing import countersigning
from rescueapp.actions.two_people import requests
from rescueapp.domain.case import Query
from rescueapp.domain.guards import Need, NeedsTwo
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark
from rescueapp.printing.glyphs import Unprintable, with_gaps
from rescueapp.printing.listing import Listing
from rescueapp.storage import cases
from rescueapp.workspace import Workspace

NAMES = "names_list"  # what it is in the registers
MOST = 1000

TITLE = mark("List of persons", "name list")
NAME = mark("Name", "name list")
ALIAS = mark("Protective alias", "print")
NUMBER = mark("Case number", "print")
SERIAL = mark("No.", "print")
NEEDS_ANOTHER = mark(
    "A list with names is made only when a second person has agreed. Ask for it, and say what it"
    " is for.",
    "name list",
)
NOBODY = mark("You do not hold the key to the identity of any of these cases.", "name list")
TOO_MANY = mark("At most {most} cases stand on one list.", "name list")


@dataclass(frozen=True, slots=True)
class Outlook:
    """How it stands with a list of some cases, before it is made: no name is opened for it.

    `cases`: uids of those that would stand on it, in the order of the list of cases; `left_out`:
    how many more that list shows. `grant`: what allows it now; `need`: else what it waits for.
    """

    cases: tuple[str, ...] = field(repr=False)
    left_out: int
    grant: Request | None
    need: Need | None


def outlook(ws: Workspace, query: Query) -> Outlook:
    """Of the cases of a query those whose identity this worker holds and that are not only
    stored; one that is lent to them is left out, for it was lent for something else.

    Raises Refused for a role that makes no such list, and when it would be too long.
    """
    ws.check(Act.REVEAL)
    countersigning.check_may_ask(ws, Kind.NAMES_LIST)
    rows = lists.case_rows(ws, lists.find_cases(ws, query))
    own = [row.uid for row in rows if row.mine]
    if len(own) > MOST:
        raise Refused(TOO_MANY(most=MOST))
    shown = tuple(uid for uid in own if _opens(ws, uid))
    grant = requests.usable(ws, Kind.NAMES_LIST, ws.worker.uid)
    need = None if grant else identity.needs(ws, Kind.NAMES_LIST, NEEDS_ANOTHER())
    return Outlook(shown, len(rows) - len(shown), grant, need)


def prepare(ws: Workspace, case_uids: Iterable[str], *, gaps: bool = False) -> Prepared:
    """The paper, of those cases whose identity this worker holds and that are not only stored;
    the grant is spent by it. Release it like any print.

    Raises NeedsTwo before a second person has agreed, Refused when it would be empty or too long.
    While a name has a character no font has it is not made and nothing is spent, unless `gaps`.
    """
    ws.check(Act.REVEAL)
    wanted = list(case_uids)
    if len(wanted) > MOST:
        raise Refused(TOO_MANY(most=MOST))
    grant = requests.usable(ws, Kind.NAMES_LIST, ws.worker.uid)
    if grant is None:
        raise NeedsTwo(identity.needs(ws, Kind.NAMES_LIST, NEEDS_ANOTHER()))
    shown = [uid for uid in wanted if _opens(ws, uid)]
    if not shown:
        raise Refused(NOBODY)
    try:
        made = papers.listed(ws, NAMES, _paper(ws, shown, grant, gaps=gaps))
    except Unprintable as lacking:
        return Prepared(
            print_id=papers.new_id(), what=NAMES, case_uid=None, pdfs=(),
            missing=tuple(lacking.missing),
        )  # fmt: skip
    made = replace(made, reason=grant.reason, approved_by=grant.decided_by or "")
    with ws.db.transaction():
        for case_uid in shown:  # each may ask who saw her name (K-18)
            ws.log("name_listed", case_uid, print_id=made.print_id)
        requests.use(ws, grant, made.print_id)
        ws.log("names_list", print_id=made.print_id, cases=len(shown), request=grant.uid)
    return made


def title_of(what: str) -> Text | None:
    """What the register calls such a print; None for another."""
    return TITLE if what == NAMES else None


def _paper(ws: Workspace, case_uids: Iterable[str], grant: Request, *, gaps: bool) -> Listing:
    told = with_gaps if gaps else str
    rows = []
    for number, case_uid in enumerate(case_uids, start=1):
        row = cases.row(ws.db, case_uid, reader=ws.holder)
        assert row is not None, "its keys were opened"
        rows.append((str(number), row.number, row.alias, told(identity.full_name(ws, case_uid))))
    columns = ((SERIAL(), 8), (NUMBER(), 30), (ALIAS(), 26), (NAME(), 36))
    return Listing(title=TITLE(), note=told(grant.reason), columns=columns, rows=rows)


def _opens(ws: Workspace, case_uid: str) -> bool:
    held = Compartment.IDENTITY in ws.case_keys(case_uid)
    return held and restriction.of(ws, case_uid) is None
