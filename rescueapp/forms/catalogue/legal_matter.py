"""P11 维权事项跟踪表: one claim of hers and where it stands (S16, S53, S59; A-810, A-814, A-815).

A coerced marriage is annulled within one year from the day freedom was recovered (Civil Code
1052); the clock runs from the rescue (`freedom_recovered_on` of F14 says it more exactly). What
police and court ask and hear is theirs and is not kept here.
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
    Answered,
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

_LEGAL = Compartment.LEGAL
_ANNULMENT = Is("matter_kind", ("01",))
_MARRIAGE = Is("matter_kind", ("01", "02", "03"))
_MONEY = Is("matter_kind", ("03", "04", "05", "06", "14"))
_CHILDREN = Is("matter_kind", ("03", "07", "08"))
_LAND = Is("matter_kind", ("09",))
_DECLARED = Is("matter_kind", ("10",))

FORM = Form(
    key="legal_matter",
    number="P11",
    title="Legal matter",
    version=1,
    topic=Topic.RIGHTS,
    stage=Stage.SERVICES,
    writers=("caseworker", "supervisor"),
    sheet=True,
    archive_order=116,
    reminder="Next step in a legal matter",
    outlasts=Not(Is("closure_kind", ("05",))),
    signatures=("The person (may be left open)", "Handled by", "Person in charge"),
    course=Course(
        ("matter_filed_on", "matter_accepted_on", "matter_decided_on", "matter_ended_on"),
    ),
    milestones=(Milestone("annulment_filed", at="matter_filed_on", when=_ANNULMENT),),
    sections=(
        Section(
            "matter",
            "Matter",
            (
                Field("matter_on", "Date of the record", Kind.DATE, personal=False, listed=True,
                      part=Part.ON_DATE, not_future=True),
                Field("matter_kind", "Kind of the matter", Kind.CHOICE, Level.L3, _LEGAL,
                      codes="L-matter-kind", personal=False, coded=True,
                      cautions=(
                          Caution(
                              "One year from the day freedom was recovered, then the court annuls "
                              "no more. Ask legal aid now; the clock of the case counts it.",
                              AllOf((_ANNULMENT, Not(Answered("matter_filed_on")))),
                          ),
                      )),
                Field("matter_wish", "What the person wants", Kind.LONG_TEXT, Level.L3, _LEGAL,
                      max_length=1000, lines=3, voice=Voice.HERS,
                      hint="Also: to claim nothing. What is said to police or court is not kept "
                      "here."),
                Field("matter_status", "Where it stands", Kind.CHOICE, Level.L3, _LEGAL,
                      codes="L-matter-status", personal=False, coded=True),
                Field("matter_forum", "Court or office", Kind.TEXT, Level.L3, _LEGAL,
                      personal=False, max_length=100, whereabouts=True),
                Field("matter_number", "Number of the matter", Kind.TEXT, Level.L3, _LEGAL,
                      personal=False, max_length=60),
                Field("matter_lawyer", "Lawyer or agent, and telephone", Kind.TEXT, Level.L3,
                      _LEGAL, personal=False, max_length=100, trusted=True, other=True),
                Field("matter_note", "What was done, in brief", Kind.LONG_TEXT, Level.L3, _LEGAL,
                      personal=False, max_length=1000, lines=3, voice=Voice.OURS),
            ),
        ),
        Section(
            "dates",
            "Dates",
            (
                Field("matter_filed_on", "Filed on", Kind.DATE, personal=False, listed=True,
                      coded=True, not_future=True),
                Field("matter_limit_on", "To be filed by", Kind.DATE, Level.L3, _LEGAL,
                      personal=False,
                      hint="As the lawyer says it. A minor's claim for sexual harm counts from "
                      "the age of 18 (Civil Code 191)."),
                Field("matter_accepted_on", "Accepted on", Kind.DATE, personal=False,
                      coded=True, not_future=True, follows="matter_filed_on"),
                Field("matter_decided_on", "Decided or settled on", Kind.DATE, personal=False,
                      coded=True, not_future=True, follows="matter_filed_on"),
                Field("matter_next_on", "Next step by", Kind.DATE, personal=False,
                      part=Part.DUE_ON, when=Not(Answered("matter_ended_on"))),
                Field("matter_next", "Next step", Kind.TEXT, Level.L3, _LEGAL, personal=False,
                      when=Not(Answered("matter_ended_on"))),
                Field("matter_ended_on", "Ended on", Kind.DATE, personal=False, coded=True,
                      not_future=True, follows="matter_filed_on"),
                Field("matter_result", "What was decided", Kind.LONG_TEXT, Level.L3, _LEGAL,
                      personal=False, max_length=1000, lines=3, voice=Voice.OURS,
                      when=Answered("matter_decided_on")),
            ),
        ),
        Section(
            "marriage",
            "Marriage",
            (
                Field("matter_freedom_on", "Freedom recovered, or the coercion ended, on",
                      Kind.DATE, Level.L3, _LEGAL, not_future=True,
                      hint="As in the case record (F14). One year runs from here (Civil Code "
                      "1052)."),
                Field("matter_registered", "Registration of the marriage", Kind.CHOICE, Level.L3,
                      _LEGAL, codes="L-marriage-registered",
                      cautions=(
                          Caution(
                              "Where no marriage was registered there is none to annul. Ask the "
                              "lawyer about children and property.",
                              Is("matter_registered", ("01",)),
                          ),
                          Caution(
                              "Registered under a false identity: ask the lawyer which way leads "
                              "there, cancelling the registration or a judgment.",
                              Is("matter_registered", ("03",)),
                          ),
                      )),
            ),
            when=_MARRIAGE,
        ),
        Section(
            "children",
            "Children",
            (
                Field("matter_children_wish", "What the person wants for the children",
                      Kind.LONG_TEXT, Level.L3, _LEGAL, max_length=1000, lines=2,
                      voice=Voice.HERS),
                Field("matter_children_view", "What the children themselves say", Kind.LONG_TEXT,
                      Level.L3, _LEGAL, max_length=1000, lines=2, other=True,
                      hint="From eight years on their own wish is respected (Civil Code 1084)."),
                Field("matter_children_decided", "What holds for the children now",
                      Kind.LONG_TEXT, Level.L3, _LEGAL, personal=False, max_length=500, lines=2),
            ),
            when=_CHILDREN,
        ),
        Section(
            "money",
            "Money",
            (
                Field("matter_claimed", "Claimed", Kind.MONEY, Level.L3, _LEGAL, personal=False,
                      unit="yuan", coded=True),
                Field("matter_awarded", "Awarded or settled", Kind.MONEY, Level.L3, _LEGAL,
                      personal=False, unit="yuan", coded=True),
                Field("matter_paid", "Received so far", Kind.MONEY, Level.L3, _LEGAL,
                      personal=False, unit="yuan", coded=True,
                      hint="Into an own account of the person."),
            ),
            when=_MONEY,
        ),
        Section(
            "land",
            "Land and rights in the collective",
            (
                Field("land_rights", "Rights", Kind.ROWS, Level.L3, _LEGAL, personal=False,
                      coded=True, rows=(
                          Field("land_right", "Right", Kind.CHOICE, Level.L3, _LEGAL,
                                codes="L-land-right", personal=False, starts="*", coded=True),
                          Field("land_home", "At the old home", Kind.CHOICE, Level.L3, _LEGAL,
                                codes="L-land-state", personal=False, coded=True),
                          Field("land_new", "At the new place", Kind.CHOICE, Level.L3, _LEGAL,
                                codes="L-land-state", personal=False, coded=True),
                          Field("land_note", "Remark", Kind.TEXT, Level.L3, _LEGAL,
                                personal=False, max_length=100),
                      )),
                Field("land_office", "Office that settles it", Kind.DEPARTMENT, Level.L3, _LEGAL,
                      personal=False,
                      hint="Being unmarried, married or divorced is no reason to deny a right "
                      "(Law on Women 55, 56)."),
            ),
            when=_LAND,
            hint="Ask without telling the village where the person is.",
        ),
        Section(
            "declared",
            "Declared missing or dead",
            (
                Field("declared_kind", "Declaration", Kind.CHOICE, Level.L3, _LEGAL,
                      codes="L-declaration", personal=False, coded=True),
                Field("declared_court", "Court, number and date of the judgment", Kind.TEXT,
                      Level.L3, _LEGAL, personal=False, max_length=100),
                Field("declared_cancelled_on", "Cancelled by the court on", Kind.DATE, Level.L3,
                      _LEGAL, personal=False, coded=True, not_future=True,
                      hint="Then ask for the household register again (F22)."),
                Field("declared_after", "Property, marriage and children afterwards", Kind.TEXT,
                      Level.L3, _LEGAL, personal=False),
            ),
            when=_DECLARED,
        ),
        Section(
            "papers",
            "Papers",
            (
                Field("matter_papers", "Papers", Kind.ROWS, Level.L3, _LEGAL, personal=False,
                      rows=(
                          Field("matter_paper", "Paper", Kind.CHOICE, Level.L3, _LEGAL,
                                codes="L-legal-document", personal=False, starts="*"),
                          Field("matter_paper_state", "How it stands", Kind.CHOICE, Level.L3,
                                _LEGAL, codes="L-paper-state", personal=False, starts="01"),
                          Field("matter_paper_on", "Date", Kind.DATE, Level.L3, _LEGAL,
                                personal=False, not_future=True),
                          Field("matter_paper_where", "Where it is", Kind.TEXT, Level.L3, _LEGAL,
                                personal=False, max_length=60),
                      )),
            ),
            hint="That there is a paper and where it is; not what stands in it.",
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
