"""The rules of the clocks, the limits and the days off as they hold here: shipped, with the
office's own over them (decision 19).

A change is a new version: what runs already keeps the one it began under. Nothing is taken back;
another change says otherwise. That a period of the law, or one of 24 hours, is applied no longer
or becomes longer than its text, a second person agrees to; their yes carries it out. A superior
office does not do that for its stations; what it handed down is theirs no longer to set
(`handing_down`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.opened.reasons import long_enough
from rescueapp.actions.signing import countersigning, grants
from rescueapp.actions.watch import clock_watch
from rescueapp.domain import needles
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused, Unavailable
from rescueapp.i18n import Text, mark, say
from rescueapp.rules import calendar as days_off
from rescueapp.rules import table as rule_table
from rescueapp.rules.calendar import Calendar, SpecialDay, shipped
from rescueapp.rules.limits import Basis, Handed, Limit
from rescueapp.rules.periods import Period, Unit
from rescueapp.rules.table import Change, Row, Table
from rescueapp.rules.told import with_reminder
from rescueapp.storage import exchange_log, workers
from rescueapp.storage import requests as stored_requests
from rescueapp.storage import rules as stored
from rescueapp.workspace import Workspace

KEPT = "rules"  # what the database keeps in memory of both, until one of them changes
LONGEST = 1000  # units of a period that somebody sets
LONGEST_SOON = 365  # days
PUBLISHED = 11  # the month in which the State Council tells the next year's days off

NO_SUCH_RULE = mark("This rule is not in the table (any more).", "rules")
FIXED = mark("A text fixes this number. It is not the office's to change.", "rules")
NO_PERIOD = mark("Enter whole numbers from 1 to {most}, each step after the one before.", "rules")
NO_SOON = mark("Enter from 0 to {most} days for the reminder.", "rules")
NOT_READABLE = mark("The file cannot be read.", "rules")
SAME = mark("Nothing was changed.", "rules")
ASKED = mark(
    "This loosens a rule that protects: a second person has to agree, and is asked. Until then the "
    "rule holds as it was.",
    "rules",
)
WAITS = mark("This is asked for already; a second person has not decided yet.", "rules")
NOT_BY_AN_OFFICE = mark(
    "This loosens a rule that protects. An office does not loosen it for its stations: a station "
    "may, with a second person.",
    "rules",
)
HANDED_DOWN = mark(
    "{office} has set this number for its stations. Ask it to change it and to hand it down again.",
    "rules",
)
NUMBER_IN_IT = mark(
    "A long number stands in the reason, as of a telephone or an identity card. The reason goes to "
    "every station with the rule: say it without.",
    "rules",
)
ABOUT = mark("{why} ({rule} {title}: {before} → {after})", "rules")
A_DAY = (Period(24, Unit.HOUR),)
CASH = "A-115"  # the limit of the cash given on leaving
_OF_A_PERSON = 11  # digits: of a telephone with its area, or of a document


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a rule as its history tells it."""

    rule: Row
    by: str = ""  # display name; "" for the one that was shipped
    at: str = ""
    why: str = ""
    agreed: str = ""  # display name of the second person, where one was needed
    handed: Handed | None = None  # where the superior office set it; `by` then took it in


@dataclass(frozen=True, slots=True)
class Years:
    """What is known of days off: the first and last year with a table, and what is missing now."""

    first: int
    last: int
    missing: tuple[int, ...]


def table(ws: Workspace) -> Table:
    """The rules as they hold here, every version."""
    return _in_use(ws)[0]


def calendar(ws: Workspace) -> Calendar:
    """The days off as they are known here."""
    return _in_use(ws)[1]


def _in_use(ws: Workspace) -> tuple[Table, Calendar]:
    def make() -> tuple[Table, Calendar]:
        whole = rule_table.load()
        # A change of a rule that a newer program no longer leaves to the office stays in its
        # history and holds no longer.
        open_ = {row.id for row in whole.rows if row.editable}
        own = [change for change in stored.changes(ws.db) if change.rule in open_]
        return rule_table.overlay(whole, own), Calendar((*shipped(), *stored.days(ws.db)))

    return ws.db.kept(KEPT, "", make)


# --- rules -----------------------------------------------------------------------------------


def rules(ws: Workspace) -> list[Row]:
    """The newest version of every rule and limit, in the order of the table."""
    ws.check(Act.SET_RULES)
    newest = {row.id: row for row in table(ws).rows}
    return list(newest.values())


def limit(ws: Workspace, id: str, day: str) -> int:
    """The amount of a limit as it holds on an ISO day."""
    return table(ws).limit(id, day)


