"""One-time codes for the telephone: forty to a sheet, which lies at the superior bureau.

In a night of one person the second is at the superior bureau, reads a number and its ten
digits, and has decided (decisions.md, "A station of two people on a night shift"). Here only
salted hashes are kept, as dear to guess as a passphrase.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass, field, replace

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.signing.countersigning import (
    CONFIRMED,
    DECIDED_ALREADY,
    check_may_ask,
    check_signatures,
    decided_by,
    undecided,
)
from rescueapp.actions.two_people import approving
from rescueapp.crypto import canonical
from rescueapp.crypto.kdf import FLOOR, SALT, TRAINING, Kdf
from rescueapp.crypto.primitives import random
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import KINDS, Kind, Request
from rescueapp.domain.worker import ACTS, Act, Role
from rescueapp.errors import Refused
from rescueapp.i18n import mark
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import audit, exchange_log, requests, telephone_codes
from rescueapp.storage.telephone_codes import StoredCode
from rescueapp.workspace import Workspace

SHEET = 40
DIGITS = 10
TOLD = "code_told"  # the act: the office signed for the package that tells of it
MOST_TRIES = 5  # codes typed for one request

NOT_DIGITS = mark("Type the ten digits as they are read out.", "request")
NO_SUCH_NUMBER = mark(
    "Number {number} is not on the present sheet, or was used before. Ask for another number.",
    "request",
)
NOT_BY_CODE = mark("This is not decided over the telephone. A supervisor decides it.", "request")
WRONG_CODE = mark(
    "These are not the digits of number {number}. Have them read again; {left} tries are left.",
    "request",
)
NO_MORE_TRIES = mark(
    "Five codes were typed for this request. Now only a supervisor or their deputy decides it.",
    "request",
)
NOT_CONFIRMED_BY_YOU = mark("Another supervisor confirms what you decided yourself.", "request")
NOBODY_ELSE = mark(
    "Nobody else here can confirm this. The superior office is told of it with the next package,"
    " and its receipt settles it.",
    "request",
)
NOBODY_AT_ALL = mark(
    "Nobody else here can confirm this, and no superior office is enrolled that could sign for it."
    " Enrol the superior office under Exchange, or have the administrator make an account for a"
    " second supervisor, who confirms it.",
    "request",
)
NOTHING_TO_CONFIRM = mark("Nothing here waits to be confirmed.", "request")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A new sheet, shown once and printed: `codes[0]` is number 1."""

    name: str  # stands on the paper, so that the bureau knows which one holds
    codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of the present sheet; `name` is "" where there is none."""

    name: str
    made_at: str
    unused: int


def make_sheet(ws: Workspace, progress: Progress | None = None) -> Sheet:
    """Forty new codes for the superior bureau. What was left of the sheet before is void."""
    ws.check(Act.DECIDE)
    watched = progress or Quiet()
    sheet = Sheet(random(3).hex().upper(), tuple(_digits() for _ in range(SHEET)))
    at, rows = clock.stamp(), []
    for number, code in enumerate(sheet.codes, start=1):
        rows.append(_hashed(ws, sheet.name, number, code, at))
        watched.report(number, SHEET)
    with ws.db.transaction():
        telephone_codes.put_sheet(ws.db, rows)
        ws.log("make_code_sheet", sheet=sheet.name, codes=SHEET)
    return sheet


def left(ws: Workspace) -> Left:
    """Whether there is a sheet, and how much of it is left."""
    found = telephone_codes.left(ws.db)
    return Left(found[0].sheet, found[0].made_at, len(found)) if found else Left("", "", 0)


# --- deciding with one ----------------------------------------------------------------------


def decide_by_code(ws: Workspace, request_uid: str, number: int, digits: str) -> Changed:
    """Grant what was asked with a code that the superior bureau reads over the telephone.

    Raises Refused for a kind that is not decided so, a code that is none, five codes typed.
    """
    request = undecided(ws, request_uid)
    if not ws.worker.may(Act.ASK):
        check_may_ask(ws, request.kind)
    if not KINDS[request.kind].by_code:
        raise Refused(NOT_BY_CODE)
    plain = _typed(digits)
    if request.tries >= MOST_TRIES:
        raise Refused(NO_MORE_TRIES)
    with ws.db.transaction():  # counted before it is compared: no power cut gives a try back
        requests.count_try(ws.db, request.uid)
    code = _found(ws, number)
    if not _fits(code, plain):
        with ws.db.transaction():
            ws.log("wrong_code", request.subject, request=request.uid)
        raise Refused(WRONG_CODE(number=number, left=MOST_TRIES - 1 - request.tries))
    decided = decided_by(
        ws, request, granted=True, until=None, note="", code=f"{code.sheet}/{code.number}"
    )
    with ws.db.transaction():
        if not requests.decide(ws.db, decided):
            raise Refused(DECIDED_ALREADY)
        if not telephone_codes.use(ws.db, code, request_uid=request.uid, at=clock.stamp()):
            raise Refused(NO_SUCH_NUMBER(number=number))
        ws.log("decide_by_code", request.subject, request=request.uid, code=decided.code)
        if KINDS[request.kind].of_record:
            approving.complete(ws, decided)
        if request.kind is Kind.ABROAD:
            ws.log("abroad_on", request=request.uid, until=decided.until)
        clocks.decided(ws, decided)
    return clocks.refresh_decided(ws, decided)


def confirm(ws: Workspace, request_uid: str) -> Changed:
    """A supervisor, who has asked the bureau, stands by a decision made over the telephone.

    Wanted within 72 hours; later it is still noted, with its time.
    """
    ws.check(Act.DECIDE)
    request = requests.row(ws.db, request_uid)
    if request is None or request.confirm_by() is None:
        raise Refused(NOTHING_TO_CONFIRM)
    if ws.worker.uid in (request.asked_by, request.decided_by):
        if confirmed_here(ws, request):
            raise Refused(NOT_CONFIRMED_BY_YOU)
        raise Refused(NOBODY_ELSE if has_office(ws) else NOBODY_AT_ALL)
    check_signatures(ws, request)
    stands = replace(request, confirmed_by=ws.worker.uid, confirmed_at=clock.stamp())
    signature = ws.keys.sign(canonical.dumps(stands.confirmed()), purpose=CONFIRMED)
    with ws.db.transaction():
        requests.confirm(ws.db, replace(stands, confirmed_signature=signature))
        ws.log("confirm_code", request.subject, request=request.uid)
    return Changed(cases=frozenset({request.subject}))


def confirmed_here(ws: Workspace, request: Request) -> bool:
    """Whether a supervisor is here who neither asked nor typed the code, and so can confirm it."""
    its_own = (request.asked_by, request.decided_by)
    return any(
        slot.active and Act.DECIDE in ACTS[Role(slot.role)] and slot.grants
        for slot in ws.keyring.users
        if slot.uid not in its_own
    )


def has_office(ws: Workspace) -> bool:
    """Whether a superior office is enrolled that can be told with a package."""
    return bool(exchange_log.correspondents(ws.db, kind="office"))


def stranded(ws: Workspace) -> int:
    """How many decisions nobody can settle as things are: nobody else here, and no office."""
    if has_office(ws):
        return 0
    found = (r for r in requests.unconfirmed(ws.db) if not settled_by_office(ws, r))
    return sum(not confirmed_here(ws, request) for request in found)


def settled_by_office(ws: Workspace, request: Request) -> bool:
    """Whether the superior office signed for the package that tells of it."""
    return audit.names_request(ws.db, TOLD, request.subject, request.uid)


def office_signed(ws: Workspace, since: str, until: str) -> None:
    """The office has signed for a package that tells what was decided after `since` and not after
    `until` (instants): what nobody here can confirm is settled by it. Inside the caller's
    transaction."""
    for request in requests.unconfirmed(ws.db):
        told = since < (request.decided_at or "") <= until
        if told and not confirmed_here(ws, request) and not settled_by_office(ws, request):
            ws.log(TOLD, request.subject, request=request.uid)


def _typed(digits: str) -> str:
    """Ten digits, however they were typed. Raises Refused for anything else."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", digits))
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", plain):
        raise Refused(NOT_DIGITS)
    return plain


def _found(ws: Workspace, number: int) -> StoredCode:
    """An unused code of the present sheet. Raises Refused."""
    code = telephone_codes.unused(ws.db, number)
    if code is None:
        raise Refused(NO_SUCH_NUMBER(number=number))
    return code


def _fits(code: StoredCode, digits: str) -> bool:
    """Whether these are its digits."""
    kdf = Kdf(code.memory_kib, code.passes, code.lanes)
    made = kdf.derive(_bound(code.sheet, code.number, digits), code.salt)
    return secrets.compare_digest(made, code.hash)


def _digits() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def _hashed(ws: Workspace, sheet: str, number: int, digits: str, at: str) -> StoredCode:
    kdf, salt = TRAINING if ws.vault.training else FLOOR, random(SALT)
    return StoredCode(
        sheet=sheet,
        number=number,
        salt=salt,
        hash=kdf.derive(_bound(sheet, number, digits), salt),
        memory_kib=kdf.memory_kib,
        passes=kdf.passes,
        lanes=kdf.lanes,
        made_at=at,
    )


def _bound(sheet: str, number: int, digits: str) -> str:
    return f"{sheet}-{number}-{digits}"
