"""An unlocked vault: connection, keys held, worker. Lives in the database thread alone.

What a worker can read is decided here by the keys they hold, not by asking their role:
`case_keys` returns only keys that could be opened, and every seal names the row it is for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from rescueapp import clock
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant, Keyring, Keys
from rescueapp.domain.names import WordIndex
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import EMERGENCY_COMPARTMENTS, Act, Worker, check
from rescueapp.forms.schema import TEAM_COMPARTMENTS, Compartment
from rescueapp.rules.engine import Deadline
from rescueapp.storage import audit, case_keys, lent_keys, search, vault_values, word_pages
from rescueapp.storage.database import Database
from rescueapp.storage.facts import Fact
from rescueapp.storage.lock import VaultLock

REVEALED_FOR = timedelta(minutes=5)


class Veil(StrEnum):
    """What of a case is covered until it is revealed, with a reason and for a time."""

    IDENTITY = "identity"  # who stands behind the alias (L4): kept from the window altogether
    SENSITIVE = "sensitive"  # highly sensitive answers (L3): covered on the screen


_KEPT_OPEN = 4096  # cases whose keys stay opened in memory


@dataclass(frozen=True, slots=True)
class VaultInfo:
    """What a vault says of itself once it is open."""

    uid: str
    kind: str  # station, office
    training: bool
    station_code: str
    station_name: str
    region: str

    @classmethod
    def read(cls, db: Database) -> VaultInfo:
        value = vault_values.get
        return cls(
            uid=value(db, "uid"),
            kind=value(db, "kind"),
            training=value(db, "training") == "1",
            station_code=value(db, "station_code"),
            station_name=value(db, "station_name"),
            region=value(db, "region"),
        )


class _Lent(NamedTuple):
    """What is open of a case until an instant: its parts, and whether the worker is of its team."""

    until: str
    parts: frozenset[Compartment]
    own: bool


@dataclass(slots=True, repr=False)  # a repr would show keys and names in a log
class Workspace:
    """Everything an act needs. Made by `actions.vault.vaults.unlock`, ended by `close`."""

    folder: Path
    held: VaultLock
    db: Database
    keyring: Keyring
    keys: Keys
    worker: Worker
    vault: VaultInfo
    names: WordIndex = field(default_factory=WordIndex)
    words: WordIndex = field(default_factory=WordIndex)  # sealed words of one's own cases
    searched: str = ""  # what was looked for last that found others' cases
    clocks: dict[str, tuple[Deadline, ...]] = field(default_factory=dict)  # told by compartments
    _opened: dict[str, dict[Compartment, bytes]] = field(default_factory=dict)
    _lent: dict[str, _Lent] = field(default_factory=dict)  # by case
    _revealed: dict[tuple[str, Veil], datetime] = field(default_factory=dict)

    # --- acts ---------------------------------------------------------------------

    def check(self, act: Act) -> None:
        """Refuse what this worker's role does not include."""
        check(self.worker, act)

    def log(self, act: str, obj: str = "", **detail: Any) -> audit.Head:
        """Add to the audit, inside the caller's transaction; the new head.

        Values are ids, counts and codes, never anything of a person.
        """
        at, actor = clock.stamp(), self.worker.uid
        return audit.append(self.db, at=at, actor=actor, act=act, object=obj, detail=detail)

    @property
    def holder(self) -> str:
        """As whom this worker holds keys of cases: a supervisor as the compartments' own holder
        (""), anybody else as themselves. What storage calls the reader."""
        return "" if Grant.IDENTITY in self.keys.grants else self.worker.uid

    # --- keys of cases --------------------------------------------------------------

    def case_keys(self, case_uid: str) -> Mapping[Compartment, bytes]:
        """The keys of a case this worker can open; empty for a case that is not theirs.

        Those of a case that was opened to them for a time end with it.
        """
        lent = self._lent.get(case_uid)
        if lent is not None and lent.until <= clock.stamp():
            self.forget_case_keys(case_uid)
        if case_uid not in self._opened:
            if len(self._opened) >= _KEPT_OPEN:
                self._opened.clear()
            self._opened[case_uid] = self._open(case_uid)
        return self._opened[case_uid]

    def forget_case_keys(self, case_uid: str) -> None:
        """After a change of the team."""
        self._opened.pop(case_uid, None)
        self._lent.pop(case_uid, None)

    def _open(self, case_uid: str) -> dict[Compartment, bytes]:
        opened: dict[Compartment, bytes] = {}
        for compartment, holder, sealed in case_keys.of_case(self.db, case_uid):
            opens = None if compartment in opened else self.opener(holder, compartment)
            if opens is not None:
                opened[compartment] = opens(sealed)
        return opened | self._borrow(case_uid, opened.keys())

    def _borrow(self, case_uid: str, own: Collection[Compartment]) -> dict[Compartment, bytes]:
        """Keys that were lent: of another's case, or of a part of one's own."""
        opens = self.opener(self.worker.uid, Compartment.CARE)
        assert opens is not None
        held = lent_keys.held(self.db, case_uid=case_uid, holder=self.worker.uid, now=clock.stamp())
        lent = [each for each in held if each[0] not in own]
        if lent:
            parts = frozenset(compartment for compartment, _, _ in lent)
            self._lent[case_uid] = _Lent(min(until for _, until, _ in lent), parts, bool(own))
        return {compartment: opens(sealed) for compartment, _, sealed in lent}

    def lent(self, case_uid: str) -> bool:
        """Whether a case is another's, and open to this worker for a time."""
        return bool(self.lent_parts(case_uid)) and not self._lent[case_uid].own

    def lent_parts(self, case_uid: str) -> frozenset[Compartment]:
        """The parts of a case that are open to this worker for a time."""
        self.case_keys(case_uid)
        lent = self._lent.get(case_uid)
        return lent.parts if lent is not None else frozenset()

    def emergency_keys(self, case_uid: str) -> dict[Compartment, bytes]:
        """What may be opened of anybody's case when life is at stake. The caller writes it down
        first (`actions.access`)."""
        if Grant.EMERGENCY not in self.keys.grants:
            return {}
        secret, public = self.keys.grants[Grant.EMERGENCY], self.keyring.public(Grant.EMERGENCY)
        sealed = case_keys.held(self.db, case_uid=case_uid, holder=case_keys.EMERGENCY)
        return {c: seal.unwrap(key, secret=secret, public=public) for c, key in sealed.items()}

    def opener(self, holder: str, compartment: Compartment) -> Callable[[bytes], bytes] | None:
        """What opens keys of cases that are sealed to a holder; None if that is not us."""
        if holder == self.worker.uid:
            user = self.keys.user
            return partial(seal.unwrap, secret=self.keys.box_secret, public=user.box_public)
        grant = Grant(f"compartment:{compartment}")
        if holder == "" and grant in self.keys.grants:
            public = self.keyring.public(grant)
            return partial(seal.unwrap, secret=self.keys.grants[grant], public=public)
        return None

    def adopt_case_keys(self, case_uid: str, opened: dict[Compartment, bytes]) -> None:
        """Hold the keys of a case one is just registering; `forget_case_keys` ends it."""
        self._opened[case_uid] = opened

    # --- sealing the parts of a record ------------------------------------------------

    def seal_part(
        self, compartment: Compartment, answers: Answers, *, case_uid: str, record_uid: str,
        version: int,
    ) -> bytes:  # fmt: skip
        """One compartment of a record version, bound to case, record, compartment, version."""
        data = json.dumps(answers, ensure_ascii=False).encode()
        bound = part_binding(compartment, case_uid, record_uid, version)
        if compartment is Compartment.AUTHOR:
            return self.seal_own(data, bound=bound)
        return seal.seal(self.case_keys(case_uid)[compartment], data, bound=bound)

    def open_part(
        self, compartment: Compartment, sealed: bytes, *, case_uid: str, record_uid: str,
        version: int,
    ) -> Answers | None:  # fmt: skip
        """The answers of a part, or None when this worker has no key for it."""
        bound = part_binding(compartment, case_uid, record_uid, version)
        if compartment is Compartment.AUTHOR:
            data = self.open_own(sealed, bound=bound)
        else:
            key = self.case_keys(case_uid).get(compartment)
            data = None if key is None else seal.unseal(key, sealed, bound=bound)
        return None if data is None else dict(json.loads(data))

    def seal_own(self, data: bytes, *, bound: tuple[str, ...]) -> bytes:
        """For this worker and for paper recovery alone; the writer's uid stands before it."""
        readers = (self.keys.user.box_public, self.keyring.recovery_public)
        return bytes.fromhex(self.worker.uid) + seal.seal_for(readers, data, bound=bound)

    def open_own(self, sealed: bytes, *, bound: tuple[str, ...]) -> bytes | None:
        """What this worker sealed with `seal_own`; None when somebody else did, or they themselves
        before they got new keys (`actions.vault.own_notes`)."""
        if sealed[:16] != bytes.fromhex(self.worker.uid):
            return None
        if not seal.held_by(self.keys.box_secret, sealed[16:]):
            return None
        return seal.unseal_for(self.keys.box_secret, sealed[16:], bound=bound)

    def holds(self, case_uid: str, compartment: Compartment) -> bool:
        """Whether this worker could write to a compartment of a case."""
        return compartment is Compartment.AUTHOR or compartment in self.case_keys(case_uid)

    # --- sealing facts ----------------------------------------------------------------------

    def seal_fact(
        self, compartment: Compartment, value: Any, *, case_uid: str, key: str, recorded_at: str
    ) -> bytes:
        """A fact's value, bound to case, key and time."""
        bound = ("facts", compartment.value, case_uid, key, recorded_at)
        data = json.dumps(value, ensure_ascii=False).encode()
        return seal.seal(self.case_keys(case_uid)[compartment], data, bound=bound)

    def unseal_fact(self, key: bytes, case_uid: str, fact: Fact) -> bytes:
        """The JSON of a sealed fact, opened with the key of its case and compartment."""
        if fact.compartment is None or fact.sealed is None:
            raise ValueError("this fact is not sealed")
        bound = ("facts", fact.compartment.value, case_uid, fact.key, fact.recorded_at)
        return seal.unseal(key, fact.sealed, bound=bound)

    # --- sealed words, for search ------------------------------------------------------------

    def search_part(self, case_uid: str, compartment: Compartment) -> dict[str, str]:
        """The search words of a case in one compartment, by record uid."""
        sealed = search.part(self.db, case_uid, compartment)
        if sealed is None:
            return {}
        return _words(self.case_keys(case_uid)[compartment], case_uid, compartment, sealed)

    def search_words(self, case_uid: str, compartment: Compartment) -> str:
        """The same as one text."""
        return "\n".join(self.search_part(case_uid, compartment).values())

    def open_search_part(
        self, case_uid: str, compartment: Compartment, sealed: bytes, *, key: bytes
    ) -> str:
        """The same of a part that was read already, and whose key was opened."""
        return "\n".join(_words(key, case_uid, compartment, sealed).values())

    def put_search_part(
        self, case_uid: str, compartment: Compartment, words: dict[str, str]
    ) -> None:
        """Seal them again; nobody's pages of words tell this case's any more."""
        bound = ("search_parts", compartment.value, case_uid)
        data = json.dumps(words, ensure_ascii=False).encode()
        sealed = seal.seal(self.case_keys(case_uid)[compartment], data, bound=bound)
        search.put_part(self.db, case_uid=case_uid, compartment=compartment, sealed=sealed)
        word_pages.mark_changed(self.db, case_uid, compartment)

    def refresh_words(self, case_uid: str) -> None:
        """Bring the indexes in memory up to what is sealed of a case of one's own."""
        if self.lent(case_uid):  # found by its number alone, so that nothing outlasts the loan
            return
        found = {
            compartment: self.open_search_part(case_uid, compartment, sealed, key=key)
            for compartment, sealed in search.parts_of(self.db, case_uid).items()
            if compartment not in self.lent_parts(case_uid)
            and (key := self.case_keys(case_uid).get(compartment)) is not None
        }
        self.names.put(case_uid, found.pop(Compartment.IDENTITY, ""))
        self.words.put(case_uid, "".join(found.values()))

    # --- the veils ------------------------------------------------------------------------

    def reveal(self, case_uid: str, veil: Veil = Veil.IDENTITY) -> None:
        """Lift a veil over one case for five minutes, or five minutes more."""
        self._revealed[case_uid, veil] = clock.now() + REVEALED_FOR

    def veil(self, case_uid: str, *veils: Veil) -> None:
        """Let veils down again; none named: all."""
        for veil in veils or Veil:
            self._revealed.pop((case_uid, veil), None)

    def revealed(self, case_uid: str, veil: Veil = Veil.IDENTITY) -> bool:
        """Whether what a veil covers of a case is shown just now."""
        return self.revealed_for(case_uid, veil) > timedelta()

    def revealed_for(self, case_uid: str, veil: Veil) -> timedelta:
        """How much longer; nothing once it is covered."""
        until = self._revealed.get((case_uid, veil))
        return timedelta() if until is None else max(until - clock.now(), timedelta())

    # --- end ----------------------------------------------------------------------------

    def close(self) -> None:
        """Close the database, forget the keys, let the folder go."""
        for kept in (self._opened, self._lent, self._revealed, self.clocks):
            kept.clear()
        self.searched = ""
        self.names = WordIndex()
        self.words = WordIndex()
        self.db.close()
        self.keys.wipe()
        self.held.release()


