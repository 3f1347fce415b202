"""R10 走失、失踪人员名单: whom others look for, as lists of police and families tell it (S49, S56).

Taken in from a list or typed. Compared with who came here and does not know, or does not say, who
she is (`domain.likeness`). Nothing of a case stands here; the police is asked before anybody else.
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Kind, Level, Part, Section, Topic

FORM = Form(
    key="missing_people",
    number="R10",
    title="Missing people",
    version=1,
    topic=Topic.TRACING,
    writers=("caseworker", "supervisor"),
    sections=(
        Section(
            "who",
            "Who is missing",
            (
                Field("missing_name", "Name", Kind.TEXT, Level.L2, required=True, personal=False,
                      listed=True, part=Part.NAME, max_length=60),
                Field("missing_sex", "Sex", Kind.CHOICE, Level.L2, codes="C-01", personal=False,
                      listed=True),
                Field("missing_born", "Date of birth", Kind.DATE, Level.L2, personal=False,
                      listed=True, not_future=True,
                      hint="Of an age: the years it can be, 2008/2010."),
                Field("missing_since", "Missing since", Kind.DATE, Level.L2, personal=False,
                      listed=True, not_future=True),
                Field("missing_from", "Missing from, to the county", Kind.PLACE, Level.L2,
                      personal=False),
                Field("missing_home", "Home, to the county", Kind.PLACE, Level.L2,
                      personal=False, listed=True),
            ),
        ),
        Section(
            "looks",
            "How to know the person",
            (
                Field("missing_height", "Height", Kind.NUMBER, Level.L2, personal=False,
                      minimum=30, maximum=230, unit="cm"),
                Field("missing_build", "Build", Kind.CHOICE, Level.L2, codes="L-build",
                      personal=False),
                Field("missing_hair", "Hair", Kind.CHOICE, Level.L2, codes="L-hair",
                      personal=False),
                Field("missing_face", "Face", Kind.CHOICE, Level.L2, codes="L-face",
                      personal=False),
                Field("missing_skin", "Skin", Kind.CHOICE, Level.L2, codes="L-complexion",
                      personal=False),
                Field("missing_accent", "Accent or dialect", Kind.TEXT, Level.L2,
                      personal=False, max_length=100),
                Field("missing_marks", "Marks by which the family knows the person",
                      Kind.LONG_TEXT, Level.L2, personal=False, max_length=500, lines=2),
                Field("missing_clothing", "Clothes when last seen", Kind.LONG_TEXT, Level.L2,
                      personal=False, max_length=500, lines=2),
                Field("missing_told", "Home and family, as the list tells it", Kind.LONG_TEXT,
                      Level.L2, personal=False, max_length=1000, lines=3),
            ),
        ),
        Section(
            "source",
            "Whose list it is",
            (
                Field("missing_unit", "Police unit or platform", Kind.TEXT, Level.L2,
                      personal=False, max_length=100),
                Field("missing_number", "Number of the case there", Kind.TEXT, Level.L2,
                      personal=False, max_length=60),
                Field("missing_call", "Whom to call", Kind.TEXT, Level.L2, personal=False,
                      max_length=100, hint="The police, not the family."),
                replace(ENDED_ON, hint="Found, or no longer searched for; the entry stays."),
            ),
        ),
    ),
)  # fmt: skip
