"""What stands against saving the papers of leaving: `domain.guards` and `domain.going_home`,
asked with what the vault knows of the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from rescueapp import clock
from rescueapp.actions.due import rules
from rescueapp.actions.gates import decision_gates
from rescueapp.actions.gates.at_risk import at_risk, latest, victim
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import consents, handed_abroad, receivers
from rescueapp.domain import beds, consent, going_home, names
from rescueapp.domain.abroad import mission
from rescueapp.domain.case import may_be_under
from rescueapp.domain.going_home import Return
from rescueapp.domain.guards import leaving as guards
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.forms.catalogue import form as form_of
from rescueapp.forms.none_codes import answered
from rescueapp.i18n import Text
from rescueapp.storage import cases, records
from rescueapp.workspace import Workspace

_DECLARATION = "leaving_declaration"  # F03
_HANDOVER = "return_handover"  # F27
_CASE_FORM = "trafficking_case"
_MENTAL = {"5", "6"}  # C-10: intellectual, psychosocial
_FOLLOW_UP = "08"  # L-consent
_BED = "stay_bed"
_AGREES = "01"  # L-agreement


def check(ws: Workspace, saving: Saving) -> None:
    """Let a save of a paper of leaving pass. Raises Refused, in words that name the rule."""
    if words := _CHECK[saving.form.key](ws, saving):
        raise Refused(words)


# --- F03, F04 -------------------------------------------------------------------------------


def _declaration(ws: Workspace, saving: Saving) -> Text | None:
    if not saving.complete:
        return None
    signs = saving.whole.get("leaving_signs") is True or _disabled(ws, saving.case_uid)
    return guards.leaving_alone(under_16=_under_16(ws, saving.case_uid), signs=signs)


def _bed(ws: Workspace, saving: Saving) -> Text | None:
    """Why a room is not given, where it is another than before (A-109)."""
    given, row = saving.whole.get(_BED), cases.row(ws.db, saving.case_uid, reader=ws.holder)
    if not isinstance(given, str) or given == interpreter.join(saving.before).get(_BED):
        return None
    room = entries.entry(ws, given).answers
    return beds.OTHER_SEX if beds.of_other_sex(room, row.sex if row else None) else None


def _leaving(ws: Workspace, saving: Saving) -> Text | None:
    bed = _bed(ws, saving)
    if bed is not None or not saving.complete:
        return bed
    return next((words for words in _against_leaving(ws, saving) if words is not None), None)


def _against_leaving(ws: Workspace, saving: Saving) -> Iterator[Text | None]:
    """What stands against a complete record of leaving, the gravest first."""
    told, case_uid = saving.whole, saving.case_uid
    mode, company, to = (_code(told, key) for key in ("exit_mode", "left_with", "left_to"))
    under_16, signs = _under_16(ws, case_uid), _signs(ws, case_uid)
    yield guards.left_alone(under_16=under_16, signs=signs, mode=mode, company=company)
    needed = guards.paper_of_leaving(mode=mode, company=company)
    if needed and not _complete(ws, case_uid, needed):
        yield guards.NEEDS_PAPER(form=Text(form_of(needed).title, needed))
    risk = at_risk(ws, case_uid)
    careful = signs or risk or Reading(ws).minor(case_uid)
    if not _complete(ws, case_uid, _HANDOVER):
        yield guards.taken_home(at_risk=careful, mode=mode, company=company, to=to)
        yield guards.where_unsaid(at_risk=careful, mode=mode, company=company, to=to)
    yield guards.asked_in_private(
        at_risk=risk, asked=_asked_alone(ws, case_uid), mode=mode, company=company
    )
    yield guards.cash(
        given=_money(told.get("cash_given")),
        cap=rules.limit(ws, rules.CASH, _day(told.get("left_at"))),
        why=answered(told.get("cash_why")),
        signed=told.get("cash_signed"),
    )


def _day(at: Any) -> str:
    """The day of an instant at the station, as ISO has it; without one today."""
    told = isinstance(at, str) and at.endswith("Z")
    return (clock.local(at).date() if told else clock.today()).isoformat()


def _asked_alone(ws: Workspace, case_uid: str) -> bool:
    """Whether the declaration of leaving is complete, with the answer to its private question."""
    rows = records.rows(ws.db, case_uid, form=_DECLARATION)  # of this stay, not of another file
    declared = next((row for row in rows if row.state == "complete"), None)
    reading = Reading(ws)
    told = reading.parts(*reading.found(declared.uid)).answers if declared else {}
    return answered(told.get("made_to_leave"))


def _signs(ws: Workspace, case_uid: str) -> bool:
    """Whether a disability is known that nobody leaves alone with, or signs of one were seen."""
    declared = latest(ws, case_uid, _DECLARATION) or {}
    return declared.get("leaving_signs") is True or _disabled(ws, case_uid)


def _under_16(ws: Workspace, case_uid: str) -> bool:
    """Whether somebody may be under 16: unknown age is (A-01A)."""
    row = cases.row(ws.db, case_uid, reader=ws.holder)
    limit = guards.NOBODY_ALONE_UNDER
    return may_be_under(limit, row.born_to if row else None, clock.today())


def _disabled(ws: Workspace, case_uid: str) -> bool:
    known = Reading(ws).present_facts(case_uid, keys=["disability"]).get("disability")
    return isinstance(known, list) and bool(_MENTAL & set(known))


# --- F05 --------------------------------------------------------------------------------------


def _termination(ws: Workspace, saving: Saving) -> Text | None:
    if not saving.complete:
        return None
    told = saving.whole
    reviewed = all(
        answered(told.get(key))
        for key in ("termination_review", "termination_reviewed_on", "termination_reviewer")
    )
    reasons = told.get("termination_reasons")
    return guards.termination(
        reasons=tuple(reasons) if isinstance(reasons, list) else (),
        victim=told.get("termination_victim") is True or victim(ws, saving.case_uid),
        reviewed=reviewed,
        by_proposer=_reviews_own(ws, saving),
    )


def _reviews_own(ws: Workspace, saving: Saving) -> bool:
    """Whether the review is said to be by somebody who wrote or handled what is reviewed."""
    told = saving.whole
    proposed = {told.get("handled_by"), told.get("handled_by_second")}
    if saving.row is not None:
        proposed |= {each.worker_name for each in records.versions(ws.db, saving.record_uid)}
    if saving.row is None or told != interpreter.join(saving.before):  # else it is only looked at
        proposed.add(ws.worker.display_name)
    named = {names.simplified(each) for each in proposed if isinstance(each, str)} - {""}
    reviewer = told.get("termination_reviewer")
    return isinstance(reviewer, str) and names.simplified(reviewer) in named


# --- F27 --------------------------------------------------------------------------------------


def _return(ws: Workspace, saving: Saving) -> Text | None:
    if not saving.complete:
        return None
    said = _said_of_return(ws, saving)
    return going_home.forbids(said) or going_home.waits(said)


def _said_of_return(ws: Workspace, saving: Saving) -> Return:
    told, case_uid = saving.whole, saving.case_uid
    handed_over = told.get("handed_over_on")
    day = dates.latest(handed_over) if isinstance(handed_over, str) else clock.today()
    result, in_time = decision_gates.assessed(ws, case_uid, day)
    return Return(
        kind=_code(told, "return_kind"),
        wish=_wish(ws, saving),
        minor=Reading(ws).minor(case_uid),
        decided=answered(told.get("return_child_decided")),
        assessed=in_time,
        result=result,
        home_safety=_code(told, "home_safety"),
        unit=answered(told.get("receiving_unit")),
        collector=answered(told.get("collector_name")),
        checked=answered(told.get("receiver_checked")),
        copy_kept=told.get("receiver_copy_kept") is True or answered(told.get("receiver_copy")),
        escorted=answered(told.get("return_escorts")),
        first_visit=answered(told.get("first_visit_on"))
        or answered(told.get("first_visit_done_on"))
        or _consent(ws, case_uid, _FOLLOW_UP) in consent.NO,
    )


def _wish(ws: Workspace, saving: Saving) -> str | None:
    """Her wish on the day; else the one of the trafficking case record."""
    if "return_own_wish" in saving.whole:
        return _code(saving.whole, "return_own_wish")
    return _code(latest(ws, saving.case_uid, _CASE_FORM) or {}, "return_wish")


# --- F32, F34 -----------------------------------------------------------------------------------


def _abroad(ws: Workspace, saving: Saving) -> Text | None:
    told = saving.whole
    receiver = told.get("border_receiver")
    if isinstance(receiver, str) and mission(receiver) and _code(told, "embassy_told") != _AGREES:
        return going_home.EMBASSY()
    return handed_abroad.refusal(ws, saving.case_uid, told) if saving.complete else None


def _file(ws: Workspace, saving: Saving) -> Text | None:
    """Nothing of the file goes abroad (K-14). Raises Refused."""
    for key in ("file_reader_unit", "file_reader_name"):
        named = saving.whole.get(key)
        if isinstance(named, str):
            receivers.check(ws, saving.case_uid, named)
    return None


_CHECK: dict[str, Callable[[Workspace, Saving], Text | None]] = {
    "leaving_declaration": _declaration,
    "stay_and_leaving": _leaving,
    "termination_notice": _termination,
    _HANDOVER: _return,
    "cross_border": _abroad,
    "file_access": _file,
}
FORMS = tuple(_CHECK)


# --- reading ----------------------------------------------------------------------------------


def _complete(ws: Workspace, case_uid: str, form: str) -> bool:
    rows = records.rows(ws.db, case_uid, form=form)  # of this stay, not of another file
    return any(row.state == "complete" for row in rows)


def _consent(ws: Workspace, case_uid: str, purpose: str) -> consent.State:
    """Where a purpose of the ledger stands."""
    found = (each for each in consents.ledger(ws, case_uid) if each.purpose == purpose)
    return next((each.state for each in found), consent.State.NOT_ASKED)


def _code(told: Mapping[str, Any], key: str) -> str | None:
    value = told.get(key)
    return value if isinstance(value, str) else None


def _money(value: Any) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) else None
