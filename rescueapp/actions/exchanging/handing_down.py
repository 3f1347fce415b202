"""An office hands its rules down to its stations, in a signed and numbered file (decision 32).

The office's number holds: what the station set of the same rule before ends and stays in its
history. What the program protects no file loosens: such a rule is refused by itself, with its
reason, and the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from rescueapp import clock
from rescueapp.actions.due import rules
from rescueapp.actions.due.rules import Version
from rescueapp.actions.exchanging.enrolment import keys_of, own_key_file
from rescueapp.actions.watch import clock_watch
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.exchange import rules_file
from rescueapp.exchange.keyfile import KeyFile
from rescueapp.exchange.rules_file import RulesFile, Set
from rescueapp.i18n import Text, mark, say
from rescueapp.rules.limits import Handed
from rescueapp.rules.table import Row
from rescueapp.rules.told import with_reminder
from rescueapp.storage import cases, exchange_log, files, vault_values
from rescueapp.storage import rules as stored
from rescueapp.workspace import Workspace

LATEST = 10  # versions of one rule that a file tells
_WRITTEN = "rules file"  # in the vault of an office: the last one written
_TAKEN = "rules of {office}"  # in the vault of a station: the last one taken in

ONLY_OFFICE = mark(
    "Rules are handed down by an office. A station sets its own and takes in those of its office.",
    "handing down",
)
ONLY_STATION = mark(
    "A rules file is for stations. An office sets its rules itself.", "handing down"
)
NO_OFFICE = mark("No office is enrolled here yet. Take in its key file first.", "exchange")
NOTHING_SET = mark(
    "This office has set no number of its own yet: there is nothing to hand down.", "handing down"
)
NOTHING_NEW = mark(
    "Rules file {number} was taken in here already, and nothing in it is new.", "handing down"
)
WRITTEN = mark(
    "Rules file number {number} is written: {file}. Rules in it: {count}. Take it to the stations.",
    "handing down",
)
HEAD = mark("Rules file number {number} of {office}, of {day}.", "handing down")
CHANGES = mark("{rule} {title}: {before} → {after}. {why}", "handing down")
SINCE = mark("Holds for what begins from {day} on.", "handing down")
OWN_ENDS = mark(
    "The office's number holds. This station's own ({length}, set by {by}) ends and stays in the "
    "history.",
    "handing down",
)
STAYS = mark("{rule} {title}: {length}, as it is here already.", "handing down")
BECOMES_ITS = mark(
    "{rule} {title}: {length}, as it is here already. From now on it is the office's number.",
    "handing down",
)
NOT_TAKEN = mark("{rule} {title}: not taken. {why}", "handing down")
PROTECTED = mark(
    "It loosens a rule that protects ({before} → {after}). Here {before} goes on.", "handing down"
)
OTHER_SHAPE = mark(
    "The office's program counts this rule otherwise than this one. Bring both programs to the "
    "same version.",
    "handing down",
)
TAKEN = mark("Rules file {number}. Rules taken in: {taken}; not taken: {refused}.", "handing down")
TRIED = mark("Tried only: nothing was taken in.", "handing down")


class Written(NamedTuple):
    """A rules file on its medium."""

    path: Path
    number: int
    rules: int  # how many are in it

    def lines(self) -> list[str]:
        return [say(WRITTEN(number=self.number, count=self.rules, file=self.path))]


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one rule of a file: it changes, stays as it is, or is `refused`."""

    office: str
    said: Set
    before: Row | None  # None: a rule this program does not know
    after: Row | None = None  # None: refused
    refused: Text | None = None
    own: Version | None = None  # the station's own change that ends

    @property
    def changes(self) -> bool:
        """Whether another number holds afterwards, or the same one becomes the office's."""
        if self.after is None or self.before is None:
            return False
        return self.after != self.before or self.before.office != self.office

    @property
    def since(self) -> date | None:
        """From which day on it holds; None of a rule this program does not know."""
        return None if self.before is None else rules.holds_from(self.before)

    def told(self) -> list[str]:
        """It in words; from when on, where it is not today; what of the station's own ends."""
        rule, before, after = self.said.rule, self.before, self.after
        title = before.words.label if before else ""
        if self.refused is not None or before is None or after is None:
            return [say(NOT_TAKEN(rule=rule, title=title, why=self.refused or ""))]
        length = with_reminder(before)
        if after == before:
            words = BECOMES_ITS if self.changes else STAYS
            return [say(words(rule=rule, title=title, length=length))]
        told = CHANGES(rule=rule, title=title, before=length, after=with_reminder(after),
                       why=self.said.why)  # fmt: skip
        more = [] if self.since == clock.today() else [say(SINCE(day=self.since))]
        if self.own is not None:
            more.append(say(OWN_ENDS(length=length, by=self.own.by)))
        return [say(told), *(f"    {words}" for words in more)]


