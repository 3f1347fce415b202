"""Typing that is not saved yet: kept sealed, so that no lock, crash or power cut loses a word.

A draft is sealed to its writer and to supervisors; process notes inside it to the writer and
paper recovery alone. It remembers which parts of the record its writer saw: what was under the
veil is no answer that was taken away.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass, replace

from rescueapp import clock
from rescueapp.actions.attached import attachments
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.lent_acts import check_case
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.recording import briefing, gates, sensitive
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.family import Joining
from rescueapp.domain.record import Answers, Draft, RecordView
from rescueapp.domain.worker import Act
from rescueapp.errors import Damaged, Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import any_form
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Compartment
from rescueapp.i18n import mark
from rescueapp.identity import uid
from rescueapp.storage import drafts
from rescueapp.workspace import Workspace

NOTES_CLOSED = mark(
    "The process notes in this draft were sealed before you got new keys. Take them back with two"
    " recovery papers first.",
    "draft",
)
NO_SUCH_DRAFT = mark("This draft was saved or dropped meanwhile.", "draft")
_LENGTH = 4  # bytes before the first of the two sealed parts


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft and the form it belongs to."""

    draft: Draft
    view: RecordView  # its answers are the typing


def keep_draft(
    ws: Workspace,
    *,
    draft_uid: str | None,
    form: str,
    case_uid: str | None,
    record_uid: str | None,
    based_on: int,
    answers: Answers,
    readable: frozenset[str] | None = None,
    copied: Collection[str] = (),
    joins: Joining | None = None,
) -> str:
    """Keep what has been typed; returns the draft's uid. Not audited: nothing happened yet.

    `readable`: the parts the writer saw (`RecordView.readable`), by default those of just now. One
    that is only lent, and was not written in, is left out: a draft lasts longer than a loan.
    `copied`, `joins`: as in `RecordView`.
    Raises Refused for a draft of somebody else: typing is never said to be kept when it is not.
    """
    check_case(ws, Act.SAVE_RECORD, case_uid)
    kept = draft_uid or uid()
    seen = Reading(ws).readable(case_uid) if readable is None else readable
    if lent := _only_read(ws, record_uid, case_uid, form, answers):
        parts = interpreter.split(any_form(form), answers)
        answers = interpreter.join({c: part for c, part in parts.items() if c not in lent})
        seen -= lent
    with ws.db.transaction():
        before = drafts.by_uid(ws.db, kept)
        if before is not None and before.worker != ws.worker.uid:
            raise Refused(NO_SUCH_DRAFT)
        drafts.keep(
            ws.db,
            uid=kept,
            worker=ws.worker.uid,
            form=form,
            case_uid=case_uid,
            record_uid=record_uid,
            based_on=based_on,
            kept_at=clock.stamp(),
            sealed=_sealed(ws, kept, form, answers, _Beside(seen, frozenset(copied), joins)),
        )
    return kept


def _only_read(
    ws: Workspace, record_uid: str | None, case_uid: str | None, form: str, answers: Answers
) -> frozenset[Compartment]:
    """The parts of a record that are lent to this worker and say what they said before."""
    if not record_uid or not case_uid or not (lent := ws.lent_parts(case_uid)):
        return frozenset()
    before = interpreter.split(any_form(form), _present(ws, record_uid))
    typed = interpreter.split(any_form(form), answers)
    return frozenset(c for c in lent if typed.get(c, {}) == before.get(c, {}))


def _present(ws: Workspace, record_uid: str) -> Answers:
    reading = Reading(ws)
    return reading.parts(*reading.found(record_uid)).answers


def drafts_of(ws: Workspace) -> list[Draft]:
    """One's own drafts, latest first."""
    return drafts.rows(ws.db, worker=ws.worker.uid)


def open_draft(ws: Workspace, draft_uid: str) -> OpenedDraft:
    """The typing, over the record it belongs to, which is opened by it. Raises Refused when it is
    gone."""
    found = drafts.by_uid(ws.db, draft_uid)
    if found is None or found.worker != ws.worker.uid:
        raise Refused(NO_SUCH_DRAFT)
    draft = found.draft
    if draft.form in REGISTERS:
        return OpenedDraft(draft, _of_entry(ws, draft, _typed(ws, draft_uid, found.sealed)))
    gates.refuse_look(ws, draft.form, draft.case_uid)
    reading = Reading(ws)
    if draft.record_uid:
        view = reading.opened(draft.record_uid)
        with ws.db.transaction():
            ws.log("open_record", draft.record_uid, form=draft.form)
    else:
        view = briefing.briefed(ws, reading.blank(draft.form, draft.case_uid))
    typed, kept = _opened(ws, draft_uid, found.sealed)
    unseen = _unseen(reading, draft, view.readable - kept.seen)
    view = replace(view, answers={**unseen, **typed}, copied=kept.copied, joins=kept.joins)
    view = gates.closed(ws, view)
    return OpenedDraft(draft, sensitive.covered(ws, view))


def _of_entry(ws: Workspace, draft: Draft, typed: Answers) -> RecordView:
    """The typing over an entry of a register, of which everybody sees all."""
    over = draft.record_uid
    view = entries.opened(ws, over) if over else entries.blank(ws, draft.form)
    return replace(view, answers=typed)


