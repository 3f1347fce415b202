"""R01 翻译和陪同人员名册: who interprets for a person, or goes with her (K-04; WHO 4; A-A06).

Nobody from the circle of the trafficker, a woman for a woman, a signed undertaking before the
first talk. Whether somebody is too near a person is compared in `domain.companions` when they
are chosen, by what is written here.
"""

from __future__ import annotations

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Kind, Level, Part, Section, Topic

FORM = Form(
    key="interpreters",
    number="R01",
    title="Interpreters and companions",
    version=1,
    topic=Topic.CASE,
    writers=("caseworker", "supervisor"),
    sections=(
        Section(
            "who",
            "Who it is",
            (
                Field("interpreter_name", "Name", Kind.TEXT, Level.L2, required=True,
                      personal=False, listed=True, part=Part.NAME, max_length=60),
                Field("interpreter_sex", "Sex", Kind.CHOICE, codes="C-01", required=True,
                      personal=False, listed=True),
                Field("interpreter_languages", "Languages and dialects", Kind.CHOICES,
                      codes="L-language", personal=False, listed=True,
                      hint="Of a companion who does not interpret: none."),
                Field("interpreter_phone", "Telephone", Kind.TEXT, Level.L2, personal=False,
                      listed=True, max_length=60),
                Field("interpreter_unit", "Works for", Kind.INSTITUTION, Level.L2,
                      personal=False),
                Field("interpreter_origin", "Comes from", Kind.PLACE, Level.L2, personal=False,
                      hint="To the county, and the village where it is known: compared with the "
                      "person's."),
            ),
        ),
        Section(
            "trust",
            "Before they meet anybody",
            (
                Field("undertaking_on", "Confidentiality undertaking signed on", Kind.DATE,
                      personal=False, listed=True, not_future=True,
                      hint="Signed on paper before the first talk; the paper is kept."),
                Field("interpreter_vetted_on", "Vetted for work with minors on", Kind.DATE,
                      personal=False, listed=True, not_future=True,
                      hint="Looked up each year, if they meet minors."),
                Field("interpreter_remarks", "Remarks", Kind.LONG_TEXT, Level.L2, personal=False,
                      max_length=500, lines=2, hint="Nothing here about any case."),
                ENDED_ON,
            ),
        ),
    ),
)  # fmt: skip
