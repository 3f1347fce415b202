"""F05 终止救助通知书: assistance is ended (132号 annex 5, A-117). It waits for a second person.

Trauma, fear and stories that were drilled change an account; that alone ends nothing. A victim's
assistance is ended only after a review by somebody who did not decide it.
"""

from __future__ import annotations

from rescueapp.forms.catalogue import sign_off_sheet
from rescueapp.forms.schema import (
    Approval,
    Caution,
    Compartment,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    MayBeMinor,
    Part,
    Section,
    Topic,
    Voice,
)

FORM = Form(
    key="termination_notice",
    number="F05",
    title="Notice that assistance ends",
    version=1,
    topic=Topic.LEAVING,
    archive_order=131,
    numbered="termination_number",
    sheet=True,
    copies=2,
    signatures=("Received by", "Witness, if not signed", "Institution (seal)"),
    approval=Approval(
        "Assistance ends only for a reason that holds without the person's changed or incomplete "
        "account, and with another way of help."
    ),
    sections=(
        Section(
            "why",
            "Reason",
            (
                Field("terminated_on", "Date of the notice", Kind.DATE, required=True,
                      personal=False, listed=True, coded=True, part=Part.ON_DATE),
                Field("termination_number", "Number of the notice", Kind.TEXT, personal=False,
                      max_length=40),
                Field("termination_reasons", "Reasons", Kind.CHOICES,
                      codes="L-termination-reason", required=True, personal=False, listed=True,
                      coded=True,
                      cautions=(
                          Caution("A story that changes is usual after fear and harm, and no "
                                  "reason by itself. Talk with the psychologist first.",
                                  Has("termination_reasons", ("01",))),
                          Caution("A minor is handed over to a guardian or an institution; "
                                  "assistance does not simply end.", MayBeMinor()),
                      )),
                Field("termination_facts", "Facts", Kind.LONG_TEXT, Level.L3, Compartment.CARE,
                      required=True, personal=False, max_length=1000, lines=3,
                      hint="What is known and from where; not what is suspected."),
                Field("termination_ground", "Legal ground (document and clause)", Kind.TEXT,
                      required=True, personal=False, max_length=200),
                Field("termination_other_help", "What help goes on, and with whom",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, personal=False,
                      max_length=500, lines=2, whereabouts=True),
                Field("termination_view", "What the person says to it", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, max_length=500, lines=2, voice=Voice.HERS),
            ),
        ),
        Section(
            "review",
            "Review",
            (
                Field("termination_victim", "May have been trafficked, harmed or exploited",
                      Kind.YES_NO, Level.L3, Compartment.CARE, personal=False, off_sheet=True),
                Field("termination_review", "What the review looked at and found",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, personal=False,
                      max_length=1000, lines=3, off_sheet=True,
                      hint="The account, its changes and what explains them; risks after the "
                      "end; what else was tried."),
                Field("termination_reviewed_on", "Reviewed on", Kind.DATE, personal=False,
                      off_sheet=True, not_future=True),
                Field("termination_reviewer", "Reviewed by (not who proposed it)", Kind.TEXT,
                      personal=False, max_length=60, off_sheet=True, other=True),
            ),
        ),
        Section(
            "notice",
            "Told and handed over",
            (
                Field("termination_remedy", "Told what can be done against it", Kind.CHOICES,
                      codes="L-remedy", required=True, personal=False),
                Field("termination_help_told", "Told where to turn", Kind.CHOICES,
                      codes="L-help-told", personal=False),
                Field("termination_receipt", "Receipt", Kind.CHOICE, codes="L-receipt",
                      personal=False, listed=True, afterwards=True),
                Field("termination_unsigned", "Why not signed", Kind.TEXT, Level.L2,
                      personal=False, max_length=100,
                      when=Is("termination_receipt", ("02", "04", "05")), afterwards=True),
                Field("termination_witness", "Witness", Kind.TEXT, personal=False, max_length=60,
                      other=True, when=Is("termination_receipt", ("02", "04", "05")),
                      afterwards=True),
            ),
        ),
        Section("signatures", "Signatures", sign_off_sheet.SIGN, folded=True),
    ),
)  # fmt: skip
