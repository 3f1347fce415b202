"""Taking a consent back: as easy as giving it, at once, and without a reason (PIPL 15)."""

from __future__ import annotations

from dataclasses import replace

from rescueapp import clock
from rescueapp.actions.opened.reading import CLEAR, Reading
from rescueapp.actions.outward import consents
from rescueapp.actions.recording import records
from rescueapp.actions.recording.records import Saved
from rescueapp.domain.changed import Changed
from rescueapp.domain.consent import STOPS, State
from rescueapp.domain.record import Answers
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import form as form_of
from rescueapp.i18n import mark, say
from rescueapp.workspace import Workspace

NOTHING_GIVEN = mark("There is no consent to this purpose that could be withdrawn.", "consent")
LEGAL_DUTY = mark(
    "The law asks for this: the person was told and not asked, so there is no consent to withdraw."
    " An objection is written down and answered by the supervisor.",
    "consent",
)


def withdraw(ws: Workspace, case_uid: str, purpose: str, *, reason: str = "") -> Changed:
    """Take the consent to a purpose of L-consent back, in the paper that gave it.

    A new version of that F26; its sealed parts stay as they are. Where the paper itself can no
    longer be saved (its guardian has come onto the unsafe list), a paper of its own says it.
    What was planned on the consent is taken out by the same save.
    Raises Refused where nothing was given.
    """
    Reading(ws).refuse_others(case_uid)
    standing = next((c for c in consents.ledger(ws, case_uid) if c.purpose == purpose), None)
    if standing is not None and standing.state is State.TOLD:
        raise Refused(LEGAL_DUTY)
    if standing is None or standing.state not in (State.GIVEN, State.EXPIRED):
        raise Refused(NOTHING_GIVEN)
    said = _said(purpose, reason)
    try:
        saved = _in_paper(ws, case_uid, standing.record_uid, said)
    except Refused:
        saved = _apart(ws, case_uid, said)
    with ws.db.transaction():
        ws.log("withdraw_consent", case_uid, record=saved.record_uid, purpose=purpose)
    return replace(saved.changed, forms=saved.changed.forms | frozenset(consents.VISITS))


def _in_paper(ws: Workspace, case_uid: str, record_uid: str, said: Answers) -> Saved:
    row, contents = Reading(ws).found(record_uid)
    before = contents.answers.get("withdrawals", [])
    answers = contents.answers | {"withdrawals": [*before, said]}
    return records.save_record(
        ws,
        form=row.form,
        case_uid=case_uid,
        record_uid=row.uid,
        based_on=row.version,
        answers=answers,
        complete=row.state == "complete" and not _stands_against(ws, case_uid, answers),
        readable=frozenset({CLEAR}),
    )


def _apart(ws: Workspace, case_uid: str, said: Answers) -> Saved:
    answers = {"consent_on": clock.today().isoformat(), "withdrawals": [said]}
    return records.save_record(
        ws, form=consents.FORM, case_uid=case_uid, record_uid=None, based_on=0, answers=answers,
        complete=False,
    )  # fmt: skip


def _said(purpose: str, reason: str) -> Answers:
    said = {
        "withdrawn_purpose": purpose,
        "withdrawn_on": clock.today().isoformat(),
        "withdrawn_reason": " ".join(reason.split()),
        "withdrawn_acted": say(STOPS[purpose]),
    }
    return {key: value for key, value in said.items() if value}


def _stands_against(ws: Workspace, case_uid: str, answers: Answers) -> bool:
    """Whether the paper is no longer complete by today's rules; it is saved all the same."""
    found = interpreter.problems(
        form_of(consents.FORM), answers, complete=True, today=clock.today(),
        minor=Reading(ws).minor(case_uid),
    )  # fmt: skip
    return any(problem.blocking for problem in found)
