"""What has happened in a case, kept beside its records: in clear, or sealed with what tells it.

A save keeps what its record tells; a compartment the writer cannot open stays as it lies. What was
kept before the declarations of the forms changed (or by a program that kept none) is read from the
records again: in clear by anybody, sealed by whoever holds the key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.crypto import seal
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.forms import answers as interpreter
from rescueapp.forms import asking
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import TEAM_COMPARTMENTS, Compartment, Part
from rescueapp.storage import clocks as stored
from rescueapp.storage import merges, records
from rescueapp.storage.clocks import Told
from rescueapp.workspace import Workspace

ENTRY = 256  # bytes for each record that could tell something: the length tells no more than that

Entries = dict[str, list[list[str]]]  # by record: [name, at], …


@cache
def telling(compartment: Compartment | None) -> frozenset[str]:
    """The forms that can tell something by a compartment; None: in clear."""
    return frozenset(
        form.key
        for form in FORMS.values()
        if any(asking.tells(form, said) is compartment for said in form.milestones)
    )


@cache
def declared() -> Mapping[str, str]:
    """What each form of this program declares, as a word: it changes when the form does."""
    found = {}
    for form in FORMS.values():
        if form.milestones:
            parts = [asking.tells(form, said) for said in form.milestones]
            found[form.key] = _word((form.milestones, form.approval, parts))
    return found


@cache
def _declared_in(compartment: Compartment) -> str:
    """The same of every form that can tell something by a compartment, as one word."""
    return _word([(key, declared()[key]) for key in sorted(telling(compartment))])


def _word(said: object) -> str:
    return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()


@cache
def _approved() -> frozenset[str]:
    """The forms of which a record may wait to be approved before it tells anything in clear."""
    return frozenset(key for key in telling(None) if FORMS[key].approval)


def keep(ws: Workspace, saving: Saving) -> None:
    """What a record tells now, inside the transaction that wrote it; of a date of birth also what
    others tell, for what waits to be approved of a minor does not of an adult."""
    if any(field.part is Part.BIRTH for field in interpreter.fields(saving.form)):
        read_what_waits(ws, [saving.case_uid])
    if not saving.form.milestones:
        return
    row = records.row(ws.db, saving.record_uid)
    assert row is not None, "it was written just now"
    told = list(_told_by(ws, row, saving.whole))
    clear = [(name, at) for name, at, part in told if part is None]
    stored.put_told(ws.db, saving.case_uid, saving.record_uid, clear)
    for compartment in saving.written(ws):
        if saving.form.key in telling(compartment):
            entries = _entries(ws, saving.case_uid, compartment)
            entries[saving.record_uid] = [[n, at] for n, at, part in told if part is compartment]
            _put(ws, saving.case_uid, compartment, entries)


def approved(ws: Workspace, row: RecordRow) -> None:
    """What a record tells now that it is complete, inside the transaction that made it so."""
    reading = Reading(ws)
    told = list(_told_by(ws, row, reading.parts(*reading.found(row.uid)).answers))
    clear = [(name, at) for name, at, part in told if part is None]
    stored.put_told(ws.db, row.case_uid, row.uid, clear)
    for compartment in TEAM_COMPARTMENTS:
        if row.form in telling(compartment) and ws.holds(row.case_uid, compartment):
            write_again(ws, row.case_uid, compartment)


def happened(ws: Workspace, case_uid: str) -> list[Told]:
    """What has happened in a case, as far as this worker can open what tells of it."""
    return [*in_clear(ws, case_uid), *hidden(ws, case_uid)]


def in_clear(ws: Workspace, case_uid: str) -> list[Told]:
    """The same, only what is in clear."""
    own, *folded = (stored.told(ws.db, uid) for uid in merges.files_of(ws.db, case_uid))
    return own + [told for found in folded for told in stored.of_person(found)]


def hidden(ws: Workspace, case_uid: str) -> list[Told]:
    """The same, only what compartments tell."""
    return [told for part in opened(ws, case_uid).values() for told in part]


def opened(ws: Workspace, case_uid: str) -> dict[Compartment, list[Told]]:
    """The same by the compartment that tells it; what a file folded into it tells, too. What is
    lent of that file is for reading, and a folded file itself tells nothing by itself."""
    found: dict[Compartment, list[Told]] = {}
    if case_uid in merges.standing(ws.db):
        return found
    for uid in merges.files_of(ws.db, case_uid):
        lent = frozenset[Compartment]() if uid == case_uid else ws.lent_parts(uid)
        for c in TEAM_COMPARTMENTS:
            if telling(c) and c not in lent and ws.holds(uid, c):
                found.setdefault(c, []).extend(as_told(_entries(ws, uid, c)))
    return found


def as_told(entries: Entries) -> list[Told]:
    """What entries say, one each."""
    return [Told(name, at, record) for record, told in entries.items() for name, at in told]


# --- sealed ---------------------------------------------------------------------------------


def open_entries(
    data: bytes, key: bytes, case_uid: str, compartment: Compartment
) -> Entries | None:
    """What lies sealed of a case; None: it was kept under other declarations. Raises Damaged."""
    bound = _binding(case_uid, compartment)
    kept = json.loads(seal.unseal(key, data, bound=bound))
    return dict(kept["told"]) if kept["declared"] == _declared_in(compartment) else None


def _entries(ws: Workspace, case_uid: str, compartment: Compartment) -> Entries:
    data = stored.sealed(ws.db, case_uid).get(compartment)
    key = ws.case_keys(case_uid)[compartment]
    found = open_entries(data, key, case_uid, compartment) if data is not None else None
    return read_again(ws, case_uid, compartment) if found is None else found


def read_again(ws: Workspace, case_uid: str, compartment: Compartment) -> Entries:
    """The entries of a compartment from the records themselves."""
    reading = Reading(ws)
    found: Entries = {}
    asked = telling(compartment)
    for part, record_uid in sorted(stored.parts_of(ws.db, case_uid, asked)):
        if part is not compartment:
            continue
        row, contents = reading.found(record_uid)
        kept = contents.parts[compartment]  # with what is in clear, all a milestone rests on
        own = ws.open_part(compartment, kept.sealed, case_uid=case_uid, record_uid=record_uid,
                           version=kept.version)  # fmt: skip
        whole = {**contents.answers, **(own or {})}
        told = _told_by(ws, row, whole)
        found[record_uid] = [[name, at] for name, at, by in told if by is compartment]
    return found


def write_again(ws: Workspace, case_uid: str, compartment: Compartment) -> Entries:
    """Read them from the records and seal them, inside the caller's transaction."""
    entries = read_again(ws, case_uid, compartment)
    _put(ws, case_uid, compartment, entries)
    return entries


