"""Cases: the spine in clear, lists of any size, running numbers.

A list is made in two steps. `case_ids` gives the ordered ids of everything that matches, from
one index alone where nothing is filtered; `case_rows` gives the rows of one page of them. So a
list of 100,000 shows at once and scrolls without a query that grows with its length.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypedDict, Unpack

from rescueapp import clock
from rescueapp.domain.begun import ENDED_IN_PLACE
from rescueapp.domain.case import MAJORITY, STAGES, CaseRow, Query
from rescueapp.forms.schema import Stage
from rescueapp.storage import merges
from rescueapp.storage.database import Database, Row


class Spine(TypedDict, total=False):
    """What `update_spine` can change; a key left out stays as it is."""

    alias: str
    sex: str | None
    born_from: str | None
    born_to: str | None
    stage: Stage
    risk: str | None
    safety_line: str
    worker: str
    arrived_at: str | None
    closed_on: str | None


_SPINE = frozenset(Spine.__annotations__)

# Above this many ids it is quicker to go through the whole ordered list, which is kept.
_MANY = 300

# What the database keeps (`Database.kept`) of all cases.
ORDER, HELD, _IDS = "order of cases", "cases by holder", "ids of cases"
_LISTS = (ORDER, HELD, _IDS)


def next_number(db: Database, series: str) -> int:
    """The next running number of a series ("case:530721:2026"), never given twice."""
    db.execute(
        "INSERT INTO numbers (series, last) VALUES (?, 1)"
        " ON CONFLICT (series) DO UPDATE SET last = last + 1",
        (series,),
    )
    found = db.one("SELECT last FROM numbers WHERE series = ?", (series,))
    assert found is not None
    return int(found[0])


def keep_number(db: Database, number: str) -> None:
    """Never give the number of a case again, nor one before it in its series."""
    code, year, running = number.rsplit("-", 2)
    db.execute(
        "INSERT INTO numbers (series, last) VALUES (?1, ?2)"
        " ON CONFLICT (series) DO UPDATE SET last = max(last, ?2)",
        (f"case:{code}:{year}", int(running)),
    )


def insert(db: Database, *, uid: str, number: str, opened_at: str, **spine: Unpack[Spine]) -> int:
    """A new case; its id. `alias`, `worker` are needed; the stage is intake when not given.

    An alias or number already given is a StatementError: ask `alias_taken`, take `next_number`.
    """
    values: dict[str, Any] = {"stage": Stage.INTAKE, **spine}
    values |= {"uid": uid, "number": number, "opened_at": opened_at, "changed_at": opened_at}
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    _check_names(spine)
    db.forget(*_LISTS)
    return db.insert(
        f"INSERT INTO cases ({names}) VALUES ({marks})", [*map(_plain, values.values())]
    )


def update_spine(db: Database, case_uid: str, *, changed_at: str, **spine: Unpack[Spine]) -> None:
    """Change what is named of a case, and when it last changed."""
    _check_names(spine)
    values: dict[str, Any] = {**spine, "changed_at": changed_at}
    settings = ", ".join(f"{name} = ?" for name in values)
    db.forget(ORDER)
    db.execute(
        f"UPDATE cases SET {settings} WHERE uid = ?", [*map(_plain, values.values()), case_uid]
    )


def _check_names(spine: Spine) -> None:
    if unknown := spine.keys() - _SPINE:
        raise ValueError(f"no such columns of a case: {sorted(unknown)}")


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Stage) else value


_ENDED = ", ".join(f"'{form}'" for form in sorted(ENDED_IN_PLACE))
REFRESH_DUE_SQL = f"""
UPDATE cases SET changed_at = ?2, due_on = CASE WHEN EXISTS
    (SELECT 1 FROM merges m WHERE m.folded = ?1 AND m.undone_at IS NULL) THEN NULL
    ELSE nullif(min(
    coalesce((SELECT min(due_on) FROM records
              WHERE case_uid = ?1 AND due_on IS NOT NULL AND done_on IS NULL), '9'),
    coalesce((SELECT min(r.due_on) FROM merges m JOIN records r ON r.case_uid = m.folded
              WHERE m.kept = ?1 AND m.undone_at IS NULL AND r.due_on IS NOT NULL
              AND r.done_on IS NULL AND r.form IN ({_ENDED})), '9'),
    coalesce((SELECT min(due_on) FROM deadlines
              WHERE case_uid = ?1 AND NOT threshold AND due_on >= coalesce(
                  (SELECT value FROM vault WHERE name = 'clocks since'), '')), '9')), '9') END