@dataclass(frozen=True, slots=True)
class Offer:
    """A rules file that fits, before it holds."""

    file: RulesFile
    office: str  # its name
    rules: tuple[Line, ...]
    changed: Changed
    tried: bool = False  # looked at only

    @property
    def taken(self) -> int:
        """How many rules change."""
        return sum(line.changes for line in self.rules)

    @property
    def refused(self) -> int:
        """How many are not taken."""
        return sum(line.refused is not None for line in self.rules)

    @property
    def summary(self) -> Text:
        """What came of it, in one line."""
        return TAKEN(number=self.file.number, taken=self.taken, refused=self.refused)

    def told(self) -> list[str]:
        """Rule by rule: what changes first, then what is refused, then what stays."""

        def order(line: Line) -> int:
            return 0 if line.changes else 1 if line.refused else 2

        day = clock.local(self.file.made_at).date().isoformat()
        head = [say(HEAD(number=self.file.number, office=self.office, day=day))]
        today = clock.today()
        if any(line.changes and line.since == today for line in self.rules):
            head.append(say(SINCE(day=today)))
        return [*head, *(words for line in sorted(self.rules, key=order) for words in line.told())]

    def lines(self) -> list[str]:
        return [*self.told(), say(TRIED if self.tried else self.summary)]


# --- the office ------------------------------------------------------------------------------


def hand_down(ws: Workspace, folder: Path) -> Written:
    """Write every rule this office has set into a folder, for its stations.

    The same rules again are the same file with the same number. Raises Refused at a station, for
    a role that sets no rules, while the date is in doubt, and where nothing was set.
    """
    ws.check(Act.SET_RULES)
    if ws.vault.kind != "office":
        raise Refused(ONLY_OFFICE)
    clock_watch.check_date(ws)
    versions = tuple(_set_here(ws))
    if not versions:
        raise Refused(NOTHING_SET)
    file = _last_written(ws)
    office = own_key_file(ws)
    if file is None or (file.office, file.versions) != (office.key_id, versions):
        with ws.db.transaction():
            file = rules_file.make(
                versions,
                office=office.key_id,
                number=cases.next_number(ws.db, stored.FILES),
                made_at=clock.stamp(),
                signing_seed=ws.keys.grants[Grant.SIGNING],
            )
            vault_values.set(ws.db, _WRITTEN, file.data.decode())
            ws.log("hand_down_rules", sequence=file.number, rules=len(file.newest))
    path = folder / f"rules-{file.number}{rules_file.SUFFIX}"
    files.replace(path, file.data)
    return Written(path, file.number, len(file.newest))


def _last_written(ws: Workspace) -> RulesFile | None:
    kept = vault_values.get(ws.db, _WRITTEN)
    return rules_file.read(kept.encode()) if kept else None


def _set_here(ws: Workspace) -> Iterator[Set]:
    """What this office has set, by rule and version: of each rule the latest versions."""
    rows = {(row.id, row.version): row for row in rules.table(ws).rows}
    made = [each for each in stored.changes(ws.db) if (each.rule, each.version) in rows]
    for _, of_rule in groupby(made, key=lambda each: each.rule):
        for each in list(of_rule)[-LATEST:]:
            row = rows[each.rule, each.version]
            soon = getattr(row, "soon", None)
            why = "".join(char for char in each.why if char.isprintable())
            yield Set(each.rule, each.version, each.at, why, row.numbers,
                      soon.amount if soon else None, row.off)  # fmt: skip


