"""A case that another station hands over: read first, then taken up here or refused; signed for.

The package waits as it came. Taken up, it becomes a case with a number, an alias, keys and a team
of its own, all in one transaction with the receipt: killed half-way there is the package again and
nothing else. Then the package goes: it told nothing that the case does not. Whoever does this holds
the key packages are sealed to, which is a supervisor; they give the case to whom it shall belong.
(rules.md S7, S15, S40; decision 25)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.attached import attachments
from rescueapp.actions.due import clocks
from rescueapp.actions.exchanging import carrying_in, case_reading, family_handed, receiving
from rescueapp.actions.exchanging.case_reading import HandedOver
from rescueapp.actions.finding import cases as case_acts
from rescueapp.actions.opened.registering import register
from rescueapp.actions.watch import anchors, clock_watch
from rescueapp.domain.case import Likeness
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act, Role, Worker
from rescueapp.errors import Refused
from rescueapp.exchange import receipts
from rescueapp.exchange.bundle import SUFFIX, Bundle
from rescueapp.exchange.whole_case import READ_ONLY, WholeCase
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import Text, mark
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import audit, exchange_log, files, matching, workers
from rescueapp.storage import hand_overs as stored
from rescueapp.storage.exchange_log import ReceivedPackage
from rescueapp.storage.hand_overs import Origin
from rescueapp.workspace import Workspace

REASONS = "L-not-taken-up"

DECIDED = mark("It was decided already what becomes of this case.", "hand-over")
OLDER = mark(
    "This package was made by an older version of the program and can only be read. Refuse it, and"
    " ask the sender to update and hand the case over again.",
    "hand-over",
)
ALIKE = mark(
    "This person may be here already: {numbers}. Say of each whether it is the same person.",
    "hand-over",
)
WHO = mark("{alias} {number}, from {station}: {records} records, {files} attachments.", "hand-over")
NEWER_FORMS = mark(
    "Forms of a newer version of the program come with it: {forms}. They are kept whole and can be"
    " read once this program is updated.",
    "hand-over",
)
STAYED = mark(
    "Of {count} records a part may have stayed with the sender, who holds no key of it. Ask for it"
    " on paper.",
    "hand-over",
)
INHERITS = mark(
    "At the sender the unsafe list of {count} other cases held in this one, too, and is not in the"
    " package. Ask by telephone who must not learn where the person is, and enter it in P01.",
    "hand-over",
)
TAKEN_UP = mark("Taken up as {number}, {alias}.", "hand-over")
REFUSED = mark("Not taken up. Nothing of the case stays here.", "hand-over")
RECEIPT = mark("Its receipt goes back to the sender: {file}", "hand-over")
NO_REASON = mark("Choose why the case is not taken up.", "hand-over")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A package that waits to be decided about. `station`: the name of who sent it."""

    package: ReceivedPackage
    station: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is read before anything is decided.

    `newer`: forms this program does not know, kept as they come. `closed`: records of which a part
    stayed with the sender, who could not open it. `inherits`: how many other cases' unsafe lists
    held in this one at the sender, and are not in the package. `alike`: cases here that may be of
    the same person, the surest first.
    """

    read: HandedOver
    newer: tuple[str, ...]
    closed: int
    inherits: int
    alike: tuple[Likeness, ...]
    family: tuple[Text, ...] = ()  # who else there is, in sentences

    def remarks(self) -> list[Text]:
        """What to know before it is taken up, in sentences."""
        found = [WHO(alias=self.read.alias, number=self.read.number, station=self.read.station,
                     records=len(self.read.records), files=len(self.read.files))]  # fmt: skip
        if self.newer:
            found.append(NEWER_FORMS(forms=", ".join(self.newer)))
        if self.closed:
            found.append(STAYED(count=self.closed))
        if self.inherits:
            found.append(INHERITS(count=self.inherits))
        found.extend(self.family)
        return (
            [*found, ALIKE(numbers=", ".join(a.number for a in self.alike))]
            if self.alike
            else found
        )


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What became of it. `number` and `alias`: of the new case, "" where it was refused;
    `unwritten`: why the receipt is not on the medium yet."""

    case_uid: str
    number: str
    alias: str
    receipt: Path | None
    unwritten: Text | None
    changed: Changed

    def told(self) -> list[Text]:
        """What became of it, in sentences."""
        first = TAKEN_UP(number=self.number, alias=self.alias) if self.number else REFUSED()
        if self.receipt is not None:
            return [first, RECEIPT(file=self.receipt.name)]
        return [first, receiving.RECEIPT_KEPT(words=self.unwritten)] if self.unwritten else [first]


