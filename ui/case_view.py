"""What the case page shows, read in one piece of work, and the state of each of its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rescueapp import clock
from rescueapp.actions.due import clocks
from rescueapp.actions.exchanging import family_handed, handing_over, taking_up
from rescueapp.actions.family import families
from rescueapp.actions.finding import cases, merging
from rescueapp.actions.finding.merging import Merged
from rescueapp.actions.keeping import retention
from rescueapp.actions.opened import courses, rights, staging
from rescueapp.actions.opened.courses import Standing
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import consents, releases
from rescueapp.actions.outward.releases import Left
from rescueapp.actions.recording import drafts
from rescueapp.actions.two_people import emergency, lending_out, requests
from rescueapp.actions.two_people.emergency import Loan
from rescueapp.actions.vault import people
from rescueapp.domain.case import CaseRow, Event
from rescueapp.domain.clocks import Clock
from rescueapp.domain.consent import Consent
from rescueapp.domain.family import Seen
from rescueapp.domain.record import Draft, RecordRow
from rescueapp.domain.request import KINDS
from rescueapp.domain.retention import Order
from rescueapp.domain.rights import Request
from rescueapp.domain.unsafe import must_not_know
from rescueapp.exchange import receipts
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Part, Stage
from rescueapp.i18n import Text, mark, say
from rescueapp.storage.copies import Copy
from rescueapp.workspace import Workspace
from ui import dates, lent_words, texts
from ui.forms import form_work

NOT_MERGED = Merged()
_WEIGHT = ("empty", "complete", "incomplete", "draft", "due", "overdue")


_CAME = mark("Came from {station}; its number there: {number}, {alias}.", "case moves")
_WAITS = mark("Handed over to {name} on {day}; not answered yet.", "case moves")
_STANDS: Mapping[str, Text] = {
    receipts.TAKEN: mark("Handed over to {name} on {day}, and taken there.", "case moves"),
    receipts.REFUSED: mark("Handed over to {name} on {day}, and not taken there.", "case moves"),
}


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case for the page: its row, its records, what happened, what was begun."""

    row: CaseRow
    records: tuple[RecordRow, ...]
    events: tuple[Event, ...]
    drafts: tuple[Draft, ...]
    must_not_contact: str  # in words; "" when there is none or it cannot be read
    copies: tuple[Copy, ...]  # of its papers, latest first
    releases: tuple[Left, ...]  # whatever left of it, in the register's order
    worker_names: Mapping[str, str]  # by uid
    consents: tuple[Consent, ...]  # by purpose; of others' cases none
    rights: tuple[Request, ...]  # what was asked of the record, open ones first
    loan: Loan | None  # by what another's case is open just now
    asked: str  # uid of what this worker asked, to be let in or to read a part; "" nothing
    orders: frozenset[Order]  # a hold, a restriction
    clocks: tuple[Clock, ...] = ()  # the open ones first
    standings: tuple[Standing, ...] = ()  # of its small workflows, those that go on first
    lends_outside: bool = False  # this worker may lend parts of it to a partner
    outside: tuple[str, ...] = ()  # in words: who from outside may see it
    family_elsewhere: tuple[Text, ...] = ()  # who of them stayed where the case came from
    family: tuple[Seen, ...] = ()  # who came along, this case first; of others' cases nobody
    moves: tuple[str, ...] = ()  # in words: where the case came from, to whom it was handed over
    merging: Merged = NOT_MERGED
    stages: frozenset[Stage] = frozenset()  # its records prove them; of others' cases none

    @property
    def lent(self) -> tuple[Compartment, ...] | None:
        """What of the case is lent just now; (): all of it, None: nothing."""
        return None if self.loan is None else self.loan.parts

    @property
    def is_written(self) -> bool:
        """Whether new records are written here: it is open, and not folded into another file."""
        return self.row.mine and not self.row.folded_into

    @property
    def merges(self) -> bool:
        """Whether it can be merged with another file: it is not folded, and nothing waits."""
        return self.is_written and self.merging.waits is None

    def of_form(self, form: str) -> list[RecordRow]:
        """The case's own records of a form."""
        return [record for record in self.all_of(form) if not record.file]

    def all_of(self, form: str) -> list[RecordRow]:
        """The same with those of the files folded into it."""
        return [record for record in self.records if record.form == form]

    def due_of(self, form: str) -> RecordRow | None:
        """The record of a form that is due today or has been for the longest time."""
        today = clock.today().isoformat()
        due = [r for r in self.of_form(form) if record_state(r, today) in ("due", "overdue")]
        return min(due, key=lambda record: record.due_on or "", default=None)

    def copies_out(self) -> int:
        """How many copies have not come back."""
        return sum(1 for copy in self.copies if copy.returned_on is None)

    def consents_ending(self) -> int:
        """How many consents end within thirty days."""
        return sum(consent.ends_soon(clock.today()) for consent in self.consents)

    def requests_open(self) -> int:
        """How many requests about the record wait for an answer."""
        return sum(request.is_open for request in self.rights)

    def states(self) -> dict[str, str]:
        """The state of each form that has one: the most pressing of its records and drafts."""
        today = clock.today().isoformat()
        found: dict[str, str] = {}
        for record in self.records:
            state = "complete" if record.file else record_state(record, today)
            found[record.form] = _worse(found.get(record.form), state)
        for draft in self.drafts:
            found[draft.form] = _worse(found.get(draft.form), "draft")
        return {form: state for form, state in found.items() if form in FORMS}


