"""What a form is: frozen data, nothing that runs.

A form is a title, sections and fields. Everything else in the program (editor, storage,
list, search, paper, spreadsheet, package, coded facts) is derived from these declarations by
`answers`. Keys are for ever: a field is retired, never deleted, and its key never reused.

Titles and labels are English msgids; their gettext context is the form's key (for the shared
blocks: `Field.context`). Code lists carry their own three labels (`codes`).

How an answer of each kind is kept (JSON):

| kind | value |
|---|---|
| TEXT, LONG_TEXT, INSTITUTION | str |
| NUMBER | int or float |
| MONEY | str, yuan with two decimals: "12.50" |
| DATE | str: "2026-03-05", "2026-03", "2026" or a range "2026-01/2026-05" (EDTF level 0) |
| DATE_TIME | str, UTC: "2026-03-05T06:30:00Z" |
| CHOICE | str, a code of `codes` |
| CHOICES | list of codes |
| YES_NO | bool |
| PLACE | {"code": six digits or "", "text": str} |
| COUNTRY | str, ISO 3166 alpha-2 |
| ID_DOCUMENT | {"type": code of C-08, "number": str} |
| PERSON | str, uid of another case |
| RELATIVE | str, uid of a record of the form `relative` in the same case |
| ENTRY | str, uid of an entry of the station's register `register` (`forms.registers`) |
| DEPARTMENT | {"code": code of C-24, "name": str} |
| SCALE | int between `minimum` and `maximum` |
| ROWS | list of objects: one answer by each key of `rows` |
| ATTACHMENT, PHOTO | {"blob": uid, "type": media type, "size": bytes, "label": str} |
| any personal field | {"none": "declined" | "unknown" | "not_asked"} (C-29) |
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """The kinds of question. Each has one parser, one checker, one wording, one editor."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    DATE_TIME = "date_time"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    PLACE = "place"
    COUNTRY = "country"
    ID_DOCUMENT = "id_document"
    PERSON = "person"
    RELATIVE = "relative"
    ENTRY = "entry"
    DEPARTMENT = "department"
    INSTITUTION = "institution"
    SCALE = "scale"
    ROWS = "rows"
    ATTACHMENT = "attachment"
    PHOTO = "photo"


class Level(IntEnum):
    """How much harm a field can do (rules.md B.0)."""

    L1 = 1  # internal
    L2 = 2  # identifying
    L3 = 3  # highly sensitive: only inside a compartment
    L4 = 4  # identity: only inside the identity compartment


class Compartment(StrEnum):
    """Who can decrypt a field. `AUTHOR` is the writer's own (process notes): no team key."""

    IDENTITY = "identity"
    CARE = "care"
    PSYCHOLOGICAL = "psychological"
    MEDICAL = "medical"
    LEGAL = "legal"
    AUTHOR = "author"


# The five that have keys for each case; AUTHOR is sealed to its writer alone.
TEAM_COMPARTMENTS = tuple(c for c in Compartment if c is not Compartment.AUTHOR)


class Part(StrEnum):
    """What a field is to the program, beyond its own form: it fills a column of the spine."""

    ON_DATE = "on_date"  # the day the record is about
    DUE_ON = "due_on"  # the day the next act of this form is due
    ARRIVED_AT = "arrived_at"
    SEX = "sex"
    BIRTH = "birth"
    AGE_LOW = "age_low"
    AGE_HIGH = "age_high"
    NAME = "name"
    OTHER_NAMES = "other_names"
    IDENTITY_DOCUMENT = "identity_document"
    RISK = "risk"
    SAFETY_LINE = "safety_line"
    MUST_NOT_CONTACT = "must_not_contact"
    ENDED_ON = "ended_on"  # of an entry of a register: no longer in use since


class Tells(StrEnum):
    """What a field tells of somebody who must not learn where she is (K-13, `domain.unsafe`).

    It counts in a form whose MUST_NOT_CONTACT is answered with yes, or with a code of
    `Field.unsafe`; long texts a line each.
    """

    NAME = "name"
    NUMBER = "number"  # telephone, account, document, car
    ADDRESS = "address"
    ORGANISATION = "organisation"
    ANY = "any"  # told at length; the numbers in it count


class Voice(StrEnum):
    """Who speaks in an answer, where it is read together with her (`actions.her.her_page`,
    K-24).
    """

    HERS = "hers"  # what she says, wants or thinks: 本人的看法
    OURS = "ours"  # what stands beside it: what we saw, did or plan


