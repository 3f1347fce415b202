"""The gates of household registration (F22, A-505) and of the clue sheet (P13), and the line of
the clue sheet in the register of releases (S18, K-13)."""

from __future__ import annotations

from collections.abc import Callable

from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import receivers, releases
from rescueapp.domain.guards import support as guards
from rescueapp.domain.record import Answers
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.i18n import Text, say
from rescueapp.storage import records
from rescueapp.storage.releases import Release
from rescueapp.workspace import Workspace

CLUES = "clue_sheet"
REGISTRATION = "household_registration"
_DONE = "08"  # L-hukou-stage
_UNIT, _OFFICER, _GIVEN_ON, _HOW = "clue_unit", "clue_officer", "clue_given_on", "clue_how"
_TOLD = ("clue_kinds", "clue_words", "clue_seen")
_AGREED = "01"  # of L-release-basis: the person's separate consent


def check(ws: Workspace, saving: Saving) -> None:
    """Let clues pass to the police that she agreed to, and a registration that was compared.
    Raises Refused: without her agreement, a unit abroad, what must not be kept."""
    _CHECKS[saving.form.key](ws, saving)


def _registration(ws: Workspace, saving: Saving) -> None:
    """Raises Refused: what is no number of a paper, a registration before the comparison."""
    told, approval = saving.whole, saving.form.approval
    assert approval is not None, "F22 waits for a supervisor where nothing was compared"
    minor = Reading(ws).minor(saving.case_uid)
    versions = records.versions(ws.db, saving.record_uid) if saving.row is not None else []
    words = guards.comparison_number(told.get("comparison_number")) or guards.registered(
        uncompared=interpreter.applies(approval.when, told, minor),
        done=interpreter.answered(told.get("hukou_done_on")) or told.get("hukou_stage") == _DONE,
        approved=any(each.state == "complete" for each in versions),
    )
    if words is not None:
        raise Refused(words)


def _clues(ws: Workspace, saving: Saving) -> None:
    told = saving.whole
    refused = guards.clue_without_consent(
        agreed=told.get("clue_agreed") is True, given=_given(told)
    )
    if refused is not None:
        raise Refused(refused)
    for key in (_UNIT, _OFFICER):
        receivers.check(ws, saving.case_uid, _text(told, key))


_CHECKS: dict[str, Callable[[Workspace, Saving], None]] = {
    CLUES: _clues,
    REGISTRATION: _registration,
}
FORMS = tuple(_CHECKS)


def note(ws: Workspace, saving: Saving, at: str) -> None:
    """After the save, inside its transaction: what was handed over stands in the register.

    Whose name is in the words is not held against the unsafe list here: that the police learn of
    them is what a clue is for. On paper the sheet is checked like every print.
    """
    told = saving.whole
    if saving.form.key != CLUES or not _given(told):
        return
    there = releases.noted(ws, saving.record_uid)
    # whatever is filled in: what the register says of a sealed part must not tell (K-09)
    given = tuple(f"{CLUES}.{key}" for key in _TOLD)
    releases.note(
        ws,
        Release(
            uid=saving.record_uid,
            kind=releases.OUTSIDE,
            case_uid=saving.case_uid,
            number=saving.record_uid[:8].upper(),
            what=CLUES,
            medium=_text(told, _HOW),
            recipient=_text(told, _UNIT),
            basis=_AGREED,
            purpose=say(Text(saving.form.title, saving.form.key)),
            fields=given,
            worker=ws.worker.uid,
            released_at=there.released_at if there else at,
        ),
    )


def _given(told: Answers) -> bool:
    return interpreter.answered(told.get(_GIVEN_ON))


def _text(told: Answers, key: str) -> str:
    value = told.get(key)
    return value.strip() if isinstance(value, str) else ""
