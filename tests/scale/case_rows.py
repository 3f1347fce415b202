"""The rows of fictional cases: what `save_record` does for each record, without asking again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from rescueapp import clock
from rescueapp.actions.finding import cases as case_actions
from rescueapp.actions.opened.registering import first_team
from rescueapp.domain.case import case_number, may_be_minor, stage_of
from rescueapp.domain.names import document_keys, name_keys
from rescueapp.forms import answers as interpreter
from rescueapp.forms.schema import Compartment, Stage
from rescueapp.identity import uid
from rescueapp.storage import case_keys, cases, facts, matching, records, search
from rescueapp.workspace import Workspace, new_case_keys, sealed_case_keys
from tests.scale import fiction
from tests.scale.batch import Batch
from tests.scale.fiction import Filed

STATION = "LX01"
_OPEN_FOR = timedelta(days=60)  # older cases have done what was due


@dataclass(frozen=True, slots=True)
class Order:
    """One case to make."""

    number: int  # of `count`
    count: int
    login: str  # of whoever registers it
    running: int
    alias: str


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of some cases, the audit they ask for, and what is done by now."""

    statements: dict[str, list[Sequence[Any]]]
    acts: list[tuple[str, str, str, str, dict[str, Any]]]  # at, actor, act, object, detail
    done: list[tuple[str, str]]  # record uid, at


def opened_at(number: int, count: int) -> datetime:
    """When case `number` of `count` was written: by quarters, the later ones later."""
    back = fiction.quarters_ago(number, count) * fiction.QUARTER
    return clock.now() - back - timedelta(seconds=count - number)


def rows_of(desks: Mapping[str, Workspace], orders: Iterable[Order]) -> Made:
    """The rows of these cases, each written at the desk of whoever registers it."""
    batch, made = Batch(), Made({}, [], [])
    for order in orders:
        desk = replace(desks[order.login], db=batch.database)
        _Maker(desk, order, made).make()
    made.statements.update(batch.statements)
    return made


