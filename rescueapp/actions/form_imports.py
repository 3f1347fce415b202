"""Take in a table of records of one form, or of entries of a register.

Each row of a table of records names its case, which is here already; a row of intakes makes one.
What it says is saved as incomplete and marked as entered late: somebody looks at it and completes
it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.actions import cases, entries, registers
from rescueapp.actions.imports import Guess, ImportReport
from rescueapp.actions.reading import Reading
from rescueapp.actions.records import save_record
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.exchange import form_table, form_template
from rescueapp.exchange.form_table import Entered
from rescueapp.exchange.mapping import FORM as INTAKE
from rescueapp.exchange.mapping import NOT_TAKEN, Columns
from rescueapp.exchange.rows import RowProblem, forbidden
from rescueapp.exchange.spreadsheet import Table, read_table
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.registers import REGISTERS
from rescueapp.forms.schema import Form
from rescueapp.i18n import mark, say
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import imported
from rescueapp.workspace import Workspace

NO_SUCH_FORM = mark("There is no form or register with this key.", "import")
NO_SUCH_CASE = mark("There is no case with this number.", "import")
NOT_ASKED = mark(
    "Not taken in: the form does not ask this of the person, or not after the other answers.",
    "import",
)


def import_records(
    ws: Workspace,
    key: str,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Save a record, or an entry, for every good row of a table. `key`: of the form or register.

    Each row is one transaction: killed half-way, the file is simply taken in again, and rows that
    are here already are not taken twice. Raises Refused for another role, for a form there is
    not, and for what is no such table.
    """
    ws.check(Act.IMPORT)
    form = form_of(key)
    watched = progress or Quiet()
    table = read_table(path, titles=form_table.every_title(form))
    taking = _Records(ws, form) if key in FORMS else _Entries(ws, form)
    done = already = 0
    bad: list[RowProblem] = []
    remarks: list[RowProblem] = []
    for row in form_table.read_form_rows(form, table, of_cases=_of_cases(key)):
        if isinstance(row, RowProblem):
            bad.append(row)
            continue
        watched.report(row.row.number, len(table.rows))
        try:
            taken, odd = taking.take(row, table, dry_run=dry_run)
        except _Bad as reason:
            bad += reason.problems
            continue
        except Refused as refused:
            bad.append(RowProblem(row.row.number, "", refused.words))
            continue
        done, already = done + taken, already + (not taken)
        remarks += odd
    with ws.db.transaction():
        ws.log("import", form=key, done=done, already=already, bad=len(bad), dry_run=dry_run)
    return ImportReport(_guess(form, table), done, already, tuple(bad), tuple(remarks), dry_run,
                        Changed(everything=done > 0 and not dry_run))  # fmt: skip


def write_template(key: str, path: Path) -> None:
    """Write an empty workbook for a form or register. Raises Refused, Unavailable."""
    form_template.write_template(form_of(key), path, of_cases=_of_cases(key))


def _of_cases(key: str) -> bool:
    """Whether a row of this form is about a case that is here."""
    return key in FORMS and key != INTAKE


def form_of(key: str) -> Form:
    """The form or register of a key. Raises Refused."""
    form = FORMS.get(key) or REGISTERS.get(key)
    if form is None:
        raise Refused(NO_SUCH_FORM)
    return form


def _guess(form: Form, table: Table) -> Guess:
    """What each column was read as: itself, or nothing."""
    taken = set(form_table.places(form, table).values())
    if _of_cases(form.key):
        taken.add(form_table.case_place(table))
    described = tuple(
        (title, title if place in taken else say(NOT_TAKEN))
        for place, title in enumerate(table.titles)
    )
    return Guess(table.encoding, Columns({}), described, len(table.rows))


class _Bad(Exception):
    """What stands against a row, and where."""

    def __init__(self, problems: list[RowProblem]) -> None:
        super().__init__()
        self.problems = problems


_Took = tuple[bool, list[RowProblem]]  # whether it is new here, what is odd in it


class _Records:
    """Rows that become records of cases."""

    def __init__(self, ws: Workspace, form: Form) -> None:
        self._ws, self._form = ws, form

    def take(self, entered: Entered, table: Table, *, dry_run: bool) -> _Took:
        """Save a row. Raises Refused, or _Bad for certain cells."""
        ws, form = self._ws, self._form
        case_uid = self._case_uid(entered.case_number)
        minor = Reading(ws).minor(case_uid)
        answers, odd = _looked_at(form, entered, table, minor=minor, complete=False)
        said = json.dumps(answers, sort_keys=True, ensure_ascii=False)
        words = ("record", form.key, case_uid or "", said)
        fingerprint = seal.token(ws.keys.grants[Grant.MATCH], *words)
        if imported.case_of(ws.db, fingerprint) is not None:
            return False, []
        if not dry_run:
            save_record(
                ws, form=form.key, case_uid=case_uid, record_uid=None, based_on=0, answers=answers,
                complete=False, entered_late=True, fingerprint=fingerprint,
            )  # fmt: skip
        return True, odd

    def _case_uid(self, number: str) -> str | None:
        """The case a row is about; None where it becomes one."""
        if not _of_cases(self._form.key):
            return None
        row = cases.case_by_number(self._ws, number)
        if row is None:
            raise Refused(NO_SUCH_CASE)
        return row.uid


class _Entries:
    """Rows that become entries of a register."""

    def __init__(self, ws: Workspace, form: Form) -> None:
        self._ws, self._form = ws, form
        self._here = [entry.answers for entry in entries.entries(ws, form.key)]

    def take(self, entered: Entered, table: Table, *, dry_run: bool) -> _Took:
        """The same of an entry."""
        answers, odd = _looked_at(self._form, entered, table, minor=False, complete=True)
        if answers in self._here:
            return False, []
        if not dry_run:
            registers.save_entry(self._ws, register=self._form.key, entry_uid=None, based_on=0,
                                 answers=answers, complete=True)  # fmt: skip
        self._here.append(answers)
        return True, odd


def _looked_at(
    form: Form, entered: Entered, table: Table, *, minor: bool, complete: bool
) -> tuple[dict[str, Any], list[RowProblem]]:
    """The answers the form asks for, and what is odd in them. Raises _Bad."""
    number = entered.row.number
    places = reversed(form_table.places(form, table).items())
    titles = {(column.of or column.field).key: table.titles[at] for column, at in places}
    asked = {field.key for field in interpreter.asked_fields(form, entered.answers, minor)}
    answers = {key: value for key, value in entered.answers.items() if key in asked}
    bad = list(forbidden(table.titles, entered.row, minor=minor))
    odd = [RowProblem(number, titles[k], NOT_ASKED) for k in entered.answers if k not in asked]
    found = interpreter.problems(form, answers, complete=complete, today=clock.today(), minor=minor)
    for each in found:
        told = RowProblem(number, titles.get(str(each.path[0]), ""), each.words)
        (bad if each.blocking else odd).append(told)
    if bad:
        raise _Bad(bad)
    return answers, odd