def _put(ws: Workspace, case_uid: str, compartment: Compartment, entries: Entries) -> None:
    kept = {"declared": _declared_in(compartment), "told": entries}
    data = json.dumps(kept, separators=(",", ":")).encode()
    room = ENTRY * (1 + len(entries))
    data = data.ljust(room if len(data) <= room else -(-len(data) // ENTRY) * ENTRY)
    key = ws.case_keys(case_uid)[compartment]
    sealed = seal.seal(key, data, bound=_binding(case_uid, compartment))
    stored.put_sealed(ws.db, case_uid, compartment, sealed)


def _binding(case_uid: str, compartment: Compartment) -> tuple[str, ...]:
    return ("sealed_milestones", compartment.value, case_uid)


def _told_by(
    ws: Workspace, row: RecordRow, whole: Answers
) -> Iterator[tuple[str, str, Compartment | None]]:
    if row.state == "complete" or not _waits(ws, row.case_uid, row.form, whole):
        yield from _told(row.form, whole, row.on_date or "")


def _waits(ws: Workspace, case_uid: str, form: str, whole: Answers) -> bool:
    """Whether an incomplete record is to be approved: it has not happened yet, whatever its
    answers say. What waits for a minor alone does not of an adult."""
    wanted = form_of(form).approval
    if wanted is None:
        return False
    return interpreter.applies(wanted.when, whole, minor=Reading(ws).minor(case_uid))


def _told(form: str, whole: Answers, day: str) -> Iterator[tuple[str, str, Compartment | None]]:
    shape = form_of(form)
    for name, at, part in interpreter.milestones(shape, whole):
        if at or day:
            yield name, at or day, part


# --- in clear, of many cases ----------------------------------------------------------------


def read_what_waits(ws: Workspace, case_uids: Sequence[str]) -> None:
    """The same of the forms that may wait to be approved: whether they do turns with the age."""
    read_clear_again(ws, case_uids, _approved())


def read_clear_again(ws: Workspace, case_uids: Sequence[str], forms: Collection[str]) -> None:
    """What the records of some forms of some cases tell in clear, inside the caller's transaction;
    anybody who has the database can."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for case_uid, record_uid, form, on_date, complete, answers in stored.clear_records(
        ws.db, case_uids, forms
    ):
        waits = not complete and _waits(ws, case_uid, form, answers)
        told = () if waits else _told(form, answers, on_date or "")
        found[case_uid, record_uid] = [(name, at) for name, at, part in told if part is None]
    stored.put_told_of(ws.db, found)
