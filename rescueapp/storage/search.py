"""Finding cases: clear words in FTS5, sealed words handed to whoever holds the keys.

FTS5's tokenizers cannot find two-character Chinese words, so every CJK character is spaced
before indexing and a word is searched as a phrase (architecture.md 1.2). Names are never in
here: they lie in `search_parts` and `word_pages`, sealed, and are searched in memory.
"""

from __future__ import annotations

import re
import unicodedata

from rescueapp.forms.schema import Compartment
from rescueapp.storage.database import Database

MAX_TYPED = 200  # characters of a query that are looked at
MAX_WORDS = 12
_FOUND = "cases found by clear words"  # what the database keeps

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
_ONE_CJK = re.compile(f"([{_CJK}])")


def spaced(text: str) -> str:
    """Text as it is indexed and searched: NFKC (full-width digits become plain), lower case,
    a space on each side of every CJK character."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_ONE_CJK.sub(r" \1 ", plain).split())


def phrases(typed: str) -> str:
    """What somebody typed as an FTS5 expression; '' when there is nothing to search.

    Each word between blanks is a phrase and all must occur. The last one, while it ends in a
    letter or digit, also matches as a beginning. Everything is inside quotation marks, so no
    sign or word of the query language (`"`, `*`, `NEAR`, `OR`, `words:`) means anything.
    """
    words = [word for word in map(_word, typed[:MAX_TYPED].split()) if word][:MAX_WORDS]
    if not words:
        return ""
    quoted = [f'"{word}"' for word in words]
    unfinished = typed[:MAX_TYPED][-1:].isalnum() and not _ONE_CJK.search(words[-1][-1])
    return " AND ".join(quoted) + (" *" if unfinished else "")


def _word(typed: str) -> str:
    """The tokens of one word: letters and digits only, as the tokenizer will see them."""
    kept = (c if unicodedata.category(c)[0] in "LNM" else " " for c in spaced(typed))
    return " ".join("".join(kept).split())


def index_case(db: Database, case_id: int, *, number: str, alias: str, words: str) -> None:
    """Index a case, new or again. `words` are the clear search words of its records.

    Most saves change sealed words only; then the index, whose secure deletion is dear, is
    left alone.
    """
    new = (spaced(number), spaced(alias), spaced(words))
    old = db.one("SELECT c0, c1, c2 FROM case_search_content WHERE id = ?", (case_id,))
    if new != old:
        db.forget(_FOUND)
        db.execute(
            "INSERT OR REPLACE INTO case_search (rowid, number, alias, words) VALUES (?, ?, ?, ?)",
            (case_id, *new),
        )


def add_words(db: Database, case_id: int, *, number: str, alias: str, words: str) -> None:
    """Index the words of one record more; what the others told is not asked again."""
    old = db.one("SELECT c2 FROM case_search_content WHERE id = ?", (case_id,))
    told = " ".join(filter(None, [old[0] if old else "", words]))
    index_case(db, case_id, number=number, alias=alias, words=told)


def forget_case(db: Database, case_id: int) -> None:
    """Take a case out of the index."""
    db.forget(_FOUND)
    db.execute("DELETE FROM case_search WHERE rowid = ?", (case_id,))


FIND_SQL = "SELECT rowid AS id FROM case_search WHERE case_search MATCH ?"


def find(db: Database, typed: str) -> list[int]:
    """The ids of cases whose number, alias or clear words hold what was typed, unordered."""
    return _find(db, phrases(typed))


def find_plain(db: Database, typed: str) -> list[int]:
    """The same among numbers and aliases alone, which everybody may see."""
    expression = phrases(typed)
    return _find(db, f"{{number alias}} : ({expression})" if expression else "")


def _find(db: Database, expression: str) -> list[int]:
    if not expression:
        return []
    return list(db.kept(_FOUND, expression, lambda: tuple(db.ids(FIND_SQL, (expression,)))))


# --- sealed words of a case


def put_part(db: Database, *, case_uid: str, compartment: Compartment, sealed: bytes) -> None:
    """The sealed search words of a case and compartment, new or again."""
    db.execute(
        "INSERT INTO search_parts (case_uid, compartment, sealed) VALUES (?, ?, ?)"
        " ON CONFLICT (case_uid, compartment) DO UPDATE SET sealed = excluded.sealed",
        (case_uid, compartment.value, sealed),
    )


def parts_of(db: Database, case_uid: str) -> dict[Compartment, bytes]:
    """The sealed words of one case by compartment."""
    rows = db.read("SELECT compartment, sealed FROM search_parts WHERE case_uid = ?", (case_uid,))
    return {Compartment(compartment): bytes(sealed) for compartment, sealed in rows}


def part(db: Database, case_uid: str, compartment: Compartment) -> bytes | None:
    """The sealed words of one case and compartment."""
    row = db.one(
        "SELECT sealed FROM search_parts WHERE case_uid = ? AND compartment = ?",
        (case_uid, compartment.value),
    )
    return bytes(row[0]) if row else None
