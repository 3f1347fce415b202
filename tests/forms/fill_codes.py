"""Fill what a new row of `resources/codes` leaves empty: traditional wording and pinyin.

    python tests/forms/fill_codes.py

Write code, zh_hans and en by hand, run this, and read what it filled in: what stands in a
row is never touched, so corrections by hand stay.
"""

from __future__ import annotations

import re
from pathlib import Path

import opencc
from pypinyin import lazy_pinyin

from rescueapp import paths
from rescueapp.forms import tables

_TO_TRADITIONAL = opencc.OpenCC("s2tw")
# Where the field's own terms (rules.md G) differ from the converter's choice.
_TERMS = {"托養": "託養"}


def traditional(text: str) -> str:
    """Simplified wording in the traditional characters of the field's terms."""
    converted = str(_TO_TRADITIONAL.convert(text))
    for wrong, right in _TERMS.items():
        converted = converted.replace(wrong, right)
    return converted


def pinyin(text: str) -> str:
    """Toneless syllables, separated by spaces; Latin letters and digits stay as they are."""
    syllables = lazy_pinyin(text, v_to_u=False)
    return " ".join(re.findall(r"[a-z0-9]+", " ".join(syllables).lower().replace("ü", "v")))


def filled(path: Path) -> str:
    """A file as it should stand, with nothing left empty that can be made."""
    header, rows = tables.read_rows(path)
    for row in rows:
        row["zh_hant"] = row["zh_hant"] or traditional(row["zh_hans"])
        row["pinyin"] = row["pinyin"] or pinyin(row["zh_hans"])
    lines = ["\t".join(header), *("\t".join(row[name] for name in header) for row in rows)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for each in sorted(paths.resources("codes").glob("*.tsv")):
        each.write_text(filled(each), encoding="utf-8", newline="\n")
