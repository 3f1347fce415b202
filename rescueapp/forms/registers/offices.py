"""R11 责任部门名册: which department leads and supports here, where a place has its own plan.

The two official plans come with the program (`resources/departments.toml`); this register adds to
them, or stands in their place (rules.md D.1).
"""

from __future__ import annotations

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Kind, Level, Part, Section, Topic

FORM = Form(
    key="offices",
    number="R11",
    title="Departments responsible here",
    version=1,
    topic=Topic.CASE,
    writers=("supervisor",),
    sections=(
        Section(
            "office",
            "The office",
            (
                Field("office_department", "Department", Kind.CHOICE, codes="C-24",
                      required=True, personal=False, listed=True),
                Field("office_name", "Name of the office", Kind.TEXT, required=True,
                      personal=False, listed=True, part=Part.NAME, max_length=100),
                Field("office_leads", "Leads", Kind.CHOICES, codes="C-23", personal=False,
                      listed=True),
                Field("office_supports", "Supports", Kind.CHOICES, codes="C-23", personal=False,
                      listed=True),
                Field("office_contact", "Who is called, and telephone", Kind.TEXT, Level.L2,
                      personal=False, max_length=100),
                ENDED_ON,
            ),
        ),
    ),
)  # fmt: skip
