"""The three parts of a referral on paper, and the sheet of what is known (F25, S37).

The stub stays and says all of it; the delivered part and the receipt leave with the number and the
alias, tell what was chosen, and bear neither name nor mark of this house: an office that knows it
has room for the seal, everybody else for a signature. One print, one number, one line in the
register of releases.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rescueapp.actions.gates import referral_gates
from rescueapp.actions.opened import entries
from rescueapp.actions.outward import disclosure, receivers
from rescueapp.actions.outward.disclosure import Decision
from rescueapp.actions.papers import known_facts, papers
from rescueapp.actions.papers.known_facts import Known, between
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.actions.recording import identity
from rescueapp.domain import referral
from rescueapp.domain.case import CaseRow
from rescueapp.domain.record import Answers, RecordRow
from rescueapp.domain.unsafe import Found, Passage, UnsafeList, as_whereabouts
from rescueapp.forms import answers as interpreter
from rescueapp.forms.catalogue import FORMS
from rescueapp.i18n import Text, mark, say
from rescueapp.printing.items import day
from rescueapp.printing.pages import SheetHead
from rescueapp.printing.parts import Line, Part, missing_characters, write_parts
from rescueapp.printing.profiles import INTERNAL
from rescueapp.storage import cases
from rescueapp.workspace import Workspace

STUB = mark("Referral slip: stub (stays here)", "referral paper")
DELIVERED = mark("Referral slip: for the office asked", "referral paper")
RECEIPT = mark("Referral slip: receipt (to be sent back)", "referral paper")
KNOWN = mark("What is known already (goes with the referral)", "referral paper")

NUMBER = mark("Number", "referral paper")
ALIAS = mark("Protective alias", "referral paper")
CASE_NUMBER = mark("Case number", "referral paper")
TO = mark("To", "referral paper")
KEEP = mark(
    "For those who handle it alone: not to be copied, passed on or put on any list. Ask here before"
    " you ask the person again. Please send the receipt back.",
    "referral paper",
)
BACK = mark("Please fill in and send back to the office that sent the slip.", "referral paper")
SENDER = mark("Sending office (seal), telephone", "referral paper")
SENDER_QUIET = mark("Handled by (signature), telephone", "referral paper")
RECEIVER = mark("Receiving office (seal), telephone", "referral paper")
ASKED_TIMES = mark("The person was asked so far", "referral paper")
TIMES = mark("{count} interviews, the last on {day}", "referral paper")
NO_TIMES = mark("No interview is written down", "referral paper")
TOPICS = mark("Asked about already", "referral paper")
REMAINS = mark("Remains to be asked, if it is needed", "referral paper")
DECLINED = mark("Did not want to say: not to be asked again", "referral paper")
NOT_AGAIN = mark("Does not want to be asked again about", "referral paper")
NOTHING = mark("Nothing", "referral paper")
TAKEN_ON = mark("Taken on: yes □   no □", "referral paper")
ANSWER = mark("Answer", "referral paper")
RECEIVED_ON = mark("Received on", "referral paper")
DEALS = mark("Who deals with it, and telephone", "referral paper")
WHY_NOT = mark("If not, why", "referral paper")
RESULT = mark("What came of it", "referral paper")
ANSWERED_ON = mark("Day of the answer", "referral paper")

_STUB = (
    "referral_on", "referral_service", "referral_department", "referral_partner",
    "referral_contact", "referral_urgency", "referral_asked", "referral_wanted_by",
    "referral_papers", "referral_escort", "referral_told", "referral_sensitive_why",
    "referral_known", "referral_basis", "referral_duty", "referral_explained",
    "referral_sent_on", "referral_sent_how", "referral_sent_by", "referral_remind_on",
)  # fmt: skip
_DELIVERED = (
    "referral_service", "referral_asked", "referral_urgency", "referral_wanted_by",
    "referral_papers", "referral_escort",
)  # fmt: skip
_BEFORE, _AFTER = ((RECEIVED_ON, 1), (DEALS, 1)), ((WHY_NOT, 2), (RESULT, 5), (ANSWERED_ON, 1))
_TOLD, _SUMMARY, _ALONG = "referral_told", "referral_summary", "referral_known"


def prepare(
    ws: Workspace, row: RecordRow, answers: Answers, *, gaps: bool, decision: Decision
) -> Prepared:
    """The parts of a saved referral as one print. `answers`: what its printer may print of it.

    Raises Refused: what `referral_gates.refuse_to_send` does, a recipient of the unsafe list.
    """
    referral_gates.refuse_to_send(ws, row.case_uid, answers)
    case = cases.row(ws.db, row.case_uid, reader=ws.holder)
    assert case is not None, "its record was found"
    out = {key: each for key, each in answers.items() if key not in decision.of(row.uid)}
    receiver = _receiver(ws, answers)
    there = receivers.told_where(answers.get(referral_gates.ABROAD))
    receivers.check(ws, row.case_uid, receiver, least=True, said_abroad=there)
    found = known_facts.known(ws, row.case_uid, referral.told(out))
    if found.identity:
        identity.on_paper(ws, row.case_uid, urgent=_saves_a_life(answers))
    print_id = papers.new_id()
    parts = _parts(ws, row, case, out, found, receiver, print_id)
    lacking = tuple(missing_characters(parts))
    pdfs: tuple[bytes, ...] = ()
    if gaps or not lacking:
        target = io.BytesIO()
        write_parts(target, parts, gaps=gaps)
        pdfs = (target.getvalue(),)
    papers.note_look(ws, row.uid, referral.FORM)
    return Prepared(
        print_id=print_id,
        what=referral.FORM,
        case_uid=row.case_uid,
        pdfs=pdfs,
        missing=lacking,
        recipient=receiver,
        purpose=_said(answers, "referral_service"),
        basis=str(answers.get("referral_basis") or ""),
        found=_telling(ws, row, parts[1:], out, receiver),
        whole_list=disclosure.read_whole(ws, row.case_uid),
        decision=decision,
        fields=tuple(_fields_told(out)),
        abroad=there,
    )


def _saves_a_life(answers: Answers) -> bool:
    """Then the name waits for no second person; words of the unsafe list are decided about."""
    return answers.get("referral_basis") == referral.EMERGENCY


def _parts(
    ws: Workspace, row: RecordRow, case: CaseRow, answers: Answers, found: Known, receiver: str,
    print_id: str,
) -> list[Part]:  # fmt: skip
    """The stub first, then whatever leaves."""
    head = SheetHead(print_id=print_id, training=ws.vault.training)
    whose = (Line(say(NUMBER), referral.number(row.uid)), Line(say(ALIAS), case.alias))
    to = Line(say(TO), receiver, "referral_department")
    kept = {**answers, _TOLD: list(referral.told(answers))}  # the stub says what goes out
    parts = [
        Part(
            head=papers.head(ws, print_id),
            header=INTERNAL.header,
            title=say(STUB),
            lines=(*whose, Line(say(CASE_NUMBER), case.number), *_lines(ws, kept, _STUB)),
            signed=_signatures(),
        ),
        Part(
            head=head,
            title=say(DELIVERED),
            note=say(KEEP),
            lines=(*whose, to, *_facts(found), *_asked(ws, answers)),
            signed=(say(SENDER_QUIET if referral.quiet(answers) else SENDER),),
        ),
        Part(
            head=head,
            title=say(RECEIPT),
            note=say(BACK),
            lines=(*whose, to, *_lines(ws, answers, ("referral_service",)), *_to_fill_in()),
            signed=(say(RECEIVER),),
        ),
    ]
    if answers.get(_ALONG) is not False:
        lines = (*whose, *_facts(found), *_interviews(found), *_remaining(found))
        parts.append(Part(head=head, title=say(KNOWN), note=say(KEEP), lines=lines))
    return parts


def _asked(ws: Workspace, answers: Answers) -> Iterator[Line]:
    yield from _lines(ws, answers, _DELIVERED)
    if not set(referral.told(answers)) <= referral.OPEN:
        yield from _lines(ws, answers, (_SUMMARY,))


def _lines(ws: Workspace, answers: Answers, keys: Sequence[str]) -> Iterator[Line]:
    names = entries.names(ws, "partners")
    for key in keys:
        words = _said(answers, key, names)
        if words:
            yield Line(_label(key), words, key)


def _facts(found: Known) -> Iterator[Line]:
    for label, words in found.facts:
        yield Line(label, words, _TOLD)


def _interviews(found: Known) -> Iterator[Line]:
    times = say(NO_TIMES)
    if found.asked_on:
        times = say(TIMES(count=len(found.asked_on), day=day(max(found.asked_on))))
    yield Line(say(ASKED_TIMES), times, _ALONG)
    if found.topics:
        yield Line(say(TOPICS), found.topics, _ALONG)


def _remaining(found: Known) -> Iterator[Line]:
    yield Line(say(REMAINS), between().join(found.open) or say(NOTHING), _ALONG)
    if found.declined:
        yield Line(say(DECLINED), between().join(found.declined), _ALONG)
    if found.not_again:
        yield Line(say(NOT_AGAIN), "\n".join(found.not_again), _ALONG)


def _to_fill_in() -> Iterator[Line]:
    yield from (Line(say(label), room=room) for label, room in _BEFORE)
    yield Line(say(ANSWER), say(TAKEN_ON))
    yield from (Line(say(label), room=room) for label, room in _AFTER)


# --- what is looked at before it leaves -------------------------------------------------------


def _telling(
    ws: Workspace, row: RecordRow, parts: Sequence[Part], answers: Answers, receiver: str
) -> tuple[Found, ...]:
    """What of the leaving parts tells of the unsafe list; of a school, a hospital or an employer
    also what tells of this house."""
    passages = [
        Passage(line.label, line.words, row.uid if line.key else "", line.key)
        for part in parts
        for line in part.lines
        if line.words
    ]
    found = disclosure.check(ws, row.case_uid, passages, recipient=receiver)
    if not referral.quiet(answers):
        return found
    house = UnsafeList(list(as_whereabouts(ws.vault.station_name)))
    named = {(each.record, each.field) for each in found}
    more = house.find(each for each in passages if each.field != "referral_department")
    return (*found, *(each for each in more if (each.record, each.field) not in named))


def _fields_told(answers: Answers) -> Iterator[str]:
    """What leaves, as "form.field": of the slip, and of the facts of each group told."""
    for key in (*_DELIVERED, _ALONG):
        if not interpreter.empty(answers.get(key)):
            yield f"{referral.FORM}.{key}"
    for code in referral.told(answers):
        yield from map(known_facts.place_of, referral.FACTS[code])


# --- words --------------------------------------------------------------------------------------


def _receiver(ws: Workspace, answers: Answers) -> str:
    """The department and, where one is named, the partner."""
    partner = answers.get("referral_partner")
    named = entries.names(ws, "partners").get(partner, "") if isinstance(partner, str) else ""
    return " ".join(filter(None, (_said(answers, "referral_department"), named)))


def _said(answers: Mapping[str, Any], key: str, names: Mapping[str, str] | None = None) -> str:
    field = _FIELDS[key]
    value = answers.get(key)
    return interpreter.say(field, value, names) if not interpreter.empty(value) else ""


def _label(key: str) -> str:
    return interpreter.label(FORMS[referral.FORM], _FIELDS[key])


def _signatures() -> tuple[str, ...]:
    return tuple(say(Text(name, referral.FORM)) for name in FORMS[referral.FORM].signatures)


_FIELDS = {field.key: field for field in interpreter.fields(FORMS[referral.FORM])}