class Stage(StrEnum):
    """Where a case stands, computed from its records, in this order (ux.md, Case)."""

    INTAKE = "intake"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    SERVICES = "services"
    PLACEMENT = "placement"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


class Topic(StrEnum):
    """The groups of the case page's left side, in this order."""

    SAFETY = "safety"
    ARRIVAL = "arrival"
    PERSON = "person"
    TRACING = "tracing"  # who she is, and her family
    CASE = "case"
    CARE = "care"
    GROWTH = "growth"  # school, training, work
    RIGHTS = "rights"  # household register, social assistance, law
    LEAVING = "leaving"
    AFTER = "after"


# --- conditions: when a field or section is asked -------------------------------------


@dataclass(frozen=True, slots=True)
class Is:
    """The answer of `key` is one of `values` (codes, or True / False)."""

    key: str
    values: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """The several choices of `key` contain one of `codes`."""

    key: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """`key` has a value (a declined or unknown answer is none)."""

    key: str


@dataclass(frozen=True, slots=True)
class MayBeMinor:
    """The person may be under 18, or of unknown age (A-01A: presumed a minor)."""


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the conditions holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the conditions holds."""

    conditions: tuple[Condition, ...]


Condition = Is | Has | Answered | MayBeMinor | Not | AllOf | AnyOf


# --- what a record means to clocks and approvals --------------------------------------------


@dataclass(frozen=True, slots=True)
class Milestone:
    """What a record of the form says has happened: a clock begins or ends with it (rules.md A).

    `name`: one of those `resources/rules.toml` lists. `at`: the DATE or DATE_TIME that says when,
    in rows one for each row; "" is the day of the record. With `when`, only answers that hold it
    say so. Both ask inside one part: what is told by a compartment is sealed with it.
    """

    name: str
    at: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """Completing a record of the form waits for a second person (rules.md D.2).

    `why`: a msgid, what the second person is to see to. With `when`, only where it holds. What
    was approved is the record as it was saved, incomplete, when it was asked for.
    """

    why: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A small workflow of its own: where it stands is read from its answers for the case page.

    `stands`: questions in the order of the way; the last that is answered says it. `about`: which
    one of several of the form. `papers`: the rows of its checklist; `situation`: the choices that
    say which of them it needs (`resources/papers.tsv`), `minors`: the papers that only a minor's
    does. `over`: answers with which it has come to its end, beside what settles a record;
    `granted`: with which it goes on and no paper is needed any more. All but the situation in the
    clear part.
    """

    stands: tuple[str, ...]
    about: str = ""
    papers: str = ""
    situation: tuple[str, ...] = ()
    minors: tuple[str, ...] = ()
    over: Condition | None = None
    granted: Condition | None = None


# --- fields, sections, forms ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Caution:
    """What is said under a question while its answers are so; it stops nothing."""

    words: str  # a msgid
    when: Condition
    of_female: bool = False  # only where the person is, or may be, a woman or girl


