"""F07-F10: papers the police issue on a rescued child, registered as they arrive (159号, P16).

Temporary care (A-207), not found after a month (A-209), not to be found after twelve months
(A-211), return (A-212). They are written by the police: here stand what they say, and the scan.
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks
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
    Milestone,
    Not,
    Part,
    Section,
    Topic,
)

_DAY_MISSES = "Enter this day: without it no time of the search begins or ends."
_CARE, _MONTH, _YEAR, _RETURN = ("F07",), ("F08",), ("F09",), ("F10",)

FORM = Form(
    key="police_document",
    number="F07–F10",
    title="Papers of the police on a rescued child",
    version=1,
    topic=Topic.TRACING,
    archive_order=31,  # F07, with the handover; the others are of the search
    archived_elsewhere=(Is("police_paper", (*_MONTH, *_YEAR, *_RETURN)), 88),
    numbered="paper_number",
    issued_by="paper_issued_by",
    source="police",
    milestones=(
        Milestone("police_temporary_care", at="child_given_on", when=Is("police_paper", _CARE)),
        Milestone("police_search_1m", at="paper_issued_on", when=Is("police_paper", _MONTH)),
        Milestone("police_search_12m", at="paper_issued_on", when=Is("police_paper", _YEAR)),
        Milestone("police_returned", at="child_given_on", when=Is("police_paper", _RETURN)),
        Milestone("placed_outside", at="child_given_on", when=Is("police_paper", _RETURN)),
    ),
    sections=(
        Section(
            "paper",
            "The paper",
            (
                Field("police_paper", "Which paper", Kind.CHOICE, codes="L-police-document",
                      required=True, personal=False, listed=True, coded=True,
                      cautions=(
                          Caution("To the parents or guardian, never to the buyer's family. The "
                                  "handover itself stands in F27.",
                                  Is("police_paper", _RETURN)),
                      ), shared=True),
                Field("paper_number", "Number of the paper", Kind.TEXT, personal=False,
                      listed=True, max_length=60),
                Field("paper_issued_by", "Issued by", Kind.INSTITUTION, personal=False,
                      listed=True, shared=True),
                Field("paper_issued_on", "Date of issue", Kind.DATE, personal=False, listed=True,
                      coded=True, part=Part.ON_DATE, not_future=True, shared=True,
                      cautions=(
                          Caution(_DAY_MISSES,
                                  AllOf((Is("police_paper", (*_MONTH, *_YEAR)),
                                         Not(Answered("paper_issued_on"))))),
                      )),
                Field("paper_valid_until", "Valid until, or time named in it", Kind.DATE,
                      personal=False, coded=True),
                Field("paper_case_number", "Number of the criminal case", Kind.TEXT, Level.L3,
                      Compartment.LEGAL, personal=False, max_length=60, shared=True),
                Field("paper_scan", "Scan", Kind.ATTACHMENT, Level.L4, Compartment.IDENTITY,
                      personal=False),
            ),
        ),
        Section(
            "officer",
            "Officer in charge",
            (
                Field("paper_officer", "Name of the officer", Kind.TEXT, Level.L2,
                      Compartment.IDENTITY, personal=False, max_length=60, other=True, shared=True),
                Field("paper_officer_phone", "Telephone of the officer", Kind.TEXT, Level.L2,
                      Compartment.IDENTITY, personal=False, max_length=40, other=True, shared=True),
            ),
        ),
        Section(
            "child",
            "The child, as named in the paper",
            (
                replace(blocks.NAME, part=None),
                replace(blocks.SEX, part=None, coded=False),
                replace(blocks.BIRTH_DATE, part=None, coded=False),
                replace(blocks.AGE_LOW, part=None, coded=False),
                replace(blocks.AGE_HIGH, part=None, coded=False),
                Field("paper_rescued_on", "Date of rescue", Kind.DATE, Level.L3,
                      Compartment.CARE, personal=False, not_future=True, shared=True),
                Field("paper_rescued_at", "Place of rescue", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, personal=False, max_length=200, other=True,
                      shared=True),
            ),
        ),
        Section(
            "handover",
            "Given over",
            (
                Field("child_given_on", "Given over on", Kind.DATE, personal=False, listed=True,
                      coded=True, not_future=True,
                      hint="The month and the twelve months of the search begin with it.",
                      shared=True,
                      cautions=(
                          Caution(_DAY_MISSES,
                                  AllOf((Is("police_paper", (*_CARE, *_RETURN)),
                                         Not(Answered("child_given_on"))))),
                      )),
                Field("child_given_to", "To which institution, parents or guardian", Kind.TEXT,
                      Level.L4, Compartment.IDENTITY, personal=False, max_length=100,
                      trusted=True, whereabouts=True, other=True, shared=True),
                Field("paper_received_by", "Paper received by", Kind.TEXT, personal=False,
                      max_length=60, other=True),
                Field("paper_received_on", "Paper received on", Kind.DATE, personal=False,
                      not_future=True),
                Field("paper_remarks", "What is missing or unclear in it", Kind.TEXT, Level.L2,
                      Compartment.CARE, personal=False, max_length=200,
                      hint="Ask the police in writing; care goes on meanwhile."),
            ),
        ),
    ),
)  # fmt: skip
