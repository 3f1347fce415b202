"""Whether a vault is whole: every record in all its parts, and everything made from it.

`torn` names what is not; a fault is words with ids, one a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.finding.cases import match_tokens
from rescueapp.actions.opened import names
from rescueapp.actions.opened.reading import Opened, Reading
from rescueapp.actions.opened.registering import first_team
from rescueapp.actions.recording.drafts import drafts_of, open_draft
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.case import CaseRow, Query
from rescueapp.domain.names import simplified
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.domain.worker import EMERGENCY_COMPARTMENTS
from rescueapp.exchange import mapping
from rescueapp.exchange.rows import Taken, read_rows
from rescueapp.exchange.spreadsheet import read_table
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.schema import TEAM_COMPARTMENTS, Compartment
from rescueapp.storage import audit, case_keys, facts, records, search
from rescueapp.workspace import Workspace
from tests.faults.entries import answers_of, number, word

# Rows that stand for each other across tables; each query finds what lacks its counterpart.
_ALONE = {
    "a case without a record": "SELECT uid FROM cases WHERE uid NOT IN"
    " (SELECT case_uid FROM records)",
    "a case without an entry in the audit": "SELECT uid FROM cases WHERE uid NOT IN"
    " (SELECT object FROM audit WHERE act = 'register_case')",
    "an entry in the audit without its case": "SELECT object FROM audit WHERE"
    " act = 'register_case' AND object NOT IN (SELECT uid FROM cases)",
    "a case that search does not know": "SELECT uid FROM cases WHERE id NOT IN"
    " (SELECT id FROM case_search_content)",
    "words of a case that is not there": "SELECT id FROM case_search_content WHERE id NOT IN"
    " (SELECT id FROM cases)",
    "a record without its version": "SELECT r.uid FROM records r LEFT JOIN record_versions v"
    " ON v.record_uid = r.uid AND v.version = r.version WHERE v.answers IS NOT r.answers",
    "a version without its entry in the audit": "SELECT record_uid FROM record_versions v"
    " WHERE (SELECT count(*) FROM audit a WHERE a.act = 'save_record' AND a.object = v.record_uid"
    " AND a.detail ->> 'version' = v.version) <> 1",
    "versions with a gap": "SELECT r.uid FROM records r WHERE r.version <>"
    " (SELECT count(*) FROM record_versions v WHERE v.record_uid = r.uid)",
    "a part that is no version's": "SELECT record_uid FROM record_parts EXCEPT"
    " SELECT p.record_uid FROM record_parts p JOIN record_version_parts v"
    " USING (record_uid, compartment, version, sealed)",
    "an imported row without its case": "SELECT case_uid FROM imported_rows WHERE case_uid NOT IN"
    " (SELECT uid FROM cases)",
    "a case of two rows": "SELECT case_uid FROM imported_rows GROUP BY case_uid"
    " HAVING count(*) > 1",
    "a case entered late that is no row's": "SELECT case_uid FROM records WHERE entered_late"
    " EXCEPT SELECT case_uid FROM imported_rows",
    "a number given ahead of its case": "SELECT last FROM numbers WHERE series LIKE 'case:%'"
    " AND last <> (SELECT count(*) FROM cases WHERE number LIKE '%' ||"
    " replace(substr(series, 6), ':', '-') || '-%')",
}  # fmt: skip


def torn(ws: Workspace, case_uids: Iterable[str]) -> Iterator[str]:
    """What is not whole in the tables, the audit, and these cases."""
    audit.verify(ws.db)
    for what, query in _ALONE.items():
        yield from (f"{what}: {value}" for (value,) in ws.db.read(query))
    names.start_names(ws)
    for case_uid in case_uids:
        yield from (f"{what} in case {case_uid}" for what in _Case(ws, case_uid).torn())


def all_cases(ws: Workspace) -> list[str]:
    """The uids of every case, in the order of their numbers."""
    found = cases.case_rows(ws, cases.find_cases(ws, Query(sort="number", descending=False)))
    return [row.uid for row in found]


def acts(ws: Workspace) -> dict[tuple[str, int], int | None]:
    """(record, version) → the act that wrote it; None for a row of a sheet."""
    found = ws.db.read("SELECT record_uid, version FROM record_versions")
    made = {}
    for record, version in found:
        contents = records.contents_at(ws.db, record, version)
        assert contents
        made[record, version] = number(contents.answers)
    return made


def drafts_kept(ws: Workspace) -> dict[str, int | None]:
    """Own drafts by uid → the act that kept them, opened in all their parts."""
    kept = {}
    for draft in drafts_of(ws):
        typed = open_draft(ws, draft.uid).view.answers
        n = number(typed)
        kept[draft.uid] = n if n is not None and typed == answers_of("intake", n) else None
    return kept


def rows_of(path: Path) -> list[Taken]:
    """The good rows of a sheet."""
    table = read_table(path)
    found = read_rows(table, mapping.guess(table), today=clock.today())
    return [row for row in found if isinstance(row, Taken)]


def imported(ws: Workspace, rows: Iterable[Taken]) -> dict[int, str]:
    """Number of the row → the case it became, of those that are in."""
    key = ws.keys.grants[Grant.MATCH]
    have = dict(ws.db.read("SELECT fingerprint, case_uid FROM imported_rows"))
    tokens = {row.number: seal.token(key, "row", *row.fingerprint) for row in rows}
    return {number: have[token] for number, token in tokens.items() if token in have}


def answers_in(ws: Workspace, case_uid: str) -> Answers:
    """What the intake of a case says, all parts."""
    (row,) = records.rows(ws.db, case_uid, form="intake")
    reading = Reading(ws)
    return reading.parts(*reading.found(row.uid)).answers


class _Case:
    """One case with its records, opened as a supervisor opens them."""

    def __init__(self, ws: Workspace, uid: str) -> None:
        self.ws = ws
        self.row: CaseRow = cases.case(ws, uid)
        self.records = list(Reading(ws).of_case(uid))

    def torn(self) -> Iterator[str]:
        yield from self._keys()
        for row, _ in self.records:
            for version in range(1, row.version + 1):
                yield from self._version(row, version)
        yield from self._facts()
        yield from self._words()
        yield from self._tokens()
        yield from self._spine()

    def _keys(self) -> Iterator[str]:
        have = set(self.ws.db.read(
            "SELECT compartment, holder FROM case_keys WHERE case_uid = ?", (self.row.uid,)
        ))  # fmt: skip
        team = {(c.value, m.uid) for m in first_team(self.ws) for c in m.compartments}
        everybody = {(c.value, case_keys.EMERGENCY) for c in EMERGENCY_COMPARTMENTS}
        if have != team | {(c.value, "") for c in TEAM_COMPARTMENTS} | everybody:
            yield "keys of the team are missing"
        if set(self.ws.case_keys(self.row.uid)) != set(TEAM_COMPARTMENTS):
            yield "a key does not open"

    def _version(self, row: RecordRow, version: int) -> Iterator[str]:
        contents = records.contents_at(self.ws.db, row.uid, version)
        assert contents
        opened = Reading(self.ws).parts(row, contents)
        if set(opened.parts) != {None, *contents.parts}:
            yield f"a part of {row.uid} version {version} does not open"
        n = number(contents.answers)
        if n is None:
            return
        if opened.parts != interpreter.split(form_of(row.form), answers_of(row.form, n)):
            yield f"{row.uid} version {version} is not what act {n} entered"
        if version < row.version and search.find(self.ws.db, word(n)):
            yield f"act {n} is found by words that were taken out"

    def _facts(self) -> Iterator[str]:
        said: dict[str, Any] = {}
        for row, opened in self.records:
            said |= interpreter.facts(form_of(row.form), opened.answers)
        if dict(Reading(self.ws).present_facts(self.row.uid)) != said:
            yield "the facts are not what the records say"
        of = {fact.record_uid for fact in facts.present(self.ws.db, self.row.uid).values()}
        if not of <= {row.uid for row, _ in self.records}:
            yield "a fact is of no record"

    def _words(self) -> Iterator[str]:
        for compartment in TEAM_COMPARTMENTS:
            having = {row.uid for row, opened in self.records if compartment in opened.parts}
            indexed = self.ws.search_part(self.row.uid, compartment)
            if not set(indexed) <= having:  # a part without words has none to be found by
                yield f"the search words of {compartment} are of other records"
        for row, opened in self.records:
            n = number(opened.parts[None])
            if n is not None:
                yield from self._words_of(row, opened, n)

    def _words_of(self, row: RecordRow, opened: Opened, n: int) -> Iterator[str]:
        if search.find(self.ws.db, word(n)) != [self.row.id]:
            yield f"the clear words of act {n} do not find it"
        for compartment in (Compartment.CARE, Compartment.MEDICAL):
            words = self.ws.search_part(self.row.uid, compartment).get(row.uid, "")
            if compartment in opened.parts and word(n) not in words:
                yield f"the {compartment} words of act {n} are missing"
        name = opened.answers.get("name")
        if name and self.row.uid not in self.ws.names.find(simplified(name)):
            yield f"the name of act {n} does not find it"

    def _tokens(self) -> Iterator[str]:
        said = self._intake()
        have = set(self.ws.db.read(
            "SELECT kind, token FROM match_tokens WHERE case_uid = ?", (self.row.uid,)
        ))  # fmt: skip
        if have != set(match_tokens(self.ws, said.names, said.documents)):
            yield "the tokens are not those of the name and the document"

    def _spine(self) -> Iterator[str]:
        said = self._intake()
        due = [row.due_on for row, _ in self.records if row.due_on and not row.done_on]
        asked = "SELECT due_on FROM deadlines WHERE case_uid = ? AND NOT threshold"
        clocks = self.ws.db.read(asked, (self.row.uid,))
        due += [day for (day,) in clocks]
        have = (self.row.sex, self.row.born_from, self.row.born_to, self.row.due_on)
        if have != (said.sex, said.born_from, said.born_to, min(due, default=None)):
            yield "the spine is not what the records say"

    def _intake(self) -> interpreter.Spine:
        (answers,) = (opened.answers for row, opened in self.records if row.form == "intake")
        return interpreter.spine(form_of("intake"), answers)
