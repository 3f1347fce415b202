"""Families: who was rescued together, linked and taken apart again (issue: siblings, children).

Who belongs to a family lies sealed under a key of its own, which each of its cases keeps under its
care key. So whoever works on one case reads who belongs to it, and another joins without the keys
of all; from the database alone nobody learns who came with whom. A case is in one family at most.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from rescueapp import clock
from rescueapp.actions.family import folding
from rescueapp.actions.gates import looking_again
from rescueapp.actions.opened import restriction
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import disclosure, outside_loans
from rescueapp.actions.outward.family_members import Key, closed, key_of, members, opened, others
from rescueapp.actions.workers import vetting
from rescueapp.crypto import seal
from rescueapp.domain.case import CaseRow
from rescueapp.domain.changed import Changed
from rescueapp.domain.family import CODES, Joining, Member, Parted, Seen
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import codes
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.storage import cases, families, merges
from rescueapp.workspace import Workspace

__all__ = [
    "bring_together", "check_new", "closed", "describe", "join", "leave", "link", "others",
    "put_back", "seen",
]  # fmt: skip

SAME = mark("This is the same case. Choose another one.", "family")
TWO_FAMILIES = mark(
    "Case {number} belongs to another family already. Take it out there first, if it belongs here.",
    "family",
)
TOGETHER_ALREADY = mark("Both belong to the same family already.", "family")
NO_RELATION = mark("Choose what each of them is in the family.", "family")
NOT_IN_ONE = mark("This case belongs to no family (any more).", "family")
CLOSED = mark(
    "Who belongs together stands in the care part of a case, and that of case {number} is closed to"
    " you. A supervisor, or somebody on the team of both cases, links them.",
    "family",
)

_ROOM = 512  # bytes: how many belong to a family is not told by how long it is


# --- looking ------------------------------------------------------------------------------


def seen(ws: Workspace, case_uid: str) -> tuple[Seen, ...]:
    """The whole family of a person, their case first, as everybody may see a case: by number and
    alias, of merged files the one that is kept. Empty where there is none, of others' cases, from
    outside, and of one that is only stored and not open for a reason that counts."""
    if not (ws.worker.may(Act.READ_CASES) and _is_open(ws, case_uid)):
        return ()
    found = sorted(_of_person(ws, case_uid), key=lambda each: each.case_uid != case_uid)
    rows = ((each, cases.row(ws.db, each.case_uid, reader=ws.holder)) for each in found)
    return tuple(
        Seen(each, row.number, row.alias, row.worker_name, _is_mine(ws, row))
        for each, row in rows
        if row is not None
    )


def _of_person(ws: Workspace, case_uid: str) -> Iterable[Member]:
    """The family of every file of a person, each member once, by the file that is kept."""
    files, into = _files(ws, case_uid), merges.standing(ws.db)
    found: dict[str, Member] = {}
    for file in files:
        for each in members(ws, file) if file == case_uid or _is_open(ws, file) else ():
            at = case_uid if each.case_uid in files else into.get(each.case_uid, each.case_uid)
            found.setdefault(at, replace(each, case_uid=at))
    return found.values()


def _files(ws: Workspace, case_uid: str) -> list[str]:
    """The files of a person, this one first."""
    return list(dict.fromkeys((case_uid, *merges.whole(ws.db, case_uid))))


def _in_family(ws: Workspace, case_uid: str) -> tuple[str, Key | None]:
    """The file by which a person belongs to a family, and its key; None: they belong to none."""
    found = ((file, key_of(ws, file)) for file in _files(ws, case_uid))
    return next((each for each in found if each[1] is not None), (case_uid, None))


def _is_mine(ws: Workspace, row: CaseRow) -> bool:
    return (row.mine or ws.lent(row.uid)) and _is_open(ws, row.uid)


def _is_open(ws: Workspace, case_uid: str) -> bool:
    return ws.revealed(case_uid) or restriction.of(ws, case_uid) is None


# --- linking and taking apart ---------------------------------------------------------------


def link(ws: Workspace, case_uid: str, joining: Joining) -> Changed:
    """Put a case into the family of another. Raises Refused for a case whose care part is closed
    to this worker, that is only stored, or that has another family."""
    vetting.refuse_change(ws, case_uid, joining.of)
    with ws.db.transaction():
        bring_together(ws, case_uid, joining)
    return Changed(cases=frozenset({case_uid, joining.of}))


def bring_together(ws: Workspace, case_uid: str, joining: Joining) -> None:
    """The same inside the caller's transaction: what the list of one holds holds for all now."""
    join(ws, case_uid, joining)
    outside_loans.look_again(ws, case_uid, joining.of)
    looking_again.after(ws, disclosure.holds_at(ws, case_uid), clock.stamp())


