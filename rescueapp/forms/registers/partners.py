"""R03 合作单位和人员名册: hospitals, schools, lawyers, companies, volunteers (S26, S28, S69, S71).

Who is asked from outside knows of a person only what a referral tells, after a signed
undertaking; what they may be told at most stands here.
"""

from __future__ import annotations

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Kind, Level, Part, Section, Topic

FORM = Form(
    key="partners",
    number="R03",
    title="Partners",
    version=1,
    topic=Topic.CASE,
    writers=("caseworker", "supervisor"),
    sections=(
        Section(
            "partner",
            "Who it is",
            (
                Field("partner_kind", "Kind", Kind.CHOICE, codes="L-partner", required=True,
                      personal=False, listed=True),
                Field("partner_name", "Name", Kind.TEXT, required=True, personal=False,
                      listed=True, part=Part.NAME, max_length=100),
                Field("partner_services", "Services", Kind.CHOICES, codes="C-23", personal=False,
                      listed=True),
                Field("partner_contact", "Who is called, and telephone", Kind.TEXT, Level.L2,
                      personal=False, max_length=100, hint="The number of the office."),
                Field("partner_place", "Where", Kind.TEXT, personal=False, max_length=100),
                Field("partner_designated_by", "Designated by", Kind.TEXT, personal=False,
                      max_length=100, hint="Of a designated hospital: the office that named it."),
            ),
        ),
        Section(
            "trust",
            "Before they are told of anybody",
            (
                Field("partner_agreed_on", "Agreement signed on", Kind.DATE, personal=False,
                      not_future=True),
                Field("partner_agreed_until", "Agreement runs until", Kind.DATE, personal=False),
                Field("partner_secret_on", "Confidentiality undertaking signed on", Kind.DATE,
                      personal=False, listed=True, not_future=True),
                Field("partner_secret_until", "The undertaking holds until", Kind.DATE,
                      personal=False),
                Field("partner_vetted_on", "Those who meet minors looked up on", Kind.DATE,
                      personal=False, not_future=True),
                Field("partner_may_know", "May be told at most", Kind.CHOICES,
                      codes="L-referral-told", personal=False, listed=True,
                      hint="A referral that tells more says so before it is saved."),
                Field("partner_remarks", "Remarks", Kind.LONG_TEXT, Level.L2, personal=False,
                      max_length=500, lines=2, hint="Nothing here about any case."),
                ENDED_ON,
            ),
        ),
    ),
)  # fmt: skip
