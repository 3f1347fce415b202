"""The names and sealed words a worker may search, opened into memory after unlock.

Whoever holds single cases opens those. A supervisor may hold a hundred thousand: their names
also lie in pages under one key, written by a supervisor's own unlock, so that the next one
opens pages and only the cases that changed since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.names import WordIndex
from rescueapp.domain.worker import COMPARTMENTS
from rescueapp.forms.schema import Compartment
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import search
from rescueapp.workspace import Workspace

PAGE = 1000  # cases in a page
REWRITE_AT = 500  # changed cases that make it worth writing the pages anew


def start_names(ws: Workspace, progress: Progress | None = None) -> int:
    """Fill the indexes in memory; how many cases can be found by name."""
    watched = progress or Quiet()
    if Grant.NAMES in ws.keys.grants:
        ws.names = WordIndex(_from_pages(ws))
        _add_changed(ws, watched)
    else:
        ws.names = WordIndex(_own(ws, Compartment.IDENTITY, watched))
    for compartment in COMPARTMENTS[ws.worker.role]:
        if compartment is not Compartment.IDENTITY:
            _add_words(ws, compartment, watched)
    return len(ws.names)


def _own(ws: Workspace, compartment: Compartment, progress: Progress) -> Iterator[tuple[str, str]]:
    """(case uid, words) of the cases this worker is on the team of."""
    rows = search.parts_for(ws.db, ws.worker.uid, compartment)
    for done, (case_uid, sealed) in enumerate(list(rows)):
        progress.report(done)
        yield case_uid, ws.open_search_part(case_uid, compartment, sealed)


def _add_words(ws: Workspace, compartment: Compartment, progress: Progress) -> None:
    for case_uid, words in _own(ws, compartment, progress):
        ws.words.put(case_uid, ws.words.get(case_uid) + words)


# --- a supervisor's pages -------------------------------------------------------------------


def _from_pages(ws: Workspace) -> Iterator[tuple[str, str]]:
    key = ws.keys.grants[Grant.NAMES]
    for page, sealed in search.name_pages(ws.db):
        yield from json.loads(seal.unseal(key, sealed, bound=_page_binding(page))).items()


def _add_changed(ws: Workspace, progress: Progress) -> None:
    changed = search.names_changed(ws.db)
    for done, case_uid in enumerate(changed):
        progress.report(done, len(changed))
        ws.names.put(case_uid, ws.search_words(case_uid, Compartment.IDENTITY))
        ws.forget_case_keys(case_uid)
    if len(changed) >= REWRITE_AT:
        _write_pages(ws, changed)


def _write_pages(ws: Workspace, changed: Iterable[str]) -> None:
    key = ws.keys.grants[Grant.NAMES]
    entries = list(ws.names.items())
    with ws.db.transaction():
        search.drop_name_pages(ws.db)
        for page, start in enumerate(range(0, len(entries), PAGE)):
            data = json.dumps(dict(entries[start : start + PAGE]), ensure_ascii=False).encode()
            search.put_name_page(ws.db, page, seal.seal(key, data, bound=_page_binding(page)))
        search.clear_names_changed(ws.db, changed)


def _page_binding(page: int) -> tuple[str, ...]:
    return ("name_pages", str(page))
