"""The supervisors' weekly list (K-10): what was done outside one's own cases, and who has seen it.

A week is from Monday to Sunday at the station. A supervisor signs that they have seen it: the
signature stands in the audit with what was counted, so that nobody signs for another list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rescueapp import clock
from rescueapp.actions.two_people import requests
from rescueapp.actions.two_people.requests import Asked
from rescueapp.actions.vault import people
from rescueapp.crypto import canonical
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.errors import Damaged, Refused
from rescueapp.i18n import mark
from rescueapp.storage import audit
from rescueapp.storage import requests as stored
from rescueapp.storage.audit import Wanted
from rescueapp.workspace import Workspace

SEEN = "week_seen"  # the act, and what its signature is for
DAYS = timedelta(days=7)

NOT_OVER = mark("This week is not over yet. It is signed from {day} on.", "weekly")

_EMERGENCIES, _REVEALS, _SEARCHES = ("break_glass",), ("reveal",), ("search_outside", "likenesses")
_SENSITIVE = ("reveal_sensitive",)
_PRINTS = ("print",)
_COUNTED = (*_EMERGENCIES, *_REVEALS, *_SENSITIVE, *_SEARCHES, *_PRINTS)


@dataclass(frozen=True, slots=True)
class Line:
    """What one colleague did in a week, counted."""

    worker: str  # uid
    name: str
    others: int  # acts in cases that are not theirs
    emergencies: int
    reveals: int
    searches: int  # that found others' cases
    prints: int
    sensitive: int  # covered answers that were shown

    def figures(self) -> list[int]:
        """As they are signed."""
        return [self.others, self.emergencies, self.reveals, self.searches, self.prints,
                self.sensitive]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """Who has signed a week. `at`: an instant."""

    name: str
    at: str


@dataclass(frozen=True, slots=True)
class Week:
    """A week as the list shows it."""

    first: date  # a Monday
    lines: tuple[Line, ...]
    asked: tuple[Asked, ...]
    seen: tuple[Seen, ...]

    @property
    def last(self) -> date:
        """The Sunday."""
        return self.first + DAYS - timedelta(days=1)

    @property
    def over(self) -> bool:
        """Whether nothing more can happen in it."""
        return self.last < clock.today()


def monday(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def last_week() -> date:
    """The Monday of the latest week that is over."""
    return monday(clock.today()) - DAYS


def week(ws: Workspace, day: date) -> Week:
    """The list of a day's week."""
    ws.check(Act.DECIDE)
    first = monday(day)
    since, until = clock.midnight(first), clock.midnight(first + DAYS)
    asked = [a for a in requests.since(ws, since) if a.request.asked_at < until]
    return Week(first, tuple(_lines(ws, first)), tuple(asked), tuple(_seen(ws, first)))


def sign_seen(ws: Workspace, day: date) -> Changed:
    """A supervisor has seen the list of a week. Raises Refused for one that is not over."""
    found = week(ws, day)
    if not found.over:
        raise Refused(NOT_OVER(day=found.first + DAYS))
    told = _told(found.first, found.lines)
    signature = ws.keys.sign(canonical.dumps({**told, "by": ws.worker.uid}), purpose=SEEN)
    with ws.db.transaction():
        for asked in found.asked:
            stored.set_seen(ws.db, asked.request.uid, by=ws.worker.uid, at=clock.stamp())
        ws.log(SEEN, _name(found.first), **told, signature=signature.hex())
    return Changed(people=True)


def unseen(ws: Workspace) -> date | None:
    """The Monday of the last week, when it is over, had something in it and nobody signed it."""
    first = last_week()
    if any(True for _ in _seen(ws, first)):
        return None
    return first if any(True for _ in _lines(ws, first)) else None


def _lines(ws: Workspace, first: date) -> Iterator[Line]:
    since, until = clock.midnight(first), clock.midnight(first + DAYS)
    done = audit.counts(ws.db, Wanted(acts=_COUNTED, since=since, until=until))
    outside = audit.counts(ws.db, Wanted(outside=(), since=since, until=until))
    names = people.names(ws)
    # Who only showed covered answers of their own cases did nothing outside them.
    told = {actor for actor, act in done if act not in _SENSITIVE} | {a for a, _ in outside}
    for uid in sorted(told, key=lambda u: names.get(u, "")):

        def of(acts: tuple[str, ...], uid: str = uid) -> int:
            return sum(done.get((uid, act), 0) for act in acts)

        others = sum(count for (actor, _), count in outside.items() if actor == uid)
        yield Line(
            uid, names.get(uid, ""), others, of(_EMERGENCIES), of(_REVEALS), of(_SEARCHES),
            of(_PRINTS), of(_SENSITIVE),
        )  # fmt: skip


def _seen(ws: Workspace, first: date) -> Iterator[Seen]:
    """Who has signed a week; a signature that is not theirs counts for nothing."""
    users = {user.uid: user for user in ws.keyring.users}
    names = people.names(ws)
    for entry in audit.rows(ws.db, object=_name(first)):
        told = {name: value for name, value in entry.detail.items() if name != "signature"}
        try:
            signature = bytes.fromhex(entry.detail["signature"])
            covered = canonical.dumps({**told, "by": entry.actor})
            users[entry.actor].check_signed(covered, signature, purpose=SEEN)
        except (Damaged, KeyError, TypeError, ValueError):
            continue
        if entry.act == SEEN and told.get("first") == first.isoformat():
            yield Seen(names.get(entry.actor, ""), entry.at)


def _told(first: date, lines: tuple[Line, ...]) -> dict[str, object]:
    figures = {line.worker: line.figures() for line in lines}
    return {"first": first.isoformat(), "counted": figures}


def _name(first: date) -> str:
    year, number, _ = first.isocalendar()
    return f"{year}-W{number:02d}"
