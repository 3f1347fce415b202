"""Take in the spreadsheet an office has: good rows become cases, bad ones are named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rescueapp import clock
from rescueapp.actions.recording.records import save_record
from rescueapp.crypto import seal
from rescueapp.crypto.keyring import Grant
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.exchange import mapping as mappings
from rescueapp.exchange.mapping import Columns
from rescueapp.exchange.rows import RowProblem, Taken, read_rows
from rescueapp.exchange.spreadsheet import Table, read_table
from rescueapp.i18n import mark, say
from rescueapp.progress import Progress, Quiet
from rescueapp.storage import imported
from rescueapp.workspace import Workspace

PROBLEM = mark("Row {row}, {column}: {words}", "import")
DONE = mark("{done} taken in, {already} were here already, {bad} rows not taken.", "import")
READ_AS = mark("Read as {encoding}.", "import")
COLUMN = mark("Column {title} becomes: {target}", "import")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file looks like before anything is taken in."""

    encoding: str
    columns: Columns
    described: tuple[tuple[str, str], ...]  # (title, what it becomes)
    rows: int

    def lines(self) -> list[str]:
        shown = [say(COLUMN(title=title, target=target)) for title, target in self.described]
        return [say(READ_AS(encoding=self.encoding)), *shown]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the rows. `bad` were not taken; `remarks` were, and should be looked at."""

    guess: Guess
    done: int
    already: int
    bad: tuple[RowProblem, ...]
    remarks: tuple[RowProblem, ...]
    dry_run: bool
    changed: Changed

    def lines(self) -> list[str]:
        problems = [
            say(PROBLEM(row=p.number, column=p.title, words=p.words))
            for p in (*self.bad, *self.remarks)
        ]
        count = len({problem.number for problem in self.bad})
        total = say(DONE(done=self.done, already=self.already, bad=count))
        return [*self.guess.lines(), *problems, total]


def guess(path: Path, *, mapping: Path | None = None) -> Guess:
    """Read a file's titles and say what each column would become."""
    columns = mappings.read_mapping(mapping) if mapping else None
    return _guess(read_table(path, titles=columns.targets if columns else ()), columns)


def _guess(table: Table, columns: Columns | None) -> Guess:
    known = columns or mappings.guess(table)
    described = tuple(mappings.described(known))
    return Guess(table.encoding, known, described, len(table.rows))


def write_guess(path: Path, mapping: Path) -> Guess:
    """Write the guessed mapping to a file that can be put right and used."""
    guessed = guess(path)
    mappings.write_mapping(guessed.columns, mapping)
    return guessed


def import_cases(
    ws: Workspace,
    path: Path,
    *,
    mapping: Path | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Register a case for every good row. Each row is one transaction: killed half-way, the
    file is simply taken in again, and rows that are here already make no second person."""
    ws.check(Act.IMPORT)
    watched = progress or Quiet()
    columns = mappings.read_mapping(mapping) if mapping else None
    table = read_table(path, titles=columns.targets if columns else ())
    guessed = _guess(table, columns)
    done = already = 0
    bad: list[RowProblem] = []
    remarks: list[RowProblem] = []
    for row in read_rows(table, guessed.columns, today=clock.today()):
        if isinstance(row, RowProblem):
            bad.append(row)
            continue
        watched.report(row.number, len(table.rows))
        taken = _take(ws, row, dry_run=dry_run)
        if isinstance(taken, RowProblem):
            bad.append(taken)
            continue
        done, already = done + taken, already + (not taken)
        remarks.extend(row.remarks)
    with ws.db.transaction():
        ws.log("import", done=done, already=already, bad=len(bad), dry_run=dry_run)
    return ImportReport(guessed, done, already, tuple(bad), tuple(remarks), dry_run,
                        Changed(everything=done > 0 and not dry_run))  # fmt: skip


def _take(ws: Workspace, row: Taken, *, dry_run: bool) -> bool | RowProblem:
    """Whether the row made a case (False: it is here already), or why it did not."""
    fingerprint = seal.token(ws.keys.grants[Grant.MATCH], "row", *row.fingerprint)
    if imported.case_of(ws.db, fingerprint) is not None:
        return False
    if dry_run:
        return True
    try:
        save_record(
            ws,
            form=mappings.FORM,
            case_uid=None,
            record_uid=None,
            based_on=0,
            answers=row.answers,
            complete=False,
            entered_late=True,
            fingerprint=fingerprint,
        )
    except Refused as refused:
        return RowProblem(row.number, "", refused.words)
    return True
