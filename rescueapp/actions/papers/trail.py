"""The account of what everybody did: read it in words, prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rescueapp import clock
from rescueapp.actions.papers import papers
from rescueapp.actions.recording.identity import REASONS
from rescueapp.actions.vault import people
from rescueapp.actions.watch import anchors
from rescueapp.crypto import words
from rescueapp.domain import account
from rescueapp.domain.account import About, Group
from rescueapp.domain.worker import Act
from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import spoken
from rescueapp.i18n import Text, mark
from rescueapp.progress import Progress
from rescueapp.storage import audit, cases
from rescueapp.storage.audit import Entry, Listed, Wanted
from rescueapp.workspace import Workspace

PAGE = 200

NOT_NAMED = mark(
    "No entry of the account has these words. Compare them with the paper once more. If they are"
    " right, the account was cut short or exchanged after that paper was made, or an older backup"
    " was restored: report it.",
    "account",
)
NO_SUCH_CASE = mark("There is no case with the number {number}.", "account")
TIMES = mark("{count} times", "account")
CASES = mark("{count} cases", "account")
PRINT = mark("Print {print_id}", "account")
NUMBERED = mark("Number {number}", "account")
BY_MINUTES = mark("By {minutes} minutes", "account")


@dataclass(frozen=True, slots=True)
class Proved:
    """An audit chain without a gap: how many entries, and its last hash in hex."""

    entries: int
    head: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the viewer is to show. Empty: everything. Days at the station, both included."""

    worker: str = ""  # uid
    group: Group | None = None
    number: str = ""  # of a case
    first: date | None = None
    last: date | None = None
    outside: bool = False  # outside one's own cases


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in words: never a name of a victim, never an answer."""

    seq: int
    at: str  # instant
    who: str  # display name; "" before anybody was known
    act: Text
    group: Group
    number: str  # of the case it is about; "" for none
    kind: Text | None  # what its object is
    more: Text | None = None


def entries(
    ws: Workspace, *, of: str | None = None, before: int | None = None, limit: int = PAGE
) -> list[Entry]:
    """A page of entries as they are kept, latest first: of one object (a case, a record) or of
    all."""
    ws.check(Act.READ_AUDIT)
    return audit.rows(ws.db, object=of, before=before, limit=limit)


def told(
    ws: Workspace, asked: Asked, *, before: int | None = None, limit: int = PAGE
) -> list[Told]:
    """A page of the account in words, latest first, with numbers below `before`.

    Raises Refused for the number of a case that is not here.
    """
    ws.check(Act.READ_AUDIT)
    found = audit.listed(ws.db, wanted(ws, asked), before=before, limit=limit)
    return in_words(ws, found)


def wanted(ws: Workspace, asked: Asked) -> Wanted:
    """What the database is asked. Raises Refused."""
    every = asked.group is Group.OTHER
    return Wanted(
        actor=asked.worker,
        acts=account.acts_in(asked.group) if asked.group and not every else (),
        but=tuple(account.ACTS) if every else (),
        case_uid=_case_of(ws, asked.number),
        since=day_begins(asked.first) if asked.first else "",
        until=day_begins(asked.last + timedelta(days=1)) if asked.last else "",
        outside=account.OUTSIDE if asked.outside else None,
    )


def day_begins(day: date) -> str:
    """The instant at which a day begins at the station."""
    return clock.midnight(day)


def _case_of(ws: Workspace, number: str) -> str:
    if not number.strip():
        return ""
    row = cases.by_number(ws.db, number.strip(), reader=ws.worker.uid)
    if row is None:
        raise Refused(NO_SUCH_CASE(number=number.strip()))
    return row.uid


def in_words(ws: Workspace, found: list[Listed]) -> list[Told]:
    """Entries as they read."""
    names = people.names(ws)
    numbers = cases.numbers_of(ws.db, {each.case_uid for each in found if each.case_uid})
    return [_told(each, names, numbers) for each in found]


def _told(each: Listed, names: dict[str, str], numbers: dict[str, str]) -> Told:
    entry, act = each.entry, account.act_of(each.entry.act)
    kind = account.KINDS.get(act.about) if act.about is not About.NOTHING else None
    number = numbers.get(each.case_uid, "")
    return Told(
        entry.seq, entry.at, names.get(entry.actor, ""), act.words(), act.group, number,
        kind and kind(), _more(entry),
    )  # fmt: skip


def _more(entry: Entry) -> Text | None:
    """What the detail adds: counts, a number, a reason of a list."""
    tell = _DETAILS.get(entry.act)
    try:
        return tell(entry) if tell else None
    except (KeyError, TypeError, ValueError):  # of an older program
        return None


_DETAILS: dict[str, Callable[[Entry], Text | None]] = {
    "failed_unlocks": lambda e: TIMES(count=int(e.detail["count"])),
    "reveal": lambda e: REASONS[e.detail["reason"]](),
    "reveal_sensitive": lambda e: REASONS[e.detail["reason"]](),
    "search_outside": lambda e: CASES(count=int(e.detail["found"])),
    "likenesses": lambda e: CASES(count=int(e.detail["found"])),
    "print": lambda e: PRINT(print_id=str(e.detail["print_id"])),
    "export": lambda e: NUMBERED(number=int(e.detail["sequence"])),
    "receive": lambda e: NUMBERED(number=int(e.detail["sequence"])),
    "receipt": lambda e: NUMBERED(number=int(e.detail["sequence"])),
    "clock_back": lambda e: BY_MINUTES(minutes=int(e.detail["seconds"]) // 60),
    "clock_ahead": lambda e: BY_MINUTES(minutes=int(e.detail["seconds"]) // 60),
}


# --- proving --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """The entry that a paper names at its foot: its number and instant, and the whole account."""

    seq: int
    at: str
    proved: Proved


def named_by_paper(ws: Workspace, typed: str, progress: Progress | None = None) -> Named:
    """The entry whose check words stand at the foot of a paper, in an account that is whole.

    Raises Refused for what is not eight words, or words of no entry; Damaged, Cancelled.
    """
    ws.check(Act.READ_AUDIT)
    chosen = spoken.apart(typed, papers.CHECK_WORDS)
    proved = verified(ws, progress)
    try:
        found = audit.by_start(ws.db, words.start_of_digest(chosen))
    except KeyError:
        raise Refused(NOT_NAMED) from None
    if found is None:
        raise Refused(NOT_NAMED)
    return Named(*found, proved)


def verified(ws: Workspace, progress: Progress | None = None) -> Proved:
    """Recompute the whole chain, and compare it with every head told outside the database.

    Raises Damaged naming the first entry that does not fit; Cancelled.
    """
    ws.check(Act.READ_AUDIT)
    head = audit.verify(ws.db, anchors=anchors.known(ws), progress=progress)
    return Proved(entries=head.seq, head=head.hash.hex())


@dataclass(slots=True)
class Checked:
    """What the check at a sign-in found; filled when it is through."""

    entries: int = 0
    broken: Text | None = None  # why the account does not hold together


def check_in_steps(ws: Workspace, found: Checked) -> Iterator[tuple[int, int]]:
    """The check of the chain a stretch at a time, beside the work; `found` tells how it ended.

    A break stands in the account too, so that who signs in next is told by more than this screen.
    """
    ws.check(Act.READ_AUDIT)
    try:
        yield from audit.verify_in_steps(ws.db, anchors=anchors.known(ws))
        found.entries = audit.head(ws.db).seq
    except Damaged as damaged:
        found.broken = damaged.words
        with ws.db.transaction():
            ws.log("account_broken")
