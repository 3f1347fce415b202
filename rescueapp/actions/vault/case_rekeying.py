"""The keys of cases while the vault's keys are made anew: in batches, and again from the start
without harm when it was cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.errors import Damaged
from rescueapp.forms.schema import TEAM_COMPARTMENTS, Compartment
from rescueapp.progress import Progress
from rescueapp.storage import case_keys, lent_keys
from rescueapp.workspace import Workspace

BATCH = 100  # cases in a transaction

_Again = Callable[
    [bytes], bytes | None
]  # what lies there → the same under the new pair, if need be
_Rows = Sequence[tuple[str, Compartment, bytes]]


def new_case_keys(ws: Workspace, watched: Progress) -> int:
    """A new key in front of the old one, for every compartment of the cases that were noted;
    how many cases. Nobody who left holds any of it afterwards."""
    found = case_keys.known(ws.db)
    publics = {u.uid: u.box_public for u in ws.keyring.users if u.active}
    for start in range(0, len(found), BATCH):
        with ws.db.transaction():
            for case_uid in found[start : start + BATCH]:
                _renew_case(ws, case_uid, publics)
                case_keys.settle_known(ws.db, case_uid)
        watched.report(min(start + BATCH, len(found)), len(found))
    return len(found)


def _renew_case(ws: Workspace, case_uid: str, publics: Mapping[str, bytes]) -> None:
    keys = {c: seal.new_key() + key for c, key in ws.case_keys(case_uid).items()}
    ws.forget_case_keys(case_uid)
    sealed = []
    for compartment, holder, _ in case_keys.of_case(ws.db, case_uid):
        public = _public(ws, holder, compartment) or publics.get(holder)
        if public is None:
            case_keys.remove(ws.db, case_uid=case_uid, holder=holder)
        else:
            sealed.append((compartment, holder, seal.wrap(keys[compartment], public)))
    case_keys.put_many(ws.db, case_uid, sealed)
    for request_uid, compartment, holder in lent_keys.of_case(ws.db, case_uid):
        if holder in publics:
            again = seal.wrap(keys[compartment], publics[holder])
            lent_keys.put(ws.db, request_uid=request_uid, compartment=compartment, sealed=again)
        else:
            lent_keys.take_all_back(ws.db, holder)


def _public(ws: Workspace, holder: str, compartment: Compartment) -> bytes | None:
    grant = _grant(holder, compartment)
    return ws.keyring.public(grant) if grant else None


def _grant(holder: str, compartment: Compartment) -> Grant | None:
    """The pair a holder who is nobody in person stands for."""
    if holder == case_keys.EMERGENCY:
        return Grant.EMERGENCY
    return Grant(f"compartment:{compartment}") if holder == case_keys.COMPARTMENT else None


def seal_to_new_pairs(ws: Workspace, watched: Progress) -> int:
    """What lies under pairs that are made anew is sealed to the new ones; how many keys.

    Every row is opened, so at the end each is known to open with the new pair alone.
    """
    renewed = frozenset(ws.keyring.renewed())
    holders = [
        holder
        for holder in (case_keys.COMPARTMENT, case_keys.EMERGENCY)
        if any(_grant(holder, compartment) in renewed for compartment in TEAM_COMPARTMENTS)
    ]
    total = sum(case_keys.count(ws.db, holder) for holder in holders)
    done = changed = 0
    for holder in holders:
        opens = _openers(ws, holder, renewed)
        for rows in _pages(ws, holder):
            changed += _seal_again(ws, holder, rows, opens)
            done += len({case_uid for case_uid, _, _ in rows})
            watched.report(done, total)
    return changed


def _openers(ws: Workspace, holder: str, renewed: frozenset[Grant]) -> dict[Compartment, _Again]:
    found: dict[Compartment, _Again] = {}
    for compartment in TEAM_COMPARTMENTS:
        grant = _grant(holder, compartment)
        if grant in renewed:
            found[compartment] = _again(ws.keys.renewed[grant], ws.keys.grants[grant])
    return found


def _again(new: bytes, either: bytes) -> _Again:
    public = seal.public_of(new)

    def again(sealed: bytes) -> bytes | None:
        try:
            seal.unwrap(sealed, new, public)
        except Damaged:
            return seal.wrap(seal.unwrap(sealed, either, public), public)
        return None

    return again


def _pages(ws: Workspace, holder: str) -> Iterator[_Rows]:
    after = ""
    while rows := case_keys.page(ws.db, holder, after=after, limit=BATCH):
        yield rows
        after = rows[-1][0]


def _seal_again(
    ws: Workspace, holder: str, rows: _Rows, again: Mapping[Compartment, _Again]
) -> int:
    changed = 0
    with ws.db.transaction():
        for case_uid, compartment, sealed in rows:
            new = again[compartment](sealed) if compartment in again else None
            if new is not None:
                case_keys.put_many(ws.db, case_uid, [(compartment, holder, new)])
                changed += 1
    return changed
