"""Acts that need two people: asked and signed by one, decided and signed by another.

Who decides: a supervisor, their deputy of the day, or, for a look into a case, the worker whose
case it is. Nobody decides what they asked for themselves. (decisions.md, "A station of two
people on a night shift"; K-10)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rescueapp import clock
from rescueapp.crypto import canonical, seal, sign
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import KINDS, Deputy, Kind, Request, State
from rescueapp.domain.worker import COMPARTMENTS, Act, Role, check
from rescueapp.errors import Damaged, Refused
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.storage import cases, lent_keys, workers
from rescueapp.storage import requests as stored
from rescueapp.workspace import Workspace

LEAST_REASON = 8  # characters
LONGEST = timedelta(days=30)  # a loan; who needs a case for longer joins its team
_ASKED, _DECIDED, _DEPUTY = "request", "decision", "deputy"

SHORT_REASON = mark("Say why in at least {least} characters.", "request")
GONE = mark("This request is not there (any more).", "request")
DECIDED = mark("Somebody decided this already.", "request")
NOT_ONES_OWN = mark("Somebody else has to decide what you asked for.", "request")
NOT_YOURS = mark(
    "A supervisor, their deputy, or the worker whose case it is decides this.", "request"
)
NO_KEYS = mark(
    "You do not hold the keys of this case. Its worker or a supervisor can let somebody in.",
    "request",
)
OPEN_ALREADY = mark("This case is open to you already.", "request")
NOT_IN_PAST = mark("Choose an end between now and 30 days from now.", "request")
LONG_ABSENCE = mark("A deputy is named for 31 days at most. Check the two dates.", "request")
NOT_FIT = mark("Only somebody who works with cases here can be a deputy.", "request")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it is listed."""

    request: Request
    state: State
    number: str  # of the case it is about
    alias: str
    asked_by: str  # display names
    decided_by: str


# --- asking ---------------------------------------------------------------------------------


def ask_for_case(ws: Workspace, case_uid: str, reason: str) -> Request:
    """Ask to see another's case. Asked twice, it is the same request.

    Raises Refused for a case that is open already, a short reason, a role that does not ask.
    """
    ws.check(Act.ASK)
    if ws.case_keys(case_uid):
        raise Refused(OPEN_ALREADY)
    mine = (
        request
        for request in stored.of_subject(ws.db, case_uid)
        if request.granted is None and request.asked_by == ws.worker.uid
    )
    if (waiting := next(mine, None)) is not None:
        return waiting
    request = signed(ws, Kind.OPEN_CASE, case_uid, long_enough(reason))
    with ws.db.transaction():
        stored.add(ws.db, request)
        ws.log("ask", case_uid, request=request.uid, kind=request.kind.value)
    return request


def long_enough(reason: str) -> str:
    """A reason somebody can judge by. Raises Refused."""
    told = " ".join(reason.split())
    if len(told) < LEAST_REASON:
        raise Refused(SHORT_REASON(least=LEAST_REASON))
    return told


def signed(ws: Workspace, kind: Kind, subject: str, reason: str) -> Request:
    """A request of this worker's, signed and not yet written down. Raises Refused."""
    if ws.worker.role not in KINDS[kind].may_ask:
        check(ws.worker, Act.ASK)
    asked = Request(uid(), kind, subject, reason, ws.worker.uid, clock.stamp(), b"")
    signature = ws.keys.sign(canonical.dumps(asked.asked()), purpose=_ASKED)
    return replace(asked, asked_signature=signature)


# --- deciding -------------------------------------------------------------------------------


def decide(
    ws: Workspace, request_uid: str, *, granted: bool, until: str | None = None, note: str = ""
) -> Changed:
    """Grant or refuse what somebody asked; `until`: the instant a grant ends, or as is usual.

    Raises Refused for one's own request, one that was decided, a decider without the right or
    the keys; Damaged when the request is not what its author signed.
    """
    request = _waiting(ws, request_uid)
    if not _decides(ws)(request):
        raise Refused(NOT_YOURS)
    keys = _keys_to_lend(ws, request) if granted else {}
    decided = decided_by(ws, request, granted=granted, until=until, note=note.strip())
    with ws.db.transaction():
        if not stored.decide(ws.db, decided):
            raise Refused(DECIDED)
        if granted:
            lend(ws, decided, keys)
        ws.log("decide", request.subject, request=request.uid, granted=int(granted))
    return Changed(cases=frozenset({request.subject}))


