"""The family of a case that is handed over: what goes out of it, and what becomes of it there.

The recipient learns that somebody of the family stays, and what they are to the person, only where
nothing in that file stands against it and the sender can tell; a number only of a file that went
to the same recipient before. Where both files lie at the receiver, the link is made again; until
then what is missing stands, sealed with care, as a fact of the case. (decision 25)
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from rescueapp import clock
from rescueapp.actions.family import families, folding
from rescueapp.actions.opened import restriction
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import disclosure
from rescueapp.domain.family import CODES, Joining
from rescueapp.errors import Refused
from rescueapp.exchange import receipts
from rescueapp.exchange.whole_case import WholeCase, WholeMember
from rescueapp.forms import codes
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import Text, mark
from rescueapp.storage import exchange_log, facts, hand_overs, merges
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
    """Who of the family of a person is not linked here, in sentences, told by each of their files;
    nothing where the care part is closed."""
    came = (hand_overs.origin(ws.db, file) for file in Reading(ws).files(case_uid))
    open_here = (each for each in came if each and not restriction.reason_closed(ws, each.case_uid))
    once = {(each.station, each.number): each for each in open_here}  # one file may come twice
    return tuple(
        _line(said, each.station)
        for each in once.values()
        for said in _not_linked(ws, case_uid, each)
        if said.number != each.number
    )


def _not_linked(ws: Workspace, case_uid: str, came: Origin) -> list[WholeMember]:
    """What a file was told of the family, without those who are linked here now, whoever did it."""
    said = _kept(ws, came.case_uid)
    package = exchange_log.package_by_uid(ws.db, came.package_uid) if said else None
    if package is None:
        return said
    members = {each.member.case_uid: each.member.relation for each in families.seen(ws, case_uid)}
    into = merges.standing(ws.db)
    for other in hand_overs.from_station(ws.db, package.station):
        relation = members.get(into.get(other.case_uid, other.case_uid))
        if relation is not None and other.number != came.number:
            said = [each for each in said if each is not _told_as(said, other.number, relation)]
    return said


def link(ws: Workspace, case: WholeCase, origin: Origin, station: str) -> None:
    """Link a case just taken up with those of the family that came from the same station (its key
    id) before, and keep what is missing; inside the caller's transaction."""
    _keep(ws, origin.case_uid, list(case.family))
    for other in hand_overs.from_station(ws.db, station):
        if other.case_uid != origin.case_uid:
            _link_two(ws, origin, other)


def _link_two(ws: Workspace, new: Origin, old: Origin) -> None:
    if new.number == old.number:
        return  # the same file, handed over once more
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
    _keep(ws, new.case_uid, _with_number(new_said, old.number, here.relation))
    _keep(ws, old.case_uid, _with_number(old_said, new.number, newcomer.relation))


def _numbered(said: list[WholeMember], number: str) -> WholeMember | None:
    return next((each for each in said if each.number == number), None)


def _told_as(said: list[WholeMember], number: str, relation: str) -> WholeMember | None:
    """How a family tells of the one of this number: by it, or else as one without a number."""
    unnumbered = (each for each in said if not each.number and each.relation == relation)
    return _numbered(said, number) or next(unnumbered, None)


def _with_number(said: list[WholeMember], number: str, relation: str) -> list[WholeMember]:
    """A family with the number of one who came since: linked, it is told of no more, and once the
    two are taken apart it is known that the file is not with the sender any more."""
    came = _told_as(said, number, relation)
    return [replace(each, number=number) if each is came else each for each in said]


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
