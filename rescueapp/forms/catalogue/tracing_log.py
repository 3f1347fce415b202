"""F38 身份查询与寻亲工作记录: one step of the search for who she is and where her family is.

One record a step: where, by what, with which result, what comes next (A-201 to A-206). Of a DNA
comparison only what an office writes down: asked when and where, answered when, match or none,
number of the paper; of fingerprints only that and when (K-21, A-215). Steps run side by side, so
that each is done in itself and none is settled by the next.
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    Answered,
    Caution,
    Compartment,
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
    Topic,
    Voice,
)

_DNA, _FINGERPRINTS = "05", "06"  # L-trace-where
_VILLAGE = ("08", "09")
_ESTABLISHED = Is("log_identity", ("1",))  # C-15

STEP = Section(
    "step",
    "What was done",
    (
        Field("log_on", "Date", Kind.DATE, required=True, personal=False, listed=True, coded=True,
              part=Part.ON_DATE, not_future=True),
        Field("log_methods", "Where it was searched", Kind.CHOICES, codes="L-trace-where",
              required=True, personal=False, listed=True, coded=True,
              cautions=(
                  Caution("Whoever asks in the village tells the village. Ask the person first "
                          "whether that may be asked.", Has("log_methods", _VILLAGE)),
              )),
        Field("log_by", "By what", Kind.CHOICES, codes="L-trace-by", personal=False, coded=True),
        Field("log_village_wish", "Wants the village or the family to be asked", Kind.CHOICE,
              Level.L2, codes="L-wish", voice=Voice.HERS, when=Has("log_methods", _VILLAGE),
              cautions=(
                  Caution("Not against the will of an adult: search another way.",
                          Is("log_village_wish", ("02", "03"))),
              )),
        Field("log_unit", "Office, platform or institution asked", Kind.TEXT, Level.L2,
              personal=False, max_length=100, trusted=True, other=True),
        Field("log_person", "Who answered there, and telephone", Kind.TEXT, Level.L2,
              Compartment.IDENTITY, personal=False, max_length=100, trusted=True, other=True),
        Field("log_words", "What was looked for", Kind.LONG_TEXT, Level.L4, Compartment.IDENTITY,
              personal=False, max_length=1000, lines=3, voice=Voice.OURS,
              hint="What was told there of the person: no more than the search needs."),
    ),
)  # fmt: skip
FOUND = Section(
    "found",
    "Result",
    (
        Field("log_result", "Result", Kind.CHOICE, codes="L-trace-result", personal=False,
              listed=True, coded=True),
        Field("log_found", "What was found", Kind.LONG_TEXT, Level.L4, Compartment.IDENTITY,
              personal=False, max_length=2000, lines=3, voice=Voice.OURS),
        Field("log_identity", "How far the identity is known now", Kind.CHOICE, codes="C-15",
              personal=False, listed=True, coded=True),
        Field("log_identified_by", "How it was established", Kind.CHOICES, codes="L-id-method",
              personal=False, coded=True, when=_ESTABLISHED,
              hint="By the police, or by a document: what is only said is not established."),
    ),
)  # fmt: skip
WHO = Section(
    "who",
    "Who the person is",
    (
        replace(blocks.NAME, part=None, when=_ESTABLISHED),
        replace(blocks.BIRTH_DATE, part=None, coded=False, when=_ESTABLISHED),
        replace(blocks.ID_DOCUMENT, part=None, when=_ESTABLISHED),
        replace(blocks.HOME_COUNTY, coded=False, when=_ESTABLISHED),
    ),
    when=_ESTABLISHED,
    hint="Put it right in F01 too: age and name of the case come from there.",
)  # fmt: skip
PARTED = Section(
    "parted",
    "How the person and the family were parted",
    (
        replace(blocks.LEFT_HOME_ON, off_sheet=True),
        Field("parted_how", "How it came about", Kind.CHOICE, Level.L3, Compartment.CARE,
              codes="L-parted", fact=True, coded=True, off_sheet=True),
        Field("parted_place", "Where it was, to the county", Kind.PLACE, Level.L4,
              Compartment.IDENTITY, fact=True, off_sheet=True),
        Field("parted_with", "Who was with the person then", Kind.TEXT, Level.L4,
              Compartment.IDENTITY, fact=True, max_length=200, off_sheet=True),
        Field("raised_by", "With whom the person lived since, and where", Kind.LONG_TEXT, Level.L4,
              Compartment.IDENTITY, fact=True, max_length=1000, lines=2, off_sheet=True,
              hint="A buyer and his family are entered as relatives (P01), not to be contacted."),
    ),
    folded=True,
    hint="Said once, and shown again in every step. What the person does not say is not asked for.",
)  # fmt: skip
DNA = Section(
    "comparison",
    "DNA comparison by the police: days, office and conclusion",
    (
        Field("dna_requested_on", "DNA comparison asked of the police on", Kind.DATE,
              personal=False, coded=True, not_future=True),
        Field("log_police_unit", "Police unit asked", Kind.TEXT, Level.L2, personal=False,
              max_length=100, other=True),
        Field("log_request_number", "Number of the request", Kind.TEXT, Level.L2, personal=False,
              max_length=60),
        Field("log_explained", "The person, or the guardian, was told what it is for",
              Kind.YES_NO, personal=False),
        Field("log_taken_on", "Taken by the police on", Kind.DATE, personal=False, coded=True,
              not_future=True),
        Field("dna_answered_on", "DNA comparison answered on", Kind.DATE, personal=False,
              coded=True, not_future=True),
        Field("dna_conclusion", "Conclusion of the DNA comparison", Kind.CHOICE, Level.L2,
              codes="L-dna-conclusion", personal=False, coded=True),
        Field("log_answer_number", "Number of the answer", Kind.TEXT, Level.L2, personal=False,
              max_length=60),
    ),
    when=Has("log_methods", (_DNA,)),
    hint="Only the days, the office, the numbers of the papers and match or none; no value of a "
    "profile.",
)  # fmt: skip
FINGERPRINTS = Section(
    "fingerprints",
    "Fingerprints",
    (
        Field("fingerprints_taken", "Fingerprints taken in the state's system", Kind.YES_NO,
              Level.L2, personal=False, coded=True,
              hint="The prints themselves are not kept here."),
        Field("fingerprints_on", "Fingerprints taken on", Kind.DATE, Level.L2, personal=False,
              not_future=True, when=Is("fingerprints_taken", (True,))),
    ),
    when=Has("log_methods", (_FINGERPRINTS,)),
)  # fmt: skip
NEXT = Section(
    "next",
    "Next step",
    (
        Field("log_next", "Next step", Kind.TEXT, Level.L2, personal=False, max_length=200),
        Field("log_next_by", "By whom", Kind.TEXT, personal=False, max_length=60, other=True),
        Field("log_next_on", "Next step on", Kind.DATE, personal=False, part=Part.DUE_ON,
              when=Not(Answered("log_next_done_on"))),
        Field("log_next_done_on", "Next step done on", Kind.DATE, personal=False,
              not_future=True,
              hint="What came of it is a record of its own."),
    ),
)  # fmt: skip
HERS = Section(
    "view",
    "The person's own view",
    (
        Field("log_own_view", "What the person wants to be searched, and what not",
              Kind.LONG_TEXT, Level.L3, Compartment.CARE, max_length=1000, lines=3,
              voice=Voice.HERS),
    ),
)  # fmt: skip

FORM = Form(
    key="tracing_log",
    number="F38",
    title="Search for identity and family",
    version=1,
    topic=Topic.TRACING,
    archive_order=85,
    sheet=True,
    reminder="Next step of the search for identity and family",
    signatures=("Handled by", "Person in charge"),
    milestones=(
        Milestone("searched", at="log_on"),
        Milestone("dna_requested", at="dna_requested_on", when=Answered("dna_requested_on")),
        Milestone("dna_answered", at="dna_answered_on", when=Answered("dna_answered_on")),
        Milestone("identified", at="log_on", when=_ESTABLISHED),
    ),
    sections=(STEP, FOUND, WHO, PARTED, DNA, FINGERPRINTS, NEXT, HERS),
)
