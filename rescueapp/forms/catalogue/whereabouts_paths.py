"""P04 行踪泄露路径表: the channels that can show where she is, and what was asked of each.

A new table begins with every channel of L-leak-channel and what to ask of it (decisions.md,
"What protects her"). It stands in the care compartment, is not filed and goes into no case file:
it says where to look. The earliest next check is due. Letters are made by `actions.papers.letters`.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    Compartment,
    Field,
    Form,
    Kind,
    Level,
    Part,
    Section,
    Topic,
)

FORM = Form(
    key="whereabouts_paths",
    number="P04",
    title="Channels that can show where the person is",
    version=1,
    topic=Topic.SAFETY,
    single=True,
    sheet=True,
    reminder="Check a channel that can show where the person is",
    signatures=("Filled in by", "Person in charge"),
    sections=(
        Section(
            "paths",
            "Channel by channel",
            (
                Field(
                    "leak_looked_on",
                    "Looked through on",
                    Kind.DATE,
                    personal=False,
                    part=Part.ON_DATE,
                    not_future=True,
                ),
                Field(
                    "leak_paths",
                    "Channels",
                    Kind.ROWS,
                    Level.L3,
                    Compartment.CARE,
                    personal=False,
                    whereabouts=True,
                    other=True,
                    rows=(
                        Field(
                            "leak_channel",
                            "Channel",
                            Kind.CHOICE,
                            Level.L3,
                            Compartment.CARE,
                            codes="L-leak-channel",
                            personal=False,
                            required=True,
                            starts="*",
                        ),
                        Field(
                            "leak_ask",
                            "What to ask for",
                            Kind.CHOICE,
                            Level.L3,
                            Compartment.CARE,
                            codes="L-leak-ask",
                            personal=False,
                            starts="*",
                        ),
                        Field(
                            "leak_office",
                            "Of which office",
                            Kind.TEXT,
                            Level.L3,
                            Compartment.CARE,
                            personal=False,
                            max_length=80,
                        ),
                        Field(
                            "leak_status",
                            "How it stands",
                            Kind.CHOICE,
                            Level.L3,
                            Compartment.CARE,
                            codes="L-leak-status",
                            personal=False,
                            starts="01",
                        ),
                        Field(
                            "leak_on",
                            "Since",
                            Kind.DATE,
                            Level.L3,
                            Compartment.CARE,
                            personal=False,
                            not_future=True,
                        ),
                        Field(
                            "leak_check_on",
                            "Check again on",
                            Kind.DATE,
                            Level.L3,
                            Compartment.CARE,
                            personal=False,
                            part=Part.DUE_ON,
                        ),
                        Field(
                            "leak_note",
                            "Remark",
                            Kind.TEXT,
                            Level.L3,
                            Compartment.CARE,
                            personal=False,
                            max_length=200,
                        ),
                    ),
                ),
            ),
            hint="Ask in a letter with the alias; say nothing of why.",
        ),
        Section(
            "said",
            "The person's own view",
            (
                Field(
                    "leak_own_view",
                    "Which of them the person fears most, and what was agreed",
                    Kind.LONG_TEXT,
                    Level.L3,
                    Compartment.CARE,
                    max_length=1000,
                    lines=3,
                ),
            ),
        ),
    ),
)