class _Maker:
    """Makes one case: what `save_record` does for each of its records, without asking again."""

    def __init__(self, ws: Workspace, order: Order, made: Made) -> None:
        self._ws, self._order, self._made = ws, order, made
        self._who = fiction.identity(order.number)
        self._case = uid()
        self._opened_at = clock.stamp(opened_at(order.number, order.count))
        quarters = fiction.quarters_ago(order.number, order.count)
        self._filed = fiction.model(order.number % fiction.model_count(), quarters)
        self._sealed_words: dict[Compartment, dict[str, str]] = {}

    def make(self) -> None:
        self._register()
        for filed in self._filed:
            self._save(filed)
        self._finish()
        self._ws.forget_case_keys(self._case)

    def _register(self) -> None:
        said = self._filed[0].said
        cases.insert(
            self._ws.db,
            uid=self._case,
            number=self._number,
            alias=self._order.alias,
            worker=self._ws.worker.uid,
            opened_at=self._opened_at,
            stage=Stage.INTAKE,
            sex=said.sex,
            arrived_at=said.arrived_at,
        )
        opened = new_case_keys()
        rows = sealed_case_keys(opened, self._ws.keyring, first_team(self._ws))
        case_keys.add_many(self._ws.db, self._case, rows)
        self._ws.adopt_case_keys(self._case, opened)
        self._log("register_case", self._case)

    def _save(self, filed: Filed) -> None:
        record = uid()
        records.save(self._ws.db, self._version(record, filed))
        for key, value, compartment in filed.facts:
            own = fiction.named({key: value}, self._who)[key]
            self._add_fact(filed, record, key, own, compartment)
        for compartment in filed.parts:
            if compartment is not Compartment.AUTHOR:
                self._tell(compartment, record, self._words(filed, compartment))
        self._log("save_record", record, case=self._case, form=filed.form.key, version=1,
                  complete=self._completes(filed))  # fmt: skip
        if filed.said.due_on and self._settled(filed.said.due_on):
            self._made.done.append((record, self._opened_at))

    def _completes(self, filed: Filed) -> bool:
        """What waits for a second person is kept as incomplete."""
        wanted = filed.form.approval
        row = cases.row(self._ws.db, self._case, reader="")
        minor = may_be_minor(row.born_to if row else None, clock.today())
        waits = wanted is not None and interpreter.applies(wanted.when, filed.answers, minor)
        return filed.complete and not waits

    def _tell(self, compartment: Compartment, record: str, words: str) -> None:
        if words:
            self._sealed_words.setdefault(compartment, {})[record] = words

    def _version(self, record: str, filed: Filed) -> records.NewVersion:
        sealed = {
            compartment: self._ws.seal_part(
                compartment,
                fiction.named(part, self._who),
                case_uid=self._case,
                record_uid=record,
                version=1,
            )
            for compartment, part in filed.parts.items()
        }
        return records.NewVersion(
            uid=record,
            case_uid=self._case,
            form=filed.form.key,
            form_version=filed.form.version,
            based_on=0,
            state="complete" if self._completes(filed) else "incomplete",
            worker=self._ws.worker.uid,
            at=self._opened_at,
            answers=filed.clear,
            sealed=sealed,
            on_date=filed.said.on_date or self._opened_at[:10],
            due_on=filed.said.due_on,
        )

    def _add_fact(
        self, filed: Filed, record: str, key: str, value: Any, compartment: Compartment | None
    ) -> None:
        sealed = None
        if compartment is not None:
            sealed = self._ws.seal_fact(
                compartment, value, case_uid=self._case, key=key, recorded_at=self._opened_at
            )
        facts.add(
            self._ws.db,
            case_uid=self._case,
            key=key,
            worker=self._ws.worker.uid,
            recorded_at=self._opened_at,
            value=None if sealed else value,
            compartment=compartment,
            sealed=sealed,
            source=filed.form.source,
            record_uid=record,
        )

    def _finish(self) -> None:
        """What each save brings up to date, once for all of them."""
        cases.update_spine(self._ws.db, self._case, changed_at=self._opened_at, **self._spine())
        words = " ".join(filed.clear_words for filed in self._filed)
        search.index_case(
            self._ws.db,
            self._order.number + 1,  # the id: cases are written in this order
            number=self._number,
            alias=self._order.alias,
            words=words,
        )
        for compartment, by_record in self._sealed_words.items():
            self._ws.put_search_part(self._case, compartment, by_record)
        self._set_tokens()

    def _spine(self) -> cases.Spine:
        """The columns of the case after all of its records."""
        counted = (f for f in self._filed if f.form.approval is None or self._completes(f))
        spine: cases.Spine = {"stage": stage_of(f.form.stage for f in counted if f.form.stage)}
        for said in (filed.said for filed in self._filed):
            if said.sex:
                spine["sex"] = said.sex
            if said.born_from or said.born_to:
                spine["born_from"], spine["born_to"] = said.born_from, said.born_to
            if said.risk:
                spine["risk"] = said.risk
            if said.safety_line is not None:
                spine["safety_line"] = said.safety_line
            if said.arrived_at:
                spine["arrived_at"] = said.arrived_at
        return spine

    def _set_tokens(self) -> None:
        """Of every name and document that any of the records tells."""
        told = [fiction.names_of(filed, self._who) for filed in self._filed]
        names = dict.fromkeys(name for names, _ in told for name in names)
        documents = dict.fromkeys(number for _, documents in told for number in documents)
        tokens = case_actions.match_tokens(self._ws, names, documents)
        matching.set_tokens(self._ws.db, self._case, tokens)

    def _words(self, filed: Filed, compartment: Compartment) -> str:
        if compartment is not Compartment.IDENTITY:
            return filed.words[compartment]
        names, documents = fiction.names_of(filed, self._who)
        return name_keys(names) + document_keys(documents)

    def _settled(self, due_on: str) -> bool:
        return due_on < (clock.today() - _OPEN_FOR).isoformat()

    def _log(self, act: str, obj: str, **detail: Any) -> None:
        self._made.acts.append((self._opened_at, self._ws.worker.uid, act, obj, detail))

    @property
    def _number(self) -> str:
        return case_number(STATION, int(self._opened_at[:4]), self._order.running)
