"""Whether help in a case has ended: closed with approval, and not opened again since (A-908).

A closing counts once it is complete, which waits for a second person; a reopening counts as soon
as it is saved, because nothing holds up help. The later of the two decides. The number stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rescueapp.domain.begun import ENDED_IN_PLACE
from rescueapp.domain.record import RecordRow
from rescueapp.domain.worker import Act
from rescueapp.forms.catalogue import FORMS as CATALOGUE
from rescueapp.storage import copies, merges, person, records
from rescueapp.workspace import Workspace

COMPLETE = "complete"


def _says(milestone: str) -> frozenset[str]:
    return frozenset(
        key
        for key, form in CATALOGUE.items()
        if any(said.name == milestone for said in form.milestones)
    )


CLOSES, REOPENS = _says("closed"), _says("reopened")
FORMS = CLOSES | REOPENS


@dataclass(frozen=True, slots=True)
class Open:
    """What is still open in a case that is to be closed: told, and never in the way.

    `due`: records that make something due, the earliest first. `copies`: of its papers that have
    not come back.
    """

    due: tuple[RecordRow, ...]
    copies: int

    def __bool__(self) -> bool:
        return bool(self.due or self.copies)


def closed_on(ws: Workspace, case_uid: str) -> str | None:
    """The day on which help ended, as its records say; None while the case is open."""
    last = next(_ends(ws, case_uid), None)
    return last.on_date if last is not None and last.form in CLOSES else None


def still_open(ws: Workspace, case_uid: str) -> Open:
    """What a closing should look at first. Of others' cases: nothing."""
    ws.check(Act.READ_CASES)
    if not ws.case_keys(case_uid):
        return Open((), 0)
    due = [
        row
        for row in person.open_due(ws.db, case_uid)
        if row.case_uid == case_uid or row.form in ENDED_IN_PLACE
    ]
    files = merges.files_of(ws.db, case_uid)
    papers = (copy for uid in files for copy in copies.of_case(ws.db, uid))
    out = [copy for copy in papers if copy.returned_on is None]
    return Open(tuple(due), len(out))


def _ends(ws: Workspace, case_uid: str) -> Iterator[RecordRow]:
    """Closings and reopenings that count, the latest first; of one day the one written last."""
    found = [row for form in FORMS for row in records.rows(ws.db, case_uid, form=form)]
    found.sort(key=_when, reverse=True)
    return (row for row in found if row.form in REOPENS or row.state == COMPLETE)


def _when(row: RecordRow) -> tuple[str, str, bool]:
    """Written down in the same moment, the case is rather open."""
    return row.on_date or "", row.created_at, row.form in REOPENS
