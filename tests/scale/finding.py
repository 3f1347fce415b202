"""Names after unlock, and from a keystroke to the first page of what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle

from rescueapp.actions.finding import cases
from rescueapp.actions.opened import names
from rescueapp.actions.vault import vaults
from rescueapp.domain.case import Query
from rescueapp.domain.names import WordIndex, document_keys, name_keys, readings, simplified
from rescueapp.identity import uid
from rescueapp.storage import cases as stored
from rescueapp.storage import search
from rescueapp.workspace import Workspace
from tests.scale import fiction
from tests.scale.sizes import Ground
from tests.scale.table import Row, ms
from tests.scale.timing import median, of_each, seconds, worst_but_one
from tests.scale.vaults import FEW, HEAD, Vault

PAGE = 200  # rows of a list that are read at once
READY_S, KEY_S, KEY_OF_MILLION_S = 1.5, 0.016, 0.050
EVERYWHERE = "yang"  # the medical worker, who is on the team of every case
_TYPED = 100


def rows(ground: Ground) -> Iterator[Row]:
    """Rows about names and search."""
    yield from _names_ready(ground)
    found = [_measure(vault) for vault in ground.vaults]
    yield _keystrokes("keystroke to results, supervisor", [f.head for f in found])
    yield _keystrokes("keystroke to results, 300 own cases", [f.few for f in found])
    small, large = found
    yield Row(
        what="the same against the raw query",
        small=ms(median(small.raw)),
        large=ms(median(large.raw)),
        against="its statements and one pass over the names",
        ratio=median(large.head) / median(large.raw),
        budget=1.5,
    )
    yield Row(
        what="growth of search, large : small",
        small=ms(median(small.head)),
        large=ms(median(large.head)),
        against="the median at the smaller size",
        ratio=median(large.head) / median(small.head),
        budget=2,
    )
    yield _of_a_million(ground.sizes.names)


# --- names ready ---------------------------------------------------------------------------


def _names_ready(ground: Ground) -> Iterator[Row]:
    for who, login in (("a supervisor", HEAD), ("who is on every team", EVERYWHERE)):
        first = [_ready(vault, login) for vault in ground.vaults]
        yield Row(
            what=f"names, first unlock after import of {who}",
            small=ms(first[0]),
            large=ms(first[1]),
            said="once: opens every case and writes the pages",
        )
    for who, login in (("supervisor", HEAD), ("300 own cases", FEW), ("on every team", EVERYWHERE)):
        took = [_ready(vault, login) for vault in ground.vaults]
        yield Row(
            what=f"name search ready, {who}",
            small=ms(took[0]),
            large=ms(took[1]),
            against="1.5 s after the list can be used",
            ratio=took[1] / READY_S,
            budget=1,
        )


def _ready(vault: Vault, login: str) -> float:
    ws = vault.open(login)
    try:
        return seconds(lambda: names.start_names(ws))
    finally:
        vaults.lock(ws)


# --- keystrokes ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    head: list[float]
    few: list[float]
    raw: list[float]


def _measure(vault: Vault) -> _Found:
    words = list(_typed(vault.count))
    head = vault.open(HEAD)
    try:
        names.start_names(head)
        find = of_each([partial(_results, head, word) for word in words])
        text = "\n".join("".join(words) for _, *words in head.names.rows())
        raw = of_each([partial(_raw, head, text, word) for word in words])
    finally:
        vaults.lock(head)
    few = vault.open(FEW)
    try:
        names.start_names(few)
        own = of_each([partial(_results, few, word) for word in words])
    finally:
        vaults.lock(few)
    return _Found(find, own, raw)


def _keystrokes(what: str, times: list[list[float]]) -> Row:
    worst = [worst_but_one(each) for each in times]
    return Row(
        what=f"{what}, 99th of {len(times[1])}",
        small=ms(worst[0]),
        large=ms(worst[1]),
        against="16 ms",
        ratio=worst[1] / KEY_S,
        budget=1,
    )


def _results(ws: Workspace, typed: str) -> None:
    """What a keystroke in the find field asks for: the ids in order and the first page."""
    ids = cases.find_cases(ws, Query(text=typed))
    cases.case_rows(ws, ids[:PAGE])


def _raw(ws: Workspace, text: str, typed: str) -> None:
    """The same statements, bare: full text, order, first page; and the names gone through."""
    ids = search.find(ws.db, typed)
    plain = simplified(typed)
    place = text.find(plain)
    while place >= 0:
        place = text.find(plain, place + 1)
    ids = stored.case_ids(ws.db, Query(), reader=ws.worker.uid, ids=ids)
    ws.db.read(stored.PAGE_SQL, (ws.holder, str(ids[:PAGE])))


def _typed(count: int) -> Iterator[str]:
    """A hundred things somebody types, in the middle of typing too: names in Chinese, pinyin
    and initials, numbers, documents, words of the clear text, one letter, what nobody has."""
    ways = cycle(_WAYS)
    for n in range(_TYPED):
        yield next(ways)(fiction.identity(n * 37 % count), n)


def _pinyin(name: str) -> str:
    return "".join(readings(name))


_WAYS = (
    lambda who, _: who.name,
    lambda who, _: who.name[:2],
    lambda who, _: who.name[:1],
    lambda who, _: _pinyin(who.name),
    lambda who, _: _pinyin(who.name)[:5],
    lambda who, _: "".join(syllable[0] for syllable in readings(who.name)),
    lambda who, n: _pinyin(who.name)[: 1 + n % 2],
    lambda who, _: who.number[-4:],
    lambda _, n: f"LX01-20{20 + n % 6}-{n:04d}",
    lambda _, n: f"{n:04d}",
    lambda _, n: ("公安局", "青桥", "怀孕", "丽江", "石桥", "夜间", "无此词语")[n % 7],
)


# --- a million names ---------------------------------------------------------------------------


def _of_a_million(count: int) -> Row:
    index = WordIndex(_names(count))
    words = list(_typed(count))
    worst = worst_but_one(of_each([partial(index.find, word) for word in words]))
    return Row(
        what=f"names in memory, {count:,} of them, 99th of {len(words)}",
        large=ms(worst),
        against="50 ms",
        ratio=worst / KEY_OF_MILLION_S,
        budget=1,
    )


def _names(count: int) -> Iterator[tuple[str, str]]:
    known: dict[str, str] = {}
    for number in range(count):
        who = fiction.identity(number)
        if who.name not in known:
            known[who.name] = name_keys([who.name])
        yield uid(), known[who.name] + document_keys([who.number])
