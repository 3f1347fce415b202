"""What must not stand in a tracing notice that everybody reads (F11; L01 103; K-22).

How she was trafficked, violence, pregnancy, HIV, mental illness, the buying family, where she is,
a place nearer than the county, numbers of papers and telephones. The patterns are data:
`resources/guards/notice.tsv`, each with its source, in simplified characters. Unlike
`forms.forbidden` they judge words for the public alone: the same words are right in the log of the
search. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rescueapp.domain import told_words
from rescueapp.forms.none_codes import answered
from rescueapp.forms.schema import Field, Form, Kind, Section
from rescueapp.i18n import Text, mark

PRINTED = frozenset({"01", "06"})  # L-notice-platform: newspaper, radio and television

TELLS = {
    "trafficked": mark("tells how the person was trafficked", "notice"),
    "sexual": mark("tells of sexual violence", "notice"),
    "birth": mark("tells of pregnancy or childbirth", "notice"),
    "hiv": mark("tells of an infection", "notice"),
    "mental": mark("tells of a mental illness", "notice"),
    "buyer": mark("tells of the buying family or a marriage", "notice"),
    "address": mark("tells where the person is or was, nearer than the county", "notice"),
    "number": mark("holds a telephone number or the number of a document", "notice"),
}
TABLE = "notice"


class Where(StrEnum):
    """Which rules hold for an answer."""

    WORDS = "words"
    PLACE = "place"  # beside the code of a county
    CONTACT = "contact"  # whom to call: a telephone and an office stand there rightly


@dataclass(frozen=True, slots=True)
class Finding:
    """What a public answer tells that it must not: the question and the rule, not the words."""

    field: Field
    rule: str

    @property
    def words(self) -> Text:
        """What is wrong with it."""
        return TELLS[self.rule]()


def public(form: Form) -> Iterator[tuple[Section, Field]]:
    """The questions whose answers go out to everybody."""
    for section in form.sections:
        if section.public:
            yield from ((section, field) for field in section.fields if not field.retired)


def findings(form: Form, answers: Mapping[str, Any], contacts: tuple[str, ...]) -> list[Finding]:
    """What of the public answers must not stand there, one rule once for each question.

    `contacts`: the keys of the answers that say whom to call.
    """
    found: list[Finding] = []
    for _, field in public(form):
        value = answers.get(field.key)
        if not answered(value) or field.kind in (Kind.PHOTO, Kind.ATTACHMENT):
            continue
        for rule in told_words.rules(TABLE, _typed(field, value), _where(field, contacts)):
            found.append(Finding(field, rule))
    return found


def _where(field: Field, contacts: tuple[str, ...]) -> Where:
    if field.key in contacts:
        return Where.CONTACT
    return Where.PLACE if field.kind is Kind.PLACE else Where.WORDS


def _typed(field: Field, value: Any) -> str:
    """What somebody typed; a code's own words are never wrong."""
    if field.kind is Kind.PLACE:
        return str(value.get("text", ""))
    return str(value) if field.kind in (Kind.TEXT, Kind.LONG_TEXT) else ""
