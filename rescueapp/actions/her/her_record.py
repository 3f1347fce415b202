"""What is written down about a person, in plain words for her own reading (K-18, PIPL 45).

Record by record, each question with its answer, as far as the keys of who reads it to her go.
Of others only what they are to her (`her_words`); process notes are nobody's but their author's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rescueapp.actions.her.her_words import HerWords
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward.disclosure import UNDECIDED, Decision
from rescueapp.actions.signing import lending
from rescueapp.domain import rights
from rescueapp.domain.unsafe import Passage
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.catalogue import NEWER
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import lookup, mark, say
from rescueapp.printing.items import day
from rescueapp.printing.letter import Part
from rescueapp.printing.profiles import HERSELF, Choice, takes
from rescueapp.storage import records
from rescueapp.workspace import Workspace

_ON = mark("On {day} we wrote down", "her papers")
_FORM_COLON = mark("{question}: {answer}", "her papers")
_RELATIVES = mark("People we know of in your life", "her papers")
_RELATIVE = mark("{relation}. Name, number and address are theirs and stay here.", "her papers")
_WHAT_NOW = mark("What you can ask for", "her papers")
_ASK = mark("You can ask us, any day and without a reason:", "her papers")
_SIGNED = "signatures"  # who signed a form is nothing about her


@dataclass(frozen=True, slots=True, kw_only=True)
class HerOrder:
    """What she wants on the paper. `identity`: her name and who she is. `whereabouts`: where she
    is and how to reach her. Neither, unless she asks for it."""

    case_uid: str
    identity: bool = False
    whereabouts: bool = False
    decision: Decision = UNDECIDED


def told(ws: Workspace, order: HerOrder) -> Iterator[tuple[str, Passage]]:
    """("form.field", its words) of everything written down about her, record by record."""
    profile = replace(HERSELF, hides_whereabouts=not order.whereabouts)
    held = lending.lasting(ws, order.case_uid)
    choice = Choice(held=held, identity=order.identity)
    hers = HerWords(ws, order.case_uid, identity=order.identity)
    for row, opened in Reading(ws).of_case(order.case_uid):
        form = form_of(row.form)
        if form is NEWER or form.key in profile.leaves_out:
            continue
        answers = interpreter.join(
            {c: part for c, part in opened.parts.items() if c is None or c in held}
        )
        asked = (f for s in form.sections if s.key != _SIGNED for f in s.fields)
        taken = {field.key for field in asked if takes(profile, choice, form, field)}
        taken -= order.decision.of(row.uid)
        title = lookup(form.title, form.key)
        for key, label, words in hers.lines(form, answers, taken):
            yield f"{form.key}.{key}", Passage(label, words, row.uid, key, title)


def parts(ws: Workspace, order: HerOrder, record: Sequence[tuple[str, Passage]]) -> Iterator[Part]:
    """The record as parts of a letter, then whom we know of, then what she can ask for."""
    files = Reading(ws).files(order.case_uid)
    rows = [row for uid in files for row in records.rows(ws.db, uid)]
    yield from _by_record(record, {row.uid: row.on_date or "" for row in rows})
    yield from _relatives(ws, order)
    yield _rights()


def _by_record(record: Sequence[tuple[str, Passage]], days: Mapping[str, str]) -> Iterator[Part]:
    """A part for each record, under its day: the titles of our forms would tell a finder."""
    found: dict[str, list[str]] = {}
    for _, each in record:
        line = say(_FORM_COLON(question=each.label, answer=each.text))
        found.setdefault(each.record, []).append(line)
    for uid, lines in found.items():
        yield Part(say(_ON(day=day(days.get(uid, "")))), tuple(lines))


def _relatives(ws: Workspace, order: HerOrder) -> Iterator[Part]:
    relations = [
        words
        for words in HerWords(ws, order.case_uid, identity=order.identity).relations.values()
        if words
    ]
    if relations:
        lines = (say(_RELATIVE(relation=words)) for words in relations)
        yield Part(say(_RELATIVES), tuple(lines))


def _rights() -> Part:
    asked = (f"· {code.label}" for code in codes.codes(rights.RIGHTS))
    return Part(say(_WHAT_NOW), (say(_ASK), *asked))