# --- looking --------------------------------------------------------------------------------------


def waiting(ws: Workspace) -> list[Arrived]:
    """The cases that came and nobody has decided about, the latest first."""
    ws.check(Act.TAKE_UP)
    _let_go(ws)
    return [
        Arrived(package, case_reading.sender_of(ws, package.station).name)
        for package in stored.undecided(ws.db)
    ]


def read(ws: Workspace, package_uid: str) -> Arrival:
    """A case that came, in words, with what to know before it is taken up; in the audit.

    Raises Refused for one that was decided about, Damaged when the package is not as it was signed.
    """
    package = _undecided(ws, package_uid)
    with ws.db.transaction():
        ws.log("open_hand_over", package_uid)
    with case_reading.opened(ws, package) as opened:
        case = opened.whole_case()
    found = [record.form for record in case.records if form_of(record.form) is NEWER]
    station = case_reading.sender_of(ws, package.station).name
    return Arrival(
        read=case_reading.in_words(case, station),
        newer=tuple(dict.fromkeys(found)),
        closed=sum(bool(record.closed) for record in case.records),
        inherits=case.inherits,
        alike=tuple(_alike(ws, case)),
        family=tuple(family_handed.told(case, station)),
    )


def _undecided(ws: Workspace, package_uid: str) -> ReceivedPackage:
    ws.check(Act.TAKE_UP)
    package = case_reading.package_of(ws, package_uid)
    if package_uid in stored.decided(ws.db):
        raise Refused(DECIDED)
    return package


def _alike(ws: Workspace, case: WholeCase) -> list[Likeness]:
    answers = next((r.answers for r in case.records if r.form == carrying_in.REGISTERING), {})
    return case_acts.likenesses(ws, answers)


def workers_for(ws: Workspace) -> list[Worker]:
    """Whose case it can become: oneself first, then the case workers."""
    ws.check(Act.TAKE_UP)
    rows = workers.rows(ws.db)
    own = [each for each in rows if each.uid == ws.worker.uid]
    return own + [each for each in rows if each.role is Role.CASEWORKER]


# --- taking up ------------------------------------------------------------------------------------


def take_up(
    ws: Workspace,
    package_uid: str,
    receipts_dir: Path,
    *,
    same: Collection[str] = (),
    others: Collection[str] = (),
    worker: str | None = None,
    progress: Progress | None = None,
) -> TakenUp:
    """Make the case a case of this station, and sign for it.

    `same`, `others`: of every likeness (uids of cases) whether it is the same person, who then has
    two files here, or somebody else. `worker`: whose case it becomes, otherwise one's own. Raises
    Refused before that is said, for what cannot be taken up whole, and for attachments over the
    usual limits; nothing is written then, and the package waits on.
    """
    ws.check(Act.REGISTER_CASE)
    clock_watch.check_date(ws)
    package = _undecided(ws, package_uid)
    with case_reading.opened(ws, package) as opened:
        case = opened.whole_case()
        if case.format == READ_ONLY:
            raise Refused(OLDER)
        carrying_in.check(case)
        _check_alike(ws, case, {*same, *others})
        puts = _attachments(ws, opened, case, progress or Quiet())
    origin = _write(ws, package, case, puts, others)
    _after(ws, origin.case_uid)
    if worker is not None and worker != ws.worker.uid:
        case_acts.assign(ws, origin.case_uid, worker, primary=True)
    row = case_acts.case(ws, origin.case_uid)
    receipt, unwritten = receiving.hand_out(ws, package_uid, receipts_dir)
    return TakenUp(row.uid, row.number, row.alias, receipt, unwritten, Changed(everything=True))


def _check_alike(ws: Workspace, case: WholeCase, said: set[str]) -> None:
    asked = [each.number for each in _alike(ws, case) if each.case_uid not in said]
    if asked:
        raise Refused(ALIKE(numbers=", ".join(asked)))


