"""P18 本人反馈: what she says of the help, in private, and only if she wants to.

Asked by somebody who did not look after her. What she says is sealed to who asked, so the worker
it is about cannot read it; figures are not made of it. Not filed. A complaint that she wants the
supervisors to know of goes to them, sealed (`actions.recording.complaints`), and nothing else does.
"""

from __future__ import annotations

from rescueapp.forms.schema import (
    AllOf,
    Caution,
    Compartment,
    Field,
    Form,
    Is,
    Kind,
    Level,
    Part,
    Section,
    Topic,
)

_FOR_SUPERVISORS = AllOf((Is("feedback_complaint", (True,)), Is("feedback_supervisors", (True,))))

FORM = Form(
    key="feedback",
    number="P18",
    title="Feedback in private",
    version=1,
    topic=Topic.AFTER,
    writers=("supervisor", "psychologist", "medical_worker", "caseworker"),
    sections=(
        Section(
            "asking",
            "Asking",
            (
                Field("feedback_on", "Asked on", Kind.DATE, personal=False, listed=True,
                      part=Part.ON_DATE, not_future=True),
                Field("feedback_offered", "Offered, and", Kind.CHOICE, codes="L-feedback",
                      required=True, personal=False, listed=True, coded=True,
                      hint="Never pressed for, and never before something the person waits for."),
                Field("feedback_other", "Asked by somebody who did not look after the person",
                      Kind.YES_NO, personal=False,
                      cautions=(Caution("Let a colleague ask: the person must be free to "
                                        "complain.", Is("feedback_other", (False,))),)),
            ),
        ),
        Section(
            "said",
            "What the person says",
            (
                Field("felt_private", "There was a place to talk alone", Kind.CHOICE, Level.L3,
                      Compartment.AUTHOR, codes="L-feedback-answer"),
                Field("felt_confidence", "What was said stayed with us", Kind.CHOICE, Level.L3,
                      Compartment.AUTHOR, codes="L-feedback-answer"),
                Field("felt_respected", "Felt respected and believed", Kind.CHOICE, Level.L3,
                      Compartment.AUTHOR, codes="L-feedback-answer"),
                Field("felt_own_choice", "Could decide, and say no", Kind.CHOICE, Level.L3,
                      Compartment.AUTHOR, codes="L-feedback-answer"),
                Field("felt_understood", "Was told things in a way that was understood",
                      Kind.CHOICE, Level.L3, Compartment.AUTHOR, codes="L-feedback-answer"),
                Field("felt_female", "Was looked after by women, where that was wished",
                      Kind.CHOICE, Level.L3, Compartment.AUTHOR, codes="L-feedback-answer"),
                Field("would_come_back", "Would come back, or send a friend", Kind.CHOICE,
                      Level.L3, Compartment.AUTHOR, codes="L-feedback-answer"),
                Field("feedback_best", "What helped most", Kind.LONG_TEXT, Level.L3,
                      Compartment.AUTHOR, max_length=1000, lines=2),
                Field("feedback_worst", "What hurt or was missing", Kind.LONG_TEXT, Level.L3,
                      Compartment.AUTHOR, max_length=1000, lines=2),
            ),
            when=Is("feedback_offered", ("01",)),
            hint="Sealed to whoever asked and to paper recovery: nobody it is about can read it.",
        ),
        Section(
            "then",
            "What follows",
            (
                Field("feedback_complaint", "The person wants to complain", Kind.YES_NO,
                      Level.L3, Compartment.AUTHOR,
                      cautions=(Caution("Say where: to the person in charge, to the bureau of "
                                        "civil affairs, to 12345; and write it down for them.",
                                        Is("feedback_complaint", (True,))),)),
                Field("feedback_supervisors", "The supervisors may learn of the complaint",
                      Kind.YES_NO, Level.L3, Compartment.AUTHOR, required=True,
                      when=Is("feedback_complaint", (True,)),
                      hint="If it is about a supervisor: the bureau of civil affairs or 12345."),
                Field("feedback_complaint_words", "The complaint, as the person wants it told",
                      Kind.LONG_TEXT, Level.L3, Compartment.AUTHOR, required=True,
                      max_length=1000, lines=3, when=_FOR_SUPERVISORS,
                      hint="Goes sealed to the supervisors, to be answered within fifteen days. "
                      "Nobody else learns of it; the rest stays with whoever asked."),
                Field("feedback_change", "What we change, without naming anybody", Kind.TEXT,
                      personal=False, max_length=200, listed=True),
            ),
        ),
    ),
)  # fmt: skip
