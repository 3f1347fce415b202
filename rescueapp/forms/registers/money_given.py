"""R06 经费支出登记册: what was spent on which service (S9, S84). Of no case."""

from __future__ import annotations

from rescueapp.forms.registers.blocks import ENDED_ON
from rescueapp.forms.schema import Field, Form, Kind, Part, Section, Topic

FORM = Form(
    key="money_given",
    number="R06",
    title="Money and goods spent",
    version=1,
    topic=Topic.CASE,
    writers=("caseworker", "supervisor"),
    sections=(
        Section(
            "spent",
            "What was spent",
            (
                Field("spent_on", "Date", Kind.DATE, required=True, personal=False, listed=True,
                      not_future=True),
                Field("spent_what", "What for", Kind.TEXT, required=True, personal=False,
                      listed=True, part=Part.NAME, max_length=100,
                      hint="No names, no numbers of cases."),
                Field("spent_line", "Line of the budget", Kind.CHOICE, codes="L-cost",
                      personal=False, listed=True),
                Field("spent_service", "For which service", Kind.CHOICE, codes="C-23",
                      personal=False, listed=True),
                Field("spent_amount", "Amount, or worth of the goods", Kind.MONEY, required=True,
                      personal=False, listed=True, minimum=0, unit="yuan"),
                Field("spent_source", "Paid from", Kind.CHOICE, codes="L-money-source",
                      personal=False),
                Field("spent_gift", "Out of which gift", Kind.ENTRY, register="money_received",
                      personal=False,
                      hint="So that its giver can be told what became of it."),
                Field("spent_people", "For how many people", Kind.NUMBER, personal=False,
                      minimum=1, maximum=1000),
                Field("spent_voucher", "Number of the voucher", Kind.TEXT, personal=False,
                      max_length=60),
                Field("spent_approved", "Agreed to by", Kind.TEXT, personal=False, max_length=60),
                ENDED_ON,
            ),
        ),
    ),
)  # fmt: skip
