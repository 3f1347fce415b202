"""What is due because of what has happened (rules.md A.0; decision 21).

Two views of a case. What follows from what is in clear is written down at each save, so that Today
and the lists read an index. What follows with what compartments tell is worked out where their
keys are, into memory, and written nowhere: it ends with the session.

A repeating clock goes on with the days, and a rule changes: what a new day, another rule, other
holidays or declarations of the forms can touch is worked out again (`clock_standing`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from rescueapp import clock
from rescueapp.actions.due import clock_decisions, clock_standing, rules
from rescueapp.actions.opened import milestones
from rescueapp.actions.opened.running_clocks import arrivals, as_running, day_of_due, shown
from rescueapp.domain.case import CaseRow, Due
from rescueapp.domain.changed import Changed
from rescueapp.domain.clocks import Clock
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.forms.schema import TEAM_COMPARTMENTS
from rescueapp.progress import Progress, Quiet
from rescueapp.rules.engine import Clockwork, Deadline, Decision, State, Worked, state
from rescueapp.rules.plans import Person
from rescueapp.rules.table import Table
from rescueapp.storage import cases, clock_turns, merges, vault_values
from rescueapp.storage import clocks as stored
from rescueapp.storage.clocks import Basis
from rescueapp.workspace import Workspace

STEP = 100  # cases between two looks at what else is to be done
CLOSED = "closed"
SINCE = "clocks since"  # in the vault: the day an older one got its clocks

Done = tuple[int, int]  # how many, of how many


def clockwork(ws: Workspace) -> Clockwork:
    """The rules and the days off as they hold here, ready to be asked."""

    def make() -> Clockwork:
        return Clockwork(rules.table(ws), rules.calendar(ws))

    return ws.db.kept(rules.KEPT, "clockwork", make)


# --- one case --------------------------------------------------------------------------------


def of_case(ws: Workspace, case_uid: str) -> list[Clock]:
    """Every clock of a case that this worker can tell of, as it stands now; the next to end
    first, what is settled last."""
    ws.check(Act.READ_CASES)
    if not ws.case_keys(case_uid):
        return []
    basis = stored.bases(ws.db, [case_uid])[0]
    decided = clock_decisions.of_case(ws, case_uid)
    found = _worked_out(ws, basis, milestones.hidden(ws, case_uid), decided)
    return as_clocks(ws, found.deadlines)


def as_clocks(ws: Workspace, deadlines: Iterable[Deadline]) -> list[Clock]:
    """Deadlines with their rules and how they stand, the open ones first."""
    in_use, now = rules.table(ws), clock.now()
    found = [Clock(d, in_use.rule(d.rule, d.version), state(d, now)) for d in deadlines]
    return sorted(found, key=lambda each: (not each.deadline.open, each.deadline.ends_at))


def write(ws: Workspace, case_uid: str) -> None:
    """What follows from what is in clear, inside the transaction that changed it: in every file of
    the person, for what one of them tells or decides is due in the one that is kept."""
    for uid in _write_all(ws, merges.whole(ws.db, case_uid)):
        cases.refresh_due(ws.db, uid, changed_at=clock.stamp())


def refresh(ws: Workspace, case_uid: str) -> None:
    """The same with what compartments tell, into memory, after a change. What another's case tells
    is not kept beyond the loan."""
    for uid in merges.whole(ws.db, case_uid):
        ws.clocks.pop(uid, None)
        if _own(ws, uid):
            _refresh(ws, uid)


def _refresh(ws: Workspace, case_uid: str) -> None:
    lent = ws.lent_parts(case_uid)
    opened = milestones.opened(ws, case_uid)
    hidden = [each for part, found in opened.items() if part not in lent for each in found]
    if hidden:
        basis = stored.bases(ws.db, [case_uid])[0]
        decided = clock_decisions.of_case(ws, case_uid)
        found = _worked_out(ws, basis, hidden, decided)
        planned = stored.planned(ws.db, [case_uid])
        ws.clocks[case_uid] = shown(found.deadlines, planned, arrivals(ws.db, [case_uid]))


def _own(ws: Workspace, case_uid: str) -> bool:
    """Whether a case is open to this worker for more than a time. Who is on the team of a file
    that is folded into another is told nothing of that one (K-10)."""
    return bool(ws.case_keys(case_uid)) and not ws.lent(case_uid)


def decided(ws: Workspace, request: Request) -> None:
    """A second person decided about a deadline, or a rule: inside the transaction that wrote it
    down. Raises Refused where the rule is no longer as it was."""
    if request.kind is Kind.RULE and request.granted:
        rules.carry_out(ws, request)
    if request.kind is Kind.CLOCK:
        write(ws, request.subject)


def refresh_decided(ws: Workspace, request: Request) -> Changed:
    """The same, after it; an approval made a record complete, which may tell more. What is to be
    read again: a rule holds in every case."""
    if request.kind is Kind.RULE:
        return Changed(everything=True)
    if request.kind in (Kind.CLOCK, Kind.APPROVE):
        refresh(ws, request.subject)
    return Changed(cases=frozenset(merges.whole(ws.db, request.subject)))


def _worked_out(
    ws: Workspace, basis: Basis, hidden: Iterable[stored.Told], decided: Sequence[Decision]
) -> Worked:
    happened = [*basis.told, *hidden]
    if basis.closed_on and not any(each.name == CLOSED for each in happened):
        happened.append(stored.Told(CLOSED, basis.closed_on, ""))  # before a record of it told so
    person = Person(basis.born_from, basis.born_to, basis.sex)
    return clockwork(ws).worked_out(happened, person, clock.today(), decided)


# --- all cases -------------------------------------------------------------------------------


def due_again(ws: Workspace) -> bool:
    """Whether there is anything to work out again: another day, other rules, or what was saved
    while the computer's clock was ahead."""
    standing = clock_standing.now(ws)
    return clock_standing.kept(ws) != standing or bool(clock_turns.turned(ws.db, standing.day))


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
    """What follows from what is in clear: of every case that another day or other rules touch."""
    before, standing = clock_standing.kept(ws), clock_standing.now(ws)
    if not vault_values.get(ws.db, clock_standing.WORKED_OUT) and clock_turns.are_all_new(ws.db):
        with ws.db.transaction():
            vault_values.set(ws.db, SINCE, clock.today().isoformat())
    told_anew = clock_standing.told_anew(before, standing)
    uids = clock_standing.touched(ws, before, standing)
    of_another_age = clock_standing.of_another_age(ws, before, standing)
    for start in range(0, len(of_another_age), STEP):
        with ws.db.transaction():
            milestones.read_what_waits(ws, of_another_age[start : start + STEP])
        yield 0, len(uids)
    kept = {*merges.standing(ws.db).values()}
    for start in range(0, len(uids), STEP):
        page = uids[start : start + STEP]
        with ws.db.transaction():
            if told_anew:
                milestones.read_clear_again(ws, page, told_anew)
                cases.refresh_dues(ws.db, kept.intersection(page))
            cases.refresh_dues(ws.db, _write_all(ws, page))
        yield start + len(page), len(uids)
    with ws.db.transaction():
        clock_standing.keep(ws, standing)


