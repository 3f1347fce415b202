"""P05 认亲核实: somebody says to be her family, and what the police says to it.

A claimant sees and hears nothing of her before the police has confirmed the kinship (A-213,
159号): until then no contact is arranged and nothing goes to them (`actions.gates.tracing_gates`).
Whoever is on the unsafe list is no claimant: they are entered in P01, and the police is told. That
such a person came and was ruled out by the police stays written.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    AllOf,
    Answered,
    Caution,
    Compartment,
    Field,
    Form,
    Is,
    Kind,
    Level,
    MayBeMinor,
    Milestone,
    Not,
    Part,
    Section,
    Tells,
    Topic,
    Voice,
)

_CONFIRMED = Is("claim_result", ("01",))  # L-claim-result
_RULED_OUT = Is("claim_result", ("02",))
_PROVED = AllOf(
    (
        _CONFIRMED,
        Answered("claim_police_unit"),
        Answered("claim_number"),
        Answered("claim_answered_on"),
    )
)

WHO = Section(
    "who",
    "Who claims to be family",
    (
        Field("claim_on", "Date of the claim", Kind.DATE, required=True, personal=False,
              listed=True, coded=True, part=Part.ON_DATE, not_future=True),
        Field("claim_way", "How they came", Kind.CHOICE, codes="L-claim-way", personal=False,
              listed=True, coded=True),
        Field("claimant_name", "Name of the claimant", Kind.TEXT, Level.L4, Compartment.IDENTITY,
              personal=False, max_length=60, listed=True, trusted=True, tells=Tells.NAME,
              other=True,
              hint="The buyer, his family, a trafficker: not here but in P01; tell the police."),
        Field("claimant_relation", "Says to be the person's", Kind.CHOICE, Level.L2,
              Compartment.IDENTITY, codes="C-07", personal=False, trusted=True),
        Field("claimant_document", "Document of the claimant", Kind.ID_DOCUMENT, Level.L4,
              Compartment.IDENTITY, personal=False, trusted=True, tells=Tells.NUMBER, other=True),
        Field("claimant_phone", "Telephone of the claimant", Kind.TEXT, Level.L4,
              Compartment.IDENTITY, personal=False, max_length=60, trusted=True,
              tells=Tells.NUMBER, other=True),
        Field("claimant_address", "Address of the claimant", Kind.TEXT, Level.L4,
              Compartment.IDENTITY, personal=False, max_length=200, trusted=True, other=True),
        Field("claimant_relative", "The same person among the relatives", Kind.RELATIVE,
              Level.L2, Compartment.IDENTITY, personal=False, trusted=True),
    ),
    hint="Listen and write down. Tell nothing: not that the person is here, not how the person is.",
)  # fmt: skip
KNOWS = Section(
    "knows",
    "What they know and show",
    (
        Field("claim_says", "What they say of the person", Kind.LONG_TEXT, Level.L4,
              Compartment.IDENTITY, personal=False, max_length=2000, lines=4, other=True,
              hint="In their own words. Put nothing into their mouth, show no photograph."),
        Field("claim_details", "What only family can know, and whether it is right",
              Kind.LONG_TEXT, Level.L4, Compartment.IDENTITY, personal=False, max_length=1000,
              lines=3, other=True),
        Field("claim_shown", "Papers and things shown", Kind.CHOICES, codes="L-claim-shown",
              personal=False),
        Field("claimant_checked", "How it was checked who they are", Kind.CHOICE,
              codes="L-requester-check", personal=False),
        Field("claim_reported_where", "Reported as missing to which police unit", Kind.TEXT,
              Level.L2, Compartment.IDENTITY, personal=False, max_length=100, other=True),
        Field("claim_report_number", "Number of the missing-person report", Kind.TEXT, Level.L2,
              Compartment.IDENTITY, personal=False, max_length=60),
    ),
)  # fmt: skip
POLICE = Section(
    "police",
    "Verification by the police",
    (
        Field("claim_asked_on", "Police asked to verify on", Kind.DATE, personal=False,
              coded=True, not_future=True),
        Field("claim_police_unit", "Police unit", Kind.TEXT, Level.L2, personal=False,
              max_length=100, other=True),
        Field("claim_due_on", "Ask the police again on", Kind.DATE, personal=False,
              part=Part.DUE_ON, days_after=30, when=Not(Answered("claim_answered_on"))),
        Field("claim_answered_on", "Police answered on", Kind.DATE, personal=False, coded=True,
              not_future=True),
        Field("claim_result", "Result of the verification", Kind.CHOICE, Level.L2,
              codes="L-claim-result", personal=False, listed=True, coded=True),
        Field("claim_number", "Number of the police's paper", Kind.TEXT, Level.L2,
              personal=False, max_length=60),
    ),
)  # fmt: skip
WISH = Section(
    "wish",
    "What the person wants",
    (
        Field("claim_wish", "Wants contact", Kind.CHOICE, Level.L2, codes="L-wish",
              voice=Voice.HERS,
              cautions=(
                  Caution("Confirmed kinship is no duty to meet. Nothing is arranged against the "
                          "will of an adult.", Is("claim_wish", ("02", "03"))),
              )),
        Field("claim_own_view", "What the person says of it", Kind.LONG_TEXT, Level.L3,
              Compartment.CARE, max_length=1000, lines=3, voice=Voice.HERS),
        Field("claim_child_opinion", "What the child or young person thinks (8 to 17)",
              Kind.LONG_TEXT, Level.L3, Compartment.CARE, max_length=500, lines=2,
              voice=Voice.HERS, when=MayBeMinor()),
    ),
    hint="Asked alone, at a quiet moment, before anything is arranged.",
)  # fmt: skip
CONTACT = Section(
    "contact",
    "First contact",
    (
        Field("claimant_told_on", "Claimant told of the result on", Kind.DATE, personal=False,
              not_future=True),
        Field("contact_arranged_on", "Contact arranged for", Kind.DATE, personal=False,
              coded=True),
        Field("contact_arranged_how", "How the contact goes", Kind.CHOICE,
              codes="L-claim-contact", personal=False),
        Field("contact_arranged_by", "Who is with the person", Kind.TEXT, personal=False,
              max_length=100, trusted=True, other=True),
        Field("contact_arranged_note", "What was agreed on before", Kind.TEXT, Level.L3,
              Compartment.CARE, personal=False, max_length=200,
              hint="A word or sign with which the person ends it at once."),
    ),
    when=_CONFIRMED,
    hint="Asked once the police has confirmed the kinship.",
)  # fmt: skip

FORM = Form(
    key="claimant",
    number="P05",
    title="Verification of a claimed relative",
    version=1,
    topic=Topic.TRACING,
    archive_order=87,
    sheet=True,
    reminder="Ask the police about the claimed relative",
    signatures=("Handled by", "Person in charge"),
    milestones=(
        Milestone("claim_made", at="claim_on"),
        Milestone("claim_verified", at="claim_answered_on", when=_PROVED),
    ),
    trusts=Not(_RULED_OUT),
    sections=(WHO, KNOWS, POLICE, WISH, CONTACT),
)
