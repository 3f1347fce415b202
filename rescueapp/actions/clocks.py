"""What is due because of what has happened (rules.md A.0; decision 21).

Two views of a case. What follows from what is in clear is written down at each save, so that Today
and the lists read an index. What follows with what compartments tell is worked out where their
keys are, into memory, and written nowhere: it ends with the session.

A repeating clock goes on with the days, and a rule changes: everything is worked out again once a
day, and whenever the table, the holidays or the declarations of the forms are others.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from rescueapp import clock
from rescueapp.actions import clock_decisions, milestones, rules
from rescueapp.domain.case import CaseRow, Due
from rescueapp.domain.clocks import Clock
from rescueapp.domain.record import RecordRow
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act, Role
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import TEAM_COMPARTMENTS
from rescueapp.progress import Progress, Quiet
from rescueapp.rules.engine import Clockwork, Deadline, Decision, Happened, Person, state
from rescueapp.rules.periods import day_of, is_instant
from rescueapp.rules.table import Table
from rescueapp.storage import cases, merges, records, vault_values
from rescueapp.storage import clocks as stored
from rescueapp.storage.clocks import Basis, Running
from rescueapp.workspace import Workspace

STEP = 100  # cases between two looks at what else is to be done
CLOSED = "closed"
WORKED_OUT = "clocks"  # in the vault: under which table, holidays, declarations; on which day

Done = tuple[int, int]  # how many, of how many


def clockwork(ws: Workspace) -> Clockwork:
    """The rules and the days off as they hold here, ready to be asked."""

    def make() -> Clockwork:
        return Clockwork(rules.table(ws), rules.calendar(ws))

    return ws.db.kept(rules.KEPT, "clockwork", make)


def _standing(ws: Workspace) -> str:
    """Under what the deadlines of today are worked out, as one word."""
    in_use = rules.table(ws).rules
    said = repr(in_use) + milestones.declared() + repr(sorted(rules.calendar(ws).years))
    digest = hashlib.blake2b(said.encode(), digest_size=8).hexdigest()
    return f"{digest} {clock.today().isoformat()}"


# --- one case --------------------------------------------------------------------------------


def of_case(ws: Workspace, case_uid: str) -> list[Clock]:
    """Every clock of a case that this worker can tell of, as it stands now; the next to end
    first, what is settled last."""
    ws.check(Act.READ_CASES)
    if not ws.case_keys(case_uid):
        return []
    basis = stored.bases(ws.db, [case_uid])
    decided = clock_decisions.of_case(ws, case_uid)
    return as_clocks(ws, _worked_out(ws, basis[0], milestones.hidden(ws, case_uid), decided))


def as_clocks(ws: Workspace, deadlines: Iterable[Deadline]) -> list[Clock]:
    """Deadlines with their rules and how they stand, the open ones first."""
    in_use, now = rules.table(ws), clock.now()
    found = [Clock(d, in_use.rule(d.rule, d.version), state(d, now)) for d in deadlines]
    return sorted(found, key=lambda each: (not each.deadline.open, each.deadline.ends_at))


def write(ws: Workspace, case_uid: str) -> None:
    """What follows from what is in clear, inside the transaction that changed it."""
    basis = stored.bases(ws.db, [case_uid])
    if basis:
        before = stored.running(ws.db, case_uid)
        decided = clock_decisions.in_clear(ws, [case_uid]).get(case_uid, [])
        planned = stored.planned(ws.db, [case_uid])
        now = _running(_worked_out(ws, basis[0], (), decided), planned)
        if stored.put_running(ws.db, case_uid, before, now):
            cases.refresh_due(ws.db, case_uid, changed_at=clock.stamp())


def refresh(ws: Workspace, case_uid: str) -> None:
    """What follows with what compartments tell, into memory, after a change. What another's case
    tells is not kept beyond the loan."""
    ws.clocks.pop(case_uid, None)
    if ws.lent(case_uid):
        return
    lent = ws.lent_parts(case_uid)
    opened = milestones.opened(ws, case_uid)
    hidden = [told for part, found in opened.items() if part not in lent for told in found]
    if hidden:
        basis = stored.bases(ws.db, [case_uid])[0]
        decided = clock_decisions.of_case(ws, case_uid)
        planned = stored.planned(ws.db, [case_uid])
        ws.clocks[case_uid] = _open(_worked_out(ws, basis, hidden, decided), planned)


def decided(ws: Workspace, request: Request) -> None:
    """A second person decided about a deadline: inside the transaction that wrote it down."""
    if request.kind is Kind.CLOCK:
        write(ws, request.subject)


def refresh_decided(ws: Workspace, request: Request) -> None:
    """The same, after it; an approval made a record complete, which may tell more."""
    if request.kind in (Kind.CLOCK, Kind.APPROVE):
        refresh(ws, request.subject)


def _worked_out(
    ws: Workspace, basis: Basis, hidden: Iterable[stored.Told], decided: Sequence[Decision]
) -> list[Deadline]:
    happened = [Happened(*told) for told in (*basis.told, *hidden)]
    if basis.closed_on and not any(each.name == CLOSED for each in happened):
        happened.append(Happened(CLOSED, basis.closed_on))  # before a record of it told so
    person = Person(basis.born_from, basis.born_to, basis.sex)
    return clockwork(ws).deadlines(happened, person, clock.today(), decided)


_JSON = json.JSONEncoder(separators=(",", ":"))
_EVENING = "16"  # in UTC; from then on it is the next day at the station


def _day(due: str) -> str:
    """The day at the station of a day or an instant."""
    if not is_instant(due):
        return due
    return due[:10] if due[11:13] < _EVENING else day_of(due).isoformat()


Planned = Collection[tuple[str, str]]  # (record, day)


def _open(deadlines: Iterable[Deadline], planned: Planned) -> tuple[Deadline, ...]:
    """What Today tells: open, not standing still, no mere status, and not what the record that
    began it makes due on the same day itself."""
    return tuple(
        d
        for d in deadlines
        if d.open
        and not (d.paused_on or d.threshold)
        and (d.record_uid, _day(d.due)) not in planned
    )


def _running(deadlines: Iterable[Deadline], planned: Planned) -> set[Running]:
    return {Running(_JSON.encode(d), _day(d.due), d.ends_at) for d in _open(deadlines, planned)}


def place(ws: Workspace, case_uid: str, form: str, begun_by: str) -> tuple[str, str | None]:
    """(form, record) that Enter opens for a clock; a record "" is a new one, None whatever the
    form has. A form this program does not have, or that asks nothing, is ""."""
    ws.check(Act.READ_CASES)
    rows = records.rows(ws.db, case_uid, form=form) if ws.case_keys(case_uid) else []
    return place_in(rows, form, begun_by, ws.worker.role)


def place_in(
    rows: Iterable[RecordRow], form: str, begun_by: str, role: Role
) -> tuple[str, str | None]:
    """The same among rows that were read already: the record that began it, the only one there may
    be, or one that is not complete."""
    if form not in FORMS:
        return "", None
    of_form = [row for row in rows if row.form == form]
    own = next((row for row in of_form if row.uid == begun_by), None)
    open_one = next((row for row in of_form if row.state == "incomplete"), None)
    found = own or (of_form[0] if of_form and FORMS[form].single else open_one)
    if found is None and role.value not in FORMS[form].writers:
        return form, None
    return form, found.uid if found else ""


# --- all cases -------------------------------------------------------------------------------


def due_again(ws: Workspace) -> bool:
    """Whether everything is to be worked out again: another day, other rules."""
    return vault_values.get(ws.db, WORKED_OUT) != _standing(ws)


def work_out(ws: Workspace, progress: Progress | None = None) -> None:
    """Work out everything that is due again, and fill what is kept in memory."""
    watched = progress or Quiet()
    for done, total in steps(ws):
        watched.report(done, total)


def steps(ws: Workspace) -> Iterator[Done]:
    """The same in steps of some hundredths of a second; between them the workspace may be used."""
    ws.check(Act.READ_CASES)
    if due_again(ws):
        yield from all_in_clear(ws)
    yield from _keep_unkept(ws)
    yield from into_memory(ws)


def all_in_clear(ws: Workspace) -> Iterator[Done]:
    """What follows from what is in clear, of every case."""
    standing = _standing(ws)
    declared = milestones.declared()
    told_anew = vault_values.get(ws.db, f"{WORKED_OUT} declared") != declared
    total, after, done = cases.count(ws.db), 0, 0
    while page := stored.cases_after(ws.db, after, STEP):
        uids = [uid for _, uid in page]
        with ws.db.transaction():
            if told_anew:
                milestones.read_clear_again(ws, uids)
            _write_all(ws, uids)
        after, done = page[-1][0], done + len(page)
        yield done, total
    with ws.db.transaction():
        vault_values.set(ws.db, f"{WORKED_OUT} declared", declared)
        vault_values.set(ws.db, WORKED_OUT, standing)


def _write_all(ws: Workspace, uids: Collection[str]) -> None:
    before = stored.running_of(ws.db, uids)
    decided = clock_decisions.in_clear(ws, uids)
    planned = stored.planned(ws.db, uids)
    changed = []
    for basis in stored.bases(ws.db, uids):
        uid = basis.case_uid
        had = before.get(uid, set())
        if not basis.told and not had:
            continue
        now = _running(_worked_out(ws, basis, (), decided.get(uid, ())), planned)
        if stored.put_running(ws.db, uid, had, now):
            changed.append(uid)
    cases.refresh_dues(ws.db, changed)


def _keep_unkept(ws: Workspace) -> Iterator[Done]:
    """What records told before it was kept, where this worker holds the key."""
    for compartment in TEAM_COMPARTMENTS:
        forms = milestones.telling(compartment)
        if not forms or ws.opener(ws.holder, compartment) is None:
            continue
        asked = stored.unkept(ws.db, ws.holder, forms, compartment)
        for start in range(0, len(asked), STEP):
            with ws.db.transaction():
                for uid in asked[start : start + STEP]:
                    if ws.holds(uid, compartment):
                        milestones.write_again(ws, uid, compartment)
            yield min(start + STEP, len(asked)), len(asked)


def into_memory(ws: Workspace) -> Iterator[Done]:
    """What follows with what compartments tell, of the cases this worker holds keys of."""
    into = merges.standing(ws.db)
    asked = list(dict.fromkeys(into.get(u, u) for u in stored.sealed_cases(ws.db, ws.holder)))
    for start in range(0, len(asked), STEP):
        part = asked[start : start + STEP]
        hidden = _hidden_of(ws, part)
        planned = stored.planned(ws.db, list(hidden))
        for basis in stored.bases(ws.db, list(hidden)):
            uid = basis.case_uid
            decided = clock_decisions.of_case(ws, uid)
            ws.clocks[uid] = _open(_worked_out(ws, basis, hidden[uid], decided), planned)
        yield min(start + STEP, len(asked)), len(asked)


def _hidden_of(ws: Workspace, uids: Sequence[str]) -> dict[str, list[stored.Told]]:
    """What compartments tell of some kept files, the files folded into them counted in."""
    found: dict[str, list[stored.Told]] = defaultdict(list)
    into, files = merges.standing(ws.db), merges.with_folded(ws.db, uids)
    for uid, compartment, sealed_key, data in stored.sealed_of(ws.db, files, ws.holder):
        opens = ws.opener(ws.holder, compartment)
        if opens is None:
            continue
        entries = milestones.open_entries(data, opens(sealed_key), uid, compartment)
        if entries is None:
            with ws.db.transaction():
                entries = milestones.write_again(ws, uid, compartment)
        if told := milestones.as_told(entries):
            found[into.get(uid, uid)].extend(told)
    return dict(found)


# --- Today -----------------------------------------------------------------------------------


def today(ws: Workspace, *, before: str) -> list[Due]:
    """What clocks make due up to and on a day in one's own cases, in no order."""
    in_use = rules.table(ws)
    lines = stored.lines(ws.db, before=before, reader=ws.holder, worker=ws.worker.uid)
    written = (
        (line, Deadline(*json.loads(line.deadline)))
        for line in lines
        if line.case_uid not in ws.clocks
    )
    # Until all is worked out again, a deadline of another table may lie there: it tells nothing.
    known = {(rule.id, rule.version) for rule in in_use.rules}
    found = [_due(in_use, d, of) for of, d in written if (d.rule, d.version) in known]
    wanted = {
        uid: [d for d in deadlines if _day(d.due) <= before] for uid, deadlines in ws.clocks.items()
    }
    rows = _rows(ws, [uid for uid, deadlines in wanted.items() if deadlines])
    for row in rows:
        mine = row.worker == ws.worker.uid
        of = stored.Line(row.uid, row.number, row.alias, row.worker_name, mine)
        found.extend(_due(in_use, deadline, of) for deadline in wanted[row.uid])
    return found


