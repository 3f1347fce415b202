"""F36 个人信息提供登记表: what was said or handed over outside the program.

Prints and packages enter the register of releases by themselves; a telephone answer, a letter, a
paper from the cupboard enter it by this form (K-13: PIPL 23, 25; L16 art. 12). Its words are
held against the unsafe list like those of a print (`actions.outward.outside`).
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    Caution,
    Compartment,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    Part,
    Section,
    Topic,
)

_PAPER = ("03", "04", "05")  # L-release-how: something that can come back

FORM = Form(
    key="release",
    number="F36",
    title="Information given outside the program",
    version=1,
    topic=Topic.CASE,
    archive_order=156,
    sheet=True,
    signatures=("Handed over by", "Received by", "Person in charge"),
    sections=(
        Section(
            "whom",
            "To whom and on what ground",
            (
                Field(
                    "release_on",
                    "Date",
                    Kind.DATE,
                    required=True,
                    personal=False,
                    listed=True,
                    part=Part.ON_DATE,
                    not_future=True,
                ),
                Field(
                    "release_recipient",
                    "Who received it (unit)",
                    Kind.TEXT,
                    Level.L2,
                    required=True,
                    personal=False,
                    listed=True,
                    max_length=100,
                    trusted=True,
                    other=True,
                ),
                Field(
                    "release_person",
                    "Name and telephone of who received it",
                    Kind.TEXT,
                    Level.L2,
                    personal=False,
                    max_length=100,
                    trusted=True,
                    other=True,
                ),
                Field(
                    "release_abroad",
                    "The recipient is abroad",
                    Kind.YES_NO,
                    required=True,
                    personal=False,
                    coded=True,
                    hint="Also Hong Kong, Macao, Taiwan, another country's mission here, and a "
                    "body or a mailbox from abroad.",
                ),
                Field(
                    "release_research",
                    "For a study, teaching or the media",
                    Kind.YES_NO,
                    required=True,
                    personal=False,
                    coded=True,
                    cautions=(
                        Caution(
                            "Nothing of one person goes there, whatever was agreed to. Offer "
                            "figures of the office, or what others can learn without a case.",
                            Is("release_research", (True,)),
                        ),
                    ),
                ),
                Field(
                    "release_checked",
                    "How it was checked who they are",
                    Kind.TEXT,
                    personal=False,
                    max_length=200,
                    hint="A caller: rung back at the number of the office, not at the one they "
                    "gave.",
                    other=True,
                ),
                Field(
                    "release_basis",
                    "Legal ground",
                    Kind.CHOICE,
                    codes="L-release-basis",
                    required=True,
                    personal=False,
                    coded=True,
                ),
                Field(
                    "release_purpose",
                    "Purpose",
                    Kind.TEXT,
                    required=True,
                    personal=False,
                    listed=True,
                    max_length=200,
                ),
                Field(
                    "release_family",
                    "The family, their place or the other side will come to know of it",
                    Kind.YES_NO,
                    personal=False,
                ),
            ),
        ),
        Section(
            "what",
            "What was given",
            (
                Field(
                    "release_how",
                    "How",
                    Kind.CHOICE,
                    codes="L-release-how",
                    required=True,
                    personal=False,
                    listed=True,
                    coded=True,
                ),
                Field(
                    "release_kinds",
                    "Kinds of information",
                    Kind.CHOICES,
                    codes="L-data-kind",
                    required=True,
                    personal=False,
                ),
                Field(
                    "release_said",
                    "What was said or handed over, item by item",
                    Kind.LONG_TEXT,
                    Level.L3,
                    Compartment.CARE,
                    required=True,
                    personal=False,
                    max_length=2000,
                    lines=4,
                    hint="The answer as it was given, not the whole conversation.",
                ),
                Field(
                    "release_copies",
                    "Copies",
                    Kind.NUMBER,
                    personal=False,
                    minimum=1,
                    maximum=20,
                    when=Is("release_how", _PAPER),
                ),
                Field(
                    "release_return_by",
                    "To be returned or destroyed by",
                    Kind.DATE,
                    personal=False,
                    when=Is("release_how", _PAPER),
                ),
                Field(
                    "release_approved",
                    "Agreed to by",
                    Kind.TEXT,
                    personal=False,
                    max_length=60,
                    other=True,
                ),
                Field(
                    "release_told_her",
                    "The person was told of it",
                    Kind.YES_NO,
                    personal=False,
                ),
                Field(
                    "release_medical_ground",
                    "Why medical or psychological facts were needed",
                    Kind.TEXT,
                    personal=False,
                    max_length=200,
                    when=Has("release_kinds", ("04", "05")),
                ),
            ),
        ),
        Section(
            "unsafe",
            "Where the words tell of somebody of the unsafe list",
            (
                Field(
                    "release_although",
                    "Why it was given all the same (a supervisor)",
                    Kind.TEXT,
                    personal=False,
                    max_length=200,
                    other=True,
                ),
            ),
            folded=True,
        ),
    ),
)