def history(ws: Workspace, rule: str) -> list[Version]:
    """Every version of a rule, the shipped one first."""
    ws.check(Act.SET_RULES)
    made = {change.version: change for change in stored.changes(ws.db) if change.rule == rule}
    names = {each.uid: each.display_name for each in workers.rows(ws.db, inactive=True)}
    found = []
    for version in (each for each in table(ws).rows if each.id == rule):
        change = made.get(version.version)
        if change is None:
            found.append(Version(version))
        else:
            name = names.get(change.by, "")
            agreed = names.get(_agreed(ws, rule, version.version), "")
            told = Version(version, name, change.at, change.why, agreed, change.handed)
            found.append(told)
    return found


def _agreed(ws: Workspace, rule: str, version: int) -> str:
    """Who agreed to a version: uid, "" nobody."""
    of_vault = stored_requests.of_subject(ws.db, ws.vault.uid)
    found = (r for r in of_vault if r.kind is Kind.RULE and r.used_for == f"{rule}/{version}")
    return next((r.decided_by or "" for r in found), "")


def change(
    ws: Workspace,
    rule: str,
    *,
    amounts: Sequence[int],
    soon: int | None,
    applied: bool,
    why: str,
) -> Changed | Text:
    """Set the office's own numbers of a rule, for what begins from today on; or ask a second
    person for it, and say so (`needs_two`).

    `amounts`: of each step in its own unit, then of what repeats; of a limit its amount. `soon`:
    the reminder, so many days before the end, None in the last fifth of the time. Raises Refused
    for a role that sets no rules, a row that is no office's to change or was handed down, numbers
    that are none, no change, what is asked for already, a short reason, while the date is in
    doubt; at an office for what needs two, and for a reason with the number of a person.
    """
    ws.check(Act.SET_RULES)
    old = _own(ws, rule)
    new = with_numbers(old, amounts, soon, applied)
    told = long_enough(why)
    at_office = ws.vault.kind == "office"
    if at_office and any(len(each.digits) >= _OF_A_PERSON for each in needles.numbers(told)):
        raise Refused(NUMBER_IN_IT())
    if new == old:
        raise Refused(SAME())
    if needs_two(new) and at_office:
        raise Refused(NOT_BY_AN_OFFICE())
    if needs_two(new):
        about = json.dumps({"rule": rule, "amounts": list(amounts), "soon": soon,
                            "applied": applied})  # fmt: skip
        return _ask(ws, old, new, told, about)
    with ws.db.transaction():
        write(ws, old, new, by=ws.worker.uid, why=told)
    return Changed(everything=True)


def needs_two(new: Row) -> bool:
    """Whether a version loosens what protects: a period of the law or one of 24 hours, switched
    off or longer than it was shipped; of the law's waiting times, also shorter. So does what was
    set in other steps or units than those of this program: nobody can compare it."""
    shipped_ = next((each for each in rule_table.load().rules if each.id == new.id), None)
    if shipped_ is None or not (shipped_.kind is Basis.STATUTORY or shipped_.steps == A_DAY):
        return False
    if [unit for _, unit in new.numbers] != [unit for _, unit in shipped_.numbers]:
        return True
    pairs = [(mine[0], text[0]) for mine, text in zip(new.numbers, shipped_.numbers, strict=True)]
    otherwise = shipped_.threshold and any(mine != text for mine, text in pairs)
    return new.off or otherwise or any(mine > text for mine, text in pairs)


def carry_out(ws: Workspace, request: Request) -> None:
    """What a second person has agreed to, inside the transaction of their yes; who asked set it.
    Raises Refused where the rule is no longer one it could be."""
    asked = json.loads(request.about)
    old = _own(ws, asked["rule"])
    new = with_numbers(old, asked["amounts"], asked["soon"], asked["applied"])
    if new == old:
        raise Refused(SAME())
    version = write(ws, old, new, by=request.asked_by, why=request.reason)
    grants.use(ws, request, f"{new.id}/{version}")


def _ask(ws: Workspace, old: Row, new: Row, why: str, about: str) -> Text:
    vault = ws.vault.uid
    if grants.waiting_for(ws, Kind.RULE, vault, about) is not None:
        raise Refused(WAITS())
    before, after = with_reminder(old), with_reminder(new)
    words = ABOUT(why=why, rule=old.id, title=old.words.label, before=before, after=after)
    request = countersigning.signed(ws, Kind.RULE, vault, say(words), about)
    with ws.db.transaction():
        stored_requests.add(ws.db, request)
        ws.log("ask", vault, request=request.uid, kind=Kind.RULE.value)
    return ASKED()


