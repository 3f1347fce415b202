"""The family of a case that is handed over: what goes out of it, and what becomes of it there.

The recipient learns that somebody of the family stays, and what they are to the person, only where
nothing in that file stands against it and the sender can tell; a number only of a file that went
to the same recipient before. Where both files lie at the receiver, the link is made again; until
then what is missing stands, sealed with care, as a fact of the case. (decision 25)
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from rescueapp import clock
from rescueapp.actions import disclosure, families, folding, restriction
from rescueapp.actions.reading import Reading
from rescueapp.domain.family import CODES, Joining
from rescueapp.errors import Refused
from rescueapp.exchange import receipts
from rescueapp.exchange.whole_case import WholeCase, WholeMember
from rescueapp.forms import codes
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark
from rescueapp.storage import facts, hand_overs, merges
from rescueapp.storage.exchange_log import Correspondent
from rescueapp.storage.hand_overs import Origin
from rescueapp.workspace import Workspace

FACT = "family_elsewhere"  # what of the family was not here when the case was taken up

STAYS = mark(
    "Family: the file of {number} ({relation}) stays here. The package tells the other station that"
    " it does, without a number.",
    "hand-over",
)
WENT = mark(
    "Family: the file of {number} ({relation}) went there before. The link is made again there.",
    "hand-over",
)
UNTOLD = mark(
    "Family: of {number} ({relation}) nothing is told in the package. Its file is closed to you, or"
    " something stands against it.",
    "hand-over",
)
ELSEWHERE = mark("Family: a file of somebody ({relation}) stays at {station}.", "hand-over")
NOT_YET = mark(
    "Family: a file of somebody ({relation}) was handed over by {station} as {number}, and is not"
    " linked here.",
    "hand-over",
)


@dataclass(frozen=True, slots=True)
class Going:
    """What goes out of a family, and what the sender is told of it."""

    members: tuple[WholeMember, ...] = ()
    notes: tuple[Text, ...] = ()


# --- going out ------------------------------------------------------------------------------------


def going(ws: Workspace, case_uid: str, to: Correspondent) -> Going:
    """The family of a case as far as a station may be told of it; an office links nothing."""
    seen = families.seen(ws, case_uid)
    if to.kind == "office" or not seen:
        return Going()
    own, *others = seen
    found, notes = [], []
    for each in others:
        words = {"number": each.number, "relation": codes.label(CODES, each.member.relation)}
        if not _may_be_told(ws, each.member.case_uid, to):
            notes.append(UNTOLD(**words))
            continue
        number = _went(ws, each.member.case_uid, to)
        found.append(WholeMember(each.member.relation, number, each.member.head))
        notes.append(WENT(**words) if number else STAYS(**words))
    person = WholeMember(own.member.relation, own.number, own.member.head)
    return Going((person, *found) if found else (), tuple(notes))


def _may_be_told(ws: Workspace, case_uid: str, to: Correspondent) -> bool:
    """Whether a file may be spoken of to a station by who holds its keys."""
    if not (ws.holds(case_uid, Compartment.CARE) and disclosure.read_whole(ws, case_uid)):
        return False
    try:
        restriction.refuse_release(ws, case_uid)
        disclosure.refuse_recipient(ws, case_uid, to.name)
    except Refused:
        return False
    return True


def _went(ws: Workspace, case_uid: str, to: Correspondent) -> str:
    """The number of a file of the person that lies there or is on its way; "" for none."""
    for file in merges.whole(ws.db, case_uid):
        sent = hand_overs.of_case(ws.db, file)
        if any(h.recipient == to.key_id and h.verdict != receipts.REFUSED for h in sent):
            return folding.number(ws, file)
    return ""


# --- taken up -------------------------------------------------------------------------------------


def told(case: WholeCase, station: str) -> list[Text]:
    """What a package says of the family, before it is taken up."""
    return [_line(each, station) for each in case.family if each.number != case.number]


def missing(ws: Workspace, case_uid: str) -> tuple[Text, ...]:
    """Who of the family is not here yet, in sentences; nothing where the care part is closed."""
    came = hand_overs.origin(ws.db, case_uid)
    if came is None or restriction.reason_closed(ws, case_uid) is not None:
        return ()
    kept = _kept(ws, case_uid)
    return tuple(_line(each, came.station) for each in kept if each.number != came.number)


def link(ws: Workspace, case: WholeCase, origin: Origin, station: str) -> None:
    """Link a case just taken up with those of the family that came from the same station (its key
    id) before, and keep what is missing; inside the caller's transaction."""
    _keep(ws, origin.case_uid, list(case.family))
    for other in hand_overs.from_station(ws.db, station):
        if other.case_uid != origin.case_uid:
            _link_two(ws, origin, other)


def _link_two(ws: Workspace, new: Origin, old: Origin) -> None:
    new_said, old_said = _kept(ws, new.case_uid), _kept(ws, old.case_uid)
    if not (_numbered(new_said, old.number) or _numbered(old_said, new.number)):
        return
    newcomer = _numbered(new_said, new.number) or _numbered(old_said, new.number)
    here = _numbered(old_said, old.number) or _numbered(new_said, old.number)
    if newcomer is None or here is None:
        return  # a package that does not say what its own person is
    kept = merges.standing(ws.db).get(old.case_uid, old.case_uid)
    how = Joining(kept, newcomer.relation, here.relation, newcomer.head)
    try:
        families.bring_together(ws, new.case_uid, how)
    except Refused as refused:
        if refused.words != families.TOGETHER_ALREADY():
            return  # it belongs to another family here: the line stays
    _keep(ws, new.case_uid, _without(new_said, old.number, here.relation))
    _keep(ws, old.case_uid, _without(old_said, new.number, newcomer.relation))


def _numbered(said: list[WholeMember], number: str) -> WholeMember | None:
    return next((each for each in said if each.number == number), None)


def _without(said: list[WholeMember], number: str, relation: str) -> list[WholeMember]:
    """A family without the one of this number, or else one whose number was not told."""
    gone = _numbered(said, number) or next(
        (each for each in said if not each.number and each.relation == relation), None
    )
    return [each for each in said if each is not gone]


def _kept(ws: Workspace, case_uid: str) -> list[WholeMember]:
    found = Reading(ws).facts_in_file(case_uid, [FACT]).get(FACT) or []
    return [WholeMember(**each) for each in found]


def _keep(ws: Workspace, case_uid: str, said: list[WholeMember]) -> None:
    """Sealed with care, as the family itself; only where it is otherwise than before."""
    if said == _kept(ws, case_uid):
        return
    at = clock.stamp()
    sealed = ws.seal_fact(Compartment.CARE, [asdict(each) for each in said], case_uid=case_uid,
                          key=FACT, recorded_at=at)  # fmt: skip
    facts.add(ws.db, case_uid=case_uid, key=FACT, compartment=Compartment.CARE, sealed=sealed,
              worker=ws.worker.uid, recorded_at=at)  # fmt: skip


def _line(each: WholeMember, station: str) -> Text:
    relation = codes.label(CODES, each.relation)
    if each.number:
        return NOT_YET(relation=relation, station=station, number=each.number)
    return ELSEWHERE(relation=relation, station=station)
