"""R04 从业人员登记册: training and qualification of everybody who works here (F41; S5, S27, S79).

Who has an account is vetted there (`actions.workers.vetting`), and not asked for it twice; the
vetting of those without one stands here (A-314). It is personnel's: no colleague reads it (F41).
"""

from __future__ import annotations

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Is, Kind, Level, Part, Section, Topic

_NO_ACCOUNT = Is("staff_account", (False,))

FORM = Form(
    key="staff",
    number="R04",
    also="F41",
    title="Staff: training and qualification",
    version=1,
    topic=Topic.CASE,
    writers=("supervisor",),
    readers=("supervisor",),
    sections=(
        Section(
            "who",
            "Who it is",
            (
                Field("staff_name", "Name", Kind.TEXT, Level.L2, required=True, personal=False,
                      listed=True, part=Part.NAME, max_length=60),
                Field("staff_post", "Post", Kind.TEXT, personal=False, listed=True,
                      max_length=60),
                Field("staff_since", "Works here since", Kind.DATE, personal=False,
                      not_future=True),
                Field("staff_qualification", "Qualification", Kind.CHOICES,
                      codes="L-qualification", personal=False, listed=True),
                Field("staff_languages", "Languages and dialects", Kind.CHOICES,
                      codes="L-language", personal=False),
            ),
        ),
        Section(
            "training",
            "Training",
            (
                Field("staff_hours", "Hours of training this year", Kind.NUMBER, personal=False,
                      listed=True, minimum=0, maximum=2000, unit="hours"),
                Field("staff_trained_until", "Training has to be repeated by", Kind.DATE,
                      personal=False, listed=True,
                      hint="A supervisor is told of it on Today a month before."),
                Field("staff_courses", "Courses", Kind.ROWS, personal=False, rows=(
                    Field("course_on", "Date", Kind.DATE, personal=False, not_future=True),
                    Field("course_topic", "Subject", Kind.CHOICE, codes="L-training",
                          personal=False),
                    Field("course_hours", "Hours", Kind.NUMBER, personal=False, minimum=0,
                          maximum=1000, unit="hours"),
                    Field("course_by", "Held by", Kind.TEXT, personal=False, max_length=100),
                )),
            ),
        ),
        Section(
            "vetting",
            "Vetting for work with minors",
            (
                Field("staff_account", "Has an account in this program", Kind.YES_NO,
                      personal=False,
                      hint="Then the day of the vetting stands with the account, in Manage."),
                Field("staff_vetted_on", "Looked up before taking up the post, or this year, on",
                      Kind.DATE, personal=False, not_future=True, when=_NO_ACCOUNT,
                      hint="Each year: sexual assault, abuse, trafficking, violence. Who is found "
                      "there does not work here."),
                Field("staff_vetted_by", "Answered by", Kind.TEXT, personal=False, max_length=100,
                      when=_NO_ACCOUNT),
                Field("staff_remarks", "Remarks", Kind.LONG_TEXT, Level.L2, personal=False,
                      max_length=500, lines=2, hint="Nothing here about any case."),
                ENDED_ON,
            ),
        ),
    ),
)  # fmt: skip
