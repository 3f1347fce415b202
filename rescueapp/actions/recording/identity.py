"""Showing who stands behind an alias: an act with a reason, for five minutes, in the audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rescueapp import clock
from rescueapp.actions.opened import restriction
from rescueapp.actions.opened.lent_acts import check_case
from rescueapp.actions.opened.reading import CLEAR, Reading
from rescueapp.actions.two_people import requests
from rescueapp.domain.guards import Need, NeedsTwo
from rescueapp.domain.request import Kind
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Compartment, Field, Form
from rescueapp.i18n import Text, mark
from rescueapp.storage import audit
from rescueapp.workspace import REVEALED_FOR, Veil, Workspace

MOST_A_DAY = 10  # cases one person reveals on a day before a second has to agree

# One key each: at night nobody writes a sentence before telling a doctor a name.
REASONS = {
    "care": mark("To care for the person now", "reveal"),
    "identity": mark("To establish identity or trace family", "reveal"),
    "paper": mark("To prepare a paper or a letter", "reveal"),
    "police": mark("To answer the police or a court", "reveal"),
    "correct": mark("To correct the record", "reveal"),
    "asked": mark("The person asked to see the file", "reveal"),
    "safety": mark("To keep somebody from harm", "reveal"),
}

NOT_HELD = mark("You do not hold the key to this person's identity.", "reveal")
MANY = mark(
    "You have revealed {most} identities today. For more, a second person has to agree first.",
    "reveal",
)
WAITS = mark("It was asked for on {day}, and waits for a second person.", "reveal")
NO_REASON = mark("Choose a reason from the list.", "reveal")


@dataclass(frozen=True, slots=True)
class Shown:
    """One fact of the identity as it reads: field key, translated label, words."""

    key: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What the reveal shows, in the order of the intake form; `seconds` it may stay."""

    case_uid: str
    facts: tuple[Shown, ...]
    seconds: int


def reveal(ws: Workspace, case_uid: str, reason: str) -> Identity:
    """Lift the veil over a case for five minutes; called again, for five more."""
    check_case(ws, Act.REVEAL, case_uid)
    if reason not in REASONS:
        raise Refused(NO_REASON)
    if Compartment.IDENTITY not in ws.case_keys(case_uid):
        raise Refused(NOT_HELD)
    restriction.refuse_reason(ws, case_uid, reason)
    _check_many(ws, case_uid)
    with ws.db.transaction():
        ws.log("reveal", case_uid, reason=reason)
    ws.reveal(case_uid)
    return Identity(case_uid, tuple(_facts(ws, case_uid)), int(REVEALED_FOR.total_seconds()))


def on_paper(ws: Workspace, case_uid: str, *, urgent: bool = False) -> None:
    """Before a paper shows the identity to whoever prepares it: a look like a reveal, and counted
    like one (K-09), where it is not shown already. `urgent`: counted, but it waits for nobody.
    Raises NeedsTwo."""
    shown = Compartment.IDENTITY.value in Reading(ws).readable(case_uid)
    if shown or Compartment.IDENTITY not in ws.case_keys(case_uid):
        return
    if not urgent:
        _check_many(ws, case_uid)
    with ws.db.transaction():
        ws.log("reveal", case_uid, reason="paper")


def _check_many(ws: Workspace, case_uid: str) -> None:
    """One person needs few identities in a day: for more, a second one agrees (K-09). One that
    was revealed today already is not counted again. Raises NeedsTwo."""
    midnight = clock.midnight(clock.today())
    seen = audit.objects(ws.db, "reveal", actor=ws.worker.uid, since=midnight)
    if case_uid in seen or len(seen) < MOST_A_DAY:
        return
    if requests.usable(ws, Kind.REVEAL_MORE, ws.worker.uid) is None:
        raise NeedsTwo(needs(ws, Kind.REVEAL_MORE, MANY(most=MOST_A_DAY)))


def needs(ws: Workspace, kind: Kind, words: Text) -> Need:
    """What is asked for about oneself, or was and waits."""
    asked = requests.waiting_for(ws, kind, ws.worker.uid)
    if asked is None:
        return Need(kind, words)
    day = clock.local(asked.asked_at).date().isoformat()
    return Need(kind, WAITS(day=day), asked.uid)


def veil(ws: Workspace, case_uid: str) -> None:
    """Let the veil down before the time is over."""
    ws.veil(case_uid, Veil.IDENTITY)


def _facts(ws: Workspace, case_uid: str) -> list[Shown]:
    """What the veil was lifted over: a name that only a merged file knows is shown once that file
    was revealed, and counted, too (K-09)."""
    reading, asked = Reading(ws), identity_fields()
    present = {
        key: reading.fact_value(uid, fact)
        for key, (uid, fact) in reading.facts_of_person(case_uid, keys=asked.keys()).items()
        if (fact.compartment or CLEAR) in reading.shown(uid, case_uid)
    }
    return [
        Shown(field.key, interpreter.label(form, field), interpreter.say(field, present[field.key]))
        for key, (form, field) in asked.items()
        if key in present
    ]


def identity_fields() -> Mapping[str, tuple[Form, Field]]:
    """The facts of the identity compartment, each as the first form that asks it declares it."""
    found: dict[str, tuple[Form, Field]] = {}
    for form in FORMS.values():
        for field in interpreter.fields(form):
            sealed_as = interpreter.compartment_of(form, field)
            if field.fact and sealed_as is Compartment.IDENTITY:
                found.setdefault(field.key, (form, field))
    return found


def full_name(ws: Workspace, case_uid: str) -> str:
    """The name for a paper; empty when it is not known. The caller audits the paper."""
    present: Mapping[str, Any] = Reading(ws).present_facts(case_uid)
    name = present.get("name")
    return name if isinstance(name, str) else ""
