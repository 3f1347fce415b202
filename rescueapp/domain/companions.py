"""Whether an interpreter or companion is the right one for a person (K-04; WHO 4). Pure.

A caution and seldom a stop: nothing stops care, and a bad interpreter may be the only one that
night. Somebody of the unsafe list is refused all the same, by `Field.trusted` when it is saved,
and so is somebody of the family (`NOT_FAMILY`), where whoever writes may see who that is.

What may be said to whom. Sex, age, languages and the county are clear parts of the case: whoever
works on it reads them anyway. Village, family and names lie in the identity compartment; they are
compared only while the identity is shown to whoever asks. Otherwise one sentence says that they
are not, the same for every interpreter and every person, so that nobody learns from a warning, or
from its absence, what is under the veil or in a part they hold no key of (K-09).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rescueapp.domain.names import surname
from rescueapp.domain.needles import Writing, addresses
from rescueapp.domain.record import Answers
from rescueapp.domain.unsafe import UnsafeList
from rescueapp.domain.vetting import LASTS
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates, places
from rescueapp.i18n import Text, mark

REGISTER = "interpreters"

ENDED = mark("This entry is no longer in use.", "companion")
PLACE = mark(
    "Comes from a county the person comes from or was found in. Take somebody from elsewhere, or"
    " ask the person alone first.",
    "companion",
)
VILLAGE = mark(
    "Comes from a village or township of the person or the family. Take somebody from elsewhere.",
    "companion",
)
FAMILY = mark(
    "A name, a number or an address is that of somebody of the family. Take somebody else.",
    "companion",
)
SURNAME = mark(
    "Has the family name of the person or of somebody of the family. Ask the person alone whether"
    " they are related.",
    "companion",
)
NOT_FAMILY = mark(
    "Nobody of the person's family interprets (good practice: WHO, ten principles for interviews),"
    " and this name, number or address is one of theirs. Take somebody else; by telephone if"
    " nobody else is there.",
    "guard",
)
MAN = mark("A woman interprets for a woman or girl.", "companion")
UNSIGNED = mark(
    "Has signed no confidentiality undertaking. Have it signed before the talk.", "companion"
)
LANGUAGE = mark("Speaks none of the languages written down for the person.", "companion")
UNVETTED = mark(
    "The person may be a minor, and no vetting of the last year is entered. Do not leave them"
    " alone together.",
    "companion",
)
NOT_COMPARED = mark(
    "Family and village are not compared while the identity is covered: show it, or ask a"
    " colleague who may see it.",
    "companion",
)

_MALE = "1"  # C-01


@dataclass(frozen=True, slots=True)
class Person:
    """What of a case an interpreter is compared with. `shown`: the identity is shown just now to
    whoever asks; otherwise the last three are empty."""

    sex: str | None  # C-01; unless male: a woman or girl
    minor: bool  # or of unknown age
    languages: frozenset[str] = frozenset()
    counties: frozenset[str] = frozenset()  # codes of divisions, to the county
    shown: bool = False
    addresses: tuple[str, ...] = ()  # hers and the family's, each with its county
    names: tuple[str, ...] = ()
    family: UnsafeList = field(default_factory=UnsafeList)  # the family's names, numbers, addresses


def cautions(entry: Answers, words: str, person: Person, today: date) -> tuple[Text, ...]:
    """What is said under the question; the gravest first. `words`: all that is typed in the
    entry."""
    near = _near(entry, person)
    found = (
        (near is VILLAGE, VILLAGE),
        (near is PLACE, PLACE),
        (person.family.names(words), FAMILY),
        (_same_surname(entry, person), SURNAME),
        (entry.get("interpreter_sex") == _MALE and person.sex != _MALE, MAN),
        (not interpreter.answered(entry.get("undertaking_on")), UNSIGNED),
        (bool(person.languages) and not speaks(entry, person.languages), LANGUAGE),
        (person.minor and not _vetted(entry, today), UNVETTED),
        (not person.shown, NOT_COMPARED),
    )
    return tuple(text for so, text in found if so)


def typed(answers: Answers) -> Answers:
    """Who interpreted and stands in no register, as an entry would tell it; {} for nobody."""
    name = answers.get("interpreter_by_name")
    if not interpreter.answered(name) or not isinstance(name, str):
        return {}
    return {
        "interpreter_name": name,
        "interpreter_sex": answers.get("interpreter_by_name_sex"),
        "interpreter_origin": answers.get("interpreter_by_name_origin"),
    }


def typed_cautions(entry: Answers, person: Person) -> tuple[Text, ...]:
    """The same of somebody `typed`: the paper and the languages are looked at in the register."""
    near = _near(entry, person)
    found = (
        (near is VILLAGE, VILLAGE),
        (near is PLACE, PLACE),
        (_same_surname(entry, person), SURNAME),
        (entry.get("interpreter_sex") == _MALE and person.sex != _MALE, MAN),
        (not person.shown, NOT_COMPARED),
    )
    return tuple(text for so, text in found if so)


def _near(entry: Answers, person: Person) -> Text | None:
    origin = entry.get("interpreter_origin")
    if not interpreter.answered(origin) or not isinstance(origin, dict):
        return None
    code, village = str(origin.get("code", "")), str(origin.get("text", ""))
    if _is_village(code, village, person):
        return VILLAGE
    return PLACE if is_county(code) and code in person.counties else None


def is_county(code: str) -> bool:
    """Whether the code of a division names a county: a whole prefecture is half of everybody's."""
    return bool(code) and not code.endswith("00")


def _is_village(code: str, village: str, person: Person) -> bool:
    needles = tuple(addresses(village, code))
    texts = map(Writing, person.addresses)
    return any(needle.within(text) for text in texts for needle in needles)


def address(code: str, detail: str) -> str:
    """An address as it is compared: its divisions in words, then the rest."""
    return "".join([*(place.zh_hans for place in places.path(code)), detail])


def _same_surname(entry: Answers, person: Person) -> bool:
    theirs = surname(_text(entry.get("interpreter_name")))
    return bool(theirs) and theirs in {surname(name) for name in person.names}


def speaks(entry: Answers, languages: frozenset[str]) -> bool:
    """Whether one of these languages is among those of an entry."""
    spoken = entry.get("interpreter_languages")
    return isinstance(spoken, list) and not languages.isdisjoint(spoken)


def _vetted(entry: Answers, today: date) -> bool:
    on = entry.get("interpreter_vetted_on")
    return isinstance(on, str) and dates.valid(on) and dates.latest(on) + LASTS >= today


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
