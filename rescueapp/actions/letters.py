"""Letters that ask an office to keep quiet about her, from the table of channels (P04).

A letter bears the alias and neither name nor station, and gives no reason: who opens the post
learns nothing. Who it is about is told by the person who brings it. It is a print like any other:
held against the unsafe list, registered, numbered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rescueapp.actions import disclosure, papers, releases
from rescueapp.actions.disclosure import UNDECIDED, Decision, Passage
from rescueapp.actions.print_order import Prepared
from rescueapp.actions.reading import Reading
from rescueapp.domain.worker import Act
from rescueapp.errors import Refused
from rescueapp.forms.codes import label
from rescueapp.i18n import Text, mark, say
from rescueapp.printing.letter import Letter, Part
from rescueapp.printing.pages import SheetHead
from rescueapp.storage import cases
from rescueapp.workspace import Workspace

FORM = "whereabouts_paths"
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
NO_ROW = mark("Save the table first, then choose one of its channels.", "letter")


@dataclass(frozen=True, slots=True)
class Channel:
    """A row of the table a letter can be made for. `row` counts from 0."""

    row: int
    words: str
    office: str


def channels(ws: Workspace, record_uid: str) -> list[Channel]:
    """The rows of a saved table, in its order. Raises Refused for others' cases."""
    ws.check(Act.PRINT_SHEET)
    return [
        Channel(number, _label("L-leak-channel", row.get(_CHANNEL)), str(row.get(_OFFICE) or ""))
        for number, row in enumerate(_rows(ws, record_uid))
        if row.get(_CHANNEL)
    ]


def prepare_letter(
    ws: Workspace, record_uid: str, row: int, *, gaps: bool = False, decision: Decision = UNDECIDED
) -> Prepared:
    """The letter of one channel as a print. Raises Refused: others' cases, no such row, an office
    of the unsafe list or abroad."""
    ws.check(Act.PRINT_SHEET)
    rows = _rows(ws, record_uid)
    if not 0 <= row < len(rows):
        raise Refused(NO_ROW)
    found, _ = Reading(ws).found(record_uid)
    case = cases.row(ws.db, found.case_uid, reader=ws.holder)
    assert case is not None, "its record was found"
    office = str(rows[row].get(_OFFICE) or _label("L-leak-channel", rows[row].get(_CHANNEL)))
    releases.check_recipient(ws, found.case_uid, office)
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
        fields=(f"{FORM}.{_ROWS}",),
        found=disclosure.check(ws, found.case_uid, _passages(letter), recipient=office),
        whole_list=disclosure.read_whole(ws, found.case_uid),
        decision=decision,
    )


def _rows(ws: Workspace, record_uid: str) -> list[Mapping[str, Any]]:
    reading = Reading(ws)
    row, contents = reading.found(record_uid)
    reading.refuse_others(row.case_uid)
    if row.form != FORM:
        raise Refused(NO_ROW)
    return list(reading.parts(row, contents).answers.get(_ROWS) or ())


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


def _label(list_id: str, code: Any) -> str:
    return label(list_id, str(code)) if code else ""


def title_of(what: str) -> Text | None:
    """What a register calls such a print, or None where it is none."""
    return TITLE if what == LETTER else None
