"""What must not be kept here: state secrets (K-20), DNA data (K-21), a minor's offences (K-23).

The patterns are data: `resources/guards/forbidden.tsv`, and the loci of DNA profiles, one a
line, in `loci.tsv`, each with its source. They know marks and entries by their form, so that
「保守秘密」 in a sentence is no mark, 「FGA组」 no locus, and a trafficker's crime no record of
hers. A false refusal in the night is harm too: in doubt a pattern warns or is silent.

Fields, attachments and spreadsheets all ask `look`. It does not change what it looks at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from rescueapp import paths
from rescueapp.forms import tables
from rescueapp.i18n import Text, mark

CLASSIFIED = mark(
    "State secrets must not be kept in this program. A mark of secrecy stands here: {found}. Take"
    " it out; such papers are kept by the rules of your secrecy officer.",
    "forbidden",
)
DNA = mark(
    "DNA data belongs to the police alone. The name of a DNA marker stands here: {found}. Take it"
    " out; write only which police unit took a sample when, and whether there was a match.",
    "forbidden",
)
OFFENCE = mark(
    "The law seals a minor's offences; they are not recorded here. This reads as such a record:"
    " {found}. Take it out, or write what was done to the child.",
    "forbidden",
)
LABEL = mark(
    "These words label the person: {found}. Write what was done to her. Somebody else's words may"
    " stand as a quotation.",
    "forbidden",
)
_WORDS = {"K-20": CLASSIFIED, "K-21": DNA, "K-23": OFFENCE, "K-25": LABEL}


class Where(StrEnum):
    """What a text is: some patterns hold only in a paper, or for the name of a file."""

    FIELD = "field"
    FILE = "file"  # the text of a paper
    NAME = "name"  # the name of a file, or the label of an attachment


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. `found` is the mark or label as the table has it, nothing around it."""

    rule: str  # K-20
    blocking: bool
    found: str

    @property
    def words(self) -> Text:
        """Why it is refused, or what to write instead."""
        return _WORDS[self.rule](found=self.found)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One row of the table.

    `whole`: the pattern must be all of the text. `near`: needs the values of a DNA marker
    behind it, or a word of that trade about it. `unless`: what must not stand shortly before.
    """

    rule: str
    where: Where | None  # None: anywhere
    whole: bool
    minors: bool  # only where the person may be a minor
    blocking: bool
    pattern: re.Pattern[str]
    near: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def search(self, text: str) -> str | None:
        """The first place where the pattern holds."""
        return next((match[0] for match in self._matches(text) if self._holds(match)), None)

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        if not self.whole:
            yield from self.pattern.finditer(text)
        elif match := self.pattern.fullmatch(text.strip()):
            yield match

    def _holds(self, match: re.Match[str]) -> bool:
        before = match.string[max(0, match.start() - _BEFORE) : match.start()]
        if self.unless and self.unless.search(before):
            return False
        if self.near is None:
            return True
        after = match.string[match.end() : match.end() + _AFTER]
        return bool(self.near.match(after) or _TRADE.search(before + " " + after[:_CLOSE]))


_BEFORE, _AFTER, _CLOSE = 16, 40, 8  # characters that are looked at around a match
_TRADE = re.compile(r"STR|DNA|基因座|基因型|等位|位[点點]|分型")
_VALUE = r"\d{1,2}(?:\.\d)?"
# Not the beginning of a longer number, a measure, a house, a date or a number of people.
_ENDS = (
    r"(?![\d.%+]|[ ]?(?:cm|mm|kg|mg|ml|g)\b|[ ]?-[ ]?\d|\s*[号號楼樓栋棟单單层層室房床"
    r"人名岁歲年月日周天元分点點个個组組例次路街米])"
)
# 15/16 · 15,16 · 9.3 · ：22; the two of a pair, or one alone.
_VALUES = re.compile(
    rf"[)\]）]?\s*[:：=为為是|]?\s*{_VALUE}(?:\s*[/,，、;；|-]\s*{_VALUE})?{_ENDS}"
)
_SEX = re.compile(
    r"[)\]）]?\s*[:：=为為是|]?\s*X\s*[/,，、;；|-]?\s*[XY](?![A-Za-z])", re.IGNORECASE
)
_NEAR = {"": None, "values": _VALUES}
_MARKER_OF_SEX = "AMEL"

_HIDDEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_CJK = "\u3400-\u9fff"
_APART = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")
_BLANKS = re.compile(r"\s+")
_AT_ONCE, _OVERLAP = 200_000, 200  # characters of a long paper


def look(text: str, *, minor: bool, where: Where = Where.FIELD) -> Finding | None:
    """What must not stand in a text: the first that is refused, else the first to warn of."""
    warned = None
    for piece in _pieces(text):
        plain = _plain(piece, where)
        for each in _table():
            if each.where not in (None, where) or (each.minors and not minor):
                continue
            if (warned and not each.blocking) or (found := each.search(plain)) is None:
                continue
            finding = Finding(each.rule, each.blocking, " ".join(found.split()))
            if finding.blocking:
                return finding
            warned = finding
    return warned


def refusal(text: str, *, minor: bool, where: Where = Where.FIELD) -> Text | None:
    """The words with which a text is refused; None where it may be kept."""
    finding = look(text, minor=minor, where=where)
    return finding.words if finding is not None and finding.blocking else None


def without(value: Any, *, minor: bool, instead: str, where: Where = Where.FIELD) -> Any:
    """An answer, or all of a record, with other words in place of what may not be kept: whatever
    stands in the same answer goes with it, as it may be more of the same."""
    if isinstance(value, str):
        return value if refusal(value, minor=minor, where=where) is None else instead
    if isinstance(value, list):
        return [without(each, minor=minor, instead=instead, where=where) for each in value]
    if isinstance(value, dict):
        inside = Where.NAME if "blob" in value else Where.FIELD
        return {
            key: without(each, minor=minor, instead=instead, where=inside)
            for key, each in value.items()
        }
    return value


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, max(1, len(text)), _AT_ONCE):
        yield text[start : start + _AT_ONCE + _OVERLAP]


def _plain(text: str, where: Where) -> str:
    """Half-width, without what is invisible, without spaces between Chinese characters (in a
    name a space is where its first word ends).

    Of blanks in a row one is left, a line break if there was any: patterns may jump over blanks
    on both sides of a bracket, and in a thousand empty lines would try every pair of them.
    """
    shown = _HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    shown = _BLANKS.sub(_one_blank, shown)
    return shown if where is Where.NAME else _APART.sub("", shown)


def _one_blank(blanks: re.Match[str]) -> str:
    return "\n" if "\n" in blanks[0] or "\r" in blanks[0] else " "


@cache
def _table() -> tuple[_Pattern, ...]:
    """All patterns, those that refuse first."""
    _, rows = tables.read_rows(paths.resources("guards", "forbidden.tsv"))
    declared = [_declared(row) for row in rows]
    return tuple(sorted([*declared, *_loci()], key=lambda each: not each.blocking))


def _declared(row: dict[str, str]) -> _Pattern:
    anywhere = row["where"] in ("any", "whole")
    return _Pattern(
        rule=row["rule"],
        where=None if anywhere else Where(row["where"]),
        whole=row["where"] == "whole",
        minors=row["whom"] == "minor",
        blocking=row["force"] == "refuse",
        pattern=re.compile(row["pattern"], re.IGNORECASE | re.MULTILINE),
        near=_NEAR[row["near"]],
        unless=re.compile(row["unless"]) if row["unless"] else None,
    )


# --- loci ---------------------------------------------------------------------------------


def _loci() -> Iterator[_Pattern]:
    """The loci by how they may be written: `alone` says enough; `joined` only as one word, and
    written apart (which may be a seat or a house) with values; `values` is an ordinary word."""
    _, rows = tables.read_rows(paths.resources("guards", "loci.tsv"))
    by = {key: [r["locus"] for r in rows if r["writing"] == key] for key in _WRITINGS}
    yield _locus([_spread(name) for name in by["alone"]], None)
    yield _locus([re.escape(name) for name in by["joined"]], None)
    words = [name for name in (*by["joined"], *by["values"]) if name != _MARKER_OF_SEX]
    yield _locus([_spread(name) for name in words], _VALUES)
    yield _locus([_MARKER_OF_SEX], _SEX)


_WRITINGS = ("alone", "joined", "values")
_SEAM = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|(?<=^v)(?=WA)|(?<=Penta)(?=[B-E])"
                   r"|(?<=^Y)(?=GATA|INDEL)|(?<=GATA)(?=[A-Z])")  # fmt: skip


def _spread(locus: str) -> str:
    """A locus as people write it: D3-S1358, Penta E, THO1."""
    parts = _SEAM.split(locus)
    return "[ _-]?".join(part.replace("0", "[0O]") for part in parts)


def _locus(names: list[str], near: re.Pattern[str] | None) -> _Pattern:
    # ASCII edges and not \b, which takes a Chinese character for part of the word. A number
    # may be followed by the letter or the roman numeral of a copy: DYS385a, DYS389II.
    pattern = (
        rf"(?<![A-Za-z0-9])(?:{'|'.join(_by_letter(names))})"
        r"(?:[ab](?:/b)?)?(?![A-Za-z0-9])"
    )
    return _Pattern("K-21", None, False, False, True, re.compile(pattern, re.IGNORECASE), near)


def _by_letter(names: list[str]) -> Iterator[str]:
    """The names under their first letters, the longest first: a long paper is not tried against
    every name at every place."""
    longest_first = sorted(names, key=lambda name: (name[0], -len(name)))
    for letter, group in groupby(longest_first, key=itemgetter(0)):
        yield f"{letter}(?:{'|'.join(name[1:] for name in group)})"
