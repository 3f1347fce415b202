"""F23 社会救助申请转介表: one application for one kind of social assistance, and what came of it.

Where it is asked for depends on the kind (A-701, A-702). Decisions are published in the village
(Social Assistance Law 45) although privacy is protected (art. 11): the office is asked to leave
her out by a letter (`actions.papers.letters`), and its answer is noted (A-705, K-15). Whoever
cannot return home for now is named so, with the reason and how the care goes on (S66).
"""

from __future__ import annotations

from dataclasses import replace

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

_CARE = Compartment.CARE
_AT_HOME = ("01", "02", "03", "06", "07")  # L-assistance: asked for at the registered residence
_REFUSED = Is("assist_result", ("02", "03"))
_REVIEWED = AnyOf((Answered("assist_review"), Answered("assist_review_on")))
_ANSWERED = AnyOf((Answered("assist_decided_on"), Answered("assist_result"),
                   Answered("assist_ended_on")))  # fmt: skip
_WAITS = AllOf((Answered("assist_applied_on"), Not(_ANSWERED), Not(Answered("assist_next_on"))))

FORM = Form(
    key="social_assistance",
    number="F23",
    title="Social assistance: application and referral",
    version=1,
    topic=Topic.RIGHTS,
    stage=Stage.SERVICES,
    writers=("caseworker", "supervisor"),
    sheet=True,
    archive_order=113,
    reminder="Next step of the social assistance",
    signatures=("The person or guardian", "Handled by", "Received by (office)"),
    course=Course(
        ("assist_applied_on", "assist_papers_on", "assist_decided_on", "assist_result",
         "assist_ended_on"),
        about="assist_kind",
        papers="assist_paper_list",
        situation=("assist_kind",),
        over=Is("assist_result", ("04", "05")),
        granted=Is("assist_result", ("01",)),
    ),
    milestones=(
        Milestone("assistance_applied", at="assist_applied_on"),
        Milestone("assistance_decided", at="assist_decided_on"),
        Milestone("assistance_refused", at="assist_decided_on", when=_REFUSED),
        Milestone("assistance_reviewed", at="assist_review_on"),
        Milestone("assistance_review_answered", at="assist_review_answered_on"),
        Milestone("assistance_ended", at="assist_ended_on"),
        Milestone("cannot_return_until", at="staying_until"),
        Milestone("cannot_return_weighed", when=Answered("cannot_return")),
    ),
    sections=(
        Section(
            "what",
            "What is asked for, and where",
            (
                Field("assist_on", "Date of the record", Kind.DATE, personal=False,
                      part=Part.ON_DATE, not_future=True),
                Field("assist_kind", "Kind of assistance", Kind.CHOICE, Level.L2,
                      codes="L-assistance", personal=False, listed=True, coded=True),
                Field("assist_place", "Asked for at", Kind.CHOICE, Level.L2,
                      codes="L-assistance-place", personal=False, coded=True,
                      cautions=(
                          Caution(
                              "Temporary assistance is asked for where the emergency arose; no "
                              "registration there is needed (Social Assistance Law 37).",
                              AllOf((Is("assist_kind", ("08",)),
                                     Is("assist_place", ("02", "03")))),
                          ),
                          Caution(
                              "This kind is asked for at the registered residence, or where the "
                              "residence permit is from. Ask the office before somebody travels.",
                              AllOf((Is("assist_kind", _AT_HOME),
                                     Is("assist_place", ("01", "04", "05")))),
                          ),
                      )),
                Field("assist_first", "Helped first, papers later", Kind.YES_NO, personal=False,
                      coded=True, when=Is("assist_kind", ("04", "08")),
                      hint="What is small and urgent is given first (Social Assistance Law 50)."),
                Field("assist_office", "Office", Kind.TEXT, Level.L2, personal=False,
                      listed=True, max_length=100, trusted=True, whereabouts=True,
                      hint="Nobody there who is near the buyer's family."),
                Field("assist_officer", "Officer and telephone", Kind.TEXT, Level.L2,
                      personal=False, max_length=100, trusted=True, whereabouts=True, other=True),
                Field("assist_hardship", "Hardship, in brief", Kind.LONG_TEXT, Level.L3, _CARE,
                      max_length=500, lines=3,
                      hint="The hardship, not what happened: the office need not know of the "
                      "trafficking."),
            ),
        ),
        Section(
            "person",
            "The person",
            (
                replace(blocks.NAME, part=None),
                replace(blocks.SEX, part=None, coded=False),
                replace(blocks.BIRTH_DATE, part=None, coded=False),
                replace(blocks.ID_DOCUMENT, part=None),
                replace(blocks.HOME_COUNTY, coded=False),
                blocks.PERSON_RESIDENCE[2],
            ),
        ),
        Section(
            "conditions",
            "Conditions",
            (
                Field("assist_checks", "Conditions", Kind.ROWS, Level.L3, _CARE, personal=False,
                      rows=(
                          Field("assist_check", "Condition", Kind.CHOICE, Level.L3, _CARE,
                                codes="L-assistance-check", personal=False, starts="*"),
                          Field("assist_met", "Met", Kind.CHOICE, Level.L3, _CARE,
                                codes="L-check-result", personal=False),
                          Field("assist_shown", "Shown by", Kind.TEXT, Level.L3, _CARE,
                                personal=False, max_length=100),
                      )),
            ),
        ),
        Section(
            "papers",
            "Papers",
            (
                Field("assist_paper_list", "Papers", Kind.ROWS, Level.L2, personal=False,
                      hint="The case page names those that this kind needs.",
                      rows=(
                          Field("assist_paper", "Paper", Kind.CHOICE, Level.L2,
                                codes="L-assist-paper", personal=False, starts="*"),
                          Field("assist_paper_stand", "How it stands", Kind.CHOICE, Level.L2,
                                codes="L-paper-stand", personal=False, starts="01"),
                          Field("assist_paper_on", "Since", Kind.DATE, Level.L2, personal=False,
                                not_future=True),
                          Field("assist_paper_remark", "Remark", Kind.TEXT, Level.L2,
                                personal=False, max_length=100),
                      )),
            ),
        ),
        Section(
            "publication",
            "Public lists",
            (
                Field("publish_asked", "Asked the office not to publish", Kind.YES_NO,
                      personal=False, coded=True,
                      hint="The letter that asks for it is under Print.",
                      cautions=(
                          Caution(
                              "Decisions are put up in the village. Before applying, ask the "
                              "office to leave the person out of every list.",
                              Is("publish_asked", (False,)),
                          ),
                      )),
                Field("publish_asked_on", "Asked on", Kind.DATE, personal=False,
                      not_future=True, when=Is("publish_asked", (True,))),
                Field("publish_answer", "Answer of the office", Kind.CHOICE, Level.L2,
                      codes="L-publish-answer", personal=False, listed=True, coded=True,
                      when=Is("publish_asked", (True,)),
                      cautions=(
                          Caution(
                              "Speak with the person before going on: applying may show where "
                              "she is. Ask the superior bureau to speak with the office.",
                              Is("publish_answer", ("03", "05")),
                          ),
                      )),
                Field("publish_answered_on", "Answered on", Kind.DATE, personal=False,
                      not_future=True, when=Answered("publish_answer"), follows="publish_asked_on"),
            ),
        ),
        Section(
            "course",
            "Course",
            (
                Field("assist_applied_on", "Applied on", Kind.DATE, personal=False, listed=True,
                      coded=True, not_future=True),
                Field("assist_papers_on", "More papers asked for on", Kind.DATE, personal=False,
                      not_future=True, follows="assist_applied_on"),
                Field("assist_papers", "Which papers", Kind.TEXT, Level.L2, personal=False),
                Field("assist_decided_on", "Decided on", Kind.DATE, personal=False, coded=True,
                      not_future=True,
                      cautions=(
                          Caution("Enter this day: the time for a review counts from it.",
                                  AllOf((Answered("assist_result"),
                                         Not(Answered("assist_decided_on"))))),
                      ),
                      follows="assist_applied_on"),
                Field("assist_result", "Result", Kind.CHOICE, Level.L2, codes="L-aid-result",
                      personal=False, listed=True, coded=True,
                      cautions=(
                          Caution("The person may ask for a review within the days the decision "
                                  "names, 60 as a rule: explain it today, ask legal aid (F24), and "
                                  "write below what is done.",
                                  AllOf((_REFUSED, Not(_REVIEWED)))),
                      )),
                Field("assist_refused_reason", "Reasons of the office", Kind.LONG_TEXT, Level.L3,
                      _CARE, personal=False, max_length=500, lines=2, when=_REFUSED),
                Field("assist_review", "Review or complaint, and what came of it", Kind.TEXT,
                      Level.L3, _CARE, personal=False, when=_REFUSED, off_sheet=True,
                      hint="Ask legal aid within the days the decision names."),
                Field("assist_review_on", "Review asked for on", Kind.DATE, personal=False,
                      coded=True, not_future=True, when=_REFUSED, off_sheet=True,
                      hint="Where the person leaves it at that: enter below that it is settled.",
                      follows="assist_decided_on"),
                Field("assist_review_answered_on", "Review decided on", Kind.DATE,
                      personal=False, coded=True, not_future=True, off_sheet=True,
                      when=Answered("assist_review_on"), follows="assist_review_on"),
                Field("assist_review_result", "Result of the review", Kind.CHOICE, Level.L2,
                      codes="L-review-result", personal=False, coded=True, off_sheet=True,
                      when=Answered("assist_review_on"),
                      cautions=(
                          Caution("A court can be asked within 15 days of this decision: speak "
                                  "with the lawyer today.",
                                  Is("assist_review_result", ("02", "03"))),
                      )),
                Field("assist_next_on", "Next step by", Kind.DATE, personal=False,
                      part=Part.DUE_ON, when=Not(Answered("assist_ended_on")),
                      cautions=(
                          Caution("Nothing counts the days of the office here: enter when to ask "
                                  "it, or Today does not remind of it.", _WAITS),
                      )),
                Field("assist_ended_on", "Ended or settled on", Kind.DATE, personal=False,
                      not_future=True, follows="assist_applied_on"),
            ),
        ),
        Section(
            "benefits",
            "What is received",
            (
                Field("assist_benefits", "What is received", Kind.ROWS, Level.L2, personal=False,
                      coded=True,
                      hint="Support in special hardship goes on after 18 while at school (Social "
                      "Assistance Law 16).",
                      rows=(
                          Field("benefit_way", "Way", Kind.CHOICE, Level.L2,
                                codes="L-benefit-way", personal=False, coded=True),
                          Field("benefit_amount", "Amount", Kind.MONEY, Level.L2,
                                personal=False, unit="yuan", coded=True),
                          Field("benefit_from", "From", Kind.DATE, Level.L2, personal=False,
                                coded=True),
                          Field("benefit_until", "Until", Kind.DATE, Level.L2, personal=False,
                                coded=True, part=Part.DUE_ON,
                                when=Not(Answered("benefit_stop")), follows="benefit_from"),
                          Field("benefit_stop", "Why stopped", Kind.CHOICE, Level.L2,
                                codes="L-benefit-stop", personal=False, coded=True),
                      )),
                Field("benefit_to_her", "Paid to the person, into an own account", Kind.YES_NO,
                      Level.L2, personal=False,
                      hint="Never into the account of a buyer or his family."),
            ),
        ),
        Section("staying", "Cannot return home for now", blocks.STAYING),
        Section(
            "view",
            "The person's own view",
            (
                Field("assist_view", "What the person wants, and what may not be told",
                      Kind.LONG_TEXT, Level.L3, _CARE, max_length=500, lines=2,
                      voice=Voice.HERS, off_sheet=True,
                      hint="It stays here: the printed sheet leaves it out."),
            ),
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
