"""P03 询问、访谈记录: every interview with the person, by whomever (K-07, K-08; A-410).

One record an interview, so that the next one begins with what is known and asks no more than
it must. It says who asked about what and for how long, not what was said: that belongs into
the form it is about, once. Sound and pictures stay with the unit that took them.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    AllOf,
    Answered,
    Caution,
    Compartment,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    MayBeMinor,
    Not,
    Part,
    Section,
    Topic,
    Voice,
)

FORM = Form(
    key="interview",
    number="P03",
    title="Interview log",
    version=2,
    topic=Topic.CASE,
    archive_order=80,  # beside F14, whose questions it keeps from being asked again
    brief=True,
    at_length=True,
    sections=(
        Section(
            "interview",
            "The interview",
            (
                Field(
                    "held_at",
                    "Begun at",
                    Kind.DATE_TIME,
                    required=True,
                    personal=False,
                    listed=True,
                    coded=True,
                    part=Part.ON_DATE,
                    not_future=True,
                ),
                Field(
                    "interview_length",
                    "Length",
                    Kind.NUMBER,
                    personal=False,
                    coded=True,
                    brief=True,
                    minimum=1,
                    maximum=1440,
                    unit="minutes",
                ),
                Field(
                    "footing",
                    "On what footing",
                    Kind.CHOICE,
                    codes="L-interview-footing",
                    required=True,
                    personal=False,
                    listed=True,
                    coded=True,
                    hint="A further interview of a minor by us, or with our agreement, needs the "
                    "supervisor first.",
                ),
                Field(
                    "held_by",
                    "Unit",
                    Kind.INSTITUTION,
                    Level.L2,
                    personal=False,
                    brief=True,
                    trusted=True,
                ),
                Field(
                    "asked_for",
                    "Purpose",
                    Kind.CHOICE,
                    Level.L2,
                    codes="L-interview-purpose",
                    required=True,
                    personal=False,
                    listed=True,
                    coded=True,
                    brief=True,
                    cautions=(
                        Caution(
                            "Media and research do not question a minor, and nobody without the "
                            "person's own free consent.",
                            Is("asked_for", ("11",)),
                        ),
                    ),
                ),
                Field(
                    "one_stop",
                    "One-stop interview of all authorities together",
                    Kind.YES_NO,
                    personal=False,
                    coded=True,
                ),
            ),
        ),
        Section(
            "people",
            "Who was there",
            (
                Field(
                    "interviewers",
                    "Who asked",
                    Kind.TEXT,
                    Level.L2,
                    personal=False,
                    hint="Names and offices. Two at most where it can be helped.",
                    other=True,
                ),
                Field(
                    "interviewer_sex",
                    "They are",
                    Kind.CHOICE,
                    codes="L-interviewer-sex",
                    required=True,
                    personal=False,
                    coded=True,
                    cautions=(
                        Caution(
                            "A woman or girl is questioned by women, or with a woman there. Write "
                            "down why not.",
                            Is("interviewer_sex", ("03",)),
                            of_female=True,
                        ),
                    ),
                ),
                Field(
                    "men_only_why",
                    "Why no woman asked",
                    Kind.TEXT,
                    personal=False,
                    when=Is("interviewer_sex", ("03",)),
                ),
                Field(
                    "attended",
                    "Also present",
                    Kind.CHOICES,
                    codes="L-interview-presence",
                    required=True,
                    personal=False,
                    coded=True,
                    cautions=(
                        Caution(
                            "A minor is not questioned without a guardian or an appropriate "
                            "adult. A guardian who may be involved is none.",
                            AllOf(
                                (
                                    MayBeMinor(),
                                    Answered("attended"),
                                    Not(Has("attended", ("02", "03"))),
                                )
                            ),
                        ),
                    ),
                ),
                Field(
                    "interpretation",
                    "Interpreter",
                    Kind.CHOICE,
                    codes="L-interpretation",
                    personal=False,
                    coded=True,
                    cautions=(
                        Caution(
                            "What was said without an interpreter who was needed is no sound "
                            "ground for anything.",
                            Is("interpretation", ("05",)),
                        ),
                        Caution(
                            "A woman interprets for a woman or girl, and nobody from the circle "
                            "of the trafficker.",
                            Is("interpretation", ("04",)),
                            of_female=True,
                        ),
                    ),
                ),
                Field(
                    "interpreter",
                    "Who interpreted, from the register",
                    Kind.ENTRY,
                    Level.L2,
                    register="interpreters",
                    personal=False,
                    when=Is("interpretation", ("02",)),
                    trusted=True,
                    other=True,
                ),
                Field(
                    "interpreter_by_name",
                    "Who interpreted",
                    Kind.TEXT,
                    Level.L2,
                    personal=False,
                    when=Is("interpretation", ("03", "04")),
                    hint="Put them into the register afterwards.",
                    trusted=True,
                    other=True,
                ),
                Field(
                    "interpreter_by_name_sex",
                    "Sex of who interpreted",
                    Kind.CHOICE,
                    codes="C-01",
                    personal=False,
                    when=Is("interpretation", ("03", "04")),
                    cautions=(
                        Caution(
                            "A woman interprets for a woman or girl.",
                            Is("interpreter_by_name_sex", ("1",)),
                            of_female=True,
                        ),
                    ),
                ),
                Field(
                    "interpreter_by_name_origin",
                    "Where who interpreted comes from",
                    Kind.PLACE,
                    Level.L2,
                    personal=False,
                    when=Is("interpretation", ("03", "04")),
                    other=True,
                    hint="To the county, and the village where it is known: compared with the "
                    "person's.",
                ),
                Field(
                    "interpreted",
                    "Interpreter",
                    Kind.CHOICE,
                    codes="L-interview-interpreter",
                    personal=False,
                    coded=True,
                    retired=True,
                ),
                Field(
                    "interview_breaks",
                    "Breaks",
                    Kind.CHOICE,
                    codes="L-interview-breaks",
                    personal=False,
                    coded=True,
                    cautions=(
                        Caution(
                            "A minor is offered breaks, and may stop at any time.",
                            AllOf((MayBeMinor(), Is("interview_breaks", ("03",)))),
                        ),
                    ),
                ),
            ),
        ),
        Section(
            "content",
            "What it was about",
            (
                Field(
                    "topics",
                    "Topics asked about",
                    Kind.CHOICES,
                    Level.L3,
                    Compartment.CARE,
                    codes="L-interview-topic",
                    personal=False,
                    coded=True,
                    brief=True,
                    hint="Topics only. What was learnt stands in the form it belongs to.",
                ),
                Field(
                    "own_addition",
                    "What the person wanted to add, in own words",
                    Kind.LONG_TEXT,
                    Level.L3,
                    Compartment.CARE,
                    max_length=1000,
                    lines=3,
                    voice=Voice.HERS,
                ),
                Field(
                    "not_again",
                    "What the person does not want to be asked again",
                    Kind.LONG_TEXT,
                    Level.L3,
                    Compartment.CARE,
                    max_length=500,
                    lines=2,
                    brief=True,
                    voice=Voice.HERS,
                ),
                Field(
                    "why_again",
                    "If asked before: why again",
                    Kind.LONG_TEXT,
                    Level.L3,
                    Compartment.CARE,
                    personal=False,
                    max_length=500,
                    lines=2,
                    hint="What was missing, and who could not be asked instead.",
                ),
            ),
        ),
        Section(
            "recording",
            "Recording",
            (
                Field(
                    "recorded",
                    "Sound or pictures were recorded",
                    Kind.YES_NO,
                    personal=False,
                    coded=True,
                    hint="Never kept in this program; they stay with the unit that took them.",
                ),
                Field(
                    "recording_kept",
                    "Where the recording is kept",
                    Kind.TEXT,
                    Level.L3,
                    Compartment.LEGAL,
                    personal=False,
                    when=Is("recorded", (True,)),
                ),
            ),
        ),
    ),
)
