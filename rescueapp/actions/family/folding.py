"""Two files of one person: one is kept, the other folded into it, and both as they lay (decision
26).

Nothing is copied or sealed again. What is worked out for a person (clocks, the unsafe list, facts
that are offered, consents, paper, figures) reads the kept file and those folded into it, each with
its own keys; the folded one is read and not written, and its own clocks rest. Undone, both are as
they were: nothing was written into either. (issue 4; who may: `merging`)
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.gates import looking_again
from rescueapp.actions.opened import beds_taken, restriction
from rescueapp.actions.outward import consents, disclosure, tracing
from rescueapp.actions.workers import vetting
from rescueapp.domain.begun import ENDED_IN_PLACE
from rescueapp.domain.changed import Changed
from rescueapp.domain.guards import merging as guards
from rescueapp.domain.record import RecordRow
from rescueapp.domain.request import KINDS, Kind, Request
from rescueapp.errors import Refused
from rescueapp.forms import codes
from rescueapp.forms.schema import Stage
from rescueapp.i18n import Text, mark
from rescueapp.identity import uid
from rescueapp.storage import cases, hand_overs, merges, records
from rescueapp.storage import requests as stored_requests
from rescueapp.storage.merges import Merge
from rescueapp.workspace import Workspace

BASES = "L-same-person"

FOLDED = mark(
    "This file was merged into {number}: it is of the same person. It stays to be read; what is new"
    " is written there. The merge can be undone.",
    "merging",
)
PARTED = mark(
    "The file {number} of the same person is merged into this one. Take the two apart first; then"
    " it is decided about each.",
    "merging",
)
READ_BOTH = mark("Whoever merges two files, or takes them apart, must be able to read both.",
                 "merging")  # fmt: skip
NOT_MERGED = mark("These files are not merged (any more).", "merging")
NO_SUCH_FILE = mark("One of the files is not in the vault (any more).", "merging")
CHOOSE_BASIS = mark("Choose by what it is known that both are of one person.", "merging")

# What an open request of these kinds asks for is decided before two files are merged.
_OPEN_HAND_OVER = (Kind.HAND_OVER,)
# What is still asked about a folded file: reading it, and that it goes with the kept one.
_STILL_ASKED = frozenset({Kind.HAND_OVER})


# --- a folded file --------------------------------------------------------------------------


def reason_closed(ws: Workspace, case_uid: str, record: RecordRow | None = None) -> Text | None:
    """Why nothing is written in a file, or None; what is begun in a `record` is ended there."""
    into = merges.standing(ws.db).get(case_uid)
    if into is None or (record is not None and record.form in ENDED_IN_PLACE):
        return None
    return FOLDED(number=number(ws, into))


def refuse(ws: Workspace, case_uid: str, record: RecordRow | None = None) -> None:
    """Raises Refused for a file that is folded into another, naming that one."""
    if words := reason_closed(ws, case_uid, record):
        raise Refused(words)


def file_of(ws: Workspace, case_uid: str, record_uid: str) -> str:
    """The file a record lies in that was opened in a case: that one, or one folded into it."""
    into = merges.standing(ws.db)
    row = records.row(ws.db, record_uid) if into else None
    return row.case_uid if row is not None and into.get(row.case_uid) == case_uid else case_uid


def refuse_request(ws: Workspace, kind: Kind, case_uid: str, about: str = "") -> None:
    """Raises Refused where it is asked for something to be done in a folded file; `about`: as in
    `requests.ask`."""
    if kind not in _STILL_ASKED:
        record = records.row(ws.db, about.partition("/")[0]) if kind is Kind.APPROVE else None
        refuse(ws, case_uid, record)


def refuse_parted(ws: Workspace, case_uid: str) -> None:
    """Raises Refused for a file with others folded into it, and for a folded one: what is decided
    of the keeping of files is decided of each."""
    refuse(ws, case_uid)
    folded = merges.files_of(ws.db, case_uid)[1:]
    if folded:
        raise Refused(PARTED(number=number(ws, folded[0])))


def number(ws: Workspace, case_uid: str) -> str:
    """The number of a case, "" when it is gone."""
    return cases.numbers_of(ws.db, [case_uid]).get(case_uid, "")


def readable_folded(ws: Workspace, case_uid: str) -> list[str]:
    """The files folded into a case that are open to this worker and not only stored."""
    return [
        each
        for each in merges.files_of(ws.db, case_uid)[1:]
        if ws.case_keys(each) and restriction.reason_closed(ws, each) is None
    ]


def records_of(ws: Workspace, case_uid: str, *, form: str | None = None) -> list[RecordRow]:
    """The records of a case, latest first, with those of the files folded into it that are open to
    this worker, which name their file. The caller has checked that the case is."""
    found = records.rows(ws.db, case_uid, form=form)
    folded = readable_folded(ws, case_uid)
    for each in folded:
        file = number(ws, each)
        found += [replace(row, file=file) for row in records.rows(ws.db, each, form=form)]
    return sorted(found, key=_when, reverse=True) if folded else found


def _when(row: RecordRow) -> str:
    return row.on_date or row.created_at


# --- merging and taking apart, inside the transaction ---------------------------------------


def about(folded: str, basis: str) -> str:
    """What a request to merge names besides the file that is kept."""
    return f"{folded}/{basis}"


def fold(ws: Workspace, merge: Merge) -> None:
    """Link two files, inside the caller's transaction. Raises Refused for what stands against."""
    check(ws, merge.kept, merge.folded)
    check_way(ws, merge.kept, merge.folded)
    merges.add(ws.db, merge)
    ws.log("merge_files", merge.kept, folded=merge.folded, basis=merge.basis, merge=merge.uid)
    at = clock.stamp()
    consents.stop_refused(ws, merge.kept, at)  # what one file knows stands against the other, too
    tracing.end_notices(ws, merge.kept, at)
    looking_again.after(ws, disclosure.holds_at(ws, merge.kept), at)
    _work_out(ws, merge)