def _waiting(ws: Workspace, request_uid: str) -> Request:
    request = stored.row(ws.db, request_uid)
    if request is None:
        raise Refused(GONE)
    if request.granted is not None:
        raise Refused(DECIDED)
    if request.asked_by == ws.worker.uid:
        raise Refused(NOT_ONES_OWN)
    _check_asked(ws, request)
    return request


def _keys_to_lend(ws: Workspace, request: Request) -> dict[Compartment, bytes]:
    """The case's keys of the asker's role, each sealed to them, by compartment."""
    slot = next((u for u in ws.keyring.users if u.uid == request.asked_by and u.active), None)
    held = {} if ws.lent(request.subject) else ws.case_keys(request.subject)
    if slot is None or not held:
        raise Refused(GONE if slot is None else NO_KEYS)
    wanted = COMPARTMENTS[Role(slot.role)]
    return {c: seal.wrap(held[c], slot.box_public) for c in wanted if c in held}


def decided_by(
    ws: Workspace, request: Request, *, granted: bool, until: str | None, note: str
) -> Request:
    """The request with this worker's signed answer, not yet written down. Raises Refused."""
    now = clock.now()
    end = until or clock.stamp(now + KINDS[request.kind].lasts)
    if granted and not clock.stamp(now) < end <= clock.stamp(now + LONGEST):
        raise Refused(NOT_IN_PAST)
    answer = replace(
        request,
        granted=granted,
        until=end if granted else None,
        note=note,
        decided_by=ws.worker.uid,
        decided_at=clock.stamp(now),
    )
    return signed_again(ws, answer)


def signed_again(ws: Workspace, request: Request) -> Request:
    """A decision of this worker's with other words, signed now."""
    answer = replace(request, decided_at=clock.stamp())
    signature = ws.keys.sign(canonical.dumps(answer.decided()), purpose=_DECIDED)
    return replace(answer, decided_signature=signature)


def lend(ws: Workspace, request: Request, keys: Mapping[Compartment, bytes]) -> None:
    """Hand sealed keys to whoever asked, inside the caller's transaction."""
    lent_keys.add(
        ws.db,
        request_uid=request.uid,
        case_uid=request.subject,
        holder=request.asked_by,
        until=request.until or "",
        keys=keys.items(),
    )


# --- looking --------------------------------------------------------------------------------


def waiting(ws: Workspace) -> list[Asked]:
    """What waits for this worker's decision, the oldest first."""
    if not ws.worker.may(Act.READ_CASES):
        return []
    decides = _decides(ws)
    return _listed(ws, [request for request in stored.waiting(ws.db) if decides(request)])


def of_case(ws: Workspace, case_uid: str) -> list[Asked]:
    """Who asked to see a case and what became of it, the latest first. Of others': none but
    one's own."""
    ws.check(Act.READ_CASES)
    found = stored.of_subject(ws.db, case_uid)
    if not ws.case_keys(case_uid):
        found = [request for request in found if request.asked_by == ws.worker.uid]
    return _listed(ws, found)


def lately(ws: Workspace, *, days: int = 7) -> list[Asked]:
    """The supervisors' weekly list (K-10): every look asked for or taken in so many days."""
    ws.check(Act.DECIDE)
    return _listed(ws, stored.since(ws.db, clock.stamp(clock.now() - timedelta(days=days))))


def see(ws: Workspace, request_uid: str) -> None:
    """Note that a supervisor looked at it."""
    ws.check(Act.DECIDE)
    with ws.db.transaction():
        stored.set_seen(ws.db, request_uid, by=ws.worker.uid, at=clock.stamp())
        ws.log("see_request", request_uid)


