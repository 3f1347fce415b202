"""F19 残疾评定申请/结果登记表: from the wish to the card and what it opens (S70, LJ (三)4).

Applying is voluntary, and goes to the federation of the place of household registration, so that
a registration normally comes first (A-407). The list of those assessed is published there: it is
asked that she is not on a public list (K-15). Kind, grade and number of the card are facts of the
person; the number has twenty digits and is looked at as such (rules.md C.9).
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    AnyOf,
    Caution,
    Compartment,
    Course,
    Field,
    Form,
    Has,
    Is,
    Kind,
    Level,
    Milestone,
    Not,
    Part,
    Section,
    Stage,
    Topic,
    Voice,
)

_CARE, _IDENTITY = Compartment.CARE, Compartment.IDENTITY
_L2, _L3 = Level.L2, Level.L3
_DECIDED = ("01", "02")  # L-disability-outcome
_REFUSED, _AGAIN = Is("disability_outcome", ("02",)), Is("disability_outcome", ("04",))
_WITHDRAWN = Is("disability_outcome", ("05",))
_OVER_OR_AGAIN = AnyOf((_AGAIN, _WITHDRAWN))

FORM = Form(
    key="disability_assessment",
    number="F19",
    title="Disability assessment",
    version=1,
    topic=Topic.CARE,
    stage=Stage.SERVICES,
    writers=("caseworker", "medical_worker", "supervisor"),
    archive_order=102,
    sheet=True,
    reminder="Disability assessment: ask how it stands",
    signatures=("The person or who applies for them", "Handled by", "Person in charge", "Date"),
    course=Course(
        ("disability_applied_on", "disability_assessed_on", "disability_outcome"),
        papers="disability_papers",
        situation=("disability_applicant",),
        over=_WITHDRAWN,
    ),
    milestones=(
        Milestone("disability_applied", "disability_applied_on", Not(_OVER_OR_AGAIN)),
        Milestone("disability_applied", "disability_second_on", _AGAIN),
        Milestone("disability_decided", "disability_decided_on"),
        Milestone("disability_refused", "disability_decided_on",
                  AllOf((_REFUSED, Not(Is("disability_second_wish", ("02",)))))),
    ),
    sections=(
        Section(
            "wish",
            "What the person wants",
            (
                Field("disability_begun_on", "Date", Kind.DATE, personal=False, listed=True,
                      part=Part.ON_DATE, not_future=True),
                Field("disability_wish", "Wants to be assessed", Kind.CHOICE, _L2,
                      codes="L-agreement", voice=Voice.HERS,
                      cautions=(
                          Caution("An assessment is voluntary. Without the person's wish nothing "
                                  "is applied for.", Is("disability_wish", ("02", "03"))),
                      )),
                Field("disability_explained", "Explained: what it opens and who comes to know of "
                      "it", Kind.YES_NO, personal=False),
                Field("disability_own_view", "The person's own view", Kind.LONG_TEXT, _L3, _CARE,
                      max_length=500, lines=2, voice=Voice.HERS),
            ),
        ),
        Section(
            "application",
            "Application",
            (
                replace(blocks.HUKOU_STATUS, cautions=(
                    Caution("The federation where the household is registered takes the "
                            "application: normally the registration comes first (F22). Ask it what "
                            "can be begun meanwhile.", Is("hukou_status", ("4", "5", "6", "9"))),
                )),
                Field("disability_claimed", "Kinds applied for", Kind.CHOICES, _L3, _CARE,
                      codes="C-10", personal=False, coded=True),
                Field("disability_applicant", "Who applies", Kind.CHOICE, _L2,
                      codes="L-disability-applicant", personal=False),
                Field("disability_applicant_name", "Name of who applies for the person",
                      Kind.TEXT, Level.L4, _IDENTITY, personal=False, max_length=60, trusted=True,
                      other=True,
                      when=Is("disability_applicant", ("02", "04"))),
                Field("disability_federation", "Disabled persons' federation applied to",
                      Kind.DEPARTMENT, _L2, personal=False, trusted=True,
                      hint="Of the place of household registration."),
                Field("disability_applied_on", "Applied on", Kind.DATE, _L2, personal=False,
                      listed=True, coded=True, not_future=True),
                Field("disability_unpublished", "Asked: no public list with the person's name",
                      Kind.YES_NO, _L2, personal=False,
                      hint="Results are published at home. Who looks for her reads such lists.",
                      cautions=(
                          Caution("A published name and place can show where she is: ask in "
                                  "writing before the list goes out.",
                                  Is("disability_unpublished", (False,))),
                      )),
                Field("disability_papers", "Papers", Kind.ROWS, _L2, personal=False,
                      rows=(
                          Field("disability_paper", "Paper", Kind.CHOICE, _L2,
                                codes="L-disability-paper", personal=False, starts="*"),
                          Field("disability_paper_stand", "How it stands", Kind.CHOICE, _L2,
                                codes="L-paper-stand", personal=False, starts="01"),
                          Field("disability_paper_on", "Since", Kind.DATE, _L2, personal=False,
                                not_future=True),
                          Field("disability_paper_remark", "Remark", Kind.TEXT, _L2,
                                personal=False, max_length=100),
                      )),
            ),
        ),
        Section(
            "assessment",
            "Assessment",
            (
                Field("disability_hospital", "Assessing hospital", Kind.INSTITUTION, _L2,
                      personal=False, whereabouts=True),
                Field("disability_assessed_on", "Seen on", Kind.DATE, _L2, personal=False,
                      follows="disability_applied_on"),
                Field("disability_escort", "Escorted by", Kind.TEXT, personal=False,
                      max_length=60, trusted=True, other=True,
                      hint="A woman is escorted by a woman."),
            ),
        ),
        Section(
            "result",
            "Result",
            (
                Field("disability_outcome", "Result", Kind.CHOICE, _L2,
                      codes="L-disability-outcome", personal=False, listed=True, coded=True,
                      cautions=(
                          Caution("A second assessment can be asked for: say so, and help to ask.",
                                  Is("disability_outcome", ("02",))),
                      )),
                Field("disability_decided_on", "Decided on", Kind.DATE, _L2, personal=False,
                      coded=True, not_future=True, when=Is("disability_outcome", _DECIDED),
                      cautions=(
                          Caution("Enter this day: without it Today goes on asking.",
                                  AllOf((Is("disability_outcome", _DECIDED),
                                         Not(Answered("disability_decided_on"))))),
                      ),
                      follows="disability_applied_on"),
                Field("disability_second_wish", "Wants a second assessment", Kind.CHOICE, _L2,
                      codes="L-agreement", voice=Voice.HERS, when=AnyOf((_REFUSED, _AGAIN))),
                Field("disability_second_on", "Second assessment asked for on", Kind.DATE, _L2,
                      personal=False, coded=True, not_future=True, when=_AGAIN,
                      follows="disability_decided_on"),
                blocks.DISABILITY,
                blocks.DISABILITY_GRADE,
                replace(blocks.DISABILITY_CARD,
                        hint="Twenty digits: identity number, kind, grade."),
                Field("disability_valid_until", "Card valid until", Kind.DATE, _L2,
                      personal=False, when=Is("disability_outcome", ("01",))),
                Field("disability_benefits", "Benefits it opens, applied for", Kind.CHOICES, _L2,
                      codes="L-disability-benefit", personal=False, coded=True,
                      when=Is("disability_outcome", ("01",)),
                      cautions=(
                          Caution("Allowances are applied for in F23.",
                                  Has("disability_benefits", ("01", "02", "06"))),
                      )),
                Field("disability_check_on", "Ask again on", Kind.DATE, personal=False,
                      part=Part.DUE_ON, when=Not(Answered("disability_decided_on")),
                      hint="How long it takes is set locally, often 20 to 30 working days."),
            ),
        ),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
