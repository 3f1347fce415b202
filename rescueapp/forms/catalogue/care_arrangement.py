"""P08 监护与安置记录: who is responsible for her and where she lives, a record a change (S31, S46).

Several records one after the other are the history. Where she is stands in the identity part;
nobody of a buyer's family is ever the carer (S61). What a child says of it is heard and written
down before every decision (A-316). To relatives or home an adult goes by own wish, and where
there is no danger (A-903, `actions.gates.decision_gates`). With long-term guardianship comes what
an adoption needs (A-305 to A-312, S51); adoption itself is registered elsewhere.
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    AnyOf,
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
    Stage,
    Topic,
    Voice,
)

_TEMPORARY, _LONG_TERM, _ADOPTED = ("03",), ("04",), ("05",)  # C-27a
_WELFARE = ("03",)  # C-27b: a children's welfare institution
_WITH_PEOPLE = ("04", "05")  # C-27b: a foster family, relatives
_AT_HOME = ("05", "09")  # C-27b: relatives, own home
_UNWILLING = ("02", "03")  # L-agreement
# She lives outside from then on: in an institution for children, with people, for good.
_OUTSIDE = AnyOf(
    (Is("placement", (*_WELFARE, *_WITH_PEOPLE)), Is("custody", (*_LONG_TERM, *_ADOPTED)))
)
# L-adoption-step: what lasts has a day of its beginning; what is done, one of its end
_NOTICE = Is("adoption_step", ("04",))
_ASSESSMENT = Is("adoption_step", ("07",))
_STAY = Is("adoption_step", ("08",))
_DONE = Is("adoption_state", ("02",))
_NOTICE_OVER = AllOf((_NOTICE, _DONE))
_ASSESSED = AllOf((Is("adoption_step", ("09",)), _DONE))
_FILED = AllOf((Is("adoption_step", ("12",)), _DONE))
_DECIDED = AllOf((Is("adoption_step", ("13",)), _DONE))

FORM = Form(
    key="care_arrangement",
    number="P08",
    title="Guardianship and placement",
    version=1,
    topic=Topic.CARE,
    stage=Stage.PLACEMENT,
    archive_order=86,
    reminder="Review of guardianship and placement",
    signatures=("The person (may be left open)", "Handled by", "Person in charge", "Date"),
    milestones=(
        Milestone("custody_began", at="care_from", when=Is("custody", _TEMPORARY)),
        Milestone(
            "custody_ended",
            at="care_until",
            when=AllOf((Is("custody", _TEMPORARY), Answered("care_until"))),
        ),
        Milestone("adoption_notice_began", at="adoption_from", when=_NOTICE),
        Milestone("adoption_notice_ended", at="adoption_on", when=_NOTICE_OVER),
        Milestone("adoption_assessment_began", at="adoption_from", when=_ASSESSMENT),
        Milestone("adoption_stay_began", at="adoption_from", when=_STAY),
        Milestone("adoption_assessed", at="adoption_on", when=_ASSESSED),
        Milestone("adoption_filed", at="adoption_on", when=_FILED),
        Milestone("adoption_decided", at="adoption_on", when=_DECIDED),
        Milestone("adoption_decided", at="care_from", when=Is("custody", _ADOPTED)),
        Milestone("placed_outside", at="care_from", when=_OUTSIDE),
        Milestone("moved_to_welfare", at="care_from", when=Is("placement", _WELFARE)),
    ),
    sections=(
        Section(
            "arrangement",
            "What is arranged",
            (
                blocks.CUSTODY,
                blocks.PLACEMENT,
                Field("care_from", "From", Kind.DATE, personal=False, listed=True, coded=True,
                      part=Part.ON_DATE, shared=True),
                Field("care_until", "Until", Kind.DATE, personal=False, listed=True, coded=True,
                      hint="Open while it lasts."),
                Field("care_basis", "Ground", Kind.CHOICE, Level.L2, codes="L-care-basis",
                      personal=False, coded=True, shared=True,
                      cautions=(
                          Caution("Say on what ground. Long-term guardianship needs one of the "
                                  "law: parents not to be found (paper of the police after twelve "
                                  "months, F09), dead or unable, or a judgment of the court (Law "
                                  "on the Protection of Minors 94).",
                                  AllOf((Is("custody", (*_TEMPORARY, *_LONG_TERM)),
                                         Not(Answered("care_basis"))))),
                      )),
                Field("care_document", "Document and its number", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, max_length=100),
                Field("care_document_scan", "Scan of the document", Kind.ATTACHMENT, Level.L4,
                      Compartment.IDENTITY, personal=False),
                Field("care_reasons", "Why so, and what else was considered", Kind.LONG_TEXT,
                      Level.L3, Compartment.CARE, personal=False, max_length=1000, lines=3,
                      voice=Voice.OURS),
            ),
        ),
        Section(
            "where",
            "Where and with whom",
            (
                Field("care_place", "Institution, school or hospital", Kind.INSTITUTION, Level.L4,
                      Compartment.IDENTITY, personal=False, trusted=True, whereabouts=True,
                      shared=True),
                Field("care_address", "Address", Kind.TEXT, Level.L4, Compartment.IDENTITY,
                      max_length=100, trusted=True, whereabouts=True, shared=True),
                Field("care_room", "Room and bed", Kind.TEXT, Level.L4, Compartment.IDENTITY,
                      max_length=40, whereabouts=True,
                      hint="Apart by sex; brothers and sisters, mother and child stay together "
                      "where they want to."),
                Field("carer_relative", "Who cares, if entered as a relative", Kind.RELATIVE,
                      Level.L4, Compartment.IDENTITY, personal=False, trusted=True,
                      when=Is("placement", _WITH_PEOPLE)),
                Field("carer", "Who cares: name and telephone", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=100, trusted=True,
                      other=True,
                      hint="Never a buyer or anybody of his family, whatever they say of their "
                      "affection.", shared=True),
                Field("carer_relation", "What they are to the person", Kind.CHOICE, Level.L3,
                      Compartment.CARE, codes="L-carer", personal=False, coded=True),
                Field("carer_checks", "How it was made sure that the person is safe with them",
                      Kind.CHOICES, Level.L3, Compartment.CARE, codes="L-carer-check",
                      personal=False, coded=True, when=Is("placement", _WITH_PEOPLE)),
            ),
        ),
        Section(
            "view",
            "What the person says of it",
            (
                Field("care_agreed", "Wants to live there", Kind.CHOICE, Level.L3,
                      Compartment.CARE, codes="L-agreement", voice=Voice.HERS,
                      when=Is("placement", _AT_HOME), hint="Asked alone.",
                      cautions=(
                          Caution("An adult lives there only by own wish. Resettlement elsewhere "
                                  "stands in F31.", Is("care_agreed", _UNWILLING)),
                      )),
                Field("care_safety", "Danger there, trafficker's or buyer's people nearby",
                      Kind.CHOICE, Level.L3, Compartment.CARE, codes="L-home-safety",
                      personal=False, voice=Voice.OURS, when=Is("placement", _AT_HOME)),
                Field("care_own_view", "The person's own view", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, max_length=1000, lines=3, voice=Voice.HERS),
                Field("care_child_view", "What the child says, and how it was asked",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, required=True, max_length=500,
                      lines=2, voice=Voice.HERS, when=MayBeMinor(),
                      hint="Also what a small child shows. Heard and written down before it is "
                      "decided."),
            ),
        ),
        Section("together", "Those who came together", blocks.APART, folded=True),
        Section(
            "review",
            "Review",
            (
                Field("care_review_on", "Next review", Kind.DATE, personal=False, listed=True,
                      part=Part.DUE_ON, when=Not(Answered("care_reviewed_on")), shared=True),
                Field("care_reviewed_on", "Reviewed on", Kind.DATE, personal=False,
                      not_future=True),
                Field("care_review_note", "What the review showed", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, personal=False, max_length=1000, lines=2,
                      voice=Voice.OURS, when=Answered("care_reviewed_on")),
            ),
        ),
        Section(
            "adoption",
            "If an adoption is considered",
            (
                Field("adoption_steps", "What it needs", Kind.ROWS, Level.L3, Compartment.CARE,
                      personal=False, coded=True, rows=(
                          Field("adoption_step", "Step", Kind.CHOICE, Level.L3,
                                Compartment.CARE, codes="L-adoption-step", personal=False,
                                coded=True, starts="*"),
                          Field("adoption_state", "How it stands", Kind.CHOICE, Level.L3,
                                Compartment.CARE, codes="L-step", personal=False, coded=True,
                                starts="01"),
                          Field("adoption_from", "Begun on", Kind.DATE, Level.L3,
                                Compartment.CARE, personal=False, coded=True, not_future=True,
                                when=AnyOf((_NOTICE, _ASSESSMENT, _STAY))),
                          Field("adoption_on", "On", Kind.DATE, Level.L3, Compartment.CARE,
                                personal=False, coded=True, not_future=True),
                          Field("adoption_note", "Remark", Kind.TEXT, Level.L3,
                                Compartment.CARE, personal=False, max_length=200),
                      )),
                Field("adoption_secret", "Who knows of it, and who must not", Kind.TEXT,
                      Level.L4, Compartment.IDENTITY, personal=False, max_length=200, other=True,
                      hint="The wish of those who adopt to keep it to themselves is respected "
                      "(Civil Code 1110)."),
            ),
            folded=True,
            when=Is("custody", _LONG_TERM),
        ),
    ),
)  # fmt: skip
