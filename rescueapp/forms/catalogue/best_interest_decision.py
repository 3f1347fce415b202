"""P14 儿童最大利益决定: what is best for a child, with the ways there are, for and against.

The child is heard first (L01 art. 4(5), 19; A-316); what the guardian says stands beside it, and
whoever saw it otherwise keeps their words. A second person approves.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    Answered,
    Approval,
    Compartment,
    Field,
    Form,
    Kind,
    Level,
    Not,
    Part,
    Section,
    Stage,
    Topic,
    Voice,
)

FORM = Form(
    key="best_interest_decision",
    number="P14",
    title="Decision in the best interest of a child",
    version=1,
    topic=Topic.CASE,
    stage=Stage.ASSESSMENT,
    archive_order=85,
    reminder="Review of a decision about a child",
    signatures=("Handled by", "Person in charge", "Date"),
    approval=Approval("The child was heard, the ways were weighed, and this is the best for it."),
    sections=(
        Section(
            "question",
            "What is to be decided",
            (
                Field("best_on", "Date", Kind.DATE, personal=False, required=True, listed=True,
                      coded=True, part=Part.ON_DATE, not_future=True),
                Field("best_about", "About", Kind.CHOICE, codes="L-best-about", personal=False,
                      required=True, listed=True, coded=True),
                Field("best_question", "Question", Kind.TEXT, Level.L3, Compartment.CARE,
                      personal=False, max_length=200, voice=Voice.OURS),
            ),
        ),
        Section(
            "child",
            "The child first",
            (
                Field("best_child_view", "What the child says, in the child's own words",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, required=True,
                      max_length=1000, lines=3, voice=Voice.HERS,
                      hint="Also what a small child shows in play or in drawing; never put into "
                      "the child's mouth."),
                Field("best_heard_how", "How the child was heard", Kind.CHOICES,
                      codes="L-heard-how", personal=False, coded=True),
                Field("best_heard_by", "By whom", Kind.TEXT, personal=False, max_length=60,
                      other=True, hint="Somebody the child trusts; for a girl a woman."),
                Field("best_guardian_view", "What the guardian says", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, personal=False, max_length=1000, lines=2, other=True,
                      hint="Not where the guardian took part in the harm."),
            ),
        ),
        Section(
            "ways",
            "The ways there are",
            (
                Field("best_ways", "Ways", Kind.ROWS, Level.L3, Compartment.CARE,
                      personal=False, rows=(
                          Field("way", "Way", Kind.TEXT, Level.L3, Compartment.CARE,
                                personal=False, max_length=200),
                          Field("way_for", "For it", Kind.TEXT, Level.L3, Compartment.CARE,
                                personal=False, max_length=300),
                          Field("way_against", "Against it", Kind.TEXT, Level.L3,
                                Compartment.CARE, personal=False, max_length=300),
                          Field("way_child", "What the child says of it", Kind.TEXT, Level.L3,
                                Compartment.CARE, personal=False, max_length=300),
                      )),
                Field("best_weighed", "What was weighed", Kind.CHOICES, codes="L-best-weighed",
                      personal=False, coded=True),
            ),
        ),
        Section(
            "decision",
            "Decision",
            (
                Field("best_decision", "What is decided", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, personal=False, required=True, max_length=1000, lines=3,
                      voice=Voice.OURS),
                Field("best_reasons", "Why, and why not as the child wishes if so",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, personal=False,
                      max_length=1000, lines=3, voice=Voice.OURS),
                Field("best_dissent", "Who saw it otherwise, in their words", Kind.LONG_TEXT,
                      Level.L3, Compartment.CARE, personal=False, max_length=1000, lines=2,
                      other=True),
                Field("best_people", "Who decided together", Kind.ROWS, Level.L1, personal=False,
                      rows=(
                          Field("best_department", "Department", Kind.DEPARTMENT,
                                personal=False),
                          Field("best_role", "Role", Kind.TEXT, personal=False, max_length=60,
                                other=True),
                      )),
                Field("best_told_on", "The child was told on", Kind.DATE, personal=False,
                      not_future=True, afterwards=True),
                Field("best_review_on", "Look at it again on", Kind.DATE, personal=False,
                      listed=True, part=Part.DUE_ON, when=Not(Answered("best_reviewed_on"))),
                Field("best_reviewed_on", "Looked at again on", Kind.DATE, personal=False,
                      not_future=True, afterwards=True),
            ),
        ),
    ),
)  # fmt: skip
