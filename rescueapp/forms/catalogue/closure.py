"""F29 结案（离站、离院）审批表: help ends because its goals are met or she wants it to (A-908).

Where she is then must be stated (S24). What is still open is handed over or warned of, never held
against her: a line of the checklist is done, not needed, or a post goes on with it; what is handed
on stands on Today of the station by its day, also in the closed case, until somebody writes here
that it was done. She is told that she can come back, and the number stays hers (`reopening`). The
case is closed once a second person has approved, not before.
"""

from __future__ import annotations

from dataclasses import replace

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    AllOf,
    Answered,
    Approval,
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

_LOST, _DEAD, _HER_WISH = ("08",), ("09",), ("07",)  # C-25
_SPEAKS = Not(Is("closure_kind", (*_LOST, *_DEAD)))
_NOT_YET = Is("closure_check_state", ("01",))  # L-step

FORM = Form(
    key="closure",
    number="F29",
    title="Approval of closing the case",
    version=1,
    topic=Topic.LEAVING,
    stage=Stage.CLOSED,
    archive_order=140,
    writers=("caseworker", "supervisor"),
    signatures=("The person (may be left open)", "Handled by", "Person in charge", "Date"),
    reminder="What was handed on at the closing",
    outlasts=blocks.ANY_CLOSING,
    milestones=(Milestone("closed", at="closed_on"),),
    approval=Approval("The checklist, what is still open, and where the person is now."),
    sections=(
        Section(
            "closing",
            "Closing",
            (
                Field("closed_on", "Help ends on", Kind.DATE, personal=False, required=True,
                      listed=True, coded=True, part=Part.ON_DATE, not_future=True),
                Field("closure_kind", "Kind of closing", Kind.CHOICE, Level.L2, codes="C-25",
                      personal=False, required=True, listed=True, coded=True,
                      cautions=(Caution("Ask once more, alone and without haste, whether anybody "
                                        "presses the person.", Is("closure_kind", _HER_WISH)),),
                      together=True),
                Field("lost_since", "No contact since", Kind.DATE, Level.L2, personal=False,
                      required=True, coded=True, not_future=True,
                      when=Is("closure_kind", _LOST),
                      hint="The last day on which anybody met or spoke with the person. Twelve "
                      "months must have passed."),
                Field("lost_tried", "What was tried to find the person", Kind.LONG_TEXT,
                      Level.L3, Compartment.CARE, personal=False, max_length=500, lines=2,
                      when=Is("closure_kind", _LOST)),
                replace(blocks.PLACEMENT, required=True, when=_SPEAKS),
                Field("closure_place", "Where the person is now", Kind.TEXT, Level.L4,
                      Compartment.IDENTITY, max_length=100, trusted=True,
                      whereabouts=True),
            ),
        ),
        Section(
            "person",
            "What the person says",
            (
                Field("closure_own_view", "The person's own view: what helped, what is missing",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, max_length=1000, lines=3,
                      voice=Voice.HERS),
                Field("closure_child_view", "What the child says, and how it was asked",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, required=True, max_length=500,
                      lines=2, voice=Voice.HERS, when=MayBeMinor()),
                Field("told_may_return", "Told: may come back at any time, under the same number",
                      Kind.YES_NO, personal=False, coded=True),
                Field("closure_wants_visits", "The person wants to be visited on", Kind.YES_NO,
                      Level.L2, coded=True),
            ),
            when=_SPEAKS,
        ),
        Section(
            "summary",
            "What was done",
            (
                Field("closure_summary", "Help given, in brief", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, personal=False, required=True, max_length=2000, lines=4,
                      voice=Voice.OURS),
                Field("closure_goals", "Goals of the plan", Kind.CHOICE, Level.L2,
                      codes="L-goal", personal=False, coded=True, voice=Voice.OURS),
                Field("closure_services", "Services given", Kind.CHOICES, Level.L2, codes="C-23",
                      personal=False, coded=True),
                Field("closure_visit_plan", "Visits after closing: when, how and by whom",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, personal=False, max_length=500,
                      lines=2, voice=Voice.OURS, whereabouts=True, other=True,
                      hint="As the person wishes; the days themselves stand in F30."),
                Field("closure_practice", "What others can learn from it", Kind.CHOICES,
                      codes="L-good-practice", personal=False, coded=True,
                      hint="For the exchange of experience; nothing of the person."),
            ),
        ),
        Section(
            "checklist",
            "Before closing",
            hint="What is not needed has its reason as a remark. What is not done yet has the "
            "post, not the name, of whoever goes on with it, and a day.",
            fields=(
                Field("closure_checks", "Checklist", Kind.ROWS, Level.L1, personal=False,
                      hint="What is handed on stands on Today by its day, until it is said to be "
                      "done.",
                      rows=(
                          Field("closure_check", "Point", Kind.CHOICE, codes="L-closure-check",
                                personal=False, starts="*"),
                          Field("closure_check_state", "How it stands", Kind.CHOICE,
                                codes="L-step", personal=False, starts="01"),
                          Field("closure_check_note", "Remark", Kind.TEXT, personal=False,
                                max_length=100),
                          Field("closure_check_post", "Goes on with (post)", Kind.TEXT,
                                personal=False, max_length=50, when=_NOT_YET),
                          Field("closure_check_until", "Until", Kind.DATE, personal=False,
                                part=Part.DUE_ON,
                                when=AllOf((_NOT_YET, Not(Answered("closure_check_done_on"))))),
                          Field("closure_check_done_on", "Done on", Kind.DATE, personal=False,
                                not_future=True, afterwards=True, when=_NOT_YET),
                      )),
                Field("closure_open", "Handed over unfinished", Kind.ROWS, Level.L3,
                      Compartment.CARE, personal=False, rows=(
                          Field("open_what", "What", Kind.TEXT, Level.L3, Compartment.CARE,
                                personal=False, max_length=200),
                          Field("open_to", "To whom", Kind.DEPARTMENT, Level.L3,
                                Compartment.CARE, personal=False),
                          Field("open_by", "By", Kind.DATE, Level.L3, Compartment.CARE,
                                personal=False, part=Part.DUE_ON,
                                when=Not(Answered("open_done_on"))),
                          Field("open_done_on", "Done on", Kind.DATE, Level.L3,
                                Compartment.CARE, personal=False, not_future=True,
                                afterwards=True),
                      )),
            ),
        ),
        Section("together", "Those who came together", blocks.APART, folded=True),
        Section("signatures", "Signatures", blocks.SIGN, folded=True),
    ),
)  # fmt: skip