def unfold(ws: Workspace, merge: Merge, reason: str) -> None:
    """Take them apart again, inside the caller's transaction. Raises Refused."""
    if not merges.undo(ws.db, merge.uid, by=ws.worker.uid, at=clock.stamp(), reason=reason):
        raise Refused(NOT_MERGED)
    ws.log("unmerge_files", merge.kept, folded=merge.folded, merge=merge.uid)
    _work_out(ws, merge)


def _work_out(ws: Workspace, merge: Merge) -> None:
    for case_uid in (merge.folded, merge.kept):
        clocks.write(ws, case_uid)
        cases.refresh_dues(ws.db, [case_uid])
        beds_taken.keep(ws, case_uid)  # one person, one bed; and two again


def check(ws: Workspace, kept: str, folded: str) -> None:
    """Raises Refused where these two files are not merged, whatever is known of the person."""
    rows = [cases.row(ws.db, each, reader=ws.holder) for each in (kept, folded)]
    if None in rows:
        raise Refused(NO_SUCH_FILE)
    into = merges.standing(ws.db)
    guards.refuse(
        guards.Two(
            same=kept == folded,
            kept_in=number(ws, into[kept]) if kept in into else "",
            folded_in=number(ws, into[folded]) if folded in into else "",
            holds=[number(ws, each) for each in merges.files_of(ws.db, folded)[1:]],
            moving=[number(ws, each) for each in (kept, folded) if _moves(ws, each)],
        )
    )
    for each in (kept, folded):
        if not ws.case_keys(each):
            raise Refused(READ_BOTH)
        restriction.refuse_change(ws, each)


def check_way(ws: Workspace, kept: str, folded: str) -> None:
    """Raises Refused where the other of the two is to be kept (`check` asks of both ways)."""
    rows = [cases.row(ws.db, each, reader=ws.holder) for each in (kept, folded)]
    closed = [row is not None and row.stage is Stage.CLOSED for row in rows]
    guards.refuse_closed(number(ws, kept), kept=closed[0], folded=closed[1])


def _moves(ws: Workspace, case_uid: str) -> bool:
    """Whether a hand-over of a case is open: asked for, agreed to, or sent and not answered."""
    if any(sent.verdict is None for sent in hand_overs.of_case(ws.db, case_uid)):
        return True
    now = clock.stamp()
    asked = stored_requests.of_subject(ws.db, case_uid)
    return any(r.kind in _OPEN_HAND_OVER and guards.is_open(r.state(now)) for r in asked)


# --- what a second person agreed to ---------------------------------------------------------


def check_decision(ws: Workspace, request: Request, *, granted: bool) -> None:
    """Before a request to merge or to take apart is agreed to. Raises Refused."""
    if granted and KINDS[request.kind].at_yes:
        merge = merge_of(ws, request)
        if not (ws.case_keys(merge.kept) and ws.case_keys(merge.folded)):
            raise Refused(READ_BOTH)
        vetting.refuse_change(ws, merge.kept, merge.folded)
        if request.kind is Kind.MERGE:
            check(ws, merge.kept, merge.folded)


def carry_out(ws: Workspace, request: Request) -> bool:
    """Do what was agreed to, inside the transaction that wrote the yes down; the request is spent.
    Of any other request, nothing: False."""
    if not (request.granted and KINDS[request.kind].at_yes):
        return False
    merge = merge_of(ws, request)
    if request.kind is Kind.MERGE:
        fold(ws, merge)
    else:
        unfold(ws, merge, request.reason)
    return stored_requests.use(ws.db, request.uid, at=clock.stamp(), record_uid=merge.uid)


def merge_of(ws: Workspace, request: Request) -> Merge:
    """The merge that a request asks for, or asks to undo. Raises Refused when it is gone."""
    if request.kind is Kind.MERGE:
        folded, _, basis = request.about.partition("/")
        return made(ws, request.subject, folded, basis, request.reason, request.asked_by)
    of_case = merges.of_case(ws.db, request.subject)
    found = next((merge for merge in of_case if merge.uid == request.about), None)
    if found is None or found.undone_at is not None:
        raise Refused(NOT_MERGED)
    return found


def made(ws: Workspace, kept: str, folded: str, basis: str, reason: str, by: str) -> Merge:
    """A merge that is not written down yet, agreed to by this worker. Raises Refused."""
    if not codes.known(BASES, basis):
        raise Refused(CHOOSE_BASIS)
    return Merge(uid(), folded, kept, basis, reason, by, ws.worker.uid, clock.stamp())


def refresh(ws: Workspace, request: Request) -> Changed:
    """After the transaction of a decision: what follows with what compartments tell. Of any other
    request, nothing."""
    if not (request.granted and KINDS[request.kind].at_yes):
        return Changed()
    return refresh_files(ws, *files_of(ws, request))


def files_of(ws: Workspace, request: Request) -> set[str]:
    """Every file that was ever merged with the one such a request is about, and itself."""
    found = merges.of_case(ws.db, request.subject)
    return {uid for m in found for uid in (m.kept, m.folded)}


def refresh_files(ws: Workspace, *case_uids: str) -> Changed:
    """The same of these files; what lists show of them is read again."""
    for case_uid in case_uids:
        clocks.refresh(ws, case_uid)
    return Changed(everything=True)
