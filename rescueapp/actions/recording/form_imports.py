"""Take in a table of records of one form, or of entries of a register.

Each row of a table of records names its case, which is here already; a row of intakes makes one.
What it says is saved as incomplete and marked as entered late: somebody looks at it and completes
it.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.actions.finding import cases
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.recording import registers
from rescueapp.actions.recording.imports import Guess, ImportReport
from rescueapp.actions.recording.records import NOT_YOUR_FORM, save_record
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
from rescueapp.storage import files, imported
from rescueapp.workspace import Workspace

NO_SUCH_FORM = mark("There is no form or register with this key.", "import")
ALREADY = mark("There is such a file already. Nothing was written over it.", "import")
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
    if ws.worker.role.value not in form.writers:
        raise Refused(NOT_YOUR_FORM)
    watched = progress or Quiet()
    table = read_table(path, titles=form_table.every_title(form))
    taking = _Records(ws, form, table) if key in FORMS else _Entries(ws, form, table)
    done = already = 0
    bad: list[RowProblem] = []
    remarks: list[RowProblem] = []
    for row in form_table.read_form_rows(form, table, of_cases=_of_cases(key)):
        if isinstance(row, RowProblem):
            bad.append(row)
            continue
        watched.report(row.row.number, len(table.rows))
        try:
            taken, odd = taking.take(row, dry_run=dry_run)
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
    return ImportReport(taking.guess(), done, already, tuple(bad), tuple(remarks), dry_run,
                        Changed(everything=done > 0 and not dry_run))  # fmt: skip


def write_template(key: str, path: Path) -> None:
    """Write an empty workbook for a form or register; an error leaves no half of one.

    Raises Refused where a file is already, Unavailable where none can be written.
    """
    form = form_of(key)
    with files.on_disk():
        try:
            files.write(path, form_template.template(form, of_cases=_of_cases(key)))
        except FileExistsError:
            raise Refused(ALREADY) from None


def _of_cases(key: str) -> bool:
    """Whether a row of this form is about a case that is here."""
    return key in FORMS and key != INTAKE


def form_of(key: str) -> Form:
    """The form or register of a key. Raises Refused."""
    form = FORMS.get(key) or REGISTERS.get(key)
    if form is None:
        raise Refused(NO_SUCH_FORM)
    return form


class _Bad(Exception):
    """What stands against a row, and where."""

    def __init__(self, problems: list[RowProblem]) -> None:
        super().__init__()
        self.problems = problems


_Took = tuple[bool, list[RowProblem]]  # whether it is new here, what is odd in it


class _Taking(ABC):
    """The rows of one table on their way in."""

    def __init__(self, ws: Workspace, form: Form, table: Table) -> None:
        self.ws, self.form, self._table = ws, form, table
        self._places = form_table.places(form, table)
        self._titles: dict[str, str] = {}  # by question, the first of its columns
        for column, place in self._places.items():
            self._titles.setdefault((column.of or column.field).key, table.titles[place])

    @abstractmethod
    def take(self, entered: Entered, *, dry_run: bool) -> _Took:
        """Save a row. Raises Refused, or _Bad for certain cells."""

    def guess(self) -> Guess:
        """What each column was read as: itself, or nothing."""
        taken = set(self._places.values())
        if _of_cases(self.form.key):
            taken.add(form_table.case_place(self._table))
        described = tuple(
            (title, title if place in taken else say(NOT_TAKEN))
            for place, title in enumerate(self._table.titles)
        )
        return Guess(self._table.encoding, Columns({}), described, len(self._table.rows))

    def looked_at(self, entered: Entered, *, minor: bool, complete: bool) -> _Looked:
        """The answers the form asks for, and what is odd in them. Raises _Bad."""
        form, number = self.form, entered.row.number
        asked = {field.key for field in interpreter.asked_fields(form, entered.answers, minor)}
        answers = {key: value for key, value in entered.answers.items() if key in asked}
        left = (key for key in entered.answers if key not in asked)
        bad = list(forbidden(self._table.titles, entered.row, minor=minor))
        odd = [RowProblem(number, self._titles[key], NOT_ASKED) for key in left]
        today = clock.today()
        for each in interpreter.problems(
            form, answers, complete=complete, today=today, minor=minor
        ):
            told = RowProblem(number, self._titles.get(str(each.path[0]), ""), each.words)
            (bad if each.blocking else odd).append(told)
        if bad:
            raise _Bad(bad)
        return answers, odd


_Looked = tuple[dict[str, Any], list[RowProblem]]


class _Records(_Taking):
    """Rows that become records of cases."""

    def take(self, entered: Entered, *, dry_run: bool) -> _Took:
        ws, form = self.ws, self.form
        case_uid = self._case_uid(entered.case_number)
        minor = Reading(ws).minor(case_uid)
        answers, odd = self.looked_at(entered, minor=minor, complete=False)
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
        """The case a row is about, one's own; None where it becomes one."""
        if not _of_cases(self.form.key):
            return None
        row = cases.case_by_number(self.ws, number)
        if row is None:
            raise Refused(cases.NO_SUCH_NUMBER)
        Reading(self.ws).refuse_others(row.uid)
        return row.uid


class _Entries(_Taking):
    """Rows that become entries of a register."""

    def __init__(self, ws: Workspace, form: Form, table: Table) -> None:
        super().__init__(ws, form, table)
        self._here = [entry.answers for entry in entries.entries(ws, form.key)]

    def take(self, entered: Entered, *, dry_run: bool) -> _Took:
        answers, odd = self.looked_at(entered, minor=False, complete=True)
        if answers in self._here:
            return False, []
        if not dry_run:
            registers.save_entry(self.ws, register=self.form.key, entry_uid=None, based_on=0,
                                 answers=answers, complete=True)  # fmt: skip
        self._here.append(answers)
        return True, odd
