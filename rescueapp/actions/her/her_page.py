"""Her page (她的页): what the case page knows, to be read together with the person in the room.

Her own words stand beside ours; nobody else is named (`her_words`); what is veiled stays veiled.
Reading it is a look like any other and stands in the audit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.her.her_labels import PLAIN
from rescueapp.actions.her.her_words import HerWords
from rescueapp.actions.her.looks import who_looked
from rescueapp.actions.opened.reading import CLEAR, Reading
from rescueapp.actions.outward import consents
from rescueapp.domain.consent import Consent
from rescueapp.domain.looks import ByRole, by_role
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.domain.worker import Act
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import Compartment, Field, Form, Topic, Voice
from rescueapp.i18n import Text, say
from rescueapp.storage import records
from rescueapp.workspace import Workspace

_PLAN, _MEASURES = "service_plan", "measures"
_OVER = ("04", "05")  # L-goal: reached, or given up
_CALLED = ("called", "name")  # what she wants to be called comes first

Lines = tuple[tuple[str, str], ...]  # question, answer in words


@dataclass(frozen=True, slots=True)
class Side:
    """A record in which somebody speaks: what she says, and what stands beside it."""

    day: str  # ISO
    hers: Lines
    ours: Lines


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to come: a measure in words or the reminder of a form; `by`: a date, or ""."""

    words: str
    reminder: Text | None
    by: str


@dataclass(frozen=True, slots=True)
class HerPage:
    """Everything on the page. `called`: how she is addressed, "" while her name is veiled."""

    case_uid: str
    alias: str
    called: str
    sides: tuple[Side, ...]
    known: Lines
    planned: tuple[Planned, ...]
    consents: tuple[Consent, ...]
    looks: tuple[ByRole, ...]


def read_together(ws: Workspace, case_uid: str) -> HerPage:
    """The page of a case of one's own. Raises Refused for others'."""
    ws.check(Act.READ_CASES)
    reading = Reading(ws)
    reading.refuse_others(case_uid)
    with ws.db.transaction():
        ws.log("her_page", case_uid)
    readable = reading.readable(case_uid)
    hers = HerWords(ws, case_uid, identity=Compartment.IDENTITY.value in readable)
    seen = [
        (record, form_of(record.form), _seen(opened.parts, readable))
        for record, opened in reading.of_case(case_uid)
        if form_of(record.form) is not NEWER
    ]
    return HerPage(
        case_uid=case_uid,
        alias=cases.case(ws, case_uid).alias,
        called=_called(seen),
        sides=tuple(_sides(hers, seen)),
        known=tuple(_known(hers, seen)),
        planned=tuple(sorted(_planned(ws, case_uid, hers, seen), key=_soonest)),
        consents=consents.ledger(ws, case_uid),
        looks=by_role(who_looked(ws, case_uid)),
    )


def shows_name(ws: Workspace, case_uid: str) -> bool:
    """Whether the identity may be on the page just now."""
    return Compartment.IDENTITY.value in Reading(ws).readable(case_uid)


_Seen = list[tuple[RecordRow, Form, Answers]]


def _seen(parts: dict[Compartment | None, Answers], readable: frozenset[str]) -> Answers:
    return interpreter.join(
        {
            c: part
            for c, part in parts.items()
            if (c or CLEAR) in readable and c is not Compartment.AUTHOR
        }
    )


def _called(seen: _Seen) -> str:
    told: dict[str, str] = {}
    for _, _, answers in seen:
        told.update({k: answers[k] for k in _CALLED if isinstance(answers.get(k), str)})
    return next((told[key] for key in _CALLED if key in told), "")


def _sides(hers: HerWords, seen: _Seen) -> Iterator[Side]:
    """The latest record of each form in which she speaks, the newest first."""
    latest: dict[str, Side] = {}
    for record, form, answers in seen:
        spoken = {voice: _spoken(hers, form, answers, voice) for voice in Voice}
        if spoken[Voice.HERS]:
            latest[form.key] = Side(record.on_date or "", spoken[Voice.HERS], spoken[Voice.OURS])
    yield from sorted(latest.values(), key=lambda side: side.day, reverse=True)


def _spoken(hers: HerWords, form: Form, answers: Answers, voice: Voice) -> Lines:
    keys = {
        field.key
        for field in interpreter.fields(form)
        if field.voice is voice and interpreter.answered(answers.get(field.key))
    }
    told = hers.lines(form, answers, keys)
    return tuple((say(PLAIN[key]) if key in PLAIN else label, words) for key, label, words in told)


def _known(hers: HerWords, seen: _Seen) -> Iterator[tuple[str, str]]:
    """What is known of her, each once, as it was said last."""
    told: dict[str, tuple[str, str]] = {}
    for _, form, answers in seen:
        keys = {f.key for f in interpreter.fields(form) if _is_known(f, answers)}
        for key, label, words in hers.lines(form, answers, keys):
            told[key] = (label, words)
    yield from told.values()


def _is_known(field: Field, answers: Answers) -> bool:
    return field.fact and interpreter.answered(answers.get(field.key))


def _planned(ws: Workspace, case_uid: str, hers: HerWords, seen: _Seen) -> Iterator[Planned]:
    plans = [answers for _, form, answers in seen if form.key == _PLAN]
    for row in _open_measures(plans[-1]) if plans else ():
        words = str(row.get("measure") or row.get("measure_goal") or "")
        yield Planned(hers.masked(words), None, str(row.get("measure_due_on") or ""))
    for due in records.open_due(ws.db, case_uid):
        form = form_of(due.form)
        if form.reminder and form.topic is not Topic.SAFETY:  # what we must see to is not hers
            yield Planned("", Text(form.reminder, due.form), due.due_on or "")


def _open_measures(plan: Answers) -> Iterator[Answers]:
    rows = plan.get(_MEASURES)
    for row in rows if isinstance(rows, list) else ():
        done = "measure_done_on" in row or row.get("measure_state") in _OVER
        if not done and (row.get("measure") or row.get("measure_goal")):
            yield row


def _soonest(planned: Planned) -> str:
    return planned.by or clock.today().replace(year=9999).isoformat()
