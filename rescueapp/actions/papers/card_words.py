"""The words of the card of services, in languages of the program and in others (K-03).

A language of its own is a file of `resources/service-card`, called by its code of L-language. A
row: what the words are of (`card`, `service`, `hours`, `language`, or `line`: a national number),
the code there, the Chinese they say, the words, and the day a native reader found them right.
Until that day they bear a star, on the card and for whoever reads it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

from rescueapp import paths
from rescueapp.errors import Refused
from rescueapp.forms import tables
from rescueapp.forms.codes import label
from rescueapp.i18n import LANGUAGES, Text, mark, say, speaking
from rescueapp.printing.fonts import is_shaped, lacking

Said = Callable[[str, str], str]  # of what, code -> words; "" where the language has none

BY_HAND = "hand"  # no words but the Chinese: somebody writes the others
STAR = "*"
TEXTS = {
    "heading": mark("Useful numbers", "card"),
    "ask": mark("My Chinese is not good. Please help me to telephone.", "card"),
    "foot": mark(
        "Each of these offices answers for itself whether and how it can help. In danger call 110.",
        "card",
    ),
    "to_review": mark("* Words not yet looked through by a native reader", "card"),
}
NO_WORDS = mark(
    "The card has no words in this language yet: {language}. Print the card to write on: the"
    " Chinese is on it, and an interpreter of the register writes the rest by hand.",
    "card",
)
NO_LETTERS = mark(
    "The program cannot print the letters of this language rightly, and wrong letters would"
    " mislead: {language}. Print the card to write on: the Chinese is on it, and an interpreter of"
    " the register writes the rest by hand.",
    "card",
)

_LISTS = {"service": "L-service", "hours": "L-service-hours", "language": "L-language"}
_FOLDER = "service-card"
# Of L-language, what is written in letters the fonts lack, or that run from the right.
_OTHER_LETTERS = frozenset({"bod", "kaz", "mon", "npi", "tdd", "uig", "urd"})


@cache
def files() -> dict[str, dict[tuple[str, str], str]]:
    """The words of every file, by what they are of and its code; starred where no native reader
    has found them right. Raises Damaged for a row of another width."""
    found = {}
    for path in sorted(paths.resources(_FOLDER).glob("*.tsv")):
        _, rows = tables.read_rows(path)
        found[path.stem] = {(row["of"], row["code"]): _starred(row) for row in rows}
    return found


def languages() -> tuple[str, ...]:
    """The codes of L-language the card has words for, beyond the program's own languages."""
    return tuple(code for code, words in files().items() if all(map(can_be_set, words.values())))


def said_in(language: str) -> Said:
    """The words of the card in a language: of `i18n.LANGUAGES`, of `languages()`, or `BY_HAND`.

    Raises Refused, saying why and what to do, for any other code of L-language.
    """
    if language in LANGUAGES:
        return _program(language)
    if language == BY_HAND:
        return _nothing
    if (why := why_not(language)) is not None:
        raise Refused(why)
    words = files()[language]
    return lambda of, code: words.get((of, code), "")


def why_not(language: str) -> Text | None:
    """Why the card has no words in a language of L-language, and what to do; None where it has."""
    if language in languages():
        return None
    named = label(_LISTS["language"], language)
    unset = language in _OTHER_LETTERS or language in files()
    return (NO_LETTERS if unset else NO_WORDS)(language=named)


def can_be_set(text: str) -> bool:
    """Whether the characters of a text can be set: each is in the fonts, none runs from the right,
    and those that stand above or below another belong to a script that is shaped."""
    composed = unicodedata.normalize("NFC", text)
    return not lacking(composed) and all(map(_stands, composed))


def _stands(character: str) -> bool:
    alone = unicodedata.category(character)[0] != "M"
    return is_shaped(character) or (
        alone and unicodedata.bidirectional(character) not in ("R", "AL")
    )


def _nothing(_of: str, _code: str) -> str:
    return ""


def _program(language: str) -> Said:
    def said(of: str, code: str) -> str:
        with speaking(language):
            if of == "card":
                return say(TEXTS[code])
            return label(_LISTS[of], code) if of in _LISTS else ""

    return said


def _starred(row: dict[str, str]) -> str:
    own = row["of"] == "card" and row["code"] == "to_review"
    return row["words"] if row["reviewed_on"] or own else f"{row['words']} {STAR}"
