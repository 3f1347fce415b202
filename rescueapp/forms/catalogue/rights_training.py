"""P20 法律意识和维权技能培训记录: what she learnt of her rights (S30, HN 四(四)2(1)).

A lesson is offered, never owed; nobody tells a case in it. In a group everybody is there by the
alias, and this record names nobody else.
"""

from __future__ import annotations

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
    Milestone,
    Not,
    Part,
    Section,
    Stage,
    Topic,
    Voice,
)

_CARE = Compartment.CARE
_GROUP = Is("lesson_way", ("02",))
_ABSENT = ("04", "05")  # L-lesson-attended

FORM = Form(
    key="rights_training",
    number="P20",
    title="Lesson on rights and skills",
    version=1,
    topic=Topic.GROWTH,
    stage=Stage.SERVICES,
    writers=("caseworker", "psychologist", "supervisor"),
    archive_order=112,
    reminder="Next lesson on rights and skills",
    milestones=(
        Milestone("rights_trained", "lesson_on", Is("lesson_attended", ("01", "02", "03"))),
    ),
    sections=(
        Section(
            "lesson",
            "The lesson",
            (
                Field("lesson_on", "Date", Kind.DATE, required=True, personal=False, listed=True,
                      coded=True,
                      part=Part.ON_DATE, not_future=True),
                Field("lesson_topics", "Topics", Kind.CHOICES, codes="L-lesson", personal=False,
                      listed=True, coded=True),
                Field("lesson_way", "Way", Kind.CHOICE, codes="L-lesson-way", personal=False,
                      coded=True,
                      cautions=(
                          Caution("In a group everybody goes by the alias: no names on lists or "
                                  "pictures, and nobody is asked for a story.",
                                  _GROUP),
                      )),
                Field("lesson_minutes", "Length", Kind.NUMBER, personal=False, minimum=1,
                      maximum=480, unit="minutes", coded=True),
                Field("lesson_by", "Held by", Kind.TEXT, personal=False, max_length=100,
                      other=True),
                Field("lesson_alias", "The person was there by the alias only", Kind.YES_NO,
                      personal=False, when=_GROUP,
                      cautions=(
                          Caution("Others in the group may now know who she is: think of her "
                                  "safety (P04), and tell a supervisor.",
                                  Is("lesson_alias", (False,))),
                      )),
            ),
        ),
        Section(
            "taken",
            "What came of it",
            (
                Field("lesson_attended", "Took part", Kind.CHOICE, codes="L-lesson-attended",
                      required=True, personal=False, listed=True, coded=True),
                Field("lesson_understood", "Understood", Kind.CHOICE, codes="L-understanding",
                      personal=False, coded=True, when=Not(Is("lesson_attended", _ABSENT))),
                Field("lesson_own_view", "The person's own view", Kind.LONG_TEXT, Level.L3, _CARE,
                      max_length=500, lines=2, voice=Voice.HERS,
                      cautions=(
                          Caution("Only what this person says: who else was in the group, and what "
                                  "others told there, stands in no file but their own.",
                                  AllOf((_GROUP, Answered("lesson_own_view")))),
                      )),
                Field("lesson_wants", "Wants to know more about", Kind.CHOICES, Level.L2,
                      codes="L-lesson"),
                Field("lesson_next_on", "Next lesson", Kind.DATE, personal=False,
                      part=Part.DUE_ON),
            ),
        ),
    ),
)  # fmt: skip
