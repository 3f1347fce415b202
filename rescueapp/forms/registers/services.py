"""R02 服务机构和求助热线名册: whom a person can turn to, and what of it stands on her card (K-03).

No promises: a number is called and found right before it is given to anybody, and a name that
would tell whoever finds the card what she went through is not printed.
"""

from __future__ import annotations

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Is, Kind, Part, Section, Topic

FORM = Form(
    key="services",
    number="R02",
    title="Services and help lines",
    version=1,
    topic=Topic.CASE,
    writers=("caseworker", "supervisor"),
    sections=(
        Section(
            "service",
            "The service",
            (
                Field("service_for", "What for", Kind.CHOICE, codes="L-service", required=True,
                      personal=False, listed=True),
                Field("service_name", "Name", Kind.TEXT, required=True, personal=False,
                      listed=True, part=Part.NAME, max_length=60),
                Field("service_phone", "Telephone", Kind.TEXT, required=True, personal=False,
                      listed=True, max_length=40),
                Field("service_hours", "Hours", Kind.CHOICE, codes="L-service-hours",
                      personal=False, listed=True),
                Field("service_hours_words", "Which hours", Kind.TEXT, personal=False,
                      max_length=40, when=Is("service_hours", ("09",))),
                Field("service_languages", "Languages spoken there", Kind.CHOICES,
                      codes="L-language", personal=False),
                Field("service_place", "Where", Kind.TEXT, personal=False, max_length=60),
            ),
        ),
        Section(
            "card",
            "Before it is given to anybody",
            (
                Field("service_checked_on", "Called and found right on", Kind.DATE,
                      personal=False, listed=True, not_future=True,
                      hint="An entry nobody called yet is not chosen for a card by itself."),
                Field("service_safe_name", "Its name may stand on a card", Kind.YES_NO,
                      personal=False,
                      hint="Only where the name tells nobody what the person went through."),
                Field("service_remarks", "Remarks", Kind.LONG_TEXT, personal=False,
                      max_length=500, lines=2, hint="Nothing here about any case."),
                ENDED_ON,
            ),
        ),
    ),
)  # fmt: skip
