"""The rules of the clocks and the days off as they hold here: shipped, with the office's own over
them (decision 19).

A change is a new version: what runs already keeps the one it began under. Nothing is taken back;
another change says otherwise. That a period of the law, or one of 24 hours, is applied no longer
or becomes longer than its text, a second person agrees to; their yes carries it out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from rescueapp import clock
from rescueapp.actions import countersigning, grants
from rescueapp.actions.reasons import long_enough
from rescueapp.domain.changed import Changed
from rescueapp.domain.request import Kind, Request
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused, Unavailable
from rescueapp.i18n import Text, mark, say
from rescueapp.rules import calendar as days_off
from rescueapp.rules import table as rule_table
from rescueapp.rules.calendar import Calendar, SpecialDay, shipped
from rescueapp.rules.periods import Period, Unit
from rescueapp.rules.table import Basis, Change, Rule, Table
from rescueapp.storage import requests as stored_requests
from rescueapp.storage import rules as stored
from rescueapp.storage import workers
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
OFF = mark("no longer applied", "rules")
ABOUT = mark("{why} ({rule} {title}: {before} → {after})", "rules")
A_DAY = (Period(24, Unit.HOUR),)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a rule as its history tells it."""

    rule: Rule
    by: str = ""  # display name; "" for the one that was shipped
    at: str = ""
    why: str = ""
    agreed: str = ""  # display name of the second person, where one was needed


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
        open_ = {rule.id for rule in whole.rules if rule.editable}
        own = [change for change in stored.changes(ws.db) if change.rule in open_]
        return rule_table.overlay(whole, own), Calendar((*shipped(), *stored.days(ws.db)))

    return ws.db.kept(KEPT, "", make)


# --- rules -----------------------------------------------------------------------------------


def rules(ws: Workspace) -> list[Rule]:
    """The newest version of every rule, in the order of the table."""
    ws.check(Act.DECIDE)
    newest = {rule.id: rule for rule in table(ws).rules}
    return list(newest.values())


def history(ws: Workspace, rule: str) -> list[Version]:
    """Every version of a rule, the shipped one first."""
    ws.check(Act.DECIDE)
    made = {change.version: change for change in stored.changes(ws.db) if change.rule == rule}
    names = {each.uid: each.display_name for each in workers.rows(ws.db, inactive=True)}
    found = []
    for version in (each for each in table(ws).rules if each.id == rule):
        change = made.get(version.version)
        if change is None:
            found.append(Version(version))
        else:
            name = names.get(change.by, "")
            agreed = names.get(_agreed(ws, rule, version.version), "")
            found.append(Version(version, name, change.at, change.why, agreed))
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

    `amounts`: of each step in its own unit, then of what repeats; `soon`: the reminder, so many
    days before the end, None in the last fifth of the time. Raises Refused for a role that does
    not decide, a rule that is no office's to change, numbers that are none, no change, what is
    asked for already, and a short reason.
    """
    ws.check(Act.DECIDE)
    old = _newest(ws, rule)
    new = _with(old, amounts, soon, applied)
    told = long_enough(why)
    if new == old:
        raise Refused(SAME())
    if needs_two(new):
        about = json.dumps({"rule": rule, "amounts": list(amounts), "soon": soon,
                            "applied": applied})  # fmt: skip
        return _ask(ws, old, new, told, about)
    with ws.db.transaction():
        _write(ws, old, new, by=ws.worker.uid, why=told)
    return Changed(everything=True)


def needs_two(new: Rule) -> bool:
    """Whether a version loosens what protects: a period of the law or one of 24 hours, switched
    off or longer than it was shipped."""
    shipped_ = next((each for each in rule_table.load().rules if each.id == new.id), None)
    if shipped_ is None or not (shipped_.kind is Basis.STATUTORY or shipped_.steps == A_DAY):
        return False
    pairs = zip(_periods(new), _periods(shipped_), strict=True)
    return new.off or any(mine.amount > text.amount for mine, text in pairs)


def carry_out(ws: Workspace, request: Request) -> None:
    """What a second person has agreed to, inside the transaction of their yes; who asked set it.
    Raises Refused where the rule is no longer one it could be."""
    asked = json.loads(request.about)
    old = _newest(ws, asked["rule"])
    new = _with(old, asked["amounts"], asked["soon"], asked["applied"])
    if new == old:
        raise Refused(SAME())
    version = _write(ws, old, new, by=request.asked_by, why=request.reason)
    grants.use(ws, request, f"{new.id}/{version}")


def _ask(ws: Workspace, old: Rule, new: Rule, why: str, about: str) -> Text:
    vault = ws.vault.uid
    if grants.waiting_for(ws, Kind.RULE, vault, about) is not None:
        raise Refused(WAITS())
    words = ABOUT(why=why, rule=old.id, title=old.words.label, before=_told(old), after=_told(new))
    request = countersigning.signed(ws, Kind.RULE, vault, say(words), about)
    with ws.db.transaction():
        stored_requests.add(ws.db, request)
        ws.log("ask", vault, request=request.uid, kind=Kind.RULE.value)
    return ASKED()


def _told(rule: Rule) -> str:
    return say(OFF) if rule.off else ", ".join(map(str, _periods(rule)))


def _periods(rule: Rule) -> tuple[Period, ...]:
    return (*rule.steps, *((rule.every,) if rule.every else ()))


def _write(ws: Workspace, old: Rule, new: Rule, *, by: str, why: str) -> int:
    """A new version, inside a transaction; its number."""
    made = Change(
        rule=old.id,
        version=old.version + 1,
        valid_from=holds_from(old).isoformat(),
        by=by,
        at=clock.stamp(),
        why=why,
        steps=new.steps,
        every=new.every,
        soon=new.soon,
        off=new.off,
    )
    stored.add_change(ws.db, made)
    ws.db.forget(KEPT)
    ws.log("change_rule", old.id, version=made.version)
    return made.version


def holds_from(old: Rule) -> date:
    """From which day a change of this version holds: today, or the day after where another change
    holds from today already. No day has two numbers."""
    today = clock.today()
    if not old.valid_from:
        return today
    return max(today, date.fromisoformat(old.valid_from) + timedelta(days=1))


def _newest(ws: Workspace, rule: str) -> Rule:
    try:
        found = table(ws).rule(rule)
    except KeyError:
        raise Refused(NO_SUCH_RULE()) from None
    if not found.editable:
        raise Refused(FIXED())
    return found


def _with(old: Rule, amounts: Sequence[int], soon: int | None, applied: bool) -> Rule:
    periods = _periods(old)
    fits = len(amounts) == len(periods) and all(
        amount == period.amount or 1 <= amount <= LONGEST
        for amount, period in zip(amounts, periods, strict=False)
    )
    if not fits:
        raise Refused(NO_PERIOD(most=LONGEST))
    if soon is not None and not 0 <= soon <= LONGEST_SOON:
        raise Refused(NO_SOON(most=LONGEST_SOON))
    set_ = [Period(n, each.unit) for n, each in zip(amounts, periods, strict=True)]
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
