"""The tracing notice as it goes out: the public words and the photograph of F11, and nothing else.

It has no head of the station, no alias and no name of a worker; its foot has the number of the
print. It is a print like any other: registered, numbered, held against the unsafe list and against
where she is once more, because both may have changed since the notice was completed.
"""

from __future__ import annotations

from collections.abc import Iterator

from rescueapp.actions.attached import attachments
from rescueapp.actions.gates import tracing_gates
from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import consents, disclosure
from rescueapp.actions.outward.disclosure import UNDECIDED, Decision
from rescueapp.actions.papers import papers
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.actions.recording import identity
from rescueapp.domain import notice
from rescueapp.domain.consent import Use
from rescueapp.domain.record import Answers
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms.answers import answered
from rescueapp.forms.catalogue import FORMS
from rescueapp.forms.schema import Kind
from rescueapp.i18n import Text, mark, say
from rescueapp.printing.apart import Apart
from rescueapp.printing.letter import Letter, Part
from rescueapp.printing.pages import SheetHead
from rescueapp.printing.preview import Picture
from rescueapp.workspace import Workspace

FORM = "tracing_notice"
PAPER = "tracing_notice_paper"  # what it is in the registers
_DUTY = "02"  # of L-release-basis
_WIDEST = 1200  # points of the photograph's longer side

TITLE = mark("Notice: looking for the family", "notice paper")
EVERYBODY = mark("Everybody (newspaper, platforms)", "notice paper")
NO_NOTICE = mark("Save the notice first.", "notice paper")
NOT_COMPLETE = mark(
    "Only a notice that is completed goes out. Complete it first; what stands in the way is said"
    " there.",
    "notice paper",
)
TAKEN_DOWN = mark("This notice was taken down. Write a new one.", "notice paper")
LINE = mark("{label}: {words}", "notice paper")
ASKS = mark(
    "Whoever knows the person or the family, please call the number above. Please do not repeat"
    " this notice elsewhere; it will be taken down.",
    "notice paper",
)
# How a question is called on the paper, where the form's own label speaks to the staff.
LABELS = {
    "notice_name": mark("Called", "notice paper"),
    "notice_age": mark("Age", "notice paper"),
    "notice_marks": mark("Marks", "notice paper"),
    "notice_accent": mark("Accent", "notice paper"),
    "notice_found_on": mark("Found or rescued on", "notice paper"),
    "found_county": mark("Found or rescued in", "notice paper"),
    "notice_clothing": mark("Clothes", "notice paper"),
    "notice_carried": mark("Things carried", "notice paper"),
    "notice_account": mark("Told of home and family", "notice paper"),
    "notice_dna": mark("DNA compared", "notice paper"),
    "notice_unit": mark("Institution", "notice paper"),
    "notice_contact": mark("Telephone", "notice paper"),
}


def prepare_notice(
    ws: Workspace, record_uid: str, *, gaps: bool = False, decision: Decision = UNDECIDED
) -> Prepared:
    """A completed notice as a print. Raises Refused: others' cases, not completed, taken down,
    without consent; NeedsTwo where it shows more identities in a day than one person needs."""
    ws.check(Act.PRINT_SHEET)
    reading = Reading(ws)
    row, contents = reading.found(record_uid)
    reading.refuse_others(row.case_uid)
    told = reading.parts(row, contents).answers
    _refuse(row.form, row.state, told)
    consents.refuse_without(ws, row.case_uid, Use.NOTICE)
    identity.on_paper(ws, row.case_uid)
    print_id = papers.new_id()
    letter = Letter(
        head=SheetHead(print_id=print_id, training=ws.vault.training, of_case=False),
        title=say(TITLE),
        parts=(Part("", tuple(_lines(told))), Part("", (say(ASKS),))),
        photo=_photo(ws, told),
        gaps=gaps,
    )
    pdfs, missing = papers.letter(letter)
    papers.note_look(ws, record_uid, PAPER)
    public = (field for _, field in notice.public(FORMS[FORM]))
    return Prepared(
        print_id=print_id,
        what=PAPER,
        case_uid=row.case_uid,
        pdfs=pdfs,
        missing=missing,
        recipient=say(EVERYBODY),
        purpose=say(TITLE),
        basis=_DUTY,
        fields=tuple(f"{FORM}.{f.key}" for f in public if answered(told.get(f.key))),
        found=tuple(tracing_gates.disclosed(ws, row.case_uid, FORMS[FORM], told, record_uid)),
        whole_list=disclosure.read_whole(ws, row.case_uid),
        decision=decision,
    )


def _refuse(form: str, state: str, told: Answers) -> None:
    if form != FORM:
        raise Refused(NO_NOTICE)
    if state != "complete":
        raise Refused(NOT_COMPLETE)
    if answered(told.get("notice_withdrawn_on")):
        raise Refused(TAKEN_DOWN)


def _lines(told: Answers) -> Iterator[str]:
    form = FORMS[FORM]
    for _, field in notice.public(form):
        value = told.get(field.key)
        if answered(value) and field.kind is not Kind.PHOTO:
            own = LABELS.get(field.key)
            label = say(own) if own else interpreter.label(form, field)
            yield say(LINE(label=label, words=interpreter.say(field, value)))


def _photo(ws: Workspace, told: Answers) -> Picture | None:
    """The photograph, decoded in the child that can reach nothing."""
    value = told.get("notice_photo")
    if not isinstance(value, dict) or "blob" not in value:
        return None
    content = attachments.attachment(ws, value["blob"])
    with Apart(content, value["type"]) as shown:
        return shown.picture(0, min(1.0, _WIDEST / max(shown.size(0))))


def title_of(what: str) -> Text | None:
    """What a register calls such a print, or None where it is none."""
    return TITLE if what == PAPER else None