WHERE uid = ?1"""


def refresh_due(db: Database, case_uid: str, *, changed_at: str) -> None:
    """Recompute a case's `due_on`: the earliest open due date of its records and of its clocks,
    as far as they are in clear. Of a folded file only what is ended there is due, in the kept."""
    db.forget(ORDER)
    db.execute(REFRESH_DUE_SQL, (case_uid, changed_at))
    db.execute(_REFRESH_KEPT, (case_uid,))


def refresh_dues(db: Database, case_uids: Iterable[str]) -> None:
    """The same of many cases, whose clocks went on with the days: none of them changed."""
    db.forget(ORDER)
    db.execute_many(_REFRESH_DUES, ((uid,) for uid in case_uids))


_REFRESH_DUES = REFRESH_DUE_SQL.replace("changed_at = ?2, ", "")
_REFRESH_KEPT = _REFRESH_DUES.replace("?1", merges.KEPT_SQL)


def count(db: Database) -> int:
    """How many cases there are."""
    row = db.one("SELECT count(*) FROM cases")
    return int(row[0]) if row else 0


_WITHOUT_WOMAN = f"""
SELECT count(*) FROM workers w JOIN cases c ON c.worker = w.uid
WHERE w.sex = '1' AND coalesce(c.sex, '') <> '1' AND c.stage <> ?
AND c.uid NOT IN {merges.FOLDED_SQL} AND NOT EXISTS
(SELECT 1 FROM requests r WHERE r.subject = c.uid AND r.kind = ? AND r.about = c.worker)"""


def without_woman(db: Database, kind: str) -> int:
    """How many open cases of women and girls have a man as their worker, and no request of a kind
    that says why (A-109)."""
    row = db.one(_WITHOUT_WOMAN, (Stage.CLOSED.value, kind))
    return int(row[0]) if row else 0


def alias_taken(db: Database, alias: str) -> bool:
    """Whether an alias already stands for somebody."""
    return db.one("SELECT 1 FROM cases WHERE alias = ?", (alias,)) is not None


def delete(db: Database, case_uid: str) -> None:
    """Remove a case with everything that hangs on it; its number is never given again.

    The search index and the attachments' files are the caller's (`search.forget_case`,
    `blobs`); `Database.checkpoint` afterwards takes it out of the log too.
    """
    db.forget(*_LISTS, merges.KEPT)
    db.execute("DELETE FROM cases WHERE uid = ?", (case_uid,))


# --- rows

# To "" every case is open: the compartments' own keys.
# Whoever is on duty must be told what the safety line of either file of a person says.
ROWS_SQL = """
SELECT c.id, c.uid, c.number, c.alias, c.sex, c.born_from, c.born_to, c.stage, c.risk,
       c.worker, w.display_name, c.arrived_at, c.opened_at, c.due_on, c.changed_at,
       ltrim(c.safety_line || coalesce(
             (SELECT group_concat('；' || f.safety_line, '') FROM merges m
              JOIN cases f ON f.uid = m.folded
              WHERE m.kept = c.uid AND m.undone_at IS NULL AND f.safety_line <> ''), ''), '；'),
       ?1 = '' OR EXISTS (SELECT 1 FROM case_keys k WHERE k.holder = ?1 AND k.case_uid = c.uid),
       EXISTS (SELECT 1 FROM family_members f WHERE f.case_uid = c.uid),
       coalesce((SELECT o.number FROM merges m JOIN cases o ON o.uid = m.kept
                 WHERE m.folded = c.uid AND m.undone_at IS NULL), '')
