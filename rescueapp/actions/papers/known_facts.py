"""随行已知事实单: what is known of a person, how often she was asked, what remains to be asked.

It goes with a referral, so that nobody begins from the start (K-07). It tells no more than the
referral may: the facts of the groups that were chosen, and of those only what lies open to whoever
makes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rescueapp import clock
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.signing import lending
from rescueapp.domain import referral
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.none_codes import none
from rescueapp.forms.schema import Compartment, Field, Form
from rescueapp.i18n import language, mark, say
from rescueapp.storage import cases, records
from rescueapp.workspace import Workspace

AGE = mark("Age", "referral paper")
_INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Known:
    """In words, as far as some groups go. `facts`: (question, answer); `open`: questions without
    an answer; `declined`: what she did not want to say; `asked_on`: a day an interview."""

    facts: tuple[tuple[str, str], ...] = ()
    open: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    asked_on: tuple[str, ...] = ()
    topics: str = ""
    not_again: tuple[str, ...] = ()
    identity: bool = False


def known(ws: Workspace, case_uid: str, groups: Collection[str]) -> Known:
    """What is known, for whoever gets these groups of L-referral-told. The caller has checked that
    the case is the worker's."""
    keys = [key for code in referral.FACTS if code in groups for key in referral.FACTS[code]]
    asked = {key: found for key, found in _fields().items() if key in keys}
    held = {None, *lending.lasting(ws, case_uid)}
    reading = Reading(ws)
    present = reading.facts_of_person(case_uid, keys=keys)
    told = {
        key: reading.fact_value(uid, fact)
        for key, (uid, fact) in present.items()
        if fact.compartment in held and fact.compartment in {None, *lending.lasting(ws, uid)}
    }
    ours = [key for key in keys if _compartment(asked[key]) in held]
    said_no = _declined(reading, case_uid, [key for key in ours if key not in present])
    lines = [(_label(asked[key]), interpreter.say(asked[key][1], told[key])) for key in ours
             if key in told]  # fmt: skip
    return Known(
        facts=(*_age(ws, case_uid, groups), *(line for line in lines if line[1])),
        open=tuple(_label(asked[k]) for k in ours if k not in present and k not in said_no),
        declined=tuple(_label(asked[key]) for key in ours if key in said_no),
        asked_on=tuple(_asked_on(ws, case_uid)),
        topics=_topics(reading, case_uid) if referral.WHAT_HAPPENED in groups else "",
        not_again=tuple(_not_again(reading, case_uid)) if _sealed(groups) else (),
        identity=any(_compartment(asked[key]) is Compartment.IDENTITY for key in told),
    )


def _sealed(groups: Collection[str]) -> bool:
    return not set(groups) <= referral.OPEN


def _age(ws: Workspace, case_uid: str, groups: Collection[str]) -> Iterator[tuple[str, str]]:
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    years = referral.age(row.born_from, row.born_to, clock.today()) if row else ""
    if years and "01" in groups:
        yield say(AGE), years


def _declined(reading: Reading, case_uid: str, keys: Sequence[str]) -> set[str]:
    """Of the questions without an answer, those she was asked and did not want to answer."""
    found: set[str] = set()
    for _, opened in reading.of_case(case_uid):
        found |= {key for key in keys if none(opened.answers.get(key)) == "declined"}
    return found


def _asked_on(ws: Workspace, case_uid: str) -> Iterator[str]:
    for uid in Reading(ws).files(case_uid):
        for row in records.rows(ws.db, uid, form=_INTERVIEW):
            yield (row.on_date or row.created_at)[:10]


def _topics(reading: Reading, case_uid: str) -> str:
    """Every topic of the interviews, once."""
    chosen: dict[str, None] = {}
    for answers in _interviews(reading, case_uid):
        topics = answers.get("topics")
        chosen |= dict.fromkeys(topics if isinstance(topics, list) else [])
    field = next(f for f in interpreter.fields(FORMS[_INTERVIEW]) if f.key == "topics")
    return interpreter.say(field, list(chosen)) if chosen else ""


def _not_again(reading: Reading, case_uid: str) -> Iterator[str]:
    for answers in _interviews(reading, case_uid):
        words = answers.get("not_again")
        if isinstance(words, str) and words.strip():
            yield words.strip()


def _interviews(reading: Reading, case_uid: str) -> Iterator[dict[str, Any]]:
    for row, opened in reading.of_case(case_uid):
        if row.form == _INTERVIEW:
            yield opened.answers


@cache
def _fields() -> dict[str, tuple[Form, Field]]:
    found: dict[str, tuple[Form, Field]] = {}
    for form in FORMS.values():
        for field in interpreter.fields(form):
            if field.fact:
                found.setdefault(field.key, (form, field))
    return found


def _label(asked: tuple[Form, Field]) -> str:
    return interpreter.label(*asked)


def _compartment(asked: tuple[Form, Field]) -> Compartment | None:
    return interpreter.compartment_of(*asked)


def place_of(key: str) -> str:
    """A fact as the registers name it: the first form that asks for it, and the question."""
    form, field = _fields()[key]
    return f"{form.key}.{field.key}"


def between() -> str:
    """What stands between the members of a list in a sentence."""
    return ", " if language() == "en" else "、"