def _attachments(
    ws: Workspace, opened: Bundle, case: WholeCase, progress: Progress
) -> dict[str, attachments.Put]:
    """Each file into the vault, one at a time in memory; without a row until the case has one.
    What today's rules refuse and no record names any more is left out, as its words would be."""
    attachments.check_room(ws, len(case.files), 0)
    puts: dict[str, attachments.Put] = {}
    stand = {*attachments.named([record.answers for record in case.records])}
    for number, file in enumerate(case.files):
        progress.report(number, len(case.files))
        data = opened.attachment(file.uid)
        attachments.check_room(ws, len(case.files), sum(p.size for p in puts.values()) + len(data))
        part = carrying_in.compartment(file.compartment)
        try:
            puts[file.uid] = attachments.carried(ws, part, file.type, data, minor=case.minor)
        except Refused:
            if file.uid in stand:
                raise
    return puts


def _write(
    ws: Workspace,
    package: ReceivedPackage,
    case: WholeCase,
    puts: dict[str, attachments.Put],
    others: Collection[str],
) -> Origin:
    """The whole case, where it comes from, and the receipt: at once or not at all."""
    at, of = clock.stamp(), case_reading.sender_of(ws, package.station).name
    intake = next(r for r in case.records if r.form == carrying_in.REGISTERING)
    said = interpreter.spine(form_of(intake.form), intake.answers)
    with ws.db.transaction():
        new = register(ws, replace(said, arrived_at=None), at)  # a number of the year it came
        origin = Origin(new.uid, package.uid, of, case.number, case.alias)
        stored.add_origin(ws.db, origin)
        for put in puts.values():
            attachments.add(ws, new.uid, put)
        carrying_in.write(ws, new.uid, case, puts, of)
        family_handed.link(ws, case, origin, package.station)
        carrying_in.place(ws, new.uid, at)
        clocks.write(ws, new.uid)
        for other in others:
            matching.not_the_same(ws.db, new.uid, other, worker=ws.worker.uid, decided_at=at)
            ws.log("not_the_same", new.uid, other=other)
        stored.decide(ws.db, package.uid, verdict=receipts.TAKEN, reason="", decided_at=at,
                      worker=ws.worker.uid)  # fmt: skip
        head = ws.log("take_up", new.uid, package=package.uid, station=package.station,
                      records=len(case.records), files=len(case.files))  # fmt: skip
        receiving.sign_for(ws, package, head)
    return origin


def _after(ws: Workspace, case_uid: str) -> None:
    ws.forget_case_keys(case_uid)  # from now on, hold what the role holds and no more
    ws.refresh_words(case_uid)
    clocks.refresh(ws, case_uid)
    anchors.keep(ws, audit.head(ws.db))
    _let_go(ws)


# --- refusing -------------------------------------------------------------------------------------


def refuse(ws: Workspace, package_uid: str, reason: str, receipts_dir: Path) -> TakenUp:
    """Do not take the case up; the sender learns it, with a code of L-not-taken-up, from the
    receipt. Nothing of the case stays here. Raises Refused for no reason of the list."""
    package = _undecided(ws, package_uid)
    if not codes.known(REASONS, reason):
        raise Refused(NO_REASON)
    with ws.db.transaction():
        stored.decide(ws.db, package_uid, verdict=receipts.REFUSED, reason=reason,
                      decided_at=clock.stamp(), worker=ws.worker.uid)  # fmt: skip
        head = ws.log("not_taken_up", package_uid, station=package.station, reason=reason)
        receiving.sign_for(ws, package, head, reason=reason)
    anchors.keep(ws, audit.head(ws.db))
    _let_go(ws)
    receipt, unwritten = receiving.hand_out(ws, package_uid, receipts_dir)
    return TakenUp("", "", "", receipt, unwritten, Changed(exchange=True))


def _let_go(ws: Workspace) -> None:
    """Take out the packages that were decided about, also after a crash in between."""
    folder = ws.folder / exchange_log.PACKAGES
    with files.on_disk():
        for package_uid in stored.decided(ws.db):
            (folder / f"{package_uid}{SUFFIX}").unlink(missing_ok=True)


# --- in the case ----------------------------------------------------------------------------------


def origin(ws: Workspace, case_uid: str) -> Origin | None:
    """Where a case was before it was taken up here, with its number there; None for one that began
    here, and for another's."""
    ws.check(Act.READ_CASES)
    return stored.origin(ws.db, case_uid) if ws.case_keys(case_uid) else None