FROM cases c JOIN workers w ON w.uid = c.worker"""
PAGE_SQL = f"{ROWS_SQL} WHERE c.id IN (SELECT value FROM json_each(?))"


def row(db: Database, case_uid: str, *, reader: str) -> CaseRow | None:
    """One case as a list shows it to `reader` (a worker's uid), or None."""
    found = db.one(f"{ROWS_SQL} WHERE c.uid = ?", (reader, case_uid))
    return case_row(found) if found else None


def numbers_of(db: Database, uids: Collection[str]) -> dict[str, str]:
    """Case numbers by uid; of those that are not here (any more), nothing."""
    asked = json.dumps(sorted(uids))
    return dict(
        db.read(
            "SELECT uid, number FROM cases WHERE uid IN (SELECT value FROM json_each(?))", (asked,)
        )
    )


def by_number(db: Database, number: str, *, reader: str) -> CaseRow | None:
    """The case with exactly this number, or None."""
    found = db.one(f"{ROWS_SQL} WHERE c.number = ?", (reader, number))
    return case_row(found) if found else None


def case_rows(db: Database, ids: Sequence[int], *, reader: str) -> list[CaseRow]:
    """A page of a list, in the order of `ids`; ids that are gone are left out."""
    found = {row[0]: case_row(row) for row in db.read(PAGE_SQL, (reader, _json(ids)))}
    return [found[case_id] for case_id in ids if case_id in found]


NOT_FOLDED = f"c.uid NOT IN {merges.FOLDED_SQL}"


def came_since(db: Database, since: str, *, reader: str) -> list[CaseRow]:
    """The cases of people who came, or were registered, since an instant; the latest first."""
    found = db.read(
        f"{ROWS_SQL} WHERE (c.opened_at >= ?2 OR c.arrived_at >= ?2) AND {NOT_FOLDED}"
        " ORDER BY coalesce(c.arrived_at, c.opened_at) DESC",
        (reader, since),
    )
    return [case_row(row) for row in found]


def with_safety_line(db: Database, *, reader: str) -> list[CaseRow]:
    """The cases with a safety line whose people are still in the house: by their stage, and no
    record says that they left since they came, or since their case was opened again."""
    stages = json.dumps([stage.value for stage in STAGES[: STAGES.index(Stage.FOLLOW_UP)]])
    found = db.read(
        f"{ROWS_SQL} WHERE c.closed_on IS NULL AND {NOT_FOLDED} AND (c.safety_line != '' OR c.uid"
        " IN (SELECT m.kept FROM merges m JOIN cases f ON f.uid = m.folded"
        " WHERE m.undone_at IS NULL AND f.safety_line != ''))"
        " AND c.stage IN (SELECT value FROM json_each(?2))"
        " AND NOT EXISTS (SELECT 1 FROM milestones gone WHERE gone.case_uid = c.uid"
        " AND gone.name = 'left' AND NOT EXISTS (SELECT 1 FROM milestones back"
        " WHERE back.case_uid = c.uid AND back.name = 'reopened' AND back.at >= gone.at))"
        " ORDER BY c.alias",
        (reader, stages),
    )
    return [case_row(row) for row in found]


def case_row(row: Row) -> CaseRow:
    """What a row of `ROWS_SQL` tells."""
    values = (*row[:7], Stage(row[7]), *row[8:16], bool(row[16]), bool(row[17]), row[18])
    return CaseRow(*values)


# --- ordered ids


def case_ids(
    db: Database, query: Query, *, reader: str, ids: Collection[int] | None = None
) -> list[int]:
    """The ordered ids of all cases that match, within `ids` where given.

    Of `query.text` no more is asked than whether there is any (`search.find` and the names in
    memory make `ids` of it): a file that is folded into another is only found by words.
    Cases without a value of the sort column come last in both directions. Raises ValueError
    for a column there is no order by.
    """
    found = _found(db, query, reader, ids)
    hidden = frozenset[int]() if query.text.strip() else merges.folded_ids(db)
    return [each for each in found if each not in hidden] if hidden else found


def _found(db: Database, query: Query, reader: str, ids: Collection[int] | None) -> list[int]:
    if ids is not None and len(ids) <= _MANY:
        return _ordered(db, id_queries(query, reader=reader, ids=ids))
    asked = list(id_queries(query, reader=reader, ids=None))
    ordered = db.kept(ORDER, repr(asked), lambda: tuple(_ordered(db, asked)))
    if ids is None:
        return list(ordered)
    wanted = ids if isinstance(ids, set | frozenset) else set(ids)
    return list(filter(wanted.__contains__, ordered))


def _ordered(db: Database, asked: Iterable[tuple[str, list[Any]]]) -> list[int]:
    return [case_id for sql, parameters in asked for case_id in db.ids(sql, parameters)]


def id_queries(
    query: Query, *, reader: str, ids: Collection[int] | None
) -> Iterator[tuple[str, list[Any]]]:
    """The statements whose results one after the other are the ordered ids.

    Several, so that each can follow one index: for stages one each in their order (which is
    not alphabetical), for columns that may be empty those with a value and those without.
    """
    conditions, parameters = _filters(query, reader, ids)
    direction = "DESC" if query.descending else "ASC"
    for condition, values, order in _slices(query):
        where = " AND ".join([*condition, *conditions]) or "1"
        columns = ", ".join(f"{column} {direction}" for column in order)
        yield f"SELECT id FROM cases WHERE {where} ORDER BY {columns}", [*values, *parameters]


_Slice = tuple[list[str], list[Any], tuple[str, ...]]


def _slices(query: Query) -> Iterator[_Slice]:
    if query.sort == "number":
        # Numbers run in the order of registration, as ids do; as text 10000 is before 9999.
        yield [], [], ("id",)
    elif query.sort in ("alias", "changed_at"):
        yield [], [], (query.sort, "id")
    elif query.sort == "stage":
        for stage in reversed(STAGES) if query.descending else STAGES:
            yield ["stage = ?"], [stage.value], ("id",)
    elif query.sort in ("risk", "due_on", "arrived_at"):
        yield [f"{query.sort} IS NOT NULL"], [], (query.sort, "id")
        yield [f"{query.sort} IS NULL"], [], ("id",)
    else:
        raise ValueError(f"cases are not sorted by {query.sort}")


def _filters(query: Query, reader: str, ids: Collection[int] | None) -> tuple[list[str], list[Any]]:
    """The conditions of a query, and the values bound in them in the same order."""
    found: list[tuple[str, list[Any]]] = [
        _one_of("stage", [stage.value for stage in query.stages]),
        _one_of("risk", query.risks),
        _one_of("worker", query.workers),
    ]
    if query.due_before is not None:
        found.append(("due_on <= ?", [query.due_before]))
    if query.minors is not None:
        adult = "born_to <= ?"  # unknown age counts as a minor's (A-01A)
        condition = f"(born_to IS NULL OR NOT {adult})" if query.minors else adult
        found.append((condition, [_born_by_adults()]))
    if query.mine:
        found.append(("uid IN (SELECT case_uid FROM case_keys WHERE holder = ?)", [reader]))
    if ids is not None:
        found.append(("id IN (SELECT value FROM json_each(?))", [_json(ids)]))
    kept = [(condition, values) for condition, values in found if condition]
    return [condition for condition, _ in kept], [v for _, values in kept for v in values]


def _one_of(column: str, values: Sequence[str]) -> tuple[str, list[Any]]:
    if not values:
        return "", []
    return f"{column} IN ({', '.join('?' * len(values))})", list(values)


def _born_by_adults() -> str:
    """The latest birth date of somebody who is an adult today. 29 February stays as it is: as
    text it lies between 28 February and 1 March, where the birthday of other years is."""
    today = clock.today()
    return f"{today.year - MAJORITY:04d}-{today.month:02d}-{today.day:02d}"


def _json(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))


# --- all cases


def ids_of(db: Database, uids: Collection[str]) -> dict[str, int]:
    """List ids by case uid; unknown uids are left out."""
    if len(uids) > _MANY:
        known = db.kept(_IDS, "", lambda: _ids_by_uid(db))
        return {uid: known[uid] for uid in uids if uid in known}
    rows = db.read(
        "SELECT uid, id FROM cases WHERE uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(uids)),),
    )
    return dict(rows)


def ids_held(db: Database, holder: str) -> frozenset[int]:
    """List ids of the cases a worker is on the team of."""
    return db.kept(HELD, holder, lambda: frozenset(db.ids(HELD_SQL, (holder,))))


HELD_SQL = """
SELECT id FROM cases WHERE uid IN (SELECT case_uid FROM case_keys WHERE holder = ?)"""


def _ids_by_uid(db: Database) -> dict[str, int]:
    row = db.one("SELECT json_group_object(uid, id) FROM cases")
    found: dict[str, int] = json.loads(row[0]) if row else {}
    return found
