"""What was decided about deadlines, as it lies: read for the clocks, and for who asks why.

What is about a deadline that a compartment tells lies sealed with it; of any other only the reason
is sealed, under the part that everybody who cares for her holds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from typing import Any

from rescueapp import clock
from rescueapp.actions.due import rules
from rescueapp.actions.signing import grants
from rescueapp.actions.signing.countersigning import check_signatures
from rescueapp.crypto import seal
from rescueapp.domain.clocks import ONE_SUPERVISOR, Decided, Order, Step, needs_two
from rescueapp.domain.request import Request
from rescueapp.domain.worker import Role
from rescueapp.errors import Damaged
from rescueapp.forms.schema import Compartment
from rescueapp.identity import uid
from rescueapp.rules.engine import Decision, Does
from rescueapp.storage import clocks as stored
from rescueapp.storage import merges, requests, workers
from rescueapp.storage.clocks import Kept
from rescueapp.workspace import Workspace

_DOES = {Step.PAUSE: Does.PAUSE, Step.EXEMPT: Does.EXEMPT, Step.OVERRIDE: Does.OVERRIDE,
         Step.SETTLED: Does.EXEMPT}  # fmt: skip


def in_clear(ws: Workspace, case_uids: Collection[str]) -> dict[str, list[Decision]]:
    """What holds of deadlines that are in clear, by case; no key is needed."""
    found: dict[str, list[Order]] = defaultdict(list)
    into = merges.standing(ws.db)
    for kept in stored.decisions(ws.db, merges.with_folded(ws.db, case_uids)):
        if kept.about and _holds(ws, kept, order := _order(json.loads(kept.about))):
            found[into.get(kept.case_uid, kept.case_uid)].append(order)
    return {uid: _decisions(orders) for uid, orders in found.items()}


def of_case(ws: Workspace, case_uid: str) -> list[Decision]:
    """What holds of every deadline of a case that this worker can tell of."""
    orders = [
        order
        for kept in stored.decisions(ws.db, merges.files_of(ws.db, case_uid))
        if (order := opened(ws, kept)) is not None and _holds(ws, kept, order)
    ]
    return _decisions(orders)


def decided(ws: Workspace, case_uid: str) -> list[Decided]:
    """What was decided and asked for in a case, with who and why, in its order."""
    names = {w.uid: w.display_name for w in workers.rows(ws.db, inactive=True)}
    found = []
    for kept in stored.decisions(ws.db, merges.files_of(ws.db, case_uid)):
        order = opened(ws, kept)
        if order is not None:
            request = requests.row(ws.db, kept.request_uid) if kept.request_uid else None
            found.append(
                Decided(
                    uid=kept.uid,
                    order=order,
                    asked_by=names.get(kept.worker, ""),
                    asked_at=kept.asked_at,
                    decided_by=names.get(request.decided_by or "", "") if request else "",
                    decided_at=(request.decided_at or "") if request else "",
                    holds=_holds(ws, kept, order),
                    waits=request is not None and request.granted is None,
                    note=request.note if request else "",
                )
            )
    return found


def opened(ws: Workspace, kept: Kept) -> Order | None:
    """A decision with its reason, or None for who lacks the key. Raises Damaged."""
    key = ws.case_keys(kept.case_uid).get(kept.compartment)
    if key is None:
        return _order(json.loads(kept.about)) if kept.about else None
    data = seal.unseal(key, kept.sealed, bound=_binding(kept))
    return _order(json.loads(data))


def write(
    ws: Workspace,
    case_uid: str,
    orders: Iterable[tuple[Order, Compartment | None]],
    request_uid: str | None = None,
) -> list[str]:
    """Write the orders of one act down, inside its transaction; their uids. Beside each the
    compartment that tells of its deadline."""
    at = _after_all(ws, case_uid)
    found = []
    for order, part in orders:
        kept = Kept(uid(), case_uid, part or Compartment.CARE, "", b"", ws.worker.uid, at,
                    request_uid)  # fmt: skip
        stored.add_decision(ws.db, _sealed(ws, kept, order, clear=part is None))
        found.append(kept.uid)
    return found


def _after_all(ws: Workspace, case_uid: str) -> str:
    """This instant, or a second after the last decision in any file of the person: what was taken
    back within the second it was decided in holds all the same."""
    files = merges.whole(ws.db, case_uid)
    return clock.later_than(kept.asked_at for kept in stored.decisions(ws.db, files))


def _sealed(ws: Workspace, kept: Kept, order: Order, *, clear: bool) -> Kept:
    whole = asdict(order)
    about = json.dumps({**whole, "reason": ""}, sort_keys=True) if clear else ""
    key = ws.case_keys(kept.case_uid)[kept.compartment]
    data = json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()
    return replace(kept, about=about, sealed=seal.seal(key, data, bound=_binding(kept)))


def _binding(kept: Kept) -> tuple[str, ...]:
    """It belongs to its case and, where a second person is asked, to what they are asked."""
    request = kept.request_uid or ""
    return ("clock_decisions", kept.compartment.value, kept.case_uid, kept.uid, request)


def _order(said: dict[str, Any]) -> Order:
    return Order(**{**said, "step": Step(said["step"])})


def _decisions(orders: Iterable[Order]) -> list[Decision]:
    """As the engine takes them: what went on again is one pause with its end."""
    found: list[Decision] = []
    for order in orders:
        if order.step is Step.RESUME:
            found = [_ended(each, order) for each in found]
        elif order.step is Step.UNSETTLED:
            found = [each for each in found if not _takes_back(order, each)]
        else:
            step = None if order.step is Step.PAUSE else order.deadline_step
            found.append(
                Decision(_DOES[order.step], order.rule, order.record_uid, step, order.on,
                         order.until, order.since)
            )  # fmt: skip
    return found


def _takes_back(order: Order, decision: Decision) -> bool:
    exempt = (decision.does, decision.step) == (Does.EXEMPT, order.deadline_step)
    return exempt and _same_clock(decision, order)


def _ended(decision: Decision, resumed: Order) -> Decision:
    stands = decision.does is Does.PAUSE and not decision.until
    ended = stands and _same_clock(decision, resumed)
    return decision._replace(until=resumed.until) if ended else decision


def _same_clock(decision: Decision, order: Order) -> bool:
    """Whether both are about one clock; what was decided of every clock of a record, about each."""
    record = (decision.rule, decision.record_uid) == (order.rule, order.record_uid)
    return record and decision.since in ("", order.since)


def _holds(ws: Workspace, kept: Kept, order: Order) -> bool:
    """Whether it is in force: at once, or once a second person agreed and signed."""
    if kept.request_uid is None:
        alone = order.step not in ONE_SUPERVISOR or kept.worker in _supervisors(ws)
        return alone and not _needs_two(ws, order)
    request = requests.row(ws.db, kept.request_uid)
    return request is not None and bool(request.granted) and _rightly(ws, request)


def _needs_two(ws: Workspace, order: Order) -> bool:
    try:
        return needs_two(order.step, rules.table(ws).rule(order.rule))
    except KeyError:
        return True  # a rule of another program; nothing of it is counted here


def _supervisors(ws: Workspace) -> set[str]:
    return {user.uid for user in ws.keyring.users if user.role == Role.SUPERVISOR}


def _rightly(ws: Workspace, request: Request) -> bool:
    try:
        check_signatures(ws, request)
    except Damaged:
        return False  # the clock runs on: nothing is lost by that
    return grants.rightly_decided(ws, request)
