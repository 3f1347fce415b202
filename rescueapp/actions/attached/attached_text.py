"""A text file among the attachments: which encoding, and words that are safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rescueapp.errors import Damaged, Refused
from rescueapp.exchange import delimited
from rescueapp.exchange.delimited import ENCODINGS, GB18030, WHICH_ENCODING, Decoded
from rescueapp.i18n import mark

__all__ = ["ENCODINGS", "Decoded", "is_text", "pages", "text_of"]

NOT_IN_IT = mark(
    "This file is no text in {encoding}, or is damaged. Choose another encoding.", "attachment"
)

PAGE = 20_000  # characters; what a view lays out without a pause
# What turns the order of the letters around, and what takes no room: somebody hid something.
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def text_of(content: bytes, encoding: str | None = None) -> Decoded:
    """The text and its encoding. `encoding` is the reader's word, else it is found as it is for
    spreadsheets (`exchange.delimited`); in doubt it is read as GB18030, and the reader looks.

    Raises Damaged where it is no text in that encoding.
    """
    try:
        return delimited.decode(content, encoding)
    except Refused as refusal:
        if encoding is None and refusal.words.msgid == WHICH_ENCODING.msgid:
            return text_of(content, GB18030)
        raise Damaged(NOT_IN_IT(encoding=encoding or ENCODINGS[0])) from None


def is_text(content: bytes) -> bool:
    """Whether it can be read as text in one of the encodings, without control characters."""
    try:
        return not _CONTROL.search(text_of(content).text)
    except Damaged:
        return False


def pages(text: str) -> list[str]:
    """The text in pieces of at most `PAGE` characters, cut between lines where there are any.

    Characters that show nothing, or turn the others around, are written out as their number.
    """
    shown = _HIDDEN.sub(_written_out, text.replace("\r\n", "\n").replace("\r", "\n"))
    return list(_cut(shown)) or [""]


def _written_out(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def _cut(text: str) -> Iterator[str]:
    begin = 0
    while begin < len(text):
        end = begin + PAGE
        if end < len(text):
            line = text.rfind("\n", begin, end)
            end = line + 1 if line >= begin else end
        yield text[begin:end].rstrip("\n")
        begin = end
