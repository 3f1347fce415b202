"""Find cases, see what is due, who is on the team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from rescueapp import clock
from rescueapp.actions.due import clocks, next_dues
from rescueapp.actions.family import folding
from rescueapp.actions.opened.lent_acts import check_case
from rescueapp.actions.two_people import lending_out
from rescueapp.actions.workers import women
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.case import CaseRow, Due, Event, Likeness, Query
from rescueapp.domain.changed import Changed
from rescueapp.domain.names import match_words
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.domain.worker import COMPARTMENTS, ROLE_NAMES, Act, Worker
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import mark
from rescueapp.storage import (
    backup_log,
    case_keys,
    cases,
    drafts,
    exchange_log,
    lent_keys,
    matching,
    person,
    records,
    search,
    word_pages,
    workers,
)
from rescueapp.workspace import TeamMember, Workspace, member_keys

NO_SUCH_CASE = mark("This case is not in the vault (any more).", "case")
NO_SUCH_NUMBER = mark("There is no case with this number.", "case")
NOT_HERE = mark("This colleague does not work here (any more).", "case")
NOT_CARING = mark("The role {role} works without case files and joins no team.", "case")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame shows at its bottom and on its rail."""

    last_backup: str | None  # instant; one on the vault's own disk does not count
    last_confirmed_export: str | None
    drafts: int
    overdue: int
    due_today: int


def find_cases(ws: Workspace, query: Query) -> list[int]:
    """Ordered list ids of the cases that match; page through them with `case_rows`.

    Of others' cases only number, alias, stage and worker tell anything: words of their records,
    risk, age and what is due find nothing (decisions.md, "Keys").
    """
    ws.check(Act.READ_CASES)
    ids = _ids_by_text(ws, query.text) if query.text.strip() else None
    if ids is not None:
        _note_outside(ws, query.text.strip(), ids)
    if ids is None and ws.holder and _asks_what_is_closed(query):
        ids = set(_own(ws))
    elif ids is not None and ws.holder and _asks_what_is_closed(query):
        ids &= _own(ws)
    return cases.case_ids(ws.db, query, reader=ws.worker.uid, ids=ids)


def _asks_what_is_closed(query: Query) -> bool:
    return bool(query.risks) or query.minors is not None or query.due_before is not None


def _ids_by_text(ws: Workspace, text: str) -> set[int]:
    """Number, alias and clear words by the database; names and sealed words in memory."""
    found = set(search.find(ws.db, text))
    if found and ws.holder:
        found = found & _own(ws) | set(search.find_plain(ws.db, text))
    uids = [*ws.names.find(text), *ws.words.find(text)]
    return found | set(cases.ids_of(ws.db, uids).values())


def _note_outside(ws: Workspace, text: str, ids: set[int]) -> None:
    """A search that found others' cases is in the account, by how many; one that is only typed
    further is the same search. What was looked for is not written down: it may be a name."""
    found = len(ids - _own(ws)) if ws.holder else 0
    if not found or (ws.searched and text.startswith(ws.searched)):
        return
    ws.searched = text
    with ws.db.transaction():
        ws.log("search_outside", found=found)


def _own(ws: Workspace) -> frozenset[int]:
    """List ids of the cases this worker is on the team of."""
    return cases.ids_held(ws.db, ws.worker.uid)


def case_rows(ws: Workspace, ids: Iterable[int]) -> list[CaseRow]:
    """A page of a list, in the order of the ids."""
    ws.check(Act.READ_CASES)
    found = cases.case_rows(ws.db, list(ids), reader=ws.holder)
    return [_as_seen(row) for row in next_dues.seen(ws, found)]


def case(ws: Workspace, case_uid: str) -> CaseRow:
    """One case as everybody on duty may see it. Raises Refused when it is not there."""
    check_case(ws, Act.READ_CASES, case_uid)
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    if row is None:
        raise Refused(NO_SUCH_CASE)
    (row,) = next_dues.seen(ws, [row])
    return replace(row, mine=True) if ws.lent(case_uid) else _as_seen(row)


