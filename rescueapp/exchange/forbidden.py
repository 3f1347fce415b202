"""What must not come in through a file: DNA results (K-21) and classified marks (K-20).

The plan forbids anybody but the police to collect DNA data of the abducted; the law on state
secrets forbids classified information in this program. Both are recognised by their form, so
that 「保守秘密」 in a sentence is no mark and 「已采集DNA」 is no result.
"""

from __future__ import annotations

import re
from typing import Final

from rescueapp.exchange.cells import clean, narrow
from rescueapp.i18n import Text, mark

CLASSIFIED: Final = mark(
    "Classified information must not be kept in this program: a mark of secrecy stands here.",
    "spreadsheet",
)
DNA: Final = mark(
    "DNA data belongs to the police alone: names or values of DNA markers stand here.",
    "spreadsheet",
)

_STARS = "★☆*✩✪⭐"
# 秘密★1年, 机密☆, 绝密★长期, or a cell that is nothing but the mark, in both scripts.
_MARK = re.compile(rf"(?:秘\s*密|[机機]\s*密|[绝絕]\s*密)\s*[{_STARS}]")
_MARK_ALONE = re.compile(
    r"[【\[(]?\s*(?:密级[::]?|密級[::]?)?\s*(?:秘密|[机機]密|[绝絕]密)\s*[】\])]?"
)

# The markers of the national DNA database and of the usual kits, autosomal, X and Y. ASCII
# edges and not \b, which takes a Chinese character for part of the word.
_EDGE_BEFORE, _EDGE_AFTER = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_MARKERS = (
    r"D(?:[1-9]|1[0-9]|2[0-2]|X|Y)[ -]?S[ -]?\d{2,5}(?:[ab]|[.]\d)?",
    r"DY[SF][ -]?\d{3,4}(?:S\d)?(?:[ab]|[.]\d)?",
    r"(?i:v[ ]?WA|TH[O0]1|TPOX|CSF1PO|SE33|ACTBP2|Penta[ -]?[DE]|Amelogenin|HPRTB)",
    r"FGA|AMEL|Y[ -]?GATA[ -]?H4|YINDEL",
)
_STR = re.compile(_EDGE_BEFORE + "(?:" + "|".join(_MARKERS) + ")" + _EDGE_AFTER)


def forbidden(text: str) -> Text | None:
    """The words with which a text is refused, or None where nothing forbidden stands in it."""
    plain = narrow(clean(text))
    if _MARK.search(plain) or _MARK_ALONE.fullmatch(plain.strip()):
        return CLASSIFIED
    return DNA if _STR.search(plain) else None
