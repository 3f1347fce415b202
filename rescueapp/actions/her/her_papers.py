"""Papers for the person: her own record, who has looked, an answer in writing (K-18).

They say nothing of the station, of a worker by name or of anybody else; her name and where she is
stand on them only when she asks for it. Each is prepared, looked at and released as every other
print is (`actions.papers.prints`), with its copy in the register.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rescueapp import clock
from rescueapp.actions.her import her_record
from rescueapp.actions.her.her_record import HerOrder
from rescueapp.actions.her.her_words import HerWords
from rescueapp.actions.her.looks import who_looked
from rescueapp.actions.opened.reading import Reading, known_form
from rescueapp.actions.outward import disclosure
from rescueapp.actions.outward.disclosure import UNDECIDED, Decision
from rescueapp.actions.papers import papers
from rescueapp.actions.papers.print_order import Prepared
from rescueapp.actions.recording import identity
from rescueapp.actions.recording.identity import REASONS, full_name
from rescueapp.actions.signing import lending
from rescueapp.domain import rights
from rescueapp.domain.looks import WAYS, Look
from rescueapp.domain.record import Answers
from rescueapp.domain.unsafe import Passage
from rescueapp.domain.worker import ROLE_NAMES, Act
from rescueapp.errors import Refused
from rescueapp.forms import answers as interpreter
from rescueapp.forms import codes
from rescueapp.forms.schema import TEAM_COMPARTMENTS
from rescueapp.i18n import lookup, mark, say
from rescueapp.printing.items import day
from rescueapp.printing.letter import Letter
from rescueapp.printing.letter import Part as Paragraphs
from rescueapp.printing.pages import SheetHead
from rescueapp.printing.profiles import HERSELF
from rescueapp.workspace import Workspace

RECORD, LOOKS, ANSWER = HERSELF.key, "her_looks", "her_answer"
TITLES = {
    RECORD: HERSELF.file_title,
    LOOKS: mark("Who has looked at my record", "her papers"),
    ANSWER: mark("Answer to your request", "her papers"),
}

NOT_A_REQUEST = mark("This is not a request about personal information.", "her papers")
NOT_ANSWERED = mark(
    "There is no answer in this request yet. Write the day and the answer first.", "her papers"
)
NOT_CHECKED = mark(
    "It is not sure yet who asks: no letter is made before. Write in the request how that was"
    " checked.",
    "her papers",
)

_HERS = mark("This record is about you, {name}. You may keep this paper or leave it here.",
             "her papers")  # fmt: skip
_YOURS = mark("This record is about you. You may keep this paper or leave it here.", "her papers")
_FOUND = mark(
    "Think of who could find it: where you live, in your bag, with a friend. You can read it here"
    " whenever you like, and you can throw it away here.",
    "her papers",
)
_OTHERS = mark(
    "Others are not named in it: brothers and sisters, witnesses, those who did something to you,"
    " those who help you. What is theirs stays theirs.",
    "her papers",
)
HERSELF_WORDS = mark("The person herself", "her papers")
_NOT_ALL = mark(
    "A part is kept by somebody else of us, a doctor for example. Ask for it: they print it for"
    " you.",
    "her papers",
)
_BY_DAY = mark("{day}: {role} – {way}, {times}", "her papers")
_TIMES = mark("{count} times", "her papers")
_ONCE = mark("once", "her papers")
_NOBODY = mark("Nobody has looked at it yet.", "her papers")
_ROLES = mark("People who work here are told by what they do, not by name.", "her papers")
_YOU_ASKED = mark("On {day} you asked for: {rights}", "her papers")
_THEY_ASKED = mark("On {day} this was asked for you: {rights}", "her papers")
_WE_ANSWER = mark("Our answer", "her papers")
_REASONS = mark("Why", "her papers")
_STORED = mark(
    "It is not deleted yet: the law has it kept. Until then it is only stored, and used for nothing"
    " else.",
    "her papers",
)
_STORED_UNTIL = mark(
    "It is not deleted yet: the law has it kept until {day}. Until then it is only stored, and used"
    " for nothing else.",
    "her papers",
)
_REMEDY = mark("If you do not agree", "her papers")
_COMPLAIN = mark(
    "You can tell our head, the civil affairs authority above us, or the office for personal"
    " information. You can go to a court. Legal aid costs nothing: telephone 12348. It changes"
    " nothing in how we help you.",
    "her papers",
)
_SIGNS = (mark("Received", "her papers"), mark("For the institution", "her papers"),
          mark("Date", "her papers"))  # fmt: skip


def prepare_record(ws: Workspace, order: HerOrder, *, gaps: bool = False) -> Prepared:
    """Her own record in plain words, as far as this worker holds its keys."""
    ws.check(Act.PRINT_SHEET)
    Reading(ws).refuse_others(order.case_uid)
    if order.identity:
        identity.on_paper(ws, order.case_uid)
    told = list(her_record.told(ws, order))
    name = full_name(ws, order.case_uid) if order.identity else ""
    intro = [say(_HERS(name=name)) if name else say(_YOURS), say(_FOUND), say(_OTHERS)]
    if not set(TEAM_COMPARTMENTS) <= lending.lasting(ws, order.case_uid):
        intro.append(say(_NOT_ALL))
    parts = (Paragraphs("", tuple(intro)), *her_record.parts(ws, order, told))
    return _prepared(
        ws, RECORD, order, parts, gaps=gaps,
        passages=[passage for _, passage in told],
        fields=tuple(dict.fromkeys(key for key, _ in told)),
    )  # fmt: skip


def prepare_looks(ws: Workspace, order: HerOrder, *, gaps: bool = False) -> Prepared:
    """Who has looked, by day and role."""
    ws.check(Act.PRINT_SHEET)
    looks = who_looked(ws, order.case_uid)
    lines = tuple(map(look_words, looks)) or (say(_NOBODY),)
    return _prepared(ws, LOOKS, order, (Paragraphs("", (say(_ROLES),)), Paragraphs("", lines)),
                     gaps=gaps)  # fmt: skip


def prepare_answer(ws: Workspace, record_uid: str, *, gaps: bool = False,
                   decision: Decision = UNDECIDED) -> Prepared:  # fmt: skip
    """The letter that answers a request, with reasons and with where to complain (PIPL 50)."""
    ws.check(Act.PRINT_SHEET)
    reading = Reading(ws)
    row, contents = reading.found(record_uid)
    if row.form != rights.FORM:
        raise Refused(NOT_A_REQUEST)
    reading.refuse_others(row.case_uid)
    answers = reading.parts(row, contents).answers
    if rights.state_of(answers.get("answered_on"), answers.get("answer")) is rights.State.OPEN:
        raise Refused(NOT_ANSWERED)
    if answers.get("identity_checked") in (None, *rights.UNCHECKED):
        raise Refused(NOT_CHECKED)
    name = answers.get("requester_name")
    disclosure.refuse_recipient(ws, row.case_uid, name if isinstance(name, str) else "")
    written = _written(ws, row.case_uid, record_uid, answers, decision)
    said = answers | dict.fromkeys(_WRITTEN, "") | {each.field: each.text for each in written}
    asked_by = str(answers.get("asked_by") or rights.HERSELF)
    return _prepared(
        ws, ANSWER, HerOrder(case_uid=row.case_uid, decision=decision),
        tuple(_answer(said, row.on_date or "")), gaps=gaps, passages=written,
        fields=tuple(f"{row.form}.{each.field}" for each in written),
        signed=tuple(map(say, _SIGNS)), recipient=codes.label(rights.REQUESTERS, asked_by),
    )  # fmt: skip


def look_words(look: Look) -> str:
    """A look as it reads for her: the day, the role, what was done, how often."""
    way = say(WAYS[look.way])
    if look.reason in REASONS:
        way = f"{way} ({say(REASONS[look.reason])})"
    times = say(_ONCE) if look.times == 1 else say(_TIMES(count=look.times))
    return say(_BY_DAY(day=day(look.day), role=ROLE_NAMES[look.role], way=way, times=times))


# --- an answer ------------------------------------------------------------------------------

_WRITTEN = ("answer_done", "answer_reasons")


def _written(
    ws: Workspace, case_uid: str, record_uid: str, answers: Answers, decision: Decision
) -> list[Passage]:
    """What was typed for the letter, without the names of others."""
    form = known_form(rights.FORM)
    hers = HerWords(ws, case_uid, identity=False)
    keys = set(_WRITTEN) - decision.of(record_uid)
    title = lookup(form.title, form.key)
    return [
        Passage(label, words, record_uid, key, title)
        for key, label, words in hers.lines(form, answers, keys)
    ]


def _answer(said: Answers, asked_on: str) -> Iterator[Paragraphs]:
    wanted = "; ".join(codes.label(rights.RIGHTS, str(c)) for c in _list(said.get("rights")))
    herself = said.get("asked_by") == rights.HERSELF
    asked = (_YOU_ASKED if herself else _THEY_ASKED)(day=day(asked_on), rights=wanted)
    yield Paragraphs("", (say(asked),))
    state = rights.state_of(said.get("answered_on"), said.get("answer"))
    done = str(said.get("answer_done") or "")
    yield Paragraphs(say(_WE_ANSWER), tuple(filter(None, (say(rights.STATES[state]), done))))
    reasons = [str(said.get("answer_reasons") or "")]
    if said.get("storage_only") is True:
        until = said.get("kept_until")
        stored = (
            _STORED_UNTIL(day=interpreter.say_date(until)) if isinstance(until, str) else _STORED
        )
        reasons.append(say(stored))
    if any(reasons):
        yield Paragraphs(say(_REASONS), tuple(filter(None, reasons)))
    yield Paragraphs(say(_REMEDY), (say(_COMPLAIN),))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


# --- every one of them ----------------------------------------------------------------------


def _prepared(
    ws: Workspace, what: str, order: HerOrder, parts: Sequence[Paragraphs], *, gaps: bool,
    passages: Sequence[Passage] = (), fields: tuple[str, ...] = (), signed: tuple[str, ...] = (),
    recipient: str = "",
) -> Prepared:  # fmt: skip
    print_id = papers.new_id()
    paper = Letter(
        head=_head(ws, print_id),
        title=say(TITLES[what]),
        parts=tuple(parts),
        signed=signed,
        gaps=gaps,
    )
    pdfs, lacking = papers.letter(paper)
    found = disclosure.check(ws, order.case_uid, passages, hides_whereabouts=not order.whereabouts)
    papers.note_look(ws, order.case_uid, what)
    return Prepared(
        print_id=print_id,
        what=what,
        case_uid=order.case_uid,
        pdfs=pdfs,
        missing=lacking,
        recipient=recipient or say(HERSELF_WORDS),
        purpose=say(TITLES[what]),
        basis=HERSELF.basis,
        fields=fields,
        found=found,
        whole_list=disclosure.read_whole(ws, order.case_uid),
        decision=order.decision,
        detail={"identity": order.identity, "whereabouts": order.whereabouts},
    )


def _head(ws: Workspace, print_id: str) -> SheetHead:
    """The print's own number and proof; no station, no case, no worker."""
    return SheetHead(
        print_id=print_id,
        when=clock.now().astimezone(clock.SHANGHAI),
        audit_words=papers.account_words(ws),
        training=ws.vault.training,
    )