@dataclass(slots=True, repr=False)
class KeyDesk:
    """An administrator's session: people and keys, no data. The database stays closed."""

    folder: Path
    held: VaultLock
    keyring: Keyring
    keys: Keys
    worker: Worker

    def check(self, act: Act) -> None:
        """Refuse what this worker's role does not include."""
        check(self.worker, act)

    def close(self) -> None:
        """Forget the keys, let the folder go."""
        self.keys.wipe()
        self.held.release()


def part_binding(
    compartment: Compartment, case_uid: str, record_uid: str, version: int
) -> tuple[str, ...]:
    """What a sealed part of a record is bound to."""
    return ("record_parts", compartment.value, record_uid, case_uid, str(version))


def _words(key: bytes, case_uid: str, compartment: Compartment, sealed: bytes) -> dict[str, str]:
    bound = ("search_parts", compartment.value, case_uid)
    return dict(json.loads(seal.unseal(key, sealed, bound=bound)))


def new_case_keys() -> dict[Compartment, bytes]:
    """A fresh random key for each compartment of a new case."""
    return {compartment: seal.new_key() for compartment in TEAM_COMPARTMENTS}


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody who is to hold a case's keys of some compartments."""

    uid: str
    box_public: bytes
    compartments: tuple[Compartment, ...]


def sealed_case_keys(
    opened: Mapping[Compartment, bytes], keyring: Keyring, team: Iterable[TeamMember]
) -> list[tuple[Compartment, str, bytes]]:
    """Rows of `case_keys` (compartment, holder, sealed key) of a new case: for each
    compartment's own public key, for emergencies, and for each of the team."""
    rows = [
        (compartment, "", seal.wrap(key, keyring.public(Grant(f"compartment:{compartment}"))))
        for compartment, key in opened.items()
    ]
    if keyring.among([Grant.EMERGENCY]):
        public = keyring.public(Grant.EMERGENCY)
        rows += [
            (compartment, case_keys.EMERGENCY, seal.wrap(opened[compartment], public))
            for compartment in EMERGENCY_COMPARTMENTS
        ]
    for member in team:
        rows += member_keys(opened, member)
    return rows


def member_keys(
    opened: Mapping[Compartment, bytes], member: TeamMember
) -> list[tuple[Compartment, str, bytes]]:
    """The rows that put one person on a team, as far as the keys at hand go."""
    return [
        (compartment, member.uid, seal.wrap(opened[compartment], member.box_public))
        for compartment in member.compartments
        if compartment in opened
    ]
