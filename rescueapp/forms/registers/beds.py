"""R05 床位登记册: rooms and beds, those for transit and rehabilitation among them (S23).

Of places, never of who sleeps there: that stands in the case.
"""

from __future__ import annotations

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Kind, Part, Section, Topic

FORM = Form(
    key="beds",
    number="R05",
    title="Rooms and beds",
    version=1,
    topic=Topic.CASE,
    writers=("caseworker", "supervisor"),
    sections=(
        Section(
            "room",
            "The room",
            (
                Field("bed_kind", "For whom", Kind.CHOICE, codes="L-bed", required=True,
                      personal=False, listed=True),
                Field("bed_room", "Room", Kind.TEXT, required=True, personal=False, listed=True,
                      part=Part.NAME, max_length=60),
                Field("bed_count", "Beds", Kind.NUMBER, required=True, personal=False,
                      minimum=1, maximum=200),
                Field("bed_state", "State of the room", Kind.CHOICE, codes="L-bed-state",
                      personal=False, listed=True),
                Field("bed_taken", "Of them taken", Kind.NUMBER, personal=False, minimum=0,
                      maximum=200,
                      hint="As counted on the round. No names. The list counts by itself, from the "
                      "papers of stay (F04)."),
                Field("bed_counted_at", "Counted at", Kind.DATE_TIME, personal=False,
                      not_future=True),
                Field("bed_step_free", "Without steps, for a wheelchair", Kind.YES_NO,
                      personal=False),
                Field("bed_remarks", "Remarks", Kind.LONG_TEXT, personal=False, max_length=300,
                      lines=2, hint="Nothing here about any case."),
                ENDED_ON,
            ),
        ),
    ),
)  # fmt: skip
