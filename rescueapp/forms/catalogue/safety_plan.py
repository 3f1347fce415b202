"""P15 安全计划: how she notices danger, where she goes, whom she calls; made and read together.

Instructions for the house stand in the safety line (P02), the channels that can show where she is
in P04; this is her own. It is not filed and stands in no case file: a copy is her choice.
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    Caution,
    Compartment,
    Field,
    Form,
    Is,
    Kind,
    Level,
    Milestone,
    Part,
    Section,
    Topic,
    Voice,
)

FORM = Form(
    key="safety_plan",
    number="P15",
    title="Safety plan",
    version=1,
    topic=Topic.SAFETY,
    single=True,
    sheet=True,
    taken_along=True,
    reminder="Go through the safety plan together",
    milestones=(Milestone("danger_weighed"),),
    sections=(
        Section(
            "danger",
            "How danger is noticed, and what then",
            (
                Field("plan_on", "Gone through together on", Kind.DATE, personal=False,
                      listed=True, part=Part.ON_DATE, not_future=True),
                Field("plan_for", "For", Kind.CHOICES, Level.L2, Compartment.CARE,
                      codes="L-plan-for", personal=False),
                blocks.WARNING_SIGNS,
                blocks.DANGER_STEPS,
                blocks.SAFE_PLACES,
                Field("plan_way", "How to get there: door, road, money", Kind.LONG_TEXT,
                      Level.L4, Compartment.IDENTITY, max_length=500, lines=2,
                      whereabouts=True),
            ),
        ),
        Section(
            "people",
            "Whom to call",
            (
                blocks.SAFE_PEOPLE,
                Field("plan_calls", "In this order", Kind.ROWS, Level.L4, Compartment.IDENTITY,
                      whereabouts=True, other=True, rows=(
                          Field("call_who", "Who", Kind.TEXT, Level.L4, Compartment.IDENTITY,
                                max_length=60, trusted=True, other=True),
                          Field("call_number", "Number", Kind.TEXT, Level.L4,
                                Compartment.IDENTITY, max_length=40, trusted=True, other=True),
                          Field("call_knows", "Knows of the plan", Kind.YES_NO, Level.L2,
                                Compartment.IDENTITY),
                      ),
                      hint="110 and the station's own number first; a telephone can be looked "
                      "through: agree on harmless names."),
                replace(blocks.CONTACT_CODE_WORD, off_sheet=True),  # kept by heart
            ),
        ),
        Section(
            "ready",
            "What lies ready",
            (
                Field("plan_children", "What is done with the children", Kind.LONG_TEXT,
                      Level.L3, Compartment.CARE, max_length=500, lines=2),
                Field("plan_things", "Lies ready", Kind.CHOICES, Level.L2, Compartment.CARE,
                      codes="L-plan-thing"),
                Field("plan_things_where", "Where it lies", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, max_length=100, whereabouts=True),
                Field("plan_phone", "Telephone and accounts", Kind.CHOICES, Level.L2,
                      Compartment.CARE, codes="L-plan-phone"),
            ),
        ),
        Section(
            "agreed",
            "Agreed",
            (
                Field("plan_read", "Read together", Kind.YES_NO, personal=False, listed=True),
                Field("plan_own_view", "What the person thinks will help, and what not",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, max_length=500, lines=2,
                      voice=Voice.HERS),
                Field("plan_copy", "Copy", Kind.CHOICE, Level.L2, Compartment.CARE,
                      codes="L-plan-copy",
                      hint="A paper that is found can be a danger: it is the person's choice.",
                      cautions=(Caution("Say where it can be kept, and that the institution is not "
                                        "named on it.", Is("plan_copy", ("02", "03"))),)),
                Field("plan_check_on", "Go through it again on", Kind.DATE, personal=False,
                      listed=True, part=Part.DUE_ON),
            ),
        ),
    ),
)  # fmt: skip
