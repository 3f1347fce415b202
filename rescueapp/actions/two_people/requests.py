"""Acts that need two people: asked and signed by one, decided and signed by another.

What differs from kind to kind is declared in `domain.request.KINDS`: whether keys are lent,
whether the case's own worker decides, whether a grant is spent by one act, whether the superior
bureau may decide by a code read over the telephone. Nobody decides what they asked for
themselves. (decisions.md, "A station of two people on a night shift"; K-07, K-10)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.family import folding
from rescueapp.actions.opened import reasons
from rescueapp.actions.opened.reading import NOT_YOUR_CASE
from rescueapp.actions.opened.reasons import LEAST_REASON, long_enough
from rescueapp.actions.outward import outside_loans
from rescueapp.actions.signing.countersigning import (
    DECIDED_ALREADY,
    check_may_ask,
    check_signatures,
    decided_by,
    signed,
    signed_again,
    undecided,
)
from rescueapp.actions.signing.deputies import deputies, deputises, end_deputy, name_deputy
from rescueapp.actions.signing.grants import usable, use, waiting_for
from rescueapp.actions.signing.lending import NO_KEYS, keys_to_lend, lend
from rescueapp.actions.two_people import approving
from rescueapp.actions.two_people.telephone_codes import (
    confirm,
    confirmed_here,
    decide_by_code,
    settled_by_office,
)
from rescueapp.domain.changed import Changed
from rescueapp.domain.record import RecordRow
from rescueapp.domain.request import KINDS, Kind, Request, State
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.i18n import Text, mark
from rescueapp.storage import cases, workers
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

__all__ = [
    "LEAST_REASON",
    "NO_KEYS",
    "Asked",
    "answered",
    "ask",
    "ask_for_case",
    "check_signatures",
    "confirm",
    "decide",
    "decide_by_code",
    "decided_by",
    "deputies",
    "deputises",
    "end_deputy",
    "lately",
    "lend",
    "long_enough",
    "name_deputy",
    "of_asker",
    "of_case",
    "of_kind",
    "put",
    "signed",
    "signed_again",
    "since",
    "standing",
    "take_back",
    "unconfirmed",
    "usable",
    "use",
    "waiting",
    "waiting_for",
    "waiting_one",
]

ANSWERS_STAND = timedelta(days=3)  # on the Today of who asked

NOT_ONES_OWN = mark("Somebody else has to decide what you asked for.", "request")
NOT_YOURS = mark(
    "A supervisor, their deputy, or the worker whose case it is decides this.", "request"
)
NOT_THE_WORKER = mark(
    "A supervisor or their deputy decides this, and not who is responsible for the case. Where"
    " nobody else is there, the superior bureau reads a code over the telephone.",
    "request",
)
NOT_THEIR_DEPUTY = mark(
    "The supervisor who asked this named you their deputy; so it would be one person's decision."
    " Another supervisor decides it, or the superior bureau with a code over the telephone.",
    "request",
)
NOT_WHO_ASKED = mark("Only who asked takes a request back.", "request")
CODES_TYPED = mark(
    "Codes of the superior bureau were typed for this request: it cannot be taken back. It can"
    " still be decided.",
    "request",
)
OPEN_ALREADY = mark("This case is open to you already.", "request")
PART_OPEN_ALREADY = mark("This part of the case is open to you already.", "request")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it is listed."""

    request: Request
    state: State
    number: str  # of the case it is about
    alias: str
    asked_by: str  # display names
    decided_by: str
    confirm_by: str | None = None  # decided over the telephone: an instant, UTC
    overdue: bool = False  # and not confirmed by then
    to_office: bool = False  # nobody else here can: the superior office is told, and signs for it
    record: RecordRow | None = None  # of an approval: what it is about, as it lies
    form: str = ""  # of that record, also when it moved on

    def waits(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.state is State.WAITING


# --- asking ---------------------------------------------------------------------------------


def ask_for_case(ws: Workspace, case_uid: str, reason: str) -> Request:
    """Ask to see another's case. Asked twice, it is the same request.

    Raises Refused for a case that is open already, a short reason, a role that does not ask.
    """
    return ask(ws, Kind.OPEN_CASE, case_uid, reason)


def ask(ws: Workspace, kind: Kind, subject: str, reason: str, about: str = "") -> Request:
    """Ask a second person for an act; what waits or holds already is not asked again.

    `subject`: the case, or oneself where the kind is about a person; the vault where it is about
    that. `about`: of an approval, the record and its version (`guards.Need.about`); of a hand-over,
    the key id of the station it is for, "" for the office; of provision abroad, its ground and
    document. Raises Refused for a short reason, a role that does not ask, a case that is not open
    to the asker (or, where its keys are asked for, is).
    """
    check_may_ask(ws, kind)
    rules = KINDS[kind]
    if rules.of_record:
        subject = folding.file_of(ws, subject, about.partition("/")[0])
    if rules.of_person:
        subject = ws.worker.uid
    elif rules.of_vault:
        subject = ws.vault.uid
    else:
        _check_keys(ws, kind, subject, about)
    if rules.of_record:
        approving.check_present(ws, subject, about)
    if (found := standing(ws, kind, subject, about)) is not None:
        return found
    told = long_enough(reason)
    if not rules.of_person:
        reasons.nameless(ws, subject, told)
    request = signed(ws, kind, subject, told, about)
    with ws.db.transaction():
        put(ws, request)
    return request


def _check_keys(ws: Workspace, kind: Kind, case_uid: str, about: str) -> None:
    """Keys are asked for by who lacks them, an act or one part more by who works on the case."""
    rules, held = KINDS[kind], ws.case_keys(case_uid)
    if rules.part is not None:
        if not held or ws.lent(case_uid):
            raise Refused(NOT_YOUR_CASE)
        if rules.part in held:
            raise Refused(PART_OPEN_ALREADY)
    elif rules.lends and held:
        raise Refused(OPEN_ALREADY)
    elif not rules.lends and not held:
        raise Refused(NOT_YOUR_CASE)
    if not rules.lends:
        folding.refuse_request(ws, kind, case_uid, about)


def put(ws: Workspace, request: Request) -> None:
    """Write down what one asks, inside the caller's transaction."""
    stored.add(ws.db, request)
    ws.log("ask", request.subject, request=request.uid, kind=request.kind.value)


def standing(ws: Workspace, kind: Kind, subject: str, about: str = "") -> Request | None:
    """What was asked already: of keys by oneself, of an act in the case by anybody."""
    of_subject = stored.of_subject(ws.db, subject)
    asked = (r for r in of_subject if r.kind is kind and r.about == about)
    if KINDS[kind].lends:
        asked = (r for r in asked if r.asked_by == ws.worker.uid)
    now, stands = clock.stamp(), {State.WAITING}
    if KINDS[kind].once or KINDS[kind].of_person:
        stands.add(State.GRANTED)
    return next((r for r in asked if r.state(now) in stands), None)


# --- taking back ----------------------------------------------------------------------------


def take_back(ws: Workspace, request_uid: str) -> Changed:
    """Ask no more for what nobody has decided yet.

    Raises Refused for somebody else's request, for one that is decided or gone, and for one that
    codes were typed for: asked again it would have five tries more.
    """
    request = undecided(ws, request_uid)
    if request.asked_by != ws.worker.uid:
        raise Refused(NOT_WHO_ASKED)
    if request.tries:
        raise Refused(CODES_TYPED)
    with ws.db.transaction():
        if not stored.take_back(ws.db, request.uid):
            raise Refused(DECIDED_ALREADY)
        ws.log("take_back", request.subject, request=request.uid, kind=request.kind.value)
    return Changed(cases=frozenset({request.subject}), people=True)


# --- deciding -------------------------------------------------------------------------------


def decide(
    ws: Workspace, request_uid: str, *, granted: bool, until: str | None = None, note: str = ""
) -> Changed:
    """Grant or refuse what somebody asked; `until`: the instant a grant ends, or as is usual.

    Raises Refused for one's own request, one that was decided, a decider without the right or
    the keys; Damaged when the request is not what its author signed.
    """
    request = _waiting(ws, request_uid)
    rules = KINDS[request.kind]
    if rules.of_record:
        approving.refuse_decider(ws, request)
    folding.check_decision(ws, request, granted=granted)
    if not _decides(ws)(request):
        raise Refused(_why_not(ws, request))
    reasons.refuse_forbidden(note)
    if not (rules.of_person or rules.of_vault):
        reasons.nameless(ws, request.subject, note)
    keys = keys_to_lend(ws, request) if granted and rules.lends else {}
    decided = decided_by(ws, request, granted=granted, until=until, note=note.strip())
    with ws.db.transaction():
        if not stored.decide(ws.db, decided):
            raise Refused(DECIDED_ALREADY)
        if keys:
            lend(ws, decided, keys)
        if granted and rules.of_record:
            approving.complete(ws, decided)
        if folding.carry_out(ws, decided):
            outside_loans.look_again(ws, *folding.files_of(ws, decided))
        ws.log("decide", request.subject, request=request.uid, granted=int(granted))
        if granted and request.kind is Kind.ABROAD:
            ws.log("abroad_on", request=request.uid, until=decided.until)
        clocks.decided(ws, decided)
    return clocks.refresh_decided(ws, decided) | folding.refresh(ws, decided)


def _why_not(ws: Workspace, request: Request) -> Text:
    if request.asked_by in deputises(ws):
        return NOT_THEIR_DEPUTY()
    return NOT_YOURS() if KINDS[request.kind].worker_decides else NOT_THE_WORKER()


def _waiting(ws: Workspace, request_uid: str) -> Request:
    request = undecided(ws, request_uid)
    if request.asked_by == ws.worker.uid:
        raise Refused(NOT_ONES_OWN)
    return request


# --- looking --------------------------------------------------------------------------------


def waiting(ws: Workspace) -> list[Asked]:
    """What waits for this worker's decision, the oldest first."""
    if not (ws.worker.may(Act.READ_CASES) or ws.worker.may(Act.GRANT_ACCESS)):
        return []
    decides = _decides(ws)
    return _listed(ws, [request for request in stored.waiting(ws.db) if decides(request)])


def waiting_one(ws: Workspace, request_uid: str) -> Asked | None:
    """One request, if it waits for this worker's decision."""
    return next((each for each in waiting(ws) if each.request.uid == request_uid), None)


def of_asker(ws: Workspace) -> list[Asked]:
    """What this worker asked for and nobody has decided, the oldest first."""
    mine = (r for r in stored.waiting(ws.db) if r.asked_by == ws.worker.uid)
    return _listed(ws, list(mine))


def answered(ws: Workspace) -> list[Asked]:
    """What others decided in the last days of what this worker asked for, the latest first."""
    since = clock.stamp(clock.now() - ANSWERS_STAND)
    return _listed(ws, stored.answered(ws.db, ws.worker.uid, since=since))


def of_case(ws: Workspace, case_uid: str) -> list[Asked]:
    """Who asked to see a case and what became of it, the latest first. Of others': none but
    one's own."""
    ws.check(Act.READ_CASES)
    found = stored.of_subject(ws.db, case_uid)
    if not ws.case_keys(case_uid):
        found = [request for request in found if request.asked_by == ws.worker.uid]
    return _listed(ws, found)


def lately(ws: Workspace, *, days: int = 7) -> list[Asked]:
    """The supervisors' weekly list (K-10): what was asked for or taken in so many days, and
    every decision by telephone that nobody has confirmed, however old."""
    ws.check(Act.DECIDE)
    found = stored.since(ws.db, clock.stamp(clock.now() - timedelta(days=days)))
    listed = {request.uid for request in found}
    owed = [
        request
        for request in stored.unconfirmed(ws.db)
        if request.uid not in listed and not settled_by_office(ws, request)
    ]
    return _listed(ws, found + owed)


def of_kind(ws: Workspace, kind: Kind) -> list[Asked]:
    """Every request of a kind about cases that are open to this worker, the latest first."""
    ws.check(Act.READ_CASES)
    found = [r for r in stored.of_kind(ws.db, kind) if ws.case_keys(r.subject)]
    return _listed(ws, found)


def since(ws: Workspace, at: str) -> list[Asked]:
    """What was asked for or taken since an instant, the latest first."""
    ws.check(Act.DECIDE)
    return _listed(ws, stored.since(ws.db, at))


def unconfirmed(ws: Workspace) -> int:
    """How many decisions by telephone wait for somebody here who can confirm them."""
    return sum(
        confirmed_here(ws, request) and not settled_by_office(ws, request)
        for request in stored.unconfirmed(ws.db)
    )


def _listed(ws: Workspace, found: list[Request]) -> list[Asked]:
    names = {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}
    now = clock.stamp()
    listed = []
    for request in found:
        row = cases.row(ws.db, request.subject, reader=ws.holder)
        confirm_by = request.confirm_by()
        if confirm_by is not None and settled_by_office(ws, request):
            confirm_by = None
        here = confirm_by is None or confirmed_here(ws, request)
        listed.append(
            Asked(
                request=request,
                state=request.state(now),
                number=row.number if row else "",
                alias=row.alias if row else "",
                asked_by=names.get(request.asked_by, ""),
                decided_by=names.get(request.decided_by or "", ""),
                confirm_by=confirm_by if here else None,
                record=approving.asked_of(ws, request),
                form=approving.form_of(ws, request),
                overdue=here and confirm_by is not None and confirm_by < now,
                to_office=not here,
            )
        )
    return listed


def _decides(ws: Workspace) -> Callable[[Request], bool]:
    """Whether this worker decides a request."""
    heads = deputises(ws)

    def decides(request: Request) -> bool:
        if request.asked_by == ws.worker.uid:
            return False
        is_head = ws.worker.may(KINDS[request.kind].heads)
        row = cases.row(ws.db, request.subject, reader=ws.holder)
        if row is not None and row.worker == ws.worker.uid:
            return KINDS[request.kind].worker_decides
        return is_head or bool(heads - {request.asked_by})

    return decides