def in_clear(ws: Workspace, found: Iterable[Due], *, before: str) -> Iterator[Due]:
    """Of what is due, what everybody on the case may know of: what a compartment tells is written
    down for nobody else."""
    lines = stored.lines(ws.db, before=before, reader=ws.holder, worker=ws.worker.uid)
    written = {(line.case_uid, Deadline(*json.loads(line.deadline))) for line in lines}
    for due in found:
        if due.clock is None or (due.case_uid, due.clock.deadline) in written:
            yield due


def counts(ws: Workspace) -> tuple[int, int]:
    """(how much is overdue, how much more is due today) of what `today` tells."""
    now, on = clock.stamp(), clock.today().isoformat()
    overdue, due = stored.counts(ws.db, on, now=now, reader=ws.holder, but=ws.clocks.keys())
    for deadlines in ws.clocks.values():
        late = [d.ends_at < now for d in deadlines if _day(d.due) <= on]
        overdue += sum(late)
        due += len(late) - sum(late)
    return overdue, due


def _rows(ws: Workspace, uids: Collection[str]) -> list[CaseRow]:
    ids = cases.ids_of(ws.db, uids)
    return cases.case_rows(ws.db, list(ids.values()), reader=ws.holder)


def _due(in_use: Table, deadline: Deadline, of: stored.Line) -> Due:
    rule = in_use.rule(deadline.rule, deadline.version)
    return Due(
        case_uid=of.case_uid,
        number=of.number,
        alias=of.alias,
        form=rule.form,
        record_uid=deadline.record_uid,
        due_on=_day(deadline.due),
        worker_name=of.worker_name,
        mine=of.mine,
        clock=Clock(deadline, rule, state(deadline, clock.now())),
    )
