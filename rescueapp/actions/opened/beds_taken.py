"""Which beds are taken, counted from the papers of stay (F04) of the people in the house.

Where somebody sleeps is sealed with her name (L4), and everybody on duty has to know whether a room
has a bed left. So each bed that is given leaves a mark beside the cases: the room, and a token
under the identity key of the case. Whoever has that key moves the mark and takes it away; to
everybody else it says that one more sleeps in this room, as an open door does. What it costs:
whoever reads the database itself at the hour somebody comes can put two and two together.

A mark follows what its case says at each save. One that was left behind (by somebody who closed a
case without that key, or by a program that kept none) is put right when whoever holds the key
looks at a room.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from rescueapp.actions.opened import milestones
from rescueapp.actions.opened.reading import Reading
from rescueapp.crypto import seal
from rescueapp.domain.beds import still_in_house
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.errors import Unavailable
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.storage import cases, merges, person, vault_values
from rescueapp.workspace import Workspace

_MARKS = "beds_taken"
_STAY, _BED = "stay_and_leaving", "stay_bed"  # F04
_LOOKED_AT = 100  # the latest papers of stay; one older than these follows its saves alone

Marks = dict[str, str]  # the room by token


def taken(ws: Workspace, *, but: str = "") -> Counter[str]:
    """How many sleep in each room, by the uid of its entry; without the person of a case."""
    ws.check(Act.READ_CASES)
    before, marks = _put_right(ws, person.of_latest(ws.db, _STAY, limit=_LOOKED_AT))
    if marks != before and ws.worker.may(Act.SAVE_RECORD):
        # Whoever looks only wants to know: on a full disk the next one puts it right.
        with suppress(Unavailable), ws.db.transaction():
            _write(ws, marks)
    own = _tokens(ws, _open(ws, but)) if but else ()
    return Counter(room for token, room in marks.items() if token not in own)


def keep(ws: Workspace, case_uid: str) -> None:
    """What a case says now of the bed of its person, inside the transaction that changed it."""
    before, marks = _put_right(ws, merges.whole(ws.db, case_uid)[:1])
    if marks != before:
        _write(ws, marks)


def forget(ws: Workspace, case_uid: str) -> None:
    """Take away the mark of a case that is destroyed, inside that transaction: under its key, so
    that nobody could any more."""
    if not ws.holds(case_uid, Compartment.IDENTITY):
        return
    marks: Marks = json.loads(vault_values.get(ws.db, _MARKS, "{}"))
    own = _tokens(ws, [case_uid])
    _write(ws, {token: room for token, room in marks.items() if token not in own})


def _write(ws: Workspace, marks: Marks) -> None:
    """Sorted, so that the order does not tell who came when."""
    vault_values.set(ws.db, _MARKS, json.dumps(marks, sort_keys=True))


def _put_right(ws: Workspace, people: Iterable[str]) -> tuple[Marks, Marks]:
    """The marks as they lie, and as they are to be by what the cases of some people say."""
    before: Marks = json.loads(vault_values.get(ws.db, _MARKS, "{}"))
    marks = dict(before)
    for kept in people:
        files = _open(ws, kept)
        for token in _tokens(ws, files):
            marks.pop(token, None)
        given = _bed(ws, kept) if files else None
        if given is not None:
            file, room = given
            marks[_tokens(ws, [file])[0]] = room
    return before, marks


def _bed(ws: Workspace, kept: str) -> tuple[str, str] | None:
    """The file and the room of the latest paper of stay that names one; None where the person left
    or help has ended."""
    row = cases.row(ws.db, kept, reader=ws.holder)
    if row is None or row.stage is Stage.CLOSED:
        return None
    reading = Reading(ws)
    for paper in person.rows(ws.db, kept, form=_STAY):
        told: Answers = reading.parts(*reading.found(paper.uid)).answers
        if isinstance(room := told.get(_BED), str):
            left = [each.at for each in milestones.in_clear(ws, kept) if each.name == "left"]
            return (paper.case_uid, room) if still_in_house(told, left) else None
    return None


def _open(ws: Workspace, case_uid: str) -> list[str]:
    """The files of a person; none where this worker does not hold who they are in each of them."""
    files = merges.whole(ws.db, case_uid)
    return files if all(ws.holds(uid, Compartment.IDENTITY) for uid in files) else []


def _tokens(ws: Workspace, files: Iterable[str]) -> tuple[str, ...]:
    """Under the key of now first: who left the team keeps an older one, and learns nothing of where
    she went since. Those under older keys are only taken away."""
    return tuple(
        seal.token(key, _MARKS, uid).hex()
        for uid in files
        for key in seal.each_key(ws.case_keys(uid)[Compartment.IDENTITY])
    )
