"""P07 履行抚养赡养义务告知书: what the law asks of her relatives, and what they answer (S67).

It never goes to anybody of the unsafe list, and not to the family of an adult who does not want
the family told. An answer is waited for from the day it was delivered, and until then somebody is
asked to deliver it. On paper it tells the duty and whom to call: neither this house, nor what was
asked of her, nor what was answered before.
"""

from __future__ import annotations

from rescueapp.forms.catalogue import sign_off_sheet
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    Caution,
    Compartment,
    Field,
    Form,
    Is,
    Kind,
    Level,
    MayBeMinor,
    Milestone,
    Not,
    Part,
    Section,
    Topic,
    Voice,
)

_UNWANTED = Is("duty_wish", ("02", "03"))
_NOT_DONE = Is("duty_answer", ("03", "04", "05"))  # unable, refused, no answer

WISH = Section(
    "wish",
    "Whether the family may be told",
    (
        Field("duty_wish", "Wants this family to be told of the duty", Kind.CHOICE, Level.L2,
              codes="L-wish", voice=Voice.HERS, off_sheet=True,
              cautions=(
                  Caution("Nothing goes to the family of an adult who does not want it.",
                          _UNWANTED),
              )),
        Field("duty_own_view", "What the person says of it", Kind.LONG_TEXT, Level.L3,
              Compartment.CARE, max_length=500, lines=2, voice=Voice.HERS, off_sheet=True),
        Field("duty_child_opinion", "What the child or young person thinks (8 to 17)",
              Kind.LONG_TEXT, Level.L3, Compartment.CARE, max_length=500, lines=2,
              voice=Voice.HERS, when=MayBeMinor(), off_sheet=True),
    ),
)  # fmt: skip
NOTICE = Section(
    "notice",
    "Notice",
    (
        Field("duty_on", "Date", Kind.DATE, required=True, personal=False, listed=True,
              coded=True, part=Part.ON_DATE, not_future=True),
        Field("duty_relative", "To whom, from the relatives", Kind.RELATIVE, Level.L2,
              Compartment.IDENTITY, personal=False, trusted=True),
        Field("duty_name", "To whom (name)", Kind.TEXT, Level.L4, Compartment.IDENTITY,
              personal=False, max_length=60, trusted=True, other=True,
              when=Not(Answered("duty_relative"))),
        Field("duty_relation", "Relation to the person", Kind.CHOICE, Level.L2,
              Compartment.IDENTITY, codes="C-07", personal=False, trusted=True,
              when=Not(Answered("duty_relative"))),
        Field("duty_kinds", "Duty", Kind.CHOICES, codes="L-duty-kind", personal=False,
              listed=True, coded=True),
        Field("duty_words", "What is asked of them", Kind.LONG_TEXT, Level.L2,
              Compartment.IDENTITY, personal=False, max_length=1000, lines=4,
              hint="Plain: which duty, what to do by when. Nothing of what happened, not where "
              "the person is."),
        Field("duty_call", "Whom to call", Kind.TEXT, Level.L2, personal=False, max_length=100,
              hint="An office and a number that do not tell where the person is."),
        Field("duty_channel", "How it was delivered", Kind.CHOICE, codes="L-duty-channel",
              personal=False,
              cautions=(
                  Caution("Whoever asks in the village tells the village. Ask the person first "
                          "whether that may be asked.", Is("duty_channel", ("05",))),
              )),
        Field("duty_sent_on", "Delivered on", Kind.DATE, personal=False, coded=True,
              not_future=True),
    ),
)  # fmt: skip
ANSWER = Section(
    "answer",
    "Answer",
    (
        Field("duty_due_on", "Answer expected by", Kind.DATE, personal=False, part=Part.DUE_ON,
              days_after=15, days_from="duty_sent_on", off_sheet=True,
              when=AllOf((Answered("duty_sent_on"), Not(Answered("duty_answered_on")))),
              hint="Empty: 15 days after it was delivered."),
        Field("duty_answered_on", "Relatives answered on", Kind.DATE, personal=False, coded=True,
              not_future=True, off_sheet=True,
              hint="Where they do not answer: the day on which this was noted.",
              cautions=(
                  Caution("Enter this day: what follows counts from it.",
                          AllOf((_NOT_DONE, Not(Answered("duty_answered_on"))))),
              ),
              follows="duty_sent_on"),
        Field("duty_answer", "Answer of the relatives", Kind.CHOICE, Level.L2,
              codes="L-duty-answer", personal=False, listed=True, coded=True, off_sheet=True),
        Field("duty_answer_words", "What they said", Kind.LONG_TEXT, Level.L2,
              Compartment.IDENTITY, personal=False, max_length=1000, lines=2, other=True,
              off_sheet=True),
        Field("duty_next", "What follows", Kind.TEXT, Level.L2, personal=False, max_length=200,
              off_sheet=True,
              hint="Where a duty is refused: legal aid, mediation, a report to the police."),
        Field("duty_next_on", "What follows was done on", Kind.DATE, personal=False, coded=True,
              not_future=True, when=_NOT_DONE, off_sheet=True, follows="duty_answered_on"),
    ),
)  # fmt: skip

FORM = Form(
    key="support_duty_notice",
    number="P07",
    title="Notice of the duty to support",
    version=1,
    topic=Topic.TRACING,
    archive_order=90,
    sheet=True,
    reminder="Answer to the notice of the duty to support",
    milestones=(
        Milestone("duty_notice_made", at="duty_on", when=Not(_UNWANTED)),
        Milestone("duty_notice_delivered", at="duty_sent_on"),
        Milestone("duty_notice_delivered", at="duty_answered_on"),  # then it did come
        Milestone("duty_not_done", at="duty_answered_on", when=_NOT_DONE),
        Milestone("duty_followed_up", at="duty_next_on"),
    ),
    signatures=("Received by", "Handled by", "Person in charge", "Institution (seal)", "Date"),
    sections=(
        WISH,
        NOTICE,
        ANSWER,
        Section("signatures", "Signatures", sign_off_sheet.SIGN, folded=True),
    ),
)