def check_signatures(ws: Workspace, request: Request) -> None:
    """Raises Damaged unless both who asked and who decided signed what is written."""
    _check_asked(ws, request)
    if request.decided_by and request.decided_signature:
        message = canonical.dumps(request.decided())
        public = _public(ws, request.decided_by)
        sign.verify(public, message, request.decided_signature, purpose=_DECIDED)


def _check_asked(ws: Workspace, request: Request) -> None:
    message = canonical.dumps(request.asked())
    public = _public(ws, request.asked_by)
    sign.verify(public, message, request.asked_signature, purpose=_ASKED)


def _public(ws: Workspace, worker_uid: str) -> bytes:
    return next((u.sign_public for u in ws.keyring.users if u.uid == worker_uid), b"\0" * 32)


def _listed(ws: Workspace, found: list[Request]) -> list[Asked]:
    names = {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}
    now = clock.stamp()
    listed = []
    for request in found:
        row = cases.row(ws.db, request.subject, reader=ws.holder)
        listed.append(
            Asked(
                request=request,
                state=request.state(now),
                number=row.number if row else "",
                alias=row.alias if row else "",
                asked_by=names.get(request.asked_by, ""),
                decided_by=names.get(request.decided_by or "", ""),
            )
        )
    return listed


def _decides(ws: Workspace) -> Callable[[Request], bool]:
    """Whether this worker decides a request."""
    head = ws.worker.may(Act.DECIDE) or deputises(ws)

    def decides(request: Request) -> bool:
        if request.asked_by == ws.worker.uid:
            return False
        row = cases.row(ws.db, request.subject, reader=ws.holder)
        return head or (row is not None and row.worker == ws.worker.uid)

    return decides


# --- deputies -------------------------------------------------------------------------------


def name_deputy(ws: Workspace, worker_uid: str, *, from_on: date, to_on: date) -> Deputy:
    """Let a colleague decide for this supervisor from one day to another, both included."""
    ws.check(Act.DECIDE)
    worker = workers.by_uid(ws.db, worker_uid)
    if worker is None or not worker.active or not COMPARTMENTS[worker.role]:
        raise Refused(NOT_FIT)
    if not from_on <= to_on <= from_on + timedelta(days=31) or to_on < clock.today():
        raise Refused(LONG_ABSENCE)
    given = Deputy(
        uid(), ws.worker.uid, worker_uid, from_on.isoformat(), to_on.isoformat(), clock.stamp(), b""
    )
    signature = ws.keys.sign(canonical.dumps(given.given()), purpose=_DEPUTY)
    deputy = replace(given, signature=signature)
    with ws.db.transaction():
        stored.add_deputy(ws.db, deputy)
        ws.log("name_deputy", worker_uid, deputy=deputy.uid)
    return deputy


def end_deputy(ws: Workspace, deputy_uid: str) -> None:
    """Take a deputy's right back before its time."""
    ws.check(Act.DECIDE)
    with ws.db.transaction():
        stored.end_deputy(ws.db, deputy_uid, at=clock.stamp())
        ws.log("end_deputy", deputy_uid)


def deputies(ws: Workspace) -> list[Deputy]:
    """Who was named, the latest first."""
    ws.check(Act.READ_CASES)
    return stored.deputies(ws.db)


def deputises(ws: Workspace) -> bool:
    """Whether this worker decides for a supervisor today: named and signed by one who is still
    here."""
    today = clock.today().isoformat()
    heads = {u.uid: u for u in ws.keyring.users if u.active and u.role == Role.SUPERVISOR}
    return any(
        deputy.deputy == ws.worker.uid
        and deputy.ended_at is None
        and deputy.from_on <= today <= deputy.to_on
        and deputy.supervisor in heads
        and _signed_by(heads[deputy.supervisor].sign_public, deputy)
        for deputy in stored.deputies(ws.db)
    )


def _signed_by(public: bytes, deputy: Deputy) -> bool:
    try:
        sign.verify(public, canonical.dumps(deputy.given()), deputy.signature, purpose=_DEPUTY)
    except Damaged:
        return False
    return True
