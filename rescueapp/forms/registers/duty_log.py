"""R09 值班日志和交接班记录: who was on duty, rounds, incidents, what is handed on.

Of no case and without any name of a person helped here: alias or file number alone. `actions.
tonight` begins the hand-over of a shift as an entry of it.
"""

from __future__ import annotations

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Kind, Level, Part, Section, Topic

FORM = Form(
    key="duty_log",
    number="R09",
    title="Duty log and hand-over",
    version=1,
    topic=Topic.CASE,
    writers=("caseworker", "medical_worker", "psychologist", "supervisor"),
    sections=(
        Section(
            "duty",
            "The shift",
            (
                Field("duty_from", "Begun at", Kind.DATE_TIME, required=True, personal=False,
                      listed=True),
                Field("duty_kind", "Shift", Kind.CHOICE, codes="L-duty", personal=False,
                      listed=True),
                Field("duty_staff", "On duty", Kind.TEXT, Level.L2, required=True,
                      personal=False, listed=True, part=Part.NAME, max_length=100),
                Field("duty_on_call", "On call, with telephone", Kind.LONG_TEXT, Level.L2,
                      personal=False, max_length=400, lines=3,
                      hint="Person in charge, doctor, psychologist, interpreter, a woman "
                      "colleague. Told again on Tonight until another entry says otherwise."),
                Field("duty_present", "Women, children and others in the house", Kind.NUMBER,
                      personal=False, minimum=0, maximum=1000),
            ),
        ),
        Section(
            "rounds",
            "Rounds and incidents",
            (
                Field("duty_rounds", "Rounds", Kind.ROWS, personal=False, rows=(
                    Field("round_at", "At", Kind.DATE_TIME, personal=False),
                    Field("round_by", "By", Kind.TEXT, Level.L2, personal=False, max_length=60),
                    Field("round_found", "What was found", Kind.TEXT, personal=False,
                          max_length=200),
                )),
                Field("duty_incidents", "Incidents", Kind.ROWS, personal=False, rows=(
                    Field("incident_at", "At", Kind.DATE_TIME, personal=False),
                    Field("incident_what", "What happened", Kind.CHOICE, codes="L-duty-event",
                          personal=False),
                    Field("incident_whom", "Alias or file number", Kind.TEXT, personal=False,
                          max_length=60),
                    Field("incident_act", "What was done, who was told", Kind.TEXT,
                          personal=False, max_length=200),
                )),
            ),
            hint="No names of those who are helped here: alias or file number.",
        ),
        Section(
            "hand_over",
            "Hand-over",
            (
                Field("duty_open", "What is open", Kind.LONG_TEXT, personal=False,
                      max_length=4000, lines=6,
                      hint="Alias or file number, what is due, by when."),
                Field("duty_told", "What else whoever comes has to know", Kind.LONG_TEXT,
                      personal=False, max_length=1000, lines=3),
                Field("duty_keys", "Keys, telephone and cash handed over complete", Kind.YES_NO,
                      personal=False),
                Field("duty_until", "Handed over at", Kind.DATE_TIME, personal=False,
                      listed=True),
                Field("duty_taken_by", "Taken over by", Kind.TEXT, Level.L2, personal=False,
                      listed=True, max_length=100),
                ENDED_ON,
            ),
        ),
    ),
)  # fmt: skip
