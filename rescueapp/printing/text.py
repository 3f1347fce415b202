"""Text for paper: tidied, and broken into lines as Chinese typesetting does.

Two private characters stand for the check boxes, so that they wrap with their words:
`EMPTY_BOX` and `TICKED_BOX`. They never come from outside: `tidy` takes private-use
characters for what they are, unprintable, and `glyphs` reports them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rescueapp.printing.fonts import Face, advances, width
from rescueapp.printing.shaping import SCRIPTS

EMPTY_BOX, TICKED_BOX = "\ue000", "\ue001"
BOXES = (EMPTY_BOX, TICKED_BOX)
GAP = "〓"  # the compositor's mark for a character that is not in the case

# Characters that must not begin a line, and those that must not end one (kinsoku).
_NOT_FIRST = frozenset("，。、；：？！…—～·・）》」』】〕〉”’％℃,.;:?!)]}%")
_PAUSES = frozenset("、，；：）)")
_INDENT = "\u3000"  # kept at the head of a line: the writer meant it
_NOT_LAST = frozenset("（《「『【〔〈“‘([{￥¥$")

_BLOCKS = [block for blocks in SCRIPTS.values() for block in blocks]
# Thai and Lao: vowels written before their consonant, and those after it that are no marks.
_BEFORE, _AFTER = "\u0e40-\u0e44\u0ec0-\u0ec4", "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u0ebd"
_STACKING = "\u1039\u17d2"  # Burmese, Khmer: what follows stands below
_MARKS = "".join(
    chr(code) for block in _BLOCKS for code in block if unicodedata.category(chr(code))[0] == "M"
)

# What stays together: a box with its words, a word or number of a spaced script, a space. Shaped
# scripts put spaces between phrases; where a word ends in them only a dictionary would know.
_SHAPED = "".join(f"{chr(block[0])}-{chr(block[-1])}" for block in _BLOCKS)
_WORD = (
    r"[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1eff'’.,:/@_+#&-]+"
    f"|[{_SHAPED}]+"
)
# What is never torn: a letter with its marks and what it is stacked with.
_LETTERS = re.compile(f"[{_BEFORE}]?.(?:[{_STACKING}].|[{_MARKS}{_AFTER}])*")
_BOX = f"[{EMPTY_BOX}{TICKED_BOX}]"
_WORDS = re.compile(rf"{_BOX}[^\s{EMPTY_BOX}{TICKED_BOX}]*|{_WORD}|.")
_TOKENS = re.compile(rf"{_BOX}[^\u3000{EMPTY_BOX}{TICKED_BOX}]*|{_WORD}|.")

# Controls, soft hyphens, zero-width and direction marks; variation selectors, which choose
# among drawings of one character where the fonts have one.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)


def tidy(text: str) -> str:
    """The text as it can be set: composed, no control or invisible characters, lines by \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def wrap(text: str, face: Face, size: float, room: float) -> list[str]:
    """The lines of a text within `room` points; at least one, perhaps empty."""
    return [line for part in text.split("\n") for line in _paragraph(part, face, size, room)]


def balanced(text: str, face: Face, size: float, room: float) -> list[str]:
    """As few lines as `wrap` needs: two of them broken at a mark if possible, else like long."""
    lines = wrap(text, face, size, room)
    if len(lines) < 2:
        return lines
    if len(lines) == 2 and (halves := _at_mark(text, face, size, room)):
        return halves
    longest = max(wide for _, wide in _tokens(text, face, size, room))
    narrow = max(longest, sum(width(line, face, size) for line in lines) / len(lines))
    while narrow < room:
        tried = wrap(text, face, size, narrow)
        if len(tried) <= len(lines):
            return tried
        narrow += size / 4
    return lines


def _at_mark(text: str, face: Face, size: float, room: float) -> list[str]:
    """The text in two lines, the first ending with a pause or the second opening a bracket."""
    cuts = [i for i in range(1, len(text)) if text[i - 1] in _PAUSES or text[i] in _NOT_LAST]
    fits = []
    for cut in cuts:
        wide = max(width(text[:cut], face, size), width(text[cut:], face, size))
        if wide <= room and text[cut] not in _NOT_FIRST:
            fits.append((wide, [text[:cut], text[cut:]]))
    return min(fits)[1] if fits else []


def _paragraph(text: str, face: Face, size: float, room: float) -> Iterator[str]:
    """Greedy lines: no closing mark first, no opening mark last, words whole if they fit."""
    line: list[str] = []
    used = 0.0
    for token, wide in _tokens(text, face, size, room):
        if line and used + wide > room and not token.isspace():
            carried = _carry(line, token)
            used = width("".join(carried), face, size)
            if used + wide > room:  # too narrow for manners
                line, carried, used = line + carried, [], 0.0
            yield "".join(line).rstrip()
            line = carried
        if line or not token.isspace() or token in _INDENT:
            line.append(token)
            used += wide
    yield "".join(line).rstrip()


def _carry(line: list[str], token: str) -> list[str]:
    """Takes off the end of `line` what must go down with `token`; never the whole line."""
    take = 0
    first = token
    while take < len(line) - 1 and take < 4:
        if first[0] not in _NOT_FIRST and line[-1 - take][-1] not in _NOT_LAST:
            break
        take += 1
        first = line[-take]
    else:
        take = 0
    if not take:
        return []
    carried = line[-take:]
    del line[-take:]
    return carried


def _tokens(text: str, face: Face, size: float, room: float) -> Iterator[tuple[str, float]]:
    """What is not to be broken, with its width: a whole choice, else a word, else a letter."""
    advance = advances(face)
    for token in _TOKENS.findall(text):
        wide = advance[token] * size if len(token) == 1 else width(token, face, size)
        if wide <= room:
            yield token, wide
            continue
        for word in _WORDS.findall(token):
            wide = width(word, face, size)
            if wide <= room:
                yield word, wide
            else:
                yield from (
                    (letter, width(letter, face, size)) for letter in _LETTERS.findall(word)
                )
