"""P16 重新启动服务登记: a closed case goes on, with its number and papers (A-908, S35).

It counts as soon as it is saved, complete or not: nothing holds up help.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    Caution,
    Compartment,
    Field,
    Form,
    Has,
    Kind,
    Level,
    Milestone,
    Part,
    Section,
    Topic,
    Voice,
)

FORM = Form(
    key="reopening",
    number="P16",
    title="Help goes on: the case is open again",
    version=1,
    topic=Topic.LEAVING,
    archive_order=141,
    signatures=("The person (may be left open)", "Handled by", "Person in charge", "Date"),
    milestones=(
        Milestone("reopened", at="reopened_on"),
        Milestone("trafficked_again", "reopened_on", Has("reopen_reasons", ("02",))),
    ),
    sections=(
        Section(
            "reopening",
            "Why it goes on",
            (
                Field("reopened_on", "Open again from", Kind.DATE, personal=False, required=True,
                      listed=True, coded=True, part=Part.ON_DATE, not_future=True),
                Field("reopen_reasons", "Reasons", Kind.CHOICES, Level.L2, codes="L-reopen",
                      personal=False, listed=True, coded=True,
                      cautions=(Caution("Report it to the police at once (F37), and look at the "
                                        "safety plan together.", Has("reopen_reasons", ("02",))),)),
                Field("reopen_words", "In the person's own words", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, max_length=1000, lines=3, voice=Voice.HERS),
                Field("reopen_needs", "What is needed first", Kind.CHOICES, Level.L2,
                      codes="C-23", coded=True, voice=Voice.OURS),
            ),
            hint="Number, alias and papers stay; nothing has to be told again.",
        ),
    ),
)  # fmt: skip