def note_opened(ws: Workspace, case_uid: str) -> None:
    """Whoever may read what is in a case has opened its page: it tells what was agreed to, what is
    due and what was written, and stands among the looks (K-18)."""
    if case(ws, case_uid).mine:
        with ws.db.transaction():
            ws.log("open_case", case_uid)


def case_by_number(ws: Workspace, number: str) -> CaseRow | None:
    """The case with exactly this number, or None."""
    ws.check(Act.READ_CASES)
    row = cases.by_number(ws.db, number, reader=ws.holder)
    return None if row is None else _as_seen(row)


def _as_seen(row: CaseRow) -> CaseRow:
    """Another's case shows number, alias, stage, worker, and the safety line for who is on duty."""
    if row.mine:
        return row
    return replace(
        row, sex=None, born_from=None, born_to=None, risk=None, arrived_at=None, due_on=None,
        family=False,
    )  # fmt: skip


def in_days(days: int) -> str:
    """The ISO date so many days from today at the station."""
    return (clock.today() + timedelta(days=days)).isoformat()


def today(ws: Workspace, *, before: str = "9999-12-31") -> list[Due]:
    """What is due in one's own cases, by records and by clocks alike, overdue first; `before`: an
    ISO date, included."""
    ws.check(Act.READ_CASES)
    planned = records.due(ws.db, before=before, reader=ws.holder, worker=ws.worker.uid)
    planned += _due_in_folded(ws, before)
    return sorted(planned + clocks.today(ws, before=before), key=_when)


def _due_in_folded(ws: Workspace, before: str) -> list[Due]:
    return person.due_in_folded(ws.db, before=before, reader=ws.holder, worker=ws.worker.uid)


def _when(due: Due) -> tuple[str, ...]:
    """Of what is due alike the order is the same at every look."""
    of = due.clock.deadline if due.clock else None
    return (due.due_on, of.ends_at if of else "", due.number, due.form, of.rule if of else "",
            due.record_uid)  # fmt: skip


def timeline(ws: Workspace, case_uid: str) -> list[Event]:
    """Everything that was written about a case, latest first; no content. Of others': nothing."""
    ws.check(Act.READ_CASES)
    return events_of(records_of(ws, case_uid))


def events_of(rows: Iterable[RecordRow]) -> list[Event]:
    """The timeline of records that were read already (`records_of`)."""
    return records.events(rows)


def records_of(ws: Workspace, case_uid: str) -> list[RecordRow]:
    """The records of a case, latest first within each form, with those of the files that are
    folded into it (`RecordRow.file`). Of others' cases: none."""
    check_case(ws, Act.READ_CASES, case_uid)
    return lending_out.seen(ws, folding.records_of(ws, case_uid)) if ws.case_keys(case_uid) else []


def summary(ws: Workspace) -> Frame:
    """The figures of the frame."""
    on = clock.today().isoformat()
    may = ws.worker.may(Act.READ_CASES)
    overdue, due_today = records.due_counts(ws.db, on, reader=ws.holder) if may else (0, 0)
    late, now_due = clocks.counts(ws) if may else (0, 0)
    folded = _due_in_folded(ws, on) if may else []
    late += sum(each.due_on < on for each in folded)
    now_due += sum(each.due_on == on for each in folded)
    confirmed = exchange_log.last_confirmed(ws.db)
    return Frame(
        last_backup=backup_log.last_elsewhere(ws.db, now=clock.stamp()),
        last_confirmed_export=confirmed.confirmed_at if confirmed else None,
        drafts=drafts.count(ws.db, ws.worker.uid),
        overdue=overdue + late,
        due_today=due_today + now_due,
    )


# --- the likely same person ---------------------------------------------------------------


def likenesses(ws: Workspace, answers: Answers, *, but: str | None = None) -> list[Likeness]:
    """Cases that may be of the same person as these intake answers, the surest first."""
    ws.check(Act.REGISTER_CASE)
    said = interpreter.spine(form_of("intake"), answers)
    tokens = [token for _, token in match_tokens(ws, said.names, said.documents)]
    found = matching.likenesses(ws.db, tokens, reader=ws.holder, case_uid=but)
    if tokens:  # a look over all cases, whoever may open them
        with ws.db.transaction():
            ws.log("likenesses", but or "", asked=len(tokens), found=len(found))
    return found


