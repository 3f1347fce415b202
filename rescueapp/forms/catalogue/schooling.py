"""F20 入学（复学、转学）协调登记表: back to school, and settling there (S12, S32, S45, S72, S73).

From six on the institution that acts as guardian enrols (A-601); what hinders is looked at again
each term until she is at school, taught at home, or put off with a document (A-603). The school
is told as little as it needs: no past, no institution's name among classmates. Where the school
is, who calls and the roll number are identity; that she is at school is coded.
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    AnyOf,
    Caution,
    Compartment,
    Course,
    Field,
    Form,
    Is,
    Kind,
    Level,
    Milestone,
    Not,
    Part,
    Section,
    Stage,
    Topic,
    Voice,
)

_CARE, _IDENTITY = Compartment.CARE, Compartment.IDENTITY
_L2, _L3, _L4 = Level.L2, Level.L3, Level.L4
_TAUGHT = ("01", "02")  # L-school-outcome: at school, taught at home
_LEFT = ("05", "06")
BEFORE_MIDDLE = ("00", "10", "21")  # C-11: who finished one of these goes on to the next school
_GOES_ON = Is("school_stage", BEFORE_MIDDLE)
_FINISHED = Is("school_outcome", ("06",))
_UNSUPPORTED = Is("school_support", ("05",))
_DAY_MISSES = (
    "Enter this day, estimated if need be: without it the deadline of the term does not know that"
    " anything has changed."
)
_NOBODY_SAID = AllOf((Is("school_outcome", _TAUGHT), Not(Answered("school_support"))))


FORM = Form(
    key="schooling",
    number="F20",
    title="School",
    version=1,
    topic=Topic.GROWTH,
    stage=Stage.SERVICES,
    writers=("caseworker", "psychologist", "supervisor"),
    archive_order=110,
    sheet=True,
    reminder="School: see what comes next",
    signatures=("The child or young person (may be left open)", "Handled by",
                "Person in charge", "Date"),
    course=Course(("school_outcome", "school_left_on"), papers="school_papers",
                  situation=("school_stage", "school_entry", "school_elsewhere"),
                  minors=("02",), over=_FINISHED),
    milestones=(
        Milestone("enrolled", "school_enrolled_on", Is("school_outcome", (*_TAUGHT, "06"))),
        Milestone("school_deferred", "school_deferred_until", Is("school_outcome", ("03",))),
        Milestone("school_left", "school_left_on",
                  AnyOf((Is("school_outcome", ("05",)), AllOf((_FINISHED, _GOES_ON))))),
        Milestone("school_finished", "school_left_on", AllOf((_FINISHED, Not(_GOES_ON)))),
    ),
    sections=(
        Section(
            "wish",
            "What the child or young person wants",
            (
                Field("school_on", "Date", Kind.DATE, personal=False, listed=True,
                      part=Part.ON_DATE, not_future=True),
                Field("school_wish", "About school", Kind.CHOICE, _L2, codes="L-school-wish",
                      coded=True, voice=Voice.HERS),
                Field("school_own_view", "In own words: what would be good, what is feared",
                      Kind.LONG_TEXT, _L3, _CARE, max_length=500, lines=3, voice=Voice.HERS),
            ),
        ),
        Section(
            "before",
            "School so far",
            (
                Field("school_before", "Last school and class", Kind.TEXT, _L4, _IDENTITY,
                      max_length=100),
                Field("school_left_before", "Left it when", Kind.DATE, _L2, not_future=True),
                Field("school_levels", "What was learnt: short tests", Kind.ROWS, _L3, _CARE,
                      personal=False,
                      hint="Short, without marks; it only says where to begin.",
                      rows=(
                          Field("level_subject", "Subject", Kind.CHOICE, _L3, _CARE,
                                codes="L-level-subject", personal=False),
                          Field("level_grade", "About grade", Kind.NUMBER, _L3, _CARE,
                                personal=False, minimum=0, maximum=12),
                          Field("level_on", "Date", Kind.DATE, _L3, _CARE, personal=False,
                                not_future=True),
                          Field("level_remark", "Remark", Kind.TEXT, _L3, _CARE, personal=False,
                                max_length=100),
                      )),
                Field("school_needs", "Help needed for learning, as assessed", Kind.LONG_TEXT,
                      _L3, _CARE, personal=False, max_length=500, lines=2,
                      hint="An education assessment is private: for teaching and rehabilitation "
                      "only."),
            ),
        ),
        Section(
            "school",
            "The school",
            (
                Field("school_stage", "Stage", Kind.CHOICE, codes="C-11", personal=False,
                      listed=True, coded=True),
                Field("school_entry", "How the child or young person comes to this school",
                      Kind.CHOICES, _L2, codes="L-school-entry", personal=False),
                Field("school_grade", "Grade", Kind.NUMBER, personal=False, minimum=1,
                      maximum=12, coded=True),
                Field("school_name", "Name of the school", Kind.INSTITUTION, _L4, _IDENTITY,
                      personal=False, trusted=True, whereabouts=True),
                Field("school_place", "Place of the school", Kind.PLACE, _L4, _IDENTITY,
                      personal=False, whereabouts=True),
                Field("school_roll", "Number on the school roll", Kind.TEXT, _L4, _IDENTITY,
                      max_length=40,
                      hint="A transfer of the roll shows the new school to the old one: ask first "
                      "(P04)."),
                Field("school_elsewhere", "Away from the place of household registration",
                      Kind.YES_NO, _L2, personal=False, coded=True),
                Field("school_office", "Education office that arranges it", Kind.DEPARTMENT,
                      personal=False),
                Field("school_refused", "A school has refused", Kind.YES_NO, personal=False,
                      cautions=(
                          Caution("No school may refuse a child of school age, nor a disabled "
                                  "child who can learn there: write to the education office "
                                  "(Compulsory Education Law).", Is("school_refused", (True,))),
                      )),
            ),
        ),
        Section(
            "told",
            "What the school is told",
            (
                Field("school_told", "How the school knows the person", Kind.CHOICE, _L2,
                      codes="L-school-told", personal=False,
                      hint="Never the past. Letters and calls with the alias; no name of the "
                      "institution among classmates."),
                Field("school_told_to", "Who at the school knows more, and what", Kind.TEXT, _L4,
                      _IDENTITY, personal=False, trusted=True, other=True),
                Field("school_contact", "Whom the school calls", Kind.TEXT, _L4, _IDENTITY,
                      personal=False, max_length=100, trusted=True, whereabouts=True, other=True,
                      hint="A person with an ordinary number, not the desk of the institution."),
                Field("school_way", "Way to school and back", Kind.TEXT, _L3, _CARE,
                      personal=False, whereabouts=True,
                      hint="No marked car, no bag or form with the institution's name."),
                Field("school_view_told", "What the child or young person wants to be told",
                      Kind.TEXT, _L3, _CARE, voice=Voice.HERS),
            ),
        ),
        Section(
            "papers",
            "Papers",
            (
                Field("school_papers", "Papers", Kind.ROWS, _L2, personal=False,
                      rows=(
                          Field("school_paper", "Paper", Kind.CHOICE, _L2,
                                codes="L-school-paper", personal=False, starts="*"),
                          Field("school_paper_stand", "How it stands", Kind.CHOICE, _L2,
                                codes="L-paper-stand", personal=False, starts="01"),
                          Field("school_paper_on", "Since", Kind.DATE, _L2, personal=False,
                                not_future=True),
                          Field("school_paper_remark", "Remark", Kind.TEXT, _L2, personal=False,
                                max_length=100),
                      )),
            ),
        ),
        Section(
            "outcome",
            "Where it stands",
            (
                Field("school_outcome", "Where it stands", Kind.CHOICE, codes="L-school-outcome",
                      personal=False, listed=True, coded=True,
                      cautions=(
                          Caution("From 6 to 15 school is a duty of those who care for the child: "
                                  "the education office is told now, and it is looked at again "
                                  "each term.", Is("school_outcome", ("04", "05"))),
                      )),
                Field("school_enrolled_on", "At school or taught since", Kind.DATE,
                      personal=False, coded=True, not_future=True,
                      when=Is("school_outcome", (*_TAUGHT, *_LEFT)),
                      cautions=(
                          Caution(_DAY_MISSES, AllOf((Is("school_outcome", _TAUGHT),
                                                      Not(Answered("school_enrolled_on"))))),
                      )),
                Field("school_deferred_until", "Put off until", Kind.DATE, personal=False,
                      coded=True, when=Is("school_outcome", ("03",)),
                      cautions=(
                          Caution(_DAY_MISSES, AllOf((Is("school_outcome", ("03",)),
                                                      Not(Answered("school_deferred_until"))))),
                      )),
                Field("school_deferral", "Document that puts it off: office, number, date",
                      Kind.TEXT, _L2, personal=False, max_length=100,
                      when=Is("school_outcome", ("03",))),
                Field("school_why_not", "What hinders", Kind.TEXT, _L3, _CARE, personal=False,
                      when=Is("school_outcome", ("03", "04"))),
                Field("school_left_on", "Left on", Kind.DATE, personal=False, coded=True,
                      not_future=True, when=Is("school_outcome", _LEFT),
                      cautions=(
                          Caution(_DAY_MISSES, AllOf((Is("school_outcome", _LEFT),
                                                      Not(Answered("school_left_on"))))),
                      ),
                      follows="school_enrolled_on"),
                Field("school_left_why", "Why it was left", Kind.CHOICE, _L2,
                      codes="L-school-left-why", personal=False, coded=True,
                      when=Is("school_outcome", ("05",))),
                Field("school_support", "Psychological support beside school", Kind.CHOICE, _L2,
                      codes="L-school-support", personal=False, coded=True,
                      when=Not(_FINISHED),
                      cautions=(
                          Caution("A child at school away from home gets support beside it: "
                                  "arrange it with the psychologist (F18).",
                                  AllOf((Is("school_elsewhere", (True,)),
                                         AnyOf((_UNSUPPORTED, _NOBODY_SAID))))),
                      )),
                Field("school_next_on", "Look again on", Kind.DATE, personal=False,
                      part=Part.DUE_ON,
                      hint="At the latest at the beginning of the next term: 1 March, "
                      "1 September."),
            ),
        ),
        Section(
            "settling",
            "Settling in, term by term",
            (
                Field("school_terms", "Settling in", Kind.ROWS, _L3, _CARE, personal=False,
                      rows=(
                          Field("term_on", "Date", Kind.DATE, _L3, _CARE, personal=False,
                                not_future=True),
                          Field("term_state", "How it goes", Kind.CHOICE, _L3, _CARE,
                                codes="L-school-term", personal=False),
                          Field("term_said", "What the child says", Kind.TEXT, _L3, _CARE),
                          Field("term_help", "What helps, what is arranged", Kind.TEXT, _L3,
                                _CARE, personal=False),
                      )),
            ),
            folded=True,
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