def _write_all(ws: Workspace, uids: Collection[str]) -> list[str]:
    """Write down what is otherwise in some cases, inside a transaction; those with another
    deadline than before."""
    before, turns = stored.running_of(ws.db, uids), clock_turns.turns(ws.db, uids)
    decided = clock_decisions.in_clear(ws, uids)
    planned, twice = stored.planned(ws.db, uids), arrivals(ws.db, uids)
    gone, new, turned = [], [], {}
    for basis in stored.bases(ws.db, uids):
        uid, had = basis.case_uid, before.get(basis.case_uid, set())
        if not basis.told and not had:
            continue
        found = _worked_out(ws, basis, (), decided.get(uid, ()))
        now = as_running(shown(found.deadlines, planned, twice))
        if now != had:
            gone += [(uid, each) for each in had - now]
            new += [(uid, each) for each in now - had]
        holds = found.holds_after, found.holds_until
        if holds != turns.get(uid, clock_turns.ALWAYS):
            turned[uid] = holds
    stored.put_running(ws.db, gone, new)
    clock_turns.put_turns(ws.db, turned)
    return list({uid for uid, _ in (*gone, *new)})


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
    held = stored.sealed_cases(ws.db, ws.holder)
    asked = list(dict.fromkeys(into.get(u, u) for u in held if u not in into or _own(ws, into[u])))
    for start in range(0, len(asked), STEP):
        part = asked[start : start + STEP]
        hidden = _hidden_of(ws, part)
        planned, twice = stored.planned(ws.db, list(hidden)), arrivals(ws.db, hidden)
        for basis in stored.bases(ws.db, list(hidden)):
            uid = basis.case_uid
            decided = clock_decisions.of_case(ws, uid)
            found = _worked_out(ws, basis, hidden[uid], decided)
            ws.clocks[uid] = shown(found.deadlines, planned, twice)
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
    """What clocks make due up to and on a day in one's own cases, in no order; of a threshold,
    which is no duty, that it comes near."""
    return _dues(ws, since(ws), before)


