"""R07 经费物资接收登记册: budget, donations, gifts and what for (S10, S71, S84, S85)."""

from __future__ import annotations

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Is, Kind, Level, Part, Section, Topic

FORM = Form(
    key="money_received",
    number="R07",
    title="Money and goods received",
    version=1,
    topic=Topic.CASE,
    writers=("caseworker", "supervisor"),
    sections=(
        Section(
            "received",
            "What was received",
            (
                Field("received_on", "Date", Kind.DATE, required=True, personal=False,
                      listed=True, not_future=True),
                Field("received_from", "From whom", Kind.TEXT, Level.L2, required=True,
                      personal=False, listed=True, part=Part.NAME, max_length=100,
                      hint="Who gives and does not want to be named: anonymous."),
                Field("received_source", "Source", Kind.CHOICE, codes="L-money-source",
                      required=True, personal=False, listed=True),
                Field("received_kind", "Kind", Kind.CHOICE, codes="L-gift", required=True,
                      personal=False, listed=True),
                Field("received_amount", "Amount, or worth of the goods", Kind.MONEY,
                      personal=False, listed=True, minimum=0, unit="yuan"),
                Field("received_goods", "Which goods or services, and how much", Kind.TEXT,
                      personal=False, max_length=200, when=Is("received_kind", ("02", "03"))),
                Field("received_purpose", "What the giver wants it used for", Kind.TEXT,
                      personal=False, max_length=200),
                Field("received_services", "Used for which services", Kind.CHOICES, codes="C-23",
                      personal=False, listed=True),
                Field("received_used", "Used up to now", Kind.MONEY, personal=False, minimum=0,
                      unit="yuan"),
                Field("received_receipt", "Number of the receipt given", Kind.TEXT,
                      personal=False, max_length=60),
                Field("received_told_on", "The giver was told of its use on", Kind.DATE,
                      personal=False, not_future=True,
                      hint="Figures only: nobody who gives is told of anybody who is helped."),
                ENDED_ON,
            ),
        ),
    ),
)  # fmt: skip
