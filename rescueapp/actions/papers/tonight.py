"""夜班一页: who came in the last day and what of the first hour is open, whom to call, who is on
call; at dawn the hand-over of the shift (交接班), an entry of the duty log.

Of others' cases it tells what everybody on duty sees of them: alias, number and safety line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.finding import cases as all_cases
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.entries import Entry
from rescueapp.actions.recording import registers
from rescueapp.actions.recording.records import Saved
from rescueapp.domain.beds import REGISTER as ROOMS
from rescueapp.domain.beds import Beds, of_kinds
from rescueapp.domain.case import CaseRow, Due
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.wording import say_date, say_instant
from rescueapp.i18n import lookup, mark, say
from rescueapp.rules.engine import State
from rescueapp.rules.periods import is_instant
from rescueapp.storage import cases, records
from rescueapp.workspace import Workspace

REGISTER = "duty_log"
DAY = timedelta(hours=24)
FIRST_HOUR = ("F01", "F06", "F12")  # the three papers of an arrival that are signed at once
_AHEAD = 1  # days of what is due that whoever comes is told of
_MOST_LINES = 40
_LONGEST = 3900  # characters of what is open: the question takes 4,000

DUE_LINE = mark("{alias} ({number}): {what}, by {day}", "tonight")
LATE_LINE = mark("{alias} ({number}): {what}, overdue since {day}", "tonight")
PAPER_LINE = mark("{alias} ({number}): {form} not written yet", "tonight")
MORE = mark("and {count} more, on Today", "tonight")
NOTHING_OPEN = mark("Nothing is open.", "tonight")
NO_LOG = mark("Your role does not keep the duty log.", "tonight")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the first hour in a case. `record_uid`: "" where it is not written yet."""

    form: str
    record_uid: str


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who came in the last day. `since`: when, an instant in UTC; of others' cases when
    they were registered, and neither papers nor what is due."""

    case: CaseRow
    since: str
    papers: tuple[Paper, ...] = ()
    due: tuple[Due, ...] = ()

    @property
    def day_ends(self) -> datetime:
        """When 24 hours are over: the notice of A-202 and the mandatory report are out by then."""
        return clock.instant(self.since) + DAY


@dataclass(frozen=True, slots=True)
class Tonight:
    """The page as it is now, one's own cases first. `shift`: the entry of the duty log that is not
    handed over yet; `on_call`: as it was written last, in whichever entry; `beds`: by whom they are
    for (L-bed)."""

    came: tuple[Came, ...]
    lines: tuple[CaseRow, ...]
    calls: tuple[Entry, ...]
    on_call: str
    shift: Entry | None
    open: tuple[Due, ...]
    beds: Mapping[str, Beds]


def tonight(ws: Workspace) -> Tonight:
    """What a shift needs to see at once. Raises Refused for who reads no cases."""
    ws.check(Act.READ_CASES)
    due = all_cases.today(ws, before=all_cases.in_days(_AHEAD))
    log = _log(ws)
    return Tonight(
        came=tuple(sorted(_came(ws, due), key=lambda each: not each.case.mine)),
        lines=tuple(cases.with_safety_line(ws.db, reader=ws.holder)),
        calls=tuple(_calls(ws)),
        on_call=next((words for each in log if (words := _on_call(each))), ""),
        shift=next((each for each in log if _lasts(each)), None),
        open=tuple(due),
        beds=_beds(ws),
    )


def _came(ws: Workspace, due: Sequence[Due]) -> Iterator[Came]:
    since = clock.stamp(clock.now() - DAY)
    for row in cases.came_since(ws.db, since, reader=ws.holder):
        if not row.mine:
            hidden = replace(row, sex=None, born_from=None, born_to=None, risk=None, due_on=None)
            yield Came(hidden, row.opened_at)
            continue
        arrived = row.arrived_at or row.opened_at
        if arrived >= since:
            own = tuple(each for each in due if each.case_uid == row.uid)
            yield Came(row, arrived, tuple(_papers(ws, row.uid)), own)


def _papers(ws: Workspace, case_uid: str) -> Iterator[Paper]:
    written = {row.form: row.uid for row in records.rows(ws.db, case_uid)}
    for form in FORMS.values():
        if form.number in FIRST_HOUR and ws.worker.role.value in form.writers:
            yield Paper(form.key, written.get(form.key, ""))


def _calls(ws: Workspace) -> Iterator[Entry]:
    """The services of the register, the most pressing first, as they stand in it."""
    found = entries.entries(ws, "services")
    return (each for each in found if each.in_use and each.answers.get("service_phone"))


def _beds(ws: Workspace) -> Mapping[str, Beds]:
    found = (each for each in entries.entries(ws, ROOMS) if each.in_use)
    return of_kinds((each.answers, each.taken) for each in found)


# --- the shift ----------------------------------------------------------------------------


def _log(ws: Workspace) -> list[Entry]:
    """The duty log, the latest shift first."""
    return [each for each in entries.entries(ws, REGISTER) if each.in_use]


def _lasts(entry: Entry) -> bool:
    return not interpreter.answered(entry.answers.get("duty_until"))


def _on_call(entry: Entry) -> str:
    words = entry.answers.get("duty_on_call")
    return words if isinstance(words, str) else ""


def begin_shift(ws: Workspace) -> Saved:
    """An entry of the duty log for the shift that begins; who is on call is carried on."""
    _refuse_other_roles(ws)
    now = tonight(ws)
    said = _begun(ws) | ({"duty_on_call": now.on_call} if now.on_call else {})
    return _save(ws, None, said)


def begin_hand_over(ws: Workspace) -> Saved:
    """The hand-over of the shift: its entry with what is open and the time, to be gone through and
    completed by whoever goes and whoever comes. What was written there already stays."""
    _refuse_other_roles(ws)
    now = tonight(ws)
    before = dict(now.shift.answers) if now.shift else _begun(ws)
    if now.on_call and "duty_on_call" not in before:
        before["duty_on_call"] = now.on_call
    before["duty_until"] = _minute()
    if not interpreter.answered(before.get("duty_open")):
        before["duty_open"] = open_words(ws, now)
    return _save(ws, now.shift, before)


def open_words(ws: Workspace, now: Tonight) -> str:
    """What is open, a line each, by alias and number: what everybody on duty may read later, so
    nothing that only a compartment tells."""
    due = clocks.in_clear(ws, now.open, before=all_cases.in_days(_AHEAD))
    lines = [*_unwritten(now), *map(_due_line, due)]
    shown = lines[:_MOST_LINES]
    while sum(map(len, shown)) + len(shown) > _LONGEST:
        shown.pop()
    if len(shown) < len(lines):
        shown.append(say(MORE(count=len(lines) - len(shown))))
    return "\n".join(shown) or say(NOTHING_OPEN)


def _unwritten(now: Tonight) -> Iterator[str]:
    for came in now.came:
        for paper in came.papers:
            if not paper.record_uid:
                form = FORMS[paper.form]
                title = f"{form.number} {lookup(form.title, form.key)}"
                yield say(PAPER_LINE(alias=came.case.alias, number=came.case.number, form=title))


def _due_line(due: Due) -> str:
    if due.clock:
        what, ends = due.clock.rule.words.label, due.clock.deadline.due
        late = due.clock.state is State.OVERDUE
    else:
        form = FORMS.get(due.form)
        what, ends = lookup(form.reminder or form.title, form.key) if form else "", due.due_on
        late = ends < clock.today().isoformat()
    day = say_instant(ends) if is_instant(ends) else say_date(ends)
    words = LATE_LINE if late else DUE_LINE
    return say(words(alias=due.alias, number=due.number, what=what, day=day))


def _begun(ws: Workspace) -> Answers:
    return {"duty_from": _minute(), "duty_staff": ws.worker.display_name}


def _minute() -> str:
    """Now, as somebody would write it down."""
    return clock.stamp(clock.now().replace(second=0, microsecond=0))


def _save(ws: Workspace, shift: Entry | None, said: Answers) -> Saved:
    return registers.save_entry(
        ws,
        register=REGISTER,
        entry_uid=shift.uid if shift else None,
        based_on=shift.row.version if shift else 0,
        answers=said,
        complete=False,
    )


def _refuse_other_roles(ws: Workspace) -> None:
    if ws.worker.role.value not in entries.register_of(REGISTER).writers:
        raise Refused(NO_LOG)