# --- the station -----------------------------------------------------------------------------


def look(ws: Workspace, path: Path) -> Offer:
    """What a rules file would change here, before it does.

    Raises Refused in words (role, an office, none enrolled, another's, older, another of the same
    number), Damaged for a changed or cut off one, Unavailable.
    """
    ws.check(Act.SET_RULES)
    return _look(ws, rules_file.load(path), tried=True)


def take_in(ws: Workspace, data: bytes) -> Offer:
    """Take in a rules file as it was looked at: all that may be of it, at once.

    Raises as `look`; Refused also for one that holds already.
    """
    ws.check(Act.SET_RULES)
    offer = _look(ws, rules_file.read(data), tried=False)
    last = vault_values.get(ws.db, _key(offer.file.office))
    if not offer.taken and offer.file.data == last.encode():
        raise Refused(NOTHING_NEW(number=offer.file.number))
    with ws.db.transaction():
        for line in offer.rules:
            if line.before is not None and line.after is not None and line.changes:
                said = line.said
                handed = Handed(offer.office, said.version, said.at)
                rules.write(ws, line.before, line.after, by=ws.worker.uid, why=said.why,
                            handed=handed)  # fmt: skip
        vault_values.set(ws.db, _key(offer.file.office), offer.file.data.decode())
        ws.log("take_rules", offer.file.office, sequence=offer.file.number, rules=offer.taken,
               refused=[line.said.rule for line in offer.rules if line.refused])  # fmt: skip
    return offer


def handed_history(ws: Workspace, rule: str) -> tuple[Set, ...]:
    """The versions of a rule at the enrolled office, as the file taken in last tells them."""
    ws.check(Act.SET_RULES)
    enrolled = exchange_log.correspondents(ws.db, kind="office")
    last = _last_taken(ws, enrolled[0].key_id) if enrolled else None
    return tuple(each for each in last.versions if each.rule == rule) if last else ()


def _look(ws: Workspace, file: RulesFile, *, tried: bool) -> Offer:
    if ws.vault.kind == "office":
        raise Refused(ONLY_STATION)
    office = _office(ws)
    rules_file.check(file, office=office, last=_last_taken(ws, office.key_id))
    lines = tuple(_line(ws, office.name, said) for said in file.newest)
    return Offer(file, office.name, lines, Changed(everything=True), tried)


def _office(ws: Workspace) -> KeyFile:
    enrolled = exchange_log.correspondents(ws.db, kind="office")
    if not enrolled:
        raise Refused(NO_OFFICE)
    return keys_of(enrolled[0])


def _key(office: str) -> str:
    return _TAKEN.format(office=office)


def _last_taken(ws: Workspace, office: str) -> RulesFile | None:
    kept = vault_values.get(ws.db, _key(office))
    return rules_file.read(kept.encode()) if kept else None


def _line(ws: Workspace, office: str, said: Set) -> Line:
    """What becomes of a rule here; a refusal is of this rule alone."""
    before = next((row for row in reversed(rules.table(ws).rows) if row.id == said.rule), None)
    try:
        row = rules.newest(ws, said.rule)
        if [unit for _, unit in said.numbers] != [unit for _, unit in row.numbers]:
            raise Refused(OTHER_SHAPE)
        amounts = [amount for amount, _ in said.numbers]
        after = rules.with_numbers(row, amounts, said.soon, not said.off)
    except Refused as refusal:
        return Line(office, said, before, refused=refusal.words)
    if rules.needs_two(after):
        words = PROTECTED(before=with_reminder(row), after=with_reminder(after))
        return Line(office, said, row, refused=words)
    return Line(office, said, row, after, own=_own(ws, row) if after != row else None)


def _own(ws: Workspace, row: Row) -> Version | None:
    """The change the station made itself, where its own number holds until now."""
    if row.version == 1 or row.office:
        return None
    return rules.history(ws, row.id)[-1]
