"""P02: the safety line, read by everybody on duty: instructions, never a diagnosis.

It stands in clear on the case, so nothing in it may tell what happened to her or who she is.
Not filed and not printed.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    Compartment,
    Field,
    Form,
    Kind,
    Level,
    Milestone,
    Part,
    Section,
    Topic,
)

FORM = Form(
    key="safety_line",
    number="P02",
    title="Safety line",
    version=1,
    topic=Topic.SAFETY,
    single=True,
    urgent=True,
    reminder="Check the safety line",
    milestones=(Milestone("danger_weighed"),),
    sections=(
        Section(
            "line",
            "For everyone on duty",
            (
                Field(
                    "safety_line",
                    "Instructions",
                    Kind.TEXT,
                    Level.L2,
                    personal=False,
                    listed=True,
                    part=Part.SAFETY_LINE,
                    max_length=100,
                    hint="What to do, without diagnosis, name or history: everybody on duty reads "
                    "it.",
                ),
                Field(
                    "safety_flags",
                    "Always observe",
                    Kind.CHOICES,
                    Level.L2,
                    codes="L-safety-flag",
                    personal=False,
                    listed=True,
                ),
                Field(
                    "must_not_enter",
                    "Who must not come in",
                    Kind.TEXT,
                    Level.L2,
                    personal=False,
                    max_length=100,
                    hint="Described, not named; names stand with the relatives.",
                ),
                Field(
                    "emergency_call",
                    "In an emergency call",
                    Kind.TEXT,
                    Level.L2,
                    personal=False,
                    max_length=100,
                    trusted=True,
                ),
                Field(
                    "line_on",
                    "Set on",
                    Kind.DATE,
                    personal=False,
                    part=Part.ON_DATE,
                    not_future=True,
                ),
                Field(
                    "line_check_on", "Check again on", Kind.DATE, personal=False, part=Part.DUE_ON
                ),
            ),
        ),
        Section(
            "address",
            "Form of address",
            (
                Field(
                    "called",
                    "What the person wants to be called",
                    Kind.TEXT,
                    Level.L4,
                    Compartment.IDENTITY,
                    max_length=40,
                    hint="Kept beside the alias and never printed.",
                ),
            ),
        ),
    ),
)
