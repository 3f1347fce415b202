"""The names and sealed words a worker may search, opened into memory after unlock.

Whoever holds single cases opens those. A supervisor may hold a hundred thousand: their names
also lie in pages under one key, written by a supervisor's own unlock, so that the next one
opens pages and only the cases that changed since.

It is done in steps, so that a list is not kept waiting until every name is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.names import IndexRow, WordIndex, stretches
from rescueapp.domain.worker import COMPARTMENTS
from rescueapp.forms.schema import Compartment
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import sealed_words, search
from rescueapp.workspace import Workspace

PAGE = 1000  # cases in a page
REWRITE_AT = 500  # changed cases that make it worth writing the pages anew
STEP = 100  # cases opened between two looks at what else is to be done

Done = tuple[int, int]  # how many, of how many


def start_names(ws: Workspace, progress: Progress | None = None) -> int:
    """Fill the indexes in memory; how many cases can be found by name."""
    watched = progress or Quiet()
    for done, total in name_steps(ws):
        watched.report(done, total)
    return len(ws.names)


def name_steps(ws: Workspace) -> Iterator[Done]:
    """The same in steps of some hundredths of a second; between them the workspace may be used,
    and what is saved meanwhile is not lost."""
    if Grant.NAMES in ws.keys.grants:
        yield from _names_from_pages(ws)
    else:
        own: dict[str, str] = {}
        yield from _open_own(ws, Compartment.IDENTITY, own)
        ws.names = WordIndex(own.items()).with_changes_of(ws.names)
    words: dict[str, str] = {}
    for compartment in COMPARTMENTS[ws.worker.role]:
        if compartment is not Compartment.IDENTITY:
            yield from _open_own(ws, compartment, words)
    ws.words = WordIndex(words.items()).with_changes_of(ws.words)


def _open_own(ws: Workspace, compartment: Compartment, opened: dict[str, str]) -> Iterator[Done]:
    """Add the words of the cases this worker is on the team of, by case uid."""
    uids = sealed_words.cases_of(ws.db, ws.worker.uid, compartment)
    for done in range(0, len(uids), STEP):
        for uid, words in _opened(ws, uids[done : done + STEP], ws.worker.uid, compartment):
            opened[uid] = opened.get(uid, "") + words
        yield done, len(uids)


def _opened(
    ws: Workspace, uids: Sequence[str], holder: str, compartment: Compartment
) -> Iterator[tuple[str, str]]:
    """(case uid, words) of some cases, opened as a holder the workspace has the secret of."""
    opens = ws.opener(holder, compartment)
    assert opens is not None, "one opens what is one's own, or what the role's grants open"
    rows = sealed_words.of_cases(ws.db, uids, holder=holder, compartment=compartment)
    for uid, sealed_key, sealed in rows:
        yield uid, ws.open_search_part(uid, compartment, sealed, key=opens(sealed_key))


# --- a supervisor's pages -------------------------------------------------------------------


def _names_from_pages(ws: Workspace) -> Iterator[Done]:
    rows: dict[str, IndexRow] = {}
    key = ws.keys.grants[Grant.NAMES]
    pages = search.name_pages(ws.db)
    for page, sealed in pages:
        data = seal.unseal(key, sealed, bound=_page_binding(page))
        rows.update((uid, (uid, *words)) for uid, *words in json.loads(data))
        yield page, len(pages)
    changed = search.names_changed(ws.db)
    for done in range(0, len(changed), STEP):
        part = changed[done : done + STEP]
        rows.update((uid, (uid, "", "", "")) for uid in part)  # also one without a name now
        for uid, words in _opened(ws, part, "", Compartment.IDENTITY):
            rows[uid] = (uid, *stretches(words))
        yield done, len(changed)
    if len(changed) >= REWRITE_AT:
        _write_pages(ws, rows, changed)
    told = (row for row in rows.values() if any(row[1:]))
    ws.names = WordIndex.of_rows(told).with_changes_of(ws.names)


def _write_pages(ws: Workspace, rows: Mapping[str, IndexRow], changed: Sequence[str]) -> None:
    key = ws.keys.grants[Grant.NAMES]
    entries = [row for row in rows.values() if any(row[1:])]
    with ws.db.transaction():
        search.drop_name_pages(ws.db)
        for page, start in enumerate(range(0, len(entries), PAGE)):
            data = json.dumps(entries[start : start + PAGE], ensure_ascii=False).encode()
            search.put_name_page(ws.db, page, seal.seal(key, data, bound=_page_binding(page)))
        search.clear_names_changed(ws.db, changed)


def _page_binding(page: int) -> tuple[str, ...]:
    return ("name_pages", str(page))