def standing_still(ws: Workspace) -> list[tuple[CaseRow, Clock]]:
    """What somebody let stand still in one's own cases, the longest first."""
    ws.check(Act.READ_CASES)
    found = {
        uid: still
        for uid in stored.may_stand_still(ws.db, ws.holder)
        if (still := [each for each in of_case(ws, uid) if each.state is State.PAUSED])
    }
    told = [(row, each) for row in _rows(ws, list(found)) for each in found[row.uid]]
    return sorted(told, key=lambda each: each[1].deadline.paused_on)


def before_since(ws: Workspace) -> list[Due]:
    """The same of what was due before this vault had clocks, in no order."""
    day = since(ws)
    if not day:
        return []
    eve = date.fromisoformat(day) - timedelta(days=1)
    return [each for each in _dues(ws, "", eve.isoformat()) if _is_over(each)]


def _is_over(due: Due) -> bool:
    return due.clock is not None and due.clock.state is State.OVERDUE


def _dues(ws: Workspace, first: str, last: str) -> list[Due]:
    in_use = rules.table(ws)
    lines = stored.lines(ws.db, first=first, last=last, reader=ws.holder, worker=ws.worker.uid)
    written = (
        (line, Deadline(*json.loads(line.deadline)))
        for line in lines
        if line.case_uid not in ws.clocks
    )
    # Until all is worked out again, a deadline of another table may lie there: it tells nothing.
    known = {(rule.id, rule.version) for rule in in_use.rules}
    now = clock.now()
    found = [
        _due(in_use, d, of) for of, d in written if (d.rule, d.version) in known and _told(d, now)
    ]
    wanted = {
        uid: [d for d in deadlines if first <= day_of_due(d.due) <= last and _told(d, now)]
        for uid, deadlines in ws.clocks.items()
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
    lines = stored.lines(ws.db, first="", last=before, reader=ws.holder, worker=ws.worker.uid)
    written = {(line.case_uid, Deadline(*json.loads(line.deadline))) for line in lines}
    for due in found:
        if due.clock is None or (due.case_uid, due.clock.deadline) in written:
            yield due


def counts(ws: Workspace) -> tuple[int, int]:
    """(how much is overdue, how much more is due today) of what `today` tells."""
    now, on = clock.stamp(), clock.today().isoformat()
    begun = since(ws)
    overdue, due = stored.counts(
        ws.db, on, now=now, reader=ws.holder, but=ws.clocks.keys(), since=begun
    )
    for deadlines in ws.clocks.values():
        late = [
            d.ends_at < now
            for d in deadlines
            if begun <= day_of_due(d.due) <= on and not d.threshold
        ]
        overdue += sum(late)
        due += len(late) - sum(late)
    return overdue, due


def since(ws: Workspace) -> str:
    """The day on which an older vault got its clocks; "": it always had them."""
    return vault_values.get(ws.db, SINCE)


def _told(deadline: Deadline, now: datetime) -> bool:
    return not deadline.threshold or state(deadline, now) is State.SOON


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
        due_on=day_of_due(deadline.due),
        worker_name=of.worker_name,
        mine=of.mine,
        clock=Clock(deadline, rule, state(deadline, clock.now())),
    )
