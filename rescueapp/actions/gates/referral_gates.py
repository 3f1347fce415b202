"""What stands against a referral: work at an age, consent, and what a partner may be told."""

from __future__ import annotations

from rescueapp.actions.gates import growth_gates
from rescueapp.actions.opened import entries
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.outward import consents, receivers
from rescueapp.domain import partners, referral
from rescueapp.domain.consent import RESTS_ON, State, Use
from rescueapp.domain.guards import referrals as guards
from rescueapp.domain.record import Answers
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS as CATALOGUE
from rescueapp.workspace import Workspace

FORMS = ("referral",)
_SENT = "referral_sent_on"
ABROAD = "referral_abroad"
_STANDS = (State.GIVEN, State.TOLD)


def check(ws: Workspace, saving: Saving) -> None:
    """Refuse to send what must not go out; refuse to complete what lacks its ground. What was
    sent before is written down to its end. Raises Refused."""
    told = saving.whole
    if _sent_before(saving):
        return
    growth_gates.check_work(ws, saving)
    if not interpreter.answered(told.get(_SENT)):
        return
    on = consents.act_day(told[_SENT])
    refuse_to_send(ws, saving.case_uid, told, on=on)
    if not saving.complete or _saves_a_life(told):
        return
    partner = _partner(ws, told)
    words = guards.referral_sent(
        on_consent=referral.rests_on_consent(told),
        given=_given(ws, saving.case_uid, on),
        signed=partner is None or referral.undertaken(partner),
    )
    if words is not None:
        raise Refused(words)


def refuse_to_send(ws: Workspace, case_uid: str, told: Answers, *, on: str = "") -> None:
    """Before a referral leaves, on paper or otherwise; `on`: the day it did, where that is written
    down (ISO; "": now). Raises Refused: the person said no, named
    whoever is asked as somebody not to be told, they are abroad (K-14), or a partner would be told
    more than it may."""
    groups = referral.told(told)
    there = told.get(ABROAD) is True
    receivers.check(ws, case_uid, _whom(ws, told), least=True, said_abroad=there)
    if referral.rests_on_consent(told):
        consents.refuse_without(ws, case_uid, Use.REFERRAL, on=on)
        if referral.HEALTH in groups:
            consents.refuse_without(ws, case_uid, Use.MEDICAL, on=on)
        if consents.is_limited(ws, case_uid, Use.REFERRAL, _whom(ws, told), on=on):
            raise Refused(guards.REFERRAL_LIMITED)
    partner = _partner(ws, told)
    if partner is not None and referral.exceeds(groups, partner) and not _saves_a_life(told):
        raise Refused(guards.REFERRAL_TELLS_MORE)


def _saves_a_life(told: Answers) -> bool:
    return told.get("referral_basis") == referral.EMERGENCY


def _sent_before(saving: Saving) -> bool:
    """Whether a complete version said already that it was sent."""
    before = interpreter.join(saving.before)
    complete = saving.row is not None and saving.row.state == "complete"
    return complete and interpreter.answered(before.get(_SENT))


def _given(ws: Workspace, case_uid: str, on: str) -> bool:
    purpose = RESTS_ON[Use.REFERRAL]
    return any(
        c.purpose == purpose and c.state in _STANDS and not c.no_guardian
        for c in consents.ledger(ws, case_uid, on=on)
    )


def _whom(ws: Workspace, told: Answers) -> str:
    """Everybody named as asked, in words."""
    named = ("referral_department", "referral_partner", "referral_contact")
    fields = (f for f in interpreter.fields(CATALOGUE[referral.FORM]) if f.key in named)
    names = entries.names(ws, partners.REGISTER)
    return " ".join(interpreter.say(f, told[f.key], names) for f in fields if f.key in told)


def _partner(ws: Workspace, told: Answers) -> Answers | None:
    uid = told.get("referral_partner")
    return entries.entry(ws, uid).answers if isinstance(uid, str) else None
