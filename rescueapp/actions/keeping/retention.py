"""How long cases are kept, and what becomes of those whose time is over (K-17).

Counted from the day help ended. A hold keeps a case off the list and from being destroyed,
whatever else was decided; a restriction leaves it stored and closed to daily work.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rescueapp import clock
from rescueapp.actions.family import families, folding
from rescueapp.actions.opened import reasons
from rescueapp.actions.outward import disclosure, outside_loans
from rescueapp.actions.signing import countersigning
from rescueapp.actions.two_people import requests
from rescueapp.domain.case import CaseRow
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import Kind
from rescueapp.domain.retention import (
    Appraisal,
    Laid,
    Order,
    Outcome,
    Period,
    Type,
    periods,
    usual_type,
)
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.i18n import Text, mark
from rescueapp.identity import uid
from rescueapp.storage import cases, shredding, vault_values, workers
from rescueapp.storage import requests as stored_requests
from rescueapp.storage import retention as stored
from rescueapp.storage.retention import Closed
from rescueapp.workspace import Workspace

_OWN = "retention"  # the vault value that keeps the unit's own periods
MOST_YEARS = 100

NO_SUCH_CASE = mark("This case is not in the vault (any more).", "retention")
LIES_ALREADY = mark("This lies on the case already.", "retention")
LIES_NO_MORE = mark("This was lifted already.", "retention")
NOT_CLOSED = mark(
    "Help in this case has not ended: its time of keeping has not begun.", "retention"
)
NOT_OVER = mark("This case is kept until {day}. Before that it is not appraised.", "retention")
FOR_EVER = mark("This case is kept for ever: it can be handed to the archive, and stays.",
                "retention")  # fmt: skip
HELD = mark("A hold lies on this case. While it lies, nothing is decided about it.", "retention")
INHERITED = mark(
    "The unsafe list of this case protects a child, too: {number}. It is not destroyed before that"
    " file. If that is not her child, correct it in this case first.",
    "retention",
)
OF_FAMILY = mark(
    "The unsafe list of this case protects others of its family, too: {number}. Take this case out"
    " of the family first, if they need it no more.",
    "retention",
)
KEEP_UNTIL = mark("Choose a day after today until which it is kept longer.", "retention")
NO_SUCH_PERIOD = mark("Enter whole years from 0 (for ever) to {most}, and what it rests on.",
                      "retention")  # fmt: skip
NOT_OF_CASES = mark("Choose a type of case file.", "retention")
STORED_UNTIL = mark(
    "Not deleted: the file is kept by law until {day}. Until then it is only stored, and opens for"
    " your rights, the law and safety alone.",
    "retention",
)
STORED_ON = mark(
    "Not deleted: the file is kept by law. Until that ends it is only stored, and opens for your"
    " rights, the law and safety alone.",
    "retention",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A case on the appraisal list, with what it holds in numbers and how far its end has come.

    `request`: what two people are to decide, or have; "" where nobody has asked.
    """

    case_uid: str
    number: str
    alias: str
    type: Type
    closed_on: str
    due_on: str  # the day its time was over; "" for one that is kept for ever
    counts: Mapping[str, int]
    appraisal: Appraisal | None = None
    request: str = ""
    granted: bool = False


@dataclass(frozen=True, slots=True)
class Lying:
    """A hold or restriction as it is listed."""

    laid: Laid
    number: str
    alias: str
    laid_by: str  # display name


@dataclass(frozen=True, slots=True)
class Keeping:
    """How one case is kept. `until`: ISO date, "" where help has not ended or it is for ever."""

    type: Type
    period: Period
    closed_on: str
    until: str
    hold: Laid | None
    restriction: Laid | None
    sorted: bool = field(default=False)  # somebody chose the type

    @property
    def over(self) -> bool:
        """Whether its time has run out."""
        return bool(self.until) and self.until <= clock.today().isoformat()


# --- periods --------------------------------------------------------------------------------------


def periods_in_use(ws: Workspace) -> dict[Type, Period]:
    """How long each type is kept here."""
    return periods(_own(ws))


def set_period(ws: Workspace, kind: Type, *, years: int, source: str) -> Changed:
    """Enter what the unit's own approved table says. `years` 0: for ever.

    Raises Refused for a role that does not decide, years that are none, an empty source, and
    for registers: what the law asks of those is never shortened here.
    """
    ws.check(Act.DECIDE)
    told = " ".join(source.split())
    if not 0 <= years <= MOST_YEARS or not told:
        raise Refused(NO_SUCH_PERIOD(most=MOST_YEARS))
    if not periods_in_use(ws)[kind].of_cases:
        raise Refused(NOT_OF_CASES)
    with ws.db.transaction():
        own = {**_own(ws), kind.value: {"years": years, "source": told}}
        vault_values.set(ws.db, _OWN, json.dumps(own, ensure_ascii=False))
        ws.log("set_period", kind.value, years=years)
    return Changed(everything=True)


