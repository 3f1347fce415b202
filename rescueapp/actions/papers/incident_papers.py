"""The papers of an incident: the report F39, the notices, the list of cases (K-19).

Report and notice to the authority tell numbers and kinds alone. The notice to a person names
neither her nor the station nor what happened to her: somebody else may open it. The list of the
cases stays in the house.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from rescueapp.actions.opened.reasons import refuse_forbidden
from rescueapp.actions.opened.reported import Incident
from rescueapp.actions.outward import disclosure, receivers
from rescueapp.actions.papers import papers
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.actions.vault import incidents
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.incident import FORM
from rescueapp.i18n import Text, language, mark, say
from rescueapp.printing import sheet
from rescueapp.printing.glyphs import Missing
from rescueapp.printing.letter import Letter, Part
from rescueapp.printing.pages import SheetHead
from rescueapp.printing.tables import TO_WRITE_ON
from rescueapp.workspace import Workspace


class Paper(StrEnum):
    """What can be printed of an incident."""

    REPORT = "incident_report"
    AUTHORITY = "incident_authority"
    PERSON = "incident_person"
    CASES = "incident_cases"


TITLES = {
    Paper.REPORT: mark("Report F39", "incident paper"),
    Paper.AUTHORITY: mark("Notice to the authority", "incident paper"),
    Paper.PERSON: mark("Notice to a person, in plain words", "incident paper"),
    Paper.CASES: mark("List of the cases affected (stays here)", "incident paper"),
}
TO_AUTHORITY = mark("Report of a personal information incident", "incident paper")
TO_PERSON = mark("Something we have to tell you", "incident paper")
LIST = mark("Cases affected by an incident: internal", "incident paper")

TO = mark("To: {office}", "incident paper")
UNIT = mark("From: {name}", "incident paper")
HAPPENED = mark("What happened", "incident paper")
DONE = mark("What was done", "incident paper")
CONTACT = mark("Contact", "incident paper")
FOUND = mark("On {day} we found: {kinds}.", "incident paper")
KINDS = mark("Kinds of information: {data}. People affected: {people}.", "incident paper")
MINORS = mark("Minors are among them.", "incident paper")
HARM = mark("Possible harm: {harm}", "incident paper")
MEASURES = mark("Measures: {done}.", "incident paper")
PERSONS = mark("The persons affected were told on {day}.", "incident paper")
PERSONS_NOT = mark("The persons affected were not told: {why}", "incident paper")
PERSONS_YET = mark("The persons affected are being told.", "incident paper")
CALL = mark("Contact: {contact}", "incident paper")
BASIS = mark("Reported under article 57 of the Personal Information Protection Law.",
             "incident paper")  # fmt: skip
NOT_YET = mark("not known yet", "incident paper")
WAS_NONE = mark("This was opened by mistake: nobody is to be told of it.", "incident paper")

P_SORRY = mark(
    "We keep papers and notes about you. On {day} we noticed that some of them may have come into"
    " other hands. We are sorry; it was our task to keep them safe.",
    "incident paper",
)
P_WHAT = mark(
    "Which papers they are, and what we have done, we tell you in person, so that nobody else reads"
    " it here.",
    "incident paper",
)
P_CAN = mark("What you can do", "incident paper")
P_CAN_WORDS = mark(
    "You need not do anything now. If a stranger asks for you, or somebody knows what they should"
    " not know, tell us at once, at any hour.",
    "incident paper",
)
P_RIGHTS = mark(
    "You may ask what exactly is concerned, who saw it, and that it is corrected or no longer used."
    " It changes nothing in the help you get.",
    "incident paper",
)
P_CALL = mark("Whom to call: {contact}", "incident paper")
L_LINE = mark("{number} · {alias} · {worker}", "incident paper")
L_SIGN = mark("Told on:              By:              How:", "incident paper")
SIGNED = mark("Person in charge, date", "incident paper")
_REPORTING = "02"  # of L-release-basis


def prepare(ws: Workspace, incident_uid: str, paper: Paper, *, gaps: bool = False) -> Prepared:
    """A paper of an incident as a print. Raises Refused, also for one opened by mistake, a
    recipient who is abroad or on the unsafe list of a case it touches; Damaged."""
    ws.check(Act.HANDLE_INCIDENTS)
    found = incidents.incident(ws, incident_uid)
    if found.mistake is not None:
        raise Refused(WAS_NONE)
    recipient = _recipient(found, paper)
    receivers.check(ws, None, recipient)
    for case in incidents.affected(ws, found):
        disclosure.refuse_recipient(ws, case.uid, recipient)
    print_id = papers.new_id()
    if paper is Paper.REPORT:
        pdfs, missing = _report(ws, found, print_id, gaps=gaps)
    else:
        pdfs, missing = papers.letter(_letter(ws, found, paper, print_id, gaps=gaps))
    papers.note_look(ws, incident_uid, paper.value)
    return Prepared(
        print_id=print_id, what=paper.value, case_uid=None, pdfs=pdfs, missing=missing,
        recipient=recipient, purpose=say(TITLES[paper]), basis=_REPORTING,
    )  # fmt: skip


def title_of(what: str) -> Text | None:
    """What the register calls such a print; None for another."""
    return TITLES[Paper(what)] if what in set(Paper) else None


def _recipient(found: Incident, paper: Paper) -> str:
    """Whoever it goes to outside; a paper that stays, or is read with her, goes to nobody."""
    if paper not in (Paper.REPORT, Paper.AUTHORITY):
        return ""
    told = found.answers.get("told_authority")
    refuse_forbidden(str(told or ""))
    return str(told) if told else say(NOT_YET)


def _report(
    ws: Workspace, found: Incident, print_id: str, *, gaps: bool
) -> tuple[tuple[bytes, ...], tuple[Missing, ...]]:
    head = _head(ws, print_id)
    answers = dict(found.answers)
    missing = tuple(sheet.missing_characters(FORM, answers, head))
    if missing and not gaps:
        return (), missing
    return (sheet.sheet(FORM, answers, head, gaps=gaps),), missing


def _head(ws: Workspace, print_id: str) -> SheetHead:
    return replace(papers.head(ws, print_id), of_case=False)


def _letter(ws: Workspace, found: Incident, paper: Paper, print_id: str, *, gaps: bool) -> Letter:
    if paper is Paper.PERSON:
        head = SheetHead(print_id=print_id, training=ws.vault.training)  # tells of no station
        return Letter(head=head, title=say(TO_PERSON), parts=_to_person(found), gaps=gaps)
    if paper is Paper.CASES:
        return Letter(head=_head(ws, print_id), title=say(LIST), parts=_cases(ws, found), gaps=gaps)
    to, unit = say(TO(office=_recipient(found, paper))), say(UNIT(name=ws.vault.station_name))
    parts = (Part("", (to, unit)), *_to_authority(found))
    title, signed = say(TO_AUTHORITY), (say(SIGNED),)
    return Letter(head=_head(ws, print_id), title=title, parts=parts, signed=signed, gaps=gaps)


def _to_authority(found: Incident) -> tuple[Part, ...]:
    told = found.answers
    data, people = _said(found, "incident_data"), _said(found, "incident_people")
    what = [
        FOUND(day=_day(found), kinds=_said(found, "incident_kinds")),
        KINDS(data=data, people=people),
    ]
    if told.get("incident_minors") is True:
        what.append(MINORS())
    if told.get("incident_harm"):
        what.append(HARM(harm=told["incident_harm"]))
    done = [MEASURES(done=_said(found, "incident_done")), _persons(found)]
    return (
        Part(say(HAPPENED), tuple(map(say, what))),
        Part(say(DONE), tuple(map(say, done))),
        Part(say(CONTACT), (say(CALL(contact=_said(found, "incident_contact"))), say(BASIS))),
    )


def _persons(found: Incident) -> Text:
    told = found.answers
    if told.get("told_not_why"):
        return PERSONS_NOT(why=told["told_not_why"])
    day = told.get("told_persons_on")
    return PERSONS(day=day) if isinstance(day, str) else PERSONS_YET()


def _to_person(found: Incident) -> tuple[Part, ...]:
    """In plain words; what is concerned is told in person, because a letter has many readers."""
    can = [str(found.answers.get("incident_can_do") or ""), say(P_CAN_WORDS), say(P_RIGHTS)]
    return (
        Part("", (say(P_SORRY(day=_day(found))), say(P_WHAT))),
        Part(say(P_CAN), tuple(filter(None, can))),
        Part("", (say(P_CALL(contact=found.answers.get("incident_contact") or TO_WRITE_ON)),)),
    )


def _cases(ws: Workspace, found: Incident) -> tuple[Part, ...]:
    return tuple(
        Part(say(L_LINE(number=row.number, alias=row.alias, worker=row.worker_name)),
             (say(L_SIGN),))
        for row in incidents.affected(ws, found)
    )  # fmt: skip


def _day(found: Incident) -> str:
    return _said(found, "incident_found_on")


def _said(found: Incident, key: str) -> str:
    asked = next(each for each in interpreter.fields(FORM) if each.key == key)
    value = found.answers.get(key)
    if interpreter.empty(value):
        return say(NOT_YET)
    words = interpreter.say(asked, value)
    return words if language() == "en" else words.rstrip("。")
