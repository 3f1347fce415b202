"""Letters that ask an office to keep quiet about her, from the table of channels (P04), or from
a form that goes to the one office (a police station, a court, the office of a public list).

A letter bears the alias and neither name nor station, and gives no reason: who opens the post
learns nothing. Who it is about is told by the person who brings it. It is a print like any other:
held against the unsafe list, registered, numbered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rescueapp.actions.opened.reading import Reading
from rescueapp.actions.outward import disclosure, receivers
from rescueapp.actions.outward.disclosure import UNDECIDED, Decision
from rescueapp.actions.papers import papers
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.domain.unsafe import Passage
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms.codes import label
from rescueapp.i18n import Text, mark, say
from rescueapp.printing.letter import Letter, Part
from rescueapp.printing.pages import SheetHead
from rescueapp.storage import cases
from rescueapp.workspace import Workspace

FORM = "whereabouts_paths"
# A form that is itself one channel: its code of L-leak-channel, and the question of the office.
_ONE = {
    "household_registration": ("01", "hukou_police"),
    "social_assistance": ("05", "assist_office"),
    "legal_aid": ("04", "aid_office"),
    "legal_matter": ("04", "matter_forum"),
    "protection_order": ("04", "order_court"),
}
FORMS = (FORM, *_ONE)  # what letters are made from
LETTER = "leak_letter"  # what it is in the registers
_ROWS, _CHANNEL, _ASK, _OFFICE = "leak_paths", "leak_channel", "leak_ask", "leak_office"
_DUTY = "02"  # of L-release-basis

TITLE = mark("Request to keep personal information confidential", "letter")
TO = mark("To: {office}", "letter")
WHAT = mark(
    "We ask for your help with the personal information of the person with the alias {alias}, when"
    " you handle: {channel}. Who it is will be told in person by the one who brings this letter;"
    " it is not written here.",
    "letter",
)
ASKS = mark("What we ask", "letter")
FIRST = mark("1. {ask}.", "letter")
SECOND = mark(
    "2. Name, address and contact appear on no public list, notice, message, call or collection by"
    " others. Whoever enquires is given no answer, and we are told at once.",
    "letter",
)
THIRD = mark(
    "3. This letter is for those who handle it alone. It is not copied or passed on, and is"
    " returned or destroyed afterwards.",
    "letter",
)
BASIS = mark(
    "Ground: Personal Information Protection Law of the People's Republic of China, articles 25 and"
    " 28.",
    "letter",
)
ANSWER = mark("Answer (to be torn off and sent back)", "letter")
ANSWERED = mark(
    "Done as asked: yes □   no □, because: ________________________   From (date): ____________",
    "letter",
)
SENDER = mark("Sending office (seal), person in charge, telephone, date:", "letter")
RECEIVER = mark("Receiving office (seal), person in charge, date:", "letter")
NO_ROW = mark("Save the form first; letters are made of what was saved.", "letter")


@dataclass(frozen=True, slots=True)
class Channel:
    """What a letter can be made for: a row of the table, or a form's one office (`row` 0)."""

    row: int
    words: str
    office: str


def channels(ws: Workspace, record_uid: str) -> list[Channel]:
    """The rows of a saved table, in its order, or the one of another form. Raises Refused for
    others' cases."""
    ws.check(Act.PRINT_SHEET)
    return [
        Channel(number, _label("L-leak-channel", row.get(_CHANNEL)), _text(row.get(_OFFICE)))
        for number, row in enumerate(_rows(ws, record_uid)[0])
        if row.get(_CHANNEL)
    ]


def prepare_letter(
    ws: Workspace, record_uid: str, row: int, *, gaps: bool = False, decision: Decision = UNDECIDED
) -> Prepared:
    """The letter of one channel as a print. Raises Refused: others' cases, no such row, an office
    of the unsafe list or abroad."""
    ws.check(Act.PRINT_SHEET)
    rows, told = _rows(ws, record_uid)
    if not 0 <= row < len(rows):
        raise Refused(NO_ROW)
    found, _ = Reading(ws).found(record_uid)
    case = cases.row(ws.db, found.case_uid, reader=ws.holder)
    assert case is not None, "its record was found"
    office = _text(rows[row].get(_OFFICE)) or _label("L-leak-channel", rows[row].get(_CHANNEL))
    receivers.check(ws, found.case_uid, office)
    print_id = papers.new_id()
    letter = _letter(ws, rows[row], office, case.alias, print_id, gaps=gaps)
    pdfs, missing = papers.letter(letter)
    papers.note_look(ws, record_uid, LETTER)
    return Prepared(
        print_id=print_id,
        what=LETTER,
        case_uid=found.case_uid,
        pdfs=pdfs,
        missing=missing,
        recipient=office,
        purpose=say(TITLE),
        basis=_DUTY,
        fields=(told,),
        found=disclosure.check(ws, found.case_uid, _passages(letter), recipient=office),
        whole_list=disclosure.read_whole(ws, found.case_uid),
        decision=decision,
    )


def _rows(ws: Workspace, record_uid: str) -> tuple[list[Mapping[str, Any]], str]:
    """The rows of a record, and the question they stand in ("form.field")."""
    reading = Reading(ws)
    row, contents = reading.found(record_uid)
    reading.refuse_others(row.case_uid)
    answers = reading.parts(row, contents).answers
    if row.form in _ONE:
        code, office = _ONE[row.form]
        # The codes of L-leak-ask are those of its channels.
        one = {_CHANNEL: code, _ASK: code, _OFFICE: answers.get(office)}
        return [one], f"{row.form}.{office}"
    if row.form != FORM:
        raise Refused(NO_ROW)
    return list(answers.get(_ROWS) or ()), f"{FORM}.{_ROWS}"


def _letter(
    ws: Workspace, row: Mapping[str, Any], office: str, alias: str, print_id: str, *, gaps: bool
) -> Letter:
    """Its foot has the number of the print, and nothing of who printed it where."""
    channel = _label("L-leak-channel", row.get(_CHANNEL))
    ask = _label("L-leak-ask", row.get(_ASK)) or str(row.get("leak_note") or "")
    what = (say(TO(office=office)), say(WHAT(alias=alias, channel=channel)))
    asks = (say(FIRST(ask=ask)), say(SECOND), say(THIRD))
    return Letter(
        head=SheetHead(print_id=print_id, training=ws.vault.training),
        title=say(TITLE),
        parts=(
            Part("", what),
            Part(say(ASKS), (*asks, say(BASIS))),
            Part("", (say(SENDER), "", "", "")),  # room for a seal
            Part(say(ANSWER), (say(ANSWERED), "", say(RECEIVER))),
        ),
        gaps=gaps,
    )


def _passages(letter: Letter) -> list[Passage]:
    words = "\n".join(text for part in letter.parts for text in part.paragraphs)
    return [Passage(letter.title, words)]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _label(list_id: str, code: Any) -> str:
    return label(list_id, str(code)) if code else ""


def title_of(what: str) -> Text | None:
    """What a register calls such a print, or None where it is none."""
    return TITLE if what == LETTER else None
