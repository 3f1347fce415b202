"""P10 国家司法救助: money for a victim in hardship, from the organ that handles the case (A-707).

Once for each case and person. Whoever is still in hardship afterwards goes into social assistance
if eligible (A-706: Social Assistance Law 36).
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
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

_LEGAL, _IDENTITY = Compartment.LEGAL, Compartment.IDENTITY
_GRANTED = Is("judicial_result", ("01", "02"))
_BY_OTHERS = Is("judicial_agent", ("02", "03", "04", "05"))

FORM = Form(
    key="judicial_aid",
    number="P10",
    title="Judicial assistance",
    version=1,
    topic=Topic.RIGHTS,
    stage=Stage.SERVICES,
    writers=("caseworker", "supervisor"),
    sheet=True,
    archive_order=114,
    reminder="Next step of the judicial assistance",
    signatures=("The person or guardian", "Handled by", "Person in charge"),
    course=Course(
        ("judicial_applied_on", "judicial_opinion_on", "judicial_decided_on", "judicial_result",
         "judicial_money_on", "judicial_told_on", "judicial_paid_on", "judicial_ended_on"),
        papers="judicial_paper_list",
        situation=("judicial_ground", "judicial_agent"),
        over=Is("judicial_result", ("04", "05")),
        granted=_GRANTED,
    ),
    milestones=(
        Milestone("judicial_aid_applied", at="judicial_applied_on"),
        Milestone("judicial_aid_decided", at="judicial_decided_on"),
        Milestone("judicial_aid_money_came", at="judicial_money_on"),
        Milestone("judicial_aid_told", at="judicial_told_on"),
    ),
    sections=(
        Section(
            "ground",
            "Ground",
            (
                Field("judicial_on", "Date of the record", Kind.DATE, personal=False,
                      part=Part.ON_DATE, not_future=True),
                Field("judicial_organ", "Applied for at", Kind.CHOICE, Level.L2,
                      codes="L-judicial-organ", personal=False, listed=True, coded=True,
                      hint="The organ that handles the case now."),
                Field("judicial_organ_name", "Name of the organ, officer and telephone",
                      Kind.TEXT, Level.L3, _LEGAL, personal=False, max_length=100, whereabouts=True,
                      other=True),
                Field("judicial_ground", "Ground of the application", Kind.CHOICES, Level.L3,
                      _LEGAL, codes="L-judicial-ground", personal=False, coded=True),
                Field("judicial_agent", "Who applies", Kind.CHOICE, Level.L2, codes="L-aid-agent",
                      personal=False),
                Field("judicial_agent_name", "Name of who applies for the person", Kind.TEXT,
                      Level.L4, _IDENTITY, personal=False, max_length=60, trusted=True,
                      other=True, when=_BY_OTHERS),
                Field("judicial_agent_relation", "Relation of that person to the applicant",
                      Kind.CHOICE, Level.L2, _IDENTITY, codes="C-07", personal=False,
                      trusted=True, when=_BY_OTHERS),
                Field("judicial_hardship", "Hardship, in brief", Kind.LONG_TEXT, Level.L3,
                      _LEGAL, max_length=500, lines=3),
                Field("judicial_before", "Received before in the same case", Kind.YES_NO,
                      Level.L2, _LEGAL,
                      cautions=(
                          Caution(
                              "Judicial assistance is given once for a case and person. Look at "
                              "social assistance (F23) instead.",
                              Is("judicial_before", (True,)),
                          ),
                      )),
                Field("judicial_asked", "Amount asked for", Kind.MONEY, Level.L3, _LEGAL,
                      personal=False, unit="yuan"),
            ),
        ),
        Section(
            "papers",
            "Papers",
            (
                Field("judicial_paper_list", "Papers", Kind.ROWS, Level.L2, personal=False,
                      rows=(
                          Field("judicial_paper", "Paper", Kind.CHOICE, Level.L2,
                                codes="L-judicial-paper", personal=False, starts="*"),
                          Field("judicial_paper_stand", "How it stands", Kind.CHOICE, Level.L2,
                                codes="L-paper-stand", personal=False, starts="01"),
                          Field("judicial_paper_on", "Since", Kind.DATE, Level.L2,
                                personal=False, not_future=True),
                      )),
            ),
        ),
        Section(
            "course",
            "Course",
            (
                Field("judicial_applied_on", "Applied on", Kind.DATE, personal=False,
                      listed=True, coded=True, not_future=True,
                      hint="The organ has ten working days for its opinion."),
                Field("judicial_opinion_on", "Opinion of the organ on", Kind.DATE,
                      personal=False, coded=True, not_future=True, follows="judicial_applied_on"),
                Field("judicial_decided_on", "Decided on", Kind.DATE, personal=False,
                      coded=True, not_future=True, follows="judicial_applied_on"),
                Field("judicial_result", "Result", Kind.CHOICE, Level.L2, codes="L-aid-result",
                      personal=False, listed=True, coded=True),
                Field("judicial_reason", "Reasons of the organ", Kind.LONG_TEXT, Level.L3,
                      _LEGAL, personal=False, max_length=500, lines=2,
                      when=Is("judicial_result", ("02", "03"))),
                Field("judicial_granted", "Amount granted", Kind.MONEY, Level.L3, _LEGAL,
                      personal=False, unit="yuan", coded=True,
                      when=_GRANTED),
                Field("judicial_money_on", "Money reached the organ on", Kind.DATE,
                      personal=False, not_future=True, when=_GRANTED,
                      hint="Ask the organ. It has two working days from then to tell the person."),
                Field("judicial_told_on", "Told to collect on", Kind.DATE, personal=False,
                      not_future=True, when=_GRANTED,
                      hint="Within two working days after the money has arrived.",
                      follows="judicial_money_on"),
                Field("judicial_paid_on", "Received by the person on", Kind.DATE,
                      personal=False, not_future=True, when=_GRANTED,
                      hint="Into an own account, never through somebody of the unsafe list.",
                      follows="judicial_decided_on"),
                Field("judicial_still", "Still in hardship afterwards", Kind.YES_NO, Level.L3,
                      _LEGAL,
                      cautions=(
                          Caution(
                              "Social assistance takes the person in if eligible (Social "
                              "Assistance Law 36): write F23.",
                              Is("judicial_still", (True,)),
                          ),
                      )),
                Field("judicial_next_on", "Next step by", Kind.DATE, personal=False,
                      part=Part.DUE_ON, when=Not(Answered("judicial_ended_on"))),
                Field("judicial_ended_on", "Settled on", Kind.DATE, personal=False,
                      not_future=True, follows="judicial_applied_on"),
            ),
        ),
        Section(
            "view",
            "The person's own view",
            (
                Field("judicial_view", "What the person wants", Kind.LONG_TEXT, Level.L3, _LEGAL,
                      max_length=500, lines=2, voice=Voice.HERS),
            ),
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
