"""Where a save of the tracing forms is stopped: the guards, asked with what the vault knows.

A notice is completed when its words may be read by everybody; a claimant is told nothing before
the police has answered; a reunion needs its proof; relatives are told only where she wants it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from rescueapp.actions.gates import decision_gates
from rescueapp.actions.opened import claims
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.opened.saving import Saving
from rescueapp.actions.opened.screening import screened
from rescueapp.actions.outward import consents, disclosure, receivers
from rescueapp.domain import names, notice
from rescueapp.domain.consent import Use
from rescueapp.domain.guards import tracing as guards
from rescueapp.domain.needles import Sort
from rescueapp.domain.record import Answers
from rescueapp.domain.unsafe import Found, Passage
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import dates
from rescueapp.forms.answers import answered
from rescueapp.forms.schema import Field, Form
from rescueapp.i18n import Text, language, mark, say
from rescueapp.storage import person
from rescueapp.workspace import Workspace

TELLS_TOO_MUCH = mark(
    "The notice is not completed: everybody reads it (Lijiang plan, (3); Law on the Protection of"
    " Minors, art. 103). Take this out, or save it as incomplete: {found}",
    "guard",
)
FIELD_TELLS = mark("“{field}” {why}", "notice")
UNSAFE = mark("tells of somebody who must not learn where the person is", "notice")
WHERE = mark("tells where the person is", "notice")
NOT_ALL_READ = mark(
    "The notice is not completed: that takes somebody who can read the whole list of those who"
    " must not learn where the person is (a rule of this program), and a part of it lies where you"
    " cannot open it. Ask a colleague who holds it.",
    "guard",
)
_CONTACTS = ("notice_contact", "notice_unit")
_OWN_TELEPHONE = "03"  # L-notice-contact
_RETURN_NOTICE = "F10"  # L-police-document
_MEETING = "contact_arranged_on"
_ARRANGED = ("claimant_told_on", _MEETING)


def check(ws: Workspace, saving: Saving) -> None:
    """Let a save of a tracing form pass, inside its transaction. Raises Refused, in words."""
    words = _CHECKS[saving.form.key](ws, saving, saving.whole)
    if words is not None:
        raise Refused(words)


def _notice(ws: Workspace, saving: Saving, told: Answers) -> Text | None:
    if answered(told.get("notice_withdrawn_on")):
        return guards.notice_still_up(_standing(told)) if saving.complete else None
    if days := consents.publishing(saving):
        rows = told.get("notice_platforms")
        for row in rows if isinstance(rows, list) else ():
            _check_abroad(ws, saving.case_uid, row, ("platform_name",))
        for day in days:
            against = guards.notice_against_will(
                minor=Reading(ws).minor(saving.case_uid),
                name_known=told.get("notice_name_known"),
                state=consents.state(ws, saving.case_uid, Use.NOTICE, on=day),
            )
            if against is not None:
                return against
    return _tells_too_much(ws, saving, told) if saving.complete else None


def _check_abroad(
    ws: Workspace, case_uid: str, told: Mapping[str, object], keys: tuple[str, ...]
) -> None:
    """Raises Refused where whoever reads or is told lives abroad, and nothing may go (K-14)."""
    for key in keys:
        named = told.get(key)
        if isinstance(named, str):
            receivers.check(ws, case_uid, named, least=True)


def _standing(told: Answers) -> int:
    """On how many platforms a notice is to be read now."""
    rows = told.get("notice_platforms")
    return sum(
        answered(row.get("platform_since"))
        and not answered(row.get("platform_down_on"))
        and row.get("platform") not in notice.PRINTED
        for row in (rows if isinstance(rows, list) else ())
    )


def _claimant(ws: Workspace, saving: Saving, told: Answers) -> Text | None:
    arranged = any(answered(told.get(key)) for key in _ARRANGED)
    if arranged:
        _check_abroad(ws, saving.case_uid, told, ("claimant_phone", "claimant_address"))
    confirmed = claims.is_confirmed(told)
    before = interpreter.join(saving.before)
    meets = answered(told.get(_MEETING)) and not answered(before.get(_MEETING))
    unproved = guards.claim_unproved(result=told.get("claim_result"), confirmed=confirmed)
    return (
        (unproved if saving.complete else None)
        or guards.claimant_before_police(confirmed=confirmed, arranged=arranged)
        or guards.unassessed(begins=meets, assessed=screened(ws, saving.case_uid))
    )


def _reunion(ws: Workspace, saving: Saving, told: Answers) -> Text | None:
    if not saving.complete:
        return None
    by_police = all(answered(told.get(k)) for k in ("reunion_police_unit", "reunion_number"))
    proved = by_police or _registered(ws, saving.case_uid, told.get("reunion_f10_number"))
    relative, name = told.get("reunion_relative"), told.get("reunion_name")
    return guards.reunion(
        minor=Reading(ws).minor(saving.case_uid),
        proved=proved or claims.confirmed(ws, saving.case_uid, relative=relative, name=name),
        wish=told.get("reunion_wish"),
        kind=told.get("reunion_kind"),
        assessed=decision_gates.fit_to_return(ws, saving.case_uid, _on(told)),
    )


def _on(told: Answers) -> date | None:
    said = told.get("reunion_on")
    return dates.latest(said) if isinstance(said, str) else None


def _registered(ws: Workspace, case_uid: str, number: object) -> bool:
    """Whether a return notice of the police with this number is registered in the case."""
    if not isinstance(number, str) or not number.strip():
        return False
    reading = Reading(ws)
    papers = (
        reading.found(row.uid)[1].answers
        for row in person.rows(ws.db, case_uid, form="police_document")
    )
    numbers = (p.get("paper_number") for p in papers if p.get("police_paper") == _RETURN_NOTICE)
    wanted = names.simplified(number)
    return any(isinstance(n, str) and names.simplified(n) == wanted for n in numbers)


def _support_notice(ws: Workspace, saving: Saving, told: Answers) -> Text | None:
    if not saving.complete and not answered(told.get("duty_sent_on")):
        return None
    relative = told.get("duty_relative")
    if isinstance(relative, str):
        of = Reading(ws).parts(*Reading(ws).found(relative)).answers
        _check_abroad(ws, saving.case_uid, of, ("relative_phone", "relative_address"))
    return guards.support_notice(
        minor=Reading(ws).minor(saving.case_uid),
        wish=told.get("duty_wish") or _family_may_know(ws, saving.case_uid),
    )


def _family_may_know(ws: Workspace, case_uid: str) -> str | None:
    """What was said at intake, where nobody has asked since: at the latest that asked."""
    for row in person.rows(ws.db, case_uid, form="intake"):
        said = Reading(ws).found(row.uid)[1].answers.get("family_may_know")
        if isinstance(said, str):
            return said
    return None


_CHECKS: dict[str, Callable[[Workspace, Saving, Answers], Text | None]] = {
    "tracing_notice": _notice,
    "claimant": _claimant,
    "reunion": _reunion,
    "support_duty_notice": _support_notice,
}
FORMS = tuple(_CHECKS)


# --- the words of a notice ------------------------------------------------------------------


def _tells_too_much(ws: Workspace, saving: Saving, told: Answers) -> Text | None:
    """What stands in the public answers that must not, question by question, with the reason."""
    if not disclosure.read_whole(ws, saving.case_uid):
        return NOT_ALL_READ()
    found = [
        *((each.field, each.words) for each in notice.findings(saving.form, told, _CONTACTS)),
        *_disclosed(ws, saving, told),
    ]
    if not found:
        return None
    lines = (
        say(FIELD_TELLS(field=interpreter.label(saving.form, field), why=say(why)))
        for field, why in found
    )
    between = "; " if language() == "en" else "；"
    return TELLS_TOO_MUCH(found=between.join(dict.fromkeys(lines)))


def _disclosed(ws: Workspace, saving: Saving, told: Answers) -> Iterator[tuple[Field, Text]]:
    public = {field.key: field for _, field in notice.public(saving.form)}
    for each in disclosed(ws, saving.case_uid, saving.form, told, saving.record_uid):
        if any(sort is not Sort.WHEREABOUTS for sort in each.sorts):
            yield public[each.field], UNSAFE()
        if Sort.WHEREABOUTS in each.sorts:
            yield public[each.field], WHERE()


def disclosed(
    ws: Workspace, case_uid: str, form: Form, told: Answers, record_uid: str
) -> list[Found]:
    """What the public answers of a notice tell of people of the unsafe list, and of where she is.
    The institution's own number and name may stand as the contact where somebody has said why."""
    passages = [
        Passage(interpreter.label(form, field), interpreter.say(field, told[field.key]),
                record_uid, field.key)
        for _, field in notice.public(form)
        if answered(told.get(field.key))
    ]  # fmt: skip
    own = told.get("notice_contact_kind") == _OWN_TELEPHONE
    said_why = own and answered(told.get("notice_contact_why"))
    found = disclosure.check(ws, case_uid, passages, hides_whereabouts=True)
    return [each for each in found if not (said_why and _is_contact(each))]


def _is_contact(found: Found) -> bool:
    return found.field in _CONTACTS and set(found.sorts) == {Sort.WHEREABOUTS}
