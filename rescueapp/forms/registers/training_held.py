"""R08 培训记录册: training of staff, held here or elsewhere (S5, S27, S79)."""

from __future__ import annotations

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Kind, Part, Section, Topic

FORM = Form(
    key="training_held",
    number="R08",
    title="Training held",
    version=1,
    topic=Topic.CASE,
    writers=("caseworker", "supervisor"),
    sections=(
        Section(
            "training",
            "The training",
            (
                Field("training_on", "Date", Kind.DATE, required=True, personal=False,
                      listed=True, not_future=True),
                Field("training_name", "Name of the training", Kind.TEXT, required=True,
                      personal=False, listed=True, part=Part.NAME, max_length=100),
                Field("training_subjects", "Subjects", Kind.CHOICES, codes="L-training",
                      personal=False, listed=True),
                Field("training_length", "Hours", Kind.NUMBER, required=True, personal=False,
                      listed=True, minimum=0, maximum=1000, unit="hours"),
                Field("training_people", "People who took part", Kind.NUMBER, required=True,
                      personal=False, listed=True, minimum=1, maximum=5000),
                Field("training_by", "Held by, and who taught", Kind.TEXT, personal=False,
                      max_length=200),
                Field("training_tested", "Tested at the end", Kind.YES_NO, personal=False),
                Field("training_material", "Where the papers are kept", Kind.TEXT, personal=False,
                      max_length=100),
                ENDED_ON,
            ),
        ),
    ),
)  # fmt: skip
