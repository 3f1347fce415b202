"""A print leaves: what was found is decided about, the registers and the audit are written, and
only then a page goes to the printer or into a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rescueapp import clock
from rescueapp.actions.opened import reasons, restriction
from rescueapp.actions.outward import disclosure, releases
from rescueapp.actions.papers.incident_papers import Paper
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.domain.changed import Changed
from rescueapp.domain.worker import Act
from rescueapp.identity import uid
from rescueapp.printing.glyphs import Unprintable
from rescueapp.printing.profiles import PROFILES
from rescueapp.storage import copies, files, records
from rescueapp.storage.releases import Release
from rescueapp.workspace import Workspace

INCIDENT_PAPERS = frozenset(Paper)
PRINTER, FILE = "printer", "file"


def release(ws: Workspace, prepared: Prepared, *, medium: str) -> Changed:
    """Write every copy into the register and the audit; only then may it be printed or saved.

    Raises Refused while words that tell of the unsafe list are neither left out nor released.
    """
    ws.check(_act(prepared))
    _check_decided(ws, prepared)
    if prepared.case_uid is not None:
        restriction.refuse_release(ws, prepared.case_uid)
    reasons.keepable(ws, prepared.case_uid, prepared.decision.reason)
    at, total = clock.stamp(), len(prepared.pdfs)
    with ws.db.transaction():
        left = _release(ws, prepared, at, medium)
        for number in range(1, total + 1):
            copies.add(ws.db, left.copy(number, uid()))
        ws.log("print", prepared.case_uid or "", print_id=prepared.print_id, what=prepared.what,
               copies=total, medium=medium, **prepared.detail,
               **_decided(prepared))  # fmt: skip
        # Neither a blank form nor a paper that stays; a list with names leaves whoever takes it.
        if prepared.case_uid or prepared.recipient or prepared.approved_by or prepared.leaves:
            releases.note(ws, left, said_abroad=prepared.abroad)
    return Changed(cases=frozenset(filter(None, [prepared.case_uid])), copies=True)


def _act(prepared: Prepared) -> Act:
    if prepared.what in INCIDENT_PAPERS:
        return Act.HANDLE_INCIDENTS
    return Act.PRINT_FILE if prepared.what in PROFILES else Act.PRINT_SHEET


def _check_decided(ws: Workspace, prepared: Prepared) -> None:
    if prepared.held:
        raise disclosure.held_back(prepared.found)
    if prepared.found and not prepared.urgent:
        ws.check(Act.RELEASE_UNSAFE)


def _release(ws: Workspace, prepared: Prepared, at: str, medium: str) -> Release:
    """A file is released by who may approve it; a sheet to sign at once needs no approval."""
    approved = prepared.what in PROFILES or bool(prepared.decision.reason.strip())
    return Release(
        uid=uid(),
        kind=releases.PRINT,
        case_uid=prepared.case_uid,
        number=prepared.print_id,
        what=prepared.what,
        medium=medium,
        recipient=prepared.recipient,
        basis=prepared.basis,
        purpose=prepared.purpose,
        reason=prepared.reason_in_register,
        fields=prepared.fields,
        found=_named(ws, ((each.record, each.field) for each in prepared.found)),
        left_out=_named(ws, prepared.decision.left_out),
        copies=len(prepared.pdfs),
        worker=ws.worker.uid,
        approved_by=prepared.approved_by or (ws.worker.uid if approved else ""),
        released_at=at,
        return_by=prepared.return_by,
    )


def _named(ws: Workspace, places: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Fields of records as "form.field"; words of the order itself are of no form."""
    rows = ((records.row(ws.db, record), key) for record, key in places if record)
    return tuple(sorted({f"{row.form}.{key}" for row, key in rows if row}))


def _decided(prepared: Prepared) -> dict[str, Any]:
    """For the audit, by ids alone: fields that tell of the list and went out, or were left out."""
    went = [f"{each.record}:{each.field}" for each in prepared.found]
    stayed = sorted(":".join(place) for place in prepared.decision.left_out)
    return {key: value for key, value in (("unsafe", went), ("left_out", stayed)) if value}


def save(ws: Workspace, prepared: Prepared, path: Path) -> Changed:
    """Save a print as a clear PDF, for those who may print it; several copies get numbers.

    Registered first: a file that could not be written stays in the register as made.
    """
    changed = release(ws, prepared, medium=FILE)
    write(prepared, path)
    return changed


def write(prepared: Prepared, path: Path) -> None:
    """Write what was released: one file for each copy, whole or not at all.

    Raises Unavailable when there is no room or no medium; what was there before stays.
    """
    for number, pdf in enumerate(prepared.pdfs, 1):
        target = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        files.replace(target, pdf)


def refuse_missing(prepared: Prepared) -> None:
    """For callers that cannot ask: refuse a print with characters no font has."""
    if prepared.missing and not prepared.pdfs:
        raise Unprintable(list(prepared.missing))