def _own(ws: Workspace) -> dict[str, Any]:
    return dict(json.loads(vault_values.get(ws.db, _OWN) or "{}"))


def sort(ws: Workspace, case_uid: str, kind: Type) -> Changed:
    """Say of which type a file is, for the length it is kept."""
    ws.check(Act.DECIDE)
    if not periods_in_use(ws)[kind].of_cases:
        raise Refused(NOT_OF_CASES)
    _found(ws, case_uid)
    with ws.db.transaction():
        stored.set_type(ws.db, case_uid, kind, worker=ws.worker.uid, at=clock.stamp())
        ws.log("sort_case", case_uid, type=kind.value)
    return Changed(cases=frozenset({case_uid}))


def keeping(ws: Workspace, case_uid: str) -> Keeping:
    """How a case is kept. Raises Refused when it is not there."""
    ws.check(Act.READ_CASES)
    row, chosen = _found(ws, case_uid), stored.type_of(ws.db, case_uid)
    kind = chosen or usual_type(row.born_to, _arrived(row.arrived_at or row.opened_at))
    closed_on = stored.closed_on(ws.db, case_uid) or ""
    period = periods_in_use(ws)[kind]
    until = period.until(closed_on or None)
    return Keeping(
        type=kind,
        period=period,
        closed_on=closed_on,
        until=until.isoformat() if until else "",
        hold=stored.lying(ws.db, case_uid, Order.HOLD),
        restriction=stored.lying(ws.db, case_uid, Order.RESTRICTION),
        sorted=chosen is not None,
    )


def orders(ws: Workspace, case_uid: str) -> frozenset[Order]:
    """What lies on a case, for everybody who sees it in a list."""
    ws.check(Act.READ_CASES)
    return frozenset(o for o in Order if stored.lying(ws.db, case_uid, o) is not None)


# --- holds and restrictions -----------------------------------------------------------------------


def lay(ws: Workspace, case_uid: str, order: Order, reason: str) -> Changed:
    """Lay a hold or a restriction on a case, with a reason. Supervisors do.

    Raises Refused for a short reason and for one that lies already.
    """
    ws.check(Act.DECIDE)
    told = reasons.nameless(ws, case_uid, requests.long_enough(reason))
    _found(ws, case_uid)
    if stored.lying(ws.db, case_uid, order) is not None:
        raise Refused(LIES_ALREADY)
    with ws.db.transaction():
        _lay(ws, case_uid, order, told)
    return Changed(cases=frozenset({case_uid}))


def lift(ws: Workspace, uid_of_laid: str, reason: str) -> Changed:
    """Lift it again, with a reason. Raises Refused."""
    ws.check(Act.DECIDE)
    told = requests.long_enough(reason)
    laid = stored.laid(ws.db, uid_of_laid)
    if laid is None:
        raise Refused(LIES_NO_MORE)
    reasons.nameless(ws, laid.case_uid, told)
    with ws.db.transaction():
        if not stored.lift(ws.db, laid.uid, by=ws.worker.uid, at=clock.stamp(), reason=told):
            raise Refused(LIES_NO_MORE)
        ws.log(f"lift_{laid.order.value}", laid.case_uid, order=laid.uid)
    return Changed(cases=frozenset({laid.case_uid}))


def lying(ws: Workspace) -> list[Lying]:
    """Every hold and restriction that lies just now, the latest first."""
    ws.check(Act.DECIDE)
    names = {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}
    found = []
    for laid in stored.all_lying(ws.db):
        row = cases.row(ws.db, laid.case_uid, reader=ws.holder)
        if row is not None:
            found.append(Lying(laid, row.number, row.alias, names.get(laid.laid_by, "")))
    return found


def asked_to_delete(ws: Workspace, case_uid: str, reason: str) -> Text | None:
    """Answer a request to delete (PIPL 47): while the law keeps the file, it is only stored from
    now on, and the words say so. None: its time is over, and the appraisal list has it.

    Raises Refused for a short reason or a role that does not decide.
    """
    ws.check(Act.DECIDE)
    told = reasons.nameless(ws, case_uid, requests.long_enough(reason))
    kept = keeping(ws, case_uid)
    if kept.over and kept.hold is None:
        return None
    if kept.restriction is None:
        with ws.db.transaction():
            _lay(ws, case_uid, Order.RESTRICTION, told)
    return STORED_UNTIL(day=kept.until) if kept.until and not kept.over else STORED_ON()


def _lay(ws: Workspace, case_uid: str, order: Order, reason: str) -> None:
    laid = Laid(uid(), case_uid, order, reason, ws.worker.uid, clock.stamp())
    stored.lay(ws.db, laid)
    ws.veil(case_uid)  # what was open before is closed as everything else
    outside_loans.look_again(ws, case_uid)
    ws.log(f"lay_{order.value}", case_uid, order=laid.uid)


