"""P06 团聚: she and her family meet again (S56; A-212; 丽江 (二)4).

Completed only where the police has verified the family, or with its return notice (F10), and not
against the will of an adult; a child's opinion is heard (A-316). Never back to the buyer's
family: nobody of the unsafe list can be named here.
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    Answered,
    Approval,
    Caution,
    Compartment,
    Field,
    Form,
    Has,
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

WHOM = Section(
    "whom",
    "With whom",
    (
        Field("reunion_on", "Date of the reunion", Kind.DATE, required=True, personal=False,
              listed=True, coded=True, part=Part.ON_DATE, not_future=True, shared=True,
              together=True),
        Field("reunion_kind", "What it is", Kind.CHOICE, codes="L-reunion-kind", personal=False,
              listed=True, coded=True, shared=True, together=True),
        Field("reunion_relative", "With whom, from the relatives", Kind.RELATIVE, Level.L2,
              Compartment.IDENTITY, personal=False, trusted=True),
        Field("reunion_name", "With whom (name)", Kind.TEXT, Level.L4, Compartment.IDENTITY,
              personal=False, max_length=60, trusted=True, other=True,
              when=Not(Answered("reunion_relative")), shared=True),
        Field("reunion_relation", "Relation to the person", Kind.CHOICE, Level.L2,
              Compartment.IDENTITY, codes="C-07", personal=False, trusted=True,
              when=Not(Answered("reunion_relative"))),
    ),
)  # fmt: skip
VERIFIED = Section(
    "verified",
    "How it is certain that this is the family",
    (
        Field("reunion_proof", "Shown by", Kind.CHOICES, Level.L2, codes="L-reunion-proof",
              personal=False, coded=True),
        Field("reunion_police_unit", "Police unit that confirmed it", Kind.TEXT, Level.L2,
              personal=False, max_length=100, other=True, shared=True),
        Field("reunion_number", "Number of the police's confirmation", Kind.TEXT, Level.L2,
              personal=False, max_length=60),
        Field("reunion_f10_number", "Number of the return notice (F10)", Kind.TEXT, Level.L2,
              personal=False, max_length=60, when=Has("reunion_proof", ("02",))),
        Field("reunion_assessed_on", "Family assessed on (F28)", Kind.DATE, personal=False,
              not_future=True, shared=True),
        Field("reunion_kept_away", "Made sure that nobody of the buyer's or trafficker's side "
              "is there", Kind.YES_NO, Level.L2, personal=False),
    ),
)  # fmt: skip
WISH = Section(
    "wish",
    "What the person wants",
    (
        Field("reunion_wish", "Wants the reunion", Kind.CHOICE, Level.L2, codes="L-wish",
              listed=True, off_sheet=True, voice=Voice.HERS,
              hint="Asked alone. What the person thinks is not on the sheet the family signs.",
              cautions=(
                  Caution("Whoever does not want to go is not sent. Offer time, a telephone call, "
                          "another place to live.", Is("reunion_wish", ("02", "03"))),
              )),
        Field("reunion_own_view", "What the person says of it", Kind.LONG_TEXT, Level.L3,
              Compartment.CARE, max_length=1000, lines=3, off_sheet=True, voice=Voice.HERS),
        Field("reunion_child_opinion", "What the child or young person thinks (8 to 17)",
              Kind.LONG_TEXT, Level.L3, Compartment.CARE, required=True, max_length=500, lines=2,
              off_sheet=True, voice=Voice.HERS, when=MayBeMinor()),
    ),
)  # fmt: skip
MEETING = Section(
    "meeting",
    "First meeting",
    (
        Field("reunion_prepared", "Both sides were prepared for it", Kind.YES_NO,
              personal=False),
        Field("reunion_neutral", "At a neutral place", Kind.YES_NO, personal=False,
              hint="Not where the person lives: the address stays unknown.", shared=True),
        Field("reunion_place", "Place", Kind.TEXT, Level.L4, Compartment.IDENTITY,
              personal=False, max_length=100, other=True, shared=True),
        Field("reunion_supervised", "Staff were there all the time", Kind.YES_NO,
              personal=False, shared=True),
        Field("reunion_supervised_by", "Who was there", Kind.TEXT, personal=False,
              max_length=100, trusted=True, other=True, shared=True),
        Field("reunion_went", "How it went", Kind.LONG_TEXT, Level.L3, Compartment.CARE,
              personal=False, max_length=1000, lines=3, off_sheet=True, voice=Voice.OURS,
              afterwards=True),
        Field("reunion_press", "No press and no pictures for the public", Kind.YES_NO,
              personal=False, shared=True),
    ),
)  # fmt: skip
AFTER = Section(
    "after",
    "Afterwards",
    (
        Field("reunion_follow_on", "Ask how it goes on", Kind.DATE, personal=False,
              part=Part.DUE_ON, days_after=7, when=Not(Answered("reunion_followed_on")),
              done_by=("visited",),
              hint="Empty: a week afterwards."),
        Field("reunion_followed_on", "Asked on", Kind.DATE, personal=False, not_future=True,
              off_sheet=True, afterwards=True),
        Field("reunion_after", "How it goes", Kind.LONG_TEXT, Level.L3, Compartment.CARE,
              max_length=1000, lines=2, when=Answered("reunion_followed_on"), off_sheet=True,
              afterwards=True),
    ),
)  # fmt: skip

TOGETHER = Section("together", "Those who came together", blocks.APART, folded=True)

FORM = Form(
    key="reunion",
    number="P06",
    title="Reunion with the family",
    version=1,
    topic=Topic.TRACING,
    archive_order=89,
    sheet=True,
    reminder="Ask how it goes on after the reunion",
    signatures=("The person", "Family", "Handled by", "Person in charge"),
    milestones=(
        Milestone("reunited", at="reunion_on"),
        Milestone("placed_outside", at="reunion_on"),
    ),
    approval=Approval(
        "That the police has verified the family, that the person wants it, and that nobody of "
        "the buyer's side is there."
    ),
    sections=(WHOM, VERIFIED, WISH, MEETING, AFTER, TOGETHER),
)