def join(ws: Workspace, case_uid: str, joining: Joining) -> None:
    """Link the two and nothing else, inside the caller's transaction. Whichever of them has a
    family, the other comes into it; neither has one: it begins."""
    _check(ws, case_uid, joining.of)
    if case_uid == joining.of:
        raise Refused(SAME)
    here, there = _in_family(ws, case_uid)[1], _in_family(ws, joining.of)[1]
    new = Member(case_uid, joining.relation, joining.head)
    if here and there:
        same = here.family == there.family
        raise Refused(TOGETHER_ALREADY if same else TWO_FAMILIES(number=_number(ws, case_uid)))
    if there:
        _put(ws, there, (*opened(ws, there), new), fresh=(case_uid,))
    elif here:
        own = Member(joining.of, joining.own)
        _put(ws, here, (*opened(ws, here), own), fresh=(joining.of,))
    else:
        both = (Member(joining.of, joining.own), new)
        _put(ws, Key(uid(), seal.new_key()), both, fresh=(joining.of, case_uid))


def check_new(ws: Workspace, joining: Joining) -> None:
    """Before somebody is taken in who is to come into a family. Raises Refused as `link` does."""
    _check(ws, joining.of)
    begins = _in_family(ws, joining.of)[1] is None
    if not all(_known(each) for each in (joining.relation, *((joining.own,) if begins else ()))):
        raise Refused(NO_RELATION)


def describe(ws: Workspace, case_uid: str, relation: str, *, head: bool) -> Changed:
    """Say otherwise what somebody is in the family. Raises Refused as `leave` does."""
    _check(ws, case_uid)
    vetting.refuse_change(ws, case_uid)
    file, kept = _in_family(ws, case_uid)
    if kept is None:
        raise Refused(NOT_IN_ONE)
    rest = [each for each in opened(ws, kept) if each.case_uid != file]
    with ws.db.transaction():
        _put(ws, kept, (*rest, Member(file, relation, head)))
        ws.log("describe_family", case_uid)
    return Changed(cases=frozenset(each.case_uid for each in opened(ws, kept)))


def leave(ws: Workspace, case_uid: str) -> Parted:
    """Take a case out of its family; of two none is left. What it takes to undo that comes back.
    Raises Refused as `link` does, and for a case without a family."""
    _check(ws, case_uid)
    vetting.refuse_change(ws, case_uid)
    file, kept = _in_family(ws, case_uid)
    if kept is None:
        raise Refused(NOT_IN_ONE)
    whole = opened(ws, kept)
    left = tuple(each for each in whole if each.case_uid != file)
    with ws.db.transaction():
        families.drop_member(ws.db, file)
        if len(left) > 1:
            _put(ws, kept, left)
        else:
            for each in left:
                families.drop_member(ws.db, each.case_uid)
            families.drop_family(ws.db, kept.family)
        ws.log("unlink_family", case_uid)
    return Parted(file, whole)


def put_back(ws: Workspace, parted: Parted) -> Changed:
    """Undo `leave`: the case is again in the family of the others. Raises Refused when somebody
    linked it elsewhere meanwhile."""
    back = next(each for each in parted.members if each.case_uid == parted.case_uid)
    rest = [each for each in parted.members if each is not back]
    with_family = (each for each in rest if key_of(ws, each.case_uid) is not None)
    to = next(with_family, rest[0])
    into = merges.standing(ws.db)  # of merged files the one that is kept is linked
    here, there = (into.get(each, each) for each in (parted.case_uid, to.case_uid))
    return link(ws, here, Joining(there, back.relation, to.relation, back.head))


def _check(ws: Workspace, *uids: str) -> None:
    ws.check(Act.SAVE_RECORD)
    for case_uid in uids:
        Reading(ws).refuse_others(case_uid)
        folding.refuse(ws, case_uid)
        restriction.refuse_change(ws, case_uid)
        if not ws.holds(case_uid, Compartment.CARE):
            raise Refused(CLOSED(number=_number(ws, case_uid)))


def _number(ws: Workspace, case_uid: str) -> str:
    return cases.numbers_of(ws.db, [case_uid]).get(case_uid, "")


def _put(
    ws: Workspace, kept: Key, members: Iterable[Member], *, fresh: tuple[str, ...] = ()
) -> None:
    """Seal the members anew, and give the key to those who are new. One speaks for all at most:
    the last who is said to. Raises Refused for one who is nothing in the family."""
    found = _one_head(tuple(members))
    if not all(_known(each.relation) for each in found):
        raise Refused(NO_RELATION)
    data = json.dumps([asdict(each) for each in found]).encode()
    data = data.ljust(-(-len(data) // _ROOM) * _ROOM)
    bound = ("families", kept.family)
    families.put_family(ws.db, kept.family, seal.seal(kept.key, data, bound=bound))
    told = json.dumps({"family": kept.family, "key": kept.key.hex()}).encode()
    for case_uid in fresh:
        key: Mapping[Compartment, bytes] = ws.case_keys(case_uid)
        bound = ("family_members", case_uid)
        families.put_member(ws.db, case_uid, seal.seal(key[Compartment.CARE], told, bound=bound))
    if fresh:  # one line, whoever else came with it: two side by side would tell who
        ws.log("link_family", fresh[-1])


def _known(relation: str) -> bool:
    return codes.known(CODES, relation)


def _one_head(members: tuple[Member, ...]) -> tuple[Member, ...]:
    heads = [each.case_uid for each in members if each.head]
    return tuple(replace(each, head=each.case_uid == heads[-1]) for each in members) if heads \
        else members  # fmt: skip