# --- the appraisal list ---------------------------------------------------------------------------


def appraisal_list(ws: Workspace) -> list[Line]:
    """The cases whose time is over and about which nothing else holds: no hold, no later day."""
    ws.check(Act.DECIDE)
    in_use, last = periods_in_use(ws), stored.last_appraisals(ws.db)
    today, found = clock.today(), []
    for row in stored.closed(ws.db):
        kind, until = _until(row, in_use)
        appraisal = last.get(row.uid)
        if row.held or until is None or until > today or _settled(appraisal, today):
            continue
        found.append(_line(ws, row, kind, until, appraisal))
    return found


def appraise(
    ws: Workspace, case_uid: str, outcome: Outcome, reason: str, *, until: date | None = None
) -> Changed:
    """Decide about a case whose time is over. To destroy it is asked of a second person.

    Raises Refused for a short reason, a case that is held or whose time is not over, a day that
    is not after today.
    """
    ws.check(Act.DECIDE)
    told = reasons.nameless(ws, case_uid, requests.long_enough(reason))
    check_over(ws, case_uid, archive=outcome is Outcome.ARCHIVE)
    if outcome is Outcome.DESTROY:
        check_heirs(ws, case_uid)
        folding.refuse_parted(ws, case_uid)
    if outcome is Outcome.KEEP and (until is None or until <= clock.today()):
        raise Refused(KEEP_UNTIL)
    day = until.isoformat() if until and outcome is Outcome.KEEP else None
    decided = Appraisal(uid(), case_uid, outcome, day, told, ws.worker.uid, clock.stamp())
    asked = requests.standing(ws, Kind.DESTROY, case_uid)
    with ws.db.transaction():
        stored.appraise(ws.db, decided)
        ws.log("appraise", case_uid, outcome=outcome.value, **({"until": day} if day else {}))
        if outcome is not Outcome.DESTROY:
            stored_requests.withdraw(ws.db, Kind.DESTROY, case_uid)
        elif asked is None:
            requests.put(ws, countersigning.signed(ws, Kind.DESTROY, case_uid, told))
    return Changed(cases=frozenset({case_uid}))


def check_over(ws: Workspace, case_uid: str, *, archive: bool = False) -> Keeping:
    """How a case is kept whose time is over and on which no hold lies; else raises Refused.
    `archive`: one that is kept for ever passes, too."""
    kept = keeping(ws, case_uid)
    if kept.hold is not None:
        raise Refused(HELD)
    if not kept.closed_on:
        raise Refused(NOT_CLOSED)
    if not kept.until:
        if not archive:
            raise Refused(FOR_EVER)
    elif not kept.over:
        raise Refused(NOT_OVER(day=kept.until))
    return kept


def to_be_destroyed(ws: Workspace, case_uid: str) -> bool:
    """Whether that is what was decided last."""
    last = stored.last_appraisals(ws.db).get(case_uid)
    return last is not None and last.outcome is Outcome.DESTROY


def check_heirs(ws: Workspace, case_uid: str) -> None:
    """Raises Refused while a child's case, or one of the family, holds by the unsafe list of this
    one (K-13)."""
    numbers = disclosure.heirs_of(ws, case_uid)
    if numbers:
        raise Refused(INHERITED(number=", ".join(numbers)))
    kin = {each.case_uid for each in families.others(ws, case_uid)}
    if numbers := sorted(cases.numbers_of(ws.db, kin).values()):
        raise Refused(OF_FAMILY(number=", ".join(numbers)))


def _settled(appraisal: Appraisal | None, today: date) -> bool:
    """Whether the last decision takes it off the list: kept to a later day, or handed over."""
    if appraisal is None or appraisal.outcome is Outcome.DESTROY:
        return False
    return appraisal.outcome is Outcome.ARCHIVE or (appraisal.until or "") > today.isoformat()


def _line(ws: Workspace, row: Closed, kind: Type, until: date, appraisal: Appraisal | None) -> Line:
    asked = requests.standing(ws, Kind.DESTROY, row.uid)
    return Line(
        case_uid=row.uid,
        number=row.number,
        alias=row.alias,
        type=kind,
        closed_on=row.closed_on,
        due_on=until.isoformat(),
        counts=shredding.counts(ws.db, row.uid),
        appraisal=appraisal,
        request=asked.uid if asked else "",
        granted=bool(asked and asked.granted),
    )


def _until(row: Closed, in_use: Mapping[Type, Period]) -> tuple[Type, date | None]:
    kind = row.type or usual_type(row.born_to, _arrived(row.arrived_at or row.opened_at))
    return kind, in_use[kind].until(row.closed_on)


def _arrived(instant: str) -> date:
    return clock.local(instant).date()


def _found(ws: Workspace, case_uid: str) -> CaseRow:
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    if row is None:
        raise Refused(NO_SUCH_CASE)
    return row