def reseal(ws: Workspace, *, worker: str | None = None) -> int:
    """Seal drafts (one worker's, or all) again to their writer's and the supervisors' keys of
    today, by a supervisor, inside the caller's transaction; how many.

    What is the writer's own inside a draft stays sealed as it is.
    """
    publics = {u.uid: u.box_public for u in ws.keyring.users if u.active}
    secret, supervision = ws.keys.grants[Grant.SUPERVISION], ws.keyring.public(Grant.SUPERVISION)
    found = drafts.uids(ws.db, worker=worker)
    for draft_uid in found:
        kept = drafts.by_uid(ws.db, draft_uid)
        assert kept is not None
        first, second = _two(kept.sealed)
        data = seal.unseal_for(secret, first, bound=("drafts", draft_uid))
        readers = [publics[kept.worker]] if kept.worker in publics else []
        first = seal.seal_for([*readers, supervision], data, bound=("drafts", draft_uid))
        drafts.put(ws.db, draft_uid, _one(first, second))
    return len(found)


def reseal_own(ws: Workspace, secret: bytes) -> int:
    """Seal the process notes in one's own drafts to oneself anew, opened with the secret of the
    papers, inside the caller's transaction; how many."""
    count = 0
    for draft_uid in drafts.uids(ws.db, worker=ws.worker.uid):
        kept = drafts.by_uid(ws.db, draft_uid)
        assert kept is not None
        first, second = _two(kept.sealed)
        mine = not second or seal.held_by(ws.keys.box_secret, second[16:])
        if not mine and seal.held_by(secret, second[16:]):  # else papers of before do
            bound = ("drafts", "own", draft_uid)
            own = seal.unseal_for(secret, second[16:], bound=bound)
            drafts.put(ws.db, draft_uid, _one(first, ws.seal_own(own, bound=bound)))
            count += 1
    return count


def drop_draft(ws: Workspace, draft_uid: str) -> None:
    """Forget a draft of one's own."""
    with ws.db.transaction():
        forget(ws, draft_uid)


def forget(ws: Workspace, draft_uid: str) -> None:
    """The same inside the caller's transaction; with the attachments that nothing else names."""
    found = drafts.by_uid(ws.db, draft_uid)
    if found is None or found.worker != ws.worker.uid:
        return
    drafts.drop(ws.db, draft_uid)
    with suppress(Damaged, Refused):  # what one of them names cannot be told: nothing is released
        named = _attached(ws, draft_uid, found)
        others = drafts.rows(ws.db, worker=ws.worker.uid) if named else []
        for other in others:
            named -= _attached(ws, other.uid, drafts.by_uid(ws.db, other.uid))
        attachments.release(ws, named)


def _attached(ws: Workspace, draft_uid: str, kept: drafts.SealedDraft | None) -> set[str]:
    return set(attachments.named(_typed(ws, draft_uid, kept.sealed))) if kept else set()


def _unseen(reading: Reading, draft: Draft, parts: frozenset[str]) -> Answers:
    """What the record says in parts that were closed to the writer and are open by now."""
    if draft.record_uid is None:
        return {}
    opened = reading.parts(*reading.found(draft.record_uid)).parts
    return interpreter.join({c: part for c, part in opened.items() if c and c.value in parts})


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is kept beside the typing: the parts its writer saw, what of it was copied, which
    family it comes into."""

    seen: frozenset[str]
    copied: frozenset[str] = frozenset()
    joins: Joining | None = None


def _sealed(ws: Workspace, draft_uid: str, form: str, answers: Answers, beside: _Beside) -> bytes:
    parts = interpreter.split(any_form(form), answers)
    own = parts.pop(Compartment.AUTHOR, {})
    shared = interpreter.join(parts)
    readers = (ws.keys.user.box_public, ws.keyring.public(Grant.SUPERVISION))
    kept = {"answers": shared, "seen": sorted(beside.seen), "copied": sorted(beside.copied)}
    if beside.joins is not None:
        kept["joins"] = asdict(beside.joins)
    first = seal.seal_for(readers, _json(kept), bound=("drafts", draft_uid))
    second = ws.seal_own(_json(own), bound=("drafts", "own", draft_uid)) if own else b""
    return _one(first, second)


def _one(first: bytes, second: bytes) -> bytes:
    return len(first).to_bytes(_LENGTH, "big") + first + second


def _two(sealed: bytes) -> tuple[bytes, bytes]:
    end = _LENGTH + int.from_bytes(sealed[:_LENGTH], "big")
    return sealed[_LENGTH:end], sealed[end:]


def _typed(ws: Workspace, draft_uid: str, sealed: bytes) -> Answers:
    return _opened(ws, draft_uid, sealed)[0]


def _opened(ws: Workspace, draft_uid: str, sealed: bytes) -> tuple[Answers, _Beside]:
    """What was typed, and what is kept beside it."""
    first, second = _two(sealed)
    secret = ws.keys.box_secret
    kept = json.loads(seal.unseal_for(secret, first, bound=("drafts", draft_uid)))
    answers: Answers = kept["answers"]
    if second:
        own = ws.open_own(second, bound=("drafts", "own", draft_uid))
        if own is None:
            raise Refused(NOTES_CLOSED)
        answers |= json.loads(own)
    joins = Joining(**kept["joins"]) if "joins" in kept else None
    copied = frozenset(kept.get("copied", ()))  # a draft of an older program has none
    return answers, _Beside(frozenset(kept["seen"]), copied, joins)


def _json(answers: Answers) -> bytes:
    return json.dumps(answers, ensure_ascii=False).encode()
