"""P24 社会工作服务记录: one piece of social work, short: what was done, what she says, what next.

Also for a partner's social worker, in a case that is lent to them (S26, S71; `lending_out`): who
is responsible for the case reads it there, and answers there what was asked. Nobody else is named
in it.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    Answered,
    Caution,
    Compartment,
    Field,
    Form,
    Is,
    Kind,
    Level,
    Milestone,
    Part,
    Section,
    Stage,
    Topic,
    Voice,
)

_CARE = Compartment.CARE

FORM = Form(
    key="service_note",
    number="P24",
    title="Social work note",
    version=1,
    topic=Topic.CASE,
    stage=Stage.SERVICES,
    writers=("caseworker", "psychologist", "medical_worker", "supervisor", "outside_worker"),
    archive_order=121,
    reminder="Next meeting of social work",
    milestones=(
        Milestone("danger_told", "note_on", Is("note_worry", (True,))),
        Milestone("station_asked", "note_on", Answered("note_asks")),
        Milestone("station_answered", "note_answered_on", Answered("note_answered_on")),
    ),
    sections=(
        Section(
            "work",
            "What was done",
            (
                Field("note_on", "Date", Kind.DATE, personal=False, listed=True, coded=True,
                      part=Part.ON_DATE, not_future=True),
                Field("note_services", "Kind of service", Kind.CHOICES, codes="C-23",
                      personal=False, listed=True, coded=True),
                Field("note_way", "Way", Kind.CHOICE, codes="L-visit-mode", personal=False,
                      coded=True),
                Field("note_minutes", "Length", Kind.NUMBER, personal=False, minimum=1,
                      maximum=1440, unit="minutes", coded=True),
                Field("note_done", "What was done", Kind.LONG_TEXT, Level.L3, _CARE,
                      personal=False, max_length=1500, lines=4, voice=Voice.OURS,
                      hint="As it was seen and said, by the alias; no story that was not needed."),
                Field("note_worry", "A new danger, or something somebody must know today",
                      Kind.YES_NO, personal=False, listed=True,
                      cautions=(
                          Caution("Do not wait for this to be read: call who is responsible for "
                                  "the case now, at night whoever is on duty.",
                                  Is("note_worry", (True,))),
                      )),
            ),
        ),
        Section(
            "heard",
            "What the person says",
            (
                Field("note_own_view", "The person's own view", Kind.LONG_TEXT, Level.L3, _CARE,
                      max_length=800, lines=3, voice=Voice.HERS),
                Field("note_asks", "What the station is asked to do", Kind.LONG_TEXT, Level.L3,
                      _CARE, personal=False, max_length=800, lines=2, voice=Voice.OURS),
                Field("note_next_on", "Next meeting", Kind.DATE, personal=False,
                      part=Part.DUE_ON),
            ),
        ),
        Section(
            "answer",
            "What the station answers",
            (
                Field("note_answered_on", "Answered on", Kind.DATE, personal=False,
                      not_future=True,
                      hint="Entered by the station. Until then it stands on Today of who is "
                      "responsible for the case."),
                Field("note_answer", "What was done about it, or why not", Kind.LONG_TEXT,
                      Level.L3, _CARE, personal=False, max_length=800, lines=2,
                      voice=Voice.OURS, hint="Whoever asked reads it."),
            ),
            when=Answered("note_asks"),
        ),
    ),
)  # fmt: skip
