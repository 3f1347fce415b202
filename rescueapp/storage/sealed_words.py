"""The sealed search words of many cases at once, each with the sealed key that opens it.

What unlock reads to fill the indexes in memory: one query for some hundred cases, where
`case_keys` and `search` ask for one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from rescueapp.forms.schema import Compartment
from rescueapp.storage.database import Database

OWN_SQL = "SELECT case_uid FROM case_keys WHERE holder = ? AND compartment = ?"
WORDS_SQL = """
SELECT k.case_uid, k.sealed, p.sealed
FROM case_keys k JOIN search_parts p ON p.case_uid = k.case_uid AND p.compartment = k.compartment
WHERE k.case_uid IN (SELECT value FROM json_each(?)) AND k.compartment = ? AND k.holder = ?"""


def cases_of(db: Database, holder: str, compartment: Compartment) -> list[str]:
    """The uids of the cases a holder has this compartment's key of."""
    return [uid for (uid,) in db.read(OWN_SQL, (holder, compartment.value))]


def of_cases(
    db: Database, case_uids: Sequence[str], *, holder: str, compartment: Compartment
) -> list[tuple[str, bytes, bytes]]:
    """(case uid, sealed key, sealed words) of those cases where the holder has the key and
    there are words."""
    asked = (json.dumps(list(case_uids)), compartment.value, holder)
    return [(uid, key, words) for uid, key, words in db.read(WORDS_SQL, asked)]
