"""The names and sealed words a worker may search, opened into memory after unlock.

Each case has its own key, and some hold a hundred thousand of them: supervisors, and who is on
every team. What they opened once waits for their next unlock in pages under one key, so that
this one opens the pages and only the cases that changed since. The names of all cases are the
supervisors' in common; everybody else's pages are for themselves alone.

It is done in steps, so that a list is not kept waiting until every name is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.names import IndexRow, WordIndex, stretches
from rescueapp.domain.worker import COMPARTMENTS
from rescueapp.forms.schema import Compartment
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import sealed_words, word_pages
from rescueapp.workspace import Workspace

PAGE = 1000  # cases in a page
REWRITE_AT = 500  # cases opened one by one that make it worth writing the pages anew
STEP = 100  # cases opened between two looks at what else is to be done
SUPERVISORS = ""  # the holder of their pages

Done = tuple[int, int]  # how many, of how many
Rows = dict[str, IndexRow]  # by case uid


def start_names(ws: Workspace, progress: Progress | None = None) -> int:
    """Fill the indexes in memory; how many cases can be found by name."""
    watched = progress or Quiet()
    for done, total in name_steps(ws):
        watched.report(done, total)
    return len(ws.names)


def name_steps(ws: Workspace) -> Iterator[Done]:
    """The same in steps of some hundredths of a second; between them the workspace may be used,
    and what is saved meanwhile is not lost."""
    own = ws.worker.uid
    names: Rows = {}
    of_all = Grant.NAMES in ws.keys.grants
    yield from _gather(ws, SUPERVISORS if of_all else own, Compartment.IDENTITY, names)
    ws.names = WordIndex.of_rows(names.values()).with_changes_of(ws.names)
    words: Rows = {}
    for compartment in COMPARTMENTS[ws.worker.role]:
        if compartment is not Compartment.IDENTITY:
            yield from _gather(ws, own, compartment, words)
    ws.words = WordIndex.of_rows(words.values()).with_changes_of(ws.words)


def _gather(ws: Workspace, holder: str, compartment: Compartment, rows: Rows) -> Iterator[Done]:
    """Add the words of a holder's cases to `rows`: from the pages, then what they do not tell."""
    found: Rows = {}
    count, upto = word_pages.kept(ws.db, holder=holder, compartment=compartment)
    last = word_pages.last_change(ws.db, compartment)
    for number in range(count):
        found.update(_page(ws, number, holder, compartment))
        yield number, count
    if count:
        asked = word_pages.changed(ws.db, compartment, since=upto)
    else:
        asked = sealed_words.cases_of(ws.db, holder, compartment)
    for done in range(0, len(asked), STEP):
        part = asked[done : done + STEP]
        for uid in part:  # it may be without words now
            found.pop(uid, None)
        found.update(_opened(ws, part, holder, compartment))
        yield done, len(asked)
    if len(asked) >= REWRITE_AT:
        _write_pages(ws, list(found.values()), holder, compartment, upto=last)
    both = {uid: _joined(rows[uid], row) for uid, row in found.items() if uid in rows}
    rows.update(found | both)


def _joined(one: IndexRow, other: IndexRow) -> IndexRow:
    return (one[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])


def _opened(
    ws: Workspace, uids: Sequence[str], holder: str, compartment: Compartment
) -> Iterator[tuple[str, IndexRow]]:
    """The words of some cases, opened as a holder the workspace has the secret of."""
    opens = ws.opener(holder, compartment)
    assert opens is not None, "one opens what is one's own, or what the role's grants open"
    rows = sealed_words.of_cases(ws.db, uids, holder=holder, compartment=compartment)
    for uid, sealed_key, sealed in rows:
        words = ws.open_search_part(uid, compartment, sealed, key=opens(sealed_key))
        if words:
            yield uid, (uid, *stretches(words))


# --- pages ----------------------------------------------------------------------------------


def _page(ws: Workspace, number: int, holder: str, compartment: Compartment) -> Rows:
    sealed = word_pages.page(ws.db, number, holder=holder, compartment=compartment)
    bound = _binding(holder, compartment, number)
    if holder == SUPERVISORS:
        data = seal.unseal(ws.keys.grants[Grant.NAMES], sealed, bound=bound)
    else:
        data = seal.unseal_for(ws.keys.box_secret, sealed, bound=bound)
    return {row[0]: row for row in json.loads(data)}


def _write_pages(
    ws: Workspace, rows: Sequence[IndexRow], holder: str, compartment: Compartment, *, upto: int
) -> None:
    pages = [
        _sealed(ws, rows[start : start + PAGE], holder, _binding(holder, compartment, number))
        for number, start in enumerate(range(0, len(rows) or 1, PAGE))  # one, when nothing is told
    ]
    with ws.db.transaction():
        word_pages.put(ws.db, pages, holder=holder, compartment=compartment, upto=upto)


def _sealed(ws: Workspace, rows: Iterable[IndexRow], holder: str, bound: tuple[str, ...]) -> bytes:
    data = json.dumps(list(rows), ensure_ascii=False).encode()
    if holder == SUPERVISORS:
        return seal.seal(ws.keys.grants[Grant.NAMES], data, bound=bound)
    return seal.seal_for([ws.keys.user.box_public], data, bound=bound)


def _binding(holder: str, compartment: Compartment, number: int) -> tuple[str, ...]:
    return ("word_pages", holder, compartment.value, str(number))