@dataclass(frozen=True, slots=True)
class Field:
    """One question. Positional: key, label, kind."""

    key: str
    label: str
    kind: Kind
    level: Level = Level.L1
    compartment: Compartment | None = None  # None: the form's own, which may be none (clear)
    required: bool = False  # to save a *complete* form; a draft needs nothing
    # About the person: she may decline, not know, not be asked (C-29). Staff fields are not.
    personal: bool = True
    fact: bool = False  # a fact of the person, kept once and offered in every form (`facts`)
    listed: bool = False  # shown in the row of the record list
    coded: bool = False  # goes out in coded rows to the office (never text, never L4)
    part: Part | None = None
    codes: str = ""  # code list, "C-13"
    register: str = ""  # of an ENTRY: the key of the register
    when: Condition | None = None
    hint: str = ""
    unit: str = ""  # a msgid: "cm", "yuan", "minutes"
    minimum: float | None = None
    maximum: float | None = None
    max_length: int = 0  # characters; 0: TEXT 200, LONG_TEXT 20,000
    not_future: bool = False
    follows: str = ""  # of a day: the question, beside it, for the day that it cannot lie before
    rows: tuple[Field, ...] = ()
    # Of a choice in rows: a new record begins with a row for each code ("*"), or with this code.
    starts: str = ""
    # Of a person who must not be contacted; a RELATIVE field that has it names such a person.
    tells: Tells | None = None
    unsafe: tuple[str, ...] = ()  # codes that put whoever a record is about on the list, too
    heir: bool = False  # a case that inherits the unsafe list of this one: her child's (K-13)
    # Of people who came together the same as a rule: copied for another of the family when
    # somebody asks for it, marked until it was looked at (`actions.recording.family_copies`).
    shared: bool = False
    together: bool = False  # one who answers it otherwise than the others parts from them
    # Names whom she is given over to, or says what they are to her (C-07): nobody of the unsafe
    # list, no buyer, nobody of his family, no trafficker (K-13, S61).
    trusted: bool = False
    whereabouts: bool = False  # tells where she is: not for her family or the other side (K-13)
    cautions: tuple[Caution, ...] = ()
    brief: bool = False  # told again above every new form that asks for a brief (K-07)
    voice: Voice | None = None  # read together on her page
    # Names or describes somebody else (staff, police, a witness): not in what she is given.
    other: bool = False
    days_after: int = 0  # of the DUE_ON field: so long after the record's day, if nobody set one
    days_from: str = ""  # with `days_after`: after the day that this question says instead
    done_by: tuple[str, ...] = ()  # of the DUE_ON field: milestones that do what is due
    done_from: str = ""  # with `done_by`: only from the last of this milestone on
    # Why somebody of the unsafe list may be named in this record's trusted fields: a supervisor's.
    lifts_trust: bool = False
    # Not on the sheet that is signed, taken along or handed over, nor on its blank: asked in
    # private, for the house alone, or said by the places to sign. In the case file it stands.
    off_sheet: bool = False
    # What became of what was approved, written when it is known: it asks for no second yes.
    afterwards: bool = False
    document: str = ""  # of a TEXT: the number of a document of this type (C-08), looked at as such
    lines: int = 0  # handwriting lines on the blank print; 0: by kind
    context: str = ""  # gettext context; "" means the form's key
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields; `folded` ones open on demand (narratives, later stages)."""

    key: str
    title: str
    fields: tuple[Field, ...]
    folded: bool = False
    when: Condition | None = None
    hint: str = ""
    public: bool = False  # goes out to everybody, in a tracing notice: its photograph is blurred


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the catalogue (rules.md B.2)."""

    key: str  # snake_case, the name of its file and of its records: "intake"
    number: str  # "F01"; the program's own: "P01"
    title: str
    version: int
    topic: Topic
    sections: tuple[Section, ...]
    also: str = ""  # of a register: the number under which B.2 lists it
    compartment: Compartment | None = None  # for fields that name none
    stage: Stage | None = None  # a record of this form brings the case at least here
    single: bool = False  # at most one record a case (opened again instead of added)
    registers: bool = False  # saving it without a case registers one (F01 only)
    writers: tuple[str, ...] = ("caseworker", "psychologist", "medical_worker", "supervisor")
    readers: tuple[str, ...] = ()  # of a register, the roles that see it; (): all who read cases
    sheet: bool = False  # printed alone to sign at once, filled or blank, without approval
    copies: int = 1  # of its filled sheet, numbered: one for each side, or a stub that stays
    taken_along: bool = False  # its sheet may be carried: no institution, file or worker on it
    unnamed: bool = False  # its sheet names neither who wrote nor who printed it
    signatures: tuple[str, ...] = ()  # msgids of the signature block, left to right
    archive_order: int = 0  # place in the file (rules.md F33); 0: not filed
    # Of a form of many papers: when a record stands elsewhere, and where.
    archived_elsewhere: tuple[Condition, int] | None = None
    # Of a paper with its own: the questions for its number (文号), and for who issued it where that
    # is not whoever writes the record. The list of contents says both.
    numbered: str = ""
    issued_by: str = ""
    urgent: bool = False  # one of the first hour: no approval, no typed reason
    reminder: str = ""  # msgid of what is due at DUE_ON, for Today: "Follow-up visit"
    # When what is due at DUE_ON stays due in a closed case: asked of the closing (F29).
    outlasts: Condition | None = None
    brief: bool = False  # a new one shows first what is known and was asked before (K-07)
    at_length: bool = False  # somebody is asked for long: the screen reminds of a rest (K-25)
    milestones: tuple[Milestone, ...] = ()
    approval: Approval | None = None
    course: Course | None = None
    trusts: Condition | None = None  # when its trusted fields give her over; None: always
    source: str = "own_words"  # where its facts come from: own_words, document, police, inferred
