"""P09 个案会议记录: who sat together, what each said, what was decided, who does it by when.

A departmental meeting that resolves a difficulty is a kind of it (S37, S39). The person is spoken
of by the alias; the participants stand by department and role, not by name.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
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

_RESOLVED = ("01",)  # L-difficulty
_DEPARTMENTAL = ("03",)  # L-conference

FORM = Form(
    key="case_conference",
    number="P09",
    title="Case conference",
    version=1,
    topic=Topic.CASE,
    stage=Stage.ASSESSMENT,
    archive_order=84,
    reminder="A decision of the case conference",
    sheet=True,
    signatures=("Chaired by", "Minutes by", "Person in charge", "Date"),
    milestones=(Milestone("conference_held", at="conference_on"),),
    approval=Approval("The minutes say what was decided, who does it and by when."),
    sections=(
        Section(
            "meeting",
            "Meeting",
            (
                Field("conference_on", "Date", Kind.DATE, personal=False, required=True,
                      listed=True, coded=True, part=Part.ON_DATE, not_future=True),
                Field("conference_kind", "Kind of meeting", Kind.CHOICE, codes="L-conference",
                      personal=False, required=True, listed=True, coded=True),
                Field("conference_people", "Who took part", Kind.ROWS, Level.L1, personal=False,
                      rows=(
                          Field("sat_department", "Department", Kind.DEPARTMENT, personal=False),
                          Field("sat_role", "Role", Kind.TEXT, personal=False, max_length=60,
                                hint="What they are, not their name."),
                          Field("sat_bound", "Bound to confidentiality", Kind.YES_NO,
                                personal=False),
                      )),
                Field("conference_alias", "The person was spoken of by the alias alone",
                      Kind.YES_NO, personal=False,
                      cautions=(Caution("Who learned more than the alias stands in the register of "
                                        "what was given out (F36).",
                                        Is("conference_alias", (False,))),)),
                Field("conference_question", "Question", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, personal=False, required=True, max_length=500, lines=2,
                      voice=Voice.OURS),
            ),
        ),
        Section(
            "person",
            "What the person says",
            (
                Field("conference_heard", "How the person was heard", Kind.CHOICE,
                      codes="L-heard", personal=False, coded=True),
                Field("conference_own_view", "What the person wants, in the person's own words",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, max_length=1000, lines=3,
                      voice=Voice.HERS),
                Field("conference_child_view", "What the child says, and how it was asked",
                      Kind.LONG_TEXT, Level.L3, Compartment.CARE, required=True, max_length=500,
                      lines=2, voice=Voice.HERS, when=MayBeMinor()),
            ),
        ),
        Section(
            "positions",
            "Positions, side by side",
            (
                Field("conference_positions", "Positions", Kind.ROWS, Level.L3,
                      Compartment.CARE, personal=False, other=True, rows=(
                          Field("position_of", "Department", Kind.DEPARTMENT, Level.L3,
                                Compartment.CARE, personal=False),
                          Field("position", "What it proposes", Kind.TEXT, Level.L3,
                                Compartment.CARE, personal=False, max_length=300),
                          Field("position_reason", "Because", Kind.TEXT, Level.L3,
                                Compartment.CARE, personal=False, max_length=300),
                      )),
                Field("conference_dissent", "What stayed open between them", Kind.LONG_TEXT,
                      Level.L3, Compartment.CARE, personal=False, max_length=500, lines=2),
            ),
        ),
        Section(
            "difficulty",
            "The difficulty",
            (
                Field("difficulty", "What blocks the help", Kind.LONG_TEXT, Level.L3,
                      Compartment.CARE, personal=False, required=True, max_length=500, lines=2),
                Field("difficulty_lead", "Who is to resolve it", Kind.DEPARTMENT, personal=False,
                      required=True),
                Field("difficulty_by", "To be resolved by", Kind.DATE, personal=False, coded=True,
                      required=True, part=Part.DUE_ON,
                      when=Not(Is("difficulty_result", _RESOLVED)),
                      hint="Stands on Today until it is resolved."),
                Field("difficulty_result", "How it stands", Kind.CHOICE, codes="L-difficulty",
                      personal=False, listed=True, coded=True, afterwards=True),
            ),
            when=Is("conference_kind", _DEPARTMENTAL),
        ),
        Section(
            "decisions",
            "What was decided",
            (
                Field("conference_decisions", "Decisions", Kind.ROWS, Level.L3,
                      Compartment.CARE, personal=False, rows=(
                          Field("decision_what", "What", Kind.TEXT, Level.L3, Compartment.CARE,
                                personal=False, max_length=300),
                          Field("decision_department", "Department", Kind.DEPARTMENT, Level.L3,
                                Compartment.CARE, personal=False),
                          Field("decision_who", "Who", Kind.TEXT, Level.L3, Compartment.CARE,
                                personal=False, max_length=60, trusted=True, other=True),
                          Field("decision_due_on", "By", Kind.DATE, Level.L3, Compartment.CARE,
                                personal=False, part=Part.DUE_ON,
                                when=Not(Answered("decision_done_on"))),
                          Field("decision_done_on", "Done on", Kind.DATE, Level.L3,
                                Compartment.CARE, personal=False, not_future=True,
                                afterwards=True),
                      )),
                Field("conference_told", "The person was told what was decided", Kind.YES_NO,
                      personal=False, afterwards=True),
                Field("minutes_by", "Minutes by", Kind.TEXT, personal=False, max_length=60,
                      other=True),
            ),
        ),
    ),
)  # fmt: skip
