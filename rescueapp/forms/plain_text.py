"""Text as it is kept: what cannot be seen, or turns the reading order around, is left out.

A name pasted from a web page may carry marks that show it backwards, or make it another name for
every search. Line breaks and tabs stay.
"""

from __future__ import annotations

import re
from typing import Any

# Control characters but tab and line breaks, zero-width, bidirectional marks, BOM, tags.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffc\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text without hidden characters; every line break is one of ours."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def all_visible(value: Any) -> Any:
    """The same of every text in an answer, or in all answers."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: all_visible(each) for key, each in value.items()}
    if isinstance(value, list):
        return [all_visible(each) for each in value]
    return value