def match_tokens(
    ws: Workspace, names: Iterable[str], documents: Iterable[str]
) -> list[tuple[str, bytes]]:
    """(kind, keyed token) of names and document numbers: equal words give equal tokens."""
    key = ws.keys.grants[Grant.MATCH]
    return [(kind, seal.token(key, kind, word)) for kind, word in match_words(names, documents)]


def not_the_same(ws: Workspace, case_uid: str, other_uid: str) -> Changed:
    """Remember that two files are of two persons, so that nobody is asked again."""
    ws.check(Act.REGISTER_CASE)
    with ws.db.transaction():
        matching.not_the_same(
            ws.db, case_uid, other_uid, worker=ws.worker.uid, decided_at=clock.stamp()
        )
        ws.log("not_the_same", case_uid, other=other_uid)
    return Changed(cases=frozenset({case_uid, other_uid}))


# --- the team -------------------------------------------------------------------------------


def team(ws: Workspace, case_uid: str) -> list[Worker]:
    """Who holds keys of a case, besides supervisors."""
    ws.check(Act.READ_CASES)
    holders = case_keys.holders(ws.db, case_uid)
    return [w for w in workers.rows(ws.db, inactive=True) if w.uid in holders]


def assign(
    ws: Workspace, case_uid: str, worker_uid: str, *, primary: bool = False, although: str = ""
) -> Changed:
    """Put somebody on the team: the case's keys of their compartments are sealed to them.

    `primary`: they become responsible; `although`: why it is a man in a woman's or girl's case
    (A-109). Raises Refused.
    """
    ws.check(Act.ASSIGN)
    worker = _worker(ws, worker_uid)
    if not COMPARTMENTS[worker.role]:
        raise Refused(NOT_CARING(role=ROLE_NAMES[worker.role]))
    slot = next((u for u in ws.keyring.users if u.uid == worker_uid and u.active), None)
    if slot is None:  # the administrator ended their access; the database learns it here
        raise Refused(NOT_HERE)
    reason = women.signed_reason(ws, case_uid, worker, although) if primary else None
    have = case_keys.held(ws.db, case_uid=case_uid, holder=worker_uid)
    lacking = tuple(c for c in COMPARTMENTS[worker.role] if c not in have)
    member = TeamMember(worker_uid, slot.box_public, lacking)
    with ws.db.transaction():
        case_keys.add_many(ws.db, case_uid, member_keys(ws.case_keys(case_uid), member))
        for compartment in lacking:  # their pages of words do not tell this case's yet
            word_pages.mark_changed(ws.db, case_uid, compartment)
        if primary:
            cases.update_spine(ws.db, case_uid, changed_at=clock.stamp(), worker=worker_uid)
        women.keep(ws, reason)
        ws.log("assign", case_uid, worker=worker_uid, primary=primary)
    return Changed(cases=frozenset({case_uid}), people=True)


def remove_from_team(ws: Workspace, case_uid: str, worker_uid: str) -> Changed:
    """Take somebody off the team, with what of the case was lent to them. What they copied before
    stays readable to them."""
    ws.check(Act.ASSIGN)
    with ws.db.transaction():
        case_keys.remove(ws.db, case_uid=case_uid, holder=worker_uid)
        lent_keys.take_case_back(ws.db, case_uid=case_uid, holder=worker_uid)
        word_pages.drop(ws.db, holder=worker_uid)
        ws.log("remove_from_team", case_uid, worker=worker_uid)
    ws.forget_case_keys(case_uid)
    return Changed(cases=frozenset({case_uid}), people=True)


def _worker(ws: Workspace, worker_uid: str) -> Worker:
    worker = workers.by_uid(ws.db, worker_uid)
    if worker is None or not worker.active:
        raise Refused(NOT_HERE)
    return worker