def write(
    ws: Workspace, old: Row, new: Row, *, by: str, why: str, handed: Handed | None = None
) -> int:
    """A new version, inside the caller's transaction; its number. Raises Refused while the date is
    in doubt: from a day too early on it would hold for what runs already."""
    clock_watch.check_date(ws)
    known = (each.version for each in stored.changes(ws.db) if each.rule == old.id)
    made = Change(
        rule=old.id,
        version=1 + max((old.version, *known)),  # one may lie there that holds no longer
        valid_from=holds_from(old).isoformat(),
        by=by,
        at=clock.stamp(),
        why=why,
        handed=handed,
    )
    if isinstance(new, Limit):
        made, act = replace(made, amount=new.amount), "change_limit"
    else:
        act = "change_rule"
        made = replace(made, steps=new.steps, every=new.every, soon=new.soon, off=new.off)
    stored.add_change(ws.db, made)
    ws.db.forget(KEPT)
    ws.log(act, old.id, version=made.version)
    return made.version


def holds_from(old: Row) -> date:
    """From which day a change of this version holds: today, or the day after where another change
    holds from today already. No day has two numbers."""
    today = clock.today()
    if not old.valid_from:
        return today
    return max(today, date.fromisoformat(old.valid_from) + timedelta(days=1))


def newest(ws: Workspace, rule: str) -> Row:
    """The newest version of a row. Raises Refused for none, and for one that a text fixes."""
    versions = [each for each in table(ws).rows if each.id == rule]
    if not versions:
        raise Refused(NO_SUCH_RULE())
    if not versions[-1].editable:
        raise Refused(FIXED())
    return versions[-1]


def superior(ws: Workspace) -> str:
    """The name of the enrolled office, "" for none: what it has handed down is not the station's
    to set."""
    return next((each.name for each in exchange_log.correspondents(ws.db, kind="office")), "")


def _own(ws: Workspace, rule: str) -> Row:
    """The newest version, to be set here. Raises Refused also for what was handed down."""
    old = newest(ws, rule)
    if old.office and old.office == superior(ws):
        raise Refused(HANDED_DOWN(office=old.office))
    return old


def with_numbers(old: Row, amounts: Sequence[int], soon: int | None, applied: bool) -> Row:
    """A row with other numbers, in the order of its own. Raises Refused for what is none."""
    fits = len(amounts) == len(old.numbers) and all(
        amount == before or 1 <= amount <= LONGEST
        for amount, (before, _) in zip(amounts, old.numbers, strict=False)
    )
    if not fits or (isinstance(old, Limit) and not applied):
        raise Refused(NO_PERIOD(most=LONGEST))
    if soon is not None and not 0 <= soon <= LONGEST_SOON:
        raise Refused(NO_SOON(most=LONGEST_SOON))
    if isinstance(old, Limit):
        return replace(old, amount=amounts[0])
    set_ = [Period(n, Unit(unit)) for n, (_, unit) in zip(amounts, old.numbers, strict=True)]
    new = replace(
        old,
        steps=tuple(set_[: len(old.steps)]),
        every=set_[-1] if old.every else None,
        soon=None if soon is None else Period(soon, Unit.DAY),
        off=not applied,
    )
    if any(rule_table.faults(new)):
        raise Refused(NO_PERIOD(most=LONGEST))
    return new


# --- days off --------------------------------------------------------------------------------


def years(ws: Workspace) -> Years:
    """For which years there is a table, and which is missing: this year's, and from the month in
    which it is told the next year's."""
    known, today = calendar(ws), clock.today()
    wanted = [today.year, *([today.year + 1] if today.month >= PUBLISHED else [])]
    missing = tuple(year for year in wanted if not known.covers(year))
    return Years(min(known.years), max(known.years), missing)


def read_file(path: Path) -> bytes:
    """What a file holds, no more of it than a table may. Raises Unavailable."""
    try:
        with path.open("rb") as file:
            return file.read(days_off.LARGEST + 1)
    except OSError:
        raise Unavailable(NOT_READABLE()) from None


def imported(ws: Workspace) -> list[SpecialDay]:
    """The days that were taken in here, as they hold now."""
    return stored.days(ws.db)


def import_holidays(
    ws: Workspace, content: bytes, *, replace_known: bool = False
) -> tuple[Changed, tuple[int, ...]]:
    """Take in a table of days off; what changed, and its years.

    `replace_known`: in place of the table of a year that was taken in before, which stays in the
    account; what is due is worked out again. Raises Refused for a role that does not decide, for
    what is no such table, and for a year that is known: shipped, or not to be replaced.
    """
    ws.check(Act.DECIDE)
    known = Calendar(shipped()).years if replace_known else calendar(ws).years
    days = days_off.read(content, covered=known)
    found = tuple(sorted(Calendar(days).years))
    with ws.db.transaction():
        gone = [day for year in found for day in stored.take_out(ws.db, year)]
        stored.add_days(ws.db, days, worker=ws.worker.uid, at=clock.stamp())
        ws.db.forget(KEPT)
        before = {"before": [f"{d.day} {d.kind.value} {d.name}" for d in gone]} if gone else {}
        ws.log("import_holidays", "", years=list(found), days=len(days), **before)
    return Changed(everything=True), found