def record_state(record: RecordRow, today: str) -> str:
    """incomplete, complete, due or overdue (its next act is not done and the day has come)."""
    if record.due_on and not record.done_on and not record.file:  # of a folded file it rests
        if record.due_on < today:
            return "overdue"
        if record.due_on == today:
            return "due"
    return record.state


def _worse(one: str | None, other: str) -> str:
    return other if one is None else max(one, other, key=_WEIGHT.index)


def read(ws: Workspace, case_uid: str, *, opening: bool = False) -> CaseView:
    """Everything the page needs, in the database thread. `opening`: it was not open before."""
    if opening:
        cases.note_opened(ws, case_uid)
    row, records = cases.case(ws, case_uid), cases.records_of(ws, case_uid)
    if row.folded_into:  # what its records plan rests
        records = [replace(record, due_on=None) for record in records]
    return CaseView(
        row=row,
        records=tuple(records),
        events=tuple(cases.events_of(records)),
        drafts=tuple(d for d in drafts.drafts_of(ws) if d.case_uid == case_uid),
        must_not_contact=_must_not_contact(ws, records),
        copies=tuple(releases.register_of_copies(ws, case_uid)),
        releases=tuple(releases.of_case(ws, case_uid)),
        worker_names=people.names(ws),
        consents=consents.ledger(ws, case_uid),
        rights=rights.requests_of(ws, case_uid),
        loan=emergency.loan(ws, case_uid),
        asked=_asked(ws, case_uid),
        orders=retention.orders(ws, case_uid),
        clocks=tuple(clocks.of_case(ws, case_uid)),
        standings=courses.of_case(ws, case_uid),
        lends_outside=row.mine and lending_out.may_lend(ws, case_uid),
        outside=tuple(map(lent_words.said, lending_out.of_case(ws, case_uid))),
        family=families.seen(ws, case_uid),
        family_elsewhere=family_handed.missing(ws, case_uid),
        moves=tuple(_moves(ws, case_uid)) if ws.case_keys(case_uid) else (),
        merging=merging.standing(ws, case_uid),
        stages=staging.proved(ws, case_uid) if ws.case_keys(case_uid) else frozenset(),
    )


def _moves(ws: Workspace, case_uid: str) -> Iterator[str]:
    came = taking_up.origin(ws, case_uid)
    if came is not None:
        yield say(_CAME(station=came.station, number=came.number, alias=came.alias))
    for sent in handing_over.of_case(ws, case_uid):
        words = _STANDS.get(sent.hand_over.verdict or "", _WAITS)
        yield say(words(name=sent.recipient, day=dates.moment(sent.hand_over.made_at)))


def _asked(ws: Workspace, case_uid: str) -> str:
    mine = (each for each in requests.of_asker(ws) if each.request.subject == case_uid)
    return next((r.request.uid for r in mine if KINDS[r.request.kind].lends), "")


def _must_not_contact(ws: Workspace, records: Iterable[RecordRow]) -> str:
    """Who must not be contacted: what they are to the person, for everybody with the key, and
    their names while the names of this case are shown."""
    reading = Reading(ws)
    found = []
    for record in records:
        if record.form not in _ABOUT_OTHERS:
            continue
        told = reading.parts(*reading.found(record.uid)).answers
        if must_not_know(FORMS[record.form], told):
            relation, _ = form_work.called(told)
            _, name = form_work.called(reading.opened(record.uid).answers)
            found.append(f"{relation} {name}".strip())
    return texts.listed(dict.fromkeys(found))


_ABOUT_OTHERS = {
    form.key
    for form in FORMS.values()
    if any(field.part is Part.MUST_NOT_CONTACT for field in interpreter.fields(form))
}
