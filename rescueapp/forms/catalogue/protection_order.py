"""P12 人身安全保护令: application, order, service, renewal (A-812: Domestic Violence Law 23-34).

The court decides within 72 hours, in urgent cases within 24; the order holds at most six months
and can be renewed. A relief institution may apply where she cannot or dares not (art. 23). Who it
is directed against is named by his card among the relatives and is on the unsafe list with it.
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    Answered,
    Caution,
    Compartment,
    Course,
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
    Tells,
    Topic,
    Voice,
)

_CARE = Compartment.CARE
_LEGAL = Compartment.LEGAL
_MADE = Is("order_decision", ("01",))
_URGENT = Is("order_urgent", (True,))

FORM = Form(
    key="protection_order",
    number="P12",
    title="Personal safety protection order",
    version=1,
    topic=Topic.RIGHTS,
    stage=Stage.SERVICES,
    writers=("caseworker", "supervisor"),
    sheet=True,
    archive_order=117,
    numbered="order_number",
    reminder="Renew the protection order, or let it end",
    signatures=("The person or who applies", "Handled by", "Person in charge"),
    course=Course(
        ("order_applied_at", "order_decision", "order_until", "order_ended_on"),
    ),
    milestones=(
        Milestone("protection_applied", at="order_applied_at", when=Not(_URGENT)),
        Milestone("protection_applied_urgent", at="order_applied_at", when=_URGENT),
        Milestone("protection_decided", at="order_decided_at"),
        Milestone("protection_until", at="order_until", when=_MADE),
        Milestone("protection_renewed", at="renewed_on"),
        Milestone("protection_until", at="renewed_until"),
    ),
    sections=(
        Section(
            "wish",
            "Wish and danger",
            (
                Field("order_on", "Date of the record", Kind.DATE, personal=False,
                      part=Part.ON_DATE, not_future=True),
                Field("order_wish", "What the person wants, and fears of it", Kind.LONG_TEXT,
                      Level.L3, _CARE, max_length=500, lines=3, voice=Voice.HERS, off_sheet=True,
                      hint="An order can calm or provoke; the person knows best."),
                Field("order_against", "Against whom", Kind.ROWS, Level.L3, _CARE,
                      personal=False, other=True,
                      hint="By the card among the relatives (P01); made first if there is none.",
                      rows=(
                          Field("order_respondent", "Relative or other person", Kind.RELATIVE,
                                Level.L3, _CARE, personal=False, tells=Tells.ANY, other=True),
                          Field("order_respondent_relation", "Relation to the person",
                                Kind.CHOICE, Level.L3, _CARE, codes="C-07", personal=False),
                      )),
                Field("order_grounds", "Grounds", Kind.CHOICES, Level.L3, _CARE,
                      codes="L-order-ground", coded=True),
                Field("order_danger_note", "Danger, in brief", Kind.LONG_TEXT, Level.L3, _CARE,
                      max_length=500, lines=3,
                      hint="From what is written already; do not press for details."),
                Field("order_evidence", "What shows it", Kind.TEXT, Level.L3, _LEGAL,
                      personal=False, hint="Police records, photographs, messages, witnesses."),
            ),
        ),
        Section(
            "application",
            "Application",
            (
                Field("order_applicant", "Who applies", Kind.CHOICE, Level.L2,
                      codes="L-order-applicant", personal=False, coded=True,
                      hint="Where the person cannot or dares not, the institution may apply."),
                Field("order_measures_asked", "Measures asked for", Kind.CHOICES, Level.L2,
                      codes="L-order-measure", personal=False),
                Field("order_secret", "Asked the court to keep the address secret", Kind.YES_NO,
                      Level.L2, personal=False,
                      hint="The letter that asks for it is under Print.",
                      cautions=(
                          Caution(
                              "The other side gets the order and may read the file. Without this "
                              "request the address can reach them.",
                              Is("order_secret", (False,)),
                          ),
                      )),
                Field("order_court", "Court", Kind.TEXT, Level.L2, personal=False, listed=True,
                      max_length=100, whereabouts=True),
                Field("order_urgent", "Urgent: 24 hours instead of 72", Kind.YES_NO, Level.L2,
                      personal=False, coded=True),
                Field("order_applied_at", "Accepted by the court at", Kind.DATE_TIME,
                      personal=False, listed=True, coded=True, not_future=True),
            ),
        ),
        Section(
            "order",
            "Order",
            (
                Field("order_decision", "Decision", Kind.CHOICE, Level.L2,
                      codes="L-order-decision", personal=False, listed=True, coded=True),
                Field("order_decided_at", "Decided at", Kind.DATE_TIME, personal=False,
                      coded=True, not_future=True, follows="order_applied_at"),
                Field("order_number", "Number of the order", Kind.TEXT, Level.L2,
                      personal=False, max_length=60),
                Field("order_measures", "Measures of the order", Kind.CHOICES, Level.L2,
                      codes="L-order-measure", personal=False, coded=True, when=_MADE),
                Field("order_until", "Valid until", Kind.DATE, personal=False, listed=True,
                      coded=True, when=_MADE, hint="Six months at most; it can be renewed.",
                      follows="order_decided_at"),
                Field("order_refused", "Reasons of the court", Kind.TEXT, Level.L3, _LEGAL,
                      personal=False, when=Is("order_decision", ("02",)),
                      hint="Within five days the court can be asked to look at it again."),
                Field("order_review_on", "Asked the court to look at it again on", Kind.DATE,
                      personal=False, not_future=True, when=Answered("order_decision")),
                Field("order_served", "Served on", Kind.CHOICES, Level.L2,
                      codes="L-order-served", personal=False, when=_MADE,
                      hint="The police station near the person has to know it."),
                Field("order_served_on", "Day of service", Kind.DATE, personal=False,
                      not_future=True, when=_MADE, follows="order_decided_at"),
                Field("order_copy", "The person has a copy, or knows where it is", Kind.YES_NO,
                      Level.L2, personal=False, when=_MADE),
            ),
        ),
        Section(
            "renewal",
            "Renewal",
            (
                Field("order_renew_by", "Decide on renewal by", Kind.DATE, personal=False,
                      part=Part.DUE_ON, when=Not(Answered("order_ended_on")),
                      hint="Thirty days before the order ends."),
                Field("order_renewals", "Renewals", Kind.ROWS, personal=False, coded=True,
                      rows=(
                          Field("renewed_on", "Renewed on", Kind.DATE, personal=False,
                                coded=True, not_future=True),
                          Field("renewed_until", "Valid until", Kind.DATE, personal=False,
                                coded=True, follows="renewed_on"),
                      )),
                Field("order_ended_on", "Ended or settled on", Kind.DATE, personal=False,
                      coded=True, not_future=True),
            ),
        ),
        Section(
            "breaches",
            "Breaches",
            (
                Field("order_breaches", "Breaches", Kind.ROWS, Level.L3, _CARE, rows=(
                    Field("breach_on", "Date", Kind.DATE, Level.L3, _CARE, not_future=True),
                    Field("breach_what", "What", Kind.CHOICES, Level.L3, _CARE,
                          codes="L-order-breach"),
                    Field("breach_reported", "Reported to police and court", Kind.YES_NO,
                          Level.L3, _CARE, personal=False),
                    Field("breach_note", "Remark", Kind.TEXT, Level.L3, _CARE,
                          personal=False, max_length=100),
                )),
            ),
            hint="Each breach: 110 at once, then the court.",
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
